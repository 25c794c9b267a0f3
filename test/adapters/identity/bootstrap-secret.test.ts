import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { secretReader } from '../../../lib/adapters/identity/bootstrap-secret.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:bootstrap';

/** Secrets Manager's JSON protocol, as far as one secret goes. */
let server: Server;
let asked: number;
let answer: { readonly status: number; readonly body: object };
let now: number;

beforeAll(async () => {
  server = createServer((_request, response) => {
    asked++;
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  asked = 0;
  now = 0;
  answer = { status: 200, body: { ARN, SecretString: 'first' } };
});

describe('the bootstrap secret', () => {
  it('is read once in five minutes, so that a rotation is in force soon', async () => {
    const read = secretReader(ARN, () => now);

    expect([await read(), await read()]).toEqual(['first', 'first']);
    expect(asked).toBe(1);

    answer = { status: 200, body: { ARN, SecretString: 'second' } };
    now = 5 * 60_000 + 1;
    expect(await read()).toBe('second');
  });

  it.each([['ResourceNotFoundException'], ['InvalidRequestException']])(
    'is gone where Secrets Manager says %s',
    async (type) => {
      answer = { status: 400, body: { __type: type, message: 'no' } };

      expect(await secretReader(ARN, () => now)()).toBeUndefined();
    },
  );

  it('is unknown where the function may not read it: that is an error, and is not kept', async () => {
    const read = secretReader(ARN, () => now);
    answer = { status: 400, body: { __type: 'AccessDeniedException', message: 'not authorized' } };
    await expect(read()).rejects.toThrow('not authorized');

    answer = { status: 200, body: { ARN, SecretString: 'first' } };
    expect(await read()).toBe('first');
  });
});
