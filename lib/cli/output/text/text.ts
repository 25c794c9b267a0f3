import type { Schemas } from '../../api/operations.ts';
import type { Comparison } from '../../run/comparison.ts';
import { visible } from '../escape.ts';
import { proofsOf } from '../evidence.ts';
import { approvalLinesOf } from '../models.ts';
import type { Report } from '../report.ts';
import { isQuiet, isSingle, summaryText } from '../summary.ts';
import { undecidedModels, untouchedText } from '../undecided.ts';
import { doubtText, fieldName, OFFLINE, proofText, unexplained, verdictText } from '../words.ts';
import { type Layout, labelled, textLines } from './layout.ts';
import { publicationLines } from './publication.ts';
import { approvalText, modelLines } from './text-models.ts';
import { remedyLines } from './text-remedies.ts';
import { changeLines } from './text-rows.ts';
import { crop, widthOf } from './width.ts';

/** Subjects that pass quietly are named up to so many, and counted beyond. */
const SHOWN_QUIET = 5;

/** A run as a person reads it in a terminal: quiet subjects in a line each or all in one, the others in full, a summary. */
export function renderText(report: Report): string {
  const { comparisons, exitCode, verbose, paint } = report;
  if (isSingle(report) && comparisons.length > 0) return comparisons.map((only) => renderOne(only, report)).join('');
  if (comparisons.length === 0 && report.skipped === 0) return '';
  const loud = comparisons.filter((comparison) => verbose || !isQuiet(comparison));
  const quiet = comparisons.filter((comparison) => !loud.includes(comparison));
  const isCounted = quiet.length > SHOWN_QUIET;
  const counted = isCounted
    ? [`${paint.good('✓')} ${quiet.length} subjects without a breaking or dangerous change\n`]
    : [];
  // Parts of one line in other formats are below each other here, in columns.
  const inLine = [...(isCounted ? [] : quiet), ...loud.filter((one) => isLine(renderOne(one, report)))];
  const width = Math.max(0, ...inLine.map(({ name }) => widthOf(visible(name))));
  const lines = [...counted, ...inLine.map((comparison) => renderOne(comparison, report, width))];
  const whole = loud.map((comparison) => renderOne(comparison, report)).filter((text) => !isLine(text));
  const mark = exitCode === 0 ? paint.good('✓') : paint.bad('✗');
  const blocks = [lines.join(''), ...whole];
  return [...blocks.filter((block) => block !== ''), `${mark} ${summaryText(report)}\n`].join('\n');
}

const isLine = (text: string): boolean => text.indexOf('\n') === text.length - 1;

function renderOne(comparison: Comparison, layout: Layout, nameWidth = 0): string {
  const { paint } = layout;
  const lines = [
    ...headLines(comparison, layout, nameWidth),
    ...(comparison.offline && !isQuiet(comparison) ? textLines(layout, OFFLINE) : []),
    ...changeLines(comparison, layout),
    ...looseLines(comparison, layout),
    ...publicationLines(comparison, layout),
    ...unexplained(comparison).flatMap((reason) => marked(layout, { mark: '!', paint: paint.bad, text: reason })),
    ...(comparison.notes ?? []).flatMap((note) => textLines(layout, visible(note))),
    ...remedyLines(comparison, layout),
  ];
  return `${lines.join('\n')}\n`;
}

/** `✗ payments.refund  v12 -> PR: 1 breaking`; in two lines if the terminal is too narrow. */
function headLines(comparison: Comparison, layout: Layout, nameWidth: number): readonly string[] {
  const { paint, width } = layout;
  const mark = comparison.passes ? paint.good('✓') : paint.bad('✗');
  const name = visible(comparison.name);
  const verdict = visible(verdictText(comparison));
  const space = ' '.repeat(Math.max(0, nameWidth - widthOf(name)) + 2);
  if (width === undefined || widthOf(`x ${name}${space}${verdict}`) <= width)
    return [`${mark} ${paint.strong(name)}${space}${verdict}`];
  return [`${mark} ${paint.strong(crop(name, width - 2, 'middle'))}`, ...textLines(layout, verdict, { margin: 4 })];
}

/** A paragraph whose first word is painted. */
function marked(
  layout: Layout,
  { mark, paint, text }: { readonly mark: string; readonly paint: (text: string) => string; readonly text: string },
): readonly string[] {
  const [first = '', ...rest] = textLines(layout, `${mark} ${text}`, { margin: 2, hang: 4 });
  return [`  ${paint(mark)}${first.slice(2 + mark.length)}`, ...rest];
}

/** The facts that belong to no single change. */
function looseLines(comparison: Comparison, layout: Layout): readonly string[] {
  const { affected, verdicts, undecidedRest } = comparison;
  const undecided = (text: string): readonly string[] =>
    marked(layout, { mark: 'UNDECIDED', paint: layout.paint.warn, text });
  const serving = verdicts?.serving;
  const broken = affected.filter(({ verdict }) => verdict === 'still-broken');
  const training = verdicts?.training;
  return [
    ...togetherLines(comparison, layout),
    ...(serving?.verdict === 'undecided' ? undecided(visible(doubtText(serving))) : []),
    ...undecidedModels(comparison).flatMap(({ what, models }) => [
      ...undecided(what),
      ...modelLines(layout, 'may hit', models),
      ...approvalText(layout, approvalLinesOf(models)),
    ]),
    ...[untouchedText(comparison)].flatMap((text) => (text === undefined ? [] : undecided(text))),
    ...(broken.length > 0
      ? ['  broken already, before this change', ...modelLines(layout, 'models', broken.map(trainedOn))]
      : []),
    ...(comparison.observed && !comparison.publication ? ['  only observed: nobody would be told'] : []),
    ...(undecidedRest ? undecided(`for ${undecidedRest} more: the time for a check was up`) : []),
    ...(layout.verbose && training?.verdict === 'breaking'
      ? textLines(layout, `training the new schema rejects old data: ${proofText(training.witness)}`)
      : []),
  ];
}

/** A break that no change causes alone. */
function togetherLines(comparison: Comparison, layout: Layout): readonly string[] {
  const { affected, verdicts, changes } = comparison;
  const unplaced = affected.filter(
    ({ verdict, changes: touched }) =>
      verdict === 'breaking' && !touched.some((index) => changes[index]?.severity.serving === 'breaking'),
  );
  const serving = verdicts?.serving;
  const unproven =
    serving?.verdict === 'breaking' &&
    !changes.some((_, index) => proofsOf(comparison, index).some(({ witness }) => witness === serving.witness));
  if (unplaced.length === 0 && !(unproven && comparison.counts.breaking === 0)) return [];
  const places = serving?.verdict === 'breaking' ? serving.pointers.map(fieldName).join(', ') : '';
  const witness = unplaced[0]?.witness ?? (serving?.verdict === 'breaking' ? serving.witness : undefined);
  const text = `${places || 'the record'}: by several changes together`;
  return [
    ...marked(layout, { mark: 'BREAKING', paint: layout.paint.bad, text }),
    ...(witness === undefined ? [] : labelled(layout, 'proof', proofText(witness), 4)),
    ...(unplaced.length > 0 ? modelLines(layout, 'affects', unplaced) : []),
    ...approvalText(layout, approvalLinesOf(unplaced)),
  ];
}

const trainedOn = (model: Schemas['AffectedConsumer']): Schemas['AffectedConsumer'] => ({
  ...model,
  reason: `trained on v${model.trainedOn}`,
});
