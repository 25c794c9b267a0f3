import type { Migration } from '../../migration/migration.ts';
import { type Answer, offeredAnswers } from './offered-answers.ts';

/** Models named in one command before a placeholder stands for them. */
const NAMED = 5;

/** One way to answer: what it says, and the command's words, flags with their values. */
export interface AnswerCommand {
  readonly says: string;
  readonly words: readonly string[];
}

const COMMANDS: Readonly<Record<Answer, { says: string; verb: string; more: readonly string[] }>> = {
  acknowledge: { says: "We'll handle it", verb: 'ack', more: [] },
  'not-affected': { says: 'Not affected, and why', verb: 'not-affected', more: ['--reason "…"'] },
  extend: { says: 'More time, and what for', verb: 'extend', more: ['--until DATE', '--reason "…"'] },
  object: { says: 'Object, and why', verb: 'object', more: ['--reason "…"'] },
};

/** How to answer for models where there are no buttons: the same that the buttons say in Slack. */
export function answerCommands(
  announcementId: string,
  migrations: readonly Migration[],
  now: string,
): readonly AnswerCommand[] {
  const named =
    migrations.length > NAMED ? ['--consumer NAME'] : migrations.map(({ consumer }) => `--consumer ${consumer}`);
  return offeredAnswers(migrations, now).map((answer) => {
    const { says, verb, more } = COMMANDS[answer];
    return { says, words: [`forewarn ${verb}`, `--announcement ${announcementId}`, ...named, ...more] };
  });
}
