import type { CliError } from '../exit.ts';
import { markdownCode, visible } from '../output/escape.ts';
import { plural } from '../output/words.ts';
import type { Session } from '../run/session.ts';
import type { HistoryReport } from './history-report.ts';
import { headline, renderHistoryMarkdown, renderHistoryText } from './render-history.ts';

/** A subject of another registry, and what it is called here. */
export interface Mapping {
  readonly from: string;
  readonly to: string;
  readonly compatibility?: string;
}

/** The texts of an import from another registry beyond the histories. */
interface Elsewhere {
  readonly mappings: readonly Mapping[];
  /** Subjects in other formats. */
  readonly skipped: readonly { readonly name: string; readonly type: string }[];
  readonly errors: readonly CliError[];
}

/** Prints what was imported, or would be. */
export function printHistories(
  session: Session,
  input: { readonly reports: readonly HistoryReport[]; readonly dryRun: boolean; readonly elsewhere?: Elsewhere },
): void {
  const { reports, dryRun, elsewhere } = input;
  const isMarkdown = session.format === 'markdown';
  // Of one history its whole report was asked for; of another registry's hundreds only what is new.
  const old = new Set(elsewhere ? reports.filter(isUnchanged).map(({ origin }) => origin) : []);
  const blocks = reports
    .filter(({ origin }) => !old.has(origin))
    .map((report) => (isMarkdown ? renderHistoryMarkdown(report) : renderHistoryText(report, session)));
  const end = dryRun ? 'Nothing was registered: this was a dry run.' : doneText(reports);
  const text = [
    ...blocks,
    ...(elsewhere ? elsewhereBlocks(elsewhere, { old, isMarkdown }) : []),
    ...(old.size > 0 ? [`${unchangedText([...old], isMarkdown)}\n`] : []),
    `${end}\n`,
  ];
  const histories = reports.map((report) => ({ headline: headline(report), ...report }));
  const { mappings, skipped, errors = [] } = elsewhere ?? {};
  const told = errors.map(({ code, message, places }) => ({ code, message, names: [], places }));
  session.print(text.join('\n'), {
    dryRun,
    result: { histories, ...(elsewhere ? { mappings, skippedSubjects: skipped } : {}) },
    ...(told.length > 0 ? { errors: told } : {}),
  });
}

/** Every version of it was here before, and nothing of it is left out. */
const isUnchanged = ({ steps, skipped }: HistoryReport): boolean =>
  steps.length > 0 && skipped.length === 0 && steps.every(({ outcome }) => outcome === 'known');

function unchangedText(origins: readonly string[], isMarkdown: boolean): string {
  const shown = origins.slice(0, 3).map((origin) => (isMarkdown ? markdownCode(origin) : visible(origin)));
  const more = origins.length - shown.length;
  const count = `${origins.length} ${plural(origins.length, 'subject is', 'subjects are')} unchanged`;
  return `${count}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function elsewhereBlocks(
  { mappings, skipped }: Elsewhere,
  { old, isMarkdown }: { readonly old: ReadonlySet<string>; readonly isMarkdown: boolean },
): readonly string[] {
  const fresh = mappings.filter(({ from }) => !old.has(from));
  const bullet = isMarkdown ? '- ' : '  ';
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0
      ? []
      : [`${title}\n${isMarkdown ? '\n' : ''}${lines.map((line) => `${bullet}${line}\n`).join('')}`];
  const code = (text: string): string => (isMarkdown ? markdownCode(text) : visible(text));
  return [
    ...list(
      `${fresh.length} ${plural(fresh.length, 'subject', 'subjects')} of JSON Schema:`,
      fresh.map(
        ({ from, to, compatibility }) =>
          `${code(from)} -> ${code(to)}${compatibility === undefined ? '' : `  ${compatibility}`}`,
      ),
    ),
    ...list(
      `Skipped ${skipped.length} ${plural(skipped.length, 'subject', 'subjects')} of other formats:`,
      skipped.map(({ name, type }) => `${code(name)}  ${code(type)}`),
    ),
  ];
}

function doneText(reports: readonly HistoryReport[]): string {
  const steps = reports.flatMap((report) => report.steps);
  const count = (outcome: 'registered' | 'known'): number => steps.filter((step) => step.outcome === outcome).length;
  const [registered, known] = [count('registered'), count('known')];
  const there = known === 0 ? '' : `; ${known} ${plural(known, 'was', 'were')} there already`;
  return `Registered ${registered} ${plural(registered, 'version', 'versions')}${there}. Nobody was told.`;
}
