import type { Subscription } from '../../consumer.ts';
import { placesRead } from '../../contract/constrained.ts';
import { changesRead } from '../../contract/read-paths.ts';
import type { Change } from '../../diff/change.ts';
import { isAsserting } from './asserting.ts';

/** Rules that leave every member undeclared that the head does not declare: they only take away from what it declares. */
const TAKING_AWAY: ReadonlySet<string> = new Set([
  'became-required',
  'content-changed',
  'enum-value-removed',
  'format-changed',
  'item-count-narrowed',
  'length-narrowed',
  'no-longer-nullable',
  'pattern-added',
  'property-count-narrowed',
  'property-forbidden',
  'range-narrowed',
]);

/** Whether a change may declare something that the head does not. */
const mayDeclare = (change: Change): boolean => isAsserting(change) && !TAKING_AWAY.has(change.ruleId);

/** The changes by which records may come with something that the head never sends. */
export const declaringAmong = (changes: readonly Change[]): readonly Change[] => changes.filter(mayDeclare);

/**
 * Whether a version that every reader of the head can take may break this one: it was trained on another version, and what
 * it reads may be sent again. The head lost `/amount`, an integer once; now it comes back as a string.
 */
export const mayOutgrow = (
  { trainedOn, reads, expectations }: Pick<Subscription, 'trainedOn' | 'reads' | 'expectations'>,
  { declaring, head }: { readonly declaring: readonly Change[]; readonly head: number },
): boolean => trainedOn !== head && changesRead(declaring, placesRead(reads, expectations)).length > 0;
