import type { Announcement } from '../announcement.ts';
import { isLater, isOver } from '../date.ts';
import { type Change, changeFingerprint } from '../diff/change.ts';
import { isAsserting } from '../policy/publishing/asserting.ts';
import { isUntold } from './hearing.ts';
import type { Migration } from './migration.ts';

/** The parts of two publishes of one subject that are compared: the known changes of each that readers answer to. */
export type Announced = Pick<Announcement, 'subject' | 'changes' | 'changeCount' | 'undecided'>;

/**
 * What a later publish is to an earlier one: `same` contains every change that breaks in it or may, `further` changes the same
 * places in another way, `apart` leaves them alone. Of what lies beyond a bounded summary nothing is known, so it is
 * never the same.
 */
export function successionOf(earlier: Announced, later: Announced): 'same' | 'further' | 'apart' {
  const before = answeredTo(earlier);
  const after = later.changes.filter(isAsserting);
  if (isSameUnexplained(earlier, later)) return 'same';
  if (before.length > 0 && isWhole(earlier) && contains(later.subject, after, before)) return 'same';
  const places = new Set(after.map(({ pointer }) => pointer));
  return before.some(({ pointer }) => places.has(pointer)) ? 'further' : 'apart';
}

/**
 * A new migration with the answer that its model gave to the same changes before, and the date that was agreed then, or
 * a later one that the producer asks for now. `undefined` if something is new to the model: then it is asked anew.
 */
export function carriedOver(fresh: Migration, earlier: Migration, sunset: string | undefined): Migration | undefined {
  if (earlier.state.name === 'withdrawn' || fresh.concern !== earlier.concern) return undefined;
  if (fresh.verdict !== earlier.verdict || fresh.kind !== earlier.kind) return undefined;
  if (fresh.undecided !== earlier.undecided) return undefined;
  if (!isWhole(fresh) || !isWhole(earlier) || !contains(fresh.subject, earlier.changes, fresh.changes))
    return undefined;
  const deadline = latestOf(earlier.deadline, sunset);
  const isOpenAgain = earlier.state.name === 'overdue' && !isOver(deadline, fresh.createdAt);
  const { hearing, ...again } = fresh;
  return {
    ...again,
    ...heardOf(earlier, hearing),
    state: isOpenAgain ? fresh.state : earlier.state,
    deadline,
    announcedDeadline: latestOf(earlier.announcedDeadline, sunset),
    carriedFrom: earlier.announcementId,
  };
}

/** Who heard of the same change before need not hear of it again; who did not is notified now. */
function heardOf(earlier: Migration, fresh: Migration['hearing']): Pick<Migration, 'hearing'> {
  const hearing = isUntold(earlier) ? fresh : earlier.hearing;
  return hearing ? { hearing } : {};
}

/** The changes that break or, if nothing is known to break every reader, those that may break one. */
function answeredTo({ changes }: Announced): readonly Change[] {
  const breaking = changes.filter(({ severity }) => severity.serving === 'breaking');
  return breaking.length > 0 ? breaking : changes.filter(isAsserting);
}

/** Both are undecided for the same reason at the same place, and of neither a rule says what changed. */
function isSameUnexplained(earlier: Announced, later: Announced): boolean {
  const [before, after] = [earlier.undecided, later.undecided];
  if (!before || !after || earlier.changes.some(isAsserting) || later.changes.some(isAsserting)) return false;
  return isWhole(earlier) && isWhole(later) && before.reason === after.reason && before.pointer === after.pointer;
}
const isWhole = ({ changes, changeCount }: Pick<Announced, 'changes' | 'changeCount'>): boolean =>
  changeCount === changes.length;
/** The later of two dates. */
export const latestOf = (left: string, right: string | undefined): string =>
  right !== undefined && isLater(right, left) ? right : left;

function contains(subject: string, all: readonly Change[], some: readonly Change[]): boolean {
  const known = new Set(all.map((change) => changeFingerprint(subject, change)));
  return some.every((change) => known.has(changeFingerprint(subject, change)));
}
