import type { EventSources } from './lambda/event-sources.ts';
import type { LocalFunctions } from './lambda/functions.ts';
import type { Messaging } from './messaging/messaging.ts';
import type { LocalSchedules } from './schedules/schedules.ts';

const CHECK_EVERY_MS = 20;

/**
 * Resolves when streams are read to their ends, the queues that feed functions are empty and no function runs. Rejects
 * with an Error that says what is still busy when the time is over.
 */
export function createIdleWait(services: {
  readonly functions: LocalFunctions;
  readonly schedules: LocalSchedules;
  readonly sources: EventSources;
  readonly messaging: Messaging;
}): (timeoutMs: number) => Promise<void> {
  const { functions, schedules, sources, messaging } = services;
  const isQuiet = async (): Promise<boolean> =>
    functions.active() + schedules.active() === 0 && (await sources.isIdle());

  async function describeWork(): Promise<string> {
    const waiting = (await messaging.view()).filter(({ messages }) => messages.length > 0);
    const lines = waiting.map(
      ({ name, messages, inFlight }) => `${messages.length} in ${name} (${inFlight} in flight)`,
    );
    return [`${functions.active()} invocations`, ...lines].join(', ');
  }

  return async (timeoutMs) => {
    const deadline = Date.now() + timeoutMs;
    // Twice in a row: a message may be on its way from a source that was asked to one that was asked before it.
    while (!((await isQuiet()) && (await isQuiet()))) {
      if (Date.now() > deadline) throw new Error(`Still busy after ${timeoutMs} ms: ${await describeWork()}`);
      await new Promise((resolve) => setTimeout(resolve, CHECK_EVERY_MS));
    }
  };
}
