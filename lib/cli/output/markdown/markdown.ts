import type { Comparison } from '../../run/comparison.ts';
import { cut, markdownCode, markdownText } from '../escape.ts';
import type { Report } from '../report.ts';
import { isQuiet, isSingle, summaryText } from '../summary.ts';
import { OFFLINE, plural, unexplained, verdictText } from '../words.ts';
import { markdownChanges } from './markdown-changes.ts';
import { markdownModels } from './markdown-models.ts';
import { markdownRemedies } from './markdown-remedies.ts';

/** A comment is read on a page with others: so many characters in all, whatever changes for whomever. */
const MAX_LENGTH = 28_000;
/** Subjects that are reported in the open, on the first screen; others in a line each. */
const OPEN_SUBJECTS = 3;
/** Lines of models and reasons on the first screen, for all subjects together. */
const OPEN_LINES = 15;
const SHOWN_SUBJECTS = 12;
const MAX_NAME = 120;

/** A run as a pull request's comment: what breaks for whom, by when and how to pass first, the rest folded. */
export function renderMarkdown(report: Report): string {
  const { comparisons, errors, exitCode } = report;
  const loud = comparisons.filter((comparison) => !isQuiet(comparison));
  if (isSingle(report) && errors.length === 0)
    return comparisons.map((one) => subjectBlock(one, { lines: OPEN_LINES, room: MAX_LENGTH })).join('');
  const quiet = comparisons.length - loud.length;
  const head = `**${exitCode === 0 ? '✓' : '✗'} ${markdownText(summaryText(report))}**\n`;
  // Subjects that do not pass come first: the rest may be cut.
  const sorted = [...loud].sort((left, right) => Number(left.passes) - Number(right.passes));
  const open = sorted.slice(0, OPEN_SUBJECTS);
  const share = {
    lines: Math.floor(OPEN_LINES / Math.max(1, open.length)),
    room: Math.floor((MAX_LENGTH - 4_000) / Math.max(1, open.length)),
  };
  const lines = sorted.slice(OPEN_SUBJECTS);
  const rest = lines.length - SHOWN_SUBJECTS;
  const blocks = [
    ...errors.slice(0, OPEN_SUBJECTS).map(errorBlock),
    ...(errors.length > OPEN_SUBJECTS ? [`…and ${errors.length - OPEN_SUBJECTS} more errors.\n`] : []),
    ...open.map((one) => subjectBlock(one, share)),
    ...(lines.length > 0 ? [foldedSubjects(lines.slice(0, SHOWN_SUBJECTS), rest)] : []),
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

const headLine = (comparison: Comparison): string =>
  `**${comparison.passes ? '✓' : '✗'} ${markdownCode(cut(comparison.name, MAX_NAME))} ${markdownText(cut(verdictText(comparison), 2 * MAX_NAME))}**`;

const foldedSubjects = (comparisons: readonly Comparison[], rest: number): string =>
  `${fold(`${comparisons.length + Math.max(0, rest)} more ${plural(comparisons.length, 'subject', 'subjects')}`, [
    comparisons.map((one) => `- ${headLine(one)}`).join('\n'),
    ...(rest > 0 ? [`…and ${rest} more.`] : []),
  ])}\n`;

/** A part of the comment behind its title. */
const fold = (title: string, body: readonly string[]): string =>
  [`<details><summary>${title}</summary>`, ...body, '</details>'].join('\n\n');

function subjectBlock(
  comparison: Comparison,
  { lines, room }: { readonly lines: number; readonly room: number },
): string {
  const reasons = [...unexplained(comparison), ...(comparison.notes ?? [])];
  const open = [
    headLine(comparison),
    ...(comparison.offline && !isQuiet(comparison) ? [markdownText(OFFLINE)] : []),
    ...(reasons.length === 0 ? [] : [listed(reasons.slice(0, lines).map((reason) => cut(reason, 400)))]),
    ...markdownModels(comparison, lines),
    ...markdownRemedies.open(comparison),
  ];
  const approvals = markdownRemedies.approvals(comparison);
  const left = room - open.join('\n\n').length;
  const folded = [
    ...(approvals.length > 0
      ? [
          fold(
            `The ${plural(approvals.length, 'command', 'commands')} to approve`,
            fitting(approvals, Math.floor(left / 3)),
          ),
        ]
      : []),
    ...markdownChanges(comparison).map(({ title, blocks }, at) =>
      fold(title, fitting(blocks, Math.floor((at === 0 ? left : left / 2) / 3))),
    ),
  ];
  return `${[...open, ...folded].join('\n\n')}\n`;
}

const listed = (texts: readonly string[]): string => texts.map((text) => `- ${markdownText(text)}`).join('\n');

/** As many blocks as there is room for, with what is missing. */
function fitting(blocks: readonly string[], room: number): readonly string[] {
  let length = 0;
  const end = blocks.findIndex((block) => {
    length += block.length + 2;
    return length > room;
  });
  if (end === -1) return blocks;
  return [...blocks.slice(0, end), `…and ${blocks.length - end} more, which \`forewarn check --verbose\` lists.`];
}
