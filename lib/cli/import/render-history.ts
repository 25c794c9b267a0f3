import { dayOf } from '../output/dates.ts';
import { markdownCellCode, markdownCode, markdownText, visible } from '../output/escape.ts';
import type { Paint } from '../output/text/paint.ts';
import { table } from '../output/text/table.ts';
import { arrowText, plural, proofText } from '../output/words.ts';
import type { HistoryReport, HistoryStep } from './history-report.ts';

const HEADINGS = ['DATE', 'FROM', 'VERSION', 'SERVING', 'TRAINING', 'FIRST CHANGES'];
const DAY_MS = 86_400_000;

/** "In 3 years, 41 changes, 9 of them breaking, 4 of those unseen by a BACKWARD check." */
export function headline({ summary }: HistoryReport): string {
  const { versions, changes, breaking, unseenByBackward, undecided, since, until } = summary;
  if (versions === 0) return 'No version: nothing in this history is a JSON Schema that can be compared.';
  const span = since === undefined || until === undefined ? '' : spanText(Date.parse(until) - Date.parse(since));
  const counted = `${changes} ${plural(changes, 'change', 'changes')}`;
  const parts = [
    span === '' ? counted : `In ${span}, ${counted}`,
    ...(changes === 0 ? [] : [`${breaking === 0 ? 'none' : breaking} of them breaking`]),
    ...(breaking === 0 ? [] : [`${unseenByBackward} of those unseen by a BACKWARD check`]),
    ...(undecided === 0 ? [] : [`${undecided} undecided`]),
  ];
  return `${parts.join(', ')}.`;
}

function spanText(milliseconds: number): string {
  const days = Math.max(0, Math.round(milliseconds / DAY_MS));
  if (days === 0) return '';
  if (days < 60) return `${days} ${plural(days, 'day', 'days')}`;
  const months = Math.floor(days / 30.44);
  if (months < 24) return `${months} ${plural(months, 'month', 'months')}`;
  return `${Math.floor(days / 365.25)} years`;
}

export function renderHistoryText(
  report: HistoryReport,
  { paint, width }: { readonly paint: Paint; readonly width?: number | undefined },
): string {
  const { subject, origin, steps, skipped } = report;
  const broken = steps.filter(({ breaking }) => breaking);
  return [
    `${paint.strong(visible(subject))}  ${visible(origin)}\n${headline(report)}\n`,
    ...(steps.length === 0 ? [] : [table(HEADINGS, steps.map(cellsOf), { paint, width })]),
    ...broken.map((step) => brokenText(step, paint)),
    ...(skipped.length === 0 ? [] : [`Skipped:\n${skipped.map((one) => `  ${skippedText(one)}\n`).join('')}`]),
  ].join('\n');
}

function brokenText(step: HistoryStep, paint: Paint): string {
  const { version, changes, proof, changeCount } = step;
  const breaking = changes.filter(({ severity }) => severity.serving === 'breaking');
  const more = changeCount - changes.length;
  const lines = [
    `${paint.bad('BREAKING')} v${version}${whenText(step)}${step.unseen ? ', unseen by a BACKWARD check' : ''}`,
    ...breaking.map(
      (change) =>
        `  ${[change.ruleId, change.pointer || '(record)', arrowText(change)].map(visible).join(' ').trimEnd()}`,
    ),
    ...(more > 0 ? [`  and ${more} more ${plural(more, 'change', 'changes')}`] : []),
    ...(proof === undefined ? [] : [`  proof    ${proofText(proof)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

export function renderHistoryMarkdown(report: HistoryReport): string {
  const { subject, origin, steps, skipped } = report;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const broken = steps.filter(({ breaking }) => breaking);
  const proofs = broken.flatMap(({ version, proof, unseen }) =>
    proof === undefined
      ? []
      : [`- v${version}${unseen ? ' (unseen by a BACKWARD check)' : ''}: ${markdownCode(proofText(proof))}`],
  );
  const blocks = [
    `**${markdownText(subject)}** from ${markdownCode(origin)}`,
    headline(report),
    ...(steps.length === 0
      ? []
      : [
          [
            row(HEADINGS.map((heading) => heading.charAt(0) + heading.slice(1).toLowerCase())),
            row(HEADINGS.map(() => '---')),
            ...steps.map((step) => row(cellsOf(step).map((cell) => (cell === '' ? '' : markdownCellCode(cell))))),
          ].join('\n'),
        ]),
    ...(proofs.length === 0 ? [] : [`Records that readers of the version before reject:\n\n${proofs.join('\n')}`]),
    ...(skipped.length === 0
      ? []
      : [`Skipped:\n\n${skipped.map((one) => `- ${markdownText(skippedText(one))}`).join('\n')}`]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function cellsOf(step: HistoryStep): readonly string[] {
  const { version, verdicts, date, name, breaking, changes, changeCount } = step;
  const serving = verdicts === undefined ? '' : breaking ? 'breaking' : verdicts.serving.verdict;
  const more = changeCount - changes.length;
  const told = [
    ...changes.map(({ ruleId, pointer }) => `${ruleId} ${pointer || '(record)'}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join(', ');
  return [
    date === undefined ? '' : dayOf(date),
    shortName(name),
    `v${version}`,
    serving,
    verdicts?.training.verdict ?? '',
    verdicts === undefined ? 'the first version' : told,
  ];
}

const whenText = ({ date, name }: Pick<HistoryStep, 'date' | 'name'>): string =>
  `${date === undefined ? '' : ` ${dayOf(date)}`} ${visible(shortName(name))}`;

const skippedText = (one: HistoryReport['skipped'][number]): string =>
  visible(`${whenText(one).trim()}  ${one.why}: ${one.detail}`);

/** A commit as people write it; other names stay. */
const shortName = (name: string): string => (/^[0-9a-f]{40,64}$/.test(name) ? name.slice(0, 9) : name);
