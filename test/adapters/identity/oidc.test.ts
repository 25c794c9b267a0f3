import { createHmac } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../../../lib/adapters/identity/authenticate.ts';
import type { IssuerSettings } from '../../../lib/adapters/identity/oidc-settings.ts';
import { createOidcVerifier, type OidcVerifier } from '../../../lib/adapters/identity/oidc-verifier.ts';
import { type Identity, identitySubject } from '../../../lib/domain/principal.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';
import { LocalIssuer } from './local-issuer.ts';

const CLAIMS = { repository_id: '123456', repository_owner_id: '42' };
const MINUTE = 60_000;

let issuer: LocalIssuer;
let settings: IssuerSettings;
let store: MemoryStore;
let oidc: OidcVerifier;
let now: number;

beforeAll(async () => {
  issuer = await LocalIssuer.start();
});
afterAll(() => issuer.stop());
beforeEach(async () => {
  await issuer.rotate('key-1');
  issuer.failWith = undefined;
  now = Date.now();
  settings = {
    issuer: issuer.url,
    audience: 'forewarn',
    jwksUri: issuer.jwksUri,
    claims: ['repository_id', 'repository_owner_id'],
    writeWhen: [
      { claim: 'ref_protected', equals: 'true' },
      { claim: 'environment', equals: 'production' },
    ],
  };
  store = new MemoryStore();
  seedIdentity({});
  oidc = verifier();
});

const verifier = (more: { penaltySeconds?: number } = {}) =>
  createOidcVerifier({ issuers: [settings], now: () => now, fetcher: issuer.fetcher, penaltySeconds: 0.01, ...more });
const seedIdentity = (more: Partial<Identity>) =>
  store.seed('identity', {
    issuer: issuer.url,
    subject: identitySubject(CLAIMS),
    team: 'payments',
    verbs: ['read', 'publish'],
    revision: 1,
    ...more,
  });
const authenticateWith = (token: string) =>
  authenticate(`Bearer ${token}`, {
    store,
    oidc,
    bootstrapSecret: async () => undefined,
    now: new Date(now).toISOString(),
  });
const signedWith = async (claims: Readonly<Record<string, unknown>>) =>
  authenticateWith(await issuer.sign({ ...CLAIMS, ref_protected: 'true', ...claims }));

describe('an OIDC token', () => {
  it('signs its bearer in as the team that its claims are mapped to', async () => {
    const exp = Math.floor(Date.now() / 1000) + 100;

    expect(await signedWith({ exp })).toEqual({
      outcome: 'signed-in',
      principal: {
        id: `oidc:${issuer.url}#repository_id=123456;repository_owner_id=42`,
        team: 'payments',
        verbs: ['read', 'publish'],
      },
      expires: exp,
    });
  });

  it('may be for several audiences, ours among them, and have its ids as numbers', async () => {
    const result = await signedWith({ aud: ['https://github.com/acme', 'forewarn'], repository_id: 123456 });

    expect(result.outcome).toBe('signed-in');
  });

  it.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['has expired', { exp: 1_700_000_000 }, 'unauthenticated', 'has expired'],
    ['never expires', { exp: undefined }, 'unauthenticated', 'no "exp"'],
    ['is not valid yet', { nbf: 9_999_999_999 }, 'unauthenticated', 'not valid yet'],
    ['is for another audience', { aud: 'https://github.com/acme' }, 'unauthenticated', 'with the audience forewarn'],
    ['is for nobody', { aud: undefined }, 'unauthenticated', 'audience'],
    [
      'is of another issuer',
      { iss: 'https://issuer.example' },
      'unauthenticated',
      'issuer of the OIDC token is not accepted',
    ],
    ['is of no issuer', { iss: undefined }, 'unauthenticated', 'not accepted'],
    ['lacks a claim', { repository_id: undefined }, 'forbidden', 'lacks repository_id'],
    ['has a claim that is not text', { repository_id: ['123456'] }, 'forbidden', 'lacks repository_id'],
    [
      'is of a repository that nobody mapped',
      { repository_id: '7' },
      'forbidden',
      'no team is mapped to repository_id=7;',
    ],
    ['is of a repository that moved to another owner', { repository_owner_id: '43' }, 'forbidden', 'no team is mapped'],
    ['has a claim longer than any key', { repository_id: 'x'.repeat(5000) }, 'forbidden', 'no team is mapped'],
    [
      'smuggles one claim in another',
      { repository_id: '123456;repository_owner_id=42', repository_owner_id: '' },
      'forbidden',
      'no team',
    ],
  ])('that %s is refused', async (_what, claims, code, detail) => {
    expect(await signedWith(claims)).toEqual({
      outcome: 'refused',
      refusal: { code, detail: expect.stringContaining(detail) },
    });
  });

  it.each([
    ['ref_protected = true', { ref_protected: 'true' }, ['read', 'publish']],
    ['the production environment', { ref_protected: 'false', environment: 'production' }, ['read', 'publish']],
    ['a boolean claim', { ref_protected: true }, ['read', 'publish']],
    ['another environment', { ref_protected: 'false', environment: 'preview' }, ['read']],
    ['a pull request', { ref_protected: 'false' }, ['read']],
    ['no word on it', { ref_protected: undefined }, ['read']],
  ])('with %s may do what follows from it', async (_what, claims, verbs) => {
    const result = await signedWith(claims);

    const principal = result.outcome === 'signed-in' ? result.principal : undefined;
    expect(principal?.verbs).toEqual(verbs);
    expect(principal?.withheld?.verbs).toEqual(verbs.length === 1 ? ['publish'] : undefined);
    if (principal?.withheld)
      expect(principal.withheld.reason).toContain('ref_protected = true or environment = production');
  });

  it('of an issuer without conditions only reads', async () => {
    settings = { ...settings, writeWhen: [] };
    oidc = verifier();

    expect(await signedWith({})).toMatchObject({ principal: { verbs: ['read'], withheld: { verbs: ['publish'] } } });
  });

  it('is refused where no issuer is configured', async () => {
    oidc = createOidcVerifier({ issuers: [], now: () => now });

    expect(await signedWith({})).toMatchObject({ refusal: { detail: expect.stringContaining('not accepted here') } });
  });
});

describe('a forged OIDC token', () => {
  const claims = () => ({ iss: issuer.url, aud: 'forewarn', exp: Math.floor(Date.now() / 1000) + 300, ...CLAIMS });
  const refused = {
    outcome: 'refused',
    refusal: { code: 'unauthenticated', detail: expect.stringContaining('not signed') },
  };
  const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('without a signature is refused', async () => {
    expect(await authenticateWith(new UnsecuredJWT(claims()).encode())).toEqual(refused);
    const withKid = `${base64({ alg: 'none', kid: 'key-1' })}.${base64(claims())}.`;
    expect(await authenticateWith(withKid)).toEqual(refused);
  });

  it('signed with the public key as if it were a shared secret is refused', async () => {
    const head = `${base64({ alg: 'HS256', kid: 'key-1' })}.${base64(claims())}`;
    const signature = createHmac('sha256', JSON.stringify(issuer.publicJwk)).update(head).digest('base64url');

    expect(await authenticateWith(`${head}.${signature}`)).toEqual(refused);
  });

  it('whose claims were changed after signing is refused', async () => {
    const [head, , signature] = (await issuer.sign(CLAIMS)).split('.');

    expect(await authenticateWith(`${head}.${base64({ ...claims(), repository_id: '1' })}.${signature}`)).toEqual(
      refused,
    );
  });

  it('signed by a key of somebody else under a known id is refused', async () => {
    const other = await LocalIssuer.start();
    const token = await other.sign({ ...claims() });
    await other.stop();

    expect(await authenticateWith(token)).toEqual(refused);
  });

  it('that is no JWT at all is refused', async () => {
    expect(await authenticateWith('a.b.c')).toEqual(refused);
  });
});

describe('an issuer', () => {
  it('is asked for its keys once, however many tokens it signed', async () => {
    const before = issuer.fetches;

    await Promise.all([signedWith({}), signedWith({}), signedWith({})]);
    await signedWith({});

    expect(issuer.fetches - before).toBe(1);
  });

  it('may rotate its keys: the new one is fetched, the old one no longer taken', async () => {
    const old = await issuer.sign(CLAIMS);
    expect((await authenticateWith(old)).outcome).toBe('signed-in');

    await issuer.rotate('key-2');

    expect((await signedWith({})).outcome).toBe('signed-in');
    expect((await authenticateWith(old)).outcome).toBe('refused');
  });

  it('may withdraw a key: it is forgotten within ten minutes even if no new one is seen', async () => {
    const old = await issuer.sign(CLAIMS);
    await authenticateWith(old);
    await issuer.rotate('key-3');

    now += 9 * MINUTE;
    expect((await authenticateWith(old)).outcome).toBe('signed-in');
    now += 2 * MINUTE;
    expect((await authenticateWith(old)).outcome).toBe('refused');
  });

  it('is not asked again for every key id that a stranger makes up', async () => {
    oidc = verifier({ penaltySeconds: 60 });
    await signedWith({});
    const before = issuer.fetches;

    for (const kid of ['x', 'y', 'z'])
      expect(await authenticateWith(await issuer.sign(CLAIMS, { kid }))).toMatchObject({ outcome: 'refused' });

    expect(issuer.fetches - before).toBe(1);
    expect((await signedWith({})).outcome).toBe('signed-in');
  });

  it('that is down is no fault of the bearer: it throws, so that nothing is cached', async () => {
    issuer.failWith = 500;

    await expect(signedWith({})).rejects.toThrow('500');

    issuer.failWith = undefined;
    expect((await signedWith({})).outcome).toBe('signed-in');
  });

  it('whose certificate nobody trusts is not believed', async () => {
    oidc = createOidcVerifier({ issuers: [settings], now: () => now });

    await expect(signedWith({})).rejects.toThrow('self-signed');
  });
});
