import type { Schemas } from '../../lib/cli/api/operations.ts';
import { affected, approval, BREAKING_CHECK, COMPATIBLE_CHECK, DANGEROUS, named, TYPE_CHANGED } from './answers.ts';

type Change = Schemas['CheckedChange'];

/** How long names are, and in which script. */
export interface Naming {
  readonly field: (at: number) => string;
  readonly model: (at: number) => string;
  readonly team: (at: number) => string;
}

export const PLAIN: Naming = {
  field: (at) => `field_${at}`,
  model: (at) => `model-${at}`,
  team: (at) => `team-${at % 4}`,
};
/** The names of everything have 200 characters. */
export const LONG: Naming = {
  field: (at) => `${at}_${'merchant_category_'.repeat(12)}`.slice(0, 200),
  model: (at) => `model-${at}-${'of-the-risk-department-'.repeat(10)}`.slice(0, 200),
  team: (at) => `team-${at % 4}-${'of-the-risk-department-'.repeat(10)}`.slice(0, 200),
};
/** Fields in scripts whose letters take two columns, or none, or run from right to left. */
export const WIDE: Naming = {
  ...PLAIN,
  field: (at) => `${at}_${['取引カテゴリー', '가맹점분류', 'नाम_श्रेणी', 'категория', 'فئة_التاجر'][at % 5]}`.repeat(4),
};

/** Changes of `count` fields, every one of which breaks all of `models`, or those that `breaks` says. */
export function manyChanges({
  changes: count,
  models,
  naming,
  breaks = () => true,
}: {
  readonly changes: number;
  readonly models: number;
  readonly naming: Naming;
  readonly breaks?: (change: number, model: number) => boolean;
}): Schemas['Check'] {
  const changes = Array.from({ length: count }, (_, at): Change => {
    const field = naming.field(at);
    return named({
      ...TYPE_CHANGED,
      ...(at % 3 === 1 ? { ruleId: 'enum-value-added', after: `value-${at}` } : {}),
      pointer: `/${field}`,
      schemaPointer: `/properties/${field}/type`,
      message: `/${field}: type changed from integer to string; readers of the old schema may meet records that they reject`,
      record: { user_id: 42, [field]: 'grocery', amount: 12.5 },
    });
  }).map(({ before, ...change }) =>
    change.ruleId === 'enum-value-added' ? change : { ...change, before: before ?? null },
  );
  const aside = COMPATIBLE_CHECK.changes;
  const who = Array.from({ length: models }, (_value, at) => {
    const own = changes.flatMap((_change, index) => (breaks(index, at) ? [index] : []));
    const { witness: _, ...model } = affected(naming.model(at), {
      team: naming.team(at),
      tier: at % 5 === 0 ? 'critical' : 'standard',
      deadline: at % 5 === 0 ? '2026-12-24' : '2026-12-08',
      changes: own,
      pointers: own.flatMap((index) => changes[index]?.pointer ?? []),
      approval: approval(own.flatMap((index) => changes[index]?.fingerprint ?? [])),
    });
    return model;
  });
  return {
    ...BREAKING_CHECK,
    changes: [...changes, DANGEROUS, ...aside],
    changeCount: changes.length + 1 + aside.length,
    affected: who,
    unaffected: { count: 9, doNotRead: 7 },
    reasons: [`${models} registered models break and the change carries no date`],
    earliest: '2026-12-24',
  };
}
