import * as Type from 'typebox';
import { Compile } from 'typebox/schema';

const Condition = Type.Object({ claim: Type.String({ minLength: 1 }), equals: Type.String() });
const Issuer = Type.Object({
  issuer: Type.String({ pattern: '^https://' }),
  audience: Type.String({ minLength: 1 }),
  jwksUri: Type.Optional(Type.String({ pattern: '^https://' })),
  claims: Type.Array(Type.String({ minLength: 1 }), { minItems: 1 }),
  writeWhen: Type.Optional(Type.Array(Condition)),
});

/** An OIDC issuer whose tokens are accepted. */
export interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  /** All of them together stand for a team, e.g. GitHub's `repository_id` and `repository_owner_id`. */
  readonly claims: readonly string[];
  /** More than reading needs one of these to hold. */
  readonly writeWhen: readonly { readonly claim: string; readonly equals: string }[];
}

/** GitHub and GitLab both say so of a protected branch or tag; an issuer that says otherwise has its own `writeWhen`. */
const PROTECTED = [{ claim: 'ref_protected', equals: 'true' }];

/** GitHub's lies elsewhere than the default of OpenID Connect Discovery implementations, GitLab's too. */
const JWKS_PATHS: Readonly<Record<string, string>> = {
  'https://token.actions.githubusercontent.com': '/.well-known/jwks',
  'https://gitlab.com': '/oauth/discovery/keys',
};

/**
 * Reads the setting `OIDC_ISSUERS`. Throws an Error that names it: a deployment with a wrong one must not start.
 */
export function readIssuers(json: string): readonly IssuerSettings[] {
  const given = parse(json);
  const validator = Compile(Type.Array(Issuer));
  if (!validator.Check(given)) {
    const [, [first]] = validator.Errors(given);
    throw new Error(`OIDC_ISSUERS${first?.instancePath ?? ''} ${first?.message ?? 'is not a list of issuers'}`);
  }
  return given.map(({ issuer, audience, jwksUri, claims, writeWhen }) => ({
    issuer,
    audience,
    jwksUri: jwksUri ?? `${issuer.replace(/\/$/, '')}${JWKS_PATHS[issuer] ?? '/.well-known/jwks.json'}`,
    claims,
    writeWhen: writeWhen ?? PROTECTED,
  }));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error('OIDC_ISSUERS is not JSON', { cause: error });
  }
}
