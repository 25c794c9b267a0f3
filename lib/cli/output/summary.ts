import type { Comparison } from '../run/comparison.ts';
import { visible } from './escape.ts';
import type { Report } from './report.ts';
import { plural } from './words.ts';

export interface Summary {
  /** All that were looked at, judged or not. */
  readonly subjects: number;
  readonly passing: number;
  readonly failing: number;
  /** Of which the registry, or what is wrong with their files, left no verdict. */
  readonly unjudged: number;
  /** Not looked at any further, because nothing of theirs changed. */
  readonly skipped: number;
}

export function summarise({ comparisons, errors, skipped }: Report): Summary {
  // A comparison with git in the registry's place gives no verdict.
  const judged = comparisons.filter(
    ({ name, offline }) => !(offline && errors.some(({ names }) => names.includes(name))),
  );
  const failing = judged.filter(({ passes }) => !passes).length;
  const unjudged = new Set(errors.flatMap(({ names }) => names)).size;
  return { subjects: judged.length + unjudged, passing: judged.length - failing, failing, unjudged, skipped };
}

/** `3 subjects: 1 does not pass, 2 pass`; without anything a stranger wrote but a branch's name. */
export function summaryText(report: Report): string {
  const { subjects, passing, failing, unjudged, skipped } = summarise(report);
  const since = report.since === undefined ? '' : ` since ${visible(report.since)}`;
  if (subjects === 0) return `none of ${skipped} ${plural(skipped, 'subject', 'subjects')} changed${since}`;
  const parts = [
    failing > 0 ? `${failing} ${plural(failing, 'does', 'do')} not pass` : '',
    unjudged > 0 ? `${unjudged} not judged` : '',
    passing > 0 ? `${passing} ${plural(passing, 'passes', 'pass')}` : '',
    skipped > 0 ? `${skipped} unchanged${since}` : '',
  ];
  return `${subjects} ${plural(subjects, 'subject', 'subjects')}: ${parts.filter(Boolean).join(', ')}`;
}

/** Whether a result is reported in full by saying that it passes. */
export function isQuiet(comparison: Comparison): boolean {
  const { passes, counts, publication, verdicts, affected, undecided, undecidedRest, gone } = comparison;
  return (
    passes &&
    gone === undefined &&
    counts.breaking === 0 &&
    counts.dangerous === 0 &&
    affected.length === 0 &&
    !undecidedRest &&
    !undecided?.untouched &&
    publication?.outcome !== 'created' &&
    (verdicts === undefined || verdicts.serving.verdict === 'compatible')
  );
}

/** Whether the run is about one subject, which then speaks for itself. */
export const isSingle = ({ comparisons, errors, skipped }: Report): boolean =>
  comparisons.length + errors.length + skipped === 1 ||
  (comparisons.length === 1 &&
    skipped === 0 &&
    errors.every(({ names }) => names.length <= 1 && names[0] === comparisons[0]?.name));
