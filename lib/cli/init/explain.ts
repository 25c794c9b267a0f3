import { CONFIG_NAME } from '../config.ts';
import { visible } from '../output/escape.ts';
import type { Workflow } from './choose-workflow.ts';
import type { Findings } from './find-schemas.ts';
import type { Proposal } from './propose.ts';

interface Explained {
  readonly folder: string;
  readonly findings: Findings;
  readonly proposals: readonly Proposal[];
  readonly listed: readonly Proposal[];
  readonly files: readonly string[];
  readonly workflow: Workflow | undefined;
  readonly dryRun: boolean;
  readonly prefix: string;
}

const SHOWN = 40;

/** What was found, what was done about it, and what comes next. */
export function explain({ folder, findings, proposals, listed, files, workflow, dryRun, prefix }: Explained): string {
  const width = Math.max(0, ...proposals.map(({ subject }) => subject.length));
  const would = dryRun ? 'would write' : 'wrote';
  const lines = [
    `Looked at ${findings.looked} JSON and YAML files in ${folder}.`,
    ...shown(proposals.map(({ subject, schema }) => `  + ${subject.padEnd(width)}  ${visible(schema)}`)),
    ...(listed.length > 0 ? [`  = ${listed.length} listed already, and left as they are`] : []),
    ...shown(
      findings.blocks.map(
        ({ schema, usedBy }) =>
          `  - ${visible(schema)}: ${visible(usedBy)} is built with it; list it yourself if it is published on its own, or its definitions as file#/$defs/*`,
      ),
    ),
    ...shown(findings.unreadable.map((message) => `  ! ${visible(message)}`)),
    ...files.map((file) => `${would} ${visible(file)}`),
    ...(files.length === 0 ? ['nothing to write: all is there already'] : []),
    ...(workflow?.isNew && workflow.remark ? [`  ${workflow.remark}`] : []),
  ];
  if (dryRun || files.length === 0) return `${lines.join('\n')}\n`;
  const where =
    workflow?.platform === 'gitlab' ? "in the project's variables" : "as a variable of the repository's Actions";
  const next = [
    'Next:',
    `  1. look through the names in ${CONFIG_NAME}: readers subscribe to them, and they stay; the owner of ${prefix} must be your team`,
    '     (forewarn teams grant-prefix)',
    ...(workflow ? [`  2. set FOREWARN_URL ${where}, and let your team in once with forewarn teams map-identity`] : []),
    '  forewarn check --offline    works now, without a registry',
    '  forewarn publish --observe  begins with a trial month: no reader is told, you are once a week what would be said',
  ];
  return `${[...lines, ...next].join('\n')}\n`;
}

const shown = (lines: readonly string[]): readonly string[] =>
  lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `    and ${lines.length - SHOWN} more`];
