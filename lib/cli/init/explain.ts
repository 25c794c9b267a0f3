import { grantCommands } from '../api/grants.ts';
import { visible } from '../output/escape.ts';
import { CONFIG_NAME } from '../workspace/config.ts';
import type { Workflow } from './choose-workflow.ts';
import type { Findings } from './find-schemas.ts';
import type { Proposal } from './propose.ts';
import type { Aside } from './set-aside.ts';

interface Explained {
  readonly folder: string;
  readonly findings: Findings;
  readonly proposals: readonly Proposal[];
  readonly listed: readonly Proposal[];
  readonly files: readonly string[];
  readonly workflow: Workflow | undefined;
  readonly dryRun: boolean;
}

const SHOWN = 40;

/** The finds, what was done about them, and what comes next. */
export function explain({ folder, findings, proposals, listed, files, workflow, dryRun }: Explained): string {
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
    ...leftOut(findings.requestBodies, {
      one: 'request body is',
      many: 'request bodies are',
      why: 'clients send them and the API reads them, so nobody here waits for a change; if somebody does, the training lens is theirs',
    }),
    ...leftOut(findings.errorBodies, {
      one: 'error body is',
      many: 'error bodies are',
      why: 'no model learns from them',
    }),
    ...ASIDE.flatMap(([why, texts]) =>
      leftOut(
        [...findings.aside].flatMap(([schema, kind]) => (kind === why ? [schema] : [])),
        texts,
      ),
    ),
    ...(findings.references.length > 0
      ? [
          `  references: ${findings.references.length > 1 ? `${findings.references.length} files are` : '1 file is'} found by address (${shortList(findings.references)})`,
        ]
      : []),
    ...shown(byReason(findings.unreadable).map((message) => `  ! ${visible(message)}`)),
    ...files.map((file) => `${would} ${visible(file)}`),
    ...(files.length === 0 ? ['nothing to write: all is there already'] : []),
    ...(workflow?.isNew && workflow.remark ? [`  ${workflow.remark}`] : []),
  ];
  if (files.length === 0) return `${lines.join('\n')}\n`;
  const where =
    workflow?.platform === 'gitlab' ? "in the project's variables" : "as a variable of the repository's Actions";
  const next = [
    'Next:',
    `  1. look through the names in ${CONFIG_NAME}: readers subscribe to them, and they stay; unless your team holds them already, an`,
    '     administrator grants them once:',
    ...grantCommands([...proposals, ...listed].map(({ subject }) => ({ team: 'YOUR-TEAM', subject }))).map(
      (command) => `     ${command}`,
    ),
    ...(workflow ? [`  2. set FOREWARN_URL ${where}, and let your team in once with forewarn teams map-identity`] : []),
    '  forewarn check --offline    works now, without a registry',
    '  forewarn publish --observe  begins with a trial month: no reader is told, you are once a week what would be said',
  ];
  return `${[...lines, ...next].join('\n')}\n`;
}

const ASIDE: readonly (readonly [Aside, Parameters<typeof leftOut>[1]])[] = [
  ['archived', { one: 'older version is', many: 'older versions are', why: 'the current document stands elsewhere' }],
  ['copy', { one: 'copy is', many: 'copies are', why: 'another file has the same content' }],
  ['fixture', { one: 'fixture is', many: 'fixtures are', why: 'they lie in folders of tests' }],
  ['example', { one: 'example is', many: 'examples are', why: 'they lie in folders of examples' }],
];

/** What is wrong with several files in the same words is said once, with where the first of them has it. */
function byReason(faults: readonly string[]): readonly string[] {
  const places = new Map<string, string[]>();
  for (const fault of faults) {
    const [, place = '', reason = fault] = /^(\S+:\d+:\d+:?) (.*)$/.exec(fault) ?? [];
    places.set(reason, [...(places.get(reason) ?? []), place]);
  }
  return [...places].map(([reason, [first = '', ...more]]) =>
    first === '' ? reason : `${first} ${reason}${more.length > 0 ? ` (and so in ${more.length} more)` : ''}`,
  );
}

const shortList = (names: readonly string[]): string =>
  visible(names.length > 1 ? `${names[0]} and ${names.length - 1} more` : (names[0] ?? ''));

/** The schemas that could be listed, and are not by default. */
function leftOut(
  schemas: readonly string[],
  { one, many, why }: { readonly one: string; readonly many: string; readonly why: string },
): readonly string[] {
  if (schemas.length === 0) return [];
  return [
    `  - ${schemas.length} ${schemas.length > 1 ? many : one} left out (${shortList(schemas)}): ${why}; list them yourself under subjects to have them`,
  ];
}

const shown = (lines: readonly string[]): readonly string[] =>
  lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `    and ${lines.length - SHOWN} more`];
