import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { recordModelDeployment } from '../../../lib/application/deploying/record-model-deployment.ts';
import { recordVersionDeployment } from '../../../lib/application/deploying/record-version-deployment.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import type { Answer } from '../../../lib/domain/migration/answer.ts';
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

const activate = async () => await activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
const answer = async (said: Answer) =>
  await answerMigrations({ announcement: id, consumers: ['fraud'], answer: said, principal: reader('ml') }, world);
const deploy = async (version: number, environment = 'production') =>
  await recordModelDeployment(
    {
      consumer: 'fraud',
      environment,
      release: `on-v${version}`,
      change: { name: 'deployed', reads: [{ subject: SUBJECT, version }], alongside: false },
      principal: reader('ml'),
    },
    world,
  );
const head = async () => (await world.store.find('subject', { name: SUBJECT }))?.head;
/** Lets another one finish between the decision that comes now and its transaction. */
const meanwhile = (other: () => Promise<unknown>): void => {
  world.store.beforeCommit = async () => {
    world.store.beforeCommit = undefined;
    await other();
  };
};

describe('an activation that is decided while a model comes to hold the version again', () => {
  it('does not overlook more time that an overdue model got in that moment', async () => {
    world.clock.set('2026-12-10T09:00:00.000Z');
    meanwhile(async () => await answer({ answer: 'extend', until: '2026-12-15', reason: 'retraining' }));
    await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
    expect(await head()).toBe(1);
  });
  it('names a model that goes back to the old version through the open gate among those that break', async () => {
    await deploy(2);
    meanwhile(async () => await deploy(1));
    expect(await activate()).toMatchObject({ outcome: 'activated', willBreak: [{ consumer: 'fraud' }] });
  });
  it('does not overlook the word of a model that nobody had spoken for', async () => {
    const consumer = await world.store.find('consumer', { name: 'fraud' });
    if (!consumer) throw new Error('fraud is registered');
    world.store.seed('consumer', { ...consumer, lastSeenAt: '2026-01-01T00:00:00.000Z' });
    meanwhile(async () => await answer({ answer: 'acknowledge' }));
    await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
    expect(await head()).toBe(1);
  });
  it.each([
    ['the release of a model that ran elsewhere until then', false],
    ['that of one that was not heard of for long as well', true],
  ])('does not overlook %s', async (_, isStale) => {
    await deploy(1, 'staging');
    const consumer = await world.store.find('consumer', { name: 'fraud' });
    if (consumer && isStale) world.store.seed('consumer', { ...consumer, lastSeenAt: '2026-01-01T00:00:00.000Z' });
    meanwhile(async () => await deploy(1));
    await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
    expect(await head()).toBe(1);
  });
  it('goes on where a model runs elsewhere, or runs there and holds nothing', async () => {
    await deploy(1, 'production');
    await deploy(1, 'staging');
    await answer({ answer: 'not-affected', reason: 'we read no words' });
    const before = await world.store.find('announcement', { id });
    await deploy(1, 'canary');
    expect(await world.store.find('announcement', { id })).toEqual(before);
    expect(await activate()).toMatchObject({ outcome: 'activated' });
  });
  it('tells of a recorded deployment as the emergency that it became', async () => {
    world.clock.set('2026-12-10T09:00:00.000Z');
    meanwhile(async () => await answer({ answer: 'extend', until: '2026-12-15', reason: 'retraining' }));
    const request = { subject: SUBJECT, environment: 'production', version: 2, principal: producer };
    expect(await recordVersionDeployment(request, world)).toMatchObject({ effects: ['activated', 'emergency'] });
  });
  it('goes on where an answer holds nothing again', async () => {
    world.clock.set('2026-12-10T09:00:00.000Z');
    meanwhile(async () => await answer({ answer: 'not-affected', reason: 'we read no words' }));
    expect(await activate()).toMatchObject({ outcome: 'activated' });
  });
});

describe('an answer that is decided while the version goes live', () => {
  it('is given to a change that is live, and lets nobody believe that it was held', async () => {
    world.clock.set('2026-12-10T09:00:00.000Z');
    meanwhile(async () => await activate());
    await answer({ answer: 'extend', until: '2026-12-15', reason: 'retraining' });
    expect(await world.store.find('announcement', { id })).toMatchObject({ live: true });
    expect(await head()).toBe(2);
  });
});
