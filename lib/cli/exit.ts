import { type FilePlace, SourceError } from '../adapters/schema-source/source.ts';
import { cut, visible } from './output/escape.ts';

/**
 * What the shell sees. Infrastructure is never 1, so that a pipeline may tell a broken policy from a broken network; nor is
 * a defect of this program, which ends it with 70 (EX_SOFTWARE of sysexits.h).
 */
export const EXIT = { passed: 0, policy: 1, usage: 2, service: 3, defect: 70 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A subject that a team may not publish first. */
export interface MissingGrant {
  readonly team: string;
  readonly subject: string;
}

/** Ends a command with something to tell; `message` names element, place and remedy. */
export class CliError extends SourceError {
  override readonly name = 'CliError';
  readonly exit: Exclude<ExitCode, 0>;
  /** Stable, for `--format json`: a problem's `code`, or `usage` and `unreachable` for what never reached the registry. */
  readonly code: string;
  /** The grant without which it cannot be done: many of them are one remedy. */
  readonly missingGrant?: MissingGrant;

  constructor(
    exit: Exclude<ExitCode, 0>,
    message: string,
    more: {
      readonly code?: string;
      readonly places?: readonly FilePlace[];
      readonly missingGrant?: MissingGrant | undefined;
    } = {},
  ) {
    super(message, more.places);
    this.exit = exit;
    if (more.missingGrant) this.missingGrant = more.missingGrant;
    this.code = more.code ?? (exit === EXIT.service ? 'unreachable' : 'usage');
  }
}

/** One sentence for an unforeseen exception, which is not a caller's mistake. */
export const defect = (error: unknown): CliError => {
  const detail = cut(visible(error instanceof Error ? `${error.name}: ${error.message}` : String(error)), MAX_DETAIL);
  return new CliError(EXIT.defect, `forewarn itself failed, which says nothing about the schemas (${detail}).`, {
    code: 'internal',
  });
};
const MAX_DETAIL = 300;

export const usageError = (message: string, places: readonly FilePlace[] = []): CliError =>
  new CliError(EXIT.usage, message, { places });

/** The end of a command for a fault in a file; anything else is a defect and thrown on. */
export function sourceFailure(error: unknown): CliError {
  if (error instanceof CliError) return error;
  if (!(error instanceof SourceError)) throw error;
  const places = error.places.map(({ detail, ...place }) => ({ ...place, detail: visible(detail) }));
  return usageError(visible(error.message), places);
}

// A failure for one subject must not hide that another one is refused.
const WORST_FIRST: readonly ExitCode[] = [EXIT.usage, EXIT.policy, EXIT.defect, EXIT.service, EXIT.passed];

/** The exit code of several results together. */
export const worstExit = (codes: readonly ExitCode[]): ExitCode =>
  WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT.passed;
