import { beforeEach, describe, expect, it } from 'vitest';
import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { loadDigest } from '../../../lib/application/delivering/load-digest.ts';
import { loadTeamMessage } from '../../../lib/application/delivering/load-team-message.ts';
import { recordModelDeployment } from '../../../lib/application/deploying/record-model-deployment.ts';
import { recordVersionDeployment } from '../../../lib/application/deploying/record-version-deployment.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import type { Answer } from '../../../lib/domain/migration/answer.ts';
import { channelName } from '../../../lib/domain/notification/channels.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const WORDS = transaction({ category: { type: 'string' } });
/** A Thursday; the date of everybody is over. */
const LIVE = '2026-12-10T14:00:00.000Z';
const registry = { url: 'https://registry.example.com' };
let world: World;
let id: string;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml', repository: 'acme/fraud' });
  await world.subscribe('churn', ['/category'], { team: 'ml' });
  const team = await world.store.find('team', { name: 'ml' });
  if (!team) throw new Error('the team is there');
  world.store.seed('team', { ...team, slack: { escalation: '#on-call' } });
});
const publish = async (more: Parameters<World['publish']>[1] = { sunset: '2026-12-08' }) => {
  const published = await world.publish(WORDS, more);
  id = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(id);
  await world.hear(id);
};
const activate = async () => {
  await activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
  await world.planAll(id);
};
const emit = async (version: number) => {
  const request = { subject: SUBJECT, environment: 'production', version, principal: producer };
  await recordVersionDeployment(request, world);
  await world.planAll(id);
};
const answer = async (consumer: string, said: Answer) =>
  await answerMigrations({ announcement: id, consumers: [consumer], answer: said, principal: reader('ml') }, world);
const deploy = async (consumer: string, version: number, environment = 'production') =>
  await recordModelDeployment(
    {
      consumer,
      environment,
      release: `on-v${version}`,
      change: { name: 'deployed', reads: [{ subject: SUBJECT, version }], alongside: false },
      principal: reader('ml'),
    },
    world,
  );
const migration = async (name: string) => (await world.migrations(id)).find(({ consumer }) => consumer === name);
const loud = async () => (await world.told(id)).filter(({ kind }) => kind === 'exposed');
const place = ({ channel, audience, consumers = [] }: Delivery): string =>
  [channel.kind === 'sns' ? 'sns' : channelName(channel), ...(audience ? [audience] : []), ...consumers].join(' ');
const places = async () => (await loud()).map(place).sort();
/** The models that a team's message tells of, as things stand now. */
const models = async (delivery: Delivery | undefined) =>
  delivery && (await loadTeamMessage(delivery, { ...world, registry }))?.migrations.map(({ consumer }) => consumer);
/** Sweeps every hour until a moment, and answers what was told: when, and where. */
const sweepUntil = async (end: string): Promise<readonly string[]> => {
  const before = new Set((await loud()).map((delivery) => delivery.id));
  while (world.clock.now() < end) {
    world.clock.advance({ hours: 1 });
    await sweepDeadlines(world);
  }
  const told = (await loud()).filter((delivery) => !before.has(delivery.id));
  return told.map((delivery) => `${delivery.createdAt.slice(0, 16)} ${place(delivery)}`).sort();
};
const inSlack = async (end: string) =>
  (await sweepUntil(end)).filter((one) => one.endsWith('#ml')).map((one) => one.slice(0, 16));
const EVERY_PLACE = ['#ml', '#on-call escalation', 'acme/fraud fraud', 'sns'];

describe('a change that is live before its date', () => {
  it('is reminded of on a day on which the model only stands in the digest', async () => {
    await putSubjectPolicy({ subject: SUBJECT, policy: { onBreaking: 'announce' }, principal: producer }, world);
    // The day before is a Monday, on which the digest is due.
    await publish({ sunset: '2027-01-12' });
    expect(await migration('churn')).toMatchObject({ deadline: '2027-01-12', exposure: {} });
    await sweepUntil('2027-01-12T08:00:00.000Z');
    const { items } = await world.store.listDeliveriesOfTeam('ml', { limit: 100 });
    const days = items.filter(({ kind }) => kind === 'reminder').map(({ createdAt }) => createdAt.slice(0, 10));
    expect(days).toContain('2027-01-11');
  });
});

describe('a change that goes live over models that have not migrated', () => {
  beforeEach(async () => {
    await publish();
    world.clock.set(LIVE);
  });

  it('is told at once in every place of the team and where it escalates to, with mention and record, and no calmer', async () => {
    await activate();
    expect(await places()).toEqual(EVERY_PLACE);
    const [message] = (await loud()).filter((one) => place(one) === '#ml');
    expect(await models(message)).toEqual(['churn', 'fraud']);
    const live = (await world.told(id)).filter(({ kind, audience }) => kind === 'live' && audience !== 'producer');
    expect(live).toEqual([]);
    expect(await migration('fraud')).toMatchObject({ exposure: { since: LIVE, days: 0, toldAt: LIVE } });
  });
  it('is told calmly to whoever has come through, in the same moment', async () => {
    await deploy('fraud', 2);
    await activate();
    expect(await places()).toEqual(['#ml', '#on-call escalation', 'sns']);
    expect(await models((await loud())[0])).toEqual(['churn']);
    const calm = (await world.told(id)).filter(({ kind }) => kind === 'live');
    expect(calm.map(place)).toContain('acme/fraud fraud');
    expect(await migration('fraud')).not.toHaveProperty('exposure');
  });
  it('is told on seven working days, a message a team and day, and then in the digest of each week', async () => {
    await activate();
    const days = ['2026-12-11', '2026-12-14', '2026-12-15', '2026-12-16', '2026-12-17', '2026-12-18', '2026-12-21'];
    const told = await sweepUntil('2027-01-12T12:00:00.000Z');
    expect(told).toEqual(days.flatMap((day) => EVERY_PLACE.map((where) => `${day}T09:00 ${where}`)).sort());
    const { items } = await world.store.listDeliveriesOfTeam('ml', { limit: 100 });
    const digests = items.filter(({ kind, channel }) => kind === 'digest' && channel.kind === 'slack');
    expect(
      digests.map(({ dueAt, createdAt, exposedIds }) => [createdAt.slice(0, 10), exposedIds, dueAt?.slice(0, 4)]),
    ).toEqual([
      ['2026-12-22', [id], '2027'],
      ['2026-12-28', [id], '2027'],
      ['2027-01-04', [id], '2027'],
      ['2027-01-11', [id], '2027'],
    ]);
    const last = digests.at(-1);
    expect(last && (await loadDigest(last, { ...world, registry }))).toMatchObject({
      exposed: [{ announcement: { id }, migrations: [{ consumer: 'churn' }, { consumer: 'fraud' }] }],
      news: [],
    });
    await answer('fraud', { answer: 'not-affected', reason: 'we looked, it is safe' });
    await deploy('churn', 2);
    expect(last && (await loadDigest(last, { ...world, registry }))).toBeUndefined();
  });
  it('still has something to say in the message of the seventh day once the sweep is done', async () => {
    await activate();
    await sweepUntil('2026-12-21T12:00:00.000Z');
    const [message] = (await loud()).filter((one) => place(one) === '#ml' && one.createdAt.startsWith('2026-12-21'));
    expect(await models(message)).toEqual(['churn', 'fraud']);
  });
  it.each<[string, () => Promise<unknown>]>([
    ['an acknowledgement, though the date is over', async () => await answer('fraud', { answer: 'acknowledge' })],
    [
      'a request for time',
      async () => await answer('fraud', { answer: 'extend', until: '2027-02-01', reason: 'retraining' }),
    ],
    ['the word that it is safe', async () => await answer('fraud', { answer: 'not-affected', reason: 'we looked' })],
    ['the word that it has migrated', async () => await answer('fraud', { answer: 'migrated' })],
    ['a proof', async () => await deploy('fraud', 2)],
    [
      'the end of its subscription',
      async () => await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('ml') }, world),
    ],
  ])('is told until %s', async (_, end) => {
    await activate();
    await sweepUntil('2026-12-11T12:00:00.000Z');
    await end();
    await sweepUntil('2026-12-14T12:00:00.000Z');
    const monday = (await loud()).filter(({ createdAt }) => createdAt.startsWith('2026-12-14'));
    // The team's other model has not ended it.
    expect(monday.map(place).sort()).toEqual(['#ml', '#on-call escalation', 'sns']);
    for (const delivery of monday) expect(await models(delivery)).toEqual(['churn']);
  });
  it('is told in spite of what was promised before', async () => {
    world.clock.set('2026-12-01T09:00:00.000Z');
    await answer('churn', { answer: 'acknowledge' });
    await answer('fraud', { answer: 'object', reason: 'we cannot' });
    world.clock.set('2026-12-16T09:00:00.000Z');
    await sweepDeadlines(world);
    await emit(2);
    const [message] = (await world.told(id)).filter(
      ({ kind, channel }) => kind === 'emergency' && channel.kind === 'slack',
    );
    expect(await models(message)).toEqual(['churn', 'fraud']);
    expect(await inSlack('2026-12-18T12:00:00.000Z')).toEqual(['2026-12-17T09:00', '2026-12-18T09:00']);
  });
  it('is told no more once it is rolled back, and anew when it comes again', async () => {
    await emit(2);
    await emit(1);
    expect(await inSlack('2026-12-15T12:00:00.000Z')).toEqual([]);
    expect(await migration('fraud')).not.toHaveProperty('exposure');
    await emit(2);
    expect(await migration('fraud')).toMatchObject({ exposure: { since: world.clock.now(), days: 0 } });
    expect(await inSlack('2026-12-16T12:00:00.000Z')).toEqual(['2026-12-16T09:00']);
  });
  it('is told no more once a compatible head took it back', async () => {
    await activate();
    const back = await world.publish(transaction());
    await world.planAll((back.outcome === 'created' && back.announcementId) || undefined);
    await world.planAll(id);
    await world.planAll(id);
    expect(await world.store.find('announcement', { id })).toMatchObject({ status: 'withdrawn' });
    expect(await inSlack('2026-12-15T12:00:00.000Z')).toEqual([]);
  });
  it('is not told of a model that runs elsewhere, until it runs there', async () => {
    await deploy('fraud', 1, 'staging');
    await deploy('churn', 1, 'staging');
    await activate();
    expect(await places()).toEqual([]);
    expect(await sweepUntil('2026-12-11T12:00:00.000Z')).toEqual([]);
    await deploy('fraud', 1);
    expect(await sweepUntil('2026-12-14T12:00:00.000Z')).toEqual([
      '2026-12-14T09:00 #ml fraud',
      '2026-12-14T09:00 #on-call escalation fraud',
      '2026-12-14T09:00 acme/fraud fraud',
      '2026-12-14T09:00 sns fraud',
    ]);
  });
  it('does not keep a model that runs elsewhere from being reminded of its date', async () => {
    world.clock.set('2026-12-02T10:00:00.000Z');
    await deploy('fraud', 1, 'staging');
    await deploy('churn', 1, 'staging');
    await emit(2);
    await sweepUntil('2026-12-10T12:00:00.000Z');
    expect(await loud()).toEqual([]);
    const { items } = await world.store.listDeliveriesOfTeam('ml', { limit: 100 });
    const reminders = items.filter(({ kind, channel }) => kind === 'reminder' && channel.kind === 'slack');
    expect(reminders.map(({ createdAt }) => createdAt.slice(0, 10))).toEqual(['2026-12-04', '2026-12-07']);
    expect(await migration('fraud')).toMatchObject({ state: { name: 'overdue' } });
  });
  it('is told again to a model that goes back to the old version, in a message of its own', async () => {
    await deploy('fraud', 2);
    await deploy('churn', 2);
    await activate();
    expect(await places()).toEqual([]);
    await deploy('fraud', 1);
    expect(await sweepUntil('2026-12-10T16:00:00.000Z')).toEqual([
      '2026-12-10T15:00 #ml fraud',
      '2026-12-10T15:00 #on-call escalation fraud',
      '2026-12-10T15:00 acme/fraud fraud',
      '2026-12-10T15:00 sns fraud',
    ]);
  });
  it('says nothing twice where whoever told it died at any step, and where two tell it at once', async () => {
    for (let dies = 1; dies <= 8; dies++) {
      world = new World();
      await world.grant();
      await world.publish(transaction());
      await world.subscribe('fraud', ['/category'], { team: 'ml' });
      await world.subscribe('churn', ['/category'], { team: 'ml' });
      await publish();
      world.clock.set(LIVE);
      await activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
      let left = dies;
      world.store.turn = () => (left-- === 1 ? Promise.reject(new Error('killed')) : Promise.resolve());
      await world.planAll(id).catch(() => undefined);
      world.store.turn = () => Promise.resolve();
      world.clock.advance({ minutes: 15 });
      await world.planAll(id);
      expect(await places()).toEqual(['#ml', 'sns']);
      expect(await migration('churn')).toMatchObject({ exposure: { since: LIVE, days: 0 } });
      await Promise.all([sweepDeadlines(world), sweepDeadlines(world)]);
      world.clock.set('2026-12-11T09:00:00.000Z');
      await Promise.all([sweepDeadlines(world), sweepDeadlines(world)]);
      await sweepDeadlines(world);
      expect(await places()).toEqual(['#ml', '#ml', 'sns', 'sns']);
      expect(await migration('churn')).toMatchObject({ exposure: { days: 1 } });
    }
  });
});

describe('a version that is live with its publish', () => {
  it('is told by its first message, and day by day from the next on', async () => {
    await publish({ emergency: { reason: 'card numbers leak' } });
    world.clock.advance({ hours: 1 });
    await emit(2);
    expect(await migration('fraud')).toHaveProperty('exposure');
    world.clock.set('2026-11-23T08:00:00.000Z');
    expect(await inSlack('2026-11-24T12:00:00.000Z')).toEqual(['2026-11-23T09:00', '2026-11-24T09:00']);
  });
  it('is said as the day of a far team begins, each thing once, also in an emergency', async () => {
    const team = await world.store.find('team', { name: 'ml' });
    const hours = { timeZone: 'America/Los_Angeles', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
    if (team) world.store.seed('team', { ...team, hours });
    await publish({ emergency: { reason: 'card numbers leak' } });
    world.clock.advance({ hours: 1 });
    await emit(2);
    expect(await inSlack('2026-11-25T12:00:00.000Z')).toEqual(['2026-11-23T17:00', '2026-11-24T17:00']);
    const trail = await world.store.listAuditEntries({ announcementId: id }, { limit: 100 });
    const swept = trail.items
      .filter(({ detail }) => 'due' in detail)
      .map(({ action, consumer, detail }) => `${action} ${consumer} ${detail['due']}`);
    expect(swept).toEqual([...new Set(swept)]);
  });
  it('brings back no reminder of days on which its team waited for more time, once that is denied', async () => {
    await publish({ sunset: '2026-12-15' });
    world.clock.advance({ hours: 1 });
    await emit(2);
    await sweepUntil('2026-11-24T12:00:00.000Z');
    await answer('fraud', { answer: 'extend', until: '2027-06-01', reason: 'retraining' });
    await sweepUntil('2026-12-09T00:00:00.000Z');
    // At night, when nothing is said of it yet.
    const denied = world.clock.now();
    const deny = { answer: 'deny', reason: 'the source ends' } as const;
    await answerMigrations({ announcement: id, consumers: ['fraud'], answer: deny, principal: producer }, world);
    await sweepUntil('2026-12-16T14:00:00.000Z');
    const trail = await world.store.listAuditEntries({ announcementId: id }, { limit: 200 });
    const due = trail.items
      .filter(({ at, consumer, action }) => at >= denied && consumer === 'fraud' && action === 'migration.reminded')
      .map(({ detail }) => String(detail['due']));
    expect(due.filter((one) => one < denied)).toEqual([]);
  });
  it('reminds of its date on no such day; that the date has passed keeps the first message true', async () => {
    await publish();
    world.clock.set('2026-12-04T09:00:00.000Z');
    await emit(2);
    await sweepUntil('2026-12-10T12:00:00.000Z');
    const told = await world.told(id);
    const others = told.filter(
      ({ kind, channel, audience }) =>
        channel.kind === 'slack' && audience !== 'producer' && (kind === 'missed' || kind === 'reminder'),
    );
    // An emergency reminds on a Saturday as well, when nothing louder is said.
    const days = others.map(({ createdAt }) => createdAt.slice(0, 10)).filter((day) => day >= '2026-12-04');
    expect(days.sort()).toEqual(['2026-12-05', '2026-12-09', '2026-12-09']);
    expect(told.filter(({ kind, channel }) => kind === 'missed' && channel.kind === 'sns')).toHaveLength(1);
    expect(await migration('fraud')).toMatchObject({ state: { name: 'overdue' } });
  });
});

describe('whoever subscribes to a change that is live already', () => {
  it('is told by its first message, and day by day from the next on', async () => {
    await publish();
    world.clock.set(LIVE);
    await activate();
    await world.subscribe('pricing', ['/category'], { team: 'new', request: { trainedOn: '1' } });
    expect(await migration('pricing')).toMatchObject({ exposure: { since: LIVE, toldAt: LIVE, days: 0 } });
    const told = await sweepUntil('2026-12-11T12:00:00.000Z');
    expect(told).toContain('2026-12-11T09:00 #new');
  });
});
