import { distance } from 'fastest-levenshtein';

/** What an environment is known by: deployments recorded there, or a policy that names it. */
export interface EnvironmentFacts {
  readonly asked: string;
  /** Whether a deployment was ever recorded there. */
  readonly isRecorded: boolean;
  /** In which deployments were recorded. */
  readonly recorded: readonly string[];
  /** Which the policies in force name. */
  readonly named: readonly string[];
}

export type EnvironmentDecision =
  | { readonly outcome: 'known' }
  | { readonly outcome: 'unknown'; readonly nearest: readonly string[]; readonly detail: string };

const MOST_NEAREST = 3;

/**
 * Whether an answer about an environment can mean anything. In one where nothing was ever recorded no model runs, so a
 * misspelt name would open every gate: it is refused with the names that are written most like it.
 */
export function decideEnvironment({ asked, isRecorded, recorded, named }: EnvironmentFacts): EnvironmentDecision {
  if (isRecorded || recorded.includes(asked) || named.includes(asked)) return { outcome: 'known' };
  const nearest = nearestNames(asked, [...recorded, ...named]);
  const known = nearest.length > 0 ? `; nearest: ${nearest.join(', ')}` : '';
  const detail = `nothing was ever recorded in ${JSON.stringify(asked)}, and no policy names it${known}`;
  return { outcome: 'unknown', nearest, detail };
}

/** What to say of the first recording in an environment, where there are others: it may be a misspelling of one. */
export function noteNewEnvironment(name: string, others: readonly string[]): string | undefined {
  const nearest = nearestNames(name, others);
  if (nearest.length === 0) return undefined;
  return `nothing was recorded in ${name} before (nearest: ${nearest.join(', ')}): if that is a misspelling, record it again there, and take it out here`;
}

const nearestNames = (name: string, known: readonly string[]): readonly string[] =>
  [...new Set(known)]
    .map((other) => ({ other, edits: distance(name, other) }))
    .sort((left, right) => left.edits - right.edits || (left.other < right.other ? -1 : 1))
    .slice(0, MOST_NEAREST)
    .map(({ other }) => other);
