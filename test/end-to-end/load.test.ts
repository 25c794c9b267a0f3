import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const MODELS = 1_000;
const TEAMS = 50;

const path = (subject: string) => `/v1/subjects/${subject}/versions`;
const schemaWith = (properties: object) => ({ type: 'object', properties });

/** Many at once, on the running system. */
describe('under load', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
  }, 120_000);
  afterAll(async () => await system?.stop());

  /** As the command line does: a 503 is tried again, with full jitter. */
  async function publish(
    subject: string,
    properties: object,
  ): Promise<{ status: number; version: number; retries: number }> {
    for (let retries = 0; retries < 60; retries++) {
      const body = { schema: schemaWith(properties) };
      const answer = await system.call('POST', path(subject), { as: 'payments', body });
      if (answer.status !== 503) return { status: answer.status, version: answer.body.version, retries };
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200 * (retries + 1)));
    }
    throw new Error(`${subject} stayed unavailable`);
  }

  it('numbers 200 simultaneous publishes of one subject without gaps', async () => {
    const published = await Promise.all(
      Array.from({ length: 200 }, (_, n) => publish('payments.one', { [`field_${n}`]: { type: 'string' } })),
    );
    expect(new Set(published.map(({ status }) => status))).toEqual(new Set([201]));
    const versions = published.map(({ version }) => version).sort((left, right) => left - right);
    expect(versions).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
  }, 180_000);

  it('takes 200 simultaneous publishes of distinct subjects', async () => {
    const published = await Promise.all(
      Array.from({ length: 200 }, (_, n) => publish(`payments.subject-${n}`, { a: { type: 'string' } })),
    );
    expect(published.map(({ status, version }) => [status, version])).toEqual(Array(200).fill([201, 1]));
  }, 180_000);

  it(`tells ${MODELS} models of ${TEAMS} channels of one change in ${TEAMS} messages`, async () => {
    await publish('payments.wide', { category: { type: 'integer' } });
    for (let team = 0; team < TEAMS; team++) await system.addTeam(`team-${team}`, ['read', 'subscribe']);
    // Two at once: they all count in one subject, where more would mostly wait for each other.
    for (let model = 0; model < MODELS; model += 2)
      await Promise.all(Array.from({ length: 2 }, (_, n) => subscribe(model + n)));
    await publish('payments.wide', { category: { type: 'string' } });
    await system.settle(240_000);
    const messages = await system.slack();
    expect(messages).toHaveLength(TEAMS);
    expect(new Set(messages.map(({ channel }) => channel)).size).toBe(TEAMS);
    expect(messages[0]?.text).toContain('category');
  }, 300_000);

  async function subscribe(model: number): Promise<void> {
    const as = `team-${model % TEAMS}`;
    const consumer = `/v1/consumers/model-${model}`;
    const settings = { tier: 'standard', slack: { channel: `#${as}` }, releases: ['v1'] };
    await system.call('PUT', consumer, { as, body: settings });
    for (let tries = 0; tries < 60; tries++) {
      const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
      const { status } = await system.call('PUT', `${consumer}/subscriptions/payments.wide`, { as, body });
      if (status === 201) return;
      expect(status).toBe(503);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 200));
    }
    throw new Error(`model-${model} could not subscribe`);
  }
});
