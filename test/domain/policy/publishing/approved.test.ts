import { describe, expect, it } from 'vitest';
import type { Approval } from '../../../../lib/domain/approval.ts';
import type { Subscription } from '../../../../lib/domain/consumer.ts';
import { type Change, changeFingerprint } from '../../../../lib/domain/diff/change.ts';
import { RULES } from '../../../../lib/domain/diff/rules/index.ts';
import type { UndecidedKind } from '../../../../lib/domain/migration/undecided-kind.ts';
import { approvalStanding } from '../../../../lib/domain/policy/publishing/approved.ts';
import { SILENT } from '../../../../lib/domain/policy/publishing/asserting.ts';
import type { ConsumerVerdict } from '../../../../lib/domain/verdict.ts';

const NOW = '2026-11-21T09:00:00.000Z';
const LATER = '2026-12-08';
const SUBJECT = 'payments.transaction';
const BROKEN: ConsumerVerdict = { status: 'newly-broken', kind: 'rejected', witness: {}, pointers: ['/category'] };

const fraud: Subscription = {
  consumer: 'fraud',
  subject: SUBJECT,
  team: 'fraud-ml',
  tier: 'standard',
  trainedOn: 1,
  reads: [{ pointer: '/category' }],
  strict: false,
  createdAt: NOW,
  revision: 1,
};
const change = (ruleId: string, more: Partial<Change> = {}): Change => ({
  ruleId,
  pointer: '/category',
  schemaPointer: '/properties/category',
  severity: { serving: 'breaking', training: 'safe' },
  message: '',
  harm: '',
  advice: '',
  ...more,
});
const named = (one: Change) => changeFingerprint(SUBJECT, one);
const approval = (one: Change, more: Partial<Approval> = {}): Approval => ({
  subject: SUBJECT,
  change: named(one),
  consumer: 'fraud',
  team: 'fraud-ml',
  until: LATER,
  reason: 'we retrain on Monday',
  by: 'token:fraud-ml',
  at: NOW,
  revision: 1,
  ...more,
});

const typed = change('type-changed', { before: 'integer', after: 'string' });
const added = change('enum-value-added', { after: 'phone' });
const standing = (
  changes: readonly Change[],
  approvals: readonly Approval[],
  more: {
    readonly subscription?: Partial<Subscription>;
    readonly verdict?: ConsumerVerdict;
    readonly now?: string;
  } = {},
) =>
  approvalStanding(
    { subscription: { ...fraud, ...more.subscription }, verdict: more.verdict ?? BROKEN, changes },
    approvals,
    more.now ?? NOW,
  );

describe('a break that a team has approved', () => {
  it('is approved until the first of its approvals ends', () => {
    const early = approval(added, { until: '2026-12-01' });
    expect(standing([typed, added], [approval(typed), early])).toEqual({
      given: [approval(typed), early],
      missing: [],
      until: early.until,
    });
  });

  it('is not, while one of several changes has no approval', () => {
    expect(standing([typed, added], [approval(typed)])).toEqual({ given: [approval(typed)], missing: [named(added)] });
  });

  it('is not any more once the change is another one', () => {
    const other = { ...typed, after: 'number' };
    expect(standing([other], [approval(typed)])).toEqual({ given: [], missing: [named(other)] });
  });

  it.each([
    ['its date has come', {}, { now: '2026-12-09T12:00:00.000Z' }],
    ['the model has another owner', {}, { subscription: { team: 'risk-ml' } }],
  ])('is not any more, and still tells what was said, where %s', (_, more, facts) => {
    const former = approval(typed, more);
    expect(standing([typed], [former], facts)).toEqual({ given: [former], missing: [named(typed)] });
  });

  it('holds to the last moment before its date', () => {
    expect(standing([typed], [approval(typed)], { now: '2026-12-08T11:59:59.999Z' })).toMatchObject({ until: LATER });
  });

  it('takes no word that was given for another model', () => {
    expect(standing([typed], [approval(typed, { consumer: 'churn' })])).toEqual({ given: [], missing: [named(typed)] });
  });
});

describe('something undecided that a team has answered', () => {
  const UNDECIDED: ConsumerVerdict = { status: 'undecided', reason: 'the budget is used up' };
  const safe = approval(typed, { answer: 'not-affected', reason: 'we looked' });
  const open = (
    approvals: readonly Approval[],
    { undecided = 'held', verdict = UNDECIDED }: { undecided?: UndecidedKind; verdict?: ConsumerVerdict } = {},
  ) => approvalStanding({ subscription: fraud, verdict, changes: [typed], undecided }, approvals, NOW);

  it('is safe where all of it was found so, and taken on where it was approved', () => {
    expect(open([safe])).toEqual({ given: [safe], missing: [], until: LATER, safe: true });
    expect(open([approval(typed)])).toEqual({ given: [approval(typed)], missing: [], until: LATER });
    expect(open([], { undecided: 'asked' })).toEqual({ given: [], missing: [named(typed)] });
  });

  it('is worth nothing once the break is proved', () => {
    expect(standing([typed], [safe])).toEqual({ given: [], missing: [named(typed)] });
  });

  it.each(['told', 'known', 'untouched'] as const)('is asked of nobody who is only counted: %s', (undecided) => {
    expect(open([safe], { undecided })).toBeUndefined();
  });
});

describe('what must be approved', () => {
  const narrowed = change('property-forbidden', { severity: { serving: 'safe', training: 'breaking' } });
  const harmless = change('property-added', { severity: { serving: 'safe', training: 'safe' } });
  const described = change('description-changed', { severity: { serving: 'dangerous', training: 'dangerous' } });
  const missing = (changes: readonly Change[], subscription: Partial<Subscription> = {}) =>
    standing(changes, [], { subscription })?.missing;

  it('is each change that is not safe both ways, as a field is lost where records only narrow', () => {
    expect(missing([typed, narrowed, harmless, described])).toEqual([named(typed), named(narrowed)]);
  });

  it.each([
    ['is strict', { strict: true }],
    ['has expectations of its own', { expectations: { type: 'object' } }],
  ])('is every change that asserts something, for a model that %s', (_, subscription) => {
    expect(missing([typed, harmless, described, change('refactored')], subscription)).toEqual([
      named(typed),
      named(harmless),
    ]);
  });

  it('is whatever there is where each change is safe by itself', () => {
    expect(missing([harmless])).toEqual([named(harmless)]);
  });

  it.each(['break-unexplained', 'changes-omitted'])(
    'cannot be told where there is %s, which is always named alike',
    (ruleId) => {
      expect(standing([typed, change(ruleId)], [approval(typed), approval(change(ruleId))])).toBeUndefined();
    },
  );

  it('is each finding of a rule that may assert something', () => {
    const asserting = RULES.filter(({ id, kind }) => kind !== 'annotation' && !SILENT.has(id)).map(({ id }) => id);
    const annotations = RULES.filter(({ id, kind }) => kind === 'annotation' && !SILENT.has(id)).map(({ id }) => id);
    expect(annotations).toEqual(['content-changed', 'dialect-changed', 'format-changed']);
    expect(asserting).toHaveLength(RULES.filter(({ kind }) => kind !== 'annotation').length - 1);
  });

  it('is nothing where the model reads no change, or only annotations', () => {
    expect(standing([], [])).toBeUndefined();
    expect(standing([described], [])).toBeUndefined();
  });

  it.each<ConsumerVerdict>([
    { status: 'compatible' },
    { status: 'undecided', reason: 'the budget was used up' },
    { status: 'still-broken', kind: 'rejected', witness: {}, pointers: [] },
  ])('is nothing where the verdict is $status', (verdict) => {
    expect(standing([typed], [approval(typed)], { verdict })).toBeUndefined();
  });
});
