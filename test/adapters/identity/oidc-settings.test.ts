import { describe, expect, it } from 'vitest';
import { readIssuers } from '../../../lib/adapters/identity/oidc-settings.ts';

const GITHUB = {
  issuer: 'https://token.actions.githubusercontent.com',
  audience: 'forewarn',
  claims: ['repository_id'],
};

describe('OIDC_ISSUERS', () => {
  it.each([
    [GITHUB.issuer, 'https://token.actions.githubusercontent.com/.well-known/jwks'],
    ['https://gitlab.com', 'https://gitlab.com/oauth/discovery/keys'],
    ['https://issuer.example', 'https://issuer.example/.well-known/jwks.json'],
    ['https://issuer.example/realm/', 'https://issuer.example/realm/.well-known/jwks.json'],
  ])('finds the keys of %s', (issuer, jwksUri) => {
    expect(readIssuers(JSON.stringify([{ ...GITHUB, issuer }]))).toMatchObject([{ issuer, jwksUri }]);
  });

  it('lets only protected refs write where nothing else is said', () => {
    const [silent, outspoken] = readIssuers(
      JSON.stringify([GITHUB, { ...GITHUB, writeWhen: [], jwksUri: 'https://keys.example/jwks' }]),
    );

    expect(silent?.writeWhen).toEqual([{ claim: 'ref_protected', equals: 'true' }]);
    expect(outspoken).toMatchObject({ writeWhen: [], jwksUri: 'https://keys.example/jwks' });
  });

  it('may be none', () => {
    expect(readIssuers('[]')).toEqual([]);
  });

  it.each([
    ['{}', 'OIDC_ISSUERS must be a list'],
    ['[{"issuer":"https://a.example"}]', 'OIDC_ISSUERS/0/audience must be a text'],
    [JSON.stringify([{ ...GITHUB, issuer: 'http://a.example' }]), 'OIDC_ISSUERS/0/issuer'],
    [JSON.stringify([{ ...GITHUB, claims: [] }]), 'OIDC_ISSUERS/0/claims'],
    [JSON.stringify([{ ...GITHUB, writeWhen: [{ claim: 'a', equals: true }] }]), 'OIDC_ISSUERS/0/writeWhen'],
    [JSON.stringify([{ ...GITHUB, writeWhen: [{ all: [] }] }]), 'OIDC_ISSUERS/0/writeWhen'],
    [JSON.stringify([{ ...GITHUB, writeWhen: [{ all: [{ claim: 'a' }] }] }]), 'OIDC_ISSUERS/0/writeWhen'],
    [
      JSON.stringify([{ ...GITHUB, writeWhen: [{ all: [{ claim: 'a', equals: 'b' }], claim: 'a', equals: 'b' }] }]),
      'OIDC_ISSUERS/0/writeWhen',
    ],
    ['[7]', 'OIDC_ISSUERS/0/issuer'],
    [JSON.stringify([{ ...GITHUB, jwksUri: 'http://a.example' }]), 'OIDC_ISSUERS/0/jwksUri'],
    ['', 'OIDC_ISSUERS is not JSON'],
  ])('%s stops the function from starting', (json, message) => {
    expect(() => readIssuers(json)).toThrow(message);
  });
});
