import type { Announcement } from '../../domain/announcement.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { planExposed } from '../../domain/notification/plan/plan-exposed.ts';
import { nextDue, withDue } from '../../domain/policy/deadlines/due.ts';
import { afterTelling, isInProduction, nextTelling, type Telling } from '../../domain/policy/deadlines/exposure.ts';
import {
  DEFAULT_HOURS,
  hoursFor,
  localDay,
  nextWorkingDay,
  permittedMoment,
} from '../../domain/policy/deadlines/hours.ts';
import type { Governing } from '../../domain/policy/settings/announced-policy.ts';
import type { Team } from '../../domain/principal.ts';
import type { Pacer } from '../ports/clock.ts';
import type { Store, Write } from '../ports/store.ts';
import { runningAmong } from './expose.ts';
import { joinExposed } from './join-digests.ts';

interface Facts {
  readonly migration: Migration;
  readonly announcement: Announcement;
  readonly policy: Governing;
  readonly team: Team | undefined;
  readonly now: string;
}

/** What the sweep does about a model over which a change is live, to be committed together. */
export interface ExposureStep {
  readonly action: 'migration.exposure-told' | 'migration.exposure-ended' | 'migration.postponed';
  readonly moved: Migration;
  readonly writes: readonly Write[];
}

/** Tells the team what is due of it; `undefined` where nothing is. */
export async function exposureStep(
  facts: Facts,
  ports: { readonly store: Store; readonly pacer: Pacer },
): Promise<ExposureStep | undefined> {
  const { migration, announcement, team, now } = facts;
  if (!migration.exposure) return undefined;
  if (!isInProduction(announcement)) {
    const { exposure: _, ...rest } = migration;
    return { action: 'migration.exposure-ended', moved: withOwnDue(facts, rest), writes: [] };
  }
  const hours = team?.hours ?? DEFAULT_HOURS;
  const next = nextTelling(migration, hours);
  if (!next || next.at > now) return undefined;
  const opens = next.how === 'day' ? permittedMoment(now, hours, 'later') : now;
  if (opens > now) return lookAgain(facts, opens);
  const running = await runningAmong([migration], facts, ports.store);
  if (!running.has(migration.consumer)) return lookAgain(facts, nextWorkingDay(now, hours));
  return await tell(facts, next.how, ports);
}

/** Not at this hour, or not as long as the model does not run there. */
function lookAgain(facts: Facts, lookAt: string): ExposureStep {
  const { exposure, ...bare } = facts.migration;
  const next = exposure ? { ...bare, exposure: { ...exposure, lookAt } } : bare;
  return { action: 'migration.postponed', moved: withOwnDue(facts, next), writes: [] };
}

/** With the next due moment, where a reminder that is due now, or the date itself, was not said by what was done. */
function withOwnDue({ migration, announcement, policy, team, now }: Facts, next: Migration): Migration {
  const { exposure: _, ...bare } = migration;
  const hours = hoursFor(announcement, team);
  const isOver = migration.state.name === 'overdue' || migration.state.name === 'objected';
  const own = isOver ? undefined : nextDue(bare, policy, justBefore(migration.dueAt ?? now), hours);
  return own !== undefined && own <= now ? { ...next, dueAt: own } : withDue(next, policy, now, hours);
}

const justBefore = (at: string): string => new Date(Date.parse(at) - 1).toISOString();

async function tell(
  facts: Facts,
  how: Telling['how'],
  ports: { readonly store: Store; readonly pacer: Pacer },
): Promise<ExposureStep> {
  const { migration, announcement, policy, team, now } = facts;
  const { exposure, ...rest } = migration;
  const told = exposure ? { ...rest, exposure: afterTelling(exposure, how, now) } : rest;
  // What is said aloud stands for a reminder of the same day; a line in the week's digest does not.
  const moved = how === 'digest' ? withOwnDue(facts, told) : withDue(told, policy, now, hoursFor(announcement, team));
  if (how === 'digest') await joinExposed({ announcement, migration, now }, ports);
  return {
    action: 'migration.exposure-told',
    moved,
    writes: how === 'digest' ? [] : await messages(facts, how, ports),
  };
}

/** One message a team and day; another model, or another sweep, may have said it already. */
async function messages(
  { migration, announcement, team, now }: Facts,
  how: 'first' | 'day',
  { store }: { readonly store: Store },
): Promise<readonly Write[]> {
  const hours = team?.hours ?? DEFAULT_HOURS;
  const { since = now } = migration.exposure ?? {};
  const which = how === 'first' ? { qualifier: since, alone: migration.consumer } : { qualifier: localDay(now, hours) };
  const deliveries = planExposed({ announcement, migrations: [migration], team, kind: 'exposed', now, ...which });
  const known = await Promise.all(deliveries.map(({ id }) => store.find('delivery', { id })));
  return deliveries
    .filter((_, index) => known[index] === undefined)
    .map((item) => ({ put: 'delivery', item, expect: 'absent' }));
}
