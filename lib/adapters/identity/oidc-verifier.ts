import { JwtVerifier } from 'aws-jwt-verify';
import {
  FetchError,
  JwksValidationError,
  JwtBaseError,
  JwtExpiredError,
  JwtInvalidAudienceError,
  JwtInvalidIssuerError,
  JwtNotBeforeError,
  ParameterValidationError,
} from 'aws-jwt-verify/error';
import { type Fetcher, SimpleFetcher } from 'aws-jwt-verify/https';
import { SimpleJwksCache, SimplePenaltyBox } from 'aws-jwt-verify/jwk';
import type { IssuerSettings } from './oidc-settings.ts';

/** A JWKS is asked for again after this time even if no unknown key appears, so that a withdrawn key is soon forgotten. */
const JWKS_AGE_MS = 10 * 60_000;
/** Two tries must fit into the 10 s that API Gateway waits for an authorizer. */
const FETCH_MS = 2_500;

export type OidcOutcome =
  | {
      readonly outcome: 'verified';
      readonly issuer: IssuerSettings;
      readonly claims: Readonly<Record<string, unknown>>;
      /** Epoch seconds. */
      readonly expires: number;
    }
  | { readonly outcome: 'refused'; readonly detail: string };

export interface OidcVerifier {
  /** Throws where the issuer cannot be reached or answers nonsense: that is not the bearer's fault. */
  verify(token: string): Promise<OidcOutcome>;
}

export interface OidcOptions {
  readonly issuers: readonly IssuerSettings[];
  /** Epoch milliseconds, for the age of the keys. */
  readonly now: () => number;
  readonly fetcher?: Fetcher;
  /** For how long an unknown key id is not looked up again; strangers choose key ids. */
  readonly penaltySeconds?: number;
}

/**
 * Verifies signed tokens of the configured issuers: asymmetric signature by a key of the issuer's JWKS, issuer,
 * audience, `nbf` and an `exp` that must be there (RFC 7519, RFC 8725).
 */
export function createOidcVerifier(options: OidcOptions): OidcVerifier {
  let current: { readonly verifier: ReturnType<typeof makeVerifier>; readonly madeAt: number } | undefined;
  return {
    verify: async (token) => {
      if (options.issuers.length === 0) return refused('OIDC tokens are not accepted here; use an API token');
      const now = options.now();
      if (!current || now - current.madeAt > JWKS_AGE_MS) current = { verifier: makeVerifier(options), madeAt: now };
      try {
        const claims = await current.verifier.verify(token);
        const issuer = options.issuers.find((one) => one.issuer === claims.iss);
        if (claims.exp === undefined || !issuer) return refused('the OIDC token has no "exp"; tokens must expire');
        return { outcome: 'verified', issuer, claims, expires: claims.exp };
      } catch (error) {
        if (error instanceof FetchError || error instanceof JwksValidationError) throw error;
        if (error instanceof JwtBaseError) return refused(explain(error, options.issuers));
        throw error;
      }
    },
  };
}

const makeVerifier = ({ issuers, fetcher, penaltySeconds }: OidcOptions) =>
  JwtVerifier.create(
    issuers.map(({ issuer, audience, jwksUri }) => ({ issuer, audience, jwksUri })),
    {
      jwksCache: new SimpleJwksCache({
        fetcher:
          fetcher ?? new SimpleFetcher({ defaultRequestOptions: { timeout: FETCH_MS, responseTimeout: FETCH_MS } }),
        penaltyBox: new SimplePenaltyBox({ waitSeconds: penaltySeconds ?? 10 }),
      }),
    },
  );

const refused = (detail: string): OidcOutcome => ({ outcome: 'refused', detail });

/** What the bearer can do about it; which keys and issuers there are is nobody's business. */
function explain(error: JwtBaseError, issuers: readonly IssuerSettings[]): string {
  if (error instanceof JwtExpiredError) return 'the OIDC token has expired; ask the issuer for a new one';
  if (error instanceof JwtNotBeforeError) return 'the OIDC token is not valid yet; check the clock of its issuer';
  if (error instanceof JwtInvalidAudienceError) {
    const audiences = [...new Set(issuers.map(({ audience }) => audience))].join(' or ');
    return `the OIDC token is for another audience; ask the issuer for one with the audience ${audiences}`;
  }
  if (error instanceof JwtInvalidIssuerError || error instanceof ParameterValidationError)
    return 'the issuer of the OIDC token is not accepted here';
  return 'the OIDC token is not signed by a key that its issuer publishes';
}
