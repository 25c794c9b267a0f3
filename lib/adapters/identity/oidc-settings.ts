import type { ClaimCondition, WriteCondition } from '../../domain/policy/settings/sign-in.ts';

/** An OIDC issuer whose tokens are accepted. */
export interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  /** All of them together stand for a team, e.g. GitHub's `repository_id` and `repository_owner_id`. */
  readonly claims: readonly string[];
  /** More than reading needs one of these to hold. */
  readonly writeWhen: readonly WriteCondition[];
}

/** GitHub and GitLab both say so of a protected branch or tag; an issuer that says otherwise has its own `writeWhen`. */
const PROTECTED = [{ claim: 'ref_protected', equals: 'true' }];

/** GitHub's lies elsewhere than the default of OpenID Connect Discovery implementations, GitLab's too. */
const JWKS_PATHS: Readonly<Record<string, string>> = {
  'https://token.actions.githubusercontent.com': '/.well-known/jwks',
  'https://gitlab.com': '/oauth/discovery/keys',
};

/** Reads the setting `OIDC_ISSUERS`. Throws an Error that names the place: a deployment with a wrong one must not start. */
export function readIssuers(json: string): readonly IssuerSettings[] {
  const given = parse(json);
  if (!Array.isArray(given)) throw wrong('', 'must be a list of issuers');
  return given.map(readIssuer);
}

// By hand: a schema library would be a tenth of the authorizer's code, for one setting that is read once.
function readIssuer(given: unknown, at: number): IssuerSettings {
  const members = isObject(given) ? given : {};
  const { issuer, audience, claims, writeWhen = PROTECTED } = members;
  if (!isHttps(issuer)) throw wrong(`/${at}/issuer`, 'must be an https address');
  if (!isText(audience)) throw wrong(`/${at}/audience`, 'must be a text');
  if (!isListOf(claims, isText) || claims.length === 0) throw wrong(`/${at}/claims`, 'must name at least one claim');
  if (!isListOf(writeWhen, isCondition))
    throw wrong(`/${at}/writeWhen`, 'must be a list of {"claim", "equals"} or {"all": [{"claim", "equals"}, …]}');
  const usual = `${issuer.replace(/\/$/, '')}${JWKS_PATHS[issuer] ?? '/.well-known/jwks.json'}`;
  const jwksUri = members['jwksUri'] ?? usual;
  if (!isHttps(jwksUri)) throw wrong(`/${at}/jwksUri`, 'must be an https address');
  return { issuer, audience, jwksUri, claims, writeWhen };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isHttps = (value: unknown): value is string => isText(value) && value.startsWith('https://');
const isListOf = <T>(value: unknown, is: (member: unknown) => member is T): value is readonly T[] =>
  Array.isArray(value) && value.every(is);
const isClaim = (value: unknown): value is ClaimCondition =>
  isObject(value) && isText(value['claim']) && typeof value['equals'] === 'string' && !('all' in value);
// An empty `all` would hold for everybody.
const isCondition = (value: unknown): value is WriteCondition =>
  isClaim(value) ||
  (isObject(value) && Object.keys(value).length === 1 && isListOf(value['all'], isClaim) && value['all'].length > 0);

const wrong = (place: string, detail: string): Error => new Error(`OIDC_ISSUERS${place} ${detail}`);

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new Error('OIDC_ISSUERS is not JSON', { cause: error });
  }
}
