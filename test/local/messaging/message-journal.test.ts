import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMessageJournal } from '../../../lib/local/messaging/message-journal.ts';
import { temporaryFolder } from '../test-app.ts';

const now = 1_800_000_000_000;
const message = (id: string, extra: object = {}) => ({ queue: 'q', id, body: `body of ${id}`, sentAt: now, ...extra });

describe('the journal of messages', () => {
  it('leaves to the next run what nobody deleted, in the order in which it was sent', () => {
    const folder = temporaryFolder('journal');
    const journal = openMessageJournal(folder, now);
    for (const id of ['a', 'b', 'c']) journal.sent(message(id));
    journal.deleted('b');
    expect(openMessageJournal(folder, now).left.pending.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('follows a message into its dead-letter queue and under a new identifier', () => {
    const folder = temporaryFolder('journal');
    const journal = openMessageJournal(folder, now);
    journal.sent(message('a'));
    journal.moved('a', 'dead-letters');
    openMessageJournal(folder, now).resent('a', 'a2');
    expect(openMessageJournal(folder, now).left.pending).toEqual([
      { ...message('a2'), queue: 'dead-letters', body: 'body of a' },
    ]);
  });

  it('remembers deduplication ids for five minutes, also of messages that are gone', () => {
    const folder = temporaryFolder('journal');
    const journal = openMessageJournal(folder, now);
    journal.sent(message('old', { deduplicationId: 'd1', sentAt: now - 300_001 }));
    journal.sent(message('new', { deduplicationId: 'd2', sentAt: now - 299_999 }));
    journal.deleted('old');
    journal.deleted('new');
    const { remembered } = openMessageJournal(folder, now).left;
    expect(remembered.map(({ deduplicationId }) => deduplicationId)).toEqual(['d2']);
    expect(openMessageJournal(folder, now).left.remembered).toHaveLength(1);
  });

  it('passes over a line that a killed process left half-written', () => {
    const folder = temporaryFolder('journal');
    openMessageJournal(folder, now).sent(message('a'));
    appendFileSync(join(folder, 'messages.jsonl'), '{"op":"sent","queue":"q","id":"b","bo');
    expect(openMessageJournal(folder, now).left.pending.map(({ id }) => id)).toEqual(['a']);
  });

  it('does not grow with messages that are long gone', () => {
    const folder = temporaryFolder('journal');
    const journal = openMessageJournal(folder, now);
    for (let count = 0; count < 100; count++) {
      journal.sent(message(`m${count}`));
      journal.deleted(`m${count}`);
    }
    openMessageJournal(folder, now);
    expect(readFileSync(join(folder, 'messages.jsonl'), 'utf8')).toBe('');
  });

  it('writes nothing without a data folder', () => {
    const journal = openMessageJournal(undefined, now);
    journal.sent(message('a'));
    expect(journal.find('a')).toMatchObject({ id: 'a' });
    expect(journal.left).toEqual({ pending: [], remembered: [] });
  });
});
