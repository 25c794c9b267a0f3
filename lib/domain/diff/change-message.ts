import type { Severity } from '../verdict.ts';
import type { Change } from './change.ts';

const SERVING: Readonly<Record<Severity, string>> = {
  breaking: 'readers of the old schema may meet records that they reject',
  dangerous: 'readers of the old schema may take the records for something else',
  safe: 'readers of the old schema accept the new records',
};
const TRAINING: Readonly<Record<Severity, string>> = {
  breaking: 'history may hold records that the new schema rejects',
  dangerous: 'history may mean something else under the new schema',
  safe: 'history stays readable',
};

export interface ChangeWords {
  /** Record pointer. */
  readonly pointer: string;
  /** The words of a rule, to follow a place. */
  readonly what: string;
  readonly severity: Change['severity'];
}

/** A change's message: the place, what happened there, and the effect for each lens. */
export const changeMessage = ({ pointer, what, severity }: ChangeWords): string =>
  `${pointer === '' ? 'the record' : pointer}: ${what}; ${SERVING[severity.serving]}, and ${TRAINING[severity.training]}`;
