import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDbStore } from '../../../lib/adapters/dynamodb/dynamodb-store.ts';
import type { Write } from '../../../lib/application/ports/store.ts';
import { registeredDeliveryId } from '../../../lib/domain/notification/plan/delivery-id.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../fakes/embedded-dynamodb.ts';
import { announcement, auditEntry, consumer, delivery, SUBJECT, subject, version } from './samples.ts';

let database: EmbeddedDynamoDb;
const consumed: unknown[] = [];

beforeAll(async () => {
  database = await startEmbeddedDynamoDb();
  // Asked for here only: the answer costs nothing, but nobody reads it in production.
  database.client.middlewareStack.add(
    (next) => async (call) => {
      const { output } = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
      if ('ConsumedCapacity' in output) consumed.push(output.ConsumedCapacity);
      return { output } as Awaited<ReturnType<typeof next>>;
    },
    { step: 'initialize', name: 'ask-for-capacity' },
  );
});
afterAll(() => database.stop());

/** As a breaking publish writes it. */
const publish = (number: number): readonly Write[] => [
  {
    put: 'subject',
    item: subject({ latest: number, revision: number }),
    ...(number === 1
      ? { expect: 'absent', was: undefined }
      : { expect: number - 1, was: subject({ latest: number - 1, revision: number - 1 }) }),
  },
  { put: 'version', item: version({ version: number, status: 'proposed' }), expect: 'absent' },
  { put: 'schema', item: { subject: SUBJECT, version: number, canonical: '{"type":"object"}' }, expect: 'absent' },
  {
    put: 'fingerprint',
    item: { subject: SUBJECT, fingerprint: String(number).padStart(64, '0'), version: number },
    expect: 'any',
  },
  {
    put: 'announcement',
    item: announcement({ id: `01KAJ${String(number).padStart(21, '0')}`, version: number }),
    expect: 'absent',
  },
  {
    put: 'delivery',
    item: delivery({ id: registeredDeliveryId({ subject: SUBJECT, version: number }), version: number }),
    expect: 'absent',
  },
];

describe('the capacity of a publish', () => {
  it('is the same whatever history the subject has and whoever else is there', async () => {
    const store = new DynamoDbStore(await database.createTables(), database.client);
    const units: number[] = [];

    for (let number = 1; number <= 30; number++) {
      if (number === 2)
        await store.ensure(
          Array.from({ length: 50 }, (_, index) => ({ put: 'consumer', item: consumer({ name: `model-${index}` }) })),
        );
      consumed.length = 0;
      await store.commit(publish(number), auditEntry({ subject: SUBJECT }));
      units.push(totalOf(consumed));
    }

    // The first has no former subject to replace in the listing; numbers never grow with the history.
    console.info(`a breaking publish writes ${units[1]} capacity units (the first one ${units[0]})`);
    expect(new Set(units.slice(1)).size).toBe(1);
    expect(units[1]).toBeGreaterThan(0);
    expect(units[1]).toBeLessThanOrEqual(24);
  });
});

function totalOf(answers: readonly unknown[]): number {
  const perTable = answers.flat() as { readonly CapacityUnits?: number }[];
  return perTable.reduce((sum, { CapacityUnits }) => sum + (CapacityUnits ?? 0), 0);
}
