import { defined } from '../../domain/defined.ts';
import { producerAdvice } from '../../domain/diff/explain-rule.ts';
import type { Comparison, PlacedChange } from '../run/comparison.ts';
import { dateOf } from './dates.ts';
import { visible, workflowData, workflowProperty } from './escape.ts';
import { evidenceText } from './evidence.ts';
import { isApproved } from './models.ts';
import type { Report } from './report.ts';
import { approvalsOf, countText, type Row, rowProofs, rowsOf, untouchedBeside } from './rows.ts';
import { isQuiet, isSingle, summaryText } from './summary.ts';
import { modelName, placeName, remedies, ruleName, unexplained, verdictText } from './words.ts';

/** GitHub shows ten annotations of a kind for each step; more would only hide the worst. */
const SHOWN = 10;
const SHOWN_MODELS = 12;

/** A run as GitHub workflow commands: an annotation for each change that breaks or may, worst first, and a summary. */
export function renderGithub(report: Report): string {
  const { comparisons, errors } = report;
  const failed = new Set(errors.flatMap(({ names }) => names));
  // Nothing was refused if the registry could not be asked: what git shows is a warning.
  const judged = comparisons.map((comparison) => ({
    comparison,
    fails: !comparison.passes && !failed.has(comparison.name),
  }));
  const changes = judged
    .flatMap(changeCommands)
    .sort((left, right) => left.rank - right.rank)
    .map(({ line }) => line);
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
  const counted = comparisons.flatMap(countNotice);
  const lines = [...broken, ...limited(told), ...[...counted, ...notices].slice(-SHOWN)];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** Of each kind as many as GitHub shows. */
const limited = (lines: readonly string[]): readonly string[] =>
  ['::error ', '::warning '].flatMap((kind) => lines.filter((line) => line.startsWith(kind)).slice(0, SHOWN));

interface Judged {
  readonly comparison: Comparison;
  readonly fails: boolean;
}

/** Changes that break a model come first, of any subject; if there are any, those that break none are only counted. */
function changeCommands({ comparison, fails }: Judged): readonly { readonly rank: number; readonly line: string }[] {
  const rows = rowsOf(comparison);
  const untouched = untouchedBeside(rows);
  return rows
    .filter((row) => row.severity !== 'safe' && !untouched.includes(row))
    .slice(0, SHOWN)
    .map((row) => {
      const { severity, change, indexes, models, touches } = row;
      const isOpen = fails && !indexes.every((index) => isApproved(comparison, index));
      const line = command(severity === 'breaking' && isOpen ? 'error' : 'warning', {
        ...placeOf(change),
        title: `${severity.toUpperCase()} ${ruleName(change)} ${change.pointer}`,
        message: messageOf(comparison, row),
      });
      return { rank: (severity === 'breaking' ? 0 : 3) + (models.length > 0 ? 0 : touches ? 1 : 2), line };
    });
}

/** How many changes there are beside those that are annotated. */
function countNotice(comparison: Comparison): readonly string[] {
  const untouched = untouchedBeside(rowsOf(comparison));
  if (untouched.length === 0) return [];
  const message = `${visible(comparison.name)}: ${countText(comparison, untouched)}`;
  return [notice(message, fileOf(comparison))];
}

/** A subject that went and fails nothing is warned of instead. */
const isNoticed = ({ passes, gone }: Comparison): boolean => passes && gone === undefined;

/** Failures that no change causes. */
function policyCommands(comparison: Comparison): readonly string[] {
  if (comparison.gone) return [goneCommand(comparison, 'error')];
  const reasons = unexplained(comparison);
  const isSilent = comparison.counts.breaking === 0;
  const title = titleOf(comparison);
  return reasons.length > 0 || isSilent
    ? [command('error', { ...fileOf(comparison), title, message: reasons.join('\n') || title })]
    : [];
}

/** The subjects that were removed, and what to do. */
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

function messageOf(comparison: Comparison, row: Row): string {
  const { change, models, pointers } = row;
  const shown = models
    .slice(0, SHOWN_MODELS)
    .map((model) => `${modelName(model)} (${model.tier}, team ${model.team}) by ${dateOf(model.deadline)}`);
  const rest = models.length - shown.length;
  return [
    change.message,
    ...(pointers.length > 1 ? [`In ${pointers.length} places of the record`] : []),
    ...rowProofs(comparison, row)
      .slice(0, 1)
      .map((proof) => `Proof: ${evidenceText(proof)}`),
    ...(shown.length > 0 ? [`Affects ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`] : []),
    ...approvalsOf(comparison, row).map(({ isOver, text }) => `${isOver ? 'Lapsed approval' : 'Approved'} ${text}`),
    ...(change.harm ? [`Risk: ${change.harm}`] : []),
    `Do: ${visible(producerAdvice(change.ruleId, placeName(change.pointer)))}`,
  ].join('\n');
}

const placeOf = ({ file, line, column }: PlacedChange): Pick<Annotation, 'file' | 'line' | 'column'> => ({
  ...defined({ file, line, column }),
});

const fileOf = ({ file }: Comparison): Pick<Annotation, 'file'> => (file === undefined ? {} : { file });
