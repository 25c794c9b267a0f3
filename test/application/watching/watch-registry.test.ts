import { beforeEach, describe, expect, it } from 'vitest';
import { parseIncoming } from '../../../lib/application/publishing/parse-incoming.ts';
import { continueWatch } from '../../../lib/application/watching/continue-watch.ts';
import { OwnRegistry } from '../../../lib/application/watching/register-finding.ts';
import { type WatchRequest, watchRegistry } from '../../../lib/application/watching/watch-registry.ts';
import { RegistryUnreachable, type WatchedRegistry } from '../../../lib/application/watching/watched-registry.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { producer, SUBJECT, transaction, World } from '../world.ts';

const HOST = 'schemas.example.com';
const asString = transaction({ category: { type: 'string' } });
const asBoolean = transaction({ category: { type: 'boolean' } });

/** Another registry in memory: contents by subject, version 1 first; a text is one in another format. */
class OtherRegistry implements WatchedRegistry {
  readonly host = HOST;
  readonly subjects = new Map<string, readonly unknown[]>();
  readonly modes = new Map<string, string>();
  /** Thrown where a subject of that name is read. */
  readonly failures = new Map<string, Error>();

  async listSubjects() {
    return [...this.subjects.keys()].sort();
  }
  async listVersions(subject: string) {
    return (this.subjects.get(subject) ?? []).map((_, at) => at + 1);
  }
  async findVersion(subject: string, wanted: number | 'latest') {
    const failure = this.failures.get(subject);
    if (failure) throw failure;
    const all = this.subjects.get(subject) ?? [];
    const version = wanted === 'latest' ? all.length : wanted;
    const schema = all[version - 1];
    if (schema === undefined) return undefined;
    return {
      version,
      isJsonSchema: typeof schema !== 'string',
      source: { repository: HOST, file: `${subject} version ${version}` },
      load: async () => parseIncoming(fromPlain(schema), { at: '', unknown: 'allowed' }),
    };
  }
  async findCompatibility(subject: string) {
    return this.modes.get(subject);
  }
}

const asWatch = { principal: { ...producer, verbs: ['read', 'publish', 'watch'] } } as const;

describe('a watch over another registry', () => {
  let world: World;
  let there: OtherRegistry;
  const watch = (more: Partial<WatchRequest> = {}) =>
    watchRegistry(
      { renames: new Map(), observe: false, isOver: () => false, maxVersions: 100, ...more },
      { there, here: new OwnRegistry(world, { host: HOST }) },
    );
  const versions = async (subject = SUBJECT) =>
    (await world.store.listVersions(subject, { limit: 100 })).items.map(({ version, status }) => [version, status]);

  beforeEach(async () => {
    world = new World();
    there = new OtherRegistry();
    await world.grant();
  });

  it('begins with what a subject is now, in the name of the team that holds its prefix', async () => {
    there.subjects.set(SUBJECT, [transaction(), asString]);
    there.modes.set(SUBJECT, 'FORWARD');

    const report = await watch();

    expect(report.found).toEqual([{ from: SUBJECT, fromVersion: 2, subject: SUBJECT, version: 1 }]);
    expect(await world.store.find('subject', { name: SUBJECT })).toMatchObject({
      ownerTeam: 'payments',
      head: 1,
      policy: { compatibility: 'FORWARD' },
    });
    expect((await world.store.find('subject', { name: SUBJECT }))?.observeUntil).toBeUndefined();
    expect(world.store.auditEntries[0]).toMatchObject({
      principal: `watch:${HOST}`,
      team: 'payments',
      detail: { foundIn: HOST },
    });
  });

  it.each(['propose', 'announce', 'reject'] as const)(
    'announces a breaking version as live where it was found, though the policy is to %s',
    async (onBreaking) => {
      there.subjects.set(SUBJECT, [transaction()]);
      await watch();
      await world.subscribe('fraud', ['/category']);
      const subject = await world.store.find('subject', { name: SUBJECT });
      if (subject) world.store.seed('subject', { ...subject, policy: { onBreaking } });
      there.subjects.set(SUBJECT, [transaction(), asString]);

      const { found } = await watch();
      await world.planAll(found[0]?.announcementId);

      expect(await versions()).toEqual([
        [2, 'active'],
        [1, 'deprecated'],
      ]);
      const id = found[0]?.announcementId ?? '';
      expect(await world.store.find('announcement', { id })).toMatchObject({
        kind: 'breaking',
        status: 'open',
        live: true,
        foundIn: HOST,
        source: { file: `${SUBJECT} version 2` },
        affected: 1,
      });
      expect(await world.migrations(id)).toMatchObject([{ consumer: 'fraud', state: { name: 'notified' } }]);
    },
  );

  it('registers each version since the last look, oldest first, and repeats nothing', async () => {
    there.subjects.set(SUBJECT, [transaction()]);
    await watch();
    there.subjects.set(SUBJECT, [transaction(), asString, asBoolean]);

    const report = await watch();
    const again = await watch();

    expect(report.found).toMatchObject([
      { fromVersion: 2, version: 2 },
      { fromVersion: 3, version: 3 },
    ]);
    expect(again).toMatchObject({ found: [], failed: [] });
    expect(await versions()).toHaveLength(3);
  });

  it('takes a content that the subject ever had for no news, so that a watch behind another one undoes nothing', async () => {
    await world.publish(transaction());
    await world.publish(asString);
    there.subjects.set(SUBJECT, [transaction()]);

    expect(await watch()).toMatchObject({ found: [] });
    expect(await world.publish(transaction(), { ...asWatch, foundIn: HOST })).toMatchObject({ outcome: 'unchanged' });
    expect(await versions()).toHaveLength(2);
  });

  it('leaves a proposal waiting whose content appears there', async () => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.publish(asString);
    there.subjects.set(SUBJECT, [transaction(), asString]);

    expect(await watch()).toMatchObject({ found: [] });
    expect((await versions())[0]).toEqual([2, 'proposed']);
  });

  it('goes on with the others where one subject cannot be taken over, and says why', async () => {
    there.subjects.set('orders.created', [transaction()]);
    there.subjects.set('payments.broken', [{ type: 'objekt' }]);
    there.subjects.set('payments.Twice', [transaction()]);
    there.subjects.set('payments.twice', [transaction()]);
    there.subjects.set('payments.zebra', [transaction()]);
    there.subjects.set('---', [transaction()]);

    const { found, failed } = await watch();

    expect(found.map(({ subject }) => subject)).toEqual(['payments.zebra']);
    expect(failed.map(({ from, error }) => [from, (error as { code: string }).code])).toEqual([
      ['---', 'invalid-request'],
      ['orders.created', 'forbidden'],
      ['payments.Twice', 'conflict'],
      ['payments.broken', 'invalid-schema'],
      ['payments.twice', 'conflict'],
    ]);
  });

  it('tells the newest version though one before it is not a schema that can be compared', async () => {
    there.subjects.set(SUBJECT, [transaction()]);
    await watch();
    there.subjects.set(SUBJECT, [transaction(), { type: 'objekt' }, 'an older format', asString]);

    const { found, failed } = await watch();

    expect(found).toMatchObject([{ fromVersion: 4, version: 2 }]);
    expect(failed).toMatchObject([{ from: SUBJECT, error: { code: 'invalid-schema' } }]);
  });

  it('names subjects as it is told to, and leaves other formats, deleted and retired ones alone', async () => {
    there.subjects.set('OrderPaid-value', [transaction()]);
    there.subjects.set('clicks-value', ['"string"']);
    there.subjects.set('gone', []);
    there.subjects.set(SUBJECT, [transaction()]);
    await world.publish(transaction());
    const subject = await world.store.find('subject', { name: SUBJECT });
    if (subject) world.store.seed('subject', { ...subject, status: 'retired' });
    there.subjects.set(SUBJECT, [asString]);

    const report = await watch({ renames: new Map([['OrderPaid-value', 'payments.order-paid']]) });

    expect(report).toMatchObject({ subjects: 4, otherFormats: 1, failed: [] });
    expect(report.found).toMatchObject([{ from: 'OrderPaid-value', subject: 'payments.order-paid' }]);
  });

  it('observes new subjects only where it is asked to', async () => {
    there.subjects.set(SUBJECT, [transaction()]);
    await watch({ observe: true });
    await world.subscribe('fraud', ['/category']);
    there.subjects.set(SUBJECT, [transaction(), asString]);

    const { found } = await watch();

    expect(await world.store.find('announcement', { id: found[0]?.announcementId ?? '' })).toMatchObject({
      observed: true,
    });
  });

  it('stops at its bound in the middle of a subject, and the next run begins there', async () => {
    for (const name of ['payments.a', 'payments.b', 'payments.c']) there.subjects.set(name, [transaction()]);
    await watch();
    for (const name of ['payments.a', 'payments.b', 'payments.c'])
      there.subjects.set(name, [transaction(), asString, asBoolean]);

    const first = await watch({ maxVersions: 3 });
    const second = await watch({ maxVersions: 3, after: first.after });

    expect(first.found.map(({ subject, version }) => [subject, version])).toEqual([
      ['payments.a', 2],
      ['payments.a', 3],
      ['payments.b', 2],
    ]);
    expect(first.after).toBe('payments.a');
    expect(second.found.map(({ subject, version }) => [subject, version])).toEqual([
      ['payments.b', 3],
      ['payments.c', 2],
      ['payments.c', 3],
    ]);
  });

  it('keeps the place of a run that had to end, and forgets it with one that came to the end', async () => {
    for (const name of ['payments.a', 'payments.b', 'payments.c']) there.subjects.set(name, [transaction()]);
    const ports = { store: world.store, there, here: new OwnRegistry(world, { host: HOST }) };
    const run = async (maxVersions: number) => {
      const request = { renames: new Map(), observe: false, isOver: () => false, maxVersions };
      const { found } = await continueWatch(request, ports);
      return { found: found.map(({ from }) => from), kept: await world.store.find('watch', { registry: HOST }) };
    };

    expect(await run(2)).toMatchObject({ found: ['payments.a', 'payments.b'], kept: { after: 'payments.b' } });
    const last = await run(2);
    expect(last.found).toEqual(['payments.c']);
    expect(last.kept).toEqual({ registry: HOST, revision: 2 });
    expect((await run(2)).kept).toEqual({ registry: HOST, revision: 2 });
  });

  it('comes round to the subjects before the one that it began behind', async () => {
    for (const name of ['payments.a', 'payments.b']) there.subjects.set(name, [transaction()]);

    const { found, after } = await watch({ after: 'payments.a' });

    expect(found.map(({ subject }) => subject)).toEqual(['payments.b', 'payments.a']);
    expect(after).toBeUndefined();
  });

  it('ends with what it has where the registry goes away, and tries that subject first the next time', async () => {
    for (const name of ['payments.a', 'payments.b', 'payments.c']) there.subjects.set(name, [transaction()]);
    there.failures.set('payments.b', new RegistryUnreachable('it is gone'));

    const report = await watch();

    expect(report.found.map(({ subject }) => subject)).toEqual(['payments.a']);
    expect(report).toMatchObject({ unreachable: { message: 'it is gone' }, after: 'payments.a', failed: [] });
  });

  it('is nobody’s word who only publishes: it would go live whatever was agreed', async () => {
    await expect(world.publish(transaction(), { foundIn: HOST })).rejects.toMatchObject({
      code: 'forbidden',
      extensions: { missingVerb: 'watch' },
    });
    expect(await versions()).toEqual([]);
  });

  it.each([{ import: true }, { sunset: '2027-01-01' }, { emergency: { reason: 'it burns' } }])(
    'is told as it stands: not beside %o',
    async (more) => {
      await expect(world.publish(transaction(), { ...asWatch, foundIn: HOST, ...more })).rejects.toMatchObject({
        code: 'invalid-request',
      });
    },
  );
});
