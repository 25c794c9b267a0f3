import { changesRead } from '../lib/domain/contract/read-paths.ts';
import { decideServing } from '../lib/domain/contract/serving.ts';
import { type Change, compareSeverity } from '../lib/domain/diff/change.ts';
import { compareSchemas } from '../lib/domain/diff/compare-schemas.ts';
import { canonicalJson } from '../lib/domain/schema/canonical.ts';
import type { JsonValue } from '../lib/domain/schema/json.ts';
import { findMember, pointerTokens } from '../lib/domain/schema/pointer.ts';
import type { ConsumerVerdict, Verdict } from '../lib/domain/verdict.ts';
import type { History, Version } from './history.ts';

// The defaults of a subject: producers emit what they declare, and `format` describes.
const OPTIONS = { contentModel: 'declared', formatMode: 'annotation' } as const;
const SHOWN_PLACES = 4;
const SHOWN_WITNESS = 600;

/** What Forewarn says of each step of a history, as Markdown: the functions behind `forewarn diff` and the notices. */
export function renderReport(history: History): string {
  const { folder, versions } = history;
  const steps = versions.slice(1).map((next, at) => renderStep({ history, old: versions[at] ?? next, next }));
  return [
    `# What Forewarn says of ${folder.replace('examples/', '')}`,
    'Written by `npm run generate`: do not edit.',
    ...steps.flat(),
  ]
    .join('\n\n')
    .concat('\n');
}

interface Step {
  readonly history: History;
  readonly old: Version;
  readonly next: Version;
}

function renderStep({ history, old, next }: Step): string[] {
  const { verdicts, changes } = compareSchemas(old.schema, next.schema, OPTIONS);
  const command = `forewarn diff ${history.folder}/${old.name}.json ${history.folder}/${next.name}.json`;
  return [
    `## ${old.name} to ${next.name}`,
    `\`${command}\``,
    [
      '| Lens | Question | Verdict |',
      '| --- | --- | --- |',
      `| serving | can a model trained on ${old.name} read ${next.name}? | ${verdictText(verdicts.serving)} |`,
      `| training | can ${next.name} read the history of ${old.name}? | ${verdictText(verdicts.training)} |`,
    ].join('\n'),
    ...witnessText(verdicts.serving, `A record that ${next.name} allows and ${old.name} rejects:`),
    ...witnessText(verdicts.training, `A record that ${old.name} allows and ${next.name} rejects:`),
    ...changesText(changes),
    ...modelsText({ history, old, next }, changes),
  ];
}

function verdictText(verdict: Verdict): string {
  if (verdict.verdict === 'breaking') return `**breaking** at ${placesText(verdict.pointers)}`;
  return verdict.verdict === 'undecided' ? `undecided: ${verdict.reason}` : 'compatible';
}

function witnessText(verdict: Verdict, heading: string): string[] {
  return verdict.verdict === 'breaking' ? [heading, witnessBlock(verdict.witness, verdict.pointers)] : [];
}

function witnessBlock(witness: JsonValue, pointers: readonly string[]): string {
  const text = canonicalJson(witness);
  if (text.length <= SHOWN_WITNESS) return `\`\`\`json\n${text}\n\`\`\``;
  const parts = pointers.map((pointer) => `- at \`${pointer || '(record)'}\`: ${partText(witness, pointer)}`);
  return [`(a record of ${text.length.toLocaleString('en')} characters)`, '', ...parts].join('\n');
}

function partText(witness: JsonValue, pointer: string): string {
  let part: JsonValue | undefined = witness;
  for (const token of pointerTokens(pointer)) part = part === undefined ? undefined : findMember(part, token);
  const text = part === undefined ? undefined : canonicalJson(part);
  if (text === undefined) return 'nothing';
  return text.length <= SHOWN_WITNESS ? `\`${text}\`` : `${text.length.toLocaleString('en')} characters`;
}

const placesText = (pointers: readonly string[]): string => {
  const shown = pointers.slice(0, SHOWN_PLACES).map((pointer) => `\`${pointer || '(record)'}\``);
  const rest = pointers.length - shown.length;
  return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
};

function changesText(changes: readonly Change[]): string[] {
  if (changes.length === 0) return ['No change that matters to a reader.'];
  const groups = new Map<string, [Change, ...Change[]]>();
  for (const change of changes) {
    const key = JSON.stringify([change.ruleId, change.severity]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  const rows = [...groups.values()]
    .sort(([left], [right]) => compareSeverity(left.severity.serving, right.severity.serving))
    .map(([first, ...rest]) => {
      const { ruleId, severity } = first;
      const places = placesText([first, ...rest].map(({ pointer }) => pointer));
      return `| ${severity.serving} | ${severity.training} | \`${ruleId}\` | ${rest.length + 1} | ${places} |`;
    });
  const heading = `${changes.length} ${changes.length === 1 ? 'change' : 'changes'}:`;
  return [
    heading,
    ['| Serving | Training | Rule | Changes | Where |', '| --- | --- | --- | --: | --- |', ...rows].join('\n'),
  ];
}

function modelsText({ history, old, next }: Step, changes: readonly Change[]): string[] {
  const rows = history.models.map(({ name, reads }) => {
    const verdict = decideServing({ next: next.schema, trained: old.schema, reads, options: OPTIONS });
    const felt = changesRead(changes, reads).filter(({ severity }) => severity.serving !== 'safe');
    const rules = [...new Set(felt.map(({ ruleId }) => `\`${ruleId}\``))].join(', ');
    return `| ${name} | ${placesText(reads.map(({ pointer }) => pointer))} | ${servingText(verdict)} | ${rules} |`;
  });
  return [
    `What this does to models that were trained on ${old.name}:`,
    ['| Model | Reads | Verdict | Changes there |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  ];
}

function servingText(verdict: ConsumerVerdict): string {
  if (verdict.status === 'compatible') return 'compatible';
  if (verdict.status === 'undecided') return `undecided: ${verdict.reason}`;
  const places = placesText(verdict.pointers);
  return verdict.kind === 'field-lost' ? `**breaking**: ${places} is gone` : `**breaking** at ${places}`;
}
