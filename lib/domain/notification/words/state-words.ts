import type { AnswerNote } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import type { ExtensionRequest, MigrationState } from '../../migration/state.ts';
import type { Markup } from './markup.ts';

const REASON = 400;

/** A state as a clause that follows a model's name: `acknowledged by @ann`, `has time until Tue 8 Dec (…)`. */
export function stateWords(state: MigrationState, now: string, markup: Markup): string {
  const { plain, due } = markup;
  const who = (by: string): string => principal(by, markup);
  const askedFor = ({ by, until, reason }: ExtensionRequest): string =>
    `${who(by)} asks for time until ${due(until, now)}: ${plain(reason, REASON)}`;
  switch (state.name) {
    case 'notified':
      return state.reopened ? `open again: ${plain(state.reopened, REASON)}` : 'no answer yet';
    case 'acknowledged':
      return state.approved === undefined
        ? `${who(state.by)} will handle it`
        : `${who(state.by)} approved it before it was published: ${plain(state.approved, REASON)}`;
    case 'extension-requested':
      return askedFor(state);
    case 'granted':
      return `has time until ${due(state.until, now)}, granted by ${who(state.by)}; asked by ${who(state.requestedBy)}: ${plain(state.reason, REASON)}`;
    case 'denied':
      return `${who(state.by)} granted no more time${state.reason === undefined ? '' : `: ${plain(state.reason, REASON)}`}`;
    case 'objected':
      return `${who(state.by)} objects: ${plain(state.reason, REASON)}`;
    case 'not-affected':
      if (state.by === 'engine') return plain(state.reason, REASON);
      return `not affected, says ${who(state.by)}: ${plain(state.reason, REASON)}`;
    case 'migrated':
      return state.proven
        ? 'has migrated, proven by its live releases'
        : `has migrated, says ${who(state.by)}; not proven`;
    case 'overdue':
      return [
        'overdue',
        ...(state.acknowledged ? [`${who(state.acknowledged.by)} will handle it`] : []),
        ...(state.request ? [askedFor(state.request)] : []),
      ].join('; ');
    case 'waived':
      return `waived by ${who(state.by)}: ${plain(state.reason, REASON)}`;
    case 'withdrawn':
      return 'nothing to do any more';
  }
}

/** What a note says of one model: its state, and where nobody answered, what was found of it. */
export function newsWords(
  answer: AnswerNote | undefined,
  { state, deadline }: Pick<Migration, 'state' | 'deadline'>,
  now: string,
  markup: Markup,
): string {
  const words = stateWords(answer?.state ?? state, now, markup);
  if (answer?.provedBy === undefined) return words;
  return `engine ${answer.provedBy} found a record that breaks it, where that was undecided; its date is ${markup.due(deadline, now)}; ${words}`;
}

/** A person of Slack as the channel names them, a workflow by who vouches for it; a token that nobody named is only that. */
export function principal(by: string, markup: Markup): string {
  const user = /^slack:([UW][A-Z0-9]{4,20})$/.exec(by)?.[1];
  if (user !== undefined) return markup.slackUser(user);
  if (by === 'policy') return "the subject's policy";
  if (by === 'bootstrap') return 'an administrator';
  if (by.startsWith('token:')) return 'somebody with a token';
  const issuer = /^oidc:https:\/\/([^/#]+)/.exec(by)?.[1];
  return issuer === undefined ? markup.plain(by, 150) : `a workflow (${markup.plain(issuer, 100)})`;
}
