import { describe, expect, it } from 'vitest';
import { decodeItem, encodeItem } from '../../../lib/adapters/dynamodb/codec.ts';
import { approval } from './samples.ts';

describe('an approval in the table', () => {
  it('may be deleted a month after its date, by the seconds that DynamoDB asks for', () => {
    const item = encodeItem('approval', approval({ until: '2026-12-08' }));
    expect(item).toMatchObject({
      pk: 'SUBJECT#payments.transaction-authorized',
      sk: 'APPROVAL#0123456789ab#fraud',
      expiresAt: Date.parse('2027-01-08T12:00:00.000Z') / 1000,
    });
    expect(decodeItem('approval', item)).toEqual(approval());
  });
});
