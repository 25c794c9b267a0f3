import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FakeConfluent } from '../cli/fake-confluent.ts';
import { findEventProblems } from '../domain/notification/event-schemas.ts';
import { type System, startSystem } from './system.ts';

const card = (category: object, more = {}) => ({
  schemaType: 'JSON',
  schema: { type: 'object', properties: { category, ...more }, required: ['category'] },
});

describe('a watched registry', () => {
  const confluent = new FakeConfluent();
  let system: System;
  const versions = async (subject: string) => {
    const { body } = await system.call('GET', `/v1/subjects/${subject}/versions`, { as: 'payments' });
    return (body.items ?? []).map(({ version, status }: { version: number; status: string }) => [version, status]);
  };
  const pass = async (advance: string) => {
    await system.call('POST', '/__local/clock', { body: { advance } });
    await system.settle();
  };

  beforeAll(async () => {
    await confluent.start();
    confluent.password = 'forewarn:s3cret';
    const context = {
      watchConfluent: confluent.url,
      watchSubjectPrefix: 'payments.',
      watchRename: 'payments.Old_Name=payments.refund',
    };
    const secrets = {
      'forewarn/dev/slack-bot-token': 'xoxb-test',
      'forewarn/dev/watched-registry': 'forewarn:s3cret',
    };
    system = await startSystem({ secrets }, context);
    await system.addTeam('payments', ['read', 'publish', 'watch'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
  }, 120_000);
  afterAll(async () => {
    await confluent.stop();
    await system?.stop();
  });

  it('is taken over as it is, with nobody doing anything', async () => {
    confluent.subjects.set('payments.Card-value', [card({ type: 'integer' })]);
    confluent.subjects.set('payments.Old_Name', [card({ type: 'integer' })]);
    confluent.subjects.set('payments.avro', [{ schema: '"string"' }]);
    confluent.subjects.set('orders.created', [card({ type: 'integer' })]);
    confluent.modes.set('payments.Card-value', 'FULL');

    await pass('PT15M');

    expect(await versions('payments.card-value')).toEqual([[1, 'active']]);
    expect(await versions('payments.refund')).toEqual([[1, 'active']]);
    const { body } = await system.call('GET', '/v1/subjects', { as: 'payments' });
    expect(body.items).toHaveLength(2);
    expect(body.items[0]).toMatchObject({ ownerTeam: 'payments', policy: { compatibility: 'FULL' } });
    expect(confluent.seen.every(({ authorization }) => authorization?.startsWith('Basic '))).toBe(true);
  }, 60_000);

  it('has its breaking version told to the owner of a model, as already there', async () => {
    const slack = { channel: '#fraud-ml' };
    await system.call('PUT', '/v1/consumers/fraud', { as: 'fraud-ml', body: { tier: 'standard', slack } });
    const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
    await system.call('PUT', '/v1/consumers/fraud/subscriptions/payments.card-value', { as: 'fraud-ml', body });
    confluent.subjects.set('payments.Card-value', [
      card({ type: 'integer' }),
      card({ type: 'integer' }, { note: { type: 'string' } }),
      card({ type: 'string' }, { note: { type: 'string' } }),
    ]);

    await pass('PT15M');

    expect(await versions('payments.card-value')).toEqual([
      [3, 'active'],
      [2, 'deprecated'],
      [1, 'active'],
    ]);
    const host = confluent.url.replace('http://', '');
    const [message, ...others] = await system.slack();
    expect(others).toEqual([]);
    expect(message).toMatchObject({ channel: '#fraud-ml' });
    expect(message?.text).toContain(`already in ${host}, answer by`);
    expect(message?.text).toContain('may be sent at any moment');
    const events = system.cloud.topicMessages().map(({ message: event }) => JSON.parse(event));
    const announced = events.find(({ type }) => type === 'dev.forewarn.change.announced.v1');
    expect(findEventProblems(announced)).toEqual([]);
    expect(announced.data).toMatchObject({
      live: true,
      foundIn: host,
      source: { file: 'payments.Card-value version 3' },
    });
    const audit = await system.call('GET', '/v1/audit-events?subject=payments.card-value', { as: 'payments' });
    expect(audit.body.items.map(({ principal }: { principal: string }) => principal)).toContain(`watch:${host}`);
  }, 60_000);

  it('is looked at again and again, and told of once', async () => {
    await pass('PT15M');
    await pass('PT15M');

    expect(await versions('payments.card-value')).toHaveLength(3);
    expect(await system.slack()).toHaveLength(1);
  }, 60_000);

  it('is watched by the command line alike, and what the one found is no news to the other', async () => {
    const env = { FOREWARN_CONFLUENT_AUTH: 'forewarn:s3cret' };
    const args = ['watch', '--confluent', confluent.url, '--subject-prefix', 'payments.C'];
    const nothing = await system.forewarn('payments', args, env);
    confluent.subjects.set('payments.Card-value', [
      ...(confluent.subjects.get('payments.Card-value') ?? []),
      card({ type: 'boolean' }),
    ]);

    const looked = async () => {
      while ((await versions('payments.card-value')).length < 4)
        await new Promise((resolve) => setTimeout(resolve, 50));
    };
    const interrupted = { end: { when: looked(), by: 'SIGINT' } } as const;
    const found = await system.forewarn('payments', [...args, '--every', '1h'], env, interrupted);
    await pass('PT15M');

    expect(nothing).toMatchObject({ code: 0, stdout: expect.stringContaining('0 new versions') });
    expect(found.stdout).toContain('payments.Card-value version 4 -> payments.card-value v4  announced');
    expect(found.stderr).toContain('interrupted');
    expect(found.code).toBe(0);
    expect(await versions('payments.card-value')).toHaveLength(4);
  }, 60_000);

  it('that is away is told to the operators, and left to the next look', async () => {
    confluent.troubleAt = () => ({ status: 503, headers: { 'retry-after': '3600' } });
    const failed = await system.cloud.invoke('forewarn-dev-watch-registry', {});
    confluent.troubleAt = undefined;
    const again = await system.cloud.invoke('forewarn-dev-watch-registry', {});

    expect(failed).toMatchObject({
      outcome: 'failed',
      error: { errorType: 'RegistryUnreachable', errorMessage: expect.stringContaining('it answered 503') },
    });
    expect(again).toMatchObject({ outcome: 'returned' });
  }, 60_000);

  it('counts the subjects that cannot be taken over', async () => {
    confluent.subjects.set('payments.---', [card({ type: 'objekt' })]);

    const { outcome } = await system.cloud.invoke('forewarn-dev-watch-registry', {});

    expect(outcome).toBe('returned');
    const logs = () => system.cloud.logs('forewarn-dev-watch-registry').join('\n');
    await expect.poll(logs).toMatch(/"WatchedSubjectsFailed":1/);
    expect(logs()).toContain(
      '"subject":"payments.---","error":"DomainError: /properties/category/type: must be one of',
    );
    expect(system.cloud.denials()).toEqual([]);
    expect(system.cloud.unusedGrants().filter(({ functionName }) => functionName.endsWith('watch-registry'))).toEqual(
      [],
    );
  }, 60_000);
});
