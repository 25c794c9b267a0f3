import { mayAdminister, mayManageConsumer, mayPublish } from '../../domain/access.ts';
import type { Announcement } from '../../domain/announcement.ts';
import type { Consumer } from '../../domain/consumer.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { ANSWERS } from '../../domain/migration/answer.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isAnswered } from '../../domain/migration/state.ts';
import { planAnswered } from '../../domain/notification/plan/plan-answered.ts';
import { planPassed } from '../../domain/notification/plan/plan-untold.ts';
import { hoursFor, type QuietHours } from '../../domain/policy/deadlines/hours.ts';
import type { Subject } from '../../domain/subject.ts';
import { getMigration } from '../announcing/load-migration.ts';
import { contend } from '../contend.ts';
import { loadHelpers } from '../delivering/load-helpers.ts';
import { noteOpeningOf } from '../deploying/gate-opening.ts';
import { holdingWrites } from '../deploying/hold-again.ts';
import { policyFor } from '../effective-policy.ts';
import { inBatches } from '../in-batches.ts';
import { getSubject } from '../load-schema.ts';
import { withNames } from '../people.ts';
import type { Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { auditOf, seenConsumers } from './answer-writes.ts';
import { findRemoval } from './find-removal.ts';
import { safeAnswerWrites } from './keep-safe-answer.ts';
import { type AnswerOutcome, type AnswerRequest, moveByAnswer } from './move-by-answer.ts';

/** Each is two items of a transaction, which takes a hundred; the deliveries need room beside them. */
const AT_ONCE = 30;

/** Of an answer that is kept for each of a model's ten changes. */
const KEPT_AT_ONCE = 6;

/**
 * One answer for one or several models of an announcement, in the order of `consumers`. What moves, its messages and the
 * audit entry are one transaction. Throws `not-found`, `forbidden`, and `conflict` where the announcement is over.
 */
export async function answerMigrations(request: AnswerRequest, ports: WritePorts): Promise<readonly AnswerOutcome[]> {
  const outcomes: AnswerOutcome[] = [];
  const atOnce = request.answer.answer === 'not-affected' ? KEPT_AT_ONCE : AT_ONCE;
  for (let start = 0; start < request.consumers.length; start += atOnce) {
    const consumers = request.consumers.slice(start, start + atOnce);
    outcomes.push(
      ...(await contend(ports.pacer, `announcement ${request.announcement}`, () =>
        tryAnswer({ ...request, consumers }, ports),
      )),
    );
  }
  // Whoever answers last opens the gate, and that moment is kept.
  if (outcomes.some(mayOpen)) await noteOpeningOf(request.announcement, ports.clock.now(), ports.store);
  return await inBatches(outcomes, async (outcome) =>
    outcome.outcome === 'moved'
      ? outcome
      : { ...outcome, because: await withNames(outcome.because, outcome.migration, ports.store) },
  );
}

const mayOpen = ({ outcome, migration }: AnswerOutcome): boolean =>
  outcome === 'moved' && (isAnswered(migration) || migration.hearing?.name === 'passed');

async function tryAnswer(request: AnswerRequest, ports: WritePorts): Promise<readonly AnswerOutcome[] | 'lost'> {
  const { store } = ports;
  const announcement = await loadOpen(request.announcement, ports);
  const subject = await getSubject(store, announcement.subject);
  const policy = await policyFor(announcement, subject, store);
  const now = ports.clock.now();
  const known: Migration[] = [];
  for (const consumer of request.consumers)
    known.push(await loadAnswerable(consumer, { request, announcement, subject }, ports));
  const hoursOf = await hoursOfTeams(announcement, known, store);
  const removals = await Promise.all(known.map((migration) => findRemoval(request.answer, migration, store)));
  const outcomes = known.map((migration, index): AnswerOutcome => {
    const removal = removals[index];
    return removal
      ? { outcome: 'refused', because: goesElsewhere(removal), migration }
      : moveByAnswer(migration, { request, announcement, policy, now, hours: hoursOf(migration.team) });
  });
  const moved = outcomes.flatMap((outcome) => (outcome.outcome === 'moved' ? [outcome.migration] : []));
  if (moved.length === 0) return outcomes;
  const former = new Map(known.map((migration) => [migration.consumer, migration]));
  const audit = auditOf({ request, announcement, moved, now }, ports);
  const about = { request, announcement, subject, migrations: moved, qualifier: audit.id, now };
  const consumers = await speakingConsumers(request, moved, store);
  const deliveries = await deliveriesOf(about, ports);
  const holding = holdingWrites(announcement, { known, moved, consumers, policy, now });
  const writes: Write[] = [
    // An answer never lands on what was withdrawn, superseded or activated in the same moment.
    ...(holding.length > 0 ? holding : [checkOf(announcement)]),
    ...moved.map((item) => ({
      put: 'migration' as const,
      item,
      expect: item.revision - 1,
      was: former.get(item.consumer),
    })),
    ...seenConsumers(consumers, now),
    ...(await safeAnswerWrites(moved, { policy, now, store })),
    ...deliveries.map((item) => ({ put: 'delivery' as const, item, expect: 'absent' as const })),
  ];
  return (await store.commit(writes, audit)) === 'lost' ? 'lost' : outcomes;
}

const checkOf = ({ id, revision }: Announcement): Write => ({ check: 'announcement', key: { id }, expect: revision });

/** A date of the deprecation would be one that the version which takes the field away does not keep. */
const goesElsewhere = ({ subject, version, id }: Announcement): string =>
  `${subject} v${version} takes the field away and has a date of its own: ask there, announcement ${id}`;

async function loadOpen(id: string, { store }: WritePorts): Promise<Announcement> {
  const announcement = await store.find('announcement', { id });
  if (!announcement) throw new DomainError('not-found', `there is no announcement ${JSON.stringify(id.slice(0, 40))}`);
  if (announcement.supersededBy !== undefined)
    throw new DomainError(
      'conflict',
      `${announcement.subject} v${announcement.version} was superseded: answer announcement ${announcement.supersededBy} instead`,
    );
  if (announcement.status === 'withdrawn')
    throw new DomainError(
      'conflict',
      `${announcement.subject} v${announcement.version} was withdrawn by team ${announcement.ownerTeam}: nothing is left to answer`,
    );
  return announcement;
}

/** A model's migration, if the principal may answer for it; throws `not-found`, `forbidden`. */
async function loadAnswerable(
  name: string,
  { request, announcement, subject }: { request: AnswerRequest; announcement: Announcement; subject: Subject },
  { store }: WritePorts,
): Promise<Migration> {
  const migration = await getMigration({ announcement: announcement.id, consumer: name }, store);
  const side = ANSWERS[request.answer.answer];
  const access =
    side === 'producer'
      ? mayPublish(request.principal, subject)
      : mayManageConsumer(request.principal, { name, team: migration.team });
  if (!access.allowed && !mayAdminister(request.principal).allowed) throw new DomainError('forbidden', access.detail);
  return migration;
}

/** When each team may be reminded, its own hours or the defaults. */
async function hoursOfTeams(
  announcement: Announcement,
  migrations: readonly Migration[],
  store: WritePorts['store'],
): Promise<(team: string) => QuietHours> {
  const names = [...new Set(migrations.map(({ team }) => team))];
  const teams = await Promise.all(names.map((name) => store.find('team', { name })));
  return (name) =>
    hoursFor(
      announcement,
      teams.find((team) => team?.name === name),
    );
}

/** Who hears of it: of an answer, both sides; of a release that passes, all who heard that nobody was told. */
async function deliveriesOf(
  told: {
    readonly request: AnswerRequest;
    readonly announcement: Announcement;
    readonly subject: Subject;
    readonly migrations: readonly Migration[];
    readonly qualifier: string;
    readonly now: string;
  },
  { store }: WritePorts,
): Promise<readonly Delivery[]> {
  const { request, announcement, migrations } = told;
  if (request.answer.answer !== 'pass-untold') return planAnswered(told);
  const teams = [...new Set(migrations.map(({ team }) => team))];
  const planned = teams.map(async (team) =>
    planPassed({
      ...told,
      migrations: migrations.filter((one) => one.team === team),
      helpers: await loadHelpers(announcement, team, store),
    }),
  );
  return (await Promise.all(planned)).flat();
}

/** The consumers whose own teams speak. */
async function speakingConsumers(
  { answer }: AnswerRequest,
  moved: readonly Migration[],
  store: WritePorts['store'],
): Promise<readonly Consumer[]> {
  if (ANSWERS[answer.answer] === 'producer') return [];
  const consumers = await Promise.all(moved.map(({ consumer: name }) => store.find('consumer', { name })));
  return consumers.filter((consumer) => consumer !== undefined);
}
