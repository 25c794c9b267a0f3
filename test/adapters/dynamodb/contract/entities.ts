import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EntityKind, Keys } from '../../../../lib/application/ports/entities.ts';
import type { Store, Write } from '../../../../lib/application/ports/store.ts';
import { registeredDeliveryId } from '../../../../lib/domain/notification/plan/delivery-id.ts';
import { canonicalJson } from '../../../../lib/domain/schema/canonical.ts';
import { ExactNumber, isJsonObject } from '../../../../lib/domain/schema/json.ts';
import * as samples from '../samples.ts';

const { AT, AWKWARD_JSON, SUBJECT } = samples;

type Sample = {
  [K in EntityKind]: { readonly put: K; readonly item: Extract<Write, { put: K }>['item']; readonly key: Keys[K] };
}[EntityKind];

const SAMPLES: readonly Sample[] = [
  { put: 'subject', item: samples.subject(), key: { name: SUBJECT } },
  { put: 'version', item: samples.version(), key: { subject: SUBJECT, version: 1 } },
  {
    put: 'schema',
    item: { subject: SUBJECT, version: 1, canonical: '{"title":"Überweisung 💳"}' },
    key: { subject: SUBJECT, version: 1 },
  },
  {
    put: 'fingerprint',
    item: { subject: SUBJECT, fingerprint: 'ab'.repeat(32), version: 1 },
    key: { subject: SUBJECT, fingerprint: 'ab'.repeat(32) },
  },
  { put: 'consumer', item: samples.consumer(), key: { name: 'fraud' } },
  { put: 'subscription', item: samples.subscription(), key: { consumer: 'fraud', subject: SUBJECT } },
  { put: 'announcement', item: samples.announcement(), key: { id: samples.ANNOUNCEMENT_ID } },
  {
    put: 'migration',
    item: samples.migration(),
    key: { announcementId: samples.ANNOUNCEMENT_ID, team: 'fraud-ml', consumer: 'fraud' },
  },
  { put: 'delivery', item: samples.delivery(), key: { id: samples.delivery().id } },
  {
    put: 'delivery',
    item: samples.delivery({ id: registeredDeliveryId({ subject: SUBJECT, version: 2 }), channel: { kind: 'sns' } }),
    key: { id: registeredDeliveryId({ subject: SUBJECT, version: 2 }) },
  },
  { put: 'delivery', item: samples.digest(), key: { id: samples.digest().id } },
  {
    put: 'modelDeployment',
    item: samples.modelDeployment(),
    key: { consumer: 'fraud', environment: 'production' },
  },
  {
    put: 'subjectDeployment',
    item: samples.subjectDeployment(),
    key: { subject: SUBJECT, environment: 'production' },
  },
  {
    put: 'environment',
    item: { name: 'production', since: AT, by: 'bootstrap' },
    key: { name: 'production' },
  },
  {
    put: 'team',
    item: { name: 'payments', prefixes: ['payments'], createdAt: AT, revision: 1 },
    key: { name: 'payments' },
  },
  { put: 'prefix', item: { prefix: 'payments', team: 'payments' }, key: { prefix: 'payments' } },
  {
    put: 'identity',
    item: {
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repository_id=123456;repository_owner_id=42',
      team: 'payments',
      verbs: ['read', 'publish'],
      revision: 1,
    },
    key: {
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repository_id=123456;repository_owner_id=42',
    },
  },
  {
    put: 'token',
    item: {
      id: '01KAJ0000000000000000000T1',
      secretHash: 'cd'.repeat(32),
      team: 'payments',
      verbs: ['publish'],
      description: '',
      createdBy: 'bootstrap',
      createdAt: AT,
      expiresAt: '2027-11-21T09:00:00.000Z',
      revision: 1,
    },
    key: { id: '01KAJ0000000000000000000T1' },
  },
  {
    put: 'approval',
    item: samples.approval(),
    key: { subject: SUBJECT, change: '0123456789ab', consumer: 'fraud' },
  },
  { put: 'organisation', item: { policy: { staleAfter: 'P30D' }, revision: 1 }, key: {} },
  {
    put: 'watch',
    item: { registry: 'schemas.example.com:8081', after: 'OrderCreated-value', revision: 1 },
    key: { registry: 'schemas.example.com:8081' },
  },
  { put: 'upgrade', item: { engine: 2, round: 'live', after: 'cursor', revision: 3 }, key: {} },
];

export function describeEntities(open: () => Promise<Store>): void {
  describe('an entity', () => {
    it.each(SAMPLES.map((sample) => [sample.put, sample] as const))(
      'of kind %s comes back as it was put',
      async (_kind, sample) => {
        const store = await open();

        const before = await store.find(sample.put, sample.key);
        const outcome = await store.commit([write(sample)], samples.auditEntry());
        const after = await store.find(sample.put, sample.key);

        expect(before).toBeUndefined();
        expect(outcome).toBe('committed');
        expect(after).toEqual(sample.item);
      },
    );

    it('of each kind has a place of its own', async () => {
      const store = await open();

      const outcome = await store.commit(SAMPLES.map(write), samples.auditEntry());
      const found = await Promise.all(SAMPLES.map(({ put, key }) => store.find(put, key)));

      expect(outcome).toBe('committed');
      expect(found).toEqual(SAMPLES.map(({ item }) => item));
    });

    it('keeps the digits of numbers and has names that a prototype would hide', async () => {
      const store = await open();
      await store.commit(
        [{ put: 'subscription', item: samples.subscription(), expect: 'absent' }],
        samples.auditEntry(),
      );
      await store.commit([{ put: 'migration', item: samples.migration(), expect: 'absent' }], samples.auditEntry());

      const subscription = await store.find('subscription', { consumer: 'fraud', subject: SUBJECT });
      const migration = await store.find('migration', {
        announcementId: samples.ANNOUNCEMENT_ID,
        team: 'fraud-ml',
        consumer: 'fraud',
      });

      for (const json of [
        subscription?.expectations,
        subscription?.alreadyBroken?.witness,
        migration?.witness,
        migration?.changes[0]?.after,
      ]) {
        expect(canonicalJson(json ?? null)).toBe(canonicalJson(AWKWARD_JSON));
        expect(isJsonObject(json) && json['amount']).toEqual(new ExactNumber('9007199254740993'));
        expect(isJsonObject(json) && Object.keys(json)).toContain('__proto__');
      }
    });

    it('leaves out what is undefined', async () => {
      const store = await open();
      const bare = { ...samples.consumer(), description: undefined };
      // As untyped code could hand it in.
      const item: unknown = bare;

      await store.commit(
        [{ put: 'consumer', item: item as ReturnType<typeof samples.consumer>, expect: 'absent' }],
        samples.auditEntry(),
      );

      expect(Object.keys((await store.find('consumer', { name: 'fraud' })) ?? {})).not.toContain('description');
    });

    it('is a copy: what its reader does to it changes nothing stored', async () => {
      const store = await open();
      const item = samples.consumer();
      await store.commit([{ put: 'consumer', item, expect: 'absent' }], samples.auditEntry());

      (item.releases as string[]).push('v9');
      const found = await store.find('consumer', { name: 'fraud' });
      (found?.releases as string[] | undefined)?.push('v10');

      expect((await store.find('consumer', { name: 'fraud' }))?.releases).toEqual(['v7', 'v8']);
    });

    it.each([
      ['a team "a" with consumer "b#c" and "a#b" with "c"', ['a', 'b#c'], ['a#b', 'c']],
      ['an escaped and an unescaped name', ['a', 'b%23c'], ['a', 'b#c']],
      ['names that differ in case', ['a', 'b'], ['a', 'B']],
    ])(
      'never collides with another: %s',
      async (_case, [team = '', consumer = ''], [otherTeam = '', otherConsumer = '']) => {
        const store = await open();
        const [one, other] = [
          samples.migration({ team, consumer }),
          samples.migration({ team: otherTeam, consumer: otherConsumer }),
        ];

        await store.ensure([
          { put: 'migration', item: one },
          { put: 'migration', item: other },
        ]);

        expect(await store.find('migration', one)).toEqual(one);
        expect(await store.find('migration', other)).toEqual(other);
      },
    );

    it('of kind delivery refuses an id that was not built', async () => {
      const store = await open();

      for (const id of ['', 'x', '/x', 'PREFIX#p/META', 'ANNOUNCEMENT#/x', 'ANNOUNCEMENT#x/'])
        await expect(store.find('delivery', { id })).rejects.toMatchObject({ code: 'invalid-request' });
    });
  });

  describe('a body', () => {
    it.each([
      ['of 1.5 MB that cannot be compressed', `"${randomBytes(1_125_000).toString('base64')}"`],
      ['of 6 MB that can', `[${'{"type":"string"},'.repeat(330_000)}0]`],
      ['of a few bytes', '{}'],
    ])('%s is put and found whole', async (_case, canonical) => {
      const store = await open();

      const item = { subject: SUBJECT, version: 1, canonical };
      const outcome = await store.commit([{ put: 'schema', item, expect: 'absent' }], samples.auditEntry());
      const found = await store.find('schema', { subject: SUBJECT, version: 1 });

      expect(outcome).toBe('committed');
      expect(found?.canonical === canonical).toBe(true);
    });

    it('is immutable: a second one loses, and none is deleted', async () => {
      const store = await open();
      const key = { subject: SUBJECT, version: 1 };
      await store.commit(
        [{ put: 'schema', item: { ...key, canonical: 'true' }, expect: 'absent' }],
        samples.auditEntry(),
      );

      const outcome = await store.commit(
        [{ put: 'schema', item: { ...key, canonical: 'false' }, expect: 'absent' }],
        samples.auditEntry(),
      );
      const removal = store.commit(
        [{ delete: 'schema', key, expect: 'any', was: { ...key, canonical: 'true' } }],
        samples.auditEntry(),
      );

      await expect(removal).rejects.toThrow('immutable');
      expect(outcome).toBe('lost');
      expect((await store.find('schema', key))?.canonical).toBe('true');
    });
  });
}

function write({ key: _key, ...sample }: Sample): Write {
  return { ...sample, expect: 'absent' };
}
