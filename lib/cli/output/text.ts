import type { Severity } from '../../domain/verdict.ts';
import type { Comparison, PlacedChange } from '../comparison.ts';
import type { Schemas } from '../operations.ts';
import { visible } from './escape.ts';
import { evidenceText, proofsOf } from './evidence.ts';
import { type ApprovalLine, approvalLines, approvalLinesOf, approveCommands, brokenBy } from './models.ts';
import type { Paint } from './paint.ts';
import { publicationLines } from './publication.ts';
import type { Report } from './report.ts';
import { isQuiet, isSingle, summaryText } from './summary.ts';
import { undecidedModels, untouchedText } from './undecided.ts';
import {
  arrowText,
  bystanders,
  dateOf,
  doubtText,
  fieldName,
  modelName,
  nobodyBreaks,
  OFFLINE,
  plural,
  proofText,
  remedies,
  ruleName,
  sentence,
  unexplained,
  verdictText,
} from './words.ts';

interface TextOptions {
  readonly paint: Paint;
  /** Safe changes and the training lens as well. */
  readonly verbose: boolean;
}

const SHOWN_CHANGES = 20;
const SHOWN_MODELS = 12;
const SHOWN_PROOFS = 3;
const SHOWN_TEAMS = 5;

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
  // What is said in one line stands below each other, in columns.
  const inLine = [...(isCounted ? [] : quiet), ...loud.filter((one) => isLine(renderOne(one, report)))];
  const width = Math.max(0, ...inLine.map(({ name }) => visible(name).length));
  const lines = [...counted, ...inLine.map((comparison) => renderOne(comparison, report, width))];
  const whole = loud.map((comparison) => renderOne(comparison, report)).filter((text) => !isLine(text));
  const mark = exitCode === 0 ? paint.good('✓') : paint.bad('✗');
  const blocks = [lines.join(''), ...whole];
  return [...blocks.filter((block) => block !== ''), `${mark} ${summaryText(report)}\n`].join('\n');
}

const isLine = (text: string): boolean => text.indexOf('\n') === text.length - 1;

function renderOne(comparison: Comparison, options: TextOptions, width = 0): string {
  const { paint } = options;
  const mark = comparison.passes ? paint.good('✓') : paint.bad('✗');
  const name = visible(comparison.name);
  const head = `${mark} ${paint.strong(name)}${' '.repeat(Math.max(0, width - name.length))}  ${visible(verdictText(comparison))}`;
  const lines = [
    head,
    ...(comparison.offline && !isQuiet(comparison) ? [`  ${OFFLINE}`] : []),
    ...changeLines(comparison, options),
    ...looseLines(comparison, options),
    ...publicationLines(comparison, paint),
    ...unexplained(comparison).map((reason) => `  ${paint.bad('!')} ${reason}`),
    ...(comparison.notes ?? []).map((note) => `  ${visible(note)}`),
    ...remedyLines(comparison),
  ];
  return `${lines.join('\n')}\n`;
}

function changeLines(comparison: Comparison, options: TextOptions): readonly string[] {
  const wanted = comparison.changes
    .map((change, index) => ({ change, index }))
    .filter(({ change }) => options.verbose || change.severity.serving !== 'safe');
  const shown = options.verbose ? wanted : wanted.slice(0, SHOWN_CHANGES);
  const lines = shown.flatMap(({ change, index }) => linesOf(comparison, { change, index, options }));
  const rest = wanted.length - shown.length;
  const more = rest > 0 ? [`  and ${rest} more ${plural(rest, 'change', 'changes')}: --verbose lists them`] : [];
  // Beneath the one change that breaks, else beneath them all.
  const others = comparison.counts.breaking === 1 ? [] : bystanders(comparison).map((line) => `  ${line}`);
  return [...lines, ...more, ...others];
}

interface Line {
  readonly change: PlacedChange;
  readonly index: number;
  readonly options: TextOptions;
}

function linesOf(comparison: Comparison, { change, index, options }: Line): readonly string[] {
  const { paint, verbose } = options;
  const severity = change.severity.serving;
  const arrow = arrowText(change);
  const place = change.file === undefined ? '' : `  ${paint.faint(placeText(change))}`;
  const what = [label(severity, paint), visible(ruleName(change)), visible(change.pointer) || '(record)', arrow].filter(
    Boolean,
  );
  const explained = arrow === '' || verbose ? [`    ${sentence(change)}`] : [];
  const harm =
    change.harm !== '' && (severity === 'dangerous' || verbose) ? [`    risk     ${visible(change.harm)}`] : [];
  return [
    `  ${what.join(' ')}${place}`,
    ...explained,
    ...harm,
    ...(severity === 'breaking' ? effectLines(comparison, index) : []),
  ];
}

function effectLines(comparison: Comparison, index: number): readonly string[] {
  const broken = brokenBy(comparison, index);
  const proofs = proofsOf(comparison, index).slice(0, SHOWN_PROOFS);
  return [
    ...proofs.map((proof) => `    proof    ${evidenceText(proof)}`),
    ...table('affects', broken),
    ...approvalLines(comparison, index).map(approvalText),
    ...(broken.length === 0 && comparison.unaffected ? [`    ${nobodyBreaks(comparison, index)}`] : []),
    ...(comparison.counts.breaking === 1 ? bystanders(comparison).map((line) => `    ${line}`) : []),
  ];
}

const approvalText = ({ isOver, text }: ApprovalLine): string => `    ${isOver ? 'lapsed  ' : 'approved'} ${text}`;

/** Models in columns, the first one behind a label. */
function table(name: string, models: readonly Schemas['AffectedConsumer'][]): readonly string[] {
  const rows = models.slice(0, SHOWN_MODELS).map((model) => ({
    model: modelName(model),
    tier: visible(model.tier),
    team: `@${visible(model.team)}`,
    end: [dateOf(model.deadline), model.reason === undefined ? '' : visible(model.reason)].filter(Boolean).join('  '),
  }));
  const width = (column: 'model' | 'tier' | 'team'): number => Math.max(...rows.map((row) => row[column].length));
  const rest = models.length - rows.length;
  const lines = rows.map(
    ({ model, tier, team, end }) =>
      `${model.padEnd(width('model'))}  ${tier.padEnd(width('tier'))} ${team.padEnd(width('team'))}  ${end}`,
  );
  if (rest > 0) lines.push(`and ${rest} more: --format json lists them`);
  return lines.map((line, at) => `    ${(at === 0 ? name : '').padEnd(8)} ${line}`);
}

/** What belongs to no single change. */
function looseLines(comparison: Comparison, { paint, verbose }: TextOptions): readonly string[] {
  const { affected, verdicts, changes, undecidedRest } = comparison;
  const lines: string[] = [];
  const unplaced = affected.filter(
    ({ verdict, changes: touched }) =>
      verdict === 'breaking' && !touched.some((index) => changes[index]?.severity.serving === 'breaking'),
  );
  const serving = verdicts?.serving;
  const unproven =
    serving?.verdict === 'breaking' &&
    !changes.some((_, index) => proofsOf(comparison, index).some(({ witness }) => witness === serving.witness));
  const isBreakingUnnamed = unplaced.length > 0 || (unproven && comparison.counts.breaking === 0);
  if (isBreakingUnnamed) {
    const places = serving?.verdict === 'breaking' ? serving.pointers.map(fieldName).join(', ') : '';
    lines.push(`  ${paint.bad('BREAKING')} ${places || 'the record'}: by several changes together`);
    const witness = unplaced[0]?.witness ?? (serving?.verdict === 'breaking' ? serving.witness : undefined);
    if (witness !== undefined) lines.push(`    proof    ${proofText(witness)}`);
    lines.push(
      ...(unplaced.length > 0 ? table('affects', unplaced) : []),
      ...approvalLinesOf(unplaced).map(approvalText),
    );
  }
  if (serving?.verdict === 'undecided') lines.push(`  ${paint.warn('UNDECIDED')} ${visible(doubtText(serving))}`);
  lines.push(...undecidedLines(comparison, paint));
  const broken = affected.filter(({ verdict }) => verdict === 'still-broken');
  if (broken.length > 0) lines.push('  broken already, before this change', ...table('models', broken.map(trainedOn)));
  if (comparison.observed && !comparison.publication) lines.push('  only observed: nobody would be told');
  if (undecidedRest) lines.push(`  ${paint.warn('UNDECIDED')} for ${undecidedRest} more: the time for a check was up`);
  const training = verdicts?.training;
  if (verbose && training?.verdict === 'breaking')
    lines.push(`  training the new schema rejects old data: ${proofText(training.witness)}`);
  return lines;
}

function undecidedLines(comparison: Comparison, paint: Paint): readonly string[] {
  const untouched = untouchedText(comparison);
  return [
    ...undecidedModels(comparison).flatMap(({ what, models }) => [
      `  ${paint.warn('UNDECIDED')} ${what}`,
      ...table('may hit', models),
      ...approvalLinesOf(models).map(approvalText),
    ]),
    ...(untouched === undefined ? [] : [`  ${paint.warn('UNDECIDED')} ${untouched}`]),
  ];
}

const trainedOn = (model: Schemas['AffectedConsumer']): Schemas['AffectedConsumer'] => ({
  ...model,
  reason: `trained on v${model.trainedOn}`,
});

function remedyLines(comparison: Comparison): readonly string[] {
  const approvals = approveCommands(comparison);
  const asked = approvals.slice(0, SHOWN_TEAMS).map(({ team, command }, at) => ({
    label: at === 0 ? 'or approve' : 'and',
    text: `@${team}: ${command}`,
  }));
  const rest = approvals.length - asked.length;
  const more = rest > 0 ? [{ label: '', text: `and ${rest} more teams: --format json lists them` }] : [];
  const lines = [...remedies(comparison), ...asked, ...more];
  return lines.length === 0
    ? []
    : ['  To pass:', ...lines.map(({ label: name, text }) => `    ${name.padEnd(12)} ${text}`)];
}

function label(severity: Severity, paint: Paint): string {
  const word = severity.toUpperCase();
  return severity === 'breaking' ? paint.bad(word) : severity === 'dangerous' ? paint.warn(word) : paint.faint(word);
}

const placeText = ({ file, line }: PlacedChange): string =>
  `${visible(file ?? '')}${line === undefined ? '' : `:${line}`}`;
