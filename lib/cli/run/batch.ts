import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { type Claim, verifyWitness } from '../../adapters/validation/verify-witness.ts';
import {
  type BatchError,
  type BatchOptions,
  type BatchVerdict,
  type BatchVerdicts,
  decidePair,
  decideUnread,
  readBatchLine,
  readBatchPair,
} from '../../domain/containment/batch.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { ContentModel, FormatMode } from '../../domain/verdict.ts';
import { sourceFailure } from '../exit.ts';
import { jsonText, visible } from '../output/escape.ts';
import { placeText } from '../output/place.ts';
import { unreadable } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Session } from './session.ts';

/**
 * Decides a whole history of schema pairs, one JSON line in and one out, in order, each break confirmed by two
 * validators; a side may be the name of a file, in the working tree or at a revision; a bad line is its own answer and stops nothing. `-` is standard input.
 */
export async function runBatch(
  session: Session,
  file: string,
  options: { readonly files: Workspace; readonly contentModel: ContentModel; readonly formatMode: FormatMode },
): Promise<void> {
  const { world, format } = session;
  const print = format === 'json' ? jsonLine : textLine;
  const input =
    file === '-' ? Readable.from([await world.readStdin()]) : createReadStream(resolve(world.cwd, file), 'utf8');
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() !== '') world.stdout.write(`${print(await answerLine(line, { ...options, now: world.now }))}\n`);
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

type Answer = (Omit<BatchVerdicts, 'backward' | 'forward'> & Verified) | BatchError;
interface Verified {
  readonly backward: VerifiedVerdict;
  readonly forward: VerifiedVerdict;
  /** Milliseconds that the two validators took beyond `ms`. */
  readonly verifyMs: number;
}
/** `outvoted`: ids of the known defects that explain a validator's dissent. */
type VerifiedVerdict = BatchVerdict & { readonly outvoted?: readonly string[] };

async function answerLine(line: string, options: BatchOptions & { readonly files: Workspace }): Promise<Answer> {
  const pair = await readPair(line, options.files);
  if ('error' in pair) return pair;
  if ('unread' in pair) return { ...decideUnread(pair), verifyMs: 0 };
  const { id, old, next } = pair;
  const { now, formatMode } = options;
  try {
    const decided = decidePair(pair, options);
    const start = now();
    const backward = await verify(decided.backward, { accepts: old.value, rejects: [next.value], formatMode });
    const forward = await verify(decided.forward, { accepts: next.value, rejects: [old.value], formatMode });
    return { id, backward, forward, ms: decided.ms, verifyMs: now() - start };
  } catch (error) {
    // The next line is worth no less for this one's sake; what went wrong is this line's answer.
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

/** The pair of a line; a side that is a text is the name of its file. */
async function readPair(line: string, files: Workspace): Promise<ReturnType<typeof readBatchPair>> {
  const members = readBatchLine(line);
  if ('error' in members) return members;
  const { id, old, next } = members;
  const read = async (side: typeof old): Promise<typeof old> =>
    typeof side === 'string' ? (await files.readSide(side, 'last')).value : side;
  try {
    return readBatchPair({ id, old: await read(old), next: await read(next) });
  } catch (error) {
    const { message, places } = sourceFailure(error);
    return { id, error: [message, ...places.map(placeText)].join(' ') };
  }
}

async function verify(verdict: BatchVerdict, sides: Omit<Claim, 'witness'>): Promise<VerifiedVerdict> {
  if (verdict.witness === undefined) return verdict;
  const verification = await verifyWitness({ ...sides, witness: verdict.witness });
  if (!verification.verified) return { verdict: 'undecided', reason: verification.reason };
  const outvoted = verification.outvoted.map(({ id }) => id);
  return outvoted.length === 0 ? verdict : { ...verdict, outvoted };
}

const jsonLine = (answer: Answer): string => jsonText(fromAnswer(answer));

const fromAnswer = (answer: Answer): JsonValue => {
  if ('error' in answer) return { id: answer.id, error: answer.error };
  const { id, backward, forward, ms, verifyMs } = answer;
  return {
    id,
    backward: { ...backward },
    forward: { ...forward },
    ms: Math.round(ms * 1000) / 1000,
    verifyMs: Math.round(verifyMs * 1000) / 1000,
  };
};

function textLine(answer: Answer): string {
  const id = visible(typeof answer.id === 'string' ? answer.id : jsonText(answer.id));
  if ('error' in answer) return `${id}  error: ${visible(answer.error)}`;
  return `${id}  backward ${answer.backward.verdict}  forward ${answer.forward.verdict}`;
}
