import type { Announcement, Migration } from '../announcement.ts';
import { type Change, changeFingerprint } from '../diff/change.ts';

/** What is compared of two publishes of one subject: the breaking ones of the changes that are known of each. */
export type Announced = Pick<Announcement, 'subject' | 'changes' | 'changeCount'>;

/**
 * What a later publish is to an earlier one: `same` contains every breaking change of it, `further` changes the same
 * places in another way, `apart` leaves them alone. Of what lies beyond a bounded summary nothing is known, so it is
 * never the same.
 */
export function successionOf(earlier: Announced, later: Announced): 'same' | 'further' | 'apart' {
  const before = breaking(earlier.changes);
  const after = breaking(later.changes);
  if (before.length > 0 && isWhole(earlier) && contains(later.subject, after, before)) return 'same';
  const places = new Set(after.map(({ pointer }) => pointer));
  return before.some(({ pointer }) => places.has(pointer)) ? 'further' : 'apart';
}

/**
 * A new migration with the answer that its model gave to the same changes before, and the date that was agreed then, or
 * a later one that the producer asks for now. `undefined` where something is new to the model: then it is asked anew.
 */
export function carriedOver(fresh: Migration, earlier: Migration, sunset: string | undefined): Migration | undefined {
  if (earlier.state.name === 'withdrawn' || fresh.concern !== earlier.concern) return undefined;
  if (fresh.verdict !== earlier.verdict || fresh.kind !== earlier.kind) return undefined;
  if (!isWhole(fresh) || !isWhole(earlier) || !contains(fresh.subject, earlier.changes, fresh.changes))
    return undefined;
  const deadline = latestOf(earlier.deadline, sunset);
  const isOpenAgain = earlier.state.name === 'overdue' && deadline > fresh.createdAt;
  return {
    ...fresh,
    state: isOpenAgain ? fresh.state : earlier.state,
    deadline,
    announcedDeadline: latestOf(earlier.announcedDeadline, sunset),
    carriedFrom: earlier.announcementId,
  };
}

const breaking = (changes: readonly Change[]): readonly Change[] =>
  changes.filter(({ severity }) => severity.serving === 'breaking');
const isWhole = ({ changes, changeCount }: Pick<Announced, 'changes' | 'changeCount'>): boolean =>
  changeCount === changes.length;
/** The later of two UTC instants. */
export const latestOf = (left: string, right = ''): string => (left > right ? left : right);

function contains(subject: string, all: readonly Change[], some: readonly Change[]): boolean {
  const known = new Set(all.map((change) => changeFingerprint(subject, change)));
  return some.every((change) => known.has(changeFingerprint(subject, change)));
}
