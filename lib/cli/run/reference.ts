import type { Argument, Command, Option } from 'commander';
import { examplesOf } from './session.ts';

/** The first line of what `npm run generate` writes into docs/cli.md, and the last. */
export const REFERENCE_MARKS = ['<!-- reference: npm run generate -->', '<!-- /reference -->'] as const;

/** Every verb with its arguments, flags and examples as Markdown, from the definitions that parse them. */
export function renderReference(program: Command): string {
  const verbs = leavesOf(program, program.name());
  const rows = verbs.map(
    ({ name, command }) => `| [\`${nameOf(name)}\`](#${anchorOf(name)}) | ${cell(command.description())} |`,
  );
  return ['| Verb | Does |', '| --- | --- |', ...rows, '', ...verbs.map(section)].join('\n');
}

interface Verb {
  /** With the program's own, e.g. `forewarn rules list`. */
  readonly name: string;
  readonly command: Command;
}

function leavesOf(command: Command, name: string): readonly Verb[] {
  return command.commands.length === 0
    ? [{ name, command }]
    : command.commands.flatMap((child) => leavesOf(child, `${name} ${child.name()}`));
}

const nameOf = (name: string): string => name.replace(/^\S+ /, '');
// As GitHub makes it of a heading.
const anchorOf = (name: string): string => name.replaceAll(' ', '-');

function section({ name, command }: Verb): string {
  const rows = [
    ...command.registeredArguments.map(argumentRow),
    ...command.options.filter(({ hidden }) => !hidden).map(optionRow),
  ];
  const examples = examplesOf(command);
  return [
    `### ${name}`,
    '',
    `${capital(command.description())}.`,
    '',
    ...(rows.length > 0 ? ['| Argument or flag | Means |', '| --- | --- |', ...rows, ''] : []),
    ...(examples.length > 0 ? ['```', ...examples, '```', ''] : []),
  ].join('\n');
}

function argumentRow(argument: Argument): string {
  const name = argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
  return `| \`${name}\` | ${cell(argument.description)}${defaultText(argument.defaultValue)} |`;
}

function optionRow({ flags, description, argChoices, defaultValue, mandatory }: Option): string {
  const choices = argChoices ? `: ${argChoices.join(', ')}` : '';
  return `| \`${flags.replaceAll('|', '\\|')}\` | ${cell(description)}${cell(choices)}${defaultText(defaultValue)}${mandatory ? ' (required)' : ''} |`;
}

const defaultText = (value: unknown): string =>
  value === undefined || value === false || (Array.isArray(value) && value.length === 0)
    ? ''
    : ` (default: ${cell(String(value))})`;

const cell = (text: string): string =>
  text.replace(/[|<>]/g, (mark) => (mark === '|' ? '\\|' : mark === '<' ? '&lt;' : '&gt;'));
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
