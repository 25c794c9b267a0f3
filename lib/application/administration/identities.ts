import { DomainError } from '../../domain/errors.ts';
import { IDENTITY_LENGTH, type Identity, identitySubject, type Verb } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { type Asking, getTeam, requireAdmin } from './require-admin.ts';
import type { Outcome } from './teams.ts';

/** An issuer whose tokens are accepted, and the claims that must all be mapped. */
export interface MappedIssuer {
  readonly issuer: string;
  readonly claims: readonly string[];
}

export interface MapIdentityRequest extends Asking {
  readonly team: string;
  readonly issuer: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly verbs: readonly Verb[];
}

/**
 * Lets the bearers of an issuer's tokens with these claims act for a team. Throws `invalid-request` where the issuer or
 * the claims are not those of the deployment, `conflict` where they stand for another team already.
 */
export async function mapIdentity(
  request: MapIdentityRequest,
  ports: WritePorts & { readonly issuers: readonly MappedIssuer[] },
): Promise<{ readonly outcome: Outcome; readonly identity: Identity }> {
  requireAdmin(request.principal);
  checkClaims(request, ports.issuers);
  const { issuer, verbs } = request;
  const subject = identitySubject(request.claims);
  return contend(ports.pacer, subject, async () => {
    const [team, known] = await Promise.all([
      getTeam(request.team, ports.store),
      ports.store.find('identity', { issuer, subject }),
    ]);
    if (known && known.team !== team.name)
      throw new DomainError('conflict', `${subject} stands for team ${known.team}; unmap it there first`);
    if (known && sameVerbs(known.verbs, verbs)) return { outcome: 'unchanged', identity: known };
    const now = ports.clock.now();
    const revision = (known?.revision ?? 0) + 1;
    const identity: Identity = { issuer, subject, team: team.name, verbs, revision };
    const detail = { name: team.name, issuer, subject, verbs };
    const done = await ports.store.commit(
      [
        { put: 'identity', item: identity, expect: known?.revision ?? 'absent', was: known },
        { check: 'team', key: { name: team.name }, expect: team.revision },
      ],
      auditEntry({ ...request, ports, now, action: 'identity.mapped', detail }),
    );
    return done === 'lost' ? 'lost' : { outcome: known ? 'updated' : 'created', identity };
  });
}

/** Takes the mapping back; answers of the authorizer may live on for its cache, at most a minute. Throws `not-found`. */
export async function unmapIdentity(
  request: Asking & { readonly team: string; readonly issuer: string; readonly subject: string },
  ports: WritePorts,
): Promise<void> {
  requireAdmin(request.principal);
  const { issuer, subject } = request;
  await contend(ports.pacer, subject, async () => {
    const known = await ports.store.find('identity', { issuer, subject });
    if (!known || known.team !== request.team)
      throw new DomainError('not-found', `${subject} of ${issuer} does not stand for team ${request.team}`);
    const now = ports.clock.now();
    const detail = { name: known.team, issuer, subject };
    return ports.store.commit(
      [{ delete: 'identity', key: { issuer, subject }, expect: known.revision, was: known }],
      auditEntry({ ...request, ports, now, action: 'identity.unmapped', detail }),
    );
  });
}

/** A mapping that the authorizer would never look up is refused now instead of failing somebody's pipeline later. */
function checkClaims({ issuer, claims }: MapIdentityRequest, issuers: readonly MappedIssuer[]): void {
  const configured = issuers.find((one) => one.issuer === issuer);
  if (!configured) {
    const known = issuers.map((one) => one.issuer).join(', ') || 'none';
    throw invalid('/issuer', `${issuer} is not an issuer of this deployment, which has ${known} (-c oidcIssuers)`);
  }
  if (identitySubject(claims).length > IDENTITY_LENGTH)
    throw invalid('/claims', `the claims are longer than ${IDENTITY_LENGTH} characters`);
  const wanted = [...configured.claims].sort();
  const given = Object.keys(claims).sort();
  if (wanted.join() !== given.join())
    throw invalid(
      '/claims',
      `tokens of ${issuer} are told apart by ${wanted.join(', ')}: give each of these and no other`,
    );
}

const invalid = (pointer: string, detail: string): DomainError =>
  new DomainError('invalid-request', detail, { errors: [{ pointer, detail }] });

const sameVerbs = (left: readonly Verb[], right: readonly Verb[]): boolean =>
  [...left].sort().join() === [...right].sort().join();
