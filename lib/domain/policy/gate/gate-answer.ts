import type { Consumer } from '../../consumer.ts';
import { dateText, durationText, isOver } from '../../date.ts';
import type { ModelDeployment } from '../../deployment.ts';
import type { Migration } from '../../migration/migration.ts';
import type { MigrationState } from '../../migration/state.ts';
import { isUnresolved } from '../deadlines/exposure.ts';
import { isWaitedFor } from '../publishing/attention.ts';
import type { Governing } from '../settings/announced-policy.ts';
import { type Blocker, policyTold } from './gate.ts';
import { isLiveIn, isStale, liveReleases } from './liveness.ts';

/** Why one model lets a version pass, or holds it. */
export const GATE_REASONS = [
  'migrated',
  'says-migrated',
  'not-affected',
  'waived',
  'withdrawn',
  'no-break',
  'date-passed',
  'late',
  'answered',
  'undecided',
  'passed-untold',
  'not-live',
  'stale',
  'no-owner',
  'untold',
  'waits',
] as const;
type GateReason = (typeof GATE_REASONS)[number];

/** What the gate says of one model, with all that it follows from: the audit trail has each of them. */
export interface GateModel {
  readonly consumer: string;
  readonly team: string;
  readonly tier: Migration['tier'];
  readonly state: MigrationState;
  readonly deadline: string;
  readonly blocks: boolean;
  /** Whether it breaks when the version goes there: it has not come through and runs there. `may`: nobody could prove it. */
  readonly breaks: 'will' | 'may' | 'no';
  readonly because: GateReason;
  /** The same in a sentence. */
  readonly detail: string;
  readonly holdsUntil?: string;
  readonly administratorAfter?: string;
  /** Why its team was never told, where that is why it holds. */
  readonly untold?: string;
  /** Last deployment, answer or change of a subscription, where that counted. */
  readonly lastSeenAt?: string;
  /** Releases that run in the environment asked about, where that counted. */
  readonly releases?: readonly string[];
  /** Its team's channel. */
  readonly contact?: string;
}

export interface GateFacts {
  readonly migration: Migration;
  /** What it holds by its answer and its date alone; absent: nothing. */
  readonly blocker: Blocker | undefined;
  readonly consumer: Consumer | undefined;
  readonly deployments: readonly ModelDeployment[];
  /** The environments that the version is to go live in. */
  readonly environments: readonly string[];
  readonly policy: Governing;
  readonly now: string;
}

/** One model at the gate: its answer and date first, then whether it still runs there, and whether anybody is behind it. */
export function gateModel(facts: GateFacts): GateModel {
  const { migration, blocker, consumer, deployments, environments, now } = facts;
  const policy = policyTold(migration, facts.policy, now);
  const { consumer: name, team, tier, state, deadline, slack } = migration;
  const breaks = breaksOf(facts);
  const model = { consumer: name, team, tier, state, deadline, breaks, ...(slack ? { contact: slack.channel } : {}) };
  if (!blocker) return { ...model, blocks: false, ...passedBy({ ...facts, policy }) };
  if (!consumer) return passing(model, 'no-owner', 'it is registered no more');
  const where = environments.join(', ');
  if (!isLiveIn(deployments, environments))
    return passing(model, 'not-live', `its deployments are recorded, and none is in ${where}`);
  const { lastSeenAt } = consumer;
  if (isStale(consumer, policy, now)) {
    const detail = `no deployment and no answer since ${lastSeenAt.slice(0, 10)}, longer than ${durationText(policy.staleAfter)}`;
    return { ...passing(model, 'stale', detail), lastSeenAt };
  }
  const { holdsUntil, administratorAfter, untold } = blocker;
  return {
    ...model,
    blocks: true,
    because: untold === undefined ? 'waits' : 'untold',
    detail: waitingFor(blocker),
    ...(holdsUntil === undefined ? {} : { holdsUntil }),
    ...(administratorAfter === undefined ? {} : { administratorAfter }),
    ...(untold === undefined ? {} : { untold }),
    lastSeenAt,
    releases: [...new Set(liveReleases(deployments, environments).map(({ release }) => release))],
  };
}

const passing = <T>(model: T, because: GateReason, detail: string) => ({ ...model, blocks: false, because, detail });

function passedBy({ migration, policy, now }: GateFacts): Pick<GateModel, 'because' | 'detail'> {
  const { verdict, state } = migration;
  switch (state.name) {
    case 'migrated':
      return state.proven
        ? { because: 'migrated', detail: 'every live release reads a version that the change does not break' }
        : { because: 'says-migrated', detail: `${state.by} says so; no deployment proves it` };
    case 'not-affected':
      return { because: 'not-affected', detail: `${state.by} says so: ${state.reason}` };
    case 'waived':
      return { because: 'waived', detail: `by ${state.by}: ${state.reason}` };
    case 'withdrawn':
      return { because: 'withdrawn', detail: 'the change was withdrawn for it' };
    default:
      if (verdict === 'compatible')
        return { because: 'no-break', detail: 'it was told of the change, which does not break it' };
      return isWaitedFor(migration, policy) ? passedOpen(migration, now) : UNDECIDED;
  }
}

const UNDECIDED = {
  because: 'undecided',
  detail: 'nobody could prove whether the change breaks it, and the version does not wait for it',
} as const;

/** Why a model that the version waits for lets it pass, though it has not come through. */
function passedOpen({ late, state, deadline, hearing }: Migration, now: string): Pick<GateModel, 'because' | 'detail'> {
  if (late?.over !== undefined)
    return {
      because: 'late',
      detail: `it came on ${late.at.slice(0, 10)}, when nothing waited for it any more (since ${late.over.slice(0, 10)})`,
    };
  if (hearing?.name === 'passed')
    return {
      because: 'passed-untold',
      detail: `was never told (${hearing.error}); ${hearing.by} lets it pass: ${hearing.reason}`,
    };
  return isOver(deadline, now)
    ? { because: 'date-passed', detail: `its date, ${dateText(deadline)}, is over` }
    : { because: 'answered', detail: `it was asked, and has answered: ${state.name.replaceAll('-', ' ')}` };
}

function breaksOf({ migration, consumer, deployments, environments }: GateFacts): GateModel['breaks'] {
  if (!isUnresolved(migration) || !consumer || !isLiveIn(deployments, environments)) return 'no';
  return migration.verdict === 'undecided' ? 'may' : 'will';
}

/** A model, and whom to ask. */
export type AffectedModel = Pick<GateModel, 'consumer' | 'team' | 'contact'>;
/** Whom a version breaks where it goes: those that have not come through, and those of which nobody could prove it. */
export interface Affected {
  readonly willBreak: readonly AffectedModel[];
  readonly mayBreak: readonly AffectedModel[];
}

export function affectedAmong(models: readonly GateModel[]): Affected {
  const named = (breaks: GateModel['breaks']): readonly AffectedModel[] =>
    models
      .filter((model) => model.breaks === breaks)
      .map(({ consumer, team, contact }) => ({ consumer, team, ...(contact === undefined ? {} : { contact }) }));
  return { willBreak: named('will'), mayBreak: named('may') };
}

/** The gate's answer in a line: who holds it, or who breaks when it goes. */
export function gateHeadline(models: readonly GateModel[]): string {
  const holding = models.filter(({ blocks }) => blocks);
  if (holding.length > 0)
    return `${holding.length} of ${models.length} models ${holding.length === 1 ? 'holds' : 'hold'} it`;
  return affectedText(affectedAmong(models)) || 'no model holds it';
}

/** Who breaks, and who may, in a line; empty where nobody does. */
export function affectedText({ willBreak, mayBreak }: Affected): string {
  const [has, have] = ['has not migrated and will break', 'have not migrated and will break'];
  // Whatever it answered: an acknowledgement is an answer, and proves nothing.
  const may = 'may break, as nobody could prove that it is safe';
  return [...affectedWords(willBreak, has, have), ...affectedWords(mayBreak, may, may)].join('; ');
}

function affectedWords(found: readonly AffectedModel[], one: string, several: string): readonly string[] {
  if (found.length === 0) return [];
  const named = found
    .slice(0, NAMED)
    .map(({ consumer, team, contact }) => `${consumer} (${contact ?? `team ${team}`})`);
  const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : '';
  const said = found.length === 1 ? `1 model ${one}` : `${found.length} models ${several}`;
  return [`${said}: ${named.join(', ')}${more}`];
}
/** The table below a headline names them all. */
const NAMED = 5;

function waitingFor({ state, holdsUntil, administratorAfter, untold }: Blocker): string {
  const answer = untold === undefined ? state.replaceAll('-', ' ') : `was never told (${untold})`;
  if (holdsUntil !== undefined) return `${answer}; holds until ${dateText(holdsUntil)} at the latest`;
  if (administratorAfter !== undefined)
    return `${answer}; after ${dateText(administratorAfter)} an administrator may decide`;
  return `${answer}; holds until it answers`;
}
