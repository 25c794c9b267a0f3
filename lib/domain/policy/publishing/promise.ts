import type { Announcement } from '../../announcement.ts';
import { compareDates, isLater, isOver, lastOf, parseDate } from '../../date.ts';
import type { Change } from '../../diff/change.ts';
import { isJsonObject, type JsonValue } from '../../schema/json.ts';

/** Rules whose finding at a read field announces a removal that is still to come. */
export const DEPRECATION_RULES: ReadonlySet<string> = new Set(['deprecated-set', 'sunset-changed']);
export const REMOVAL_RULES: ReadonlySet<string> = new Set([
  'property-removed',
  'required-property-removed',
  'property-renamed',
]);

/** What readers were told before: of an announced deprecation, or of a proposal that waits. */
export interface Told extends Pick<Announcement, 'changes'> {
  readonly sunset?: string | undefined;
  readonly emergency?: Announcement['emergency'] | undefined;
  /** The latest date until which a model that still has to answer was granted time. */
  readonly granted?: string | undefined;
}

/** The dates that a publish has to keep. A date told moves later by its producer, and earlier only by an emergency. */
export interface Promised {
  /** Until this date what goes has to stay. */
  readonly until?: string;
  /** Places that go now, and of which readers were told before that they would. */
  readonly announced?: readonly string[];
  /** A place whose `x-sunset` this publish brings forward, or takes away while the place is deprecated still. */
  readonly hastened?: Pick<Change, 'pointer' | 'schemaPointer'> & { readonly until: string };
}

/** What is known of the promises that a publish may touch. */
export interface PromiseFacts {
  readonly changes: readonly Change[];
  /** The soonest `x-sunset` of what the publish deprecates. */
  readonly announcedSunset: string | undefined;
  /** The deprecations that its readers were told of, newest first. */
  readonly told: readonly Told[];
  /** A proposal that still waits and changes the same places. */
  readonly waiting: Told | undefined;
  readonly now: string;
}

/** The promises that lie ahead; a date that is over is kept. */
export function promisesOf({ changes, announcedSunset, told, waiting, now }: PromiseFacts): Promised {
  const ahead = (date: string | undefined): string | undefined =>
    date === undefined || isOver(date, now) ? undefined : date;
  const toldOf = (pointer: string): string | undefined => ahead(toldUntil(pointer, told, ({ sunset }) => sunset));
  const until = lastOf([
    ...changes
      .filter(({ ruleId }) => REMOVAL_RULES.has(ruleId))
      .flatMap(({ pointer, before }) => [
        ahead(markedSunset(before)),
        toldOf(pointer),
        // Whoever was granted more time was told that date; it binds what goes, and hastens no date of the others.
        ahead(toldUntil(pointer, told, ({ granted }) => granted)),
      ]),
    ahead(waiting?.sunset),
  ]);
  const [hastened] = changes.flatMap((change) => {
    if (!DEPRECATION_RULES.has(change.ruleId)) return [];
    const { pointer, schemaPointer, ruleId, before, after } = change;
    const marked = ruleId === 'sunset-changed' && !isCalledOff(change, changes) ? ahead(dateIn(before)) : undefined;
    const promise = lastOf([marked, toldOf(pointer)]);
    if (promise === undefined) return [];
    const next = ruleId === 'sunset-changed' ? dateIn(after) : announcedSunset;
    // Whoever names no date hastens nothing, unless it takes away the one that stood there.
    const isSooner = next === undefined ? marked !== undefined : isLater(promise, next);
    return isSooner ? [{ pointer, schemaPointer, until: promise }] : [];
  });
  const announced = changes.flatMap(({ ruleId, pointer }) =>
    REMOVAL_RULES.has(ruleId) && isAnnounced(pointer, told) ? [pointer] : [],
  );
  return {
    ...(until === undefined ? {} : { until }),
    ...(announced.length > 0 ? { announced } : {}),
    ...(hastened ? { hastened } : {}),
  };
}

/** Whether readers were told that a place goes, or all in which it stands. */
const isAnnounced = (pointer: string, told: readonly Told[]): boolean =>
  told.some(({ changes }) =>
    changes.some((change) => DEPRECATION_RULES.has(change.ruleId) && isWithin(pointer, change.pointer)),
  );

/** Until when readers were told that a place stays, with all that it holds; an emergency takes back what was told before it. */
function toldUntil(
  pointer: string,
  told: readonly Told[],
  dateOf: (one: Told) => string | undefined,
): string | undefined {
  const about = told.filter(({ changes }) =>
    changes.some((change) => DEPRECATION_RULES.has(change.ruleId) && isWithin(change.pointer, pointer)),
  );
  const emergency = about.findIndex((one) => one.emergency !== undefined);
  return lastOf((emergency < 0 ? about : about.slice(0, emergency + 1)).map(dateOf));
}

const isWithin = (pointer: string, place: string): boolean => pointer === place || pointer.startsWith(`${place}/`);
const isCalledOff = ({ pointer }: Change, changes: readonly Change[]): boolean =>
  changes.some((change) => change.ruleId === 'deprecated-removed' && change.pointer === pointer);
const dateIn = (text: JsonValue | undefined): string | undefined =>
  typeof text === 'string' ? parseDate(text) : undefined;

/** The date that a schema marks for its field's removal: `deprecated: true` with `x-sunset`. */
export function markedSunset(schema: JsonValue | undefined): string | undefined {
  if (!isJsonObject(schema) || schema['deprecated'] !== true) return undefined;
  return dateIn(schema['x-sunset']);
}

/** Whether a finding only spells the date that there was in another way: nobody is told of that. */
export function isReworded({ ruleId, before, after }: Change): boolean {
  const [was, is] = [dateIn(before), dateIn(after)];
  return ruleId === 'sunset-changed' && was !== undefined && is !== undefined && compareDates(was, is) === 0;
}
