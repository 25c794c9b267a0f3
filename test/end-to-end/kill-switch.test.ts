import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEventProblems } from '../domain/notification/event-schemas.ts';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.card';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const schema = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });

describe('a kill switch', () => {
  let system: System;
  const events = () =>
    system.cloud
      .topicMessages()
      .map(({ message }) => JSON.parse(message))
      .filter(({ type }) => type === 'dev.forewarn.killswitch.triggered.v1');

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await system.call('POST', VERSIONS, { as: 'payments', body: { schema: schema({ type: 'integer' }) } });
  }, 120_000);
  afterAll(async () => await system?.stop());

  it('is registered with the consumer, on a target that is known', async () => {
    const register = (target: string) =>
      system.call('PUT', '/v1/consumers/fraud', {
        as: 'fraud-ml',
        body: { tier: 'standard', releases: ['v7'], killSwitch: { on: ['overdue'], target } },
      });
    expect((await register('elsewhere')).body).toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '/killSwitch/target' }],
    });
    expect((await register('events')).status).toBe(201);
    const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
    const path = `/v1/consumers/fraud/subscriptions/${SUBJECT}`;
    expect((await system.call('PUT', path, { as: 'fraud-ml', body })).status).toBe(201);
  }, 60_000);

  it('is tried from the command line, and only tried', async () => {
    const args = ['kill-switch', '--consumer', 'fraud'];
    const refused = await system.forewarn('fraud-ml', args);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('--dry-run') });
    const tried = await system.forewarn('fraud-ml', [...args, '--dry-run']);
    expect(tried).toMatchObject({ code: 0, stdout: expect.stringContaining('(overdue, payments.card v1)') });
    await system.settle();

    expect(events()).toMatchObject([{ data: { consumer: 'fraud', dryRun: true, subject: SUBJECT, version: 1 } }]);
  }, 60_000);

  it('is tripped on the topic once the date has passed, and both uses are audited', async () => {
    const published = await system.call('POST', VERSIONS, {
      as: 'payments',
      body: { schema: schema({ type: 'string' }) },
    });
    await system.settle();
    await system.call('POST', '/__local/clock', { body: { advance: 'P30D' } });
    await system.settle();

    const [tripped, ...more] = events().filter(({ data }) => !data.dryRun);
    expect(more).toEqual([]);
    expect(findEventProblems(tripped)).toEqual([]);
    expect(tripped.data).toMatchObject({
      consumer: 'fraud',
      reason: 'overdue',
      dryRun: false,
      version: 2,
      announcementId: published.body.announcementId,
      state: 'overdue',
    });
    const audit = await system.call('GET', '/v1/audit-events?consumer=fraud', { as: 'fraud-ml' });
    const actions = audit.body.items.map(({ action }: { readonly action: string }) => action);
    expect(actions.filter((action: string) => action.startsWith('kill-switch.'))).toEqual([
      'kill-switch.triggered',
      'kill-switch.tried',
    ]);
    expect(system.cloud.denials()).toEqual([]);
  }, 120_000);
});
