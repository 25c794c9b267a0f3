import type { Comparison } from '../../run/comparison.ts';
import { cut, markdownCode, markdownText } from '../escape.ts';
import { approveCommands } from '../models.ts';
import { plural, remedies } from '../words.ts';

const SHOWN_TEAMS = 20;
const MAX_WAY = 300;

/** How a check that fails would pass, the shortest way first. */
function open(comparison: Comparison): readonly string[] {
  const lines = remedies(comparison);
  const teams = approveCommands(comparison).length;
  if (lines.length + teams === 0) return [];
  return [
    '**To pass**',
    // A line without a label of its own belongs to the one before.
    [
      lines
        .map(({ label, text }) => `${label ? `\n- ${label}: ` : '<br>'}${wayText(cut(text, MAX_WAY))}`)
        .join('')
        .trimStart(),
      ...(teams > 0
        ? [
            `- or approve: ${teams} ${plural(teams, 'team', 'teams')}, with the ${plural(teams, 'command', 'commands')} below`,
          ]
        : []),
    ]
      .filter(Boolean)
      .join('\n'),
  ];
}

/** A way that begins with a command has that as code, to be copied. */
function wayText(text: string): string {
  const command = /^forewarn [^(]*[^( ]/.exec(text)?.[0] ?? '';
  return `${command === '' ? '' : markdownCode(command)}${markdownText(text.slice(command.length))}`;
}

/** The commands that each team would type. */
function approvals(comparison: Comparison): readonly string[] {
  const all = approveCommands(comparison);
  // A block to copy from: names and digits only, on one line, so that nothing in it can end it.
  const blocks = all
    .slice(0, SHOWN_TEAMS)
    .map(({ team, command }) => `- as ${markdownText(`@${team}`)}:\n\n  \`\`\`sh\n  ${command}\n  \`\`\``);
  return [...blocks, ...(all.length > SHOWN_TEAMS ? [`- and ${all.length - SHOWN_TEAMS} more teams.`] : [])];
}

export const markdownRemedies = { open, approvals };
