import { parentPort } from 'node:worker_threads';
import { jsonText } from '../../domain/schema/json-text.ts';
import { InlineJudge } from './inline-judge.ts';
import { type Answer, fromText, type Message, type Question, receiveSchema } from './protocol.ts';
import { VerifyingJudge } from './verifying-judge.ts';

if (!parentPort) throw new Error('the judge is a worker thread: start it through BoundedJudge');
const port = parentPort;
const judge = new VerifyingJudge(new InlineJudge(), (unread) => port.postMessage({ unread } satisfies Message));

port.on('message', (question: Question) => {
  answer(question).then(
    (answered) => port.postMessage(answered),
    (error: unknown) =>
      port.postMessage({ ok: false, detail: error instanceof Error ? error.message : String(error) } satisfies Answer),
  );
});

async function answer(question: Question): Promise<Answer> {
  const { next, options } = question;
  if (question.kind === 'compare') {
    const input = { old: receiveSchema(question.old), next: receiveSchema(next), options };
    return { ok: true, text: jsonText(await judge.compare(input)) };
  }
  const { head, trained, reads, strict, expectations } = question;
  const verdict = await judge.serve({
    next: receiveSchema(next),
    ...(head ? { head: receiveSchema(head) } : {}),
    contract: {
      trained: receiveSchema(trained),
      reads,
      strict,
      ...(expectations === undefined ? {} : { expectations: fromText(expectations) }),
    },
    options,
  });
  return { ok: true, text: jsonText(verdict) };
}
