const BEGINNING = 'an internal error of the comparison';
const MAX_DETAIL = 300;

/** Why a question stays open that an unforeseen exception ended: a defect of this program, told like every other limit. */
export function internalError(error: unknown): string {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `${BEGINNING} (${detail.slice(0, MAX_DETAIL)})`;
}

/** For tests and alarms: such a reason is never a schema's fault. */
export const isInternalError = (reason: string): boolean => reason.includes(BEGINNING);
