import type { Migration } from '../domain/announcement.ts';
import type { Approval } from '../domain/approval.ts';
import type { Manifest } from '../domain/manifest.ts';
import { type ApprovalStanding, approvalStanding } from '../domain/policy/approved.ts';
import { migrationDeadline, minimumNotice } from '../domain/policy/notice.ts';
import type { Policy } from '../domain/policy/policy.ts';
import { decidePublish, type Emergency, type PublishDecision, readerCount } from '../domain/policy/publish-decision.ts';
import type { Principal } from '../domain/principal.ts';
import type { JsonValue } from '../domain/schema/json.ts';
import type { ParsedSchema } from '../domain/schema/parse-schema.ts';
import type { Subject } from '../domain/subject.ts';
import { allApprovals } from './all-approvals.ts';
import { createAssessor, type Impact } from './assess-consumers.ts';
import { compareWithHead, findSunset, type HeadComparison } from './compare-with-head.ts';
import { requirePrefix } from './load-publisher.ts';
import { getSubject, getVersion, loadSchema } from './load-schema.ts';
import { parseIncoming } from './parse-incoming.ts';
import type { Clock, Judge, Store } from './ports.ts';
import { policyOf } from './register-schema.ts';
import { findNoticeSince } from './standing-proposal.ts';

export interface CheckRequest {
  readonly subject: string;
  /** A number, `latest` or `head`. */
  readonly against: string;
  readonly schema: JsonValue;
  readonly manifest?: Manifest;
  readonly sunset?: string;
  readonly emergency?: Emergency;
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

export interface CheckOutcome {
  readonly subject: Subject;
  readonly against: number | undefined;
  readonly policy: Policy;
  readonly comparison: HeadComparison;
  readonly decision: PublishDecision;
  /** Newly broken, undecided at a critical model's field, or still broken; named, with owner and would-be deadline. */
  readonly affected: readonly AffectedConsumer[];
  readonly unaffected: { readonly count: number; readonly doNotRead: number };
  /** Subscriptions that the time did not suffice for. */
  readonly undecidedRest: number;
  readonly minimum?: ReturnType<typeof minimumNotice>;
  readonly sunset?: string;
  readonly next: ParsedSchema;
  readonly old: ParsedSchema | undefined;
}

/** Of the API's 30 seconds, what is left for judging consumers; the rest is said to be undecided, and how many. */
const BUDGET_MS = 20_000;
const PAGE = 100;

/**
 * What publishing would do, without writing: verdicts, changes, each affected consumer by name. A breaking change passes
 * with a sufficient date, where the team of each model that it breaks has approved it, or where no registered model reads
 * it. Linear in the distinct contracts.
 */
export async function checkSchema(request: CheckRequest, ports: CheckPorts): Promise<CheckOutcome> {
  const next = parseIncoming(request.schema);
  const started = Date.parse(ports.clock.now());
  const subject = await getCheckable(request, ports.store);
  const version = await findAgainst(request, subject, ports.store);
  const policy = await policyOf(ports.store, subject);
  const { head: _, ...headless } = subject;
  const seen: Subject = version === undefined ? headless : { ...subject, head: version };
  const comparison = await compareWithHead({ ...ports, subject: seen, policy, next });
  const now = ports.clock.now();
  const sunset = findSunset(request) ?? comparison.announcedSunset;
  const noticeSince = await findNoticeSince(subject, comparison, ports.store);
  const decision = decidePublish({
    subject,
    policy,
    ...comparison,
    sunset,
    noticeSince,
    emergency: request.emergency,
    now,
  });
  const old = version === undefined ? undefined : await loadSchema(ports.store, subject.name, version);
  const head = version === undefined || !old ? undefined : { version, schema: old };
  const assess = createAssessor({
    ...ports,
    subject: subject.name,
    next,
    head,
    changes: comparison.changes,
    options: policy,
  });
  const emergency = request.emergency !== undefined;
  const assessed = await assessAll({
    ports,
    subject,
    assess,
    stopAt: started + BUDGET_MS,
    deadlineOf: ({ subscription: { tier } }) =>
      migrationDeadline({ policy, tier, announcedAt: noticeSince ?? now, sunset, emergency }),
  });
  const minimum = minimumNotice(policy, subject.tiers, noticeSince ?? now);
  return {
    subject,
    against: version,
    policy,
    comparison,
    decision,
    ...assessed,
    ...(minimum ? { minimum } : {}),
    ...(sunset === undefined ? {} : { sunset }),
    next,
    old,
  };
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
}): Promise<Pick<CheckOutcome, 'affected' | 'unaffected' | 'undecidedRest'>> {
  const { ports, subject, assess, stopAt, deadlineOf } = input;
  // Read once, and only where somebody breaks.
  let approvals: Promise<readonly Approval[]> | undefined;
  const standingOf = async (impact: Impact): Promise<ApprovalStanding | undefined> => {
    if (impact.verdict.status !== 'newly-broken') return undefined;
    approvals ??= allApprovals(ports.store, subject.name);
    return approvalStanding(impact, await approvals, ports.clock.now());
  };
  const affected: AffectedConsumer[] = [];
  let [seen, doNotRead] = [0, 0];
  let cursor: string | undefined;
  do {
    const page = await ports.store.listSubscriptionsOfSubject(subject.name, {
      limit: PAGE,
      ...(cursor ? { cursor } : {}),
    });
    for (const subscription of page.items) {
      if (Date.parse(ports.clock.now()) > stopAt) break;
      seen++;
      const impact = await assess(subscription);
      if (impact.changes.length === 0) doNotRead++;
      if (!isShown(impact)) continue;
      const consumer = await ports.store.find('consumer', { name: subscription.consumer });
      const approval = await standingOf(impact);
      affected.push({
        impact,
        releases: consumer?.releases ?? [],
        ...(consumer?.slack ? { slack: consumer.slack } : {}),
        deadline: deadlineOf(impact),
        ...(approval ? { approval } : {}),
      });
    }
    cursor = page.nextCursor;
  } while (cursor && Date.parse(ports.clock.now()) <= stopAt);
  const undecidedRest = Math.max(0, readerCount(subject) - seen);
  return { affected, unaffected: { count: seen - affected.length, doNotRead }, undecidedRest };
}

const isShown = ({ verdict, concern }: Impact): boolean =>
  verdict.status !== 'compatible' && (concern === 'breaking' || verdict.status !== 'undecided');

/** Whether CI should pass, and in words why not. */
export function judgeCheck(outcome: CheckOutcome): { readonly passes: boolean; readonly reasons: readonly string[] } {
  const { affected, decision, sunset, minimum, undecidedRest, subject, policy } = outcome;
  const reasons: string[] = [];
  if (decision.outcome === 'refused') reasons.push(decision.detail);
  // Whose team has approved every change that breaks it is announced to as any other, and needs no date beforehand.
  const broken = affected.filter(
    ({ impact, approval }) =>
      impact.concern === 'breaking' && impact.verdict.status === 'newly-broken' && approval?.until === undefined,
  );
  const observed = decision.outcome === 'accepted' && decision.observed;
  if (broken.length > 0 && sunset === undefined && !observed && policy.onBreaking === 'propose' && minimum) {
    const models = broken.map(({ impact }) => impact.subscription.consumer).slice(0, 3);
    const more = broken.length > models.length ? ` and ${broken.length - models.length} more` : '';
    reasons.push(
      `${models.join(', ')}${more} would break and no date is given: announce it with a sunset of ` +
        `${minimum.earliest.slice(0, 10)} or later, or keep the old shape`,
    );
  }
  if (undecidedRest > 0) reasons.push(`${undecidedRest} subscriptions of ${subject.name} were not judged in time`);
  return { passes: reasons.length === 0 || (decision.outcome === 'accepted' && broken.length === 0), reasons };
}
