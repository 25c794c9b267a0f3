import { type Command, Option } from 'commander';

/** The flags that `check` and `publish` share. */
export const addChangeFlags = (command: Command): Command =>
  command
    .option('--subject <name>', 'the subject')
    .option('--manifest <file>', 'what readers are told: front matter and the headings WHAT, WHY, WHO, STEPS')
    .option('--sunset <date>', 'the date from which the old shape may be gone, e.g. 2026-12-08')
    .option('--emergency', 'ship without notice; needs --reason')
    .option('--reason <text>', 'why it cannot wait; told to everyone affected')
    .option('--context-id <id>', 'what the change belongs to, e.g. pr-123')
    .option('--verbose', 'also safe changes and the training lens');

export const failOnOption = (otherwise = 'as policy says'): Option =>
  new Option('--fail-on <severity>', `fail on any such change, whoever reads (default: ${otherwise})`).choices([
    'breaking',
    'dangerous',
  ]);
