import type { Store } from '../../application/ports/store.ts';
import { claimText, whyOnlyRead } from '../../domain/policy/settings/sign-in.ts';
import { IDENTITY_LENGTH, identitySubject, type Principal, VERBS, type Verb } from '../../domain/principal.ts';
import type { Refusal } from '../http/caller.ts';
import type { OidcOutcome, OidcVerifier } from './oidc-verifier.ts';
import { equalsSecret, matchesHash, parseToken } from './token-secret.ts';

export interface AuthenticationPorts {
  readonly store: Pick<Store, 'find'>;
  readonly oidc: OidcVerifier;
  /** The administrator's first token; `undefined` once it is deleted. */
  readonly bootstrapSecret: () => Promise<string | undefined>;
  /** UTC ISO 8601. */
  readonly now: string;
}
export type Authentication =
  | { readonly outcome: 'signed-in'; readonly principal: Principal /** Epoch seconds. */; readonly expires?: number }
  | { readonly outcome: 'refused'; readonly refusal: Refusal };

const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Who sends this `Authorization` header: an API token (`fw_…`), an OIDC token (a JWT), or the bootstrap secret. A
 * refusal names what is missing; only a world out of order throws.
 */
export async function authenticate(header: string | undefined, ports: AuthenticationPorts): Promise<Authentication> {
  const [, token] = /^bearer +(\S+)$/i.exec(header?.trim() ?? '') ?? [];
  if (token === undefined) return unauthenticated('the header must be "Authorization: Bearer <token>"');
  if (token.startsWith('fw_')) return withApiToken(token, ports);
  if (JWT.test(token)) return withOidcToken(token, ports);
  const secret = await ports.bootstrapSecret();
  if (secret !== undefined && secret !== '' && equalsSecret(token, secret))
    return { outcome: 'signed-in', principal: { id: 'bootstrap', verbs: VERBS } };
  return unauthenticated('the token is not known');
}

async function withApiToken(text: string, { store, now }: AuthenticationPorts): Promise<Authentication> {
  const parsed = parseToken(text);
  const token = parsed && (await store.find('token', { id: parsed.id }));
  // One answer for an unknown id and for a wrong secret: neither tells which ids there are.
  if (!token || !matchesHash(parsed.secret, token.secretHash)) return unauthenticated('the token is not known');
  if (token.revokedAt !== undefined) return unauthenticated('the token has been revoked; make a new one');
  if (token.expiresAt <= now) return unauthenticated('the token has expired; make a new one');
  const principal = { id: `token:${token.id}`, team: token.team, verbs: token.verbs };
  return { outcome: 'signed-in', principal, expires: Date.parse(token.expiresAt) / 1000 };
}

async function withOidcToken(text: string, { store, oidc }: AuthenticationPorts): Promise<Authentication> {
  const verified = await oidc.verify(text);
  if (verified.outcome === 'refused') return unauthenticated(verified.detail);
  const { issuer, claims, expires } = verified;
  const wanted = issuer.claims.map((name) => [name, claimText(claims[name])] as const);
  const lacking = wanted.filter(([, value]) => value === undefined).map(([name]) => name);
  if (lacking.length > 0) return forbidden(`the OIDC token lacks ${lacking.join(' and ')}, by which teams are found`);
  const subject = identitySubject(Object.fromEntries(wanted.map(([name, value]) => [name, value ?? ''])));
  const identity =
    subject.length > IDENTITY_LENGTH ? undefined : await store.find('identity', { issuer: issuer.issuer, subject });
  if (!identity)
    return forbidden(`no team is mapped to ${subject.slice(0, IDENTITY_LENGTH)}; an administrator maps it to yours`);
  const { team, verbs } = identity;
  return {
    outcome: 'signed-in',
    principal: { id: `oidc:${issuer.issuer}#${subject}`, team, ...withhold(verbs, verified) },
    expires,
  };
}

/** Anyone's branch may read; more needs a ref or environment that the producer protects. */
function withhold(
  verbs: readonly Verb[],
  { issuer, claims }: Extract<OidcOutcome, { outcome: 'verified' }>,
): Pick<Principal, 'verbs' | 'withheld'> {
  const beyond = verbs.filter((verb) => verb !== 'read');
  const reason = beyond.length === 0 ? undefined : whyOnlyRead(claims, issuer.writeWhen);
  if (reason === undefined) return { verbs };
  return { verbs: verbs.filter((verb) => verb === 'read'), withheld: { verbs: beyond, reason } };
}

const unauthenticated = (detail: string): Authentication => ({
  outcome: 'refused',
  refusal: { code: 'unauthenticated', detail },
});
const forbidden = (detail: string): Authentication => ({ outcome: 'refused', refusal: { code: 'forbidden', detail } });
