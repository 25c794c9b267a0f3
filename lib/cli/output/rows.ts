import { pointerTokens } from '../../domain/schema/pointer.ts';
import type { Severity } from '../../domain/verdict.ts';
import type { Schemas } from '../api/operations.ts';
import type { Comparison, PlacedChange } from '../run/comparison.ts';
import { type Evidence, proofsOf } from './evidence.ts';
import { type ApprovalLine, approvalLinesOf, brokenBy, isApproved } from './models.ts';
import { arrowText, isDoubtful, plural, sentence } from './words.ts';

type Model = Schemas['AffectedConsumer'];

/** One edited place of the source: what a rule found there, wherever in the record it shows. */
export interface Row {
  readonly severity: Severity;
  /** The first of its changes, which has the words and the place in the file. */
  readonly change: PlacedChange;
  /** All of them, as indexes into the comparison's changes. */
  readonly indexes: readonly number[];
  /** Where in the record: more than one if a component is used in several places. */
  readonly pointers: readonly string[];
  /** The models that it newly breaks. */
  readonly models: readonly Model[];
  /** It breaks a model, may break one that nobody could decide for, or a model was notified of it. */
  readonly touches: boolean;
}

/** Rows that break the same models, of which the same was said. */
export interface Group {
  readonly rows: readonly Row[];
  readonly models: readonly Model[];
  readonly approvals: readonly ApprovalLine[];
}

// These changes of a member are in a keyword of the object (`required`), so the place has no name yet.
const OF_MEMBERS: ReadonlySet<string> = new Set([
  'became-optional',
  'became-required',
  'property-allowed',
  'property-forbidden',
]);

/** The rows of a comparison: first what breaks models, then what may touch one, then the rest, each worst first. */
export function rowsOf(comparison: Comparison): readonly Row[] {
  const byPlace = new Map<string, number[]>();
  for (const [index, change] of comparison.changes.entries()) {
    const key = placeKey(change);
    byPlace.set(key, [...(byPlace.get(key) ?? []), index]);
  }
  const rows = [...byPlace.values()].map((indexes) => rowOf(comparison, indexes));
  return rows.sort((left, right) => rank(left) - rank(right));
}

/** Rows that belong together, in the order of their first. */
export function groupsOf(comparison: Comparison, rows: readonly Row[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const approvals = approvalsOf(comparison, row);
    const isTaken = row.indexes.every((index) => isApproved(comparison, index));
    const key = JSON.stringify([row.models.map(({ consumer }) => consumer).sort(), approvals, isTaken]);
    const group = groups.get(key);
    groups.set(key, { rows: [...(group?.rows ?? []), row], models: row.models, approvals });
  }
  return [...groups.values()];
}

const placeKey = ({ ruleId, schemaPointer, pointer, severity }: PlacedChange): string =>
  JSON.stringify([
    ruleId,
    schemaPointer,
    severity.serving,
    OF_MEMBERS.has(ruleId) ? (pointerTokens(pointer).at(-1) ?? '') : '',
  ]);

function rowOf(comparison: Comparison, indexes: readonly number[]): Row {
  const changes = indexes.flatMap((index) => comparison.changes[index] ?? []);
  const [change] = changes;
  if (!change) throw new TypeError('a row has at least one change');
  // A change that is safe for others and breaks a strict model does so with all that changed: it is a group of its own.
  const broken = change.severity.serving === 'breaking' ? indexes.flatMap((index) => brokenBy(comparison, index)) : [];
  return {
    severity: change.severity.serving,
    change,
    indexes,
    pointers: [...new Set(changes.map(({ pointer }) => pointer))],
    models: comparison.affected.filter((model) => broken.includes(model)),
    touches: indexes.some((index) => isFelt(comparison, index)),
  };
}

const isFelt = ({ affected, publication }: Comparison, index: number): boolean =>
  affected.some(
    ({ verdict, changes }) => (verdict === 'breaking' || verdict === 'undecided') && changes.includes(index),
  ) ||
  (publication !== undefined &&
    publication.outcome !== 'refused' &&
    (publication.told?.models.some(({ changes }) => changes.includes(index)) ?? false));

const SEVERITY_RANK: Readonly<Record<Severity, number>> = { breaking: 0, dangerous: 1, safe: 2 };

const rank = ({ severity, models, touches }: Row): number =>
  SEVERITY_RANK[severity] + (models.length > 0 ? 0 : touches ? 3 : 6);

/** The words of teams on a row's changes, for the models that it breaks. */
export const approvalsOf = ({ changes }: Comparison, { indexes, models }: Row): readonly ApprovalLine[] => {
  const names = indexes.flatMap((index) => changes[index]?.fingerprint ?? []);
  return approvalLinesOf(models, (change) => names.includes(change));
};

/** Breaking rows that touch no model beside others that do: they are counted. */
export function untouchedBeside(rows: readonly Row[]): readonly Row[] {
  const breaking = rows.filter(({ severity }) => severity === 'breaking');
  return breaking.some(({ touches }) => touches) ? breaking.filter(({ touches }) => !touches) : [];
}

/** `3 more breaking changes break no registered model` */
export function countText(comparison: Comparison, rows: readonly Row[]): string {
  const isDoubted = rows.some(({ indexes }) => isDoubtful(comparison, indexes));
  const more = `${rows.length} more breaking ${plural(rows.length, 'change', 'changes')}`;
  return isDoubted
    ? `${more} ${plural(rows.length, 'is', 'are')} not proved to break a registered model`
    : `${more} ${plural(rows.length, 'breaks', 'break')} no registered model`;
}

/** The proofs of a row, without repetition. */
export function rowProofs(comparison: Comparison, { indexes }: Row): readonly Evidence[] {
  const proofs = indexes.flatMap((index) => proofsOf(comparison, index));
  return [...new Map(proofs.map((proof) => [JSON.stringify(proof), proof])).values()];
}

/** `integer -> string`, `+ phone, fax` of several values; empty if the sentence says it better. */
export function rowArrow({ changes }: Comparison, { indexes }: Row): string {
  const arrows = [...new Set(indexes.flatMap((index) => changes[index] ?? []).map(arrowText))];
  const sign = ['+ ', '- '].find((start) => arrows.every((arrow) => arrow.startsWith(start)));
  if (sign !== undefined) return `${sign}${arrows.map((arrow) => arrow.slice(sign.length)).join(', ')}`;
  return arrows.length === 1 ? (arrows[0] ?? '') : '';
}

/** The text of a row; of several changes the first one and how many more. */
export function rowSentence({ changes }: Comparison, { indexes }: Row): string {
  const texts = [...new Set(indexes.flatMap((index) => changes[index] ?? []).map(sentence))];
  return texts.length <= 1 ? (texts[0] ?? '') : `${texts[0]}, and ${texts.length - 1} more of the kind`;
}
