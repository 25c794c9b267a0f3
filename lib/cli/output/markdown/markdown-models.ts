import { firstOf } from '../../../domain/date.ts';
import type { Schemas } from '../../api/operations.ts';
import type { Comparison } from '../../run/comparison.ts';
import { dateOf } from '../dates.ts';
import { cut, markdownCellCode, markdownText } from '../escape.ts';
import { approvalLinesOf } from '../models.ts';
import { undecidedModels } from '../undecided.ts';
import { doubtText, fieldName, modelName, plural } from '../words.ts';

type Model = Schemas['AffectedConsumer'];

const MAX_NAME = 60;
const SHOWN_FIELDS = 2;
const SHOWN_WORDS = 3;

/** Which models a change breaks, by when and by what, and which it may break: at most so many lines of them. */
export function markdownModels(comparison: Comparison, lines: number): readonly string[] {
  const broken = comparison.affected.filter(({ verdict }) => verdict === 'breaking');
  const doubted = undecidedModels(comparison);
  const room = Math.max(1, Math.floor(lines / (doubted.length + 1)));
  return [
    ...(broken.length > 0 ? [sentence(broken), table(comparison, broken, broken.length > 0 ? room : 0)] : []),
    ...words(broken),
    ...doubted.flatMap(({ what, models }) => [
      `**Undecided** ${markdownText(what)}`,
      table(comparison, models, room),
      ...words(models),
    ]),
    ...doubts(comparison),
  ];
}

/** The questions that nobody could decide, whoever reads. */
const doubts = ({ verdicts, undecidedRest }: Comparison): readonly string[] => [
  ...(verdicts?.serving.verdict === 'undecided'
    ? [`**Undecided**: ${markdownText(cut(doubtText(verdicts.serving), 400))}`]
    : []),
  ...(undecidedRest ? [`**Undecided** for ${undecidedRest} more models: the time for a check was up.`] : []),
];

/** `**14 models break**, the first to be ready by 2026-12-08:` */
function sentence(models: readonly Model[]): string {
  const first = firstOf(models.map(({ deadline }) => deadline));
  const when = first === undefined ? '' : `, ${models.length > 1 ? 'the first ' : ''}to be ready by ${dateOf(first)}`;
  return `**${models.length} ${plural(models.length, 'model breaks', 'models break')}**${markdownText(when)}:`;
}

function table(comparison: Comparison, models: readonly Model[], room: number): string {
  const shown = [...models]
    .sort((left, right) => (left.deadline < right.deadline ? -1 : left.deadline > right.deadline ? 1 : 0))
    .slice(0, room);
  const rest = models.length - shown.length;
  return [
    '| model | tier | team | migrate by | because of |',
    '| --- | --- | --- | --- | --- |',
    ...shown.map((model) => {
      const cells = [modelName(model), model.tier, `@${model.team}`].map((cell) =>
        markdownCellCode(cut(cell, MAX_NAME)),
      );
      return `| ${cells.join(' | ')} | ${markdownText(dateOf(model.deadline))} | ${because(comparison, model)} |`;
    }),
    ...(rest > 0 ? [`| and ${rest} more | | | | |`] : []),
  ].join('\n');
}

/** The fields, or why nobody could decide. */
function because({ changes }: Comparison, { changes: indexes, pointers, reason }: Model): string {
  if (reason !== undefined) return markdownCellCode(cut(reason, 2 * MAX_NAME));
  const breaking = indexes
    .flatMap((index) => changes[index] ?? [])
    .filter(({ severity }) => severity.serving === 'breaking');
  const all = [...new Set((breaking.length > 0 ? breaking.map(({ pointer }) => pointer) : pointers).map(fieldName))];
  const named = all.slice(0, SHOWN_FIELDS).map((name) => markdownCellCode(cut(name, MAX_NAME)));
  return `${named.join(', ')}${all.length > named.length ? ` and ${all.length - named.length} more` : ''}`;
}

/** The answers of teams so far. */
function words(models: readonly Model[]): readonly string[] {
  const all = approvalLinesOf(models);
  if (all.length === 0) return [];
  const shown = all
    .slice(0, SHOWN_WORDS)
    .map(({ isOver, text }) => markdownText(`${isOver ? 'Lapsed approval' : '✓ Approved'} ${cut(text, 300)}`));
  const rest = all.length - shown.length;
  return [[...shown, ...(rest > 0 ? [`and ${rest} more approvals`] : [])].join('<br>')];
}
