import { lastOf } from '../../domain/date.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Manifest } from '../../domain/manifest.ts';
import { minimumNotice } from '../../domain/policy/deadlines/notice.ts';
import { DEPRECATION_RULES, promisesOf, REMOVAL_RULES, type Told } from '../../domain/policy/publishing/promise.ts';
import {
  decidePublish,
  type Emergency,
  type PublishDecision,
  readerCount,
} from '../../domain/policy/publishing/publish-decision.ts';
import { madeUnder, succeeding } from '../../domain/policy/settings/announced-policy.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import { policyOf } from '../effective-policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Judge } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';
import { compareWithHead, findSunset, type HeadComparison } from './compare-with-head.ts';
import { isOutgrown } from './find-outgrown.ts';
import { findStanding } from './standing-proposal.ts';

/** What is asked of a publish, as far as it decides something. */
interface Proposal {
  readonly manifest?: Manifest;
  readonly sunset?: string;
  readonly emergency?: Emergency;
  readonly foundIn?: string;
}

export interface DecidePorts {
  readonly store: Store;
  readonly judge: Judge;
  readonly clock: Clock;
}

/** One comparison and what follows from it. */
export interface Decided {
  readonly policy: Policy;
  readonly comparison: HeadComparison;
  readonly decision: PublishDecision;
  /** The date that was asked for, or that the schema itself marks; UTC ISO 8601. */
  readonly sunset: string | undefined;
  /** When an earlier proposal announced the same change. */
  readonly noticeSince: string | undefined;
  readonly minimum: ReturnType<typeof minimumNotice>;
  readonly now: string;
}

export type WouldPublish =
  | { readonly outcome: 'unchanged'; readonly version: SchemaVersion }
  | ({ readonly outcome: 'decided'; readonly sameAs: number | undefined } & Decided);

interface Publish {
  readonly proposal: Proposal;
  readonly subject: Subject;
  readonly next: ParsedSchema;
  /** Comparisons made before in the same request, by head: a lost race compares again only where the head moved. */
  readonly compared?: Map<number, HeadComparison>;
}

/**
 * What publishing comes to, decided in one place for `check`, which says it, and for `publish`, which then writes it.
 * Content equal to the head, or to a proposal that still waits, is that version again. Throws `invalid-request` for a
 * sunset that is not a date, `conflict` where a proposal that waits already is to be hastened.
 */
export async function wouldPublish(publish: Publish, ports: DecidePorts): Promise<WouldPublish> {
  const { proposal, subject, next } = publish;
  const asked = findSunset(proposal);
  const known = await findKnown(ports.store, subject, next);
  if (known && (known.same || proposal.foundIn !== undefined)) {
    refuseHastenedProposal(proposal, known.version);
    return { outcome: 'unchanged', version: known.version };
  }
  return {
    outcome: 'decided',
    sameAs: known?.version.version,
    ...(await decideAgainstHead({ ...publish, asked }, ports)),
  };
}

/** The same where the content is known to be news: one comparison with the subject's head, one decision. */
export async function decideAgainstHead(
  { proposal, subject, next, asked, compared = new Map() }: Publish & { readonly asked: string | undefined },
  ports: DecidePorts,
): Promise<Decided> {
  const current = await policyOf(ports.store, subject);
  const head = subject.head ?? 0;
  const comparison = compared.get(head) ?? (await compareWithHead({ ...ports, subject, policy: current, next }));
  compared.set(head, comparison);
  const found = await findStanding(subject, comparison, ports.store);
  const standing = found?.isSame ? found.announcement : undefined;
  // Else every commit behind a proposal would put its date off, or go around the policy that it was announced under.
  const noticeSince = standing && (standing.noticeSince ?? standing.createdAt);
  const policy = succeeding(current, standing && madeUnder(standing));
  const now = ports.clock.now();
  const { emergency, foundIn } = proposal;
  // An emergency is bound by no date, and what was found elsewhere is out already.
  const isBound = emergency === undefined && foundIn === undefined;
  const told = await deprecationsToldOf(subject, comparison, ports.store);
  const { announced = [], ...promises } = promisesOf({ ...comparison, told, waiting: found?.announcement, now });
  const promised = { announced, ...(isBound ? promises : {}) };
  const kept = promised.until;
  const minimum = notBefore(minimumNotice(policy, subject.tiers, noticeSince ?? now), kept);
  const sunset = asked ?? lastOf([comparison.announcedSunset, kept && minimum?.earliest]);
  const outgrown = await isOutgrown(subject, comparison, ports.store);
  const facts = { subject, policy, ...comparison, sunset, noticeSince, emergency, foundIn, promised, outgrown, now };
  const decision = decidePublish(facts);
  return { policy, comparison, decision, sunset, noticeSince, minimum, now };
}

/** The minimum for a publish that has a promise to keep. */
const notBefore = (minimum: Decided['minimum'], promise: string | undefined): Decided['minimum'] =>
  minimum && { ...minimum, earliest: lastOf([minimum.earliest, promise]) ?? minimum.earliest };

/** Beyond so many announcements of a subject, what was told lies years back. */
const LOOKED_AT = 100;

/** The deprecations that a subject's readers were told of, newest first; looked up only where one may be touched. */
async function deprecationsToldOf(
  subject: Subject,
  { changes }: HeadComparison,
  store: Store,
): Promise<readonly Told[]> {
  if (readerCount(subject) === 0) return [];
  const removes = changes.some(({ ruleId }) => REMOVAL_RULES.has(ruleId));
  if (!removes && !changes.some(({ ruleId }) => DEPRECATION_RULES.has(ruleId))) return [];
  const { items } = await store.listAnnouncementsOfSubject(subject.name, { limit: LOOKED_AT });
  const told = items.filter(
    (one) =>
      one.status !== 'withdrawn' &&
      one.status !== 'observed' &&
      one.changes.some((change) => DEPRECATION_RULES.has(change.ruleId)),
  );
  return await Promise.all(
    told.map(async ({ id, kind, changes: about, sunset, emergency }) => ({
      changes: about,
      emergency,
      // Of a version that also breaks, the date is its own.
      sunset: kind === 'deprecation' ? sunset : undefined,
      granted: removes ? await grantedUntil(id, store) : undefined,
    })),
  );
}

async function grantedUntil(announcementId: string, store: Store): Promise<string | undefined> {
  const migrations = await allMigrations(store, announcementId);
  return lastOf(
    migrations.flatMap(({ concern, state, deadline }) =>
      concern === 'deprecation' && state.name === 'granted' ? [deadline] : [],
    ),
  );
}

/** The version that has this content already: `same` where publishing it again is a repeat, else an older shape. */
export async function findKnown(
  store: Store,
  subject: Subject,
  next: ParsedSchema,
): Promise<{ readonly same: boolean; readonly version: SchemaVersion } | undefined> {
  if (subject.latest === 0) return undefined;
  const found = await store.find('fingerprint', { subject: subject.name, fingerprint: next.fingerprint });
  if (!found) return undefined;
  const version = await store.find('version', { subject: subject.name, version: found.version });
  if (!version) return undefined;
  const waits = version.status === 'proposed' && version.generation === subject.generation;
  return { same: version.version === subject.head || waits, version };
}

/** What already waits was announced with its date; hastening it is an act of its own, told and audited as such. */
function refuseHastenedProposal({ emergency }: Proposal, { subject, version, status }: SchemaVersion): void {
  if (!emergency || status !== 'proposed') return;
  throw new DomainError(
    'conflict',
    `${subject} v${version} has this content and waits already: \`forewarn activate ${subject} ${version} --emergency --reason …\` lets it go live now`,
  );
}
