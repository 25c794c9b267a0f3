import type { Comparison, PlacedChange } from '../comparison.ts';
import { visible, workflowData, workflowProperty } from './escape.ts';
import { brokenBy, dateOf, modelName, proofsOf, proofText, unexplained, verdictText } from './words.ts';

/** GitHub shows ten annotations of a kind for each step; more would only hide the worst. */
const SHOWN = 10;

/** A comparison as GitHub workflow commands: an annotation for each change that breaks or may, and one line of summary. */
export function renderGithub(comparison: Comparison): string {
  const { changes, passes } = comparison;
  const commands = (['breaking', 'dangerous'] as const).flatMap((severity) =>
    changes
      .map((change, index) => ({ change, index }))
      .filter(({ change }) => change.severity.serving === severity)
      .slice(0, SHOWN)
      .map(({ change, index }) =>
        command(severity === 'breaking' && !passes ? 'error' : 'warning', {
          ...placeOf(change),
          title: `${severity.toUpperCase()} ${change.ruleId} ${change.pointer}`,
          message: messageOf(comparison, { change, index }),
        }),
      ),
  );
  const summary = `${visible(comparison.name)} ${verdictText(comparison)}`;
  const reasons = unexplained(comparison);
  const isSilent = !passes && !commands.some((line) => line.startsWith('::error'));
  const policy =
    reasons.length > 0 || isSilent
      ? [command('error', { ...fileOf(comparison), title: summary, message: reasons.join('\n') || summary })]
      : [];
  // A notice's own line cannot start another command, whatever a stranger named a file.
  return `${[...commands, ...(passes ? [command('notice', { ...fileOf(comparison), title: 'forewarn', message: summary })] : policy)].join('\n')}\n`;
}

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
      .map((witness) => `Proof: ${proofText(witness)}`),
    ...(models.length > 0 ? [`Affects ${models.slice(0, 12).join(', ')}`] : []),
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
