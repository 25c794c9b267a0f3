import { longest } from '../deadlines/notice.ts';
import { type AnnouncedPolicy, announcedPolicy } from './announced-policy.ts';
import { findBelow, type PolicyFloors } from './floors.ts';
import { TIERS } from './policy.ts';

/** Values that an administrator gives an announcement that is open already. */
export type Loosening = {
  readonly [K in keyof AnnouncedPolicy]?: K extends 'notice' ? Partial<AnnouncedPolicy['notice']> : AnnouncedPolicy[K];
};

/** What stays as it was announced, and why. */
export const FIXED = {
  onBreaking: 'it was decided when the version was published',
  holdCritical: 'its readers were told until when critical models hold it',
  holdUntold: 'its producer was told until when a model that nobody told holds it',
  contentModel: 'its verdicts were given under it',
  formatMode: 'its verdicts were given under it',
} as const satisfies Partial<Record<keyof AnnouncedPolicy, string>>;

/** One decision that differs, as it is written on the command line: `notice.critical`. */
export interface PolicyChange {
  readonly decision: string;
  readonly from: string;
  readonly to: string;
}

/** `refused`: all that stands against it; pointers lead into the given values. */
export type LooseningDecision =
  | { readonly outcome: 'loosened'; readonly policy: AnnouncedPolicy; readonly changes: readonly PolicyChange[] }
  | { readonly outcome: 'unchanged' }
  | { readonly outcome: 'refused'; readonly errors: readonly { readonly pointer: string; readonly detail: string }[] };

/**
 * What an open announcement goes by once an administrator gives it other values: never stricter ones than it was announced
 * with, never looser ones than the organisation's floors, and nothing that its readers were told a date of.
 */
export function loosen(facts: {
  /** What the announcement was made under. */
  readonly madeUnder: AnnouncedPolicy;
  /** What it goes by now. */
  readonly current: AnnouncedPolicy;
  readonly values: Loosening;
  readonly floors: PolicyFloors;
}): LooseningDecision {
  const { madeUnder, current, values, floors } = facts;
  const errors = [...findFixed(values), ...findStricter(values, madeUnder), ...findBelow(values, floors)];
  if (errors.length > 0) return { outcome: 'refused', errors };
  const policy = announcedPolicy({ ...current, ...values, notice: { ...current.notice, ...values.notice } });
  const changes = changesBetween(current, policy);
  return changes.length === 0 ? { outcome: 'unchanged' } : { outcome: 'loosened', policy, changes };
}

/** The decisions in which two policies differ. */
export function changesBetween(before: AnnouncedPolicy, after: AnnouncedPolicy): readonly PolicyChange[] {
  const [was, is] = [textsOf(before), textsOf(after)];
  return Object.entries(was).flatMap(([decision, from]) => {
    const to = is[decision] ?? '';
    return to === from ? [] : [{ decision, from, to }];
  });
}

function textsOf({ notice, liveEnvironments, ...others }: AnnouncedPolicy): Readonly<Record<string, string>> {
  const ofTiers = Object.fromEntries(TIERS.map((tier) => [`notice.${tier}`, notice[tier]]));
  return { ...others, ...ofTiers, liveEnvironments: liveEnvironments.join(',') };
}

const refusal = (decision: string, detail: string) => ({ pointer: `/${decision.replace('.', '/')}`, detail });

const findFixed = (values: Loosening) =>
  Object.entries(FIXED).flatMap(([decision, because]) =>
    decision in values ? [refusal(decision, `${decision} stays as it was announced: ${because}`)] : [],
  );

function findStricter(values: Loosening, madeUnder: AnnouncedPolicy) {
  const durations: readonly (readonly [string, string | undefined, string])[] = [
    ...TIERS.map((tier) => [`notice.${tier}`, values.notice?.[tier], madeUnder.notice[tier]] as const),
    ...(['holdObjection', 'staleAfter', 'extension'] as const).map(
      (name) => [name, values[name], madeUnder[name]] as const,
    ),
  ];
  const longer = durations.flatMap(([name, given, made]) =>
    given === undefined || longest(made, given) === made ? [] : [stricterThan(name, given, made)],
  );
  const { onUndecided, liveEnvironments = [] } = values;
  const holds = onUndecided === 'hold' && madeUnder.onUndecided === 'pass';
  const more = liveEnvironments.filter((one) => !madeUnder.liveEnvironments.includes(one));
  return [
    ...longer,
    ...(holds ? [stricterThan('onUndecided', 'hold', 'pass')] : []),
    ...(more.length > 0
      ? [stricterThan('liveEnvironments', more.join(','), madeUnder.liveEnvironments.join(','))]
      : []),
  ];
}

const stricterThan = (decision: string, given: string, made: string) =>
  refusal(decision, `${decision} may not be ${given}: it was announced with ${made}, and is only loosened from there`);
