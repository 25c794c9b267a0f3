import { type Decision, type Grant, grantingPrefixes, mayPublish, PREFIX } from '../domain/access.ts';
import { DomainError } from '../domain/errors.ts';
import type { Principal } from '../domain/principal.ts';
import { NAME_LENGTH, SUBJECT_NAME, type Subject } from '../domain/subject.ts';
import { inBatches } from './in-batches.ts';
import type { Store } from './ports/store.ts';

/**
 * The subject that a principal may publish to, as it stands or as its first publish would make it (revision 0, no
 * versions). Throws `forbidden`, `invalid-request` for a name, `conflict` for a retired subject.
 */
export async function loadPublisher(
  request: { readonly subject: string; readonly principal: Principal },
  store: Store,
): Promise<Subject> {
  const { subject: name, principal } = request;
  checkName(name, 'subject');
  const subject = await store.find('subject', { name });
  const grant = subject ? undefined : await findGrant(name, store);
  const access = mayPublish(principal, { name, ownerTeam: subject?.ownerTeam, grant });
  requirePublishing(access, name);
  if (subject?.status === 'retired')
    throw new DomainError('conflict', `${name} is retired: publish to its successor, or ask an administrator`);
  if (subject) return subject;
  return {
    name,
    ownerTeam: principal.team ?? '',
    status: 'active',
    latest: 0,
    policy: {},
    tiers: { critical: 0, standard: 0, experimental: 0 },
    exacting: 0,
    generation: 0,
    createdAt: '',
    revision: 0,
  };
}

/**
 * Throws `forbidden` where a principal's team could not make a subject of that name, whatever the principal itself may
 * do: who only reads, in a pull request, asks for the one who will publish.
 */
export async function requirePrefix(
  { name, principal }: { readonly name: string; readonly principal: Principal },
  store: Store,
): Promise<void> {
  checkName(name, 'subject');
  const grant = await findGrant(name, store);
  const access = mayPublish({ ...principal, verbs: ['publish'] }, { name, grant });
  requirePublishing(access, name);
}

/** Throws `forbidden`, and says which team lacks a prefix where that is all: many such refusals are one remedy. */
function requirePublishing(access: Decision, subject: string): void {
  if (access.allowed) return;
  const { detail, lacksPrefix: team } = access;
  throw new DomainError('forbidden', detail, {
    extensions: team === undefined ? {} : { missingPrefix: { team, subject } },
  });
}

/** The most specific prefix that is granted and covers a name. */
export async function findGrant(name: string, store: Store): Promise<Grant | undefined> {
  const grants = await inBatches(grantingPrefixes(name), (prefix) => store.find('prefix', { prefix }));
  return grants.find((grant) => grant !== undefined);
}

/** Throws `invalid-request` for what is neither a subject's name nor the start of one with `*`. */
export function checkPrefix(prefix: string): void {
  if (prefix.endsWith('*') && prefix.length <= NAME_LENGTH && PREFIX.test(prefix)) return;
  checkName(prefix, 'prefix');
}

/** Names become keys, channels' groups and parts of messages: lower-case words joined by `.`, `-` or `_`. */
export function checkName(name: string, what: 'subject' | 'consumer' | 'team' | 'prefix' | 'environment'): void {
  if (name.length <= NAME_LENGTH && SUBJECT_NAME.test(name)) return;
  const shown = JSON.stringify(name.slice(0, 60));
  throw new DomainError(
    'invalid-request',
    `${shown} is not a name of a ${what}: use lower-case words joined by '.', '-' or '_', at most ${NAME_LENGTH} characters`,
    { errors: [{ pointer: `/${what}`, detail: 'not a valid name' }] },
  );
}
