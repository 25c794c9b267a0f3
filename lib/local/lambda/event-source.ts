import type { Invocation } from './function-thread.ts';

/** Something that feeds a function by itself: a queue or a stream. */
export type EventSource = {
  readonly start: () => void;
  /** Looks for work now instead of at the next poll. */
  readonly wake: () => void;
  /** Nothing is being processed and nothing waits. */
  readonly isIdle: () => Promise<boolean>;
  /** Takes no further batch; resolves when the one that runs has ended, or its function was stopped. */
  readonly stop: () => Promise<void>;
};

/** A pause that a call to `wake` ends early. */
export type Pause = { readonly wake: () => void; readonly wait: (ms: number) => Promise<void> };

export function createPause(): Pause {
  let resume: (() => void) | undefined;
  let isPending = false;
  return {
    wake: () => {
      isPending = true;
      resume?.();
    },
    wait: async (ms) => {
      // A wake that came while the last round was still running must not be lost.
      if (!isPending) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          resume = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isPending = false;
      resume = undefined;
    },
  };
}

/**
 * The identifiers that a handler reports as failed under ReportBatchItemFailures: 'none', 'all' (the function failed, or
 * reported an identifier that is not in the batch, as Lambda treats it), or the set of them.
 */
export function failedItems(
  invocation: Invocation,
  batch: { readonly identifiers: readonly string[]; readonly reportsItems: boolean },
): 'none' | 'all' | ReadonlySet<string> {
  if (invocation.outcome === 'failed') return 'all';
  const value = invocation.value as { batchItemFailures?: readonly { itemIdentifier?: string }[] } | null;
  const failures = batch.reportsItems ? (value?.batchItemFailures ?? []) : [];
  if (failures.length === 0) return 'none';
  const identifiers = failures.map(({ itemIdentifier }) => itemIdentifier ?? '');
  return identifiers.every((id) => batch.identifiers.includes(id)) ? new Set(identifiers) : 'all';
}
