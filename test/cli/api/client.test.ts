import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RegistryClient } from '../../../lib/cli/api/client.ts';
import { RawJson } from '../../../lib/cli/api/operations.ts';
import { FakeRegistry } from '../fake-registry.ts';

const registry = new FakeRegistry();
let client: RegistryClient;
beforeAll(async () => {
  await registry.start();
  client = new RegistryClient({
    url: registry.url,
    token: 't',
    userAgent: 'test',
    world: { now: () => 0, sleep: async () => undefined, random: () => 0 },
    onRetry: () => undefined,
  });
});
beforeEach(() => registry.reset());
afterAll(() => registry.stop());

const TEAM = { name: 'a', prefixes: [], createdAt: '2026-11-21T09:00:00.000Z' };

describe('a call of an operation', () => {
  it('fills its path, escaped, and its query, and answers as the document says', async () => {
    registry.on('GET /v1/subjects/a%2Fb/versions/1/changes', { status: 200, body: { changes: [] } });

    const { changes } = await client.get('GET /v1/subjects/{subject}/versions/{version}/changes', {
      path: { subject: 'a/b', version: '1' },
      query: { since: '0 1' },
      expect: ['changes'],
    });

    expect(changes).toEqual([]);
    expect(registry.requests[0]?.url).toBe('/v1/subjects/a%2Fb/versions/1/changes?since=0+1');
  });

  it.each(['', '.', '..'])('is refused with %j for a name, which would be another path', async (name) => {
    const asked = client.get('GET /v1/teams/{team}', { path: { team: name } });

    await expect(asked).rejects.toMatchObject({ exit: 2, message: `${JSON.stringify(name)} is not a name: give one` });
    expect(registry.requests).toEqual([]);
  });

  it('writes its body as JSON, and leaves one alone that is written already', async () => {
    registry.on('PUT /v1/policy', { status: 200, body: {} });

    await client.get('PUT /v1/policy', { body: { onBreaking: 'reject' } });
    await client.get('PUT /v1/policy', { body: new RawJson('{ "n": 1.0 }') });

    expect(registry.requests.map(({ body }) => body)).toEqual(['{"onBreaking":"reject"}', '{ "n": 1.0 }']);
  });

  it('gathers the pages of a list until there are enough', async () => {
    registry.on('GET /v1/teams', { status: 200, body: { items: [TEAM, TEAM], nextCursor: 'more' } });

    const { items, nextCursor } = await client.list('GET /v1/teams', {}, 3);

    expect([items.length, nextCursor]).toEqual([3, 'more']);
    expect(registry.requests.map(({ url }) => url)).toEqual(['/v1/teams?limit=3', '/v1/teams?limit=1&cursor=more']);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await client.find('GET /v1/teams/{team}', { path: { team: 'none' } })).toBeUndefined();
  });

  it('does not compile where the document says otherwise', async () => {
    registry.on('GET /v1/teams/a', { status: 200, body: TEAM });
    registry.on('DELETE /v1/tokens/1', { status: 204 });

    // @ts-expect-error there is no such operation
    await expect(client.get('GET /v1/pets', {})).rejects.toThrow();
    // @ts-expect-error the path has a name to fill in
    await expect(client.get('GET /v1/teams/{team}', {})).rejects.toThrow();
    // @ts-expect-error no answer has this member
    await expect(client.get('GET /v1/teams/{team}', { path: { team: 'a' }, expect: ['nme'] })).rejects.toThrow();
    // @ts-expect-error a policy has no such member
    await expect(client.get('PUT /v1/policy', { body: { onBraking: 'reject' } })).rejects.toThrow();
    // @ts-expect-error one team is no list
    await expect(client.list('GET /v1/teams/{team}', { path: { team: 'a' } }, 1)).rejects.toThrow();
    const nothing: undefined = await client.get('DELETE /v1/tokens/{token}', { path: { token: '1' } });
    expect(nothing).toBeUndefined();
  });
});
