import type { CliError } from '../exit.ts';
import { markdownCode, visible } from '../output/escape.ts';
import { plural } from '../output/words.ts';
import type { Session } from '../session.ts';
import type { HistoryReport } from './history-report.ts';
import { headline, renderHistoryMarkdown, renderHistoryText } from './render-history.ts';

/** A subject of another registry, and what it is called here. */
export interface Mapping {
  readonly from: string;
  readonly to: string;
  readonly compatibility?: string;
}

/** What an import from another registry tells beyond the histories. */
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
  const blocks =
    session.format === 'markdown'
      ? reports.map(renderHistoryMarkdown)
      : reports.map((report) => renderHistoryText(report, session.paint));
  const end = dryRun ? 'Nothing was registered: this was a dry run.' : doneText(reports);
  const text = [...blocks, ...(elsewhere ? elsewhereBlocks(elsewhere, session.format === 'markdown') : []), `${end}\n`];
  const histories = reports.map((report) => ({ headline: headline(report), ...report }));
  const { mappings, skipped, errors = [] } = elsewhere ?? {};
  const told = errors.map(({ code, message, places }) => ({ code, message, names: [], places }));
  session.print(text.join('\n'), {
    dryRun,
    result: { histories, ...(elsewhere ? { mappings, skippedSubjects: skipped } : {}) },
    ...(told.length > 0 ? { errors: told } : {}),
  });
}

function elsewhereBlocks({ mappings, skipped }: Elsewhere, isMarkdown: boolean): readonly string[] {
  const bullet = isMarkdown ? '- ' : '  ';
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0
      ? []
      : [`${title}\n${isMarkdown ? '\n' : ''}${lines.map((line) => `${bullet}${line}\n`).join('')}`];
  const code = (text: string): string => (isMarkdown ? markdownCode(text) : visible(text));
  return [
    ...list(
      `${mappings.length} ${plural(mappings.length, 'subject', 'subjects')} of JSON Schema:`,
      mappings.map(
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
