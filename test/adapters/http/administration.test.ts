import { beforeEach, describe, expect, it } from 'vitest';
import { createHttpHandler } from '../../../lib/adapters/http/handler.ts';
import { administrationRoutes } from '../../../lib/adapters/http/routes/administration.ts';
import { parseToken, tokenMaker } from '../../../lib/adapters/identity/token-secret.ts';
import { DEFAULT_FLOORS } from '../../../lib/domain/policy/settings/floors.ts';
import { DEFAULT_POLICY } from '../../../lib/domain/policy/settings/policy.ts';
import type { Principal } from '../../../lib/domain/principal.ts';
import { CountingIds } from '../../fakes/counting-ids.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { NoPacer } from '../../fakes/no-pacer.ts';
import { ask as askHandler } from './an-event.ts';

const GITHUB = 'https://token.actions.githubusercontent.com';
const ADMIN: Principal = { id: 'bootstrap', verbs: ['read', 'publish', 'subscribe', 'administer'] };
const MEMBER: Principal = { id: 'token:1', team: 'payments', verbs: ['read', 'publish'] };
const READER: Principal = { id: 'token:2', team: 'payments', verbs: ['read'] };
const NOW = '2026-11-20T09:00:00.000Z';

let store: MemoryStore;
let clock: MovableClock;
let ask: (key: string, options?: Asked) => ReturnType<typeof askHandler>;

interface Asked {
  readonly as?: Principal;
  readonly body?: unknown;
  readonly query?: Record<string, string>;
}

/** Asks by a concrete path: finds the route that API Gateway would. */
beforeEach(() => {
  store = new MemoryStore();
  clock = new MovableClock(NOW);
  const handler = createHttpHandler(administrationRoutes, () => ({
    store,
    clock,
    ids: new CountingIds(),
    pacer: new NoPacer(),
    tokens: tokenMaker,
    issuers: [{ issuer: GITHUB, claims: ['repository_id', 'repository_owner_id'] }],
    keptReplies: { once: (_request, work) => work() },
  }));
  ask = (key, { as = ADMIN, body, query } = {}) => {
    const [method = '', path = ''] = key.split(' ');
    for (const route of administrationRoutes) {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
      const match = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
      if (route.method !== method || !match) continue;
      return askHandler(handler, {
        routeKey: `${route.method} ${route.path}`,
        params: Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? ''])),
        authorizer: { principal: JSON.stringify(as) },
        ...(query ? { query } : {}),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    }
    throw new Error(`no route takes ${key}`);
  };
});

const actions = () => store.auditEntries.map(({ action, principal, detail }) => ({ action, principal, detail }));

describe('a team', () => {
  it('is created once, and left alone when asked for again', async () => {
    const [first, again] = [await ask('PUT /v1/teams/payments'), await ask('PUT /v1/teams/payments')];

    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.body).toEqual({ name: 'payments', prefixes: [], createdAt: NOW });
    expect(again.body).toEqual(first.body);
    expect(actions()).toEqual([{ action: 'team.created', principal: 'bootstrap', detail: { name: 'payments' } }]);
  });

  it('is shown and listed to everyone who may read', async () => {
    await ask('PUT /v1/teams/payments');
    await ask('PUT /v1/teams/fraud');

    expect((await ask('GET /v1/teams/fraud', { as: READER })).body).toMatchObject({ name: 'fraud' });
    const first = await ask('GET /v1/teams', { as: READER, query: { limit: '1' } });
    expect(first.body).toMatchObject({ items: [{ name: 'fraud' }], nextCursor: expect.any(String) });
  });

  it.each([
    ['Payments', 400, 'invalid-request'],
    ['a'.repeat(121), 400, 'invalid-request'],
    ['pay%23ments', 400, 'invalid-request'],
  ])('is not called %s', async (name, status, code) => {
    expect((await ask(`PUT /v1/teams/${name}`)).body).toMatchObject({ status, code });
  });

  it.each([
    ['GET /v1/teams/', ''],
    ['PUT /v1/teams/', ''],
    ['GET /v1/teams/', '/identities'],
  ])('whose name is longer than a key is refused: %s…%s', async (before, after) => {
    const reply = await ask(`${before}${'x'.repeat(3000)}${after}`);

    expect(reply.body).toMatchObject({ status: 400, code: 'invalid-request' });
  });

  it('that is not there is not found, with the remedy', async () => {
    expect((await ask('GET /v1/teams/nobody')).body).toMatchObject({
      status: 404,
      detail: expect.stringContaining('forewarn teams create nobody'),
    });
  });

  it('is made by administrators only', async () => {
    expect((await ask('PUT /v1/teams/fraud', { as: MEMBER })).body).toMatchObject({
      status: 403,
      missingVerb: 'administer',
    });
    expect(store.all('team')).toEqual([]);
  });
});

describe('a prefix', () => {
  beforeEach(async () => {
    await ask('PUT /v1/teams/payments');
    await ask('PUT /v1/teams/fraud');
  });

  it('is granted to a team, once', async () => {
    const [first, again] = [
      await ask('PUT /v1/teams/payments/prefixes/payments.cards'),
      await ask('PUT /v1/teams/payments/prefixes/payments.cards'),
    ];

    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toMatchObject({ prefixes: ['payments.cards'] });
    expect(await store.find('prefix', { prefix: 'payments.cards' })).toEqual({
      prefix: 'payments.cards',
      team: 'payments',
    });
    expect(actions().at(-1)).toMatchObject({
      action: 'prefix.granted',
      detail: { name: 'payments', prefix: 'payments.cards' },
    });
  });

  it('is never two teams’, though they may nest', async () => {
    await ask('PUT /v1/teams/payments/prefixes/payments');

    expect((await ask('PUT /v1/teams/fraud/prefixes/payments')).body).toMatchObject({
      status: 409,
      code: 'conflict',
      detail: expect.stringContaining('team payments holds'),
    });
    expect((await ask('PUT /v1/teams/fraud/prefixes/payments.fraud')).status).toBe(201);
  });

  it('can be taken away and granted anew', async () => {
    await ask('PUT /v1/teams/payments/prefixes/payments');

    expect((await ask('DELETE /v1/teams/payments/prefixes/payments')).body).toMatchObject({ prefixes: [] });
    expect((await ask('PUT /v1/teams/fraud/prefixes/payments')).status).toBe(201);
    expect(actions().map(({ action }) => action)).toEqual([
      ...['team.created', 'team.created', 'prefix.granted', 'prefix.taken', 'prefix.granted'],
    ]);
  });

  it('that a team does not hold cannot be taken from it', async () => {
    await ask('PUT /v1/teams/payments/prefixes/payments');

    expect((await ask('DELETE /v1/teams/fraud/prefixes/payments')).body).toMatchObject({ status: 404 });
    expect((await ask('DELETE /v1/teams/payments/prefixes/payments.cards')).body).toMatchObject({
      status: 404,
      detail: expect.stringContaining('it holds payments'),
    });
  });

  it.each([['Payments'], ['payments.'], ['.payments']])('is not %s', async (prefix) => {
    expect((await ask(`PUT /v1/teams/payments/prefixes/${prefix}`)).body).toMatchObject({ status: 400 });
  });

  it('goes to one of two teams that ask at once', async () => {
    store.beforeCommit = async () => {
      store.beforeCommit = undefined;
      await ask('PUT /v1/teams/fraud/prefixes/payments');
    };

    const late = await ask('PUT /v1/teams/payments/prefixes/payments');

    expect(late.body).toMatchObject({ status: 409, detail: expect.stringContaining('team fraud holds') });
    expect(await store.find('team', { name: 'payments' })).toMatchObject({ prefixes: [] });
  });

  it('asks to come again when every race is lost', async () => {
    store.loseCommits = 100;

    expect(await ask('PUT /v1/teams/payments/prefixes/payments')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: { code: 'unavailable' },
    });
  });
});

describe('an identity', () => {
  const claims = { repository_id: '123456', repository_owner_id: '42' };
  const subject = 'repository_id=123456;repository_owner_id=42';
  const body = { issuer: GITHUB, claims, verbs: ['read', 'publish'] };

  beforeEach(async () => {
    await ask('PUT /v1/teams/payments');
    await ask('PUT /v1/teams/fraud');
  });

  it('is mapped, changed, listed and taken back', async () => {
    const mapped = await ask('PUT /v1/teams/payments/identities', { body });
    const again = await ask('PUT /v1/teams/payments/identities', { body: { ...body, verbs: ['publish', 'read'] } });
    const changed = await ask('PUT /v1/teams/payments/identities', { body: { ...body, verbs: ['read'] } });
    const listed = await ask('GET /v1/teams/payments/identities');
    const gone = await ask('DELETE /v1/teams/payments/identities', { query: { issuer: GITHUB, subject } });

    expect([mapped.status, again.status, changed.status, gone.status]).toEqual([201, 200, 200, 204]);
    expect(mapped.body).toEqual({ issuer: GITHUB, subject, team: 'payments', verbs: ['read', 'publish'] });
    expect(listed.body).toEqual({ items: [{ issuer: GITHUB, subject, team: 'payments', verbs: ['read'] }] });
    expect(store.all('identity')).toEqual([]);
    expect(
      actions()
        .slice(2)
        .map(({ action }) => action),
    ).toEqual(['identity.mapped', 'identity.mapped', 'identity.unmapped']);
  });

  it('stands for one team only', async () => {
    await ask('PUT /v1/teams/payments/identities', { body });

    expect((await ask('PUT /v1/teams/fraud/identities', { body })).body).toMatchObject({
      status: 409,
      code: 'conflict',
    });
    expect(await ask('DELETE /v1/teams/fraud/identities', { query: { issuer: GITHUB, subject } })).toMatchObject({
      status: 404,
    });
  });

  it.each([
    ['an unknown issuer', { ...body, issuer: 'https://issuer.example' }, '/issuer'],
    ['a claim too few', { ...body, claims: { repository_id: '123456' } }, '/claims'],
    ['a claim too many', { ...body, claims: { ...claims, ref: 'main' } }, '/claims'],
    ['another claim', { ...body, claims: { repository: 'acme/payments', repository_owner_id: '42' } }, '/claims'],
    [
      'a claim longer than a key',
      { ...body, claims: { repository_id: 'ä'.repeat(170), repository_owner_id: '42' } },
      '/claims',
    ],
    ['an unknown verb', { ...body, verbs: ['write'] }, '/verbs/0'],
    ['no verb', { ...body, verbs: [] }, '/verbs'],
    ['a claim that is a number', { ...body, claims: { ...claims, repository_id: 1 } }, '/claims/repository_id'],
  ])('with %s is refused, as it would never sign anybody in', async (_what, wrong, pointer) => {
    const reply = await ask('PUT /v1/teams/payments/identities', { body: wrong });

    expect(reply.body).toMatchObject({
      status: 400,
      errors: expect.arrayContaining([expect.objectContaining({ pointer })]),
    });
  });

  it('of a team that is not there is not found', async () => {
    expect((await ask('PUT /v1/teams/nobody/identities', { body })).body).toMatchObject({ status: 404 });
  });
});

describe('a token', () => {
  const body = { team: 'payments', verbs: ['read', 'publish'], description: 'CI of payments-api', expiresIn: 'P90D' };

  beforeEach(() => ask('PUT /v1/teams/payments'));

  it('is shown once and kept as a hash', async () => {
    const made = await ask('POST /v1/tokens', { body, as: MEMBER });

    expect(made.status).toBe(201);
    expect(made.headers).toMatchObject({ 'cache-control': 'no-store' });
    const { token, id } = made.body as { token: string; id: string };
    expect(made.body).toEqual({
      id,
      token,
      team: 'payments',
      verbs: ['read', 'publish'],
      description: 'CI of payments-api',
      createdBy: 'token:1',
      createdAt: NOW,
      expiresAt: '2027-02-18T09:00:00.000Z',
    });
    const secret = parseToken(token)?.secret ?? 'missing';
    const listed = await ask('GET /v1/tokens', { as: MEMBER });
    for (const text of [listed.text, JSON.stringify(store.all('token')), JSON.stringify(store.auditEntries)])
      expect(text).not.toContain(secret);
    expect(listed.text).not.toContain('secretHash');
    expect(listed.body).toMatchObject({ items: [{ id, description: 'CI of payments-api' }] });
  });

  it('is revoked once, and stays in the list', async () => {
    const { id } = (await ask('POST /v1/tokens', { body })).body as { id: string };
    clock.advance({ hours: 1 });

    const [first, again] = [
      await ask(`DELETE /v1/tokens/${id}`, { as: MEMBER }),
      await ask(`DELETE /v1/tokens/${id}`, { as: MEMBER }),
    ];

    expect([first.status, again.status]).toEqual([204, 204]);
    expect(await store.find('token', { id })).toMatchObject({ revokedAt: '2026-11-20T10:00:00.000Z' });
    expect(actions().map(({ action }) => action)).toEqual(['team.created', 'token.created', 'token.revoked']);
  });

  it.each([
    ['a member asks for more than it has', MEMBER, { verbs: ['subscribe'] }, 403],
    ['a member asks to administer', MEMBER, { verbs: ['administer'] }, 403],
    ['a member asks for another team', MEMBER, { team: 'fraud' }, 403],
    ['a reader asks', READER, { verbs: ['read'] }, 403],
    ['the team is not there', ADMIN, { team: 'fraud' }, 404],
    ['it would live for ever', ADMIN, { expiresIn: 'P366D' }, 400],
    ['it would never live', ADMIN, { expiresIn: 'PT0S' }, 400],
    ['it would have died', ADMIN, { expiresIn: '-P1D' }, 400],
    ['its life is no duration', ADMIN, { expiresIn: '90 days' }, 400],
    ['nobody says what it is for', ADMIN, { description: '' }, 400],
    ['it is for nothing', ADMIN, { verbs: [] }, 400],
    ['a verb occurs twice', ADMIN, { verbs: ['read', 'read'] }, 400],
  ])('is not made where %s', async (_what, as, more, status) => {
    expect((await ask('POST /v1/tokens', { as, body: { ...body, ...more } })).status).toBe(status);
    expect(store.all('token')).toEqual([]);
  });

  it.each([['P365D'], ['PT1H'], ['P1Y']])('may live %s', async (expiresIn) => {
    expect((await ask('POST /v1/tokens', { body: { ...body, expiresIn } })).status).toBe(201);
  });

  it('may administer where an administrator says so', async () => {
    expect((await ask('POST /v1/tokens', { body: { ...body, verbs: ['administer'] } })).status).toBe(201);
  });

  it('of another team looks as if it were not there', async () => {
    const { id } = (await ask('POST /v1/tokens', { body })).body as { id: string };
    const stranger: Principal = { id: 'token:3', team: 'fraud', verbs: ['subscribe'] };

    const [theirs, nobodys, nonsense] = [
      await ask(`DELETE /v1/tokens/${id}`, { as: stranger }),
      await ask('DELETE /v1/tokens/01JD8Q3M6T5Y0000000000ABCD', { as: stranger }),
      await ask(`DELETE /v1/tokens/${'x'.repeat(3000)}`, { as: stranger }),
    ];

    expect([theirs.status, nobodys.status, nonsense.status]).toEqual([404, 404, 404]);
    expect((await ask('GET /v1/tokens', { as: stranger, query: { team: 'payments' } })).status).toBe(403);
    expect((await ask('GET /v1/tokens', { as: stranger })).body).toEqual({ items: [] });
  });

  it('is listed for a team, which somebody of no team has to name', async () => {
    await ask('POST /v1/tokens', { body });

    expect((await ask('GET /v1/tokens')).body).toMatchObject({
      status: 400,
      detail: expect.stringContaining('?team='),
    });
    expect((await ask('GET /v1/tokens', { query: { team: 'payments' } })).body).toMatchObject({
      items: [{ team: 'payments' }],
    });
  });
});

describe('the organisation’s policy', () => {
  it('is the defaults until it is set, and then what is set over them', async () => {
    const before = await ask('GET /v1/policy', { as: READER });
    const policy = { onBreaking: 'reject', notice: { critical: 'P60D' }, reminders: [] };

    const set = await ask('PUT /v1/policy', { body: policy });
    const after = await ask('GET /v1/policy', { as: READER });

    expect(before.body).toEqual({
      policy: {},
      effective: DEFAULT_POLICY,
      floors: {},
      effectiveFloors: DEFAULT_FLOORS,
    });
    expect(set.body).toEqual(after.body);
    expect(after.body).toMatchObject({
      policy,
      effective: {
        onBreaking: 'reject',
        notice: { critical: 'P60D', standard: 'P14D' },
        reminders: [],
        staleAfter: 'P90D',
        categoryKeywords: ['x-extensible-enum', 'x-enum'],
      },
    });
    expect(actions()).toEqual([{ action: 'policy.set', principal: 'bootstrap', detail: { policy } }]);
  });

  it('is replaced as a whole', async () => {
    await ask('PUT /v1/policy', { body: { onBreaking: 'reject' } });
    await ask('PUT /v1/policy', { body: { staleAfter: 'P2M' } });

    expect((await ask('GET /v1/policy')).body).toMatchObject({
      policy: { staleAfter: 'P2M' },
      effective: { onBreaking: 'propose' },
    });
  });

  it.each([
    [{ onBreaking: 'explode' }, '/onBreaking'],
    [{ notice: { critical: 'PT5H' } }, '/notice/critical'],
    [{ notice: { critcal: 'P5D' } }, '/notice/critcal'],
    [{ holdCritical: '-P5D' }, '/holdCritical'],
    [{ staleAfter: 'P11Y' }, '/staleAfter'],
    [{ categoryKeywords: ['enum'] }, '/categoryKeywords/0'],
    [{ reminders: ['P1D', 'P1D'] }, '/reminders'],
    [{ compatibility: 'SIDEWAYS' }, '/compatibility'],
  ])('is not %o', async (body, pointer) => {
    const reply = await ask('PUT /v1/policy', { body });

    expect(reply.body).toMatchObject({ status: 400, errors: [{ pointer }] });
  });

  it.each([
    [{ staleAfter: 'P0D' }, '/staleAfter', 'staleAfter may not be P0D: the organisation allows P14D or longer'],
    [{ notice: { standard: 'P0D' } }, '/notice/standard', 'the organisation allows P1D or longer'],
  ])('is not below the floors that are there unset: %o', async (body, pointer, detail) => {
    const reply = await ask('PUT /v1/policy', { body });

    expect(reply.body).toMatchObject({ status: 400, errors: [{ pointer, detail: expect.stringContaining(detail) }] });
  });

  it('has floors of its own, which administrators set and which its decisions leave alone', async () => {
    const floors = { onBreaking: 'propose', notice: { critical: 'P60D' }, liveEnvironments: ['production', 'eu'] };
    expect((await ask('PUT /v1/policy/floors', { as: MEMBER, body: floors })).status).toBe(403);

    await ask('PUT /v1/policy', { body: { onBreaking: 'announce' } });
    const set = await ask('PUT /v1/policy/floors', { body: floors });

    expect(set.body).toMatchObject({
      policy: { onBreaking: 'announce' },
      effective: {
        onBreaking: 'propose',
        notice: { critical: 'P60D', standard: 'P14D' },
        liveEnvironments: ['production', 'eu'],
      },
      floors,
      effectiveFloors: { ...DEFAULT_FLOORS, ...floors, notice: { ...DEFAULT_FLOORS.notice, critical: 'P60D' } },
    });
    expect(actions().at(-1)).toEqual({ action: 'policy.floors-set', principal: 'bootstrap', detail: { floors } });
    await ask('PUT /v1/policy', { body: { staleAfter: 'P30D' } });
    expect((await ask('GET /v1/policy')).body).toMatchObject({ policy: { staleAfter: 'P30D' }, floors });
    expect((await ask('PUT /v1/policy', { body: { onBreaking: 'announce' } })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/onBreaking' }],
    });
  });

  it('is set by administrators only, and only once by two at once', async () => {
    expect((await ask('PUT /v1/policy', { as: MEMBER, body: {} })).status).toBe(403);
    store.beforeCommit = async () => {
      store.beforeCommit = undefined;
      await ask('PUT /v1/policy', { body: { onBreaking: 'announce' } });
    };

    await ask('PUT /v1/policy', { body: { onBreaking: 'reject' } });

    expect(store.all('organisation')).toEqual([{ policy: { onBreaking: 'reject' }, revision: 2 }]);
    expect(store.auditEntries.at(-1)?.writes).toMatchObject([
      { before: { policy: { onBreaking: 'announce' } }, after: { policy: { onBreaking: 'reject' } } },
    ]);
  });
});
