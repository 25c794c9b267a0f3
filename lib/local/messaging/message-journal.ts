import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJsonLines } from '../json-lines.ts';

/** A message as it was sent, with what is needed to send it again. */
export type JournalMessage = {
  readonly queue: string;
  readonly id: string;
  readonly body: string;
  readonly attributes?: object;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** Epoch milliseconds, real time. */
  readonly sentAt: number;
  readonly dueAt?: number;
};

export type MessageJournal = {
  readonly sent: (message: JournalMessage) => void;
  /** Records that a message left by an earlier run is in its queue again, under a new identifier. */
  readonly resent: (oldId: string, newId: string) => void;
  /** Records that a queue's redrive policy moved the message to another queue. */
  readonly moved: (id: string, queue: string) => void;
  readonly deleted: (id: string) => void;
  readonly find: (id: string) => JournalMessage | undefined;
  /** What earlier runs left: messages that nobody deleted, and those whose deduplication still counts. */
  readonly left: { readonly pending: readonly JournalMessage[]; readonly remembered: readonly JournalMessage[] };
};

type Entry =
  | ({ readonly op: 'sent' } & JournalMessage)
  | { readonly op: 'resent'; readonly id: string; readonly newId: string }
  | { readonly op: 'moved'; readonly id: string; readonly queue: string }
  | { readonly op: 'deleted'; readonly id: string };

/** SQS forgets a FIFO message's deduplication id after five minutes. */
export const DEDUPLICATION_MS = 5 * 60 * 1000;

/**
 * The queues' messages on disk, so that a killed runner loses none: every one not deleted is sent again at the next
 * start, with its receive count at zero. Appends are synchronous, so an answered SendMessage is on its way to disk.
 * Without a data folder nothing is written and nothing is left. `now` is the real time in epoch milliseconds.
 */
export function openMessageJournal(dataFolder: string | undefined, now: number): MessageJournal {
  const file = dataFolder && join(dataFolder, 'messages.jsonl');
  const { known, remembered } = file ? replay(file, now) : { known: new Map(), remembered: [] };
  const left = { pending: [...known.values()], remembered };
  if (file) compact(file, left);
  const append = (entry: Entry): void => {
    if (file) appendFileSync(file, `${JSON.stringify(entry)}\n`);
  };
  return {
    left,
    find: (id) => known.get(id),
    sent: (message) => {
      known.set(message.id, message);
      append({ op: 'sent', ...message });
    },
    resent: (id, newId) => {
      apply({ op: 'resent', id, newId }, known);
      append({ op: 'resent', id, newId });
    },
    moved: (id, queue) => {
      apply({ op: 'moved', id, queue }, known);
      append({ op: 'moved', id, queue });
    },
    deleted: (id) => {
      if (known.delete(id)) append({ op: 'deleted', id });
    },
  };
}

type Replayed = { readonly known: Map<string, JournalMessage>; readonly remembered: JournalMessage[] };

function replay(file: string, now: number): Replayed {
  const known = new Map<string, JournalMessage>();
  const remembered: JournalMessage[] = [];
  for (const entry of readJsonLines<Entry>(file)) {
    const gone = apply(entry, known);
    if (gone?.deduplicationId && now - gone.sentAt < DEDUPLICATION_MS) remembered.push(gone);
  }
  return { known, remembered };
}

function apply(entry: Entry, known: Map<string, JournalMessage>): JournalMessage | undefined {
  const message = known.get(entry.id);
  if (entry.op === 'sent') {
    const { op, ...sent } = entry;
    known.set(sent.id, sent);
  }
  if (!message) return undefined;
  if (entry.op === 'moved') known.set(entry.id, { ...message, queue: entry.queue });
  if (entry.op === 'resent') {
    known.delete(entry.id);
    known.set(entry.newId, { ...message, id: entry.newId });
  }
  if (entry.op === 'deleted') known.delete(entry.id);
  return entry.op === 'deleted' ? message : undefined;
}

function compact(file: string, { pending, remembered }: MessageJournal['left']): void {
  const entries: Entry[] = [
    ...remembered.flatMap((message): Entry[] => [
      { op: 'sent', ...message },
      { op: 'deleted', id: message.id },
    ]),
    ...pending.map((message): Entry => ({ op: 'sent', ...message })),
  ];
  writeFileSync(`${file}.next`, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  renameSync(`${file}.next`, file);
}
