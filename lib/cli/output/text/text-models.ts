import type { Schemas } from '../../api/operations.ts';
import { dateOf } from '../dates.ts';
import { visible } from '../escape.ts';
import type { ApprovalLine } from '../models.ts';
import { modelName } from '../words.ts';
import { type Layout, labelled, oneLine } from './layout.ts';
import { crop, padEnd, share, widthOf } from './width.ts';

type Model = Schemas['AffectedConsumer'];

const SHOWN_MODELS = 14;
const SHOWN_APPROVALS = 5;
const MARGIN = 13;

/** Models in columns, the first one behind a label. */
export function modelLines(layout: Layout, label: string, models: readonly Model[]): readonly string[] {
  const shown = layout.verbose ? models : models.slice(0, SHOWN_MODELS);
  const rows = shown.map((model) => [
    modelName(model),
    visible(model.tier),
    `@${visible(model.team)}`,
    [dateOf(model.deadline), model.reason === undefined ? '' : visible(model.reason)].filter(Boolean).join('  '),
  ]);
  const lines = columns(rows, {
    gaps: [2, 1, 2],
    width: layout.width === undefined ? undefined : layout.width - MARGIN,
  });
  const rest = models.length - rows.length;
  if (rest > 0) lines.push(`and ${rest} more: --verbose lists them`);
  return lines.map((line, at) => `    ${(at === 0 ? label : '').padEnd(8)} ${line}`);
}

/** `    affects  fraud v7, churn v2 and 12 more`, where their dates are elsewhere. */
export function modelNames(layout: Layout, label: string, models: readonly Model[]): string {
  const names = models.map((model) => modelName(model));
  const room = layout.width === undefined ? Number.POSITIVE_INFINITY : layout.width - MARGIN;
  const text = (count: number): string =>
    `${names.slice(0, count).join(', ')}${count < names.length ? ` and ${names.length - count} more` : ''}`;
  let count = Math.min(names.length, SHOWN_MODELS);
  while (count > 1 && widthOf(text(count)) > room) count--;
  return oneLine(layout, `${label.padEnd(8)} ${text(count)}`, 4);
}

export function approvalText(layout: Layout, approvals: readonly ApprovalLine[]): readonly string[] {
  const shown = layout.verbose ? approvals : approvals.slice(0, SHOWN_APPROVALS);
  const rest = approvals.length - shown.length;
  return [
    ...shown.flatMap(({ isOver, text }) => labelled(layout, isOver ? 'lapsed' : 'approved', text, 2)),
    ...(rest > 0 ? [`    and ${rest} more approvals: --verbose lists them`] : []),
  ];
}

/** Cells below each other; if a terminal is too narrow, the widest ones give. The last cell of a row is not filled up. */
export function columns(
  rows: readonly (readonly string[])[],
  { gaps, width }: { readonly gaps: readonly number[]; readonly width: number | undefined },
): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const natural = Array.from({ length: count }, (_, at) => Math.max(0, ...rows.map((row) => widthOf(row[at] ?? ''))));
  const between = gaps.slice(0, count - 1).reduce((sum, gap) => sum + gap, 0);
  const widths = width === undefined ? natural : share(natural, width - between);
  return rows.map((row) =>
    row
      .map((cell, at) => {
        const room = widths[at] ?? 0;
        const cut = crop(cell, room, at === row.length - 1 ? 'end' : 'middle');
        return at === row.length - 1 ? cut : padEnd(cut, room) + ' '.repeat(gaps[at] ?? 2);
      })
      .join('')
      .trimEnd(),
  );
}
