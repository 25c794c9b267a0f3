import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Principal, VERBS, type Verb } from '../../domain/principal.ts';

/**
 * What the authorizer hands to the routes. An HTTP API cannot shape an authorizer's denial, so the authorizer lets
 * everything pass and a `refusal` is turned into problem details here.
 */
export interface AuthorizerContext {
  /** JSON of a `Principal`. */
  readonly principal?: string;
  /** JSON of a `Refusal`. */
  readonly refusal?: string;
  /** Epoch seconds after which the sign-in is void, though API Gateway may still hold the authorizer's answer. */
  readonly expires?: string;
}
export interface Refusal {
  readonly code: 'unauthenticated' | 'forbidden';
  readonly detail: string;
}

const NOBODY = 'send a token as "Authorization: Bearer <token>"; forewarn tokens create makes one';

/** Who calls. Fails closed: whatever is missing, malformed or expired is `unauthenticated`, a refusal is thrown as it is. */
export function readCaller(context: unknown, nowSeconds: number): Principal {
  const given = isRecord(context) ? context : {};
  if (given['refusal'] !== undefined) throw asError(parse(given['refusal']));
  const principal = asPrincipal(parse(given['principal']));
  if (!principal) throw new DomainError('unauthenticated', NOBODY);
  const expires = given['expires'];
  if (expires !== undefined && !(Number(expires) > nowSeconds))
    throw new DomainError('unauthenticated', 'the token has expired; ask for a new one');
  return principal;
}

/** Throws `forbidden` with the verb that is missing; says nothing of what lies behind the route. */
export function requireVerb(principal: Principal, verb: Verb | 'none'): void {
  if (verb === 'none' || principal.verbs.includes(verb)) return;
  const { withheld } = principal;
  const why = withheld?.verbs.includes(verb) ? withheld.reason : `the token does not have the verb "${verb}"`;
  throw new DomainError('forbidden', why, { extensions: { missingVerb: verb } });
}

function asError(value: unknown): DomainError {
  if (!isRecord(value) || typeof value['detail'] !== 'string') return new DomainError('unauthenticated', NOBODY);
  return new DomainError(value['code'] === 'forbidden' ? 'forbidden' : 'unauthenticated', value['detail']);
}

function asPrincipal(value: unknown): Principal | undefined {
  if (!isRecord(value)) return undefined;
  const { id, team, verbs, withheld } = value;
  if (typeof id !== 'string' || id === '' || !areVerbs(verbs)) return undefined;
  if (team !== undefined && typeof team !== 'string') return undefined;
  return {
    id,
    verbs,
    ...defined({ team }),
    ...(isWithheld(withheld) ? { withheld } : {}),
  };
}

const isWithheld = (value: unknown): value is NonNullable<Principal['withheld']> =>
  isRecord(value) && areVerbs(value['verbs']) && typeof value['reason'] === 'string';

const areVerbs = (value: unknown): value is Verb[] =>
  Array.isArray(value) && value.every((verb) => VERBS.some((known) => known === verb));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function parse(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    // Not what the authorizer writes: as good as nothing, and nothing is refused.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
