import { Temporal } from 'temporal-polyfill';

/** Time as every part of the local cloud sees it: the real time plus an offset that only grows. */
export type LocalClock = {
  readonly now: () => Date;
  readonly offsetMs: () => number;
  /** One 64-bit integer, the offset in milliseconds; shared with the functions' workers. */
  readonly shared: SharedArrayBuffer;
  /** Moves forward by an ISO 8601 duration such as `P8D` or `PT15M`. Throws RangeError on a bad or negative one. */
  readonly advance: (duration: string) => Date;
  /** Moves forward to an instant. Throws RangeError if it lies in the past or is no ISO 8601 instant. */
  readonly moveTo: (instant: string) => Date;
  /** Calls back after each move, with the time before and the time after. */
  readonly onMove: (listener: (from: Date, to: Date) => void) => void;
};

/** A clock that starts at the real time plus `offsetMs` (the offset kept from an earlier run, or 0). */
export function createClock(offsetMs = 0): LocalClock {
  const shared = new SharedArrayBuffer(8);
  const offset = new BigInt64Array(shared);
  const listeners: ((from: Date, to: Date) => void)[] = [];
  Atomics.store(offset, 0, BigInt(Math.round(offsetMs)));
  const now = (): Date => new Date(Date.now() + Number(Atomics.load(offset, 0)));

  function moveBetween(from: Date, target: number): Date {
    const step = target - from.getTime();
    if (step < 0) {
      throw new RangeError(
        `The local clock only moves forward: it is ${from.toISOString()}, you asked for ${new Date(target).toISOString()}.`,
      );
    }
    Atomics.add(offset, 0, BigInt(Math.round(step)));
    const to = now();
    for (const listener of listeners) listener(from, to);
    return to;
  }

  return {
    now,
    offsetMs: () => Number(Atomics.load(offset, 0)),
    shared,
    advance: (duration) => {
      const from = now();
      const start = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO('UTC');
      return moveBetween(from, start.add(Temporal.Duration.from(duration)).epochMilliseconds);
    },
    moveTo: (instant) => moveBetween(now(), Temporal.Instant.from(instant).epochMilliseconds),
    onMove: (listener) => listeners.push(listener),
  };
}
