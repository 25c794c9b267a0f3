import { describe, expect, it } from 'vitest';
import type { Store, Write } from '../../../../lib/application/ports/store.ts';
import * as samples from '../samples.ts';

const { SUBJECT } = samples;
const KEY = { name: SUBJECT };
const FIRST = samples.subject();
const SECOND = samples.subject({ revision: 2, latest: 2 });

/** Each against a subject at revision 1, then against none at all. */
const EXPECTATIONS: readonly (readonly [string, Write, 'committed' | 'lost', 'committed' | 'lost'])[] = [
  ['a put of something new', { put: 'subject', item: SECOND, expect: 'absent' }, 'lost', 'committed'],
  ['a put at the revision that was read', { put: 'subject', item: SECOND, expect: 1, was: FIRST }, 'committed', 'lost'],
  ['a put at a revision that passed', { put: 'subject', item: SECOND, expect: 0, was: FIRST }, 'lost', 'lost'],
  ['a put at a revision yet to come', { put: 'subject', item: SECOND, expect: 2, was: FIRST }, 'lost', 'lost'],
  ['a put whatever was there', { put: 'subject', item: SECOND, expect: 'any' }, 'committed', 'committed'],
  ['a check for absence', { check: 'subject', key: KEY, expect: 'absent' }, 'lost', 'committed'],
  ['a check of the revision', { check: 'subject', key: KEY, expect: 1 }, 'committed', 'lost'],
  ['a check of another revision', { check: 'subject', key: KEY, expect: 2 }, 'lost', 'lost'],
  ['a check of nothing', { check: 'subject', key: KEY, expect: 'any' }, 'committed', 'committed'],
  ['a delete at the revision', { delete: 'subject', key: KEY, expect: 1, was: FIRST }, 'committed', 'lost'],
  ['a delete at another revision', { delete: 'subject', key: KEY, expect: 7, was: FIRST }, 'lost', 'lost'],
  ['a delete whatever was there', { delete: 'subject', key: KEY, expect: 'any', was: FIRST }, 'committed', 'committed'],
];

export function describeExpectations(open: () => Promise<Store>): void {
  describe('a transaction', () => {
    it.each(EXPECTATIONS)('with %s is judged by what is there', async (_case, write, onPresent, onAbsent) => {
      const [present, absent] = await Promise.all([open(), open()]);
      await present.commit([{ put: 'subject', item: samples.subject(), expect: 'absent' }], samples.auditEntry());
      const beside: Write = { put: 'prefix', item: { prefix: 'payments', team: 'payments' }, expect: 'absent' };

      const outcomes = [
        await present.commit([beside, write], samples.auditEntry({ subject: SUBJECT })),
        await absent.commit([beside, write], samples.auditEntry({ subject: SUBJECT })),
      ];

      expect(outcomes).toEqual([onPresent, onAbsent]);
      for (const [store, outcome] of [
        [present, onPresent],
        [absent, onAbsent],
      ] as const) {
        const entries = await store.listAuditEntries({ subject: SUBJECT }, { limit: 10 });
        expect(await store.find('prefix', { prefix: 'payments' })).toEqual(
          outcome === 'lost' ? undefined : beside.item,
        );
        expect(entries.items).toHaveLength(outcome === 'lost' ? 0 : 1);
      }
    });

    it('writes and deletes what it says', async () => {
      const store = await open();
      await store.commit([{ put: 'subject', item: samples.subject(), expect: 'absent' }], samples.auditEntry());
      await store.commit([{ put: 'subject', item: SECOND, expect: 1, was: FIRST }], samples.auditEntry());
      const written = await store.find('subject', KEY);

      await store.commit([{ delete: 'subject', key: KEY, expect: 2, was: SECOND }], samples.auditEntry());

      expect(written).toEqual(SECOND);
      expect(await store.find('subject', KEY)).toBeUndefined();
      expect((await store.listSubjects({ limit: 10 })).items).toEqual([]);
    });

    it('without writes still tells the audit trail', async () => {
      const store = await open();
      const entry = samples.auditEntry({ consumer: 'fraud' });

      const outcome = await store.commit([], entry);

      expect(outcome).toBe('committed');
      expect((await store.listAuditEntries({ consumer: 'fraud' }, { limit: 10 })).items).toEqual([entry]);
    });

    it('never changes an audit entry', async () => {
      const store = await open();
      const entry = samples.auditEntry({ subject: SUBJECT, detail: { deep: { list: [1, 'two', null] } } });
      await store.commit([], entry);

      const outcome = await store.commit([{ put: 'subject', item: samples.subject(), expect: 'absent' }], {
        ...entry,
        principal: 'someone else',
      });

      expect(outcome).toBe('lost');
      expect(await store.find('subject', KEY)).toBeUndefined();
      expect((await store.listAuditEntries({ subject: SUBJECT }, { limit: 10 })).items).toEqual([entry]);
    });

    it('takes 100 writes with the audit entry and says so of more', async () => {
      const store = await open();
      const writes = (count: number): Write[] =>
        Array.from({ length: count }, (_, index) => ({
          put: 'prefix',
          item: { prefix: `p${index}`, team: 'payments' },
          expect: 'any',
        }));

      const most = await store.commit(writes(99), samples.auditEntry());
      const more = store.commit(writes(100), samples.auditEntry());

      await expect(more).rejects.toMatchObject({ code: 'too-large' });
      expect(most).toBe('committed');
    });

    it('writes several audit entries with it, or none where one of them is there already', async () => {
      const store = await open();
      const [first, second] = [samples.auditEntry({ subject: SUBJECT }), samples.auditEntry({ subject: SUBJECT })];
      const put = (name: string): Write => ({ put: 'subject', item: samples.subject({ name }), expect: 'absent' });

      expect(await store.commit([put('a')], [first, second])).toBe('committed');
      expect(await store.commit([put('b')], [samples.auditEntry({ subject: SUBJECT }), second])).toBe('lost');

      const { items } = await store.listAuditEntries({ subject: SUBJECT }, { limit: 10 });
      expect(items.map(({ id }) => id)).toEqual([second.id, first.id]);
      expect(await store.find('subject', { name: 'b' })).toBeUndefined();
    });

    it('refuses two writes of one item', async () => {
      const store = await open();
      const put: Write = { put: 'subject', item: samples.subject(), expect: 'absent' };

      await expect(
        store.commit([put, { check: 'subject', key: KEY, expect: 'absent' }], samples.auditEntry()),
      ).rejects.toThrow();
      expect(await store.find('subject', KEY)).toBeUndefined();
    });
  });

  describe('bookkeeping', () => {
    it('puts what does not exist and leaves what does', async () => {
      const store = await open();
      const items = Array.from({ length: 25 }, (_, index) => samples.migration({ consumer: `model-${index}` }));
      const progressed = samples.migration({ consumer: 'model-3', revision: 5 });
      await store.commit([{ put: 'migration', item: progressed, expect: 'absent' }], samples.auditEntry());

      for (let times = 0; times < 2; times++) await store.ensure(items.map((item) => ({ put: 'migration', item })));

      const { items: found } = await store.listMigrationsOfAnnouncement(samples.ANNOUNCEMENT_ID, { limit: 100 });
      expect(found).toHaveLength(25);
      expect(found.filter(({ revision }) => revision === 5)).toEqual([progressed]);
    });

    it.each([
      ['at the revision that was read', 1, 'committed'],
      ['at another', 2, 'lost'],
      ['as something new', 'absent', 'lost'],
      ['whatever was there', 'any', 'committed'],
    ] as const)('updates one item %s', async (_case, expectation, expected) => {
      const store = await open();
      await store.ensure([{ put: 'delivery', item: samples.delivery() }]);
      const next = samples.delivery({ status: 'sent', receipt: { channelId: 'C1', ts: '1.2' }, revision: 2 });

      const outcome = await store.update('delivery', next, expectation);

      expect(outcome).toBe(expected);
      expect((await store.find('delivery', next))?.status).toBe(expected === 'committed' ? 'sent' : 'pending');
    });

    it('makes a digest once, and lets one of two writers add to it', async () => {
      const store = await open();
      const digest = samples.digest();
      const added = samples.digest({ announcementIds: [samples.ANNOUNCEMENT_ID, 'another'], revision: 2 });

      const outcomes = [
        await store.update('delivery', digest, 'absent'),
        await store.update('delivery', digest, 'absent'),
        await store.update('delivery', added, 1),
        await store.update('delivery', { ...added, announcementIds: [] }, 1),
      ];

      expect(outcomes).toEqual(['committed', 'lost', 'committed', 'lost']);
      expect(await store.find('delivery', { id: digest.id })).toEqual(added);
    });
  });
}
