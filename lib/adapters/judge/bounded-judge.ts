import { Worker } from 'node:worker_threads';
import type { Comparison, Judge } from '../../application/ports/judge.ts';
import { ENGINE_VERSION } from '../../domain/containment/engine-version.ts';
import { diffSchemas } from '../../domain/diff/diff.ts';
import { redactComparison, redactVerdict } from '../../domain/privacy/redact.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import type { ParsedSchema } from '../../domain/schema/parse-schema.ts';
import type { ConsumerVerdict, Undecided } from '../../domain/verdict.ts';
import { type Answer, fromText, type Message, type Question, sendSchema } from './protocol.ts';
import { tellUnread } from './unread-metrics.ts';

export interface JudgeLimits {
  /** For one question, in milliseconds; an API answers within 30 s. */
  readonly time: number;
  /** The thread's old generation, in megabytes. */
  readonly memory: number;
}
const DEFAULT_LIMITS: JudgeLimits = { time: 8_000, memory: 512 };

const COMPATIBLE = { verdict: 'compatible' } as const;
/** Of two versions with the same content. */
const UNCHANGED: Comparison = { verdicts: { serving: COMPATIBLE, training: COMPATIBLE }, changes: [] };

const isSame = (one: ParsedSchema, other: ParsedSchema | undefined): boolean =>
  one.canonical === other?.canonical && one.dialect === other.dialect;

/**
 * The engine in a thread of its own, one question at a time: schemas come from strangers, and what the budget of steps
 * does not bound, time and memory do. A thread that is stopped answers `undecided`; the next question has a new one. What is
 * compared with its own content is not asked at all: most checks are of schemas that did not change.
 */
export class BoundedJudge implements Judge {
  readonly engine: number = ENGINE_VERSION;
  readonly #limits: JudgeLimits;
  #worker: Worker | undefined;
  #answered: ((answer: Answer) => void) | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(limits: JudgeLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  async compare({ old, next, options, time }: Parameters<Judge['compare']>[0]): Promise<Comparison> {
    if (isSame(old, next)) return UNCHANGED;
    const { contentModel, formatMode, categoryKeywords } = options;
    const naming = categoryKeywords === undefined ? {} : { categoryKeywords };
    const answer = await this.#ask(
      {
        kind: 'compare',
        old: sendSchema(old),
        next: sendSchema(next),
        options: { contentModel, formatMode, ...naming },
      },
      time,
    );
    const shown = { schemas: [old, next], recordValues: options.recordValues };
    if (answer.ok) return redactComparison(fromText(answer.text) as unknown as Comparison, shown);
    const undecided = { verdict: 'undecided', ...whyOpen(answer) } as const;
    // The rules alone are linear in the schemas, and still say what changed.
    const changes = diffSchemas(old, next, naming);
    return redactComparison({ verdicts: { serving: undecided, training: undecided }, changes }, shown);
  }

  async serve({ next, head, contract, options, time }: Parameters<Judge['serve']>[0]): Promise<ConsumerVerdict> {
    const { trained, reads, strict, expectations } = contract;
    const isOwn = isSame(next, head) && isSame(next, trained) && !strict && expectations === undefined;
    if (isOwn) return { status: 'compatible' };
    const answer = await this.#ask(
      {
        kind: 'serve',
        next: sendSchema(next),
        head: head && sendSchema(head),
        trained: sendSchema(trained),
        reads,
        strict,
        expectations: expectations === undefined ? undefined : jsonText(expectations),
        options: { contentModel: options.contentModel, formatMode: options.formatMode },
      },
      time,
    );
    const shown = { schemas: [next, trained, ...(head ? [head] : [])], recordValues: options.recordValues };
    if (answer.ok) return redactVerdict(fromText(answer.text) as unknown as ConsumerVerdict, shown);
    return { status: 'undecided', ...whyOpen(answer) };
  }

  /** Ends the thread; for tests and programs that end, a function is simply frozen. */
  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }

  /** `left`: counted from now on, also while other questions are answered first. */
  #ask(question: Question, left = Number.POSITIVE_INFINITY): Promise<Answer> {
    const asked = performance.now();
    const answer = this.#last.then(() => {
      const time = Math.min(this.#limits.time, left - (performance.now() - asked));
      return time > 0 ? this.#askNow(question, time) : OUT_OF_TIME;
    });
    this.#last = answer;
    return answer;
  }

  #askNow(question: Question, time: number): Promise<Answer> {
    const worker = this.#start();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#answered = undefined;
        this.#forget(worker);
        void worker.terminate();
        resolve({ ok: false, cause: 'time', detail: `the comparison took longer than ${Math.round(time) / 1000} s` });
      }, time);
      this.#answered = (answer) => {
        clearTimeout(timer);
        this.#answered = undefined;
        resolve(answer);
      };
      worker.postMessage(question);
    });
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    // The same name in the source tree and beside a bundled program (see `worker.ts`).
    const worker = new Worker(new URL('./judge-worker.mjs', import.meta.url), {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.#limits.memory },
    });
    // A thread that was stopped may still deliver what it had said; by then another one's question is open.
    const isOpen = (): boolean => this.#worker === worker;
    worker.on('message', (message: Message) => {
      if ('unread' in message) tellUnread(message.unread);
      else if (isOpen()) this.#answered?.(message);
    });
    worker.on('error', (error) => {
      if (!isOpen()) return;
      this.#forget(worker);
      this.#answered?.({ ok: false, detail: reasonOf(error, this.#limits) });
    });
    // An idle thread keeps no process alive; while a question is open, its timer does.
    worker.unref();
    this.#worker = worker;
    return worker;
  }

  #forget(worker: Worker): void {
    if (this.#worker === worker) this.#worker = undefined;
  }
}

const OUT_OF_TIME: Answer = { ok: false, cause: 'time', detail: 'no time was left for the comparison' };

const whyOpen = ({ detail, cause }: Extract<Answer, { ok: false }>): Undecided => ({
  reason: detail,
  ...(cause ? { cause } : {}),
});

function reasonOf(error: Error, { memory }: JudgeLimits): string {
  const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return outOfMemory ? `the comparison needed more than ${memory} MB` : `the comparison failed: ${error.message}`;
}
