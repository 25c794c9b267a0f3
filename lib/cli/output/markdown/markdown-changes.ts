import type { Severity } from '../../../domain/verdict.ts';
import type { Comparison } from '../../run/comparison.ts';
import { cut, markdownCode, markdownText } from '../escape.ts';
import { evidenceText } from '../evidence.ts';
import { isNamed } from '../models.ts';
import { type Row, rowArrow, rowProofs, rowSentence, rowsOf } from '../rows.ts';
import { untouchedText } from '../undecided.ts';
import { bystanders, isDoubtful, modelName, plural, proofText, ruleName } from '../words.ts';

/** A part of the comment that is folded away. */
export interface Folded {
  readonly title: string;
  readonly blocks: readonly string[];
}

const MAX_POINTER = 120;
const MAX_PROOF = 300;
const SHOWN_MODELS = 6;
const SHOWN_OTHERS = 30;

/** The changes: first those that break models, with proof; safe ones in a line each; then the rest. */
export function markdownChanges(comparison: Comparison): readonly Folded[] {
  const rows = rowsOf(comparison);
  const told = rows.filter(({ severity, touches }) => touches && severity !== 'safe');
  const others = rows.filter((row) => !told.includes(row));
  const aside = asideBlocks(comparison);
  const isFelt = told.some(({ severity }) => severity === 'breaking');
  return [
    ...(told.length > 0
      ? [
          {
            title: titleOf(told.length, isFelt ? 'what breaks, with proof' : 'what may hurt'),
            blocks: rowBlocks(comparison, told),
          },
        ]
      : []),
    ...(others.length > 0 || aside.length > 0
      ? [
          {
            title: othersTitle(comparison, others, told.length > 0),
            blocks: [...otherBlocks(comparison, others, isFelt), ...aside],
          },
        ]
      : []),
  ];
}

const titleOf = (count: number, what: string): string => `${count} ${plural(count, 'change', 'changes')}: ${what}`;

function othersTitle(comparison: Comparison, rows: readonly Row[], isSecond: boolean): string {
  const parts = (['breaking', 'dangerous', 'safe'] as const).flatMap((severity) => {
    const count = rows.filter((row) => row.severity === severity).length;
    return count > 0 ? [`${count} ${severity}`] : [];
  });
  if (parts.length === 0) return 'Who else reads it';
  const isDoubted = rows.some(({ indexes }) => isDoubtful(comparison, indexes));
  const what = isDoubted ? 'is not proved to break a registered model' : 'breaks no registered model';
  return `${isSecond ? `What else changes, and ${what}` : 'What changes'}: ${parts.join(', ')}`;
}

/** Beside what breaks models the others are reported in a line each; if they are all, with what they do. */
const otherBlocks = (comparison: Comparison, rows: readonly Row[], isBrief: boolean): readonly string[] => {
  const blocks = rows
    .slice(0, SHOWN_OTHERS)
    .map((row) => (isBrief || row.severity === 'safe' ? `- ${headOf(comparison, row)}` : rowBlock(comparison, row)));
  const rest = rows.length - blocks.length + comparison.changeCount - comparison.changes.length;
  return [...blocks, ...(rest > 0 ? [`…and ${rest} more.`] : [])];
};

function headOf(comparison: Comparison, row: Row): string {
  const { severity, change, indexes, pointers } = row;
  const { file, line, pointer, fingerprint } = change;
  const arrow = rowArrow(comparison, row);
  const place = file === undefined ? '' : ` · ${markdownCode(`${file}${line === undefined ? '' : `:${line}`}`)}`;
  const where = `${markdownCode(cut(pointer || '(record)', MAX_POINTER))}${pointers.length > 1 ? ` in ${pointers.length} places` : ''}`;
  const name =
    indexes.length === 1 && fingerprint !== undefined && indexes.some((index) => isNamed(comparison, index))
      ? ` · change ${markdownCode(fingerprint)}`
      : '';
  return `${WORD[severity]} ${markdownCode(ruleName(change))} at ${where}${arrow && `: ${markdownCode(cut(arrow, MAX_POINTER))}`}${place}${name}`;
}

function rowBlock(comparison: Comparison, row: Row, { hasRisk = true }: { readonly hasRisk?: boolean } = {}): string {
  const { change, severity } = row;
  const proofs = severity === 'breaking' ? rowProofs(comparison, row).slice(0, 1) : [];
  const risk = hasRisk && severity !== 'safe' ? change.harm : '';
  return [
    `- ${headOf(comparison, row)}`,
    `  ${markdownText(cut(rowSentence(comparison, row), MAX_PROOF))}`,
    ...(risk === '' ? [] : [`  Risk: ${markdownText(cut(risk, MAX_PROOF))}`]),
    ...proofs.map((proof) => `  Proof: ${evidenceText(proof, (text) => markdownCode(cut(text, MAX_PROOF)))}`),
    ...affects(comparison, row).map((text) => `  Affects ${markdownText(text)}`),
  ].join('\n\n');
}

/** The blocks of rows; a risk that several share is reported with the first. */
const rowBlocks = (comparison: Comparison, rows: readonly Row[]): readonly string[] =>
  rows.map((row, at) => {
    const first = rows.findIndex(({ change }) => change.harm === row.change.harm);
    return rowBlock(comparison, row, { hasRisk: first === at });
  });

/** Which of the models in the open part, whose dates are there. */
function affects({ affected }: Comparison, { models }: Row): readonly string[] {
  if (models.length === 0) return [];
  const all = affected.filter(({ verdict }) => verdict === 'breaking').length;
  if (models.length === all)
    return [all === 1 ? 'the model above' : all === 2 ? 'both models above' : `all ${all} models above`];
  const names = models.slice(0, SHOWN_MODELS).map((model) => cut(modelName(model), 60));
  const rest = models.length - names.length;
  return [`${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}

function asideBlocks(comparison: Comparison): readonly string[] {
  const { affected, verdicts } = comparison;
  const untouched = untouchedText(comparison);
  const broken = affected.filter(({ verdict }) => verdict === 'still-broken');
  return [
    ...bystanders(comparison).map(markdownText),
    ...(untouched === undefined ? [] : [`Undecided ${markdownText(untouched)}`]),
    ...(broken.length > 0
      ? [`Broken already, before this change: ${markdownText(cut(broken.map(modelName).join(', '), 1_000))}`]
      : []),
    ...(verdicts?.training.verdict === 'breaking'
      ? [
          `History: the new schema rejects old data, e.g. ${markdownCode(cut(proofText(verdicts.training.witness), MAX_PROOF))}`,
        ]
      : []),
  ];
}

const WORD: Readonly<Record<Severity, string>> = { breaking: '**BREAKING**', dangerous: '**DANGEROUS**', safe: 'safe' };
