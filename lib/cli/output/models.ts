import { dateText, lastOf, parseDate, utcDay } from '../../domain/date.ts';
import { CHANGE_FINGERPRINT } from '../../domain/diff/change.ts';
import { SUBJECT_NAME } from '../../domain/subject.ts';
import type { Schemas } from '../api/operations.ts';
import type { Comparison } from '../run/comparison.ts';
import { visible } from './escape.ts';

type Model = Schemas['AffectedConsumer'];

/** The models that a change newly breaks. */
export const brokenBy = ({ affected }: Comparison, index: number): readonly Model[] =>
  affected.filter(({ verdict, changes }) => verdict === 'breaking' && changes.includes(index));

/** The word of one team on one change, for those of the models that it breaks. */
interface Word {
  readonly team: string;
  readonly until: string;
  readonly reason: string;
  /** It looked at what is undecided, and its models can take it; else it takes the change on. */
  readonly isSafe: boolean;
  readonly models: readonly string[];
  /** Its date has come, or the models have another owner. */
  readonly isOver: boolean;
}

/** The words of teams on changes that break these models, those that still hold first. */
function wordsOn(models: readonly Model[], isMeant: (change: string) => boolean): readonly Word[] {
  const words = new Map<string, Word>();
  for (const { consumer, approval } of models)
    for (const { change, team, until, reason, answer } of approval?.given ?? []) {
      if (!isMeant(change)) continue;
      const isOver = approval?.missing.includes(change) ?? false;
      const isSafe = answer === 'not-affected';
      const key = JSON.stringify([isOver, team, until, reason, isSafe]);
      const others = words.get(key)?.models ?? [];
      words.set(key, { team, until, reason, isSafe, models: [...new Set([...others, consumer])], isOver });
    }
  return [...words.values()].sort((left, right) => Number(left.isOver) - Number(right.isOver));
}

export interface ApprovalLine {
  readonly isOver: boolean;
  readonly text: string;
}

/** `by @fraud-ml until 2026-12-08: we retrain on Monday` of one change, with the models if it is not for all that break. */
export function approvalLines(comparison: Comparison, index: number): readonly ApprovalLine[] {
  const fingerprint = comparison.changes[index]?.fingerprint;
  return approvalLinesOf(brokenBy(comparison, index), (change) => change === fingerprint);
}

/** The same of all changes that break some models, or of those that are meant. */
export const approvalLinesOf = (
  broken: readonly Model[],
  isMeant: (change: string) => boolean = () => true,
): readonly ApprovalLine[] =>
  wordsOn(broken, isMeant).map(({ team, until, reason, models, isOver, isSafe }) => ({
    isOver,
    text: `by @${visible(team)}${isSafe ? ', who found it safe,' : ''}${models.length < broken.length ? ` for ${visible(models.join(', '))}` : ''} until ${visible(dateText(until))}: ${visible(reason)}`,
  }));

/** Whether the teams of all models that a change breaks have approved it. */
export function isApproved(comparison: Comparison, index: number): boolean {
  const fingerprint = comparison.changes[index]?.fingerprint;
  const broken = brokenBy(comparison, index);
  return (
    fingerprint !== undefined &&
    broken.length > 0 &&
    broken.every(
      ({ approval }) =>
        approval?.given.some(({ change }) => change === fingerprint) === true &&
        !approval.missing.includes(fingerprint),
    )
  );
}

/** When the first approval ends, if the teams of all models that break have approved all that breaks them. */
export function approvedUntil({ affected }: Pick<Comparison, 'affected'>): string | undefined {
  const ends = affected.filter(isWaitedFor).map(({ approval }) => approval?.until);
  const [first] = [...ends].sort();
  return ends.includes(undefined) ? undefined : first;
}

/** Whether a version needs a date for this model: it breaks, or nobody knows and what changed there should break it. */
export const isWaitedFor = ({ verdict, undecided }: Pick<Model, 'verdict' | 'undecided'>): boolean =>
  verdict === 'breaking' || undecided === 'held';

/** The commands that each team would have to type so that the check passes. */
export function approveCommands({
  name,
  affected,
  approvable,
}: Comparison): readonly { readonly team: string; readonly command: string }[] {
  if (!approvable) return [];
  // A command for a shell holds nothing but names, whatever the registry answers.
  const asked = affected
    .filter(isWaitedFor)
    .filter(
      ({ consumer, deadline, approval }) =>
        approval !== undefined &&
        approval.missing.length > 0 &&
        [name, consumer].every((word) => SUBJECT_NAME.test(word)) &&
        approval.missing.every((change) => CHANGE_FINGERPRINT.test(change)) &&
        parseDate(deadline) !== undefined,
    );
  return [...new Set(asked.map(({ team }) => team))].map((team) => {
    const own = asked.filter((model) => model.team === team);
    const changes = new Set(own.flatMap(({ approval }) => approval?.missing ?? []));
    const until = lastOf(own.map(({ deadline }) => deadline)) ?? '';
    const words = [
      'forewarn approve',
      `--subject ${name}`,
      ...[...changes].map((change) => `--change ${change}`),
      ...own.map(({ consumer }) => `--consumer ${consumer}`),
      `--until ${utcDay(until)}`,
      '--reason "…"',
    ];
    return { team: visible(team), command: visible(words.join(' ')) };
  });
}

/** Whether a change's name is of use: some team has approved it, or may. */
export const isNamed = ({ affected, changes }: Comparison, index: number): boolean => {
  const fingerprint = changes[index]?.fingerprint ?? '';
  return affected.some(
    ({ approval }) =>
      approval?.missing.includes(fingerprint) || approval?.given.some(({ change }) => change === fingerprint),
  );
};
