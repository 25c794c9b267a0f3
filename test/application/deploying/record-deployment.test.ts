import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { loadTeamMessage } from '../../../lib/application/delivering/load-team-message.ts';
import { readGate } from '../../../lib/application/deploying/gate.ts';
import {
  type RecordModelRequest,
  recordModelDeployment,
} from '../../../lib/application/deploying/record-model-deployment.ts';
import { recordVersionDeployment } from '../../../lib/application/deploying/record-version-deployment.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import { subscribe } from '../../../lib/application/subscribing/subscribe.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEXT = { category: { type: 'string' } };
let world: World;
let id: string;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  const published = await world.publish(transaction(TEXT), { sunset: '2026-12-08' });
  id = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(id);
});

const record = async (
  release: string,
  version: number | undefined,
  more: Partial<RecordModelRequest> & { alongside?: boolean } = {},
) => {
  const { alongside = false, ...rest } = more;
  const reads = version === undefined ? [] : [{ subject: SUBJECT, version }];
  const change = { name: 'deployed', reads, alongside } as const;
  const request = { consumer: 'fraud', environment: 'production', release, change, principal: reader('ml'), ...rest };
  return await recordModelDeployment(request, world);
};
const remove = async (release: string, environment = 'production') =>
  await record(release, undefined, { environment, change: { name: 'removed' } });
const deploy = async (version: number, environment = 'production') =>
  await recordVersionDeployment({ subject: SUBJECT, environment, version, principal: producer }, world);
const gate = async (environment = 'production', version = '2') =>
  await readGate({ subject: SUBJECT, version, environment }, world);
const stateOf = async (consumer = 'fraud') =>
  (await world.migrations(id)).find((migration) => migration.consumer === consumer)?.state;
const trainedOn = async () =>
  (await world.store.find('subscription', { consumer: 'fraud', subject: SUBJECT }))?.trainedOn;
const toldOf = async (kind: string) => (await world.told(id)).filter((delivery) => delivery.kind === kind);
const answer = async (name: 'migrated' | 'acknowledge') =>
  await answerMigrations(
    { announcement: id, consumers: ['fraud'], answer: { answer: name }, principal: reader('ml') },
    world,
  );

describe('a recorded release', () => {
  it('that reads the new version proves the migration, and its threads and SNS hear of it', async () => {
    const { outcome, migrations, followed } = await record('v8', 2);
    expect(outcome).toBe('recorded');
    expect(migrations).toMatchObject([{ outcome: 'proven', because: `v8 in production reads ${SUBJECT} v2` }]);
    expect(await stateOf()).toMatchObject({ name: 'migrated', proven: true, by: 'deployment' });
    expect(followed).toEqual([{ subject: SUBJECT, trainedOn: 2, former: 1 }]);
    expect(await trainedOn()).toBe(2);
    expect((await toldOf('answered')).map(({ channel }) => channel.kind)).toEqual(['slack', 'sns']);
    expect(world.store.auditEntries.slice(-3).map(({ action, announcementId }) => [action, announcementId])).toEqual([
      ['deployment.recorded', undefined],
      ['migration.prove', id],
      ['subscription.followed', undefined],
    ]);
  });
  it('that reads a proposal says that the live version now breaks the model', async () => {
    const { notes } = await record('v8', 2);
    expect(notes).toEqual([
      `v8 reads ${SUBJECT} v2, which is not live: v1 is, and its records break the release at /category until v2 is live; ` +
        'deploy it then, or have it read both',
    ]);
    await deploy(2);
    expect((await record('v9', 2)).notes).toEqual([]);
  });
  it('is not undone by a subscription that names the version of before', async () => {
    const again = (version: string) =>
      subscribe(
        {
          ...{
            consumer: 'fraud',
            subject: SUBJECT,
            trainedOn: version,
            reads: [{ pointer: '/category' }],
            strict: false,
          },
          principal: reader('ml'),
        },
        world,
      );
    await record('v8', 2);
    expect(await again('1')).toMatchObject({ outcome: 'unchanged', subscription: { trainedOn: 2, namedVersion: 1 } });
    await deploy(2);
    expect(await again('2')).toMatchObject({ subscription: { trainedOn: 2 } });
    expect((await again('2')).subscription).not.toHaveProperty('namedVersion');
    expect(await again('1')).toMatchObject({ outcome: 'updated', subscription: { trainedOn: 1 } });
  });
  it('is not followed any more once no release reads it', async () => {
    await record('v8', 2);
    await remove('v8');
    const request = { consumer: 'fraud', subject: SUBJECT, trainedOn: '1', reads: [{ pointer: '/category' }] };
    const outcome = await subscribe({ ...request, strict: false, principal: reader('ml') }, world);
    expect(outcome).toMatchObject({ outcome: 'updated', subscription: { trainedOn: 1 } });
  });
  it('names an environment for the first time, and says which ones are like it', async () => {
    expect((await record('v8', 1)).notes).toEqual([]);
    expect((await record('v8', 1, { environment: 'prodution' })).notes).toEqual([
      expect.stringContaining('nothing was recorded in prodution before (nearest: production)'),
    ]);
    expect((await record('v9', 1, { environment: 'prodution' })).notes).toEqual([]);
    expect((await deploy(1, 'producton')).notes).toEqual([
      expect.stringContaining('nothing was recorded in producton'),
    ]);
    const { items } = await world.store.listEnvironments({ limit: 10 });
    expect(items.map(({ name }) => name)).toEqual(['production', 'producton', 'prodution']);
    await remove('v1', 'nowhere');
    expect(await world.store.find('environment', { name: 'nowhere' })).toBeUndefined();
  });
  it('says the same again without writing, and is heard of as alive on another day', async () => {
    await record('v8', 2);
    const entries = world.store.auditEntries.length;
    expect((await record('v8', 2)).outcome).toBe('unchanged');
    expect(world.store.auditEntries).toHaveLength(entries);
    world.clock.advance({ days: 2 });
    await record('v8', 2);
    expect(world.store.auditEntries.at(-1)?.action).toBe('deployment.confirmed');
    expect((await world.store.find('consumer', { name: 'fraud' }))?.lastSeenAt).toBe(world.clock.now());
  });
  it('proves nothing while another environment, or another release beside it, reads the old version', async () => {
    await record('v7', 1, { environment: 'batch' });
    await record('v8', 2);
    expect(await stateOf()).toMatchObject({ name: 'notified' });
    expect(await trainedOn()).toBe(1);
    await remove('v7', 'batch');
    expect(await stateOf()).toMatchObject({ name: 'migrated', proven: true });
    await record('v7', 1, { alongside: true });
    expect(
      (await world.store.find('modelDeployment', { consumer: 'fraud', environment: 'production' }))?.releases,
    ).toHaveLength(2);
    expect(await stateOf()).toMatchObject({ name: 'notified', reopened: expect.stringContaining('v7 in production') });
  });
  it('that reads the old version opens again what was only said, with its date, or overdue behind it', async () => {
    await answer('migrated');
    expect(await stateOf()).toMatchObject({ name: 'migrated', proven: false });
    const { migrations } = await record('v7', 1);
    expect(migrations[0]?.migration).toMatchObject({
      state: { name: 'notified', reopened: `v7 in production reads ${SUBJECT} v1, which v2 breaks at /category` },
      deadline: expect.stringContaining('2026-12-08'),
    });
    await record('v8', 2);
    world.clock.set('2026-12-10T09:00:00.000Z');
    await record('v7', 1);
    expect(await stateOf()).toMatchObject({ name: 'overdue' });
  });
  it('is judged by the engine and not by its number: an older version with the same content proves as well', async () => {
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'not yet', principal: producer }, world);
    await world.publish(transaction({ ...TEXT, note: { type: 'string' } }), { sunset: '2026-12-08' });
    id = (await world.store.find('version', { subject: SUBJECT, version: 3 }))?.announcementId ?? '';
    await world.planAll(id);
    expect(await stateOf()).toMatchObject({ name: 'notified' });
    await record('v8', 2);
    expect(await stateOf()).toMatchObject({ name: 'migrated', proven: true });
  });
  it('that does not say what it reads proves nothing and reopens nothing', async () => {
    await record('v8', 2);
    const { notes } = await record('v9', undefined);
    expect(await stateOf()).toMatchObject({ name: 'migrated', proven: true });
    expect(notes[0]).toContain(`v9 does not say which version of ${SUBJECT} it reads`);
  });
  it('is told which of its fields the version lacks', async () => {
    const published = await world.publish(transaction({ category: undefined }), { sunset: '2026-12-31' });
    await world.planAll((published.outcome === 'created' && published.announcementId) || '');
    const { notes } = await record('v8', 3);
    expect(notes).toEqual([
      `${SUBJECT} v3 has no /category, which fraud is subscribed to read: correct it with forewarn subscribe`,
    ]);
  });
  it('is the word of its own team only, about versions that there are', async () => {
    await expect(record('v8', 2, { principal: reader('growth') })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(record('v8', 9)).rejects.toMatchObject({ code: 'not-found' });
    await expect(record('v8', 2, { environment: 'Prod!' })).rejects.toMatchObject({ code: 'invalid-request' });
  });
  it('waits for readers that are being looked up at this moment, instead of being overlooked by them', async () => {
    const published = await world.publish(transaction({ category: { type: 'boolean' } }), { sunset: '2026-12-31' });
    await expect(record('v8', 3)).rejects.toMatchObject({ code: 'unavailable' });
    await world.planAll((published.outcome === 'created' && published.announcementId) || '');
    expect((await record('v8', 3)).outcome).toBe('recorded');
  });
});

describe('a recording that is cut', () => {
  /** More moves than one transaction takes. */
  const MANY = 30;
  it('leaves the deployment with what fitted; the same recording again moves the rest, and tells of each once', async () => {
    const ids: string[] = [];
    const subjects = Array.from({ length: MANY }, (_, at) => `payments.s${at}`);
    for (const subject of subjects) {
      await world.publish(transaction(), { subject });
      await world.subscribe('fraud', ['/category'], { team: 'ml', request: { subject } });
      const published = await world.publish(transaction(TEXT), { subject, sunset: '2026-12-31' });
      const announced = (published.outcome === 'created' && published.announcementId) || '';
      await world.planAll(announced);
      ids.push(announced);
    }
    const change = {
      name: 'deployed',
      reads: subjects.map((subject) => ({ subject, version: 2 })),
      alongside: false,
    } as const;
    const states = async () =>
      (await Promise.all(ids.map((one) => world.migrations(one))))
        .flat()
        .filter(({ state }) => state.name === 'migrated').length;
    let commits = 0;
    world.store.beforeCommit = () => {
      commits++;
      if (commits === 2) world.store.failure = new Error('the function was killed');
      if (commits === 2) throw new Error('the function was killed');
    };
    await expect(record('v8', undefined, { change })).rejects.toThrow('killed');
    world.store.failure = undefined;
    world.store.beforeCommit = undefined;
    expect(await states()).toBeGreaterThan(0);
    expect(await states()).toBeLessThan(MANY);
    expect(await world.store.find('modelDeployment', { consumer: 'fraud', environment: 'production' })).toBeDefined();
    const { migrations } = await record('v8', undefined, { change });
    expect(migrations).toHaveLength(MANY + 1);
    expect(await states()).toBe(MANY);
    for (const one of ids) expect((await world.told(one)).filter(({ kind }) => kind === 'answered')).toHaveLength(2);
  });
});

describe('a version that its producer deploys', () => {
  it('after its gate opened becomes the head, and its threads are told once that it is live', async () => {
    await record('v8', 2);
    const { effects, deployment } = await deploy(2);
    expect(effects).toEqual(['activated', 'live']);
    expect(deployment).toMatchObject({ version: 2, environment: 'production' });
    expect((await world.store.find('subject', { name: SUBJECT }))?.head).toBe(2);
    expect(await world.store.find('announcement', { id })).toMatchObject({ live: true, liveAt: world.clock.now() });
    await world.planAll(id);
    await world.planAll(id);
    expect((await toldOf('live')).map(({ channel }) => channel.kind)).toEqual(['slack', 'sns']);
    expect(await toldOf('emergency')).toEqual([]);
    expect(await deploy(2)).toMatchObject({ outcome: 'unchanged', willBreak: [], mayBreak: [] });
  });
  it('before its gate is open is a fact and an emergency for those who have not come through', async () => {
    await world.subscribe('churn', ['/category'], { team: 'growth' });
    await record('v8', 2);
    const { effects, blockers, willBreak, mayBreak } = await deploy(2);
    expect(effects).toEqual(['activated', 'emergency']);
    expect(blockers.map(({ consumer }) => consumer)).toEqual(['churn']);
    expect({ willBreak, mayBreak }).toEqual({
      willBreak: [{ consumer: 'churn', team: 'growth', contact: '#growth' }],
      mayBreak: [],
    });
    await world.planAll(id);
    expect((await toldOf('emergency')).map(({ team }) => team)).toEqual(['growth', 'growth']);
    expect((await toldOf('live')).map(({ team }) => team)).toEqual(['ml', 'ml']);
    expect(world.store.auditEntries.find(({ action }) => action === 'version.deployed-as-emergency')).toMatchObject({
      announcementId: id,
      detail: { effects: ['activated', 'emergency'], blockers: [{ consumer: 'churn' }] },
    });
  });
  it('tells again what was untold when its teller was cut off, and nobody twice', async () => {
    await deploy(2);
    expect(await toldOf('emergency')).toEqual([]);
    expect(await world.store.find('announcement', { id })).toMatchObject({
      liveNews: { told: false },
      dueAt: expect.any(String),
    });
    await world.planAll(id);
    await world.planAll(id);
    expect(await toldOf('emergency')).toHaveLength(2);
    expect(await world.store.find('announcement', { id })).toMatchObject({ liveNews: { told: true } });
    expect((await world.store.find('announcement', { id }))?.dueAt).toBeUndefined();
  });
  it('is live news, and no alarm, also to whom it only deprecates a field', async () => {
    await world.subscribe('churn', ['/amount'], { team: 'growth' });
    const goes = { type: 'number', deprecated: true, 'x-sunset': '2027-02-01' };
    const published = await world.publish(transaction({ category: { type: 'boolean' }, amount: goes }));
    const both = (published.outcome === 'created' && published.announcementId) || '';
    await world.planAll(both);
    const kinds = async (team: string) =>
      (await world.told(both))
        .filter((one) => one.team === team && one.channel.kind === 'slack')
        .map(({ kind }) => kind)
        .filter((kind) => kind !== 'announced');
    await deploy(3);
    await world.planAll(both);
    expect(await kinds('growth')).toEqual(['live']);
    expect(await kinds('ml')).toEqual(['emergency']);
    world.clock.advance({ hours: 1 });
    await deploy(1);
    await world.planAll(both);
    expect(await kinds('growth')).toEqual(['live', 'live']);
  });
  it('in an environment that does not count as live is only noted', async () => {
    expect((await deploy(2, 'staging')).effects).toEqual([]);
    expect((await world.store.find('subject', { name: SUBJECT }))?.head).toBe(1);
    expect((await world.store.listSubjectDeployments('staging', { limit: 10 })).items).toHaveLength(1);
  });
  it('while its readers are being looked up tells them of the emergency with the first message', async () => {
    const published = await world.publish(transaction({ category: { type: 'boolean' } }), { sunset: '2026-12-31' });
    id = (published.outcome === 'created' && published.announcementId) || '';
    expect((await deploy(3)).effects).toEqual(['activated', 'emergency']);
    await world.planAll(id);
    expect(await world.store.find('announcement', { id })).toMatchObject({
      status: 'open',
      live: true,
      emergency: { reason: 'v3 was deployed to production before its gate was open' },
    });
    expect(await toldOf('emergency')).toEqual([]);
    expect(await toldOf('announced')).toHaveLength(2);
  });
  it('older than the one that is live takes that back out of production; the head stays and the threads are told', async () => {
    await record('v8', 2);
    await deploy(2);
    await world.planAll(id);
    world.clock.advance({ hours: 1 });
    expect((await deploy(1)).effects).toEqual(['rolled-back']);
    await world.planAll(id);
    expect(await world.store.find('announcement', { id })).toMatchObject({
      live: false,
      liveNews: { kind: 'rolled-back', told: true },
    });
    expect((await world.store.find('subject', { name: SUBJECT }))?.head).toBe(2);
    expect(await toldOf('live')).toHaveLength(4);
    world.clock.advance({ hours: 1 });
    expect((await deploy(2)).effects).toEqual(['live']);
  });
  it('although it was withdrawn alarms those who were told that it does not come', async () => {
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'not yet', principal: producer }, world);
    await world.planAll(id);
    const { effects, notes } = await deploy(2);
    expect(effects).toEqual(['emergency']);
    expect(notes[0]).toContain('had been withdrawn');
    await world.planAll(id);
    expect(await toldOf('emergency')).toHaveLength(2);
  });
  it('tells whoever was alarmed by a withdrawn version that it was taken out again', async () => {
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'not yet', principal: producer }, world);
    await deploy(2);
    await world.planAll(id);
    world.clock.advance({ hours: 1 });
    await deploy(1);
    await world.planAll(id);
    const [told] = (await toldOf('live')).filter(({ audience }) => audience !== 'producer');
    const message = told && (await loadTeamMessage(told, { ...world, registry: { url: 'https://forewarn.example' } }));
    expect(message?.announcement).toMatchObject({ status: 'withdrawn', liveNews: { kind: 'rolled-back' } });
  });
  it('is its owner’s to record', async () => {
    const request = { subject: SUBJECT, environment: 'production', version: 2, principal: reader('ml') };
    await expect(recordVersionDeployment(request, world)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the gate', () => {
  it('is closed by a model that waits, names its date and contact, and opens with the proof', async () => {
    expect(await gate()).toMatchObject({
      gate: 'closed',
      models: [{ consumer: 'fraud', blocks: true, because: 'waits', contact: '#ml', state: { name: 'notified' } }],
    });
    await record('v8', 2);
    expect(await gate()).toMatchObject({ gate: 'open', models: [{ because: 'migrated' }] });
  });
  it('lets pass on a word alone, and says that it is only that', async () => {
    await answer('migrated');
    expect(await gate()).toMatchObject({
      gate: 'open',
      models: [{ because: 'says-migrated', detail: expect.stringContaining('no deployment proves it') }],
    });
  });
  it('counts a model that never recorded a deployment as live, and one that did only where it runs', async () => {
    await record('v7', 1, { environment: 'staging' });
    expect(await gate('production')).toMatchObject({ gate: 'open', models: [{ because: 'not-live' }] });
    expect(await gate('staging')).toMatchObject({ gate: 'closed', models: [{ releases: ['v7'] }] });
  });
  it('passes over a model that nobody has spoken for, and asks its team once', async () => {
    const announcement = await world.store.find('announcement', { id });
    if (announcement?.policy)
      world.store.seed('announcement', { ...announcement, policy: { ...announcement.policy, staleAfter: 'P5D' } });
    world.clock.advance({ days: 6 });
    expect(await gate()).toMatchObject({
      gate: 'open',
      models: [{ because: 'stale', lastSeenAt: '2026-11-20T09:00:00.000Z' }],
    });
    world.store.seed('environment', { name: 'eu', since: world.clock.now(), by: 'token:ci' });
    await gate('eu');
    const asked = () => world.store.all('delivery').filter(({ kind }) => kind === 'stale');
    expect(asked().map(({ channel, consumers }) => [channel.kind, consumers])).toEqual([
      ['sns', ['fraud']],
      ['slack', ['fraud']],
    ]);
    await answer('acknowledge');
    expect(await gate()).toMatchObject({ gate: 'closed' });
  });
  it('is not asked about an environment that nobody recorded and no policy names: a typo opens nothing', async () => {
    await record('v7', 1, { environment: 'batch' });
    await expect(gate('prodution')).rejects.toMatchObject({
      code: 'unknown-environment',
      message: 'nothing was ever recorded in "prodution", and no policy names it; nearest: production, batch',
      extensions: { nearest: ['production', 'batch'] },
    });
    await expect(gate('prodution', '1')).rejects.toMatchObject({ code: 'unknown-environment' });
    expect((await gate('batch')).gate).toBe('closed');
  });
  it('knows environments of before they were kept by name, and those that a model has left', async () => {
    await record('v7', 1, { environment: 'batch' });
    await remove('v7', 'batch');
    world.store.remove('environment', { name: 'batch' });
    expect((await gate('batch')).gate).toBe('open');
  });
  it('is the one that activation passes', async () => {
    const activate = () => activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
    await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
    await record('v7', 1, { environment: 'staging' });
    expect((await activate()).outcome).toBe('activated');
    expect(await world.store.find('announcement', { id })).toMatchObject({ liveAt: world.clock.now() });
  });
  it('is unknown while readers are looked up, and closed for what was withdrawn', async () => {
    await world.publish(transaction({ category: { type: 'boolean' } }), { sunset: '2026-12-31' });
    expect(await gate('production', '3')).toMatchObject({ gate: 'unknown' });
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'not yet', principal: producer }, world);
    expect(await gate()).toMatchObject({
      gate: 'closed',
      because: 'the version was withdrawn: publish it again',
      models: [],
    });
    expect(await gate('production', '1')).toMatchObject({ gate: 'open', models: [] });
  });
  it('says nothing that the audit trail does not have', async () => {
    await world.subscribe('churn', ['/category'], { team: 'growth' });
    await answer('acknowledge');
    await record('v8', 2);
    const { models } = await gate();
    for (const { consumer, state } of models) {
      if (state.name === 'notified') continue;
      const entries = world.store.auditEntries.filter(({ announcementId }) => announcementId === id);
      const written = entries.flatMap(({ writes }) => writes ?? []).filter(({ entity }) => entity === 'migration');
      const last = written.findLast(({ key }) => key['consumer'] === consumer);
      expect(last?.after).toMatchObject({ state });
    }
    expect(models.map(({ consumer }) => consumer)).toEqual(['churn', 'fraud']);
  });
});
