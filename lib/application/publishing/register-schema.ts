import { defined } from '../../domain/defined.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { minimumNotice } from '../../domain/policy/deadlines/notice.ts';
import { findImportObstacle, IMPORTED } from '../../domain/policy/publishing/import-history.ts';
import type { Emergency, PublishDecision } from '../../domain/policy/publishing/publish-decision.ts';
import type { Principal } from '../../domain/principal.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { SchemaVersion, Source, Subject } from '../../domain/subject.ts';
import { contend } from '../contend.ts';
import { policyOf } from '../effective-policy.ts';
import { loadPublisher } from '../load-publisher.ts';
import type { Clock, Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Judge } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';
import { compareWithHead, type HeadComparison } from './compare-with-head.ts';
import { parseIncoming } from './parse-incoming.ts';
import { lookAgainWrites } from './revert.ts';
import { goesLiveBreaking, type NewVersion, planVersion } from './version-writes.ts';
import { type Decided, findKnown, wouldPublish } from './would-publish.ts';

export interface RegisterRequest {
  readonly subject: string;
  readonly schema: JsonValue;
  readonly manifest?: Manifest;
  readonly sunset?: string;
  readonly emergency?: Emergency;
  /** Names that no draft knows may stand in it, whatever they look like; so may they in what was published elsewhere. */
  readonly allowUnknown?: boolean;
  /** For a new subject: its first 30 days are only observed. */
  readonly observe?: boolean;
  /** A version of the past, from another registry or a repository's history: it tells nobody. */
  readonly import?: boolean;
  /**
   * Another registry that has it already, and where it was found: it is active at once, whatever the policy, and content
   * that the subject ever had is no news.
   */
  readonly foundIn?: string;
  readonly source?: Source;
  readonly principal: Principal;
  readonly from?: string;
}

export interface RegisterPorts {
  readonly store: Store;
  readonly judge: Judge;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly pacer: Pacer;
}

export type RegisterOutcome =
  | { readonly outcome: 'unchanged'; readonly subject: Subject; readonly version: SchemaVersion }
  | {
      readonly outcome: 'created';
      readonly subject: Subject;
      readonly version: SchemaVersion;
      /** The head that it was compared with; none for a first version. */
      readonly against?: number;
      readonly comparison: HeadComparison;
      readonly announcementId?: string;
      readonly minimum?: ReturnType<typeof minimumNotice>;
    };

/**
 * Registers a version: one comparison with the head, one decision, one transaction. Content equal to the head, or to a
 * proposal that still waits, is that version again and tells nobody. Throws `incompatible`, `notice-too-short`,
 * `forbidden`, `invalid-schema` and its kin, `unavailable` after lost races.
 */
export async function registerSchema(request: RegisterRequest, ports: RegisterPorts): Promise<RegisterOutcome> {
  const isPast = request.import === true || request.foundIn !== undefined;
  const next = parseIncoming(request.schema, {
    unknown: isPast || request.allowUnknown ? 'allowed' : 'refused',
    isNew: !isPast,
  });
  refuseMixedPast(request);
  requireWatch(request);
  const compared = new Map<number, HeadComparison>();
  return await contend(ports.pacer, request.subject, async () => {
    const subject = await loadPublisher(request, ports.store);
    if (request.import) return await importVersion({ request, ports, subject, next, compared });
    const would = await wouldPublish({ proposal: request, subject, next, compared }, ports);
    if (would.outcome === 'unchanged') return { outcome: 'unchanged', subject, version: would.version };
    return await commitDecided({ request, ports, subject, next, ...would });
  });
}

interface Attempt {
  readonly request: RegisterRequest;
  readonly ports: RegisterPorts;
  readonly subject: Subject;
  readonly next: ParsedSchema;
}

async function commitDecided(
  attempt: Attempt & Decided & { readonly sameAs: number | undefined },
): Promise<RegisterOutcome | 'lost'> {
  const { ports, subject, comparison, decision, now, minimum } = attempt;
  if (decision.outcome === 'refused') throw refusal(decision, comparison, subject);
  const superseded =
    goesLiveBreaking(decision) && subject.head !== undefined
      ? await ports.store.find('version', { subject: subject.name, version: subject.head })
      : undefined;
  const lookAgain = decision.status === 'active' ? await lookAgainWrites(subject, ports.store, now) : [];
  const facts: NewVersion = { ...attempt, decision, superseded, lookAgain, id: ports.ids.next(now) };
  const { writes, audit, version, subject: moved, announcementId } = planVersion(facts);
  if ((await ports.store.commit(writes, audit)) === 'lost') return 'lost';
  return {
    outcome: 'created',
    subject: moved,
    version,
    comparison,
    ...defined({ against: subject.head }),
    ...(announcementId ? { announcementId } : {}),
    ...(decision.announce && minimum ? { minimum } : {}),
  };
}

/** Only who breaks the version before takes its place; there is nobody to tell, and nothing to look at again. */
async function importVersion({
  compared,
  ...attempt
}: Attempt & { readonly compared: Map<number, HeadComparison> }): Promise<RegisterOutcome | 'lost'> {
  const { ports, subject, next } = attempt;
  const now = ports.clock.now();
  const known = await findKnown(ports.store, subject, next);
  if (known?.same) return { outcome: 'unchanged', subject, version: known.version };
  requireImportable(subject, now);
  const policy = await policyOf(ports.store, subject);
  const head = subject.head ?? 0;
  const comparison = compared.get(head) ?? (await compareWithHead({ ...ports, subject, policy, next }));
  compared.set(head, comparison);
  const breaks = comparison.verdicts.serving.verdict === 'breaking';
  const superseded =
    breaks && subject.head !== undefined
      ? await ports.store.find('version', { subject: subject.name, version: subject.head })
      : undefined;
  const { writes, audit, ...planned } = planVersion({
    ...attempt,
    policy,
    comparison,
    sameAs: known?.version.version,
    sunset: undefined,
    noticeSince: undefined,
    decision: IMPORTED,
    superseded,
    lookAgain: [],
    now,
    id: ports.ids.next(now),
  });
  if ((await ports.store.commit(writes, audit)) === 'lost') return 'lost';
  const against = subject.head === undefined ? {} : { against: subject.head };
  return { outcome: 'created', subject: planned.subject, version: planned.version, comparison, ...against };
}

/** What was found elsewhere is told as it stands there: nobody here can date it, hasten it or keep it silent. */
function refuseMixedPast(request: RegisterRequest): void {
  if (request.foundIn === undefined) return;
  const other = (['import', 'sunset', 'emergency'] as const).find((member) => request[member]);
  if (other === undefined) return;
  throw new DomainError('invalid-request', `foundIn and ${other} exclude each other: leave ${other} out`, {
    errors: [{ pointer: `/${other}`, detail: 'not beside foundIn' }],
  });
}

/** It goes live whatever was agreed, so its publisher's word alone does not do. */
function requireWatch({ foundIn, principal }: RegisterRequest): void {
  if (foundIn === undefined || principal.verbs.includes('watch')) return;
  const detail =
    'the token does not have the verb "watch", with which a version may be said to be in another registry already; ' +
    'an administrator makes such a token for what watches it';
  throw new DomainError('forbidden', detail, { extensions: { missingVerb: 'watch' } });
}

function requireImportable(subject: Subject, now: string): void {
  const obstacle = findImportObstacle(subject, now);
  if (obstacle !== undefined) throw new DomainError('conflict', obstacle);
}

type Refused = Extract<PublishDecision, { outcome: 'refused' }>;

/** What of the request is refused: its schema, a place in it, or its date. */
function placeOf(decision: Refused): string {
  if (decision.code === 'incompatible') return '/schema';
  return decision.place === undefined ? '/sunset' : `/schema${decision.place}`;
}

function refusal(decision: Refused, comparison: HeadComparison, { head }: Subject): DomainError {
  const { verdicts, changes } = comparison;
  const earliest = decision.code === 'notice-too-short' ? { earliest: decision.earliest } : {};
  return new DomainError(decision.code, decision.detail, {
    errors: [{ pointer: placeOf(decision), detail: decision.detail }],
    extensions: {
      against: head ?? null,
      verdicts,
      changes: changes.slice(0, 50),
      changeCount: changes.length,
      ...earliest,
    },
  });
}
