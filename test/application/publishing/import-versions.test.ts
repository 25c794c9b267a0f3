import { beforeEach, describe, expect, it } from 'vitest';
import { producer, SUBJECT, transaction, World } from '../world.ts';

const asString = transaction({ category: { type: 'string' } });
const wider = transaction({ category: { type: 'string' }, note: { type: 'string' } });
const source = { commit: 'a1b2c3', committedAt: '2023-05-04T03:02:01.000Z' };

describe('importing the versions of a history', () => {
  let world: World;
  const importVersion = (schema: typeof asString, more = {}) =>
    world.publish(schema, { import: true, source, ...more });

  beforeEach(async () => {
    world = new World();
    await world.grant();
  });

  it('registers them in the order of their arrival, into a subject that is observed, and says whence they are', async () => {
    await importVersion(transaction());
    const second = await importVersion(asString);

    expect(second).toMatchObject({
      outcome: 'created',
      against: 1,
      subject: { head: 2, latest: 2, imported: 2, observeUntil: '2026-12-20', generation: 0 },
      version: { version: 2, status: 'active', source, publishedAt: '2026-11-20T09:00:00.000Z' },
      comparison: { verdicts: { serving: { verdict: 'breaking' } } },
    });
    expect(await world.store.find('version', { subject: SUBJECT, version: 1 })).toMatchObject({
      status: 'deprecated',
      successor: 2,
    });
  });

  it('tells nobody, also of a break, and is audited as what it is', async () => {
    await importVersion(transaction());
    const { version } = await importVersion(asString);

    expect(version.announcementId).toBeUndefined();
    const due = await world.store.listDue('2099-01-01T00:00:00.000Z', 10);
    // Only that its trial ends is told, to its owner.
    expect(due).toMatchObject([{ kind: 'subject', dueAt: '2026-12-12T12:00:00.000Z' }]);
    expect(world.store.auditEntries.map(({ action }) => action)).toEqual(['version.imported', 'version.imported']);
    expect(world.store.auditEntries[1]).toMatchObject({ subject: SUBJECT, detail: { version: 2, ...source } });
  });

  it('answers with the newest version for its content, so that a repeat adds nothing', async () => {
    await importVersion(transaction());

    expect(await importVersion(transaction())).toMatchObject({ outcome: 'unchanged', version: { version: 1 } });
    expect(world.store.auditEntries).toHaveLength(1);
  });

  it.each([
    {
      name: 'was published to',
      prepare: () => world.publish(transaction()),
      says: `v1 of ${SUBJECT} was published and not imported`,
    },
    {
      name: 'was published to after an import',
      prepare: async () => {
        await importVersion(transaction());
        await world.publish(asString);
      },
      says: `v2 of ${SUBJECT} was published and not imported`,
    },
    {
      name: 'has a reader',
      prepare: async () => {
        await importVersion(transaction());
        await world.subscribe('fraud', ['/category']);
      },
      says: 'has 1 subscribed reader, and an import would tell nobody',
    },
    {
      name: 'is observed no more',
      prepare: async () => {
        await importVersion(transaction());
        world.clock.advance({ days: 32 });
      },
      says: 'is observed no more, so its import is over',
    },
  ])('refuses a subject that $name', async ({ prepare, says }) => {
    await prepare();

    await expect(importVersion(wider)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(says),
    });
  });

  it('asks for the same right as a publish', async () => {
    const principal = { ...producer, team: 'orders' };

    await expect(importVersion(transaction(), { principal })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
