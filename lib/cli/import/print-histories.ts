import { plural } from '../output/words.ts';
import type { Session } from '../session.ts';
import type { HistoryReport } from './history-report.ts';
import { headline, renderHistoryMarkdown, renderHistoryText } from './render-history.ts';

/** Prints what was imported, or would be. */
export function printHistories(
  session: Session,
  { reports, dryRun }: { readonly reports: readonly HistoryReport[]; readonly dryRun: boolean },
): void {
  const end = dryRun ? 'Nothing was registered: this was a dry run.' : doneText(reports);
  const text =
    session.format === 'markdown'
      ? [...reports.map(renderHistoryMarkdown), `${end}\n`].join('\n')
      : [...reports.map((report) => renderHistoryText(report, session.paint)), `${end}\n`].join('\n');
  const histories = reports.map((report) => ({ headline: headline(report), ...report }));
  session.print(text, { dryRun, result: { histories } });
}

function doneText(reports: readonly HistoryReport[]): string {
  const steps = reports.flatMap((report) => report.steps);
  const count = (outcome: 'registered' | 'known'): number => steps.filter((step) => step.outcome === outcome).length;
  const [registered, known] = [count('registered'), count('known')];
  const there = known === 0 ? '' : `; ${known} ${plural(known, 'was', 'were')} there already`;
  return `Registered ${registered} ${plural(registered, 'version', 'versions')}${there}. Nobody was told.`;
}
