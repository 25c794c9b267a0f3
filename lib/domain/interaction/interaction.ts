import type { AnswerName } from '../migration/answer.ts';
import type { ButtonValue } from '../notification/slack/button-value.ts';

/** Answers that Slack's buttons give; a waiver is an administrator's, on the command line. */
export type PressedAnswer = Exclude<AnswerName, 'waive' | 'pass-untold'>;
/** Answers that need more than a press: they open a form first. */
const FORMS = ['not-affected', 'extend', 'object', 'grant', 'deny'] as const satisfies readonly PressedAnswer[];
export type FormName = (typeof FORMS)[number];

/** Who acted, when it arrived (UTC ISO 8601), and where the answer to it is heard by them alone. */
interface Act {
  readonly user: string;
  readonly at: string;
  /** Absent where Slack gave none; then nobody can be told. */
  readonly responseUrl?: string;
}
export interface Press extends Act {
  readonly kind: 'press';
  readonly answer: PressedAnswer;
  readonly about: ButtonValue;
}
/** A form that was filled in: what was said, of the models that stayed ticked. */
export interface Submission extends Act {
  readonly kind: 'submission';
  readonly answer: FormName;
  readonly about: ButtonValue;
  readonly reason?: string;
  /** UTC ISO 8601. */
  readonly until?: string;
}
export interface Command extends Act {
  readonly kind: 'command';
  /** What follows `/forewarn`. */
  readonly text: string;
}
export type Interaction = Press | Submission | Command;

export const isForm = (answer: string): answer is FormName => FORMS.some((form) => form === answer);

/** Whether a word is an answer that a button of ours gives. */
export const isPressed = (answer: string): answer is PressedAnswer =>
  isForm(answer) || answer === 'acknowledge' || answer === 'migrated';
