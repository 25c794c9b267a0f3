import type { FilePlace } from '../../adapters/schema-source/source.ts';
import type { ExitCode } from '../exit.ts';
import type { Comparison } from '../run/comparison.ts';
import type { Paint } from './text/paint.ts';

/** The obstacle that prevented results, for all subjects that it prevented. */
export interface ReportError {
  readonly code: string;
  readonly message: string;
  readonly names: readonly string[];
  readonly places: readonly FilePlace[];
}

/** Everything that a run of `check`, `publish` or `diff` has to tell. */
export interface Report {
  readonly command: string;
  readonly exitCode: ExitCode;
  readonly comparisons: readonly Comparison[];
  readonly errors: readonly ReportError[];
  /** Subjects that did not change since `since`. */
  readonly skipped: number;
  readonly since?: string;
  /** Safe changes and the training lens as well. */
  readonly verbose: boolean;
  readonly paint: Paint;
  /** Where lines end on a terminal. */
  readonly width?: number | undefined;
}
