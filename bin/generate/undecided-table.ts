import type { Change } from '../../lib/domain/diff/change.ts';
import { UNDECIDED_KINDS, type UndecidedKind } from '../../lib/domain/migration/undecided-kind.ts';
import { attentionOf, isDated, isWaitedFor, noticeTier } from '../../lib/domain/policy/publishing/attention.ts';
import type { Tier } from '../../lib/domain/policy/settings/policy.ts';
import type { Severity } from '../../lib/domain/verdict.ts';

const change = (ruleId: string, serving: Severity): Change => ({
  ruleId,
  pointer: '/field',
  schemaPointer: '/properties/field',
  severity: { serving, training: 'safe' },
  message: '',
  harm: '',
  advice: '',
});
const BREAKS = change('type-changed', 'breaking');
const ASSERTS = change('range-narrowed', 'safe');
const DESCRIBES = change('description-changed', 'safe');

/** The change that touches the model, and the others. */
const CASES: readonly {
  readonly title: string;
  readonly touching: readonly Change[];
  readonly all: readonly Change[];
  readonly wasUndecided?: boolean;
}[] = [
  { title: 'a change whose rule says that it breaks', touching: [BREAKS], all: [BREAKS] },
  { title: 'other changes, which assert something of a record', touching: [ASSERTS], all: [ASSERTS] },
  {
    title: 'nothing that asserts, though something changed elsewhere',
    touching: [DESCRIBES],
    all: [DESCRIBES, BREAKS],
  },
  { title: 'nothing that asserts, there or elsewhere', touching: [], all: [DESCRIBES] },
  {
    title: 'the same, and it was undecided before, for the same reason at the same place',
    touching: [],
    all: [DESCRIBES],
    wasUndecided: true,
  },
];

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');

/** The consequences of `undecided` for one model, found by asking `attentionOf`. */
export function undecidedTable(): string {
  const kindFor = (tier: Tier, { touching, all, wasUndecided = false }: (typeof CASES)[number]): string => {
    const verdict = { status: 'undecided', reason: '' } as const;
    return `\`${attentionOf({ verdict, tier, changes: { touching, all }, wasUndecided }).undecided}\``;
  };
  return table(
    ['What touches what the model reads', 'critical', 'standard', 'experimental'],
    CASES.map((one) => [one.title, kindFor('critical', one), kindFor('standard', one), kindFor('experimental', one)]),
  );
}

const TOLD: Readonly<Record<UndecidedKind, string>> = {
  held: 'at once, with the reason and a date',
  asked: 'at once, "does this affect you?", with the reason and a date',
  told: 'in the weekly digest',
  known: 'not again; shown by `check`',
  untouched: 'no; counted with its reason by `check`',
};

/** Who is notified of each kind, and whether a version waits for it. */
export function undecidedKindsTable(): string {
  const waits = (kind: UndecidedKind, onUndecided: 'hold' | 'pass'): string => {
    const concern = kind === 'held' ? 'breaking' : kind === 'asked' ? 'question' : 'digest';
    return isWaitedFor({ concern, undecided: kind, verdict: 'undecided' }, { onUndecided }) ? 'waits' : 'does not wait';
  };
  return table(
    ['', 'Told', 'Notice', 'The version, with `onUndecided: hold`', 'with `pass`'],
    UNDECIDED_KINDS.map((kind) => [
      `\`${kind}\``,
      TOLD[kind],
      !isDated({ concern: kind === 'held' ? 'breaking' : 'digest', undecided: kind })
        ? '—'
        : noticeTier('critical', kind) === 'critical'
          ? 'its tier’s'
          : 'that of the experimental tier',
      waits(kind, 'hold'),
      waits(kind, 'pass'),
    ]),
  );
}
