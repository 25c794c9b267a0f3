import { defined } from './defined.ts';
import type { Principal, Verb } from './principal.ts';

/** May a principal do something? `detail` says what is missing, and nothing of what exists. */
export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      readonly detail: string;
      /** The team that would have to be granted a prefix of the subject's name. */
      readonly lacksPrefix?: string;
    };

/** A prefix and the team that holds it. */
export interface Grant {
  readonly prefix: string;
  readonly team: string;
}

/**
 * Publishing, activating, withdrawing and setting a subject's policy: its owner team's alone. A subject that does not
 * exist yet belongs to the team that holds the most specific prefix of its name (`grant`, see `grantingPrefixes`).
 */
export function mayPublish(
  principal: Principal,
  target: { readonly name: string; readonly ownerTeam?: string | undefined; readonly grant?: Grant | undefined },
): Decision {
  const denied = needs(principal, 'publish') ?? needsTeam(principal, 'a subject is published by its team');
  if (denied) return denied;
  const { name, ownerTeam, grant } = target;
  if (ownerTeam !== undefined)
    return ownerTeam === principal.team ? ALLOWED : deny(`team ${principal.team} does not own the subject ${name}`);
  if (grant && grant.team === principal.team && grantingPrefixes(name).includes(grant.prefix)) return ALLOWED;
  return {
    allowed: false,
    detail: `team ${principal.team} has no prefix that covers ${name}; an administrator grants one: forewarn teams grant-prefix ${principal.team} ${firstWord(name)}`,
    ...defined({ lacksPrefix: principal.team }),
  };
}

/** Creating, changing and removing a consumer, subscribing it and answering for it: its own team's alone. */
export function mayManageConsumer(
  principal: Principal,
  consumer: { readonly name: string; readonly team: string },
): Decision {
  const denied = needs(principal, 'subscribe') ?? needsTeam(principal, 'a consumer belongs to a team');
  if (denied) return denied;
  if (consumer.team === principal.team) return ALLOWED;
  return deny(`team ${principal.team} does not own the consumer ${consumer.name}`);
}

/** What is a team's as a whole: what it was told, and telling it again. */
export function mayAnswerForTeam(principal: Principal, team: string): Decision {
  const denied = needs(principal, 'subscribe') ?? needsTeam(principal, 'what was told belongs to a team');
  if (denied) return denied;
  return team === principal.team ? ALLOWED : deny(`team ${principal.team} is not team ${team}`);
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

/**
 * The prefixes that cover a subject's name, most specific first: of `a.b-c` these are `a.b-c`, `a` and, with a `*` for
 * whatever follows, `a.b-c*`, `a.b-*`, …, `a*`. Of two with as much text the one without `*` covers less.
 */
export function grantingPrefixes(name: string): readonly string[] {
  return Array.from(name, (_, dropped) => name.slice(0, name.length - dropped)).flatMap((start) => {
    const isWhole = start === name || name[start.length] === '.';
    return isWhole ? [start, `${start}*`] : [`${start}*`];
  });
}

/** A prefix as an administrator grants it: a subject's name, or the start of one with `*`. */
export const PREFIX = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*)(?:[._-]?\*)?$/;

const ALLOWED: Decision = { allowed: true };
const deny = (detail: string): Decision => ({ allowed: false, detail });

function needs(principal: Principal, verb: Verb): Decision | undefined {
  if (principal.verbs.includes(verb)) return undefined;
  const { withheld } = principal;
  return deny(withheld?.verbs.includes(verb) ? withheld.reason : `the token does not have the verb "${verb}"`);
}

const needsTeam = (principal: Principal, why: string): Decision | undefined =>
  principal.team === undefined ? deny(`${why}, and this token is of no team; make one for a team`) : undefined;

const firstWord = (name: string): string => name.split('.')[0] ?? name;
