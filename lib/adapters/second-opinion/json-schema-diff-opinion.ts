import { Worker } from 'node:worker_threads';
import type { Opinion, SecondOpinion } from '../../application/publishing/second-opinion-port.ts';
import { fromPlain, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import { inlineSchema } from './inline-schema.ts';

export interface OpinionLimits {
  /** For the comparison alone, in milliseconds. */
  readonly comparing: number;
  /** For starting the thread and loading the library, in milliseconds. */
  readonly starting: number;
  /** The thread's old generation, in megabytes. */
  readonly memory: number;
}

const DEFAULT_LIMITS: OpinionLimits = { comparing: 2_000, starting: 5_000, memory: 128 };
// A described set may be far larger than both schemas; a report's details need not be.
const MAX_LENGTH = 50_000;

/**
 * Asks json-schema-diff what was added to and removed from the set of records, in a thread of its own that is bounded in
 * time and memory. Only schemas inside the fragment that it reads are handed over, without references: given one, it
 * would follow it to files and hosts. Whatever goes wrong is an opinion that is not available, with the reason.
 */
export class JsonSchemaDiffOpinion implements SecondOpinion {
  readonly #limits: OpinionLimits;

  constructor(limits: OpinionLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  async describe(old: ParsedSchema, next: ParsedSchema): Promise<Opinion> {
    const [before, after] = [inlineSchema(old), inlineSchema(next)];
    if (!before.ok) return unavailable(`the old schema cannot be compared: ${before.reason}`);
    if (!after.ok) return unavailable(`the new schema cannot be compared: ${after.reason}`);
    return askWorker({ old: before.schema, next: after.schema }, this.#limits);
  }
}

/** Two schemas without references, asked once. */
interface Question {
  readonly old: JsonObject | boolean;
  readonly next: JsonObject | boolean;
}

/** `ready` when the library is loaded, then one answer. */
type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly added: unknown; readonly removed: unknown }
  | { readonly kind: 'failure'; readonly detail: string };

const unavailable = (reason: string): Opinion => ({ available: false, reason });

function askWorker(question: Question, limits: OpinionLimits): Promise<Opinion> {
  return new Promise((resolve) => {
    const worker = startWorker(limits);
    let timer = setTimeout(() => finish(unavailable(`did not start within ${limits.starting} ms`)), limits.starting);
    const finish = (opinion: Opinion): void => {
      clearTimeout(timer);
      resolve(opinion);
      // Nothing waits for the thread's end: its answer is in, or nobody wants it any more.
      worker.removeAllListeners().on('error', () => undefined);
      void worker.terminate();
    };
    worker.on('message', (message: Message) => {
      if (message.kind !== 'ready') return finish(toOpinion(message));
      clearTimeout(timer);
      timer = setTimeout(() => finish(unavailable(`took longer than ${limits.comparing} ms`)), limits.comparing);
      worker.postMessage(question);
    });
    worker.on('error', (error) => finish(unavailable(reasonOf(error, limits))));
    worker.on('exit', (code) => finish(unavailable(`its thread ended with code ${code}`)));
  });
}

// The same name in the source tree and beside a bundled program (see `worker.ts`).
const startWorker = ({ memory }: OpinionLimits): Worker =>
  new Worker(new URL('./second-opinion-worker.mjs', import.meta.url), {
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memory },
    // The library writes to the console when told to; a report's reader must never see it.
    stdout: true,
    stderr: true,
  });

function toOpinion(message: Exclude<Message, { kind: 'ready' }>): Opinion {
  if (message.kind === 'failure') return unavailable(`json-schema-diff refused: ${message.detail.slice(0, 300)}`);
  const [added, removed]: readonly JsonValue[] = [fromPlain(message.added), fromPlain(message.removed)];
  if (added === undefined || removed === undefined) return unavailable('json-schema-diff gave no answer');
  const length = JSON.stringify([added, removed]).length;
  if (length > MAX_LENGTH) return unavailable(`its description has ${length} characters, too many to be of use`);
  return { available: true, added, removed };
}

const reasonOf = (error: unknown, { memory }: OpinionLimits): string => {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
    return `needed more than ${memory} MB`;
  return `its thread failed: ${error instanceof Error ? error.message : String(error)}`;
};
