import { Worker } from 'node:worker_threads';

type FunctionError = { readonly errorType: string; readonly errorMessage: string; readonly trace?: string };

/** How an invocation ended. A failure is a value: callers retry, report or answer 500 by their own rules. */
export type Invocation =
  | { readonly outcome: 'returned'; readonly value: unknown }
  | { readonly outcome: 'failed'; readonly error: FunctionError };

export type ThreadSettings = {
  readonly module: string;
  readonly exportName: string;
  readonly environment: Record<string, string>;
  readonly memoryMb: number;
  readonly clock: SharedArrayBuffer;
  readonly onOutput: (text: string) => void;
};

type InvocationRequest = { readonly id: string; readonly event: unknown; readonly context: object };

/** One copy of a function, running one event at a time. */
export type FunctionThread = {
  readonly isAlive: () => boolean;
  /** Never rejects. A timeout or a crash ends the thread, as it ends a Lambda sandbox. */
  readonly run: (request: InvocationRequest, timeoutMs: number) => Promise<Invocation>;
  readonly stop: () => Promise<void>;
};

type Message =
  | { readonly type: 'ready' }
  | { readonly type: 'init-error'; readonly error: FunctionError }
  | { readonly type: 'result'; readonly id: string; readonly value: string }
  | { readonly type: 'error'; readonly id: string; readonly error: FunctionError };

// Lambda allows ten seconds; this machine may be starting many functions on two busy cores.
const INIT_LIMIT_MS = 30_000;

/** Starts a thread for a function's bundle; loading the bundle does not count towards the function's timeout. */
export function startFunctionThread(settings: ThreadSettings): FunctionThread {
  const worker = new Worker(new URL('./function-worker.mjs', import.meta.url), {
    workerData: { module: settings.module, exportName: settings.exportName, clock: settings.clock },
    env: settings.environment,
    execArgv: ['--enable-source-maps'],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb },
  });
  worker.stdout.on('data', (chunk: Buffer) => settings.onOutput(chunk.toString('utf8')));
  worker.stderr.on('data', (chunk: Buffer) => settings.onOutput(chunk.toString('utf8')));
  let alive = true;
  let current: ((invocation: Invocation) => void) | undefined;
  const fail = (error: FunctionError): void => current?.({ outcome: 'failed', error });
  const ready = new Promise<FunctionError | undefined>((resolve) => {
    worker.on('message', (message: Message) => {
      if (message.type === 'ready') resolve(undefined);
      if (message.type === 'init-error') resolve(message.error);
      if (message.type === 'result') current?.({ outcome: 'returned', value: JSON.parse(message.value) });
      if (message.type === 'error') fail(message.error);
    });
    worker.on('error', (error) => {
      alive = false;
      const crash = { errorType: 'Runtime.ExitError', errorMessage: error.message, trace: String(error.stack) };
      settings.onOutput(`${crash.trace}\n`);
      resolve(crash);
      fail(crash);
    });
    worker.on('exit', (code) => {
      alive = false;
      const exit = { errorType: 'Runtime.ExitError', errorMessage: `the function's process ended with code ${code}` };
      resolve(exit);
      fail(exit);
    });
  });

  async function run(request: InvocationRequest, timeoutMs: number): Promise<Invocation> {
    const failure = await within(ready, INIT_LIMIT_MS, {
      errorType: 'Sandbox.Timedout',
      errorMessage: `the bundle did not load within ${INIT_LIMIT_MS / 1000} s`,
    });
    if (failure) {
      alive = false;
      await worker.terminate();
      return { outcome: 'failed', error: failure };
    }
    const ended = new Promise<Invocation>((resolve) => {
      current = resolve;
    });
    worker.postMessage({
      id: request.id,
      event: JSON.stringify(request.event),
      context: request.context,
      deadline: Date.now() + timeoutMs,
    });
    const timeout: Invocation = {
      outcome: 'failed',
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${request.id} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
      },
    };
    const invocation = await within(ended, timeoutMs, timeout);
    current = undefined;
    if (invocation === timeout) {
      alive = false;
      settings.onOutput(`${timeout.error.errorMessage}\n`);
      await worker.terminate();
    }
    return invocation;
  }

  return {
    isAlive: () => alive,
    run,
    stop: async () => {
      alive = false;
      await worker.terminate();
    },
  };
}

async function within<T>(promise: Promise<T>, limitMs: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
