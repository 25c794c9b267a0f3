import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
beforeEach(() => {
  registry.reset();
  registry
    .on('GET /v1/subjects', { status: 200, body: { items: [{ name: 'a', policy: {} }, { name: 'b' }] } })
    .on('GET /v1/subjects/a', { status: 200, body: { name: 'a', policy: {} } })
    .on('GET /v1/subjects/a/versions', { status: 200, body: { items: [{ version: 2 }, { version: 1 }] } })
    .on('GET /v1/subjects/b/versions', { status: 200, body: { items: [] } })
    .on('GET /v1/subjects/a/versions/1', {
      status: 200,
      body: '{"version":1,"status":"deprecated","schema":{"maximum":12345678901234567890}}',
    })
    .on('GET /v1/subjects/a/versions/2', {
      status: 200,
      body: { version: 2, status: 'active', publishedAt: '2026-11-24T09:00:00.000Z', schema: { const: '\u202e' } },
    });
});
afterAll(() => registry.stop());

const runExport = (...argv: readonly string[]) =>
  run(['export', ...argv], { env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_secret' } });

describe('forewarn export', () => {
  it('prints every subject and each of its versions, oldest first, with all digits', async () => {
    const { exit, stdout } = await runExport();

    expect(stdout.split('\n')).toEqual([
      '{"kind":"subject","name":"a","policy":{}}',
      '{"kind":"version","version":1,"status":"deprecated","schema":{"maximum":12345678901234567890}}',
      '{"kind":"version","version":2,"status":"active","publishedAt":"2026-11-24T09:00:00.000Z","schema":{"const":"\\u202e"}}',
      '{"kind":"subject","name":"b"}',
      '',
    ]);
    expect(exit).toBe(0);
  });

  it('prints one subject only', async () => {
    const { stdout } = await runExport('a');

    expect(stdout.split('\n').map((line) => line.slice(0, 28))).toEqual([
      '{"kind":"subject","name":"a"',
      '{"kind":"version","version":',
      '{"kind":"version","version":',
      '',
    ]);
  });

  it('ends with whole lines and says so where the registry goes away in the middle', async () => {
    registry.on('GET /v1/subjects/a/versions/2', { status: 503, body: {} });

    const { exit, stdout, stderr } = await runExport('a');

    expect(stdout.split('\n')).toHaveLength(3);
    expect(stderr).toContain('The export is not complete: it has 1 version.');
    expect(exit).toBe(3);
  });

  it('says which subject there is not', async () => {
    const { exit, stdout } = await runExport('c');

    expect(stdout).toBe('');
    expect(exit).toBe(2);
  });
});
