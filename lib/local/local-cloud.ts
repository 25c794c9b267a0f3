import { assemble } from './assemble.ts';
import type { Denial } from './aws-proxy.ts';
import type { LocalClock } from './clock.ts';
import type { FakeGithub } from './github/fake-github.ts';
import type { Grant } from './iam/iam-policy.ts';
import type { Invocation } from './lambda/function-thread.ts';
import type { QueueView } from './messaging/messaging.ts';
import type { TopicMessage } from './messaging/topic-observer.ts';
import type { FakeMsTeams } from './msteams/fake-msteams.ts';
import type { FakeSlack } from './slack/fake-slack.ts';
import type { FakeWebhooks } from './webhook/fake-webhooks.ts';

export type LocalCloudOptions = {
  /** The folder that `cdk synth` wrote. */
  readonly cdkOut: string;
  /** The HTTP API's port; any free one if left out. */
  readonly port?: number;
  /** Where data are kept between runs; without it everything lives in memory. */
  readonly dataFolder?: string;
  /** Added to every function's environment. */
  readonly env?: Record<string, string>;
  /** Values of secrets by name, ARN or logical id without CDK's hash. */
  readonly secrets?: Record<string, string>;
  readonly onProgress?: (line: string) => void;
};

export type LocalCloud = {
  /** Where the HTTP API and the control endpoints answer, without a trailing slash. */
  readonly url: string;
  readonly clock: LocalClock;
  readonly slack: FakeSlack;
  readonly github: FakeGithub;
  readonly msteams: FakeMsTeams;
  readonly webhooks: FakeWebhooks;
  readonly outputs: Record<string, unknown>;
  /** The value of a secret; undefined if the templates have none of that name. */
  readonly secret: (id: string) => string | undefined;
  readonly invoke: (functionNameOrId: string, event: unknown) => Promise<Invocation>;
  /** Ends every copy of a function in mid-work, as a crash would. */
  readonly killFunction: (functionNameOrId: string) => Promise<void>;
  readonly logs: (functionName?: string) => string[];
  readonly topicMessages: () => readonly TopicMessage[];
  /** What waits in each queue, dead-letter queues included. */
  readonly queues: () => Promise<QueueView[]>;
  /** Permissions that no call has used, and calls that no permission allowed. */
  readonly unusedGrants: () => Grant[];
  readonly denials: () => readonly Denial[];
  /**
   * Resolves when streams are read to their ends, the queues that feed functions are empty and no function runs.
   * Rejects with what is still busy when the time is over.
   */
  readonly waitUntilIdle: (timeoutMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** What ends each part that has been started, in the order of their start. */
export type Closers = (() => Promise<void> | void)[];

/**
 * Brings up the whole system of a synthesised cloud assembly on this machine and resolves when it answers.
 * Throws an Error that names the cause and the remedy if it cannot; nothing is left running then.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers: Closers = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  const endOnSignal = (signal: NodeJS.Signals): void => {
    // Whoever else listens to the signal decides how the process ends.
    const isAlone = process.listenerCount(signal) === 0;
    void stop().finally(() => {
      if (isAlone) process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.prependOnceListener(signal, endOnSignal);
    closers.push(() => void process.removeListener(signal, endOnSignal));
  }
  try {
    return { ...(await assemble(options, closers)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
