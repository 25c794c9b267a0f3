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

type Message =
  | { readonly type: 'ready' }
  | { readonly type: 'init-error'; readonly error: FunctionError }
  | { readonly type: 'result'; readonly id: string; readonly value: string }
  | { readonly type: 'error'; readonly id: string; readonly error: FunctionError };

// Lambda allows ten seconds; this machine may be starting many functions on two busy cores.
const INIT_LIMIT_MS = 30_000;

/**
 * One copy of a function, running one event at a time. It starts to load its bundle at once, which does not count
 * towards the function's timeout.
 */
export class FunctionThread {
  readonly #settings: ThreadSettings;
  readonly #worker: Worker;
  /** Resolves when the bundle has been loaded, with what went wrong if it could not be. */
  readonly #ready: Promise<FunctionError | undefined>;
  #isAlive = true;
  #current: ((invocation: Invocation) => void) | undefined;

  constructor(settings: ThreadSettings) {
    this.#settings = settings;
    this.#worker = new Worker(new URL('./function-worker.mjs', import.meta.url), {
      workerData: { module: settings.module, exportName: settings.exportName, clock: settings.clock },
      env: settings.environment,
      execArgv: ['--enable-source-maps'],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb },
    });
    this.#worker.stdout.on('data', (chunk: Buffer) => settings.onOutput(chunk.toString('utf8')));
    this.#worker.stderr.on('data', (chunk: Buffer) => settings.onOutput(chunk.toString('utf8')));
    this.#ready = new Promise((resolve) => this.#listen(resolve));
  }

  isAlive(): boolean {
    return this.#isAlive;
  }

  /** Never rejects. A timeout or a crash ends the thread, as it ends a Lambda sandbox. */
  async run(request: InvocationRequest, timeoutMs: number): Promise<Invocation> {
    const failure = await within(this.#ready, INIT_LIMIT_MS, {
      errorType: 'Sandbox.Timedout',
      errorMessage: `the bundle did not load within ${INIT_LIMIT_MS / 1000} s`,
    });
    if (failure) {
      await this.stop();
      return { outcome: 'failed', error: failure };
    }
    const ended = new Promise<Invocation>((resolve) => {
      this.#current = resolve;
    });
    this.#worker.postMessage({
      id: request.id,
      event: JSON.stringify(request.event),
      context: request.context,
      deadline: Date.now() + timeoutMs,
    });
    const timeout = timedOut(request.id, timeoutMs);
    const invocation = await within(ended, timeoutMs, timeout);
    this.#current = undefined;
    if (invocation === timeout) {
      this.#settings.onOutput(`${timeout.error.errorMessage}\n`);
      await this.stop();
    }
    return invocation;
  }

  async stop(): Promise<void> {
    this.#isAlive = false;
    await this.#worker.terminate();
  }

  #listen(resolve: (error: FunctionError | undefined) => void): void {
    const end = (error: FunctionError): void => {
      this.#isAlive = false;
      resolve(error);
      this.#fail(error);
    };
    this.#worker.on('message', (message: Message) => {
      if (message.type === 'ready') resolve(undefined);
      if (message.type === 'init-error') resolve(message.error);
      if (message.type === 'result') this.#current?.({ outcome: 'returned', value: JSON.parse(message.value) });
      if (message.type === 'error') this.#fail(message.error);
    });
    this.#worker.on('error', (error) => {
      const trace = String(error.stack);
      this.#settings.onOutput(`${trace}\n`);
      end({ errorType: 'Runtime.ExitError', errorMessage: error.message, trace });
    });
    this.#worker.on('exit', (code) => {
      end({ errorType: 'Runtime.ExitError', errorMessage: `the function's process ended with code ${code}` });
    });
  }

  #fail(error: FunctionError): void {
    this.#current?.({ outcome: 'failed', error });
  }
}

function timedOut(id: string, timeoutMs: number): Invocation & { readonly outcome: 'failed' } {
  const errorMessage = `RequestId: ${id} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
  return { outcome: 'failed', error: { errorType: 'Sandbox.Timedout', errorMessage } };
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
