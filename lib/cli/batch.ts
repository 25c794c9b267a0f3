import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type BatchError, type BatchVerdicts, runBatchLine } from '../domain/containment/batch.ts';
import type { JsonValue } from '../domain/schema/json.ts';
import type { ContentModel, FormatMode } from '../domain/verdict.ts';
import { jsonText, visible } from './output/escape.ts';
import type { Session } from './session.ts';
import { unreadable } from './source-file.ts';

/**
 * Decides a whole history of schema pairs, one JSON line in and one out, in order; a bad line is its own answer and
 * stops nothing. `-` is standard input.
 */
export async function runBatch(
  session: Session,
  file: string,
  options: { readonly contentModel: ContentModel; readonly formatMode: FormatMode },
): Promise<void> {
  const { world, format } = session;
  const print = format === 'json' ? jsonLine : textLine;
  const input =
    file === '-' ? Readable.from([await world.readStdin()]) : createReadStream(resolve(world.cwd, file), 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() !== '') world.stdout.write(`${print(decide(line, { ...options, now: world.now }))}\n`);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

function decide(line: string, options: Parameters<typeof runBatchLine>[1]): BatchVerdicts | BatchError {
  try {
    return runBatchLine(line, options);
  } catch (error) {
    // The next line is worth no less for this one's sake; what went wrong is this line's answer.
    return { id: null, error: error instanceof Error ? error.message : String(error) };
  }
}

const jsonLine = (answer: BatchVerdicts | BatchError): string => jsonText(fromAnswer(answer));

const fromAnswer = (answer: BatchVerdicts | BatchError): JsonValue => {
  if ('error' in answer) return { id: answer.id, error: answer.error };
  const { id, backward, forward, ms } = answer;
  return { id, backward: { ...backward }, forward: { ...forward }, ms: Math.round(ms * 1000) / 1000 };
};

function textLine(answer: BatchVerdicts | BatchError): string {
  const id = visible(typeof answer.id === 'string' ? answer.id : jsonText(answer.id));
  if ('error' in answer) return `${id}  error: ${visible(answer.error)}`;
  return `${id}  backward ${answer.backward.verdict}  forward ${answer.forward.verdict}`;
}
