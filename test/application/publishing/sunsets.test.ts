import { beforeEach, describe, expect, it } from 'vitest';
import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { checkSchema, judgeCheck } from '../../../lib/application/publishing/check-schema.ts';
import type { RegisterRequest } from '../../../lib/application/publishing/register-schema.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import { DomainError } from '../../../lib/domain/errors.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

type Extra = Pick<Partial<RegisterRequest>, 'sunset' | 'emergency' | 'allowUnknown'>;

const marked = (sunset: unknown) =>
  transaction({ category: { type: 'integer', deprecated: true, 'x-sunset': sunset } });
const GONE = transaction({ category: undefined });
const EMERGENCY = { emergency: { reason: 'the source is switched off' } };

/** A sunset is told on 20 November 2026 for 1 June 2027, to one model. */
describe('a sunset that was told', () => {
  let world: World;

  beforeEach(async () => {
    world = new World();
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await publish(marked('2027-06-01'));
  });

  async function publish(schema: RegisterRequest['schema'], more: Extra = {}) {
    const done = await world.publish(schema, more);
    if (done.outcome !== 'created') throw new Error(`it was ${done.outcome}`);
    await world.planAll(done.announcementId);
    return { ...done, migrations: done.announcementId ? await world.migrations(done.announcementId) : [] };
  }
  const check = async (schema: RegisterRequest['schema'], more: Extra = {}) => {
    const checked = await checkSchema(
      { subject: SUBJECT, against: 'head', schema, principal: producer, ...more },
      world,
    );
    return { ...judgeCheck(checked), ...checked };
  };
  const FIELD = '/schema/properties/category';
  /** What both doors say of the same. */
  async function expectRefused(
    schema: RegisterRequest['schema'],
    more: Extra,
    says: RegExp,
    pointer = '/sunset',
  ): Promise<void> {
    const { passes, reasons, decision } = await check(schema, more);
    expect(passes).toBe(false);
    expect(reasons.join()).toMatch(says);
    expect(decision).toMatchObject({ outcome: 'refused', code: 'notice-too-short' });
    const refused = await publish(schema, more).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({
      code: 'notice-too-short',
      message: expect.stringMatching(says),
      errors: [{ pointer }],
    });
  }

  it('is not undercut by removing the field with an earlier date', async () => {
    await expectRefused(GONE, { sunset: '2026-12-20' }, /2026-12-20 is too soon: readers were told 2027-06-01/);
    expect((await check(GONE, { sunset: '2026-12-20' })).minimum?.earliest).toBe('2027-06-01');
  });

  it('dates the removal that names none', async () => {
    const checked = await check(GONE);
    expect(checked).toMatchObject({ passes: true, notes: ['readers were told 2027-06-01: it waits for that day'] });
    expect(checked.affected).toMatchObject([{ deadline: '2027-06-01' }]);
    const { version, migrations } = await publish(GONE);
    expect(version.status).toBe('proposed');
    expect(migrations).toMatchObject([{ concern: 'breaking', deadline: '2027-06-01' }]);
  });

  describe('of a field that nobody read then', () => {
    const goes = transaction({
      category: { type: 'integer', deprecated: true, 'x-sunset': '2027-06-01' },
      amount: { type: 'number', deprecated: true, 'x-sunset': '2027-03-01' },
    });

    it('is told to whoever comes to read it, before the field goes without another word', async () => {
      const { announcementId = '' } = await publish(goes);
      expect(await world.store.find('announcement', { id: announcementId })).toMatchObject({ status: 'closed' });
      world.clock.advance({ days: 3 });
      await world.subscribe('pricing', ['/amount']);
      expect(await world.migrations(announcementId)).toMatchObject([
        { consumer: 'pricing', concern: 'deprecation', deadline: '2027-03-01' },
      ]);
      expect((await world.told(announcementId)).map(({ team }) => team)).toContain('pricing-team');
    });
    it('is nothing to whoever comes to read something else', async () => {
      const { announcementId = '' } = await publish(goes);
      await world.subscribe('pricing', ['/id']);
      expect(await world.migrations(announcementId)).toEqual([]);
    });
  });

  describe('and put off for one model', () => {
    beforeEach(async () => {
      const { items } = await world.store.listAnnouncementsOfSubject(SUBJECT, { limit: 1 });
      const about = { announcement: items[0]?.id ?? '', consumers: ['fraud'] };
      const answer = { answer: 'extend', until: '2027-08-01', reason: 'retraining takes until July' } as const;
      await answerMigrations({ ...about, answer, principal: reader('fraud-team') }, world);
      await answerMigrations({ ...about, answer: { answer: 'grant' }, principal: producer }, world);
    });

    it('keeps the field until the day that this model was granted', async () => {
      world.clock.set('2027-06-05T09:00:00.000Z');
      expect((await check(GONE)).notes).toContain('readers were told 2027-08-01: it waits for that day');
      const { version, migrations } = await publish(GONE);
      expect(version.status).toBe('proposed');
      expect(migrations).toMatchObject([{ consumer: 'fraud', deadline: '2027-08-01' }]);
    });
    it('lets it go at once when that day is over, or once the model has migrated', async () => {
      world.clock.set('2027-08-03T09:00:00.000Z');
      expect((await check(GONE)).decision).toMatchObject({ status: 'active', sunsetPassed: true });
      world.clock.set('2027-06-05T09:00:00.000Z');
      const { items } = await world.store.listAnnouncementsOfSubject(SUBJECT, { limit: 1 });
      const about = { announcement: items[0]?.id ?? '', consumers: ['fraud'], principal: reader('fraud-team') };
      await answerMigrations({ ...about, answer: { answer: 'migrated' } }, world);
      expect((await check(GONE)).decision).toMatchObject({ status: 'active', sunsetPassed: true });
    });
    it('gives no more time for what a proposal takes away already: that has a date of its own', async () => {
      world.clock.set('2027-06-05T09:00:00.000Z');
      const [first] = (await world.store.listAnnouncementsOfSubject(SUBJECT, { limit: 1 })).items;
      const { version, announcementId = '' } = await publish(GONE);
      expect(version.status).toBe('proposed');
      const more = { answer: 'extend', until: '2027-10-01', reason: 'retraining takes longer' } as const;
      const ask = async (announcement: string) =>
        await answerMigrations(
          { announcement, consumers: ['fraud'], answer: more, principal: reader('fraud-team') },
          world,
        );
      expect(await ask(first?.id ?? '')).toMatchObject([
        { outcome: 'refused', because: expect.stringContaining(`ask there, announcement ${announcementId}`) },
      ]);
      expect(await ask(announcementId)).toMatchObject([{ outcome: 'moved' }]);
    });
    it('may still be told to all as a day in between', async () => {
      expect((await check(marked('2027-06-20'))).decision).toMatchObject({ outcome: 'accepted' });
    });
  });

  describe('once its day is over', () => {
    const liveOver = async () => {
      const { items } = await world.store.listAnnouncementsOfSubject(SUBJECT, { limit: 1 });
      return await world.migrations(items[0]?.id ?? '');
    };
    beforeEach(() => world.clock.set('2027-06-03T09:00:00.000Z'));

    it('lets the field go at once, and tells whoever reads it still that this breaks now, day by day', async () => {
      const { version, migrations } = await publish(GONE);
      expect(version.status).toBe('active');
      expect(migrations).toMatchObject([
        { consumer: 'fraud', verdict: 'breaking', exposure: { since: '2027-06-03T09:00:00.000Z', days: 0 } },
      ]);
      world.clock.set('2027-06-04T10:00:00.000Z');
      await sweepDeadlines(world);
      const [{ announcementId = '' } = {}] = await liveOver();
      expect((await world.told(announcementId)).map(({ kind }) => kind)).toContain('exposed');
    });
    it('tells nobody anything where no model reads it any more', async () => {
      await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('fraud-team') }, world);
      await world.subscribe('churn', ['/amount']);
      expect(await publish(GONE)).toMatchObject({ version: { status: 'active' }, migrations: [] });
    });
    it('is over for its readers where the field comes back', async () => {
      await publish(GONE);
      const [{ announcementId = '' } = {}] = await liveOver();
      await publish(transaction());
      await world.planAll(announcementId);
      expect(await world.store.find('announcement', { id: announcementId })).toMatchObject({ status: 'withdrawn' });
    });
  });

  it('waits also where breaks go live at once', async () => {
    await putSubjectPolicy({ subject: SUBJECT, policy: { onBreaking: 'announce' }, principal: producer }, world);
    expect((await publish(GONE)).version.status).toBe('proposed');
  });

  it('moves later by a date that the producer asks for', async () => {
    const { migrations } = await publish(GONE, { sunset: '2027-08-02' });
    expect(migrations).toMatchObject([{ deadline: '2027-08-02' }]);
  });

  it('is broken by an emergency alone, which is told', async () => {
    const { version, migrations } = await publish(GONE, { sunset: '2026-12-01', ...EMERGENCY });
    expect(version.status).toBe('proposed');
    expect(migrations).toMatchObject([{ deadline: '2026-12-01' }]);
    const announcement = world.store.all('announcement').find(({ version: of }) => of === version.version);
    expect(announcement?.emergency).toBeDefined();
    expect(await world.told(announcement?.id ?? '')).not.toEqual([]);
  });

  it.each([
    ['earlier', '2026-12-20'],
    ['to a moment within its day', '2027-06-01T10:00:00Z'],
  ])('does not move %s in a new version', async (_, sunset) => {
    await expectRefused(
      marked(sunset),
      {},
      /\/category is brought forward: its readers were told 2027-06-01/,
      `${FIELD}/x-sunset`,
    );
    const { migrations } = await publish(marked(sunset), EMERGENCY);
    expect(migrations).toHaveLength(1);
  });

  it('is not taken away while the field is deprecated', async () => {
    const undated = transaction({ category: { type: 'integer', deprecated: true } });
    await expectRefused(undated, {}, /\/category is brought forward/, `${FIELD}/x-sunset`);
  });

  it('holds although the deprecation was called off, and comes back', async () => {
    await publish(transaction({ category: { type: 'integer', description: 'the merchant’s' } }));
    await expectRefused(marked('2026-12-20'), {}, /its readers were told 2027-06-01/, `${FIELD}/deprecated`);
    await expectRefused(GONE, { sunset: '2026-12-20' }, /readers were told 2027-06-01/);
  });

  it('opens nothing where its date is only spelt otherwise', async () => {
    await publish(marked('2027-07-01T15:00:00Z'));
    expect((await publish(marked('2027-07-01T17:00:00+02:00'))).announcementId).toBeUndefined();
  });

  it.each([
    ['soon', '"soon"'],
    ['2027-02-30', '"2027-02-30"'],
    ['Tue, 01 Jun 2027 12:00:00 GMT', '"Tue, 01 Jun 2027 12:00:00 GMT"'],
    ['2027-06-01T10:00:00', '"2027-06-01T10:00:00"'],
    [20270601, 'a value of type'],
  ])('cannot be %s: the form is said, by check and publish alike', async (sunset, shown) => {
    for (const more of [{}, { allowUnknown: true }])
      for (const act of [check, publish])
        await expect(act(marked(sunset), more)).rejects.toMatchObject({
          code: 'invalid-schema',
          message: expect.stringMatching(
            new RegExp(`/schema/properties/category/x-sunset: ${shown}.*is not a date; write a day as 2026-12-08`),
          ),
        });
    expect(world.store.all('migration')).toHaveLength(1);
  });

  it('is the same to check and publish on the day itself, and after it', async () => {
    for (const now of ['2027-06-01T12:00:00.000Z', '2027-06-02T11:59:59.000Z']) {
      world.clock.set(now);
      const { notes, ...checked } = await check(GONE);
      expect(checked).toMatchObject({ passes: true, decision: { status: 'proposed' } });
      expect(notes.join()).toMatch(
        /^readers were told 2027-06-01: after that day it goes live at once, published now it waits until 2027-06-1[56]/,
      );
    }
    world.clock.set('2027-06-02T12:00:00.000Z');
    expect(await check(GONE)).toMatchObject({
      passes: true,
      decision: { status: 'active' },
      notes: [
        'what goes was deprecated, and its sunset has passed: its readers were told',
        'fraud would break at once, and hear of it',
      ],
    });
    expect((await publish(GONE)).version.status).toBe('active');
  });

  it('binds nobody who has no readers', async () => {
    const alone = new World();
    await alone.grant();
    await alone.publish(transaction());
    await alone.publish(marked('2027-06-01'));
    expect(await alone.publish(GONE)).toMatchObject({ version: { status: 'active' } });
  });
});

describe('a field that was deprecated while nobody subscribed', () => {
  it('is announced when it goes, though its sunset has passed: its reader was told nothing', async () => {
    const world = new World();
    await world.grant();
    await world.publish(marked('2026-11-21'));
    await world.subscribe('fraud', ['/category']);
    world.clock.set('2026-12-01T09:00:00.000Z');
    const { decision } = await checkSchema(
      { subject: SUBJECT, against: 'head', schema: GONE, principal: producer },
      world,
    );
    expect(decision).toMatchObject({ outcome: 'accepted', status: 'proposed', announce: 'breaking' });
    expect(decision).not.toHaveProperty('sunsetPassed');
    const done = await world.publish(GONE);
    if (done.outcome !== 'created' || !done.announcementId) throw new Error('nothing was announced');
    await world.planAll(done.announcementId);
    expect(await world.migrations(done.announcementId)).toMatchObject([{ consumer: 'fraud', concern: 'breaking' }]);
  });
});

describe('the date of a proposal that waits', () => {
  it('is not undercut by publishing the same again, or more of it', async () => {
    const world = new World();
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    const text = { category: { type: 'string' } };
    const first = await world.publish(transaction(text), { sunset: '2027-06-01' });
    await world.planAll(first.outcome === 'created' ? first.announcementId : undefined);
    const again = transaction({ ...text, note: { type: 'string' } }, ['id', 'amount', 'category']);
    await expect(world.publish(again, { sunset: '2026-12-20' })).rejects.toMatchObject({ code: 'notice-too-short' });
    const other = transaction({ category: { type: 'boolean' } });
    await expect(world.publish(other, { sunset: '2026-12-20' })).rejects.toMatchObject({ code: 'notice-too-short' });
    const done = await world.publish(other);
    if (done.outcome !== 'created' || !done.announcementId) throw new Error('nothing was announced');
    await world.planAll(done.announcementId);
    expect(await world.migrations(done.announcementId)).toMatchObject([{ deadline: '2027-06-01' }]);
  });
});
