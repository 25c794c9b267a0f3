import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const ROUTE = '/v1/consumers/fraud/channels/test';
const forewarn = (...words: string[]) => run(words, { env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' } });
const CHANNELS = [
  { kind: 'sns' },
  { kind: 'slack', channel: '#fraud-ml' },
  { kind: 'github', repository: 'acme/fraud-model' },
] as const;
/** The test as it stands: a status, or what a channel said, in their order. */
const standing = (...states: readonly (string | { readonly error: string })[]) => ({
  test: '01J',
  deliveries: CHANNELS.map((channel, at) => {
    const state = states[at] ?? 'pending';
    const member = typeof state === 'string' ? { status: state } : { status: 'failed', ...state };
    return { id: `TEAM#fraud-ml/test#${at}`, kind: 'test', channel, team: 'fraud-ml', attempts: 0, ...member };
  }),
});

describe('forewarn channels test', () => {
  it('waits until each channel has answered, and says so', async () => {
    registry.on(`POST ${ROUTE}`, { status: 202, body: standing() });
    registry.on(`GET ${ROUTE}/01J`, { status: 200, body: standing('sent', 'sent', 'sent') });

    const ran = await forewarn('channels', 'test', '--consumer', 'fraud');

    expect(ran).toMatchObject({
      exit: 0,
      stdout: '✓ SNS took it\n✓ Slack #fraud-ml took it\n✓ GitHub acme/fraud-model took it\n',
      slept: [1_000],
    });
  });

  it.each([
    [{ error: 'not_in_channel' }, '✗ Slack #fraud-ml: not_in_channel: /invite @Forewarn there\n'],
    [{ error: 'channel_not_found' }, 'is the name right, and is the bot in it?'],
    [{ error: 'invalid_auth' }, 'put the bot token into the secret slack-bot-token (docs/slack.md)'],
    [{ error: 'missing_scope: needed: chat:write' }, 'install the app again from docs/slack-app-manifest.yaml'],
    [{ error: 'something_new' }, '✗ Slack #fraud-ml: something_new\n'],
  ])('names the remedy of %j and fails', async (failure, said) => {
    registry.on(`POST ${ROUTE}`, { status: 202, body: standing('sent', failure, 'sent') });

    const ran = await forewarn('channels', 'test', '--consumer', 'fraud');

    expect(ran.exit).toBe(2);
    expect(ran.stdout).toContain(said);
    expect(ran.stderr).toContain('1 of 3 channels did not take it.');
  });

  it("shows GitHub's words, which name the remedy", async () => {
    const error = '410 Issues are disabled for this repo: are issues switched on in the repository?';
    registry.on(`POST ${ROUTE}`, { status: 202, body: standing('sent', 'sent', { error }) });

    expect((await forewarn('channels', 'test', '--consumer', 'fraud')).stdout).toContain(
      `✗ GitHub acme/fraud-model: ${error}\n`,
    );
  });

  it('gives up after a minute, which is nobody’s mistake', async () => {
    registry.on(`POST ${ROUTE}`, { status: 202, body: standing('sent') });
    registry.on(`GET ${ROUTE}/01J`, { status: 200, body: standing('sent', 'sending') });

    const ran = await forewarn('channels', 'test', '--consumer', 'fraud');

    expect(ran.exit).toBe(3);
    expect(ran.slept).toHaveLength(60);
    expect(ran.stdout).toContain('… Slack #fraud-ml has not answered yet\n');
    expect(ran.stderr).toContain('2 of 3 channels have not answered in a minute.');
  });

  it('prints deliveries as JSON', async () => {
    registry.on(`POST ${ROUTE}`, { status: 202, body: standing('sent', 'sent', 'sent') });

    const ran = await forewarn('channels', 'test', '--consumer', 'fraud', '--format', 'json');

    expect(JSON.parse(ran.stdout)).toMatchObject({ test: '01J', deliveries: [{ status: 'sent' }, {}, {}] });
  });
});
