import { beforeEach, describe, expect, it } from 'vitest';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { deleteConsumer, putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import { subscribe } from '../../../lib/application/subscribing/subscribe.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const asString = { category: { type: 'string' } };

describe('subscribing a model', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.grant();
    await world.publish(transaction());
  });

  it('counts the reader, so that a publish knows its minimum notice', async () => {
    await world.subscribe('fraud', ['/category'], { tier: 'critical' });
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({ tiers: { critical: 1, standard: 0 } });
  });

  it('changes nothing when it is said again', async () => {
    await world.subscribe('fraud', ['/category']);
    expect(await world.subscribe('fraud', ['/category'])).toMatchObject({ outcome: 'unchanged' });
    expect(await world.subscribe('fraud', ['/amount'])).toMatchObject({ outcome: 'updated' });
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({ tiers: { standard: 1 } });
  });

  it('refuses a field that the schema does not have, with the nearest names', async () => {
    await expect(world.subscribe('fraud', ['/amount', '/categroy'])).rejects.toMatchObject({
      code: 'unknown-field',
      errors: [{ pointer: '/reads/1/pointer', detail: expect.stringContaining('/category') }],
    });
  });

  it('accepts a field that an open schema does not declare, and names the nearest that it does', async () => {
    await world.publish(
      fromPlain({ type: 'object', properties: { category: {}, amount: {} }, additionalProperties: true }),
    );
    const outcome = await world.subscribe('fraud', ['/categroy', '/amount']);
    expect(outcome).toMatchObject({ outcome: 'created', undeclared: [{ pointer: '/categroy' }] });
    expect(outcome.undeclared[0]?.nearest[0]).toBe('/category');
    const meant = await world.subscribe('churn', ['/categroy'], { request: { undeclared: true } });
    expect(meant).toMatchObject({ outcome: 'created', undeclared: [] });
  });

  it('refuses another team’s consumer, a subject or version that does not exist', async () => {
    await world.subscribe('fraud', ['/category']);
    const request = { consumer: 'fraud', subject: SUBJECT, trainedOn: 'head', reads: [], strict: false };
    await expect(subscribe({ ...request, principal: reader('churn-team') }, world)).rejects.toMatchObject({
      code: 'forbidden',
    });
    const principal = reader('fraud-team');
    await expect(subscribe({ ...request, subject: 'nowhere', principal }, world)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(subscribe({ ...request, trainedOn: '9', principal }, world)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('reports a pinned version that the head already breaks, and announces nothing', async () => {
    await world.publish(transaction(asString));
    const outcome = await world.subscribe('fraud', ['/category'], { request: { trainedOn: '1' } });
    expect(outcome).toMatchObject({ subscription: { alreadyBroken: { kind: 'rejected' } }, opened: [] });
  });

  it('tells a late subscriber of what is still open', async () => {
    await world.subscribe('fraud', ['/category']);
    const published = await world.publish(transaction(asString));
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    const late = await world.subscribe('churn', ['/category']);
    expect(late.opened).toEqual([id]);
    expect((await world.migrations(id)).map(({ consumer }) => consumer)).toEqual(['churn', 'fraud']);
    expect((await world.told(id)).filter(({ team }) => team === 'churn-team')).toHaveLength(2);
  });

  it('subscribes no consumer that was deleted meanwhile', async () => {
    await world.subscribe('fraud', ['/category']);
    const principal = reader('churn-team');
    await putConsumer({ name: 'churn', team: 'churn-team', tier: 'standard', releases: [], principal }, world);
    world.store.beforeCommit = async () => {
      world.store.beforeCommit = undefined;
      await deleteConsumer({ name: 'churn', principal }, world);
    };
    const request = { consumer: 'churn', subject: SUBJECT, trainedOn: 'head', reads: [], strict: false, principal };
    await expect(subscribe(request, world)).rejects.toMatchObject({ code: 'not-found' });
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({ tiers: { standard: 1 } });
  });

  it('asks a subscriber to come again while an announcement is being planned', async () => {
    await world.subscribe('fraud', ['/category']);
    await world.publish(transaction(asString));
    await expect(world.subscribe('churn', ['/category'])).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('moves the counters with a consumer’s tier', async () => {
    await world.subscribe('fraud', ['/category']);
    const settings = { name: 'fraud', team: 'fraud-team', releases: ['v7'], principal: reader('fraud-team') };
    expect(await putConsumer({ ...settings, tier: 'critical' }, world)).toMatchObject({ outcome: 'updated' });
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({ tiers: { critical: 1, standard: 0 } });
    expect(await putConsumer({ ...settings, tier: 'critical' }, world)).toMatchObject({ outcome: 'unchanged' });
  });

  it('ends open migrations with the subscription', async () => {
    await world.subscribe('fraud', ['/category']);
    const published = await world.publish(transaction(asString));
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    const request = { consumer: 'fraud', subject: SUBJECT, principal: reader('fraud-team') };
    await unsubscribe(request, world);
    expect(await world.migrations(id)).toMatchObject([{ state: { name: 'not-affected', reason: 'unsubscribed' } }]);
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({ tiers: { standard: 0 } });
    await expect(unsubscribe(request, world)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('tells the thread and the event of each change that the model answers to no more', async () => {
    await world.subscribe('fraud', ['/category']);
    const published = await world.publish(transaction(asString));
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('fraud-team') }, world);
    const told = (await world.told(id)).filter(({ kind }) => kind === 'answered');
    expect(told.map(({ channel }) => channel.kind).sort()).toEqual(['slack', 'sns']);
    expect(told[0]?.answer).toMatchObject({ consumers: ['fraud'], state: { name: 'not-affected' } });
  });

  it('tells the producer once of a model that two teams were asked about, one before it was handed over', async () => {
    await world.subscribe('fraud', ['/category']);
    const published = await world.publish(transaction(asString));
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    const [told] = await world.migrations(id);
    const subject = await world.store.find('subject', { name: SUBJECT });
    if (!told || !subject) throw new Error('nobody was told');
    world.store.seed('subject', { ...subject, channel: '#payments-data' });
    world.store.seed('migration', { ...told, team: 'former-team' });
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('fraud-team') }, world);
    const notes = (await world.told(id)).filter(({ kind, audience }) => kind === 'answered' && audience === 'producer');
    expect(notes).toHaveLength(1);
    expect(world.store.all('migration').map(({ state }) => state.name)).toEqual(['not-affected', 'not-affected']);
  });

  it('ends more open migrations than one transaction holds, and then the subscription', async () => {
    await world.subscribe('fraud', ['/category']);
    const published = await world.publish(transaction(asString));
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    const [told] = await world.migrations(id);
    if (!told) throw new Error('nobody was told');
    const others = Array.from({ length: 50 }, (_, at) => ({ ...told, announcementId: `Z${at}` }));
    await world.store.ensure(others.map((item) => ({ put: 'migration' as const, item })));
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('fraud-team') }, world);
    const states = world.store.all('migration').map(({ state }) => state.name);
    expect(states).toEqual(Array.from({ length: 51 }, () => 'not-affected'));
    expect(await world.store.find('subscription', { consumer: 'fraud', subject: SUBJECT })).toBeUndefined();
  });

  it('lets go of the gate with the subscription of an overdue model, however much else it was told', async () => {
    await world.subscribe('fraud', ['/category'], { tier: 'critical' });
    const published = await world.publish(transaction(asString));
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    await world.hear(id);
    const [told] = await world.migrations(id);
    if (!told) throw new Error('nobody was told');
    const others = Array.from({ length: 120 }, (_, at) => ({ ...told, announcementId: `Z${at}`, subject: 'other' }));
    await world.store.ensure(others.map((item) => ({ put: 'migration' as const, item })));
    world.clock.set('2026-12-23T12:00:00.000Z');
    await sweepDeadlines(world);
    expect(await world.migrations(id)).toMatchObject([{ state: { name: 'overdue' } }]);
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('fraud-team') }, world);
    expect(await world.migrations(id)).toMatchObject([{ state: { name: 'not-affected' } }]);
    const request = { subject: SUBJECT, version: '2', principal: producer };
    expect(await activateVersion(request, world)).toMatchObject({ outcome: 'activated' });
  });

  it('follows the consumer’s tier when said again, where a change of tier had missed it', async () => {
    await world.subscribe('fraud', ['/category']);
    const consumer = await world.store.find('consumer', { name: 'fraud' });
    if (!consumer) throw new Error('no consumer');
    const moved = { ...consumer, tier: 'critical' as const, revision: consumer.revision + 1 };
    const entry = { id: 'Z', at: world.clock.now(), action: 'consumer.updated', principal: 'x', detail: {} };
    await world.store.commit([{ put: 'consumer', item: moved, expect: consumer.revision, was: consumer }], entry);
    const again = await world.subscribe('fraud', ['/category'], { tier: 'critical' });
    expect(again).toMatchObject({ outcome: 'updated', subscription: { tier: 'critical' } });
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({ tiers: { critical: 1, standard: 0 } });
  });

  it('deletes a consumer only once it subscribes to nothing', async () => {
    await world.subscribe('fraud', ['/category']);
    const request = { name: 'fraud', principal: reader('fraud-team') };
    await expect(deleteConsumer(request, world)).rejects.toMatchObject({ code: 'conflict' });
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('fraud-team') }, world);
    await deleteConsumer(request, world);
    expect(await world.store.find('consumer', { name: 'fraud' })).toBeUndefined();
  });
});

describe('a model that subscribes while a change is announced', () => {
  const announce = async (world: World, more: Parameters<World['publish']>[1]) => {
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('early', ['/category']);
    const published = await world.publish(transaction(asString), more);
    const id = (published.outcome === 'created' && published.announcementId) || '';
    await world.planAll(id);
    return async (consumer: string) => (await world.migrations(id)).find((one) => one.consumer === consumer)?.deadline;
  };

  it('has its tier’s notice from then on, and no more than was agreed with the others', async () => {
    const world = new World();
    const deadlineOf = await announce(world, { sunset: '2026-12-08' });
    world.clock.set('2026-11-25T09:00:00.000Z');
    await world.subscribe('soon', ['/category'], { tier: 'experimental' });
    await world.subscribe('late', ['/category']);
    world.clock.set('2026-12-20T09:00:00.000Z');
    await world.subscribe('later', ['/category']);
    expect(await deadlineOf('early')).toBe('2026-12-08');
    for (const name of ['soon', 'late', 'later']) expect(await deadlineOf(name)).toBe('2026-12-08');
  });
  it('has its own notice of what is live already: nothing waits for it', async () => {
    const world = new World();
    const deadlineOf = await announce(world, { emergency: { reason: 'the old feed leaks card numbers' } });
    world.clock.set('2026-12-20T09:00:00.000Z');
    await world.subscribe('late', ['/category'], { request: { trainedOn: '1' } });
    expect(await deadlineOf('late')).toBe('2027-01-04');
  });
  it('has the producer’s date where that is later', async () => {
    const world = new World();
    const deadlineOf = await announce(world, { sunset: '2027-02-01' });
    world.clock.set('2026-11-25T09:00:00.000Z');
    await world.subscribe('late', ['/category']);
    expect(await deadlineOf('late')).toBe('2027-02-01');
  });
  it('has an emergency’s date, even when it is over', async () => {
    const world = new World();
    const emergency = { reason: 'the old feed leaks card numbers' };
    const deadlineOf = await announce(world, { sunset: '2026-11-27', emergency });
    world.clock.set('2026-11-25T09:00:00.000Z');
    await world.subscribe('late', ['/category']);
    world.clock.set('2026-11-28T12:00:00.000Z');
    await world.subscribe('later', ['/category']);
    expect(await deadlineOf('late')).toBe('2026-11-27');
    expect(await deadlineOf('later')).toBe('2026-11-27');
  });
});
