import type { Principal, Verb } from './principal.ts';

/** May a principal do something? `detail` says what is missing, and nothing of what exists. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly detail: string };

/**
 * Publishing, activating, withdrawing and setting a subject's policy: its owner team's alone. A subject that does not
 * exist yet may be published by the team whose `prefixes` cover its name; that team then owns it.
 */
export function mayPublish(
  principal: Principal,
  target: {
    readonly name: string;
    readonly subject: { readonly ownerTeam: string } | undefined;
    readonly prefixes: readonly string[];
  },
): Decision {
  const denied = needs(principal, 'publish') ?? needsTeam(principal, 'a subject is published by its team');
  if (denied) return denied;
  const { name, subject, prefixes } = target;
  if (subject)
    return subject.ownerTeam === principal.team ? ALLOWED : deny(`team ${principal.team} does not own ${name}`);
  if (prefixes.some((prefix) => covers(prefix, name))) return ALLOWED;
  return deny(`team ${principal.team} holds no prefix of ${name}; an administrator grants it`);
}

/** Creating, changing and removing a consumer, subscribing it and answering for it: its own team's alone. */
export function mayManageConsumer(principal: Principal, consumer: { readonly team: string }): Decision {
  const denied = needs(principal, 'subscribe') ?? needsTeam(principal, 'a consumer belongs to a team');
  if (denied) return denied;
  if (consumer.team === principal.team) return ALLOWED;
  return deny(`the consumer is not of team ${principal.team}; a team manages its own consumers only`);
}

/** Teams, prefixes, identities, the organisation's policy, transfer and retirement of subjects. */
export const mayAdminister = (principal: Principal): Decision => needs(principal, 'administer') ?? ALLOWED;

/**
 * Making, listing and revoking a team's API tokens: an administrator's for any team and with any verbs; a member's for
 * the own team, with no verb that the member lacks and never `administer`. A token that only reads makes none.
 */
export function mayManageTokens(
  principal: Principal,
  tokens: { readonly team: string; readonly verbs?: readonly Verb[] },
): Decision {
  if (mayAdminister(principal).allowed) return ALLOWED;
  if (!principal.verbs.includes('publish') && !principal.verbs.includes('subscribe'))
    return deny('tokens are managed with the verb "publish", "subscribe" or "administer"');
  if (principal.team !== tokens.team)
    return deny(`managing tokens of another team than ${principal.team ?? 'one’s own'} needs the verb "administer"`);
  const beyond = (tokens.verbs ?? []).filter((verb) => verb === 'administer' || !principal.verbs.includes(verb));
  return beyond.length === 0
    ? ALLOWED
    : deny(`a token cannot be given verbs that its maker lacks: ${beyond.join(', ')}`);
}

/** Whether a prefix stands for a name: it is the name, or the name goes on with a `.`. */
export const covers = (prefix: string, name: string): boolean => name === prefix || name.startsWith(`${prefix}.`);

const ALLOWED: Decision = { allowed: true };
const deny = (detail: string): Decision => ({ allowed: false, detail });

function needs(principal: Principal, verb: Verb): Decision | undefined {
  if (principal.verbs.includes(verb)) return undefined;
  const { withheld } = principal;
  return deny(withheld?.verbs.includes(verb) ? withheld.reason : `the token does not have the verb "${verb}"`);
}

const needsTeam = (principal: Principal, why: string): Decision | undefined =>
  principal.team === undefined ? deny(`${why}, and this token is of no team; make one for a team`) : undefined;
