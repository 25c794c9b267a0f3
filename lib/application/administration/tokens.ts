import { mayManageTokens } from '../../domain/access.ts';
import { DomainError } from '../../domain/errors.ts';
import { later } from '../../domain/policy/deadlines/notice.ts';
import type { ApiToken, Principal, Verb } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { Page, PageOf, Store } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { type Asking, getTeam, requireAllowed } from './require-admin.ts';

export const LONGEST_LIFE = 'P365D';
const ULID = /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/** Makes a token's text, which holds a new secret, and the hash that is all we keep of it. */
export interface TokenMaker {
  make(id: string): { readonly text: string; readonly secretHash: string };
}

export interface CreateTokenRequest extends Asking {
  readonly team: string;
  readonly verbs: readonly Verb[];
  readonly description: string;
  /** ISO 8601 duration, at most `LONGEST_LIFE`. */
  readonly expiresIn: string;
}

/**
 * Makes an API token for a team; `text` is the only time that its secret is seen. Throws `forbidden`,
 * `invalid-request` for the life, `not-found` for the team.
 */
export async function createToken(
  request: CreateTokenRequest,
  ports: WritePorts & { readonly tokens: TokenMaker },
): Promise<{ readonly token: ApiToken; readonly text: string }> {
  requireAllowed(mayManageTokens(request.principal, request));
  return contend(ports.pacer, request.team, async () => {
    const team = await getTeam(request.team, ports.store);
    const now = ports.clock.now();
    const id = ports.ids.next(now);
    const { text, secretHash } = ports.tokens.make(id);
    const token: ApiToken = {
      id,
      secretHash,
      team: team.name,
      verbs: request.verbs,
      description: request.description,
      createdBy: request.principal.id,
      createdAt: now,
      expiresAt: expiry(request.expiresIn, now),
      revision: 1,
    };
    const { verbs, description, expiresAt } = token;
    const detail = { token: id, name: team.name, verbs, description, expiresAt };
    const done = await ports.store.commit(
      [
        { put: 'token', item: token, expect: 'absent' },
        { check: 'team', key: { name: team.name }, expect: team.revision },
      ],
      auditEntry({ ...request, ports, now, action: 'token.created', detail }),
    );
    return done === 'lost' ? 'lost' : { token, text };
  });
}

/** A team's tokens without their secrets, which nobody has; the caller's own team's where none is named. */
export async function listTokens(
  request: { readonly principal: Principal; readonly team?: string | undefined; readonly page: Page },
  ports: { readonly store: Pick<Store, 'listTokensOfTeam'> },
): Promise<PageOf<ApiToken>> {
  const team = request.team ?? request.principal.team;
  if (team === undefined)
    throw new DomainError('invalid-request', 'your token is of no team; say which one: ?team=', {
      errors: [{ pointer: '', detail: 'the query has no team' }],
    });
  requireAllowed(mayManageTokens(request.principal, { team }));
  return ports.store.listTokensOfTeam(team, request.page);
}

/** Revokes a token; once more does nothing. One of another team is `not-found`, as one that never was. */
export async function revokeToken(request: Asking & { readonly id: string }, ports: WritePorts): Promise<void> {
  await contend(ports.pacer, request.id, async () => {
    const token = ULID.test(request.id) ? await ports.store.find('token', { id: request.id }) : undefined;
    if (!token || !mayManageTokens(request.principal, { team: token.team }).allowed)
      throw new DomainError('not-found', `there is no token ${request.id} that you may revoke; forewarn tokens list`);
    if (token.revokedAt !== undefined) return 'committed';
    const now = ports.clock.now();
    const revoked: ApiToken = { ...token, revokedAt: now, revision: token.revision + 1 };
    const detail = { token: token.id, name: token.team, verbs: token.verbs };
    return ports.store.commit(
      [{ put: 'token', item: revoked, expect: token.revision, was: token }],
      auditEntry({ ...request, ports, now, action: 'token.revoked', detail }),
    );
  });
}

function expiry(expiresIn: string, now: string): string {
  const at = addDuration(now, expiresIn);
  if (at !== undefined && at > now && at <= later(now, LONGEST_LIFE)) return at;
  const detail = `expiresIn must be an ISO 8601 duration up to ${LONGEST_LIFE}, e.g. P90D`;
  throw new DomainError('invalid-request', detail, { errors: [{ pointer: '/expiresIn', detail }] });
}

function addDuration(at: string, duration: string): string | undefined {
  try {
    return later(at, duration);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
