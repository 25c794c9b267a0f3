import { DomainError } from '../domain/errors.ts';
import type { Manifest } from '../domain/manifest.ts';
import { findImportObstacle, IMPORTED } from '../domain/policy/import-history.ts';
import { minimumNotice } from '../domain/policy/notice.ts';
import { effectivePolicy, type Policy } from '../domain/policy/policy.ts';
import { decidePublish, type Emergency, type PublishDecision } from '../domain/policy/publish-decision.ts';
import type { Principal } from '../domain/principal.ts';
import type { JsonValue } from '../domain/schema/json.ts';
import type { ParsedSchema } from '../domain/schema/parse-schema.ts';
import type { SchemaVersion, Source, Subject } from '../domain/subject.ts';
import { compareWithHead, findSunset, type HeadComparison } from './compare-with-head.ts';
import { contend } from './contend.ts';
import { loadPublisher } from './load-publisher.ts';
import { parseIncoming } from './parse-incoming.ts';
import type { Clock, Comparison, IdSource, Judge, Pacer, Store } from './ports.ts';
import { lookAgainWrites } from './revert.ts';
import { findNoticeSince } from './standing-proposal.ts';
import { goesLiveBreaking, type NewVersion, planVersion } from './version-writes.ts';

export interface RegisterRequest {
  readonly subject: string;
  readonly schema: JsonValue;
  readonly manifest?: Manifest;
  readonly sunset?: string;
  readonly emergency?: Emergency;
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
      readonly comparison: Comparison;
      readonly announcementId?: string;
      readonly minimum?: ReturnType<typeof minimumNotice>;
    };

/**
 * Registers a version: one comparison with the head, one decision, one transaction. Content equal to the head, or to a
 * proposal that still waits, is that version again and tells nobody. Throws `incompatible`, `notice-too-short`,
 * `forbidden`, `invalid-schema` and its kin, `unavailable` after lost races.
 */
export async function registerSchema(request: RegisterRequest, ports: RegisterPorts): Promise<RegisterOutcome> {
  const next = parseIncoming(request.schema);
  refuseMixedPast(request);
  const sunset = findSunset(request);
  const compared = new Map<number, HeadComparison>();
  return await contend(ports.pacer, request.subject, async () => {
    const subject = await loadPublisher(request, ports.store);
    const known = await findKnown(ports.store, subject, next);
    if (known && (known.same || request.foundIn !== undefined)) {
      refuseHastenedProposal(request, known.version);
      return { outcome: 'unchanged', subject, version: known.version };
    }
    if (request.import) requireImportable(subject, ports.clock.now());
    const policy = await policyOf(ports.store, subject);
    const head = subject.head ?? 0;
    const comparison = compared.get(head) ?? (await compareWithHead({ ...ports, subject, policy, next }));
    compared.set(head, comparison);
    return await decideAndCommit({
      request,
      ports,
      subject,
      policy,
      next,
      comparison,
      sunset,
      sameAs: known?.version.version,
    });
  });
}

interface Attempt {
  readonly request: RegisterRequest;
  readonly ports: RegisterPorts;
  readonly subject: Subject;
  readonly policy: Policy;
  readonly next: ParsedSchema;
  readonly comparison: HeadComparison;
  readonly sunset: string | undefined;
  readonly sameAs: number | undefined;
}

async function decideAndCommit(attempt: Attempt): Promise<RegisterOutcome | 'lost'> {
  const { request, ports, subject, policy, comparison } = attempt;
  if (request.import) return await commitImport(attempt);
  const now = ports.clock.now();
  const sunset = attempt.sunset ?? comparison.announcedSunset;
  const noticeSince = await findNoticeSince(subject, comparison, ports.store);
  const decision = decidePublish({
    subject,
    policy,
    ...comparison,
    sunset,
    noticeSince,
    emergency: request.emergency,
    foundIn: request.foundIn,
    now,
  });
  if (decision.outcome === 'refused') throw refusal(decision, comparison, subject);
  const superseded =
    goesLiveBreaking(decision) && subject.head !== undefined
      ? await ports.store.find('version', { subject: subject.name, version: subject.head })
      : undefined;
  const lookAgain = decision.status === 'active' ? await lookAgainWrites(subject, ports.store, now) : [];
  const id = ports.ids.next(now);
  const facts: NewVersion = { ...attempt, sunset, noticeSince, decision, superseded, lookAgain, now, id };
  const { writes, audit, version, subject: moved, announcementId } = planVersion(facts);
  if ((await ports.store.commit(writes, audit)) === 'lost') return 'lost';
  const minimum = decision.announce ? minimumNotice(policy, subject.tiers, noticeSince ?? now) : undefined;
  return {
    outcome: 'created',
    subject: moved,
    version,
    comparison,
    ...(subject.head === undefined ? {} : { against: subject.head }),
    ...(announcementId ? { announcementId } : {}),
    ...(minimum ? { minimum } : {}),
  };
}

/** Only who breaks the version before takes its place; there is nobody to tell, and nothing to look at again. */
async function commitImport(attempt: Attempt): Promise<RegisterOutcome | 'lost'> {
  const { ports, subject, comparison } = attempt;
  const now = ports.clock.now();
  const breaks = comparison.verdicts.serving.verdict === 'breaking';
  const superseded =
    breaks && subject.head !== undefined
      ? await ports.store.find('version', { subject: subject.name, version: subject.head })
      : undefined;
  const { writes, audit, ...planned } = planVersion({
    ...attempt,
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

function requireImportable(subject: Subject, now: string): void {
  const obstacle = findImportObstacle(subject, now);
  if (obstacle !== undefined) throw new DomainError('conflict', obstacle);
}

/** The version that has this content already: `same` where publishing it again is a repeat, else an older shape. */
async function findKnown(
  store: Store,
  subject: Subject,
  next: ParsedSchema,
): Promise<{ same: boolean; version: SchemaVersion } | undefined> {
  if (subject.latest === 0) return undefined;
  const found = await store.find('fingerprint', { subject: subject.name, fingerprint: next.fingerprint });
  if (!found) return undefined;
  const version = await store.find('version', { subject: subject.name, version: found.version });
  if (!version) return undefined;
  const waits = version.status === 'proposed' && version.generation === subject.generation;
  return { same: version.version === subject.head || waits, version };
}

/** What already waits was announced with its date; hastening it is an act of its own, told and audited as such. */
function refuseHastenedProposal({ emergency }: RegisterRequest, { subject, version, status }: SchemaVersion): void {
  if (!emergency || status !== 'proposed') return;
  throw new DomainError(
    'conflict',
    `${subject} v${version} has this content and waits already: \`forewarn activate ${subject} ${version} --emergency --reason …\` lets it go live now`,
  );
}

export async function policyOf(store: Store, subject: Pick<Subject, 'policy'>): Promise<Policy> {
  const organisation = await store.find('organisation', {});
  return effectivePolicy(organisation?.policy, subject.policy);
}

function refusal(
  decision: Extract<PublishDecision, { outcome: 'refused' }>,
  comparison: HeadComparison,
  { head }: Subject,
): DomainError {
  const { verdicts, changes } = comparison;
  const earliest = decision.code === 'notice-too-short' ? { earliest: decision.earliest } : {};
  return new DomainError(decision.code, decision.detail, {
    errors: [{ pointer: decision.code === 'incompatible' ? '/schema' : '/sunset', detail: decision.detail }],
    extensions: {
      against: head ?? null,
      verdicts,
      changes: changes.slice(0, 50),
      changeCount: changes.length,
      ...earliest,
    },
  });
}
