import type { Schemas } from '../../lib/cli/api/operations.ts';
import { changeFingerprint } from '../../lib/domain/diff/change.ts';

type Change = Schemas['CheckedChange'];

export const SUBJECT = 'payments.transaction-authorized';

export const SCHEMA = `{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "required": ["user_id", "category", "amount"],
  "properties": {
    "user_id": {
      "type": "integer"
    },
    "amount": {
      "type": "number",
      "maximum": 9007199254740993
    },
    "category": {
      "type": "string"
    }
  }
}
`;

const WITNESS = { user_id: 42, category: 'grocery', amount: 12.5 };

/** As the registry names it. */
export const named = (change: Omit<Change, 'fingerprint'>): Change => ({
  ...change,
  fingerprint: changeFingerprint(SUBJECT, change),
});
export const TYPE_CHANGED: Change = named({
  ruleId: 'type-changed',
  pointer: '/category',
  schemaPointer: '/properties/category/type',
  before: 'integer',
  after: 'string',
  severity: { serving: 'breaking', training: 'breaking' },
  message: 'category changed from integer to string',
  harm: 'pandas errors="coerce" turns this into NaN, silently',
  advice: 'keep category, add category_code, deprecate category',
});
const safeChange = (name: string): Change =>
  named({
    ruleId: 'description-changed',
    pointer: `/${name}`,
    schemaPointer: `/properties/${name}`,
    severity: { serving: 'safe', training: 'safe' },
    message: `the description of ${name} changed`,
    harm: '',
    advice: '',
  });
export const DANGEROUS: Change = named({
  ...safeChange('amount'),
  ruleId: 'range-widened',
  before: 100,
  after: 200,
  severity: { serving: 'dangerous', training: 'safe' },
  message: 'amount may now be up to 200',
  harm: 'a model that never saw such values may extrapolate',
});

export const affected = (
  consumer: string,
  more: Partial<Schemas['AffectedConsumer']> = {},
): Schemas['AffectedConsumer'] => ({
  consumer,
  team: 'fraud-ml',
  tier: 'standard',
  releases: ['v7'],
  trainedOn: 12,
  verdict: 'breaking',
  kind: 'rejected',
  witness: WITNESS,
  pointers: ['/category'],
  changes: [0],
  deadline: '2026-12-08',
  ...more,
});

export const BREAKING_CHECK: Schemas['Check'] = {
  subject: SUBJECT,
  against: 12,
  verdicts: {
    serving: { verdict: 'breaking', witness: WITNESS, pointers: ['/category'] },
    training: { verdict: 'breaking', witness: { user_id: 1, category: 1, amount: 1 }, pointers: ['/category'] },
  },
  mode: 'FORWARD',
  modeSatisfied: true,
  onUndecided: 'hold',
  changes: [TYPE_CHANGED, safeChange('user_id'), safeChange('amount'), safeChange('category')],
  changeCount: 4,
  wouldBe: 'proposed',
  observed: false,
  affected: [affected('fraud'), affected('churn', { releases: ['v2'] })],
  unaffected: { count: 4, doNotRead: 4 },
  undecided: { held: 0, asked: 0, told: 0, known: 0, untouched: 0, reasons: [] },
  undecidedRest: 0,
  passes: false,
  reasons: ['2 registered models break and the change carries no date'],
  unjudged: [],
  notes: [],
  earliest: '2026-12-08',
};

export const COMPATIBLE_CHECK: Schemas['Check'] = {
  ...BREAKING_CHECK,
  verdicts: { serving: { verdict: 'compatible' }, training: { verdict: 'compatible' } },
  changes: [safeChange('user_id')],
  changeCount: 1,
  wouldBe: 'active',
  affected: [],
  unaffected: { count: 6, doNotRead: 6 },
  passes: true,
  reasons: [],
};

export const PROPOSED: Schemas['Published'] = {
  subject: SUBJECT,
  version: 13,
  status: 'proposed',
  fingerprint: 'a'.repeat(64),
  generation: 0,
  publishedAt: '2026-11-21T09:00:00.000Z',
  publishedBy: 'token:01JD8Q3M6T5Y00000000000000',
  revision: 1,
  head: 12,
  outcome: 'created',
  verdicts: BREAKING_CHECK.verdicts,
  changes: BREAKING_CHECK.changes,
  changeCount: 4,
  announcementId: '01JD8Q3M6T5Y0000000000ABCD',
  minimumNotice: { tier: 'standard', duration: 'P14D', earliest: '2026-12-08' },
};

/** What the team of a model has said of changes; `missing` is what it has not approved. */
export const approval = (
  missing: readonly string[],
  ...given: readonly Partial<Schemas['Approval']>[]
): Schemas['ApprovalStanding'] => {
  const all = given.map((one) => ({
    subject: SUBJECT,
    change: TYPE_CHANGED.fingerprint,
    consumer: 'fraud',
    team: 'fraud-ml',
    until: '2026-12-08',
    reason: 'we retrain on Monday',
    by: 'token:01JD8Q3M6T5Y00000000000000',
    at: '2026-11-21T09:00:00.000Z',
    revision: 1,
    ...one,
  }));
  const [until] = all.map((one) => one.until).sort();
  return { given: all, missing, ...(missing.length === 0 && until !== undefined ? { until } : {}) };
};
