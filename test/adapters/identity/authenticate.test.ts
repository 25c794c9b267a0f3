import { beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../../../lib/adapters/identity/authenticate.ts';
import { parseToken, tokenMaker } from '../../../lib/adapters/identity/token-secret.ts';
import type { ApiToken } from '../../../lib/domain/principal.ts';
import { MemoryStore } from '../../fakes/memory-store.ts';

const ID = '01JD8Q3M6T5Y0000000000ABCD';
const NOW = '2026-11-21T09:00:00.000Z';
const BOOTSTRAP = 'pV7kQ2mZ9xR4tY6uB1nC3dF5gH8jL0wS';

const made = tokenMaker.make(ID);
let store: MemoryStore;
let reads: number;

const seedToken = (more: Partial<ApiToken> = {}) =>
  store.seed('token', {
    id: ID,
    secretHash: made.secretHash,
    team: 'payments',
    verbs: ['read', 'publish'],
    description: 'CI of payments-api',
    createdBy: 'bootstrap',
    createdAt: '2026-11-01T00:00:00.000Z',
    expiresAt: '2026-12-01T00:00:00.000Z',
    revision: 1,
    ...more,
  });
const asking = (header: string | undefined, bootstrap: string | undefined = BOOTSTRAP) =>
  authenticate(header, {
    store,
    now: NOW,
    oidc: { verify: async () => ({ outcome: 'refused', detail: 'not here' }) },
    bootstrapSecret: async () => {
      reads++;
      return bootstrap;
    },
  });
const refusal = (detail: string) => ({
  outcome: 'refused',
  refusal: { code: 'unauthenticated', detail: expect.stringContaining(detail) },
});

beforeEach(() => {
  store = new MemoryStore();
  reads = 0;
  seedToken();
});

describe('an API token', () => {
  it('is shown with its id and 32 random bytes, and kept as a hash only', () => {
    const other = tokenMaker.make(ID);

    expect(made.text).toMatch(/^fw_01JD8Q3M6T5Y0000000000ABCD_[A-Za-z0-9_-]{43}$/);
    expect(made.secretHash).toMatch(/^[0-9a-f]{64}$/);
    expect(other.text).not.toBe(made.text);
    expect(made.secretHash).not.toContain(parseToken(made.text)?.secret);
  });

  it.each([['Bearer'], ['bearer'], ['BEARER ']])('signs its bearer in as its team, after "%s"', async (scheme) => {
    expect(await asking(`${scheme} ${made.text}`)).toEqual({
      outcome: 'signed-in',
      principal: { id: `token:${ID}`, team: 'payments', verbs: ['read', 'publish'] },
      expires: Date.parse('2026-12-01T00:00:00.000Z') / 1000,
    });
  });

  it.each([
    ['that is revoked', { revokedAt: '2026-11-20T00:00:00.000Z' }, 'revoked'],
    ['that has expired', { expiresAt: '2026-11-20T00:00:00.000Z' }, 'expired'],
    ['that expires at this very moment', { expiresAt: NOW }, 'expired'],
    ['whose stored hash is damaged', { secretHash: 'abc' }, 'not known'],
  ])('%s is refused', async (_what, more, detail) => {
    seedToken(more);

    expect(await asking(`Bearer ${made.text}`)).toEqual(refusal(detail));
  });

  it.each([
    ['another secret', `fw_${ID}_${'A'.repeat(43)}`],
    [
      'a secret with one letter changed',
      made.text.slice(0, -2) + (made.text.at(-2) === 'x' ? 'y' : 'x') + made.text.at(-1),
    ],
    ['an unknown id', made.text.replace(ID, '01JD8Q3M6T5Y0000000000ABCE')],
    ['no secret', `fw_${ID}_`],
    ['something behind it', `${made.text}A`],
    ['the hash for a secret', `fw_${ID}_${made.secretHash.slice(0, 43)}`],
    ['another alphabet', `fw_${ID.toLowerCase()}_${'A'.repeat(43)}`],
  ])('with %s gets the same answer as one that never was', async (_what, token) => {
    expect(await asking(`Bearer ${token}`)).toEqual(refusal('the token is not known'));
    expect(reads).toBe(0);
  });

  it('does not tell of a revocation without its secret', async () => {
    seedToken({ revokedAt: '2026-11-20T00:00:00.000Z' });

    expect(await asking(`Bearer fw_${ID}_${'A'.repeat(43)}`)).toEqual(refusal('not known'));
  });
});

describe('the bootstrap secret', () => {
  it('may do everything, for no team', async () => {
    expect(await asking(`Bearer ${BOOTSTRAP}`)).toEqual({
      outcome: 'signed-in',
      principal: { id: 'bootstrap', verbs: ['read', 'publish', 'subscribe', 'watch', 'administer'] },
    });
  });

  it.each([
    ['another word', 'guess', BOOTSTRAP],
    ['its beginning', BOOTSTRAP.slice(0, -1), BOOTSTRAP],
    ['anything, once it is deleted', 'undefined', undefined],
    ['anything, where it is empty', '""', ''],
  ])('is not %s', async (_what, token, secret) => {
    expect(
      await authenticate(`Bearer ${token}`, {
        store,
        now: NOW,
        oidc: { verify: async () => ({ outcome: 'refused', detail: 'not here' }) },
        bootstrapSecret: async () => secret,
      }),
    ).toEqual(refusal('not known'));
  });
});

describe('a header', () => {
  it.each([[undefined], [''], ['Bearer'], ['Bearer '], ['Basic dXNlcjpwYXNz'], [made.text], ['Bearer a b']])(
    '"%s" says nobody',
    async (header) => {
      expect(await asking(header)).toEqual(refusal('Authorization: Bearer'));
    },
  );

  it('with a JWT is the OIDC verifier’s to judge', async () => {
    expect(await asking('Bearer eyJhbGciOiJub25lIn0.e30.')).toEqual(refusal('not here'));
    expect(reads).toBe(0);
  });
});
