import type { Interaction } from '../../domain/interaction/interaction.ts';
import type { Registry } from '../ports/registry.ts';
import type { SlackResponder } from '../ports/slack.ts';
import { answerInSlack, type SlackAnswerPorts } from './answer-in-slack.ts';
import { runSlashCommand } from './slash-command.ts';

export interface AnswerInteractionPorts extends SlackAnswerPorts {
  readonly responder: SlackResponder;
  readonly registry: Registry;
}

/** Does what somebody asked for in Slack and tells them, and only them, what became of it. */
export async function answerInteraction(
  interaction: Interaction,
  ports: AnswerInteractionPorts,
): Promise<'told' | 'lost'> {
  const text =
    interaction.kind === 'command'
      ? await runSlashCommand(interaction, ports)
      : await answerInSlack(interaction, ports);
  return interaction.responseUrl === undefined ? 'lost' : await ports.responder.reply(interaction.responseUrl, text);
}
