import { beforeEach, describe, expect, it } from 'vitest';
import { planNotifications } from '../../../lib/application/announcing/plan-notifications.ts';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { deliverEvent } from '../../../lib/application/delivering/deliver-event.ts';
import { recordModelDeployment } from '../../../lib/application/deploying/record-model-deployment.ts';
import { tryKillSwitch } from '../../../lib/application/deploying/try-kill-switch.ts';
import { putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import type { KillSwitch } from '../../../lib/domain/kill-switch.ts';
import { findEventProblems } from '../../domain/notification/event-schemas.ts';
import { RecordingPublisher } from '../../fakes/recording-publisher.ts';
import { reader, SUBJECT, transaction, World } from '../world.ts';

const AFTER_THE_DATE = '2026-12-05T12:00:00.000Z';
const principal = reader('fraud-team');

describe('A kill switch', () => {
  let world: World;
  let events: RecordingPublisher;
  let announcementId: string;

  const register = async (killSwitch?: KillSwitch) =>
    await putConsumer(
      {
        name: 'fraud',
        team: 'fraud-team',
        tier: 'standard',
        slack: { channel: '#fraud-team' },
        releases: ['v7'],
        ...(killSwitch ? { killSwitch } : {}),
        principal,
      },
      world,
    );
  const announce = async () => {
    const published = await world.publish(transaction({ category: { type: 'string' } }));
    announcementId = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(announcementId);
    await world.hear(announcementId);
  };
  const sweepAt = async (at: string) => {
    world.clock.set(at);
    await sweepDeadlines(world);
  };
  const planned = (): readonly Delivery[] => world.store.all('delivery').filter(({ kind }) => kind === 'kill-switch');
  const send = async () => {
    const registry = { url: 'https://registry.example.com' };
    for (const { id } of planned()) await deliverEvent(id, { ...world, store: world.store, events, registry });
  };
  const uses = async () =>
    (await world.store.listAuditEntries({ consumer: 'fraud' }, { limit: 100 })).items.filter(({ action }) =>
      action.startsWith('kill-switch.'),
    );
  const hitInProduction = async () => {
    const announcement = await world.store.find('announcement', { id: announcementId });
    if (!announcement) throw new Error('nothing was announced');
    const now = world.clock.now();
    const early = { ...announcement, live: true, liveNews: { kind: 'emergency' as const, at: now, told: false } };
    world.store.seed('announcement', early);
    await planNotifications({ announcementId, phase: 'models' }, world);
    // As a repeat after a crash in between finds it.
    world.store.seed('announcement', early);
    await planNotifications({ announcementId, phase: 'models' }, world);
  };

  beforeEach(async () => {
    world = new World();
    events = new RecordingPublisher();
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
  });

  it('is off unless its team registers it', async () => {
    await announce();
    await sweepAt(AFTER_THE_DATE);
    await hitInProduction();

    expect((await world.migrations(announcementId))[0]?.state.name).toBe('overdue');
    expect(planned()).toEqual([]);
    expect(await uses()).toEqual([]);
  });

  it('is tripped once when the date has passed, with all that a runbook needs, and audited', async () => {
    await register({ on: ['overdue'], target: 'events' });
    await announce();
    await sweepAt('2026-12-03T12:00:00.000Z');
    expect(planned()).toEqual([]);
    await sweepAt(AFTER_THE_DATE);
    await sweepAt('2026-12-05T12:15:00.000Z');
    await send();
    await send();

    expect(events.published).toHaveLength(1);
    const [published] = events.published;
    if (!published) throw new Error('nothing was published');
    const { event, attributes, target } = published;
    expect(findEventProblems(event)).toEqual([]);
    expect(event).toMatchObject({
      type: 'dev.forewarn.killswitch.triggered.v1',
      data: {
        consumer: 'fraud',
        team: 'fraud-team',
        subject: SUBJECT,
        version: 2,
        reason: 'overdue',
        dryRun: false,
        announcementId,
        state: 'overdue',
        releases: ['v7'],
      },
    });
    expect(event.data).toHaveProperty('witness.category');
    expect(attributes).toMatchObject({ consumer: ['fraud'], severity: 'breaking', dryRun: 'false' });
    expect(target).toBeUndefined();
    expect(await uses()).toMatchObject([
      { action: 'kill-switch.triggered', announcementId, detail: { reason: 'overdue', target: 'events' } },
    ]);
  });

  it('is tripped once by each of two sweeps that run at the same time', async () => {
    await register({ on: ['overdue'], target: 'events' });
    await announce();
    world.clock.set(AFTER_THE_DATE);
    await Promise.all([sweepDeadlines(world), sweepDeadlines(world)]);

    expect(planned()).toHaveLength(1);
    expect(await uses()).toHaveLength(1);
  });

  it('is tripped again by a model that goes back to the old version after its date', async () => {
    await register({ on: ['overdue'], target: 'events' });
    await announce();
    await sweepAt(AFTER_THE_DATE);
    const migrated = { announcement: announcementId, consumers: ['fraud'], answer: { answer: 'migrated' as const } };
    await answerMigrations({ ...migrated, principal }, world);
    world.clock.set('2026-12-06T00:00:00.000Z');
    const change = { name: 'deployed', reads: [{ subject: SUBJECT, version: 1 }], alongside: false } as const;
    const where = { consumer: 'fraud', environment: 'production', release: 'v7' };
    await recordModelDeployment({ ...where, change, principal }, world);

    expect((await world.migrations(announcementId))[0]?.state.name).toBe('overdue');
    expect(planned()).toHaveLength(2);
    expect(await uses()).toHaveLength(2);
  });

  it('speaks to the allow-listed topic that the consumer named', async () => {
    await register({ on: ['overdue'], target: 'fallback' });
    await announce();
    await sweepAt(AFTER_THE_DATE);
    await send();

    expect(events.published).toMatchObject([{ target: 'fallback' }]);
  });

  it('is silent where the model migrated, or its team switched it off, before the event went out', async () => {
    await register({ on: ['overdue'], target: 'events' });
    await announce();
    await sweepAt(AFTER_THE_DATE);
    const migrated = { announcement: announcementId, consumers: ['fraud'], answer: { answer: 'migrated' as const } };
    await answerMigrations({ ...migrated, principal }, world);
    await send();
    expect(planned()).toMatchObject([{ status: 'skipped' }]);

    const again = planned()[0];
    const [migration] = await world.migrations(announcementId);
    if (!again || !migration) throw new Error('nothing was planned');
    world.store.seed('delivery', { ...again, status: 'pending' });
    world.store.seed('migration', { ...migration, state: { name: 'overdue', at: AFTER_THE_DATE } });
    await register();
    await send();
    expect(planned()).toMatchObject([{ status: 'skipped' }]);
    expect(events.published).toEqual([]);
  });

  it('is tripped by an emergency only where it was registered for one, and once', async () => {
    await register({ on: ['overdue'], target: 'events' });
    await announce();
    await hitInProduction();
    expect(planned()).toEqual([]);

    await register({ on: ['emergency'], target: 'events' });
    await hitInProduction();
    await send();

    expect(events.published).toMatchObject([
      { event: { data: { reason: 'emergency', live: true, state: 'notified' } } },
    ]);
    expect(await uses()).toMatchObject([{ action: 'kill-switch.triggered', detail: { reason: 'emergency' } }]);
  });

  it('is tripped by what is published live as an emergency', async () => {
    await register({ on: ['emergency'], target: 'events' });
    const emergency = { reason: 'the old feed is down for good' };
    const published = await world.publish(transaction({ category: { type: 'string' } }), { emergency });
    announcementId = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(announcementId);
    await send();

    expect(events.published).toMatchObject([{ event: { data: { reason: 'emergency', live: true } } }]);
  });

  it('is silent about an emergency that was rolled back before the event went out', async () => {
    await register({ on: ['emergency'], target: 'events' });
    await announce();
    await hitInProduction();
    const announcement = await world.store.find('announcement', { id: announcementId });
    if (announcement) world.store.seed('announcement', { ...announcement, live: false });
    await send();

    expect(planned()).toMatchObject([{ status: 'skipped' }]);
  });

  it('asks for a target that was allow-listed at deploy', async () => {
    await expect(register({ on: ['overdue'], target: 'elsewhere' })).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('known: events, fallback'),
      errors: [{ pointer: '/killSwitch/target' }],
    });
  });

  it('is switched off by an empty list', async () => {
    await register({ on: ['overdue'], target: 'events' });
    expect(await register({ on: ['overdue'], target: 'events' })).toMatchObject({ outcome: 'unchanged' });
    const { outcome, consumer } = await register({ on: [], target: 'events' });

    expect(outcome).toBe('updated');
    expect(consumer).not.toHaveProperty('killSwitch');
  });

  describe('on trial', () => {
    const trial = { name: 'fraud', principal };

    it('sends a marked event that speaks of the newest break, and is audited', async () => {
      await register({ on: ['emergency', 'overdue'], target: 'fallback' });
      await announce();
      expect(await tryKillSwitch({ ...trial, on: 'overdue' }, world)).toMatchObject({ reason: 'overdue', version: 2 });
      await send();

      const [published] = events.published;
      expect(published).toMatchObject({
        event: { data: { dryRun: true, reason: 'overdue', announcementId } },
        attributes: { dryRun: 'true' },
        target: 'fallback',
      });
      expect(findEventProblems(published?.event ?? { type: '' })).toEqual([]);
      expect((await world.migrations(announcementId))[0]?.state.name).toBe('notified');
      expect(await uses()).toMatchObject([{ action: 'kill-switch.tried', principal: principal.id }]);
    });

    it('speaks of a subscription where nothing broke yet, and each trial is an event of its own', async () => {
      await register({ on: ['emergency', 'overdue'], target: 'events' });
      expect(await tryKillSwitch(trial, world)).toMatchObject({ reason: 'emergency', subject: SUBJECT, version: 1 });
      await tryKillSwitch(trial, world);
      await send();

      expect(new Set(events.published.map(({ event }) => event.id)).size).toBe(2);
      expect(findEventProblems(events.published[0]?.event ?? { type: '' })).toEqual([]);
    });

    it('is refused where nothing is registered, for the reason or at all', async () => {
      await expect(tryKillSwitch(trial, world)).rejects.toMatchObject({ code: 'conflict' });
      await register({ on: ['overdue'], target: 'events' });
      await expect(tryKillSwitch({ ...trial, on: 'emergency' }, world)).rejects.toMatchObject({
        code: 'conflict',
        message: expect.stringContaining('no kill switch for emergency'),
      });
    });

    it('is refused where its target is not allow-listed any more, or it subscribes to nothing', async () => {
      await register({ on: ['overdue'], target: 'fallback' });
      await expect(
        tryKillSwitch(trial, Object.assign(Object.create(world), { killSwitchTargets: new Set() })),
      ).rejects.toMatchObject({ code: 'invalid-request' });

      const idle = { name: 'idle', team: 'fraud-team', tier: 'standard' as const, releases: [], principal };
      await putConsumer({ ...idle, killSwitch: { on: ['overdue'], target: 'events' } }, world);
      await expect(tryKillSwitch({ ...trial, name: 'idle' }, world)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('is refused to other teams', async () => {
      await register({ on: ['overdue'], target: 'events' });
      await expect(tryKillSwitch({ ...trial, principal: reader('churn-team') }, world)).rejects.toMatchObject({
        code: 'forbidden',
      });
    });
  });
});
