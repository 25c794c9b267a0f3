import type { Severity } from '../../../domain/verdict.ts';
import type { Comparison, PlacedChange } from '../../run/comparison.ts';
import { visible } from '../escape.ts';
import { evidenceText } from '../evidence.ts';
import { countText, type Group, groupsOf, type Row, rowArrow, rowProofs, rowSentence, rowsOf } from '../rows.ts';
import { bystanders, isDoubtful, plural, ruleName } from '../words.ts';
import { type Layout, labelled, textLines } from './layout.ts';
import type { Paint } from './paint.ts';
import { approvalText, modelLines, modelNames } from './text-models.ts';
import { crop, share, widthOf } from './width.ts';

// So many rows and groups fit on a screen with all that is known of them; more are reported in a line each.
const ROOMY_ROWS = 6;
const ROOMY_GROUPS = 4;
const ROOMY_MODELS = 14;

/** Lines for what touches models, beyond which it is counted. */
const SHOWN_LINES = 15;
const SHOWN_UNTOUCHED = 20;
const SHOWN_DANGEROUS = 5;
const SHOWN_PROOFS = 3;

/** The changes: first those that break models, with each set of models once; those that touch nobody are counted. */
export function changeLines(comparison: Comparison, layout: Layout): readonly string[] {
  const rows = rowsOf(comparison);
  const breaking = rows.filter(({ severity }) => severity === 'breaking');
  const felt = breaking.filter(({ touches }) => touches);
  const rest = breaking.filter(({ touches }) => !touches);
  const isListed = felt.length === 0 || layout.verbose;
  const all = { comparison, layout, isDense: !layout.verbose && (isListed ? breaking : felt).length > ROOMY_ROWS };
  const dangerous = rows.filter(({ severity }) => severity === 'dangerous');
  const safe = layout.verbose ? rows.filter(({ severity }) => severity === 'safe') : [];
  return [
    ...groupLines(all, felt),
    ...(isListed ? untouchedLines(all, rest) : countLine(all, rest)),
    ...(comparison.counts.breaking === 1 ? [] : bystanders(comparison).flatMap((line) => textLines(layout, line))),
    ...limited({ ...all, isDense: all.isDense || dangerous.length > ROOMY_ROWS }, dangerous, SHOWN_DANGEROUS),
    ...limited(all, safe, safe.length),
  ];
}

interface Told {
  readonly comparison: Comparison;
  readonly layout: Layout;
  /** A line a row. */
  readonly isDense: boolean;
}

function groupLines(told: Told, rows: readonly Row[]): readonly string[] {
  const { comparison, layout } = told;
  const groups = groupsOf(comparison, rows);
  const wide = groups.reduce((sum, { models }) => sum + models.length, 0);
  const isWhole = layout.verbose || groups.length === 1 || (groups.length <= ROOMY_GROUPS && wide <= ROOMY_MODELS);
  let left = layout.verbose ? Number.POSITIVE_INFINITY : SHOWN_LINES;
  const lines: string[] = [];
  let hidden = 0;
  for (const group of groups) {
    const shown = group.rows.slice(0, Math.max(0, isWhole ? left : left - 1));
    left -= shown.length + (isWhole ? 0 : 1);
    if (shown.length === 0) hidden += group.rows.length;
    else lines.push(...groupOf(told, { group, shown, isWhole }));
  }
  if (hidden > 0)
    lines.push(`  and ${hidden} more ${plural(hidden, 'change breaks', 'changes break')} models: --verbose lists them`);
  const models = comparison.affected.filter((model) => rows.some((row) => row.models.includes(model)));
  return isWhole
    ? lines
    : [...lines, '  The models that break, and by when they are to be ready:', ...modelLines(layout, 'models', models)];
}

function groupOf(
  told: Told,
  { group, shown, isWhole }: { readonly group: Group; readonly shown: readonly Row[]; readonly isWhole: boolean },
): readonly string[] {
  const { comparison, layout, isDense } = told;
  const { rows, models, approvals } = group;
  const rest = rows.length - shown.length;
  const lines = shown.flatMap((row) => rowLines(told, row));
  if (rest > 0) lines.push(`  and ${rest} more ${plural(rest, 'change', 'changes')}: --verbose lists them`);
  // In a line each, one record shows what the models meet.
  if (isDense) lines.push(...proofLines(told, rows.slice(0, 1), 1));
  return [
    ...lines,
    ...(models.length > 0 && rows.length > 1 ? [`    each of these ${rows.length} affects`] : []),
    ...affectsLines({ layout, group, isWhole }),
    ...approvalText(layout, approvals),
    ...noneLine(comparison, rows),
    ...aloneLines(comparison, layout),
  ];
}

function affectsLines({
  layout,
  group: { rows, models },
  isWhole,
}: {
  readonly layout: Layout;
  readonly group: Group;
  readonly isWhole: boolean;
}): readonly string[] {
  if (models.length === 0) return [];
  const label = rows.length > 1 ? '' : 'affects';
  return isWhole ? modelLines(layout, label, models) : [modelNames(layout, label, models)];
}

/** If all is known of one change alone, those who are not notified are below it. */
const aloneLines = (comparison: Comparison, layout: Layout): readonly string[] =>
  comparison.counts.breaking === 1
    ? bystanders(comparison).flatMap((line) => textLines(layout, line, { margin: 4 }))
    : [];

const noneLine = (comparison: Comparison, rows: readonly Row[]): readonly string[] => {
  const [row] = rows;
  if (!row || row.models.length > 0 || !comparison.unaffected) return [];
  const isDoubted = rows.some(({ indexes }) => isDoubtful(comparison, indexes));
  const text = isDoubted ? 'no registered model is proved to break' : 'no registered model breaks';
  return [`${rows.length > 1 ? '  ' : '    '}${text}`];
};

/** Nobody is touched by anything: what breaks is listed all the same. */
function untouchedLines(told: Told, rows: readonly Row[]): readonly string[] {
  if (rows.length === 0) return [];
  const { comparison, layout } = told;
  const lines = limited(told, rows, SHOWN_UNTOUCHED);
  return [...lines, ...noneLine(comparison, rows), ...aloneLines(comparison, layout)];
}

const countLine = ({ comparison, layout }: Told, rows: readonly Row[]): readonly string[] =>
  rows.length === 0
    ? []
    : textLines(layout, `${countText(comparison, rows)}: --verbose lists ${plural(rows.length, 'it', 'them')}`);

function limited(told: Told, rows: readonly Row[], most: number): readonly string[] {
  const shown = told.layout.verbose ? rows : rows.slice(0, most);
  const rest = rows.length - shown.length;
  return [
    ...shown.flatMap((row) => rowLines(told, row)),
    ...(rest > 0 ? [`  and ${rest} more ${plural(rest, 'change', 'changes')}: --verbose lists them`] : []),
  ];
}

function rowLines(told: Told, row: Row): readonly string[] {
  const { comparison, layout, isDense } = told;
  const { severity, change, pointers } = row;
  const arrow = rowArrow(comparison, row);
  const isExplained = !isDense && (arrow === '' || layout.verbose);
  const hasRisk = change.harm !== '' && (layout.verbose || (severity === 'dangerous' && !isDense));
  return [
    headLine(row, { layout, arrow: isDense && arrow === '' ? rowSentence(comparison, row) : arrow }),
    ...(layout.verbose && pointers.length > 1 ? labelled(layout, 'places', pointers.map(visible).join(', ')) : []),
    ...(isExplained ? textLines(layout, rowSentence(comparison, row), { margin: 4 }) : []),
    ...(hasRisk ? labelled(layout, 'risk', visible(change.harm)) : []),
    ...(severity === 'breaking' && !isDense ? proofLines(told, [row], SHOWN_PROOFS) : []),
  ];
}

const proofLines = ({ comparison, layout, isDense }: Told, rows: readonly Row[], most: number): readonly string[] =>
  rows
    .flatMap((row) => rowProofs(comparison, row))
    .slice(0, most)
    .flatMap((proof) => labelled(layout, 'proof', evidenceText(proof), isDense ? 2 : 4));

/** `  BREAKING type-changed /category integer -> string  transaction.json:14`, in one line whatever its parts are. */
function headLine({ severity, change, pointers }: Row, { layout, arrow }: { layout: Layout; arrow: string }): string {
  const { paint, width } = layout;
  const name = visible(ruleName(change));
  const places = pointers.length > 1 ? ` in ${pointers.length} places` : '';
  const parts = [visible(change.pointer) || '(record)', arrow, placeText(change)];
  const fixed = 2 + widthOf(severity) + 1 + widthOf(name) + 1 + widthOf(places) + (arrow === '' ? 0 : 1) + 2;
  const [pointerWidth = 0, arrowWidth = 0, placeWidth = 0] =
    width === undefined ? parts.map(widthOf) : share(parts.map(widthOf), width - fixed);
  const pointer = `${crop(parts[0] ?? '', pointerWidth, 'middle')}${places}`;
  const place = crop(parts[2] ?? '', placeWidth, 'start');
  const line = [label(severity, paint), name, pointer, crop(arrow, arrowWidth)].filter(Boolean).join(' ');
  return `  ${line}${place === '' ? '' : `  ${paint.faint(place)}`}`;
}

function label(severity: Severity, paint: Paint): string {
  const word = severity.toUpperCase();
  return severity === 'breaking' ? paint.bad(word) : severity === 'dangerous' ? paint.warn(word) : paint.faint(word);
}

const placeText = ({ file, line }: PlacedChange): string =>
  file === undefined ? '' : `${visible(file)}${line === undefined ? '' : `:${line}`}`;
