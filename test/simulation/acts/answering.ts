import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import type { Answer } from '../../../lib/domain/migration/answer.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import { idOf } from '../slack.ts';
import { ADMINISTRATOR, dayAfter, producer, REASON, reader, type World } from '../world.ts';
import type { Act } from './act.ts';
import { breakFor } from './publishing.ts';

interface Saying {
  readonly name: string;
  /** How often it is said beside the others. */
  readonly weight: number;
  /** Of the producer, to who asks for more time. */
  readonly isProducers?: true;
  /** The part of a run after which it is tried at every turn: it needs somebody who waits for it just then. */
  readonly by?: number;
  readonly words: (world: World, migration: Migration) => Answer;
}
const SAYINGS: readonly Saying[] = [
  { name: 'acknowledge', weight: 2, words: () => ({ answer: 'acknowledge' }) },
  { name: 'say it has migrated', weight: 1, words: () => ({ answer: 'migrated' }) },
  { name: 'ask for more time', weight: 3, words: (world, { deadline }) => moreTime(world, deadline) },
  { name: 'object', weight: 1, words: () => ({ answer: 'object', reason: REASON }) },
  { name: 'say it is not affected', weight: 1, words: () => ({ answer: 'not-affected', reason: REASON }) },
  { name: 'grant more time', weight: 1, isProducers: true, by: 0.1, words: () => ({ answer: 'grant' }) },
  { name: 'deny more time', weight: 0.5, isProducers: true, by: 0.3, words: () => ({ answer: 'deny' }) },
  { name: 'waive', weight: 0.5, words: () => ({ answer: 'waive', reason: REASON }) },
];

export const ANSWERING: readonly Act[] = [
  ...SAYINGS.map(
    (saying): Act => ({
      name: saying.name,
      perYear: ({ models }) => models * saying.weight,
      ...(saying.by === undefined ? {} : { by: saying.by }),
      attempt: (world) => say(world, saying),
    }),
  ),
  { name: 'pass over who was never told', perYear: ({ models }) => models / 4, by: 0.2, attempt: passUntold },
];

/** The producer, or an administrator, once the time in which the channel could be repaired is over. */
async function passUntold(world: World): Promise<boolean> {
  const untold = world.migrations.filter(({ hearing }) => hearing?.name === 'untold');
  const migration = world.pick(untold);
  if (!migration) {
    // Where all are told, somebody's only channel is lost first, and what that model reads changes.
    await breakUnheard(world);
    return false;
  }
  const { announcementId: announcement, consumer, subject } = migration;
  const answer = { answer: 'pass-untold', reason: REASON } as const;
  const principal = world.random.chance(0.5) ? ADMINISTRATOR : producer(subject);
  const request = { announcement, consumers: [consumer], answer, principal };
  const outcomes = await world.call((ports) => answerMigrations(request, ports));
  return outcomes?.[0]?.outcome === 'moved';
}

/** Of a team that has nobody to escalate to. */
async function breakUnheard(world: World): Promise<void> {
  const { system, consumers } = world;
  if (system.closures.closed.length > 0) return;
  const teams = system.store.all('team').filter(({ slack }) => slack?.escalation === undefined);
  const names = new Set(teams.map(({ name }) => name));
  const silent = consumers.filter(({ team, tier, github }) => names.has(team) && tier !== 'critical' && !github);
  const { name, slack } = world.pick(silent) ?? {};
  const subscription = world.pick(system.store.all('subscription').filter(({ consumer }) => consumer === name));
  if (!slack || !subscription) return;
  system.closures.close(idOf(slack.channel));
  await breakFor(world, subscription);
}

async function say(world: World, { isProducers, words }: Saying): Promise<boolean> {
  const { random } = world;
  const migration = world.pick(world.migrations.filter(({ state }) => !isProducers || isAsking(state)));
  if (!migration) return false;
  const { announcementId: announcement, consumer, team, subject } = migration;
  const principal = isProducers ? producer(subject) : { ...reader(team), id: `slack:U${random.int(1, 9)}${team}` };
  const seen = random.chance(0.5) ? { seen: world.now } : {};
  const request = { announcement, consumers: [consumer], answer: words(world, migration), principal, ...seen };
  const outcomes = await world.call((ports) => answerMigrations(request, ports));
  return outcomes?.[0]?.outcome === 'moved';
}

/** Mostly days or weeks more than there are, at times fewer. */
const moreTime = ({ random }: World, deadline: string): Answer => ({
  answer: 'extend',
  until: dayAfter(deadline, random.int(-3, 30)),
  reason: REASON,
});

const isAsking = (state: Migration['state']): boolean =>
  state.name === 'extension-requested' || (state.name === 'overdue' && state.request !== undefined);
