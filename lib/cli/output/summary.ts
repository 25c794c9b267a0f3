import type { Comparison } from '../run/comparison.ts';
import { visible } from './escape.ts';
import type { Report } from './report.ts';
import { plural } from './words.ts';

export interface Summary {
  /** All that were looked at, judged or not. */
  readonly subjects: number;
  readonly passing: number;
  /** Of those that pass: nobody could prove that they break nothing. */
  readonly undecided: number;
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
  const undecided = judged.filter((one) => one.passes && isUndecided(one)).length;
  return {
    subjects: judged.length + unjudged,
    passing: judged.length - failing,
    undecided,
    failing,
    unjudged,
    skipped,
  };
}

/** In a lens that the subject's mode asks for. */
function isUndecided({ verdicts, mode = 'FORWARD' }: Comparison): boolean {
  if (verdicts === undefined) return false;
  const { serving, training } = verdicts;
  const asked = mode.startsWith('BACKWARD') ? [training] : mode.startsWith('FULL') ? [serving, training] : [serving];
  return asked.some(({ verdict }) => verdict === 'undecided');
}

const isProposed = ({ publication }: Comparison): boolean =>
  publication?.outcome === 'created' && publication.status === 'proposed';

/** `3 subjects: 1 does not pass, 2 pass`; without anything a stranger wrote but a branch's name. */
export function summaryText(report: Report): string {
  const { subjects, passing, undecided, failing, unjudged, skipped } = summarise(report);
  const proposed = report.comparisons.filter((one) => isProposed(one) && !isUndecided(one)).length;
  const fine = passing - undecided - proposed;
  const since = report.since === undefined ? '' : ` since ${visible(report.since)}`;
  if (subjects === 0) return `none of ${skipped} ${plural(skipped, 'subject', 'subjects')} changed${since}`;
  const parts = [
    failing > 0 ? `${failing} ${plural(failing, 'does', 'do')} not pass` : '',
    unjudged > 0 ? `${unjudged} not judged` : '',
    proposed > 0 ? `${proposed} proposed` : '',
    undecided > 0 ? `${undecided} undecided` : '',
    fine > 0 ? `${fine} ${plural(fine, 'passes', 'pass')}` : '',
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
