import type { Comparison } from '../../run/comparison.ts';
import { approveCommands } from '../models.ts';
import { plural, remedies } from '../words.ts';
import type { Layout } from './layout.ts';
import { widthOf, wrap } from './width.ts';

const SHOWN_TEAMS = 5;
/** So many lines of commands; one that alone takes more is not shown. */
const COMMAND_LINES = 6;
const HANG = 17;

/** How a check that fails would pass. */
export function remedyLines(comparison: Comparison, layout: Layout): readonly string[] {
  const ways = remedies(comparison).flatMap(({ label, text }) => remedy(layout, label, text));
  const lines = [...ways, ...approveLines(comparison, layout)];
  return lines.length === 0 ? [] : ['  To pass:', ...lines];
}

function remedy({ width }: Layout, label: string, text: string): readonly string[] {
  const lines = width === undefined ? [text] : wrap(text, width - HANG);
  return lines.map((line, at) => `    ${(at === 0 ? label : '').padEnd(12)} ${line}`);
}

function approveLines(comparison: Comparison, layout: Layout): readonly string[] {
  const approvals = approveCommands(comparison);
  const lines: string[] = [];
  let shown = 0;
  for (const { team, command } of approvals) {
    const own = commandLines(layout, { label: shown === 0 ? 'or approve' : 'and', text: `@${team}: ${command}`, team });
    const room = layout.width === undefined ? Number.POSITIVE_INFINITY : COMMAND_LINES;
    if (!layout.verbose && (shown >= SHOWN_TEAMS || lines.length + own.length > room)) break;
    lines.push(...own);
    shown++;
  }
  const rest = approvals.length - shown;
  if (rest === 0) return lines;
  const label = shown === 0 ? 'or approve' : '';
  const text = `${shown === 0 ? '' : 'and '}${rest} ${shown === 0 ? '' : 'more '}${plural(rest, 'team', 'teams')}: --verbose lists ${plural(rest, 'the command', 'the commands')}`;
  return [...lines, ...remedy(layout, label, text)];
}

/** A command that can be copied: if it is too long for the terminal, the shell's own mark says that it goes on. */
function commandLines(
  layout: Layout,
  { label, text, team }: { readonly label: string; readonly text: string; readonly team: string },
): readonly string[] {
  const { width } = layout;
  if (width === undefined || widthOf(text) + HANG <= width) return remedy(layout, label, text);
  const room = width - 8;
  const command = text.slice(`@${team}: `.length);
  const lines: string[] = [];
  for (const word of command.split(/ (?=--)/)) {
    const last = lines.at(-1);
    if (last === undefined || widthOf(`${last} ${word} \\`) > room) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return [
    ...remedy(layout, label, `@${team}:`),
    ...lines.map((line, at) => `      ${line}${at === lines.length - 1 ? '' : ' \\'}`),
  ];
}
