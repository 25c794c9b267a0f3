import { dateText, isLater, isOver } from '../date.ts';
import { defined } from '../defined.ts';
import { type MigrationState, requestOf } from './state.ts';

/** The part that moves: a state, and the date until which it must end (`date.ts`). */
export interface Standing {
  readonly state: MigrationState;
  readonly deadline: string;
}

/** The events of a migration; the last five happen by themselves, nobody says them. */
export type MigrationEvent =
  /** `approved`: see the state that it leads to. `liveSince`: the change is live, and earlier answers do not count. */
  | { readonly name: 'acknowledge'; readonly by: string; readonly approved?: string; readonly liveSince?: string }
  | {
      readonly name: 'request-extension';
      readonly by: string;
      readonly until: string;
      readonly reason: string;
      /** The latest date that the subject's policy grants at once. */
      readonly allowedUntil: string;
    }
  /** `until`: another date than was asked for. */
  | { readonly name: 'grant'; readonly by: string; readonly until?: string }
  | { readonly name: 'deny'; readonly by: string; readonly reason?: string }
  | { readonly name: 'object'; readonly by: string; readonly reason: string }
  | { readonly name: 'declare-not-affected'; readonly by: string; readonly reason: string }
  | { readonly name: 'declare-migrated'; readonly by: string }
  | { readonly name: 'waive'; readonly by: string; readonly reason: string }
  | { readonly name: 'prove'; readonly by: string }
  | { readonly name: 'reopen'; readonly reason: string }
  | { readonly name: 'pass-deadline' }
  | { readonly name: 'withdraw' };

/** `unchanged`: it is so already, or nothing is left to say. `refused`: it cannot be, and `because` says what can. */
export type Transition =
  | { readonly outcome: 'moved'; readonly standing: Standing }
  | { readonly outcome: 'unchanged'; readonly because: string }
  | { readonly outcome: 'refused'; readonly because: string };

/**
 * The migration workflow: what an event makes of a migration at a moment. Total: any event may come in any state, and
 * again. A date only ever moves to a later one, and only by a grant.
 */
export function transition(standing: Standing, event: MigrationEvent, now: string): Transition {
  const { state } = standing;
  if (state.name === 'withdrawn')
    return event.name === 'withdraw'
      ? unchanged('the change was withdrawn already')
      : refused('the change was withdrawn: nothing is left to answer');
  switch (event.name) {
    case 'withdraw':
      return moved(standing, { name: 'withdrawn', at: now });
    case 'prove':
      if (state.name === 'migrated' && state.proven) return unchanged('its migration is proven already');
      return moved(standing, { name: 'migrated', at: now, by: event.by, proven: true });
    case 'reopen':
      return reopen(standing, event.reason, now);
    case 'pass-deadline':
      return passDeadline(standing, now);
    case 'grant':
    case 'deny':
      return decide(standing, event, now);
    default:
      return answer(standing, event, now);
  }
}

type Answer = Extract<
  MigrationEvent,
  {
    name: 'acknowledge' | 'request-extension' | 'object' | 'declare-not-affected' | 'declare-migrated' | 'waive';
  }
>;

/** The answers of the model's own team, or of an administrator in its place. */
function answer(standing: Standing, event: Answer, now: string): Transition {
  const { state } = standing;
  if (state.name === 'migrated' && state.proven) return unchanged('its live releases prove that it has migrated');
  if (state.name === 'waived') return unchanged(`it was waived by ${state.by}: nothing is left to answer`);
  const { by } = event;
  switch (event.name) {
    case 'acknowledge':
      return acknowledge(standing, event, now);
    case 'request-extension':
      return requestExtension(standing, event, now);
    case 'object':
      if (state.name === 'objected') return unchanged(`${state.by} objected already`);
      if (isPast(standing, now)) return refused('an objection holds the release, so it must come before the date');
      return moved(standing, { name: 'objected', at: now, by, reason: event.reason });
    case 'declare-not-affected':
      if (state.name === 'not-affected') return unchanged(`${state.by} said already that it is not affected`);
      return moved(standing, { name: 'not-affected', at: now, by, reason: event.reason });
    case 'declare-migrated':
      if (state.name === 'migrated') return unchanged(`${state.by} said already that it has migrated`);
      return moved(standing, { name: 'migrated', at: now, by, proven: false });
    case 'waive':
      if (state.name === 'migrated')
        return unchanged(`${state.by} said that it has migrated: there is nothing to waive`);
      return moved(standing, { name: 'waived', at: now, by, reason: event.reason });
  }
}

function acknowledge(
  standing: Standing,
  { by, approved, liveSince }: Extract<MigrationEvent, { name: 'acknowledge' }>,
  now: string,
): Transition {
  const { state } = standing;
  const isStale = (at: string): boolean => liveSince !== undefined && at < liveSince;
  if (state.name === 'acknowledged' && !isStale(state.at)) return unchanged(`${state.by} acknowledged it already`);
  if (state.name === 'granted' && !isStale(state.at))
    return unchanged(`it has time until ${dateText(state.until)} already`);
  if (state.name === 'overdue' && liveSince !== undefined) {
    const { acknowledged: before } = state;
    if (before && !isStale(before.at)) return unchanged(`${before.by} acknowledged it already`);
    // The date stays missed; somebody is at it.
    return moved(standing, { ...state, acknowledged: { at: now, by } });
  }
  if (liveSince === undefined && (state.name === 'overdue' || isPast(standing, now)))
    return refused(
      `its date, ${dateText(standing.deadline)}, has passed: ask for more time, or say that it has migrated`,
    );
  return moved(standing, { name: 'acknowledged', at: now, by, ...defined({ approved }) });
}

function requestExtension(
  standing: Standing,
  { by, until, reason, allowedUntil }: Extract<MigrationEvent, { name: 'request-extension' }>,
  now: string,
): Transition {
  const pending = requestOf(standing.state);
  if (pending?.until === until) return unchanged(`${pending.by} asked for that date already`);
  if (!isLater(until, standing.deadline))
    return refused(`it has time until ${dateText(standing.deadline)} already: ask for a later date`);
  if (isOver(until, now)) return refused(`${dateText(until)} has passed: ask for a date that lies ahead`);
  const request = { at: now, by, until, reason };
  if (isLater(until, allowedUntil)) {
    // Asking makes nothing of the date that was missed.
    const { state } = standing;
    return moved(
      standing,
      state.name === 'overdue' ? { ...state, request } : { name: 'extension-requested', ...request },
    );
  }
  const state: MigrationState = { name: 'granted', at: now, by: 'policy', until, requestedBy: by, reason };
  return { outcome: 'moved', standing: { state, deadline: until } };
}

/** The producer's answers to a request for more time. */
function decide(
  standing: Standing,
  event: Extract<MigrationEvent, { name: 'grant' | 'deny' }>,
  now: string,
): Transition {
  const { state, deadline } = standing;
  const request = requestOf(state);
  if (event.name === 'grant' && state.name === 'granted')
    return unchanged(`${state.by} granted time until ${dateText(state.until)} already`);
  if (event.name === 'deny' && state.name === 'denied') return unchanged(`${state.by} denied it already`);
  if (!request) return refused('nobody is asking for more time');
  if (event.name === 'deny') {
    const why = event.reason === undefined ? {} : { reason: event.reason };
    // An overdue migration stays so; only its request is gone.
    return moved(
      standing,
      state.name === 'overdue' ? withoutRequest(state) : { name: 'denied', at: now, by: event.by, ...why },
    );
  }
  const until = event.until ?? request.until;
  if (!isLater(until, deadline) || isOver(until, now))
    return refused(`${dateText(until)} is not later than its date, or has passed: name a later date`);
  const { by: requestedBy, reason } = request;
  const granted: MigrationState = { name: 'granted', at: now, by: event.by, until, requestedBy, reason };
  return { outcome: 'moved', standing: { state: granted, deadline: until } };
}

function withoutRequest({ request: _, ...overdue }: Extract<MigrationState, { name: 'overdue' }>): MigrationState {
  return overdue;
}

/** A live release reads the old shape again; what was only said or proven before does not hold any more. */
function reopen(standing: Standing, reason: string, now: string): Transition {
  if (standing.state.name !== 'migrated') return unchanged('it had not migrated');
  return moved(
    standing,
    isPast(standing, now) ? { name: 'overdue', at: now } : { name: 'notified', at: now, reopened: reason },
  );
}

function passDeadline(standing: Standing, now: string): Transition {
  const { state } = standing;
  if (!isPast(standing, now)) return unchanged('its date lies ahead');
  switch (state.name) {
    case 'acknowledged': {
      const { at, by, approved } = state;
      return moved(standing, {
        name: 'overdue',
        at: now,
        ...(approved === undefined ? { acknowledged: { at, by } } : {}),
      });
    }
    case 'notified':
    case 'granted':
    case 'denied':
      return moved(standing, { name: 'overdue', at: now });
    case 'extension-requested': {
      const { name: _, ...request } = state;
      return moved(standing, { name: 'overdue', at: now, request });
    }
    case 'overdue':
      return unchanged('it is overdue already');
    // An objection holds until somebody decides about it; the rest is closed.
    default:
      return unchanged(`it is ${state.name.replaceAll('-', ' ')}`);
  }
}

const isPast = ({ deadline }: Standing, now: string): boolean => isOver(deadline, now);
const moved = ({ deadline }: Standing, state: MigrationState): Transition => ({
  outcome: 'moved',
  standing: { state, deadline },
});
const unchanged = (because: string): Transition => ({ outcome: 'unchanged', because });
const refused = (because: string): Transition => ({ outcome: 'refused', because });
