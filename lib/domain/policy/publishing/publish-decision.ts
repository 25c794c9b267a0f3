import type { AnnouncementKind } from '../../announcement.ts';
import { dateText, durationText, isLater, isOver, lastOf } from '../../date.ts';
import type { Change } from '../../diff/change.ts';
import type { Subject, VersionStatus } from '../../subject.ts';
import type { Lens, Verdict } from '../../verdict.ts';
import { minimumNotice } from '../deadlines/notice.ts';
import type { Policy } from '../settings/policy.ts';
import { isAsserting } from './asserting.ts';
import { DEPRECATION_RULES, isReworded, markedSunset, type Promised, REMOVAL_RULES } from './promise.ts';
import { refusing, type Violation } from './violations.ts';

export interface Emergency {
  readonly reason: string;
}

/** What is known of a publish when it is decided: one comparison with the head, and the subject's counters. */
export interface PublishFacts {
  readonly subject: Subject;
  readonly policy: Policy;
  readonly verdicts: Readonly<Record<Lens, Verdict>>;
  readonly changes: readonly Change[];
  /** The versions against which the subject's mode is not satisfied. */
  readonly violated: readonly Violation[];
  readonly sunset?: string | undefined;
  readonly emergency?: Emergency | undefined;
  /** Another registry that has it already: nothing here can keep its producers from using it. */
  readonly foundIn?: string | undefined;
  /** When a proposal that still waits announced the same change: its readers' notice began then. */
  readonly noticeSince?: string | undefined;
  /** The dates that readers were told before and that lie ahead; an emergency and what was found elsewhere have none to keep. */
  readonly promised?: Promised | undefined;
  /** A reader that was trained on another version than the head may break, though all readers of the head can take it. */
  readonly outgrown?: boolean;
  readonly now: string;
}

export type PublishDecision =
  | { readonly outcome: 'refused'; readonly code: 'incompatible'; readonly detail: string }
  | {
      readonly outcome: 'refused';
      readonly code: 'notice-too-short';
      readonly detail: string;
      readonly earliest: string;
      /** Place in the schema that brings the date forward, as a pointer; absent where the request's `sunset` does. */
      readonly place?: string;
    }
  | {
      readonly outcome: 'accepted';
      readonly status: Extract<VersionStatus, 'active' | 'proposed'>;
      /** What consumers must hear; none where nobody reads the subject or nothing concerns them. */
      readonly announce?: AnnouncementKind;
      readonly observed: boolean;
      /** All that breaks is a removal whose sunset was announced and has passed: its readers were told then, and whoever reads it still hears that it is live. */
      readonly sunsetPassed?: true;
      /** Until this date, which readers were told before, what goes has to stay. */
      readonly promised?: string;
    };

/** What a publish does, decided from one comparison; whom it concerns is found afterwards, per consumer. */
export function decidePublish(facts: PublishFacts): PublishDecision {
  const { subject, policy, now } = facts;
  const observed = isObserved(subject, now);
  const refusal = refusalByMode(facts, observed);
  if (refusal) return refusal;
  const announce = announcementFor(facts);
  const sunsetPassed = isAnnouncedRemoval(facts) ? { sunsetPassed: true as const } : {};
  if (announce !== 'breaking' && announce !== 'deprecation')
    return { outcome: 'accepted', status: 'active', ...(announce ? { announce } : {}), observed, ...sunsetPassed };
  // What goes had its notice; what is brought forward beside it has not.
  const isDated = sunsetPassed.sunsetPassed === undefined;
  const tooShort = observed ? undefined : (findBrokenPromise(facts) ?? (isDated ? findShortNotice(facts) : undefined));
  if (tooShort) return tooShort;
  // An emergency with a date shortens the wait; without one there is none.
  const atOnce = facts.emergency !== undefined && facts.sunset === undefined;
  const mayWait = !observed && !atOnce && isDated && facts.foundIn === undefined;
  const until = mayWait && announce === 'breaking' ? facts.promised?.until : undefined;
  // Also where breaks go live at once a date that was told is waited for.
  const waits = announce === 'breaking' && mayWait && (policy.onBreaking !== 'announce' || until !== undefined);
  const promised = until === undefined ? {} : { promised: until };
  return {
    outcome: 'accepted',
    status: waits ? 'proposed' : 'active',
    announce,
    observed,
    ...sunsetPassed,
    ...promised,
  };
}

export const isObserved = (subject: Subject, now: string): boolean =>
  subject.observeUntil !== undefined && !isOver(subject.observeUntil, now);

export const readerCount = ({ tiers }: Subject): number => tiers.critical + tiers.standard + tiers.experimental;

/** Rules whose finding no validator sees and only the reader can judge: asked at once. */
export const QUESTION_RULES: ReadonlySet<string> = new Set([
  'unit-changed',
  'semantics-changed',
  'became-write-only',
  'discriminator-changed',
]);
/** Whether some reader *may* newly break: only then are contracts worth a look. */
function mayBreakReaders(facts: PublishFacts): boolean {
  const { subject, verdicts, changes, outgrown = false } = facts;
  if (verdicts.serving.verdict !== 'compatible' || outgrown) return true;
  // A record may lack an optional field and still be accepted, so containment is silent about its removal.
  if (changes.some(({ ruleId }) => REMOVAL_RULES.has(ruleId))) return true;
  return subject.exacting > 0 && changes.some(({ ruleId }) => ruleId !== 'refactored');
}

/**
 * Only fields go whose sunset the head names, which has passed, and of which an announcement told: their readers had their
 * notice. One that was deprecated while nobody subscribed was told to nobody.
 */
function isAnnouncedRemoval({ changes, verdicts, promised, now }: PublishFacts): boolean {
  if (promised?.until !== undefined) return false;
  const breaking = changes.filter(({ severity }) => severity.serving === 'breaking');
  const removed = breaking.filter(({ ruleId, pointer, before }) => {
    const sunset = REMOVAL_RULES.has(ruleId) ? markedSunset(before) : undefined;
    return sunset !== undefined && isOver(sunset, now) && promised?.announced?.includes(pointer);
  });
  const isRemoved = ({ pointer }: Change): boolean => removed.some((change) => change.pointer === pointer);
  // Where nobody could prove that nothing else breaks, whatever else changed may.
  const others = verdicts.serving.verdict === 'undecided' ? changes.filter(isAsserting) : breaking;
  return removed.length > 0 && others.every(isRemoved);
}

function announcementFor(facts: PublishFacts): AnnouncementKind | undefined {
  if (readerCount(facts.subject) === 0) return undefined;
  if (mayBreakReaders(facts)) return 'breaking';
  const news = facts.changes.filter((change) => !isReworded(change));
  if (news.some(({ ruleId }) => DEPRECATION_RULES.has(ruleId))) return 'deprecation';
  if (news.some(({ ruleId }) => QUESTION_RULES.has(ruleId))) return 'question';
  return news.some(({ severity }) => severity.serving === 'dangerous') ? 'digest' : undefined;
}

function refusalByMode({ policy, subject, violated, emergency, foundIn }: PublishFacts, observed: boolean) {
  const [first] = refusing(violated, policy.onUndecided);
  if (policy.onBreaking !== 'reject' || !first || observed || emergency || foundIn !== undefined) return undefined;
  const lens = first.lens === 'serving' ? 'FORWARD' : 'BACKWARD';
  const refused = { outcome: 'refused' as const, code: 'incompatible' as const };
  const mode = `onBreaking: reject, ${policy.compatibility}`;
  if (first.undecided !== undefined)
    return {
      ...refused,
      detail:
        `${subject.name} refuses what is not proved compatible (${mode}, onUndecided: hold): whether the schema is ` +
        `${lens} compatible with version ${first.version} is undecided: ${first.undecided}. Write what changes more ` +
        'simply, or ask the owner to set onUndecided to pass.',
    };
  return {
    ...refused,
    detail:
      `${subject.name} refuses breaking changes (${mode}): the schema is not ` +
      `${lens} compatible with version ${first.version}. Keep the old fields beside the new ones, or ask the ` +
      'owner to set onBreaking to propose.',
  };
}

/** The refusal of a date before the one that readers were told: only an emergency, which is told, comes earlier. */
function findBrokenPromise({ policy, subject, sunset, noticeSince, promised, now }: PublishFacts) {
  const { hastened, until } = promised ?? {};
  const isSooner = until !== undefined && sunset !== undefined && isLater(until, sunset);
  const date = hastened?.until ?? (isSooner ? until : undefined);
  if (date === undefined) return undefined;
  const what = hastened
    ? `${hastened.pointer} is brought forward: its readers were told ${dateText(date)}. Keep that \`x-sunset\` or name a later one`
    : `${dateText(sunset ?? date)} is too soon: readers were told ${dateText(date)}. Ask for that date or a later one`;
  return {
    outcome: 'refused' as const,
    code: 'notice-too-short' as const,
    earliest: lastOf([date, minimumNotice(policy, subject.tiers, noticeSince ?? now)?.earliest]) ?? date,
    ...(hastened ? { place: hastened.schemaPointer } : {}),
    detail: `${what}, or say --emergency --reason: a date that was told moves earlier only so.`,
  };
}

/** The refusal of a date that some reader would not have notice of. */
export function findShortNotice({
  policy,
  subject,
  sunset,
  emergency,
  noticeSince,
  now,
}: Pick<PublishFacts, 'policy' | 'subject' | 'sunset' | 'emergency' | 'noticeSince' | 'now'>) {
  const minimum = minimumNotice(policy, subject.tiers, noticeSince ?? now);
  if (!minimum || sunset === undefined || emergency || !isLater(minimum.earliest, sunset)) return undefined;
  return {
    outcome: 'refused' as const,
    code: 'notice-too-short' as const,
    earliest: minimum.earliest,
    detail:
      `${dateText(sunset)} is too soon: ${subject.name} has ${minimum.tier} readers, who have ${durationText(minimum.duration)} ` +
      `of notice, so the earliest date is ${dateText(minimum.earliest)}. Ask for that date or a later one, or say ` +
      '--emergency --reason.',
  };
}
