import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { slackTokenReader } from '../../lib/adapters/secret-reader.ts';

describe('The bot token', () => {
  let server: Server;
  let secret: string;
  let asked: string[];
  let now: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => {
        asked.push(JSON.parse(body).SecretId);
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify({ SecretString: secret }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
    secret = 'xoxb-1\n';
    now = 0;
  });
  const reader = () => slackTokenReader('arn:slack', () => now);

  it('is read when first needed and kept', async () => {
    const read = reader();
    expect(asked).toEqual([]);

    expect([await read(false), await read(false)]).toEqual(['xoxb-1', 'xoxb-1']);
    expect(asked).toEqual(['arn:slack']);
  });

  it.each([
    ['when a fresh one is asked for', true, 0],
    ['after five minutes', false, 5 * 60_000 + 1],
  ])('is read again %s', async (_, fresh, later) => {
    const read = reader();
    await read(false);
    secret = 'xoxb-2';
    now = later;

    expect(await read(fresh)).toBe('xoxb-2');
  });

  it('names the secret that is empty, and reads it again once it is filled', async () => {
    const read = reader();
    secret = '';

    await expect(read(false)).rejects.toThrow(/^The secret arn:slack is empty: put the bot token/);
    secret = 'xoxb-3';
    expect(await read(false)).toBe('xoxb-3');
  });
});
