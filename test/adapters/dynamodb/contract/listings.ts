import { describe, expect, it } from 'vitest';
import type { Page, PageOf, Store, Write } from '../../../../lib/application/ports/store.ts';
import { announcementDeliveryId, digestDeliveryId } from '../../../../lib/domain/notification/plan/delivery-id.ts';
import * as samples from '../samples.ts';

const { ANNOUNCEMENT_ID, AT, SUBJECT } = samples;
type Put = Parameters<Store['ensure']>[0][number];
const DIGEST = { team: 'fraud-ml', channel: { kind: 'sns' } } as const;
type ListPage = (page: Page) => Promise<PageOf<object>>;

interface Case {
  readonly name: string;
  /** The entity at that place of the listing, and its neighbours that must not show up. */
  readonly puts: (index: number) => Put;
  readonly others: readonly Put[];
  readonly list: (store: Store) => ListPage;
  readonly newestFirst?: boolean;
}

// Of unequal lengths and with every character that names have, in the order in which a list shows them.
const NAMES = ['a', 'a-b', 'a.b', 'a0', 'a_b', 'ab', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'z9'];
const FIRST = {
  announcementId: ANNOUNCEMENT_ID,
  kind: 'announced',
  channel: { kind: 'sns' },
  team: 'fraud-ml',
} as const;
const nameOf = (index: number): string => NAMES[index] ?? '';
const ulidOf = (index: number): string => `01KAJ${String(index).padStart(21, '0')}`;
const token = {
  secretHash: 'x',
  verbs: ['read'],
  description: '',
  createdBy: 'b',
  createdAt: AT,
  expiresAt: AT,
  revision: 1,
} as const;

const CASES: readonly Case[] = [
  {
    name: 'subjects',
    puts: (index) => ({ put: 'subject', item: samples.subject({ name: nameOf(index) }) }),
    others: [{ put: 'consumer', item: samples.consumer() }],
    list: (store) => (page) => store.listSubjects(page),
  },
  {
    name: 'versions of a subject',
    puts: (index) => ({ put: 'version', item: samples.version({ version: index * 7 + 1 }) }),
    others: [
      { put: 'subject', item: samples.subject() },
      { put: 'version', item: samples.version({ subject: `${SUBJECT}s` }) },
      { put: 'fingerprint', item: { subject: SUBJECT, fingerprint: 'ff', version: 1 } },
      { put: 'schema', item: { subject: SUBJECT, version: 1, canonical: 'true' } },
    ],
    list: (store) => (page) => store.listVersions(SUBJECT, page),
    newestFirst: true,
  },
  {
    name: 'consumers',
    puts: (index) => ({ put: 'consumer', item: samples.consumer({ name: nameOf(index) }) }),
    others: [{ put: 'subject', item: samples.subject() }],
    list: (store) => (page) => store.listConsumers(page),
  },
  {
    name: 'subscriptions of a subject',
    puts: (index) => ({ put: 'subscription', item: samples.subscription({ consumer: nameOf(index) }) }),
    others: [{ put: 'subscription', item: samples.subscription({ subject: 'payments' }) }],
    list: (store) => (page) => store.listSubscriptionsOfSubject(SUBJECT, page),
  },
  {
    name: 'subscriptions of a consumer',
    puts: (index) => ({ put: 'subscription', item: samples.subscription({ subject: nameOf(index) }) }),
    others: [
      { put: 'subscription', item: samples.subscription({ consumer: 'fraud-2' }) },
      { put: 'migration', item: samples.migration() },
    ],
    list: (store) => (page) => store.listSubscriptionsOfConsumer('fraud', page),
  },
  {
    name: 'announcements of a subject',
    puts: (index) => ({ put: 'announcement', item: samples.announcement({ id: ulidOf(index) }) }),
    others: [{ put: 'announcement', item: samples.announcement({ subject: 'payments' }) }],
    list: (store) => (page) => store.listAnnouncementsOfSubject(SUBJECT, page),
    newestFirst: true,
  },
  {
    name: 'approvals of a subject',
    puts: (index) => ({
      put: 'approval',
      item: samples.approval({ change: `0123456789${10 + Math.floor(index / 4)}`, consumer: nameOf(index) }),
    }),
    others: [
      { put: 'approval', item: samples.approval({ subject: 'payments' }) },
      { put: 'version', item: samples.version() },
    ],
    list: (store) => (page) => store.listApprovalsOfSubject(SUBJECT, page),
  },
  {
    name: 'migrations of an announcement',
    puts: (index) => ({
      put: 'migration',
      item: samples.migration({ team: nameOf(Math.floor(index / 4)), consumer: nameOf(index) }),
    }),
    others: [
      { put: 'announcement', item: samples.announcement() },
      { put: 'delivery', item: samples.delivery() },
      { put: 'migration', item: samples.migration({ announcementId: ulidOf(1) }) },
    ],
    list: (store) => (page) => store.listMigrationsOfAnnouncement(ANNOUNCEMENT_ID, page),
  },
  {
    name: 'migrations of an announcement and a team',
    puts: (index) => ({ put: 'migration', item: samples.migration({ team: 'fraud', consumer: nameOf(index) }) }),
    others: ['frau', 'fraud-ml', 'fraud.b'].map((team) => ({ put: 'migration', item: samples.migration({ team }) })),
    list: (store) => (page) => store.listMigrationsOfAnnouncement(ANNOUNCEMENT_ID, page, 'fraud'),
  },
  {
    name: 'migrations of a consumer',
    puts: (index) => ({ put: 'migration', item: samples.migration({ announcementId: ulidOf(index) }) }),
    others: [
      { put: 'migration', item: samples.migration({ consumer: 'fraud-2' }) },
      { put: 'subscription', item: samples.subscription() },
    ],
    list: (store) => (page) => store.listMigrationsOfConsumer('fraud', page),
    newestFirst: true,
  },
  {
    name: 'deliveries of an announcement',
    puts: (index) => ({
      put: 'delivery',
      item: samples.delivery({ id: deliveryIdOf(ANNOUNCEMENT_ID, nameOf(index)) }),
    }),
    others: [
      { put: 'delivery', item: samples.delivery({ id: deliveryIdOf(ulidOf(1), 'a') }) },
      { put: 'migration', item: samples.migration() },
    ],
    list: (store) => (page) => store.listDeliveriesOfAnnouncement(ANNOUNCEMENT_ID, page),
  },
  {
    name: 'deliveries of an announcement whose ids go on alike',
    puts: (index) => ({
      put: 'delivery',
      item: samples.delivery({ id: deliveryIdOf(ANNOUNCEMENT_ID, nameOf(index)) }),
    }),
    others: [
      {
        put: 'delivery',
        item: samples.delivery({
          id: announcementDeliveryId({ ...FIRST, channel: { kind: 'slack', channel: '#fraud' } }),
        }),
      },
      { put: 'delivery', item: samples.delivery({ id: announcementDeliveryId({ ...FIRST, kind: 'reminder' }) }) },
    ],
    list: (store) => (page) => store.listDeliveriesOfAnnouncement(ANNOUNCEMENT_ID, page, 'announced#sns#'),
  },
  {
    name: 'deliveries of a team',
    puts: (index) => ({
      put: 'delivery',
      item: samples.delivery({ id: digestDeliveryId({ ...DIGEST, week: nameOf(index) }) }),
    }),
    others: [
      {
        put: 'delivery',
        item: samples.delivery({ id: digestDeliveryId({ ...DIGEST, team: 'fraud-ml-2', week: 'a' }) }),
      },
      { put: 'delivery', item: samples.delivery() },
    ],
    list: (store) => (page) => store.listDeliveriesOfTeam(DIGEST.team, page),
  },
  {
    name: 'deployments of a consumer',
    puts: (index) => ({ put: 'modelDeployment', item: samples.modelDeployment({ environment: nameOf(index) }) }),
    others: [
      { put: 'consumer', item: samples.consumer() },
      { put: 'modelDeployment', item: samples.modelDeployment({ consumer: 'fraud-2' }) },
    ],
    list: (store) => (page) => store.listDeploymentsOfConsumer('fraud', page),
  },
  {
    name: 'models of an environment',
    puts: (index) => ({ put: 'modelDeployment', item: samples.modelDeployment({ consumer: nameOf(index) }) }),
    others: [
      { put: 'modelDeployment', item: samples.modelDeployment({ environment: 'production-eu' }) },
      { put: 'subjectDeployment', item: samples.subjectDeployment() },
    ],
    list: (store) => (page) => store.listModelDeployments('production', page),
  },
  {
    name: 'subjects of an environment',
    puts: (index) => ({ put: 'subjectDeployment', item: samples.subjectDeployment({ subject: nameOf(index) }) }),
    others: [
      { put: 'subjectDeployment', item: samples.subjectDeployment({ environment: 'production-eu' }) },
      { put: 'modelDeployment', item: samples.modelDeployment() },
    ],
    list: (store) => (page) => store.listSubjectDeployments('production', page),
  },
  {
    name: 'environments',
    puts: (index) => ({ put: 'environment', item: { name: nameOf(index), since: AT, by: 'bootstrap' } }),
    others: [
      { put: 'team', item: { name: 'other', prefixes: [], createdAt: AT, revision: 1 } },
      { put: 'modelDeployment', item: samples.modelDeployment() },
    ],
    list: (store) => (page) => store.listEnvironments(page),
  },
  {
    name: 'teams',
    puts: (index) => ({ put: 'team', item: { name: nameOf(index), prefixes: [], createdAt: AT, revision: 1 } }),
    others: [{ put: 'subject', item: samples.subject() }],
    list: (store) => (page) => store.listTeams(page),
  },
  {
    name: 'identities of a team',
    puts: (index) => ({
      put: 'identity',
      item: { issuer: 'https://a', subject: `repo=${nameOf(index)}`, team: 'payments', verbs: [], revision: 1 },
    }),
    others: [
      { put: 'identity', item: { issuer: 'https://a', subject: 'other', team: 'payments-2', verbs: [], revision: 1 } },
      { put: 'token', item: { ...token, id: ulidOf(1), team: 'payments' } },
    ],
    list: (store) => (page) => store.listIdentitiesOfTeam('payments', page),
  },
  {
    name: 'tokens of a team',
    puts: (index) => ({ put: 'token', item: { ...token, id: ulidOf(index), team: 'payments' } }),
    others: [
      { put: 'token', item: { ...token, id: ulidOf(99), team: 'payment' } },
      { put: 'identity', item: { issuer: 'https://a', subject: 'x', team: 'payments', verbs: [], revision: 1 } },
    ],
    list: (store) => (page) => store.listTokensOfTeam('payments', page),
  },
];

/** Nothing, not base64url, not JSON, JSON of other shapes, of another listing, keys that none has. */
const FORGED = [
  '',
  '%%%',
  ...['a', 'null', '7', '{"0":"a","1":"b"}', '["listing OTHERS#0 "]', '["listing OTHERS#0 ","a"]'].map(encode),
  ...['["listing SUBJECTS#0 ",7]', '["listing SUBJECTS#0 ",""]', '["listing SUBJECTS#0 ","\\uffff"]'].map(encode),
];

function deliveryIdOf(announcementId: string, team: string): string {
  return announcementDeliveryId({ announcementId, kind: 'announced', channel: { kind: 'sns' }, team });
}

export function describeListings(open: () => Promise<Store>): void {
  describe.each(CASES)('the list of $name', ({ puts, others, list, newestFirst }) => {
    const all = NAMES.map((_, index) => puts(index));
    const expected = (newestFirst ? all.toReversed() : all).map(({ item }) => item);

    it('comes whole and in order by pages of any size', async () => {
      const store = await open();
      // Stored in another order than listed.
      await store.ensure([...all.slice(7), ...others, ...all.slice(0, 7).reverse()]);

      for (const limit of [1, 5, NAMES.length - 1, NAMES.length, NAMES.length + 1]) {
        const pages = await readAll(list(store), limit);

        expect(pages.flat(), `pages of ${limit}`).toEqual(expected);
        expect(pages.map((page) => page.length)).toEqual(pageLengths(limit));
      }
    });

    it('is empty where there is nothing', async () => {
      const store = await open();

      expect(await list(store)({ limit: 10 })).toEqual({ items: [] });
    });

    it('refuses a cursor that it did not give', async () => {
      const store = await open();

      for (const cursor of FORGED)
        await expect(list(store)({ limit: 10, cursor }), cursor).rejects.toMatchObject({
          code: 'invalid-request',
          message: expect.stringContaining('cursor'),
        });
    });
  });

  it('goes on behind the last one, even if that one is gone', async () => {
    const store = await open();
    await store.ensure(['a', 'b', 'c'].map((name): Put => ({ put: 'consumer', item: samples.consumer({ name }) })));
    const { nextCursor = '' } = await store.listConsumers({ limit: 2 });
    const removal: Write = {
      delete: 'consumer',
      key: { name: 'b' },
      expect: 'any',
      was: samples.consumer({ name: 'b' }),
    };
    await store.commit([removal], samples.auditEntry());

    const rest = await store.listConsumers({ limit: 2, cursor: nextCursor });

    expect(rest).toMatchObject({ items: [{ name: 'c' }] });
  });

  it('gives no other listing by its cursor', async () => {
    const store = await open();
    await store.ensure(['a', 'b'].map((name): Put => ({ put: 'consumer', item: samples.consumer({ name }) })));
    await store.ensure(['a', 'b'].map((team): Put => ({ put: 'migration', item: samples.migration({ team }) })));
    const consumers = await store.listConsumers({ limit: 1 });
    const migrations = await store.listMigrationsOfAnnouncement(ANNOUNCEMENT_ID, { limit: 1 });
    const versionsBy = (cursor = '') => store.listVersions(SUBJECT, { limit: 1, cursor });
    const teamsBy = (cursor = '') => store.listTeams({ limit: 1, cursor });
    const ofOneTeamBy = (cursor = '') => store.listMigrationsOfAnnouncement(ANNOUNCEMENT_ID, { limit: 1, cursor }, 'b');

    for (const foreign of [
      versionsBy(consumers.nextCursor),
      teamsBy(consumers.nextCursor),
      ofOneTeamBy(migrations.nextCursor),
    ])
      await expect(foreign).rejects.toMatchObject({ code: 'invalid-request' });
  });

  it('shows the audit entries of a scope, newest first', async () => {
    const store = await open();
    const entries = [1, 2, 3, 4, 5].map((index) =>
      samples.auditEntry({
        subject: SUBJECT,
        consumer: index % 2 ? 'fraud' : 'churn',
        announcementId: ulidOf(index),
        team: 'fraud-ml',
      }),
    );
    for (const entry of entries) await store.commit([], entry);
    const newest = entries.toReversed();

    const bySubject = await readAll((page) => store.listAuditEntries({ subject: SUBJECT }, page), 2);
    const byConsumer = await readAll((page) => store.listAuditEntries({ consumer: 'fraud' }, page), 2);
    const byAnnouncement = await readAll((page) => store.listAuditEntries({ announcementId: ulidOf(2) }, page), 2);

    expect(bySubject).toEqual([newest.slice(0, 2), newest.slice(2, 4), newest.slice(4)]);
    expect(byConsumer.flat()).toEqual(newest.filter(({ consumer }) => consumer === 'fraud'));
    expect(byAnnouncement.flat()).toEqual([entries[1]]);
  });
}

export function describeDue(open: () => Promise<Store>): void {
  describe('what is due', () => {
    const moments = Array.from({ length: 30 }, (_, index) => `2026-11-21T10:${String(index).padStart(2, '0')}:00.000Z`);

    it('comes earliest first, up to the moment and the limit', async () => {
      const store = await open();
      const puts = moments.map((dueAt, index): Put => {
        if (index % 3 === 0) return { put: 'announcement', item: samples.announcement({ id: ulidOf(index), dueAt }) };
        if (index % 3 === 1) return { put: 'migration', item: samples.migration({ consumer: `m-${index}`, dueAt }) };
        return { put: 'delivery', item: samples.delivery({ id: deliveryIdOf(ulidOf(index), 'fraud-ml'), dueAt }) };
      });
      await store.ensure([...puts.slice(10), ...puts.slice(0, 10)]);
      const keys = moments.map((dueAt, index) => {
        if (index % 3 === 0) return { kind: 'announcement', key: { id: ulidOf(index) }, dueAt };
        if (index % 3 === 2) return { kind: 'delivery', key: { id: deliveryIdOf(ulidOf(index), 'fraud-ml') }, dueAt };
        const key = { announcementId: ANNOUNCEMENT_ID, team: 'fraud-ml', consumer: `m-${index}` };
        return { kind: 'migration', key, dueAt };
      });

      const inTime = await store.listDue(moments[19] ?? '', 100);
      const few = await store.listDue('2027-01-01T00:00:00.000Z', 7);
      const none = await store.listDue('2026-11-21T09:59:59.999Z', 100);

      expect(inTime).toEqual(keys.slice(0, 20));
      expect(few).toEqual(keys.slice(0, 7));
      expect(none).toEqual([]);
    });

    it('is compared as time, not as text', async () => {
      const store = await open();
      const dueAt = '2026-11-21T11:00:00+02:00';
      await store.ensure([{ put: 'migration', item: samples.migration({ dueAt }) }]);

      const due = await store.listDue('2026-11-21T09:00:00Z', 10);
      const early = await store.listDue('2026-11-21T08:59:59Z', 10);

      expect(due).toMatchObject([{ kind: 'migration', dueAt: '2026-11-21T09:00:00.000Z' }]);
      expect(early).toEqual([]);
    });

    it('names a digest by its own id, though it lies with its team', async () => {
      const store = await open();
      const id = digestDeliveryId({ team: 'fraud/ml', channel: { kind: 'slack', channel: '#a/b' }, week: '2026-W48' });
      const digest = samples.digest({ id, team: 'fraud/ml' });
      await store.ensure([{ put: 'delivery', item: digest }]);

      expect(await store.listDue('2026-11-23T09:00:00.000Z', 10)).toEqual([
        { kind: 'delivery', key: { id }, dueAt: digest.dueAt },
      ]);
      expect(await store.find('delivery', { id })).toEqual(digest);
    });

    it('no longer holds what was put without a moment or deleted', async () => {
      const store = await open();
      const dueAt = moments[0] ?? '';
      await store.ensure([
        { put: 'announcement', item: samples.announcement({ dueAt }) },
        { put: 'migration', item: samples.migration({ dueAt }) },
      ]);

      await store.update('announcement', samples.announcement({ revision: 2 }), 1);
      await store.commit(
        [{ delete: 'migration', key: samples.migration(), expect: 1, was: samples.migration({ dueAt }) }],
        samples.auditEntry(),
      );

      expect(await store.listDue(dueAt, 10)).toEqual([]);
    });
  });
}

async function readAll<T>(list: (page: Page) => Promise<PageOf<T>>, limit: number): Promise<T[][]> {
  const pages: T[][] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await list(cursor === undefined ? { limit } : { limit, cursor });
    pages.push([...items]);
    cursor = nextCursor;
  } while (cursor !== undefined);
  return pages;
}

const pageLengths = (limit: number): number[] =>
  Array.from({ length: Math.ceil(NAMES.length / limit) }, (_, index) => Math.min(limit, NAMES.length - index * limit));

function encode(text: string): string {
  return Buffer.from(text).toString('base64url');
}
