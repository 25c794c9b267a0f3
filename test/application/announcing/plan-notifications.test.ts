import { beforeEach, describe, expect, it } from 'vitest';
import { planNotifications } from '../../../lib/application/announcing/plan-notifications.ts';
import type { Judge } from '../../../lib/application/ports/judge.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { retireSubject } from '../../../lib/application/publishing/retire-subject.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import { jsonText } from '../../../lib/domain/schema/json-text.ts';
import { administrator, producer, SUBJECT, transaction, World } from '../world.ts';

const asString = { category: { type: 'string' } };

describe('planning an announcement', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.grant();
    await world.publish(transaction());
  });
  const announce = async (properties: Readonly<Record<string, unknown>> = asString) => {
    const outcome = await world.publish(transaction(properties));
    const id = outcome.outcome === 'created' ? (outcome.announcementId ?? '') : '';
    await world.planAll(id);
    return id;
  };

  it('opens a migration for each model that reads what changed, and for no other', async () => {
    await world.subscribe('fraud', ['/category']);
    await world.subscribe('churn', ['/amount']);
    const id = await announce();
    expect(await world.migrations(id)).toMatchObject([
      {
        consumer: 'fraud',
        verdict: 'breaking',
        kind: 'rejected',
        state: { name: 'notified' },
        deadline: '2026-12-04',
        changes: [{ ruleId: 'type-changed', pointer: '/category' }],
      },
    ]);
    expect(await world.store.find('announcement', { id })).toMatchObject({ status: 'open', affected: 1, live: false });
  });

  it('asks nothing of a model that unsubscribed while it was planned', async () => {
    await world.subscribe('fraud', ['/category']);
    await world.subscribe('churn', ['/category']);
    const outcome = await world.publish(transaction(asString));
    const id = outcome.outcome === 'created' ? (outcome.announcementId ?? '') : '';
    await planNotifications({ announcementId: id, phase: 'models' }, world);
    // As where it unsubscribed between the look at the subscriptions and the writing of its migration.
    world.store.remove('subscription', { consumer: 'churn', subject: SUBJECT });
    await planNotifications({ announcementId: id, phase: 'deliveries' }, world);

    expect(await world.migrations(id)).toMatchObject([
      { consumer: 'churn', state: { name: 'not-affected', reason: 'unsubscribed' } },
      { consumer: 'fraud', state: { name: 'notified' } },
    ]);
    expect((await world.told(id)).map(({ team }) => team)).not.toContain('churn-team');
    expect(await world.store.find('announcement', { id })).toMatchObject({ affected: 1 });
  });

  it('keeps an endless record by its size, so that what is told of it fits an item', async () => {
    await world.publish(transaction({ note: { const: 'a'.repeat(300_000) } }, ['id']));
    await world.subscribe('fraud', ['/note']);
    const outcome = await world.publish(transaction({ note: { const: 'b'.repeat(300_000) } }, ['id']));
    const id = outcome.outcome === 'created' ? (outcome.announcementId ?? '') : '';
    await world.planAll(id);
    const [migration] = await world.migrations(id);
    expect(migration).toMatchObject({ verdict: 'breaking', changes: [{ pointer: '/note' }] });
    expect(migration?.witness).toMatch(/^\(300\d+ characters, SHA-256 [0-9a-f]{64}\)$/);
    const late = await world.subscribe('churn', ['/note'], { request: { trainedOn: '3' } });
    expect(late.subscription.alreadyBroken?.witness).toMatch(/characters, SHA-256/);
    for (const stored of [migration, await world.store.find('announcement', { id }), late.subscription])
      expect(Buffer.byteLength(jsonText(stored))).toBeLessThan(300_000);
  });

  it('gives each model a record that its own contract rejects', async () => {
    await world.subscribe('fraud', ['/category']);
    const [migration] = await world.migrations(await announce());
    expect(migration?.witness).toMatchObject({ category: expect.any(String) });
  });

  it('gives each tier its own notice', async () => {
    await world.subscribe('fraud', ['/category'], { tier: 'critical' });
    await world.subscribe('probe', ['/category'], { tier: 'experimental' });
    const migrations = await world.migrations(await announce());
    expect(migrations.map(({ consumer, deadline }) => [consumer, deadline.slice(0, 10)])).toEqual([
      ['fraud', '2026-12-21'],
      ['probe', '2026-11-23'],
    ]);
  });

  it('makes one message of several models of a team in one channel', async () => {
    for (const model of ['fraud', 'fraud-eu', 'fraud-us'])
      await world.subscribe(model, ['/category'], { team: 'fraud-ml', channel: '#fraud-ml' });
    const told = await world.told(await announce());
    expect(told.map(({ channel: { kind } }) => kind).sort()).toEqual(['slack', 'sns']);
  });

  it('lets a proposal go live at once where no registered model breaks', async () => {
    await world.subscribe('churn', ['/amount']);
    const id = await announce();
    expect(await world.store.find('announcement', { id })).toMatchObject({ status: 'closed', live: true, affected: 0 });
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({ head: 2 });
    expect(await world.store.find('version', { subject: SUBJECT, version: 2 })).toMatchObject({ status: 'active' });
  });

  it('makes nothing of a retired subject live, however harmless', async () => {
    await world.subscribe('churn', ['/amount']);
    const outcome = await world.publish(transaction(asString));
    const id = outcome.outcome === 'created' ? (outcome.announcementId ?? '') : '';
    const emergency = { reason: 'the feed is switched off' };
    await retireSubject({ subject: SUBJECT, principal: administrator, emergency }, world);
    await world.planAll(id);
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({ head: 1, status: 'retired' });
    expect(await world.store.find('version', { subject: SUBJECT, version: 2 })).toMatchObject({ status: 'withdrawn' });
  });

  it('leaves all as it was when every step runs twice', async () => {
    await world.subscribe('fraud', ['/category']);
    const id = await announce();
    const before = [await world.migrations(id), await world.told(id)];
    await planNotifications({ announcementId: id, phase: 'models' }, world);
    await planNotifications({ announcementId: id, phase: 'deliveries' }, world);
    expect([await world.migrations(id), await world.told(id)]).toEqual(before);
  });

  it('takes a thousand subscriptions page by page', async () => {
    for (let model = 0; model < 250; model++)
      await world.subscribe(`model-${model}`, ['/category'], {
        team: `team-${model % 10}`,
        channel: `#c-${model % 10}`,
      });
    const outcome = await world.publish(transaction(asString));
    const id = outcome.outcome === 'created' ? (outcome.announcementId ?? '') : '';
    await world.queue.send({ announcementId: id, phase: 'models' });
    let messages = 0;
    for (let message = world.queue.messages.shift(); message; message = world.queue.messages.shift()) {
      messages++;
      await planNotifications(message, world);
    }
    expect(messages).toBe(4);
    expect(await world.store.find('announcement', { id })).toMatchObject({ affected: 250 });
    expect((await world.told(id)).filter(({ channel }) => channel.kind === 'slack')).toHaveLength(10);
  });

  it('tells a read field’s deprecation with its sunset, while the version is live', async () => {
    await world.subscribe('fraud', ['/category']);
    const deprecated = { category: { type: 'integer', deprecated: true, 'x-sunset': '2027-01-15' } };
    const id = await announce(deprecated);
    expect(await world.store.find('announcement', { id })).toMatchObject({ kind: 'deprecation', live: true });
    expect(await world.migrations(id)).toMatchObject([{ concern: 'deprecation', deadline: '2027-01-15' }]);
  });

  it('needs no second notice for a removal at its sunset', async () => {
    await world.subscribe('fraud', ['/category']);
    await announce({ category: { type: 'integer', deprecated: true, 'x-sunset': '2027-01-15' } });
    world.clock.set('2027-01-16T12:00:00.000Z');
    expect(await world.publish(transaction({ category: undefined }))).toMatchObject({ version: { status: 'active' } });
  });

  it('still proposes a removal before its sunset', async () => {
    await world.subscribe('fraud', ['/category']);
    await announce({ category: { type: 'integer', deprecated: true, 'x-sunset': '2027-01-15' } });
    expect(await world.publish(transaction({ category: undefined }))).toMatchObject({
      version: { status: 'proposed' },
    });
  });

  it('asks at once about a unit that changed', async () => {
    await world.subscribe('fraud', ['/amount']);
    const id = await announce({ amount: { type: 'number', 'x-unit': 'EUR cent' } });
    expect(await world.migrations(id)).toMatchObject([{ concern: 'question', verdict: 'compatible' }]);
    expect(await world.told(id)).not.toEqual([]);
  });

  it('asks at once about a value that readers are no longer sent, and only who reads it', async () => {
    await world.subscribe('fraud', ['/amount']);
    await world.subscribe('churn', ['/category']);
    const id = await announce({ amount: { type: 'number', writeOnly: true } });
    expect(await world.migrations(id)).toMatchObject([
      { consumer: 'fraud', concern: 'question', changes: [{ ruleId: 'became-write-only', pointer: '/amount' }] },
    ]);
    expect(await world.told(id)).not.toEqual([]);
  });

  describe('activating', () => {
    const activate = async (more = {}) =>
      await activateVersion({ subject: SUBJECT, version: '2', principal: producer, ...more }, world);

    it('waits for the date, naming who blocks and until when', async () => {
      await world.subscribe('fraud', ['/category']);
      await world.hear(await announce());
      await expect(activate()).rejects.toMatchObject({
        code: 'gate-closed',
        extensions: { blockers: [{ consumer: 'fraud', holdsUntil: '2026-12-04' }] },
      });
      world.clock.set('2026-12-05T12:00:00.000Z');
      expect(await activate()).toMatchObject({ outcome: 'activated', subject: { head: 2, generation: 1 } });
      expect(await activate()).toMatchObject({ outcome: 'unchanged' });
      expect(await world.store.find('version', { subject: SUBJECT, version: 1 })).toMatchObject({
        status: 'deprecated',
      });
    });

    it('lets an emergency through before the date', async () => {
      await world.subscribe('fraud', ['/category']);
      await announce();
      expect(await activate({ emergency: { reason: 'the old feed is down' } })).toMatchObject({ outcome: 'activated' });
      expect(world.store.auditEntries.at(-1)).toMatchObject({ action: 'version.activated-as-emergency' });
    });

    it('holds past the date for a silent critical model, until an administrator lets it through', async () => {
      await world.subscribe('fraud', ['/category'], { tier: 'critical' });
      await announce();
      world.clock.set('2026-12-28T12:00:00.000Z');
      await expect(activate()).rejects.toMatchObject({
        code: 'gate-closed',
        extensions: { blockers: [{ administratorAfter: '2026-12-28' }] },
      });
      await expect(activate({ principal: administrator })).rejects.toMatchObject({ code: 'gate-closed' });
      world.clock.set('2026-12-29T12:00:00.000Z');
      await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
      expect(await activate({ principal: administrator })).toMatchObject({ outcome: 'activated' });
    });

    it('refuses a proposal that was compared with an older generation', async () => {
      await world.subscribe('fraud', ['/category']);
      await world.subscribe('spend', ['/amount']);
      await world.hear(await announce());
      await world.hear(await announce({ amount: { type: 'string' } }));
      world.clock.set('2026-12-08T12:00:00.000Z');
      await activate();
      await expect(activate({ version: '3' })).rejects.toMatchObject({ code: 'conflict' });
      // As its message says: published again, it is compared with what is live now.
      const again = await world.publish(transaction({ amount: { type: 'string' } }));
      expect(again).toMatchObject({ outcome: 'created', version: { version: 4, sameAs: 3, status: 'proposed' } });
    });
  });

  describe('withdrawing', () => {
    const withdraw = async () =>
      await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'typing mistake', principal: producer }, world);

    it('closes the migrations and tells those who were told', async () => {
      await world.subscribe('fraud', ['/category']);
      const id = await announce();
      expect(await withdraw()).toMatchObject({ status: 'withdrawn' });
      await world.planAll(id);
      expect(await world.migrations(id)).toMatchObject([{ state: { name: 'withdrawn' } }]);
      expect((await world.told(id)).filter(({ kind }) => kind === 'withdrawn')).toHaveLength(2);
      expect(await withdraw()).toMatchObject({ status: 'withdrawn' });
    });

    it('refuses for a version that is live', async () => {
      const publish = withdrawVersion({ subject: SUBJECT, version: '1', reason: 'x', principal: producer }, world);
      await expect(publish).rejects.toMatchObject({ code: 'conflict' });
    });
  });

  it('tells nobody of what was not judged in time: the plan waits, and is made once there is time', async () => {
    await world.subscribe('fraud', ['/category'], { tier: 'critical' });
    const published = await world.publish(transaction({ category: { type: 'string' } }));
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    const late: Judge = {
      engine: world.judge.engine,
      compare: async (question) => await world.judge.compare(question),
      serve: async () => ({ status: 'undecided', reason: 'the comparison took longer than 8 s', cause: 'time' }),
    };
    const plan = { announcementId: id, phase: 'models' as const };
    await expect(
      planNotifications(plan, { ...world, queue: world.queue, store: world.store, judge: late }),
    ).rejects.toMatchObject({ code: 'unavailable' });
    expect(await world.migrations(id)).toEqual([]);
    await world.planAll(id);
    expect(await world.migrations(id)).toMatchObject([{ consumer: 'fraud', verdict: 'breaking' }]);
  });
});
