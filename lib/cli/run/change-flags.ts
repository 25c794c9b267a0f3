import { type Command, Option } from 'commander';
import { ON_UNDECIDED } from '../../domain/policy/settings/policy.ts';
import { usageError } from '../exit.ts';
import { FORMATS } from '../output/format.ts';

/** The flags that `check` and `publish` share. */
export const addChangeFlags = (command: Command): Command =>
  command
    .option('--subject <name>', 'the subject')
    .option('--manifest <file>', 'what readers are told: front matter and the headings WHAT, WHY, WHO, STEPS')
    .option('--sunset <date>', 'the date from which the old shape may be gone, e.g. 2026-12-08')
    .option('--emergency', 'ship without notice; needs --reason')
    .option('--reason <text>', 'why it cannot wait; told to everyone affected')
    .addOption(allowUnknownOption())
    .option('--context-id <id>', 'what the change belongs to, e.g. pr-123')
    .option('--verbose', 'also safe changes and the training lens');

/** Flags for a run over many subjects. */
export interface ManyFlags {
  readonly changedSince?: string;
  readonly concurrency: number;
}

const CONCURRENCY = 8;
const MAX_CONCURRENCY = 64;

export const addManyFlags = (command: Command): Command =>
  command
    .option(
      '--changed-since <branch>',
      'only subjects whose schema, what it refers to, or manifest differs from where the work left it, e.g. origin/main',
    )
    .addOption(
      new Option('--concurrency <number>', 'how many subjects at a time')
        .default(CONCURRENCY)
        .argParser(readConcurrency),
    )
    .addOption(reportOption());

export const allowUnknownOption = (): Option =>
  new Option(
    '--allow-unknown',
    'take members that are no keywords and look like a slip (requierd), objects without any keyword, and bare definitions',
  );

export const reportOption = (): Option =>
  new Option(
    '--report <format=file>',
    `also write the result to a file, e.g. junit=forewarn.xml; may be repeated (formats: ${FORMATS.join(', ')})`,
  ).argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value]);

export const failOnOption = (otherwise = 'as policy says'): Option =>
  new Option('--fail-on <severity>', `fail on any such change, whoever reads (default: ${otherwise})`).choices([
    'breaking',
    'dangerous',
  ]);

export const onUndecidedOption = (): Option =>
  new Option(
    '--on-undecided <what>',
    'whether what nobody could prove to break, or not to, fails like a break (hold) or is only told (pass); of a subject its policy says so (default: hold)',
  ).choices(ON_UNDECIDED);

function readConcurrency(text: string): number {
  const number = Number(text);
  if (/^[1-9]\d*$/.test(text) && number >= 1 && number <= MAX_CONCURRENCY) return number;
  throw usageError(`--concurrency ${JSON.stringify(text)} is not a number from 1 to ${MAX_CONCURRENCY}.`);
}
