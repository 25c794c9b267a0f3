import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { WorkflowCardPoster } from '../../../lib/adapters/msteams/workflow-card-poster.ts';
import { cardOf } from '../../../lib/domain/notification/msteams/card.ts';
import { FakeMsTeams, type MsTeamsFault } from '../../../lib/local/msteams/fake-msteams.ts';

const HOST = 'eu.environment.api.powerplatform.com';
const URL_OF = `https://${HOST}:443/powerautomate/automations/direct/workflows/w1/triggers/manual/paths/invoke?api-version=1&sig=s3cret`;
const CARD = cardOf([['A headline'], ['A line']], 'the rest');

let teams: FakeMsTeams;
const server: Server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const contentType = incoming.headers['content-type'] ?? '';
    const answer = teams.handle({ path: incoming.url ?? '', contentType, body: Buffer.concat(chunks).toString() });
    if (answer === 'dropped') incoming.socket.destroy();
    else outgoing.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body));
  });
}).listen(0, '127.0.0.1');

describe('posting a card', () => {
  let secret: string;
  let reads: boolean[];
  const poster = (allowedHosts = ['*.environment.api.powerplatform.com']) =>
    new WorkflowCardPoster({
      addresses: async (fresh) => {
        reads.push(fresh);
        return secret;
      },
      allowedHosts,
      localUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      now: () => 0,
    });
  const post = (channel = 'fraud-ml') => poster().post({ channel, card: CARD });

  beforeEach(() => {
    teams = new FakeMsTeams();
    secret = JSON.stringify({ 'fraud-ml': URL_OF });
    reads = [];
  });
  afterAll(() => void server.close());

  it('arrives, with the id of the run as its receipt', async () => {
    expect(await post()).toEqual({ outcome: 'sent', receipt: { status: 202, request: 'run-1' } });
    expect(teams.cards()).toEqual([{ workflow: 'w1', message: CARD }]);
    expect(reads).toEqual([false]);
  });

  it.each<[string, MsTeamsFault, object]>([
    [
      'a workflow that is gone',
      { status: 404 },
      { outcome: 'refused', error: expect.stringContaining('is gone or switched off') },
    ],
    ['an old signature', { status: 401 }, { outcome: 'refused', error: expect.stringContaining('msteams-workflows') }],
    [
      'a workflow for something else',
      { status: 400 },
      { outcome: 'refused', error: expect.stringContaining('webhook request') },
    ],
    [
      'an address that moved',
      { status: 302 },
      { outcome: 'refused', error: expect.stringContaining('leads elsewhere') },
    ],
    [
      'too much at once',
      { status: 429, headers: { 'retry-after': '7' } },
      { outcome: 'rate-limited', retryAfterSeconds: 7 },
    ],
    ['an error of its own', { status: 502 }, { outcome: 'unknown', error: 'HTTP 502 from Microsoft Teams' }],
    [
      'a lost answer',
      { lostAnswer: true },
      { outcome: 'unknown', error: 'no answer from Microsoft Teams (ECONNRESET)' },
    ],
  ])('says what became of it at %s, and never the address', async (_, fault, expected) => {
    teams.order(fault);
    const outcome = await post();
    expect(outcome).toMatchObject(expected);
    expect(JSON.stringify(outcome)).not.toMatch(/s3cret|workflows\//);
  });

  it('is no more than four a second, as Teams takes them', async () => {
    const outcomes = [];
    for (let at = 0; at < 5; at++) outcomes.push((await post()).outcome);
    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'sent', 'rate-limited']);
  });

  it('reads the secret again for a name that it does not know', async () => {
    const secrets = ['{}', secret];
    const late = new WorkflowCardPoster({
      addresses: async (fresh) => secrets[fresh ? 1 : 0] ?? '',
      allowedHosts: [HOST],
      localUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      now: () => 0,
    });
    expect(await late.post({ channel: 'fraud-ml', card: CARD })).toMatchObject({ outcome: 'sent' });
  });

  it.each(['other', 'constructor', '__proto__'])(
    'is refused for the name %s, of which there is no address',
    async (name) => {
      expect(await post(name)).toEqual({
        outcome: 'refused',
        error: `the secret msteams-workflows has no address for the channel ${name}`,
      });
    },
  );

  it('is refused where the host was not allowed at deploy', async () => {
    const outcome = await poster(['hooks.example.com']).post({ channel: 'fraud-ml', card: CARD });
    expect(outcome).toMatchObject({ outcome: 'refused', error: expect.stringContaining('(hooks.example.com)') });
    expect(JSON.stringify(outcome)).not.toContain('s3cret');
    expect(teams.cards()).toEqual([]);
  });

  it.each(['https://x.example/?sig=s3cret', '"s3cret"', '["s3cret"]', '{"fraud-ml": s3cret}'])(
    'fails without a word of a secret that is not a JSON object: %s',
    async (text) => {
      secret = text;
      const error: unknown = await post().catch((failure: unknown) => failure);
      expect(error).toMatchObject({ message: expect.stringContaining('is not a JSON object by name') });
      expect(JSON.stringify([error, String(error), (error as Error).cause])).not.toContain('s3cret');
    },
  );
});
