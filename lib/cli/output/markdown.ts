import type { Severity } from '../../domain/verdict.ts';
import type { Comparison, PlacedChange } from '../comparison.ts';
import type { Schemas } from '../operations.ts';
import { markdownCellCode, markdownCode, markdownText } from './escape.ts';
import { evidenceText, proofsOf } from './evidence.ts';
import { approvalLines, approvalLinesOf, approveCommands, brokenBy, isNamed } from './models.ts';
import type { Report } from './report.ts';
import { isQuiet, isSingle, summaryText } from './summary.ts';
import { undecidedModels, untouchedText } from './undecided.ts';
import {
  arrowText,
  bystanders,
  dateOf,
  doubtText,
  modelName,
  OFFLINE,
  plural,
  proofText,
  remedies,
  ruleName,
  unexplained,
  verdictText,
} from './words.ts';

const SHOWN_CHANGES = 50;
const SHOWN_MODELS = 50;
const SHOWN_TEAMS = 20;

/** GitHub takes 65,536 characters in a comment; its marker and a link need some of them. */
const MAX_LENGTH = 60_000;

/** A run as a pull request's comment: the verdict in the first line, the rest folded. */
export function renderMarkdown(report: Report): string {
  const { comparisons, errors, exitCode } = report;
  const loud = comparisons.filter((comparison) => !isQuiet(comparison));
  if (isSingle(report) && errors.length === 0) return comparisons.map(renderOne).join('');
  const quiet = comparisons.length - loud.length;
  const head = `**${exitCode === 0 ? '✓' : '✗'} ${markdownText(summaryText(report))}**\n`;
  const blocks = [
    ...errors.map(errorBlock),
    ...loud.map(renderOne),
    ...(quiet > 0 && loud.length > 0
      ? [`✓ ${quiet} ${plural(quiet, 'subject', 'subjects')} without a breaking or dangerous change\n`]
      : []),
  ];
  return shortened([head, ...blocks]);
}

/** As many blocks as a comment takes. */
function shortened(blocks: readonly string[]): string {
  let length = 0;
  const shown = blocks.filter((block) => {
    length += block.length + 1;
    return length <= MAX_LENGTH;
  });
  const rest = blocks.length - shown.length;
  return [...shown, ...(rest > 0 ? [`…and ${rest} more, which a comment is too short for.\n`] : [])].join('\n');
}

const SHOWN_PLACES = 10;

function errorBlock({ message, places, names }: Report['errors'][number]): string {
  const what = names.length === 1 ? `${markdownCode(names[0] ?? '')}: ` : '';
  const lines = places
    .slice(0, SHOWN_PLACES)
    .map(
      ({ file, line, detail }) =>
        `- ${markdownCode(line === undefined ? file : `${file}:${line}`)} ${markdownText(detail)}`,
    );
  return `${[`**!** ${what}${markdownText(message)}`, lines.join('\n')].filter(Boolean).join('\n\n')}\n`;
}

function renderOne(comparison: Comparison): string {
  const mark = comparison.passes ? '✓' : '✗';
  const head = `**${mark} ${markdownCode(comparison.name)} ${markdownText(verdictText(comparison))}**`;
  const body = [
    ...(comparison.offline && !isQuiet(comparison) ? [markdownText(OFFLINE)] : []),
    ...reasonBlock(comparison),
    ...changeBlocks(comparison),
    ...looseBlocks(comparison),
    ...remedyBlock(comparison),
  ];
  if (body.length === 0) return `${head}\n`;
  return `${[head, '<details><summary>What changes, for whom, and how to pass</summary>', ...body, '</details>'].join('\n\n')}\n`;
}

const reasonBlock = (comparison: Comparison): readonly string[] => {
  const reasons = [...unexplained(comparison), ...(comparison.notes ?? [])];
  return reasons.length === 0 ? [] : [reasons.map((reason) => `- ${markdownText(reason)}`).join('\n')];
};

function changeBlocks(comparison: Comparison): readonly string[] {
  const { changes, changeCount } = comparison;
  const blocks = changes.slice(0, SHOWN_CHANGES).map((change, index) => changeBlock(comparison, { change, index }));
  const rest = changeCount - blocks.length;
  return [...blocks, ...(rest > 0 ? [`…and ${rest} more.`] : []), ...bystanders(comparison).map(markdownText)];
}

function changeBlock(comparison: Comparison, { change, index }: { change: PlacedChange; index: number }): string {
  const arrow = arrowText(change);
  const place =
    change.file === undefined
      ? ''
      : ` · ${markdownCode(`${change.file}${change.line === undefined ? '' : `:${change.line}`}`)}`;
  const title = `${WORD[change.severity.serving]} ${markdownCode(ruleName(change))} at ${markdownCode(change.pointer || '(record)')}`;
  const named =
    change.fingerprint !== undefined && isNamed(comparison, index)
      ? ` · change ${markdownCode(change.fingerprint)}`
      : '';
  const head = `${title}${arrow && `: ${markdownCode(arrow)}`}${place}${named}`;
  const models = brokenBy(comparison, index);
  if (change.severity.serving === 'safe' && models.length === 0) return `- ${head}`;
  return [
    `- ${head}`,
    '',
    `  ${markdownText(change.message)}`,
    ...(change.harm ? ['', `  Risk: ${markdownText(change.harm)}`] : []),
    ...proofsOf(comparison, index)
      .slice(0, 3)
      .flatMap((proof) => ['', `  Proof: ${evidenceText(proof, markdownCode)}`]),
    ...(models.length > 0 ? ['', ...modelTable(models).map((row) => `  ${row}`)] : []),
    ...approvalLines(comparison, index).flatMap(({ isOver, text }) => [
      '',
      `  ${markdownText(`${isOver ? 'Lapsed approval' : '✓ Approved'} ${text}`)}`,
    ]),
  ].join('\n');
}

function modelTable(models: readonly Schemas['AffectedConsumer'][]): readonly string[] {
  if (models.length === 0) return [];
  const rows = models.slice(0, SHOWN_MODELS).map((model) => {
    const reason = model.reason === undefined ? '' : ` ${markdownCellCode(model.reason)}`;
    return `| ${markdownCellCode(modelName(model))} | ${markdownCellCode(model.tier)} | ${markdownCellCode(model.team)} | ${markdownText(dateOf(model.deadline))}${reason} |`;
  });
  const rest = models.length - rows.length;
  return [
    '| model | tier | team | migrate by |',
    '| --- | --- | --- | --- |',
    ...rows,
    ...(rest > 0 ? [`| and ${rest} more | | | |`] : []),
  ];
}

function looseBlocks(comparison: Comparison): readonly string[] {
  const { affected, verdicts, undecidedRest } = comparison;
  const untouched = untouchedText(comparison);
  const broken = affected.filter(({ verdict }) => verdict === 'still-broken');
  const serving = verdicts?.serving;
  return [
    ...(serving?.verdict === 'undecided' ? [`Undecided: ${markdownText(doubtText(serving))}`] : []),
    ...undecidedModels(comparison).flatMap(({ what, models }) => [
      `Undecided ${markdownText(what)}`,
      modelTable(models).join('\n'),
      ...approvalLinesOf(models).map(({ isOver, text }) =>
        markdownText(`${isOver ? 'Lapsed approval' : '✓ Approved'} ${text}`),
      ),
    ]),
    ...(untouched === undefined ? [] : [`Undecided ${markdownText(untouched)}`]),
    ...(broken.length > 0 ? ['Broken already, before this change:', modelTable(broken).join('\n')] : []),
    ...(undecidedRest ? [`Undecided for ${undecidedRest} more models: the time for a check was up.`] : []),
    ...(verdicts?.training.verdict === 'breaking'
      ? [`History: the new schema rejects old data, e.g. ${markdownCode(proofText(verdicts.training.witness))}`]
      : []),
  ];
}

function remedyBlock(comparison: Comparison): readonly string[] {
  const lines = remedies(comparison);
  if (lines.length === 0) return [];
  const approvals = approveCommands(comparison);
  return [
    '**To pass**',
    // What has no label of its own belongs to the one before.
    lines
      .map(({ label, text }) => `${label ? `\n- ${label}: ` : '<br>'}${markdownText(text)}`)
      .join('')
      .trimStart(),
    // A block to copy from: names and digits only, on one line, so that nothing in it can end it.
    ...approvals
      .slice(0, SHOWN_TEAMS)
      .map(
        ({ team, command }, at) =>
          `- ${at === 0 ? 'or approve, as' : 'and as'} ${markdownText(`@${team}`)}:\n\n  \`\`\`sh\n  ${command}\n  \`\`\``,
      ),
    ...(approvals.length > SHOWN_TEAMS ? [`- and ${approvals.length - SHOWN_TEAMS} more teams.`] : []),
  ];
}

const WORD: Readonly<Record<Severity, string>> = { breaking: '**BREAKING**', dangerous: '**DANGEROUS**', safe: 'safe' };
