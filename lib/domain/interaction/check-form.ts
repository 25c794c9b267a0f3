import { isLater, isOver, parseDate } from '../date.ts';
import { defined } from '../defined.ts';
import { dueName } from '../notification/words/wording.ts';
import type { FormName } from './interaction.ts';

/** Names of a form's inputs; Slack shows an error at the input that it is named for. */
export const INPUTS = { models: 'models', until: 'until', reason: 'reason' } as const;
export const REASON_LENGTH = 500;

/** What the inputs hold when somebody submits. */
export interface FormInput {
  readonly consumers: readonly string[];
  readonly reason: string;
  /** As the date picker gives it: `2026-12-15`. */
  readonly until?: string;
}

type FormErrors = Readonly<Record<string, string>>;
export type FormResult =
  | {
      readonly outcome: 'valid';
      readonly consumers: readonly string[];
      readonly reason?: string;
      readonly until?: string;
    }
  | { readonly outcome: 'invalid'; readonly errors: FormErrors };

/**
 * What can be said about a form at once, without looking anything up; the rest is the state machine's. `after`: the first
 * of the models' dates (UTC ISO 8601), beyond which more time begins.
 */
export function checkForm(
  form: FormName,
  input: FormInput,
  { after, now }: { readonly after: string; readonly now: string },
): FormResult {
  const reason = input.reason.trim();
  const until = input.until === undefined ? undefined : parseDate(input.until);
  const errors = {
    ...(input.consumers.length === 0 ? { [INPUTS.models]: 'Tick at least one model.' } : {}),
    ...reasonError(form, reason),
    ...dateError(form, { given: input.until, until, after, now }),
  };
  if (Object.keys(errors).length > 0) return { outcome: 'invalid', errors };
  return {
    outcome: 'valid',
    consumers: input.consumers,
    ...(reason === '' ? {} : { reason }),
    ...defined({ until }),
  };
}

function reasonError(form: FormName, reason: string): FormErrors {
  if (reason.length > REASON_LENGTH)
    return { [INPUTS.reason]: `At most ${REASON_LENGTH} characters; put the rest behind a link.` };
  if (reason !== '' || form === 'grant') return {};
  return { [INPUTS.reason]: 'Say why, in a sentence: the other team reads it.' };
}

function dateError(
  form: FormName,
  dates: {
    readonly given: string | undefined;
    readonly until: string | undefined;
    readonly after: string;
    readonly now: string;
  },
): FormErrors {
  const { given, until, after, now } = dates;
  const error = (text: string): FormErrors => ({ [INPUTS.until]: text });
  if (given !== undefined && until === undefined) return error('Choose a date.');
  if (until === undefined) return form === 'extend' ? error('Choose the date that you need.') : {};
  if (isOver(until, now)) return error('That date has passed: choose one that lies ahead.');
  return !isLater(until, after)
    ? error(`There is time until ${dueName(after, now)} already: choose a later date.`)
    : {};
}
