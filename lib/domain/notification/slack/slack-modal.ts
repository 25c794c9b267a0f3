import { isLater, isOver, utcDay } from '../../date.ts';
import { INPUTS, REASON_LENGTH } from '../../interaction/check-form.ts';
import type { FormName } from '../../interaction/interaction.ts';
import type { Migration } from '../../migration/migration.ts';
import { requestOf } from '../../migration/state.ts';
import { principal } from '../words/state-words.ts';
import { firstDeadline } from '../words/team-message.ts';
import { dueName } from '../words/wording.ts';
import { type ButtonValue, buttonValue } from './button-value.ts';
import { code, MRKDWN, plain, slackDue } from './mrkdwn.ts';
import type { Block } from './slack-blocks.ts';

/** Slack's limits, https://docs.slack.dev/reference/views and …/block-elements/checkboxes-element */
const MAX_OPTIONS = 10;
const MAX_OPTION_TEXT = 75;
/** Five groups of checkboxes; more is nothing that a person unticks. */
const MAX_MODELS = 50;
const MAX_REQUESTS = 5;

export interface FormFacts {
  readonly form: FormName;
  readonly about: ButtonValue;
  readonly subject: string;
  readonly version: number;
  /** The models that the form is about; never empty. */
  readonly migrations: readonly Migration[];
  /** The latest date that is granted at once for all of them (UTC ISO 8601). */
  readonly grantedUntil: string;
  /** Who decides about a later one, e.g. `#payments-data`. */
  readonly decider: string;
  readonly responseUrl?: string;
  readonly now: string;
}

/** What a form carries through Slack and back. */
interface FormMemory {
  readonly value: string;
  /** The first of the models' dates. */
  readonly after: string;
  readonly responseUrl?: string;
}

const WORDS: Readonly<Record<FormName, { readonly title: string; readonly submit: string; readonly reason?: string }>> =
  {
    'not-affected': {
      title: 'Not affected',
      submit: 'Not affected',
      reason: 'Why does the change not matter to these models?',
    },
    extend: { title: 'More time', submit: 'Ask for it', reason: 'What do you need the time for?' },
    object: { title: 'Object', submit: 'Object', reason: 'What is wrong with this change?' },
    grant: { title: 'Grant more time', submit: 'Grant' },
    deny: { title: 'Deny more time', submit: 'Deny', reason: 'Why can it not wait?' },
  };

/** The form of an answer as a view of Slack, with the models ticked that it is about. */
export function renderForm(facts: FormFacts): Block {
  const { form, about, migrations, now } = facts;
  const words = WORDS[form];
  const shown = migrations.slice(0, MAX_MODELS);
  const memory: FormMemory = {
    value: buttonValue(about),
    after: firstDeadline(migrations),
    ...(facts.responseUrl === undefined ? {} : { responseUrl: facts.responseUrl }),
  };
  const blocks: Block[] = [
    section(explain(facts)),
    ...checkboxes(shown, now),
    ...(migrations.length > shown.length ? [section([theOthers(facts, migrations.length - shown.length)])] : []),
    ...(form === 'extend' || form === 'grant' ? [datePicker(facts)] : []),
    ...(words.reason === undefined ? [] : [reasonInput(words.reason)]),
  ];
  return {
    type: 'modal',
    callback_id: `answer.${form}`,
    private_metadata: JSON.stringify(memory),
    title: plainText(words.title),
    submit: plainText(words.submit),
    close: plainText('Cancel'),
    blocks,
  };
}

function explain(facts: FormFacts): readonly string[] {
  const { form, subject, version, migrations, grantedUntil, decider, now } = facts;
  const due = new Set(migrations.map(({ deadline }) => deadline)).size > 1 ? 'the first due' : 'due';
  const what = `${code(subject, 150)} v${version}, ${due} ${slackDue(firstDeadline(migrations), now)}`;
  switch (form) {
    case 'not-affected':
      return [what, 'This ends the matter for the models that stay ticked; the producer reads your reason.'];
    case 'object':
      return [
        what,
        `An objection holds the release for some days; then an admin decides. ${plain(decider, 150)} reads it.`,
      ];
    case 'extend':
      return [
        what,
        isLater(grantedUntil, firstDeadline(migrations)) && !isOver(grantedUntil, now)
          ? `Until ${slackDue(grantedUntil, now)} it is granted at once; about a later date ${plain(decider, 150)} decides.`
          : `About more time ${plain(decider, 150)} decides.`,
      ];
    case 'grant':
    case 'deny':
      return [what, ...requests(migrations, now)];
  }
}

function requests(migrations: readonly Migration[], now: string): readonly string[] {
  const asked = migrations.slice(0, MAX_REQUESTS).flatMap(({ consumer, state }) => {
    const request = requestOf(state);
    if (!request) return [];
    const { until, by, reason } = request;
    return [
      `*${plain(consumer, 150)}* until ${slackDue(until, now)}, asks ${principal(by, MRKDWN)}: ${plain(reason, 150)}`,
    ];
  });
  const more = migrations.length - asked.length;
  return more > 0 ? [...asked, `and ${more} more`] : asked;
}

function checkboxes(migrations: readonly Migration[], now: string): readonly Block[] {
  const groups = Math.ceil(migrations.length / MAX_OPTIONS);
  return Array.from({ length: groups }, (_, group) => {
    const options = migrations
      .slice(group * MAX_OPTIONS, (group + 1) * MAX_OPTIONS)
      .map((migration) => option(migration, now));
    const element = {
      type: 'checkboxes',
      action_id: INPUTS.models,
      options,
      initial_options: options,
    };
    const id = group === 0 ? INPUTS.models : `${INPUTS.models}.${group}`;
    // Optional to Slack: one group may stay empty, and what is wrong then is said in our words.
    return input(id, group === 0 ? 'Models' : 'More models', element, { optional: true });
  });
}

function option({ consumer, tier, state, deadline }: Migration, now: string): Block {
  const words = [
    tier,
    ...(state.name === 'notified' ? [] : [state.name.replaceAll('-', ' ')]),
    `due ${dueName(deadline, now)}`,
  ];
  return {
    text: plainText(consumer.length > MAX_OPTION_TEXT ? `${consumer.slice(0, MAX_OPTION_TEXT - 1)}…` : consumer),
    description: plainText(words.join(', ')),
    value: consumer,
  };
}

const theOthers = ({ about }: FormFacts, count: number): string =>
  `${count} more models do not fit here: answer for them with \`forewarn\` on the command line (announcement ${plain(about.announcement, 40)}).`;

function datePicker({ form, grantedUntil, migrations, now }: FormFacts): Block {
  const isAtOnce = isLater(grantedUntil, firstDeadline(migrations)) && !isOver(grantedUntil, now);
  const initial = form === 'extend' && isAtOnce ? { initial_date: utcDay(grantedUntil) } : {};
  const element = { type: 'datepicker', action_id: INPUTS.until, ...initial };
  return form === 'grant'
    ? input(INPUTS.until, 'Another date than the one asked for', element, { optional: true })
    : input(INPUTS.until, 'Until', element);
}

const reasonInput = (label: string): Block =>
  input(INPUTS.reason, label, {
    type: 'plain_text_input',
    action_id: INPUTS.reason,
    multiline: true,
    max_length: REASON_LENGTH,
  });

const input = (id: string, label: string, element: Block, more: Block = {}): Block => ({
  type: 'input',
  block_id: id,
  label: plainText(label),
  element,
  ...more,
});
const section = (lines: readonly string[]): Block => ({
  type: 'section',
  text: { type: 'mrkdwn', text: lines.join('\n'), verbatim: true },
});
const plainText = (text: string) => ({ type: 'plain_text', text });
