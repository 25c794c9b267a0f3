import { beforeEach, describe, expect, it } from 'vitest';
import { deliverIssue } from '../../../lib/application/delivering/deliver-issue.ts';
import type { Announcement } from '../../../lib/domain/announcement.ts';
import type { Delivery, DeliveryKind } from '../../../lib/domain/delivery.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { MigrationState } from '../../../lib/domain/migration/state.ts';
import { announcementDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { ANNOUNCEMENT, migration } from '../../domain/notification/story.ts';
import { CountingIds } from '../../fakes/counting-ids.ts';
import { MemoryIssues } from '../../fakes/memory-issues.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { NoPacer } from '../../fakes/no-pacer.ts';

const GITHUB = { repository: 'acme/fraud-model' };
const CHANNEL = { kind: 'github', ...GITHUB } as const;
const ANSWERED_AT = '2026-11-26T09:00:00.000Z';
const MIGRATED: MigrationState = { name: 'migrated', at: ANSWERED_AT, by: 'deployment', proven: true };
const WAIVED: MigrationState = { name: 'waived', at: ANSWERED_AT, by: 'token:admin', reason: 'model is retired' };
const ACKNOWLEDGED: MigrationState = { name: 'acknowledged', at: ANSWERED_AT, by: 'slack:U0614TZR7' };

const delivery = (kind: DeliveryKind, more: Partial<Delivery> & { qualifier?: string } = {}): Delivery => {
  const { qualifier, ...members } = more;
  const about = { announcementId: ANNOUNCEMENT.id, kind, channel: CHANNEL, team: 'fraud-ml' };
  return {
    id: announcementDeliveryId({
      ...about,
      qualifier: qualifier ?? (kind === 'announced' ? 'fraud' : `fraud/${kind}`),
    }),
    ...about,
    subject: ANNOUNCEMENT.subject,
    version: 13,
    consumers: ['fraud'],
    status: 'pending',
    attempts: 0,
    createdAt: ANNOUNCEMENT.createdAt,
    dueAt: '2026-11-24T09:15:00.000Z',
    revision: 1,
    ...members,
  };
};
const FIRST = delivery('announced');

describe('The issue of a migration', () => {
  let store: MemoryStore;
  let issues: MemoryIssues;
  let current: Migration;
  let clock: MovableClock;
  const deliver = (id = FIRST.id) =>
    deliverIssue(id, {
      store,
      issues,
      clock,
      ids: new CountingIds(),
      pacer: new NoPacer(),
      registry: { url: 'https://registry.example.com' },
    });
  const stored = async (id = FIRST.id) => await store.find('delivery', { id });
  /** What planning would have made, and then what the queue would have brought. */
  const tell = async (kind: DeliveryKind, more: Parameters<typeof delivery>[1] = {}) => {
    const made = delivery(kind, more);
    store.seed('delivery', made);
    return await deliver(made.id);
  };
  const move = (state: MigrationState, more: Partial<Migration> = {}) => {
    current = migration('fraud', { github: GITHUB, ...more, state });
    store.seed('migration', current);
  };
  const withdraw = (more: Partial<Announcement> = {}) => {
    store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn', ...more });
    move({ name: 'withdrawn', at: ANSWERED_AT });
  };
  const [shown, comments] = [
    () => issues.issues.map(({ message }) => ({ title: message.title, standing: message.standing })),
    () => issues.issues.flatMap((issue) => issue.comments.map(({ body }) => body.split('\n')[0])),
  ];

  beforeEach(() => {
    store = new MemoryStore();
    issues = new MemoryIssues();
    clock = new MovableClock('2026-11-24T09:00:01.000Z');
    store.seed('announcement', ANNOUNCEMENT);
    store.seed('delivery', FIRST);
    move({ name: 'notified', at: ANNOUNCEMENT.createdAt });
    store.seed('migration', migration('churn', { github: GITHUB }));
  });

  it('is opened with change and date, about that model only', async () => {
    expect(await deliver()).toEqual({ outcome: 'sent', receipt: { repository: 'acme/fraud-model', issue: 1 } });

    expect(shown()).toEqual([
      { title: 'fraud: category changes integer → string on Tue 8 Dec 2026', standing: 'open' },
    ]);
    expect(issues.issues[0]?.message.body).not.toContain('churn');
    expect(await stored()).toMatchObject({ status: 'sent', receipt: { issue: 1 }, sentAt: clock.now() });
  });

  it('is opened once, however often its message comes', async () => {
    await deliver();
    await deliver();

    expect(issues.issues).toHaveLength(1);
  });

  it('is not opened for what has been settled before its turn', async () => {
    move(MIGRATED);

    expect(await deliver()).toEqual({ outcome: 'skipped' });
    expect(issues.issues).toEqual([]);
  });

  it.each([
    ['completed', MIGRATED, 'answered'],
    ['not-planned', WAIVED, 'answered'],
  ] as const)('is closed as %s', async (standing, state, kind) => {
    await deliver();
    move(state);

    expect(await tell(kind, { answer: { consumers: ['fraud'], state } })).toMatchObject({ outcome: 'sent' });
    expect(shown()).toMatchObject([{ standing }]);
    expect(comments()).toHaveLength(1);
  });

  it('is closed where the change was taken back', async () => {
    await deliver();
    withdraw();

    await tell('withdrawn');

    expect(shown()).toMatchObject([{ standing: 'not-planned' }]);
    expect(comments()).toEqual(['Withdrawn: team payments took `payments.transaction-authorized` v13 back']);
  });

  it('is opened again where its model is', async () => {
    await deliver();
    move(MIGRATED);
    await tell('answered', { qualifier: 'fraud/a', answer: { consumers: ['fraud'], state: MIGRATED } });
    const reopened: MigrationState = { name: 'notified', at: ANSWERED_AT, reopened: 'v7 was deployed again' };
    move(reopened);
    await tell('answered', { qualifier: 'fraud/b', answer: { consumers: ['fraud'], state: reopened } });

    expect(shown()).toMatchObject([{ standing: 'open' }]);
    expect(comments().at(-1)).toBe('**fraud** v7: open again: v7 was deployed again');
  });

  it('is brought up to date before anything is said in it', async () => {
    await deliver();
    move(ACKNOWLEDGED, { deadline: '2026-12-15' });
    await tell('reminder');

    expect(shown()).toMatchObject([{ title: expect.stringContaining('Tue 15 Dec 2026') }]);
    expect(issues.issues[0]?.message.body).toContain('Slack user U0614TZR7 will handle it');
    expect(comments()).toEqual(['Reminder: `category` changes integer → string on Tue 15 Dec 2026']);
  });

  it('is brought up to date where there is nothing left to say in it', async () => {
    await deliver();
    move(MIGRATED);

    expect(await tell('reminder')).toEqual({ outcome: 'skipped' });
    expect(shown()).toMatchObject([{ standing: 'completed' }]);
    expect(comments()).toEqual([]);
  });

  it('is none where nobody opened one: a reminder does not', async () => {
    expect(await tell('reminder')).toEqual({ outcome: 'skipped' });
    expect(issues.issues).toEqual([]);
  });

  it('is left alone once somebody has deleted it', async () => {
    await deliver();
    issues.issues.length = 0;

    expect(await tell('reminder')).toEqual({ outcome: 'skipped' });
  });

  it('goes on where a later version takes the place of its own', async () => {
    await deliver();
    const next: Announcement = { ...ANNOUNCEMENT, id: '01KAK3V8XQ0000000000000002', version: 14 };
    const heir = announcementDeliveryId({
      announcementId: next.id,
      kind: 'announced',
      channel: CHANNEL,
      team: 'fraud-ml',
      qualifier: 'fraud',
    });
    store.seed('announcement', { ...ANNOUNCEMENT, status: 'withdrawn', supersededBy: next.id });
    store.seed('announcement', next);
    store.seed('migration', { ...current, announcementId: next.id, version: 14, carriedFrom: ANNOUNCEMENT.id });
    const first = await stored();
    if (first) store.seed('delivery', { ...first, id: heir, announcementId: next.id, version: 14, adopted: true });

    await tell('answered', { qualifier: 'fraud/late', answer: { consumers: ['fraud'], state: ACKNOWLEDGED } });

    expect(issues.issues).toHaveLength(1);
    expect(issues.issues[0]?.message.body).toContain('v12 → v14');
  });

  describe('after an attempt without an answer', () => {
    it('is looked for, and not opened a second time', async () => {
      issues.answer({ outcome: 'unknown', error: 'HTTP 502 from GitHub' }, { arrives: true });
      expect(await deliver()).toMatchObject({ outcome: 'retry', afterSeconds: 10 });

      expect(await deliver()).toMatchObject({ outcome: 'sent', receipt: { issue: 1 } });
      expect(issues.issues).toHaveLength(1);
      expect(issues.sought).toEqual([
        { repository: 'acme/fraud-model', notificationId: FIRST.id, since: FIRST.createdAt },
      ]);
    });

    it('is not opened a second time where GitHub asks to wait before it is brought up to date', async () => {
      issues.answer({ outcome: 'unknown', error: 'HTTP 502 from GitHub' }, { arrives: true });
      await deliver();
      issues.answer({ outcome: 'rate-limited', retryAfterSeconds: 60 });
      expect(await deliver()).toMatchObject({ outcome: 'retry', afterSeconds: 60 });

      expect(await deliver()).toMatchObject({ outcome: 'sent', receipt: { issue: 1 } });
      expect(issues.issues).toHaveLength(1);
    });

    it('is opened where it did not arrive', async () => {
      issues.answer({ outcome: 'unknown', error: 'HTTP 502 from GitHub' });
      await deliver();
      await deliver();

      expect(issues.issues).toHaveLength(1);
    });

    it('is closed where it was settled in between', async () => {
      issues.answer({ outcome: 'unknown', error: 'HTTP 502 from GitHub' }, { arrives: true });
      await deliver();
      move(MIGRATED);

      expect(await deliver()).toMatchObject({ outcome: 'sent' });
      expect(shown()).toMatchObject([{ standing: 'completed' }]);
    });

    it('is not opened as long as nobody can look', async () => {
      issues.answer({ outcome: 'unknown', error: 'HTTP 502 from GitHub' }, { arrives: true });
      await deliver();
      issues.blind = { outcome: 'unknown', error: 'HTTP 503 from GitHub' };
      expect(await deliver()).toMatchObject({ outcome: 'retry' });
      issues.blind = { outcome: 'rate-limited', retryAfterSeconds: 1_800 };
      expect(await deliver()).toEqual({ outcome: 'retry', afterSeconds: 1_800, reason: 'ratelimited' });
      issues.blind = undefined;

      await deliver();

      expect(issues.issues).toHaveLength(1);
      expect(await stored()).toMatchObject({ status: 'sent', attempts: 2 });
    });

    it('has its comment once', async () => {
      await deliver();
      issues.answer({ outcome: 'rate-limited', retryAfterSeconds: 60 });
      expect(await tell('reminder')).toMatchObject({ outcome: 'retry', afterSeconds: 60 });
      const id = delivery('reminder').id;
      await deliver(id);
      store.seed('delivery', delivery('reminder', { status: 'sending' }));

      expect(await deliver(id)).toEqual({
        outcome: 'sent',
        receipt: { repository: 'acme/fraud-model', issue: 1, comment: 0 },
      });
      expect(comments()).toHaveLength(1);
    });
  });

  it.each([
    ['404 Not Found: is the repository named rightly, and may the token see it?'],
    ['410 Issues are disabled for this repo: are issues switched on in the repository?'],
  ])('fails with what GitHub says: %s', async (error) => {
    issues.answer({ outcome: 'refused', error });

    expect(await deliver()).toEqual({ outcome: 'refused', error });
    expect(await stored()).toMatchObject({ status: 'failed', error });
  });

  it('counts nothing while GitHub asks to wait, and looks for nothing after it', async () => {
    issues.answer({ outcome: 'rate-limited', retryAfterSeconds: 90 });
    expect(await deliver()).toMatchObject({ outcome: 'retry', afterSeconds: 90 });
    expect(await stored()).toMatchObject({ attempts: 0 });

    await deliver();

    expect(issues.issues).toHaveLength(1);
    expect(issues.sought).toEqual([]);
  });

  it('has nothing to do for what is gone', async () => {
    expect(await deliver('ANNOUNCEMENT#gone/announced#github:x#y')).toEqual({ outcome: 'skipped' });
  });
});
