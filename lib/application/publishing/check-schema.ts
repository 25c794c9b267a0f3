import type { Approval } from '../../domain/approval.ts';
import { defined } from '../../domain/defined.ts';
import type { Manifest } from '../../domain/manifest.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import type { UndecidedKind } from '../../domain/migration/undecided-kind.ts';
import { migrationDeadline } from '../../domain/policy/deadlines/notice.ts';
import { type ApprovalStanding, approvalStanding } from '../../domain/policy/publishing/approved.ts';
import { isDated, noticeTier } from '../../domain/policy/publishing/attention.ts';
import { type CheckDecision, decideCheck } from '../../domain/policy/publishing/check-decision.ts';
import { type Emergency, readerCount } from '../../domain/policy/publishing/publish-decision.ts';
import type { Policy } from '../../domain/policy/settings/policy.ts';
import type { Principal } from '../../domain/principal.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { SchemaVersion, Subject } from '../../domain/subject.ts';
import { requirePrefix } from '../load-publisher.ts';
import { getSubject, getVersion, loadSchema } from '../load-schema.ts';
import type { Clock } from '../ports/clock.ts';
import type { Judge } from '../ports/judge.ts';
import type { Store } from '../ports/store.ts';
import { allApprovals } from './all-approvals.ts';
import { createAssessor, type Impact } from './assess-consumers.ts';
import { findSunset } from './compare-with-head.ts';
import { countUndecided, type UndecidedCount } from './count-undecided.ts';
import { judgeUntil } from './judge-until.ts';
import { parseIncoming } from './parse-incoming.ts';
import { type Decided, decideAgainstHead, wouldPublish } from './would-publish.ts';

export interface CheckRequest {
  readonly subject: string;
  /** A number, `latest` or `head`. */
  readonly against: string;
  readonly schema: JsonValue;
  readonly manifest?: Manifest;
  readonly sunset?: string;
  readonly emergency?: Emergency;
  /** Names that no draft knows may stand in it, whatever they look like. */
  readonly allowUnknown?: boolean;
  readonly principal: Principal;
}

export interface CheckPorts {
  readonly store: Store;
  readonly judge: Judge;
  readonly clock: Clock;
}

export interface AffectedConsumer {
  readonly impact: Impact;
  readonly releases: readonly string[];
  readonly slack?: Migration['slack'];
  /** When it would have to have migrated, were this published now. */
  readonly deadline: string;
  /** What its team has said of the break already; absent where it does not newly break. */
  readonly approval?: ApprovalStanding;
}

export interface CheckOutcome extends Decided {
  readonly subject: Subject;
  readonly against: number | undefined;
  /** The version that has this content already: publishing it again would change nothing. */
  readonly unchanged?: SchemaVersion;
  /** Newly broken, undecided where it reads, or still broken; named, with owner and would-be deadline. */
  readonly affected: readonly AffectedConsumer[];
  /** Those who are known to take it. */
  readonly unaffected: { readonly count: number; readonly doNotRead: number };
  readonly undecided: UndecidedCount;
  /** Subscriptions that the time did not suffice for. */
  readonly undecidedRest: number;
  readonly next: ParsedSchema;
  readonly old: ParsedSchema | undefined;
}

/** Of the API's 30 seconds, what all judging may take; the rest is said to be undecided, and how many. */
const BUDGET_MS = 16_000;
const PAGE = 100;

/**
 * What publishing would do, without writing: verdicts, changes, each affected consumer by name. A breaking change passes
 * with a sufficient date, where the team of each model that it breaks has approved it, or where no registered model reads
 * it. Linear in the distinct contracts.
 */
export async function checkSchema(request: CheckRequest, given: CheckPorts): Promise<CheckOutcome> {
  const stopAt = Date.parse(given.clock.now()) + BUDGET_MS;
  const ports = { ...given, judge: judgeUntil(given.judge, stopAt, given.clock) };
  const next = parseIncoming(request.schema, { unknown: request.allowUnknown ? 'allowed' : 'refused', isNew: true });
  const subject = await getCheckable(request, ports.store);
  const version = await findAgainst(request, subject, ports.store);
  const { unchanged, ...decided } = await foresee({ request, subject, version, next }, ports);
  const { policy, comparison, noticeSince, sunset, now } = decided;
  const old = version === undefined ? undefined : await loadSchema(ports.store, subject.name, version);
  const assess = createAssessor({
    ...ports,
    subject: subject.name,
    next,
    head: version === undefined || !old ? undefined : { version, schema: old },
    changes: comparison.changes,
    options: policy,
  });
  const emergency = request.emergency !== undefined;
  const assessed = await assessAll({
    ports,
    subject,
    assess,
    stopAt,
    deadlineOf: ({ subscription, undecided }) => {
      const tier = noticeTier(subscription.tier, undecided);
      return migrationDeadline({ policy, tier, announcedAt: noticeSince ?? now, sunset, emergency });
    },
  });
  return { subject, against: version, ...decided, ...assessed, ...defined({ unchanged }), next, old };
}

/** What `publish` would decide; against another version than the head, as if that were the head. */
async function foresee(
  about: {
    readonly request: CheckRequest;
    readonly subject: Subject;
    readonly version: number | undefined;
    readonly next: ParsedSchema;
  },
  ports: CheckPorts,
): Promise<Decided & { readonly unchanged?: SchemaVersion }> {
  const { request, subject, version, next } = about;
  const { head: _, ...headless } = subject;
  const seen: Subject = version === undefined ? headless : { ...subject, head: version };
  const publish = { proposal: request, subject: seen, next };
  const isHead = version === subject.head;
  const would = isHead ? await wouldPublish(publish, ports) : undefined;
  if (would?.outcome === 'decided') return would;
  const decided = await decideAgainstHead({ ...publish, asked: findSunset(request) }, ports);
  return would ? { ...decided, unchanged: would.version } : decided;
}

/** A name that nobody published to yet is refused where its first publish would be: the pull request is the time to say so. */
async function getCheckable({ subject: name, principal }: CheckRequest, store: Store): Promise<Subject> {
  const subject = await store.find('subject', { name });
  if (!subject && principal.team !== undefined) await requirePrefix({ name, principal }, store);
  return subject ?? (await getSubject(store, name));
}

async function findAgainst({ against }: CheckRequest, subject: Subject, store: Store): Promise<number | undefined> {
  if (against === 'head' || against === 'latest') {
    const number = against === 'head' ? subject.head : subject.latest || undefined;
    if (number === undefined) return undefined;
  }
  return (await getVersion(store, subject, against)).version;
}

async function assessAll(input: {
  readonly ports: CheckPorts;
  readonly subject: Subject;
  readonly assess: (subscription: Impact['subscription']) => Promise<Impact>;
  readonly stopAt: number;
  readonly deadlineOf: (impact: Impact) => string;
}): Promise<Pick<CheckOutcome, 'affected' | 'unaffected' | 'undecided' | 'undecidedRest'>> {
  const { ports, subject, assess, stopAt, deadlineOf } = input;
  // Read once, and only where somebody breaks.
  let approvals: Promise<readonly Approval[]> | undefined;
  const standingOf = async (impact: Impact): Promise<ApprovalStanding | undefined> => {
    if (!isDated(impact)) return undefined;
    approvals ??= allApprovals(ports.store, subject.name);
    return approvalStanding(impact, await approvals, ports.clock.now());
  };
  const affected: AffectedConsumer[] = [];
  const open: Impact[] = [];
  let [seen, doNotRead] = [0, 0];
  let cursor: string | undefined;
  do {
    const page = await ports.store.listSubscriptionsOfSubject(subject.name, {
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    for (const subscription of page.items) {
      if (Date.parse(ports.clock.now()) > stopAt) break;
      const impact = await assess(subscription);
      // Cut off by the clock: it was not judged, and is counted with those that were not looked at.
      if (impact.verdict.status === 'undecided' && impact.verdict.cause === 'time') continue;
      seen++;
      if (impact.verdict.status === 'undecided') open.push(impact);
      else if (impact.changes.length === 0) doNotRead++;
      if (!isShown(impact)) continue;
      const consumer = await ports.store.find('consumer', { name: subscription.consumer });
      const approval = await standingOf(impact);
      affected.push({
        impact,
        releases: consumer?.releases ?? [],
        ...(consumer?.slack ? { slack: consumer.slack } : {}),
        deadline: deadlineOf(impact),
        ...defined({ approval }),
      });
    }
    cursor = page.nextCursor;
  } while (cursor && Date.parse(ports.clock.now()) <= stopAt);
  const undecidedRest = Math.max(0, readerCount(subject) - seen);
  const untouched = open.filter((impact) => !isShown(impact));
  const unaffected = { count: seen - affected.length - untouched.length, doNotRead };
  return { affected, unaffected, undecided: countUndecided(open, untouched), undecidedRest };
}

/** By name; of what lies nowhere near a reader a count is enough. */
const isShown = ({ verdict, undecided }: Impact): boolean =>
  verdict.status !== 'compatible' && undecided !== 'untouched';

/** Whether CI should pass, and in words why not; `unjudged`: what the time did not suffice for, which never passes. */
export function judgeCheck(outcome: CheckOutcome): CheckDecision & { readonly unjudged: readonly string[] } {
  const { affected, decision, unchanged, sunset, minimum, undecidedRest, subject, policy } = outcome;
  // Whose team has approved every change that breaks it is announced to as any other, and needs no date beforehand.
  const open = affected.filter(({ impact, approval }) => isDated(impact) && approval?.until === undefined);
  const named = (kind: UndecidedKind | undefined) =>
    open.filter(({ impact }) => impact.undecided === kind).map(({ impact }) => impact.subscription.consumer);
  const undecided = { held: named('held'), asked: named('asked'), onUndecided: policy.onUndecided };
  const judged = decideCheck({ decision, unchanged, broken: named(undefined), undecided, sunset, minimum });
  const unjudged = [
    ...(isCutOff(outcome) ? ['the two schemas were not compared in time: only what the rules find is listed'] : []),
    ...(undecidedRest > 0 ? [`${undecidedRest} subscriptions of ${subject.name} were not judged in time`] : []),
  ];
  return { ...judged, passes: judged.passes && unjudged.length === 0, unjudged };
}

/** Whether the clock, and no limit that holds each time, ended the comparison. */
export const isCutOff = ({ comparison: { verdicts } }: Pick<CheckOutcome, 'comparison'>): boolean =>
  [verdicts.serving, verdicts.training].some((verdict) => verdict.verdict === 'undecided' && verdict.cause === 'time');

/** What would have become of it once its readers are found: a proposal that breaks none of them goes live by itself. */
export function outcomeOf(outcome: CheckOutcome): 'unchanged' | 'active' | 'proposed' | 'refused' {
  const { affected, decision, unchanged, undecidedRest, policy } = outcome;
  if (unchanged) return 'unchanged';
  if (decision.outcome === 'refused') return 'refused';
  const holds = affected.some((model) => mayHold(model, policy)) || undecidedRest > 0;
  return decision.status === 'proposed' && !holds ? 'active' : decision.status;
}

/** As planning will have it: whoever looked at what is undecided before, and can take it, is not waited for. */
const mayHold = ({ impact, approval }: AffectedConsumer, policy: Policy): boolean =>
  isDated(impact) && (impact.undecided === undefined || (policy.onUndecided === 'hold' && !approval?.safe));
