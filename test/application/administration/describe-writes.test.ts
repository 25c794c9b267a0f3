import { describe, expect, it } from 'vitest';
import { describeWrites, withWrites } from '../../../lib/application/administration/describe-writes.ts';
import type { Write } from '../../../lib/application/ports/store.ts';
import { wholeText } from '../../../lib/domain/bounded.ts';
import * as samples from '../../adapters/dynamodb/samples.ts';

const was = samples.subject();
const { SUBJECT } = samples;

describe('what a write changes', () => {
  it('is told by the members that differ, and by no others', () => {
    const item = { ...was, latest: 2, head: 2, revision: 2 };
    expect(describeWrites([{ put: 'subject', item, expect: 1, was }])).toEqual([
      {
        entity: 'subject',
        key: { name: SUBJECT },
        before: { latest: 1, head: was.head },
        after: { latest: 2, head: 2 },
      },
    ]);
  });
  it('names what a member lost, and what it gained', () => {
    const { policy, ...rest } = was;
    const moved = { ...rest, policy: {}, channel: '#payments-data', revision: 2 };
    expect(describeWrites([{ put: 'subject', item: moved, expect: 1, was }])).toMatchObject([
      { before: { policy }, after: { policy: {}, channel: '#payments-data' } },
    ]);
    const back: Write = { put: 'subject', item: { ...rest, policy: {}, revision: 3 }, expect: 2, was: moved };
    expect(describeWrites([back])).toMatchObject([{ before: { channel: '#payments-data' }, after: {} }]);
  });
  it('was nothing before it was made, and is nothing once it is deleted', () => {
    const consumer = samples.consumer();
    const [made] = describeWrites([{ put: 'consumer', item: consumer, expect: 'absent' }]);
    expect(made).toMatchObject({ key: { name: 'fraud' }, before: null, after: { team: consumer.team } });
    const key = { name: 'fraud' };
    const [gone] = describeWrites([{ delete: 'consumer', key, expect: 1, was: consumer }]);
    expect(gone).toMatchObject({ key, before: { team: consumer.team }, after: null });
  });
  it('is not told of a check, which writes nothing', () => {
    expect(describeWrites([{ check: 'subject', key: { name: SUBJECT }, expect: 1 }])).toEqual([]);
  });
  it('never holds a secret’s hash or a schema’s body', () => {
    const token = {
      id: samples.ANNOUNCEMENT_ID,
      secretHash: 'c0ffee',
      team: 'payments',
      verbs: ['read'],
      description: 'CI',
      createdBy: 'bootstrap',
      createdAt: samples.AT,
      expiresAt: samples.AT,
      revision: 1,
    } as const;
    const schema = { subject: SUBJECT, version: 1, canonical: '{"const":"c0ffee"}' };
    const told = describeWrites([
      { put: 'token', item: token, expect: 'absent' },
      { put: 'token', item: { ...token, secretHash: 'c0ffee2', revision: 2 }, expect: 1, was: token },
      { put: 'schema', item: schema, expect: 'absent' },
    ]);
    expect(told).toMatchObject([{ after: { team: 'payments' } }, { before: {}, after: {} }, { after: {} }]);
    expect(JSON.stringify(told)).not.toMatch(/c0ffee|secretHash|canonical/);
  });
  it('is cut where a member is long, at a whole character', () => {
    const description = `${'x'.repeat(998)}${'\u{1f600}'.repeat(500)}`;
    const [told] = describeWrites([{ put: 'consumer', item: samples.consumer({ description }), expect: 'absent' }]);
    const text = String(told?.after?.['description']);
    expect(text.length).toBeLessThan(1_100);
    expect(text).toMatch(/… \(2000 characters\)$/);
    expect(wholeText(text)).toBe(text);
  });
  it('fits an item however much is written at once', () => {
    const long = 'x'.repeat(150);
    const writes = Array.from({ length: 99 }, (_, index): Write => {
      const channel = { channel: long, mention: long };
      const consumer = samples.consumer({ name: `m${index}`, description: long, team: long, slack: channel });
      return { put: 'consumer', item: { ...consumer, releases: [long] }, expect: 'absent' };
    });
    const told = describeWrites(writes);
    expect(told).toHaveLength(99);
    expect(told.at(-1)).toEqual({ entity: 'consumer', key: { name: 'm98' }, before: null, after: {}, cut: true });
    expect(Buffer.byteLength(JSON.stringify(told))).toBeLessThan(80_000);
  });
});

describe('several entries of one transaction', () => {
  it('tell each what is of their own, and the first what is of nobody', () => {
    const first = samples.auditEntry({ subject: SUBJECT });
    const ofFraud = samples.auditEntry({ announcementId: samples.ANNOUNCEMENT_ID, consumer: 'fraud' });
    const ofNothing = samples.auditEntry({ announcementId: samples.ANNOUNCEMENT_ID, consumer: 'churn' });
    const kept = withWrites(
      [first, ofFraud, ofNothing],
      [
        { put: 'migration', item: samples.migration(), expect: 'absent' },
        { put: 'subject', item: was, expect: 'absent' },
      ],
    );
    expect(kept.map(({ writes }) => writes?.map(({ entity }) => entity))).toEqual([
      ['subject'],
      ['migration'],
      undefined,
    ]);
  });
});
