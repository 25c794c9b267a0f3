import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.tracked';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const REPOSITORY = 'acme/fraud-model';
const schema = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });
const CODES = { enum: ['food', 'travel'] };
const NAMES = { enum: ['food', 'travel', 'rent'] };

/** From the table's stream over queue, function and token to GitHub, as it would be deployed. */
describe('a migration in a repository', () => {
  let system: System;
  const issues = () => system.cloud.github.issues(REPOSITORY);
  const fault = async (body: object) => await system.call('POST', '/__local/github/faults', { body });
  const publish = async (category: object) => {
    const published = await system.call('POST', VERSIONS, { as: 'payments', body: { schema: schema(category) } });
    await system.settle();
    return published.body;
  };
  const deploy = async (version: number) => {
    const body = { release: `v${version}`, reads: [{ subject: SUBJECT, version }] };
    const path = '/v1/environments/production/deployments/consumers/fraud';
    expect((await system.call('PUT', path, { as: 'fraud-ml', body })).status).toBe(200);
    await system.settle();
  };

  beforeAll(async () => {
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    await publish(CODES);
    const subscribed = await system.forewarn('fraud-ml', [
      ...['subscribe', '--consumer', 'fraud', '--team', 'fraud-ml', '--github', REPOSITORY],
      ...['--subject', SUBJECT, '--trained-on', '1', '--reads', '/category', '--release', 'v1'],
    ]);
    expect(subscribed).toMatchObject({ code: 0, stderr: '' });
  }, 120_000);
  afterAll(async () => await system?.stop());

  it('is one issue, though the answer to opening it was lost', async () => {
    await fault({ lostAnswer: true, method: 'POST' });
    await publish(NAMES);
    // The next attempt comes ten seconds after the first.
    for (let waited = 0; waited < 20 && issues()[0] && !(await isSent()); waited++)
      await new Promise((resolve) => setTimeout(resolve, 1_000));

    expect(await isSent()).toBe(true);
    expect(issues()).toMatchObject([
      { title: expect.stringMatching(/^fraud: category gains rent on /), state: 'open', labels: ['forewarn'] },
    ]);
  }, 60_000);

  async function isSent(): Promise<boolean> {
    const announced = await system.call('GET', '/v1/consumers/fraud/migrations', { as: 'fraud-ml' });
    const { announcementId } = announced.body.items[0];
    const told = await system.call('GET', `/v1/announcements/${announcementId}/deliveries`, { as: 'fraud-ml' });
    const ofIssue = told.body.items.find(({ channel }: { channel: { kind: string } }) => channel.kind === 'github');
    return ofIssue?.status === 'sent';
  }

  it('says who handles it, is closed by a deployment, and opened again by the old release', async () => {
    const acknowledged = await system.forewarn('fraud-ml', ['ack', '--consumer', 'fraud', '--subject', SUBJECT]);
    expect(acknowledged.code).toBe(0);
    await system.settle();
    expect(issues()).toMatchObject([{ state: 'open', body: expect.stringContaining('will handle it') }]);

    await deploy(2);
    expect(issues()).toMatchObject([{ state: 'closed', state_reason: 'completed' }]);

    await deploy(1);
    expect(issues()).toMatchObject([{ state: 'open', state_reason: 'reopened' }]);
    expect(issues()[0]?.comments.map(({ body }) => body.split('\n')[0])).toEqual([
      expect.stringContaining('will handle it'),
      expect.stringContaining('has migrated, proven'),
      expect.stringContaining('open again'),
    ]);
  }, 60_000);

  it('is tried beforehand, in each channel of the model', async () => {
    const channels = ['channels', 'test', '--consumer', 'fraud'];
    const tried = await system.forewarn('fraud-ml', channels);
    expect(tried).toMatchObject({ code: 0, stdout: '✓ SNS took it\n✓ GitHub acme/fraud-model took it\n' });
    expect(issues().at(-1)).toMatchObject({ title: 'Test: fraud has its migrations here', state: 'closed' });

    await fault({ hidden: [REPOSITORY] });
    const refused = await system.forewarn('fraud-ml', channels);
    expect(refused).toMatchObject({ code: 2, stdout: expect.stringContaining('may the token see it?') });
    await fault({ clear: true });
  }, 60_000);

  it('fails in the open where the repository takes no issues, and goes out once it does', async () => {
    await fault({ withoutIssues: ['acme/closed'] });
    await system.call('PUT', '/v1/consumers/fraud', {
      as: 'fraud-ml',
      body: { tier: 'standard', github: { repository: 'acme/closed' }, releases: ['v1'] },
    });
    const { announcementId } = await publish({ enum: ['food', 'travel', 'loan'] });
    const list = ['deliveries', 'list', '--announcement', announcementId];
    const failed = await system.forewarn('payments', list);
    expect(failed.stdout).toMatch(/GitHub acme\/closed +fraud-ml +announced +failed.*410 Issues are disabled/);

    await fault({ clear: true });
    const redriven = await system.forewarn('payments', ['deliveries', 'redrive', '--announcement', announcementId]);
    expect(redriven).toMatchObject({ code: 0, stdout: expect.stringContaining('1 that had failed') });
    await system.call('POST', '/__local/clock', { body: { advance: 'PT16M' } });
    await system.settle();
    expect(system.cloud.github.issues('acme/closed')).toMatchObject([{ state: 'open' }]);
  }, 60_000);

  it('never shows the token in a log', () => {
    const token = system.cloud.secret('forewarn/dev/github-token') ?? '';
    expect(token).toMatch(/\S{8}/);
    expect(system.cloud.logs('forewarn-dev-deliver-github').join('\n')).not.toContain(token);
  });
});
