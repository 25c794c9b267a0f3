import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { readGate } from '../../../lib/application/deploying/gate.ts';
import { recordModelDeployment } from '../../../lib/application/deploying/record-model-deployment.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import type { Answer } from '../../../lib/domain/migration/answer.ts';
import type { Tier } from '../../../lib/domain/policy/settings/policy.ts';
import type { Principal } from '../../../lib/domain/principal.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

let world: World;
let id: string;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  const published = await world.publish(transaction({ category: { type: 'string' } }), { sunset: '2026-12-08' });
  id = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(id);
  await world.hear(id);
});

const gate = async () => await readGate({ subject: SUBJECT, version: '2', environment: 'production' }, world);
const activate = async () => await activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
const join = async (name: string, tier: Tier = 'critical') =>
  await world.subscribe(name, ['/category'], { team: 'new', tier });
const migration = async (name: string) => (await world.migrations(id)).find(({ consumer }) => consumer === name);
const answer = async (name: string, said: Answer, principal: Principal = reader('new')) =>
  await answerMigrations({ announcement: id, consumers: [name], answer: said, principal }, world);
const record = async (version: number) =>
  await recordModelDeployment(
    {
      consumer: 'fraud',
      environment: 'production',
      release: `on-v${version}`,
      change: { name: 'deployed', reads: [{ subject: SUBJECT, version }], alongside: false },
      principal: reader('ml'),
    },
    world,
  );

describe('a gate that is open', () => {
  beforeEach(() => world.clock.set('2026-12-10T09:00:00.000Z'));

  it('is not shut by whoever subscribes then, however critical: it is told, and shown as what will break', async () => {
    expect((await join('pricing')).opened).toEqual([id]);
    expect(await migration('pricing')).toMatchObject({
      tier: 'critical',
      late: { at: world.clock.now(), over: world.clock.now() },
      state: { name: 'notified' },
    });
    expect(await migration('pricing')).not.toHaveProperty('dueAt');
    expect((await world.told(id)).filter(({ consumers }) => consumers?.includes('pricing'))).not.toEqual([]);
    expect(await gate()).toMatchObject({
      gate: 'open',
      because: '2 models have not migrated and will break: fraud (#ml), pricing (#new)',
      models: [{ because: 'date-passed' }, { because: 'late', blocks: false }],
      willBreak: [
        { consumer: 'fraud', team: 'ml', contact: '#ml' },
        { consumer: 'pricing', team: 'new', contact: '#new' },
      ],
      mayBreak: [],
    });
    expect(await activate()).toMatchObject({
      outcome: 'activated',
      willBreak: [{ consumer: 'fraud' }, { consumer: 'pricing', team: 'new', contact: '#new' }],
      mayBreak: [],
    });
    expect(await activate()).toMatchObject({ outcome: 'unchanged', willBreak: [], mayBreak: [] });
  });
  it('keeps the moment at which it was first seen open', async () => {
    await gate();
    const openedAt = world.clock.now();
    expect(await world.store.find('announcement', { id })).toMatchObject({ openedAt });
    world.clock.advance({ days: 2 });
    await gate();
    await join('pricing');
    expect(await world.store.find('announcement', { id })).toMatchObject({ openedAt });
    expect((await migration('pricing'))?.late?.over).toBe(openedAt);
  });
  it('is known to have opened when its last date was over, also where nobody asked', async () => {
    world.clock.set('2026-12-09T11:45:00.000Z');
    await sweepDeadlines(world);
    expect(await world.store.find('announcement', { id })).not.toHaveProperty('openedAt');
    world.clock.set('2026-12-09T12:00:00.000Z');
    await sweepDeadlines(world);
    expect(await world.store.find('announcement', { id })).toMatchObject({ openedAt: '2026-12-09T12:00:00.000Z' });
    world.clock.advance({ days: 2 });
    await join('pricing');
    expect((await migration('pricing'))?.late?.over).toBe('2026-12-09T12:00:00.000Z');
  });
  it('is known to have opened when the last model answered', async () => {
    world.clock.set('2026-11-25T09:00:00.000Z');
    await answer('fraud', { answer: 'acknowledge' }, reader('ml'));
    expect(await world.store.find('announcement', { id })).not.toHaveProperty('openedAt');
    await answer('fraud', { answer: 'migrated' }, reader('ml'));
    expect(await world.store.find('announcement', { id })).toMatchObject({ openedAt: world.clock.now() });
  });
  it('is shut by nothing that the late one says, until its producer grants it time', async () => {
    await join('pricing');
    await answer('pricing', { answer: 'extend', until: '2027-01-11', reason: 'retraining' });
    expect((await gate()).gate).toBe('open');
    await answer('pricing', { answer: 'grant' }, producer);
    expect(await gate()).toMatchObject({
      gate: 'closed',
      models: [{ consumer: 'pricing', holdsUntil: '2027-01-11' }, { consumer: 'fraud' }],
    });
  });
  it('is not shut by a raised tier', async () => {
    await world.subscribe('fraud', ['/category'], { team: 'ml', tier: 'critical' });
    expect((await gate()).gate).toBe('open');
  });
  it('is not shut by what a model reads besides from then on', async () => {
    await world.subscribe('amounts', ['/amount'], { team: 'new', tier: 'critical' });
    await world.subscribe('amounts', ['/amount', '/category'], { team: 'new', tier: 'critical' });
    expect(await gate()).toMatchObject({ gate: 'open', models: [{ consumer: 'fraud' }, { because: 'late' }] });
  });
});

describe('whoever comes before the last date', () => {
  it('holds until that date and no longer, though it is critical and objects', async () => {
    world.clock.set('2026-12-02T09:00:00.000Z');
    await join('pricing');
    await answer('pricing', { answer: 'object', reason: 'we cannot read words' });
    const [pricing] = (await gate()).models.filter(({ consumer }) => consumer === 'pricing');
    expect(pricing).toMatchObject({ blocks: true, deadline: '2026-12-08', holdsUntil: '2026-12-08' });
    expect(pricing).not.toHaveProperty('administratorAfter');
    world.clock.set('2026-12-10T09:00:00.000Z');
    expect((await gate()).gate).toBe('open');
  });
  it('gets no more time by asking alone', async () => {
    world.clock.set('2026-12-02T09:00:00.000Z');
    await join('pricing');
    const until = '2026-12-11';
    const [own] = await answer('pricing', { answer: 'extend', until, reason: 'retraining' });
    expect(own?.migration.state.name).toBe('extension-requested');
    const [early] = await answer('fraud', { answer: 'extend', until, reason: 'retraining' }, reader('ml'));
    expect(early?.migration.state.name).toBe('granted');
  });
});

describe('a model that had come through', () => {
  it('does not shut the gate by going back to the old version', async () => {
    await record(2);
    expect((await gate()).gate).toBe('open');
    expect((await record(1)).migrations).toMatchObject([{ outcome: 'reopened' }]);
    expect(await migration('fraud')).toMatchObject({ late: { at: world.clock.now(), over: world.clock.now() } });
    expect(await gate()).toMatchObject({ gate: 'open', willBreak: [{ consumer: 'fraud' }] });
  });
  it('is asked anew where it unsubscribed and comes back, and late', async () => {
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('ml') }, world);
    expect((await gate()).gate).toBe('open');
    expect((await world.subscribe('fraud', ['/category'], { team: 'ml' })).opened).toEqual([id]);
    expect(await gate()).toMatchObject({ gate: 'open', models: [{ because: 'late', breaks: 'will' }] });
  });
});
