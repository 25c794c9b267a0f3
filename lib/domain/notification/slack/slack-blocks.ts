import type { Answer } from '../words/offered-answers.ts';
import { enumerate } from '../words/wording.ts';
import { type ButtonValue, blockValue, buttonValue } from './button-value.ts';
import { link } from './mrkdwn.ts';

/** Slack's limits, https://docs.slack.dev/reference/block-kit/blocks: a message beyond them is refused whole. */
const MAX_BLOCKS = 50;
const MAX_SECTION = 3_000;
const MAX_TEXT = 4_000;

export type Block = Readonly<Record<string, unknown>>;
export interface SlackRendering {
  /** Push preview, screen readers and clients without blocks. */
  readonly text: string;
  readonly blocks: readonly Block[];
}

/** `verbatim`: Slack turns no name or address of a stranger's text into a mention or link on its own. */
const mrkdwn = (text: string): Block => ({ type: 'mrkdwn', text, verbatim: true });

/** Lines that fit one section; those that do not are replaced by one line that says where the `rest` is. */
export function section(lines: readonly string[], rest: string): Block {
  return { type: 'section', text: mrkdwn(bounded(lines, MAX_SECTION, rest)) };
}

export const context = (lines: readonly string[], rest: string): Block => ({
  type: 'context',
  elements: [mrkdwn(bounded(lines, 2_000, rest))],
});

/** The whole message, its text and number of blocks within the limits; the last block (the buttons) is always kept. */
export function message(lines: readonly string[], blocks: readonly Block[], rest: string): SlackRendering {
  const last = blocks.at(-1);
  const kept =
    blocks.length > MAX_BLOCKS && last
      ? [...blocks.slice(0, MAX_BLOCKS - 2), context([theRest(rest)], rest), last]
      : blocks;
  return { text: bounded(lines, MAX_TEXT, rest), blocks: kept };
}

/**
 * A message as a reply below a first message: without buttons, for those of the first are the ones that are kept true, and two
 * sets would contradict each other as soon as one is used. `others`: where further first messages stand that it is about.
 */
export function asReply({ text, blocks }: SlackRendering, others: readonly string[] = []): SlackRendering {
  const kept = blocks.filter(({ type }) => type !== 'actions');
  if (kept.length === blocks.length) return { text, blocks };
  const elsewhere = others.slice(0, 5).map((url) => link(url, 'here'));
  const besides = elsewhere.length > 0 ? `, and ${enumerate(elsewhere)} for models that came later` : '';
  return { text, blocks: [...kept, context([`Answer with the buttons at the top of this thread${besides}.`], '')] };
}

const theRest = (where: string): string => `The rest: ${where}`;

/** Lines that fit `max` characters; what is cut is replaced by where the `rest` is. */
export function bounded(lines: readonly string[], max: number, rest: string): string {
  const whole = lines.join('\n');
  if (whole.length <= max) return whole;
  const ending = `… ${theRest(rest)}`;
  const kept: string[] = [];
  let length = ending.length;
  for (const line of lines) {
    if (length + line.length + 1 > max) break;
    kept.push(line);
    length += line.length + 1;
  }
  return [...kept, ending].join('\n');
}

/** Answers, in the words of the conventions; what each does follows its `action_id`. */
const ANSWERS: Readonly<Record<Answer, string>> = {
  acknowledge: "We'll handle it",
  'not-affected': 'Not affected…',
  extend: 'More time…',
  object: 'Object…',
};

/**
 * The buttons of a message to the models' team. Each value says what it is about and what was seen (`buttonValue`); the
 * block's id repeats it without names for the overflow menu, whose own values are too short for it (150 characters).
 */
export function answers({ offered, ...about }: ButtonValue & { readonly offered: readonly Answer[] }): Block {
  const buttons = offered.map((answer) => ({
    ...button(`answer.${answer}`, ANSWERS[answer], about),
    ...(answer === 'acknowledge' ? { style: 'primary' } : {}),
  }));
  const more = {
    type: 'overflow',
    action_id: 'answer.more',
    options: [{ text: { type: 'plain_text', text: 'Migrated' }, value: 'migrated' }],
  };
  return { type: 'actions', block_id: `answer:${blockValue(about)}`, elements: [...buttons, more] };
}

/** The producer's buttons under a request for more time: `team` and `consumers` are those that ask. */
export function decisions(about: ButtonValue): Block {
  return {
    type: 'actions',
    block_id: `decide:${blockValue(about)}`,
    elements: [{ ...button('answer.grant', 'Grant…', about), style: 'primary' }, button('answer.deny', 'Deny…', about)],
  };
}

const button = (action_id: string, text: string, about: ButtonValue) => ({
  type: 'button',
  action_id,
  text: { type: 'plain_text', text },
  value: buttonValue(about),
});
