import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeConfluent } from '../cli/fake-confluent.ts';
import { GitRepository } from '../cli/git-repository.ts';
import { type System, startSystem } from './system.ts';

const card = (properties: object) => ({ type: 'object', properties: { category: { type: 'integer' }, ...properties } });
const json = (schema: unknown, more = {}) => ({ schema, schemaType: 'JSON', ...more });

describe('an import into the running system', () => {
  const confluent = new FakeConfluent();
  let system: System;
  const forewarn = (...args: readonly string[]) => system.forewarn('payments', args);
  const subjectOf = async (name: string) => (await system.call('GET', `/v1/subjects/${name}`, { as: 'payments' })).body;
  /** Oldest first. */
  const versionsOf = async (name: string) => {
    const { body } = await system.call('GET', `/v1/subjects/${name}/versions?limit=100`, { as: 'payments' });
    return (body.items ?? []).reverse();
  };
  const toldOf = () => system.cloud.topicMessages().map(({ message }) => JSON.parse(message).subject);

  beforeAll(async () => {
    await confluent.start();
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
  }, 120_000);
  afterAll(async () => {
    await confluent.stop();
    await system?.stop();
  });

  it('makes a version of each commit, with its date, and tells nobody', async () => {
    const repository = new GitRepository({ 'card.json': card({}) });
    for (const type of ['string', ['string', 'null'], 'boolean']) {
      repository.write({ 'card.json': card({ category: { type } }) });
      repository.commit(`category is ${type}`);
    }
    const commits = repository.git('log', '--reverse', '--format=%H %cI').trim().split('\n');
    const cwd = repository.folder;
    const args = ['import', '--git', 'card.json', '--subject', 'payments.card'];

    const first = await system.forewarn('payments', args, {}, { cwd });
    await system.settle();
    const again = await system.forewarn('payments', args, {}, { cwd });

    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Registered 4 versions. Nobody was told.'),
    });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('4 were there already') });
    const versions = await versionsOf('payments.card');
    expect(versions.map(({ source }: { source: { commit: string } }) => source.commit)).toEqual(
      commits.map((line) => line.split(' ')[0]),
    );
    expect(Date.parse(versions[3].source.committedAt)).toBe(Date.parse(commits[3]?.split(' ')[1] ?? ''));
    expect(await subjectOf('payments.card')).toMatchObject({ latest: 4, head: 4, imported: 4 });
    expect(toldOf()).toEqual([]);
    expect(await system.slack()).toEqual([]);
  }, 60_000);

  it('is got out again as it went in', async () => {
    const { code, stdout } = await forewarn('export', 'payments.card');

    expect(code).toBe(0);
    const [subject, ...versions] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(subject).toMatchObject({ kind: 'subject', name: 'payments.card', ownerTeam: 'payments' });
    expect(versions.map(({ kind, version, status }) => [kind, version, status])).toEqual(
      ['deprecated', 'deprecated', 'deprecated', 'active'].map((status, at) => ['version', at + 1, status]),
    );
    expect(versions[1]).toMatchObject({
      source: { commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
      schema: { properties: { category: { type: 'string' } } },
    });
  }, 60_000);

  it('leaves the subject observed, so that the next breaking publish is recorded and told to nobody', async () => {
    const { observeUntil } = await subjectOf('payments.card');
    const days = (Date.parse(observeUntil) - system.cloud.clock.now().getTime()) / 86_400_000;
    // A day is not over before it ends everywhere: the thirtieth from now, whatever the hour.
    expect(days).toBeGreaterThan(28.9);
    const consumer = { tier: 'critical', slack: { channel: '#fraud-ml' } };
    await system.call('PUT', '/v1/consumers/fraud', { as: 'fraud-ml', body: consumer });
    const body = { trainedOn: 2, reads: [{ pointer: '/category' }] };
    const subscribed = await system.call('PUT', '/v1/consumers/fraud/subscriptions/payments.card', {
      as: 'fraud-ml',
      body,
    });
    expect(subscribed.status).toBe(201);

    const published = await system.call('POST', '/v1/subjects/payments.card/versions', {
      as: 'payments',
      body: { schema: card({ category: { type: 'array' } }) },
    });
    await system.settle();

    expect(published.body).toMatchObject({ version: 5, status: 'active' });
    const announcement = await system.call('GET', `/v1/announcements/${published.body.announcementId}`, {
      as: 'payments',
    });
    expect(announcement.body).toMatchObject({ status: 'observed', affected: 1 });
    expect(await system.slack()).toEqual([]);
  }, 60_000);

  it('goes on behind what was registered before it was killed', async () => {
    const repository = new GitRepository({ 'card.json': card({}) });
    for (let maximum = 1; maximum < 50; maximum++) {
      repository.write({ 'card.json': card({ amount: { type: 'number', maximum } }) });
      repository.commit(`up to ${maximum}`);
    }
    const args = ['import', '--git', 'card.json', '--subject', 'payments.killed'];
    const midway = async () => {
      while ((await versionsOf('payments.killed')).length < 3) await new Promise((resolve) => setTimeout(resolve, 20));
    };

    const more = { cwd: repository.folder, end: { when: midway(), by: 'SIGKILL' } } as const;
    await system.forewarn('payments', args, {}, more);
    const before = (await versionsOf('payments.killed')).length;
    const resumed = await system.forewarn('payments', args, {}, { cwd: repository.folder });

    expect(before).toBeGreaterThanOrEqual(3);
    expect(before).toBeLessThan(50);
    expect(resumed.code).toBe(0);
    expect(resumed.stdout).toContain('there already');
    const commits = (await versionsOf('payments.killed')).map(
      ({ source }: { source: { commit: string } }) => source.commit,
    );
    expect(commits).toEqual(repository.git('log', '--reverse', '--format=%H').trim().split('\n'));
  }, 120_000);

  it('takes the subjects of another registry with their dates, references and compatibility, and resumes', async () => {
    confluent.subjects.set('payments.country', [json({ enum: ['de', 'fr'] }, { ts: 1_700_000_000_000 })]);
    const references = [{ name: 'country.json', subject: 'payments.country', version: 1 }];
    confluent.subjects.set('payments.Order-value', [
      json(card({}), { ts: 1_700_000_000_000 }),
      json(card({ country: { $ref: 'country.json' } }), { references, ts: 1_710_000_000_000 }),
    ]);
    confluent.modes.set('payments.Order-value', 'FULL');
    const args = ['import', '--confluent', confluent.url, '--subject-prefix', 'payments.'];
    // By name the order is read first; what it asks for next is refused for longer than anyone waits.
    const trouble = { status: 503, headers: { 'retry-after': '3600' } };
    confluent.troubleAt = ({ pathname }) => (pathname.startsWith('/config/payments.country') ? trouble : undefined);

    const broken = await forewarn(...args);
    const between = await versionsOf('payments.order-value');
    confluent.troubleAt = undefined;
    const resumed = await forewarn(...args);
    const again = await forewarn(...args);
    await system.settle();

    expect(broken).toMatchObject({ code: 3, stderr: expect.stringContaining('cannot be read') });
    expect(between).toHaveLength(2);
    expect(resumed).toMatchObject({ code: 0, stdout: expect.stringContaining('Registered 1 version; 2 were there') });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Registered 0 versions; 3 were there') });
    expect((await versionsOf('payments.order-value'))[1]).toMatchObject({
      source: { file: 'payments.Order-value version 2', committedAt: '2024-03-09T16:00:00.000Z' },
    });
    const { body } = await system.call('GET', '/v1/subjects/payments.order-value/versions/2', { as: 'payments' });
    expect(JSON.stringify(body.schema.$defs)).toContain('"enum":["de","fr"]');
    expect(await subjectOf('payments.order-value')).toMatchObject({
      policy: { compatibility: 'FULL' },
      observeUntil: expect.any(String),
      imported: 2,
    });
    expect(toldOf()).not.toContain('payments.order-value/2');
    expect(await system.slack()).toEqual([]);
    expect(system.cloud.denials()).toEqual([]);
  }, 120_000);
});
