import type { EntityKind } from '../../application/ports/entities.ts';
import { storedDate } from '../../domain/date.ts';

/** Members that hold a date, at any depth of a state. */
const DATES: { readonly [K in EntityKind]?: ReadonlySet<string> } = {
  announcement: new Set(['sunset']),
  approval: new Set(['until']),
  delivery: new Set(['until']),
  migration: new Set(['deadline', 'announcedDeadline', 'until']),
  subject: new Set(['observeUntil']),
  version: new Set(['sunset']),
};
/** Members in which dates stand: nothing else is searched, since changes, witnesses and manifests are texts of strangers. */
const HOLDERS: ReadonlySet<string> = new Set(['state', 'request', 'answer']);

/**
 * What format 1 kept of an entity, with its dates as days. It kept the noon UTC of a day, at which the date was over; so
 * each is over a day later than it was, and none is over earlier than anybody was notified.
 */
export function withDays(kind: EntityKind, item: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const dates = DATES[kind];
  if (!dates) return item;
  const read = ([name, value]: [string, unknown]): [string, unknown] => {
    if (typeof value === 'string' && dates.has(name)) return [name, storedDate(value)];
    return [name, HOLDERS.has(name) && isRecord(value) ? withDays(kind, value) : value];
  };
  return Object.fromEntries(Object.entries(item).map(read));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
