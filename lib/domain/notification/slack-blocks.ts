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

/** Lines that fit one section; those that do not are replaced by one line with a link to the rest. */
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

const theRest = (url: string): string => link(url, 'The rest is in the registry');

function bounded(lines: readonly string[], max: number, rest: string): string {
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
const ANSWERS = {
  acknowledge: "We'll handle it",
  'not-affected': 'Not affected…',
  extend: 'More time…',
  object: 'Object…',
} as const;
export type Answer = keyof typeof ANSWERS;

/**
 * The buttons of a message. Their value is `<announcement id>:<team>`, which the block's id repeats for the overflow
 * menu, whose own values are too short for it (150 characters).
 */
export function answers(input: {
  readonly announcementId: string;
  readonly team: string;
  readonly offered: readonly Answer[];
  readonly details: string;
}): Block {
  const { announcementId, team, offered, details } = input;
  const value = `${announcementId}:${team}`;
  const buttons = offered.map((answer) => ({
    type: 'button',
    action_id: `answer.${answer}`,
    text: { type: 'plain_text', text: ANSWERS[answer] },
    value,
    ...(answer === 'acknowledge' ? { style: 'primary' } : {}),
  }));
  const more = {
    type: 'overflow',
    action_id: 'answer.more',
    options: [
      { text: { type: 'plain_text', text: 'Migrated' }, value: 'migrated' },
      { text: { type: 'plain_text', text: 'Details' }, value: 'details', url: details },
    ],
  };
  return { type: 'actions', block_id: `answer:${value}`, elements: [...buttons, more] };
}
