/** More time that was asked for and not decided yet. */
export interface ExtensionRequest {
  readonly at: string;
  readonly by: string;
  readonly until: string;
  readonly reason: string;
}

/**
 * One member per state, each with what only that state knows. Dates are UTC ISO 8601; `by` is a principal's id
 * (`slack:U0123`, `token:01J…`) or, if nobody acted, what did (`policy`, `deployment`).
 */
export type MigrationState =
  /** `reopened`: why a model that had migrated, or no longer subscribed, has to answer again. */
  | { readonly name: 'notified'; readonly at: string; readonly reopened?: string }
  /** `approved`: why, if the team had approved the change before it was published. */
  | { readonly name: 'acknowledged'; readonly at: string; readonly by: string; readonly approved?: string }
  | ({ readonly name: 'extension-requested' } & ExtensionRequest)
  | {
      readonly name: 'granted';
      readonly at: string;
      readonly by: string;
      readonly until: string;
      /** Whose request it was, and why. */
      readonly requestedBy: string;
      readonly reason: string;
    }
  | { readonly name: 'denied'; readonly at: string; readonly by: string; readonly reason?: string }
  | { readonly name: 'objected'; readonly at: string; readonly by: string; readonly reason: string }
  | { readonly name: 'not-affected'; readonly at: string; readonly by: string; readonly reason: string }
  /** `proven`: every live release reads a version with which the change is compatible; else somebody says so. */
  | { readonly name: 'migrated'; readonly at: string; readonly by: string; readonly proven: boolean }
  /**
   * `request`: more time was asked for, before the date or after it, and may still be granted. `acknowledged`: the team handles it;
   * before the date, or after it of what is live over its model.
   */
  | {
      readonly name: 'overdue';
      readonly at: string;
      readonly request?: ExtensionRequest;
      readonly acknowledged?: { readonly at: string; readonly by: string };
    }
  | { readonly name: 'waived'; readonly at: string; readonly by: string; readonly reason: string }
  | { readonly name: 'withdrawn'; readonly at: string };
export type MigrationStateName = MigrationState['name'];

export const MIGRATION_STATES = [
  'notified',
  'acknowledged',
  'extension-requested',
  'granted',
  'denied',
  'objected',
  'not-affected',
  'migrated',
  'overdue',
  'waived',
  'withdrawn',
] as const satisfies readonly MigrationStateName[];

const CLOSED: ReadonlySet<MigrationStateName> = new Set(['migrated', 'not-affected', 'waived', 'withdrawn']);
const ANSWERED: ReadonlySet<MigrationStateName> = new Set([...CLOSED, 'acknowledged', 'granted']);

interface Standing {
  readonly state: MigrationState;
}
/** Nothing is left to do or to be reminded of. */
export const isClosed = ({ state }: Standing): boolean => CLOSED.has(state.name);
/** The team has said what it does; only work is left. */
export const isAnswered = ({ state }: Standing): boolean => ANSWERED.has(state.name);

/** The request for more time that waits for the producer, if there is one. */
export function requestOf(state: MigrationState): ExtensionRequest | undefined {
  if (state.name === 'extension-requested') return state;
  return state.name === 'overdue' ? state.request : undefined;
}
