import type { Comparison, PlacedChange } from '../comparison.ts';
import { visible, workflowData, workflowProperty } from './escape.ts';
import { evidenceText, proofsOf } from './evidence.ts';
import { approvalLines, brokenBy, isApproved } from './models.ts';
import type { Report } from './report.ts';
import { isQuiet, isSingle, summaryText } from './summary.ts';
import { dateOf, modelName, remedies, ruleName, unexplained, verdictText } from './words.ts';

/** GitHub shows ten annotations of a kind for each step; more would only hide the worst. */
const SHOWN = 10;

/** A run as GitHub workflow commands: an annotation for each change that breaks or may, worst first, and a summary. */
export function renderGithub(report: Report): string {
  const { comparisons, errors } = report;
  const failed = new Set(errors.flatMap(({ names }) => names));
  // Nothing was refused where the registry could not be asked: what git shows is a warning.
  const judged = comparisons.map((comparison) => ({
    comparison,
    fails: !comparison.passes && !failed.has(comparison.name),
  }));
  const changes = (['breaking', 'dangerous'] as const).flatMap((severity) =>
    judged.flatMap((one) => changeCommands({ ...one, severity })),
  );
  const policy = judged.filter(({ fails }) => fails).flatMap(({ comparison }) => policyCommands(comparison));
  const gone = judged.filter(({ comparison, fails }) => comparison.gone && !fails);
  const told = [...changes, ...policy, ...gone.map(({ comparison }) => goneCommand(comparison, 'warning'))];
  const notices = isSingle(report)
    ? comparisons.filter(isNoticed).map((comparison) => notice(titleOf(comparison), fileOf(comparison)))
    : [
        ...comparisons
          .filter((comparison) => isNoticed(comparison) && !isQuiet(comparison))
          .slice(0, SHOWN - 1)
          .map((comparison) => notice(titleOf(comparison), fileOf(comparison))),
        notice(summaryText(report), {}),
      ];
  const broken = errors.map(({ message, places }) => githubErrors(message, places).trimEnd());
  const lines = [...broken, ...limited(told), ...notices];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Of each kind as many as GitHub shows. */
const limited = (lines: readonly string[]): readonly string[] =>
  ['::error ', '::warning '].flatMap((kind) => lines.filter((line) => line.startsWith(kind)).slice(0, SHOWN));

function changeCommands(input: {
  readonly comparison: Comparison;
  readonly fails: boolean;
  readonly severity: 'breaking' | 'dangerous';
}): readonly string[] {
  const { comparison, fails, severity } = input;
  return comparison.changes
    .map((change, index) => ({ change, index }))
    .filter(({ change }) => change.severity.serving === severity)
    .slice(0, SHOWN)
    .map(({ change, index }) =>
      command(severity === 'breaking' && fails && !isApproved(comparison, index) ? 'error' : 'warning', {
        ...placeOf(change),
        title: `${severity.toUpperCase()} ${ruleName(change)} ${change.pointer}`,
        message: messageOf(comparison, { change, index }),
      }),
    );
}

/** A subject that went and fails nothing is warned of instead. */
const isNoticed = ({ passes, gone }: Comparison): boolean => passes && gone === undefined;

/** What fails though no change is to blame. */
function policyCommands(comparison: Comparison): readonly string[] {
  if (comparison.gone) return [goneCommand(comparison, 'error')];
  const reasons = unexplained(comparison);
  const isSilent = comparison.counts.breaking === 0;
  const title = titleOf(comparison);
  return reasons.length > 0 || isSilent
    ? [command('error', { ...fileOf(comparison), title, message: reasons.join('\n') || title })]
    : [];
}

/** What went, and what to do. */
function goneCommand(comparison: Comparison, kind: 'error' | 'warning'): string {
  const ways = remedies(comparison).map(({ label, text }) => `${label}: ${text}`);
  const said = [...unexplained(comparison), ...ways, ...(comparison.notes ?? [])];
  const title = titleOf(comparison);
  return command(kind, { ...fileOf(comparison), title, message: said.join('\n') || title });
}

const titleOf = (comparison: Comparison): string => `${visible(comparison.name)} ${verdictText(comparison)}`;

// A notice's own line cannot start another command, whatever a stranger named a file.
const notice = (message: string, place: Pick<Annotation, 'file'>): string =>
  command('notice', { ...place, title: 'forewarn', message });

/** An error that ended the command, at its places. */
export function githubErrors(
  message: string,
  places: readonly { file: string; line?: number; column?: number; detail: string }[],
): string {
  const commands = places.map(({ detail, ...place }) =>
    command('error', { ...place, title: message, message: detail }),
  );
  return `${(commands.length > 0 ? commands : [command('error', { title: 'forewarn', message })]).join('\n')}\n`;
}

interface Annotation {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly title: string;
  readonly message: string;
}

function command(kind: 'error' | 'warning' | 'notice', { file, line, column, title, message }: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${workflowProperty(visible(file))}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
    `title=${workflowProperty(visible(title))}`,
  ];
  const text = message.split('\n').map(visible).join('\n');
  return `::${kind} ${properties.join(',')}::${workflowData(text)}`;
}

function messageOf(comparison: Comparison, { change, index }: { change: PlacedChange; index: number }): string {
  const models = brokenBy(comparison, index).map(
    (model) => `${modelName(model)} (${model.tier}, team ${model.team}) by ${dateOf(model.deadline)}`,
  );
  return [
    change.message,
    ...proofsOf(comparison, index)
      .slice(0, 1)
      .map((proof) => `Proof: ${evidenceText(proof)}`),
    ...(models.length > 0 ? [`Affects ${models.slice(0, 12).join(', ')}`] : []),
    ...approvalLines(comparison, index).map(({ isOver, text }) => `${isOver ? 'Lapsed approval' : 'Approved'} ${text}`),
    ...(change.harm ? [`Risk: ${change.harm}`] : []),
    ...(change.advice ? [`Do: ${change.advice}`] : []),
  ].join('\n');
}

const placeOf = ({ file, line, column }: PlacedChange): Pick<Annotation, 'file' | 'line' | 'column'> => ({
  ...(file === undefined ? {} : { file }),
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
});

const fileOf = ({ file }: Comparison): Pick<Annotation, 'file'> => (file === undefined ? {} : { file });
