import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { SystemClock } from '../lib/adapters/clock.ts';
import { DynamoDbStore } from '../lib/adapters/dynamodb/dynamodb-store.ts';
import { UlidSource } from '../lib/adapters/ids.ts';
import { BoundedJudge } from '../lib/adapters/judge/bounded-judge.ts';
import { JitterPacer } from '../lib/adapters/pacer.ts';
import type { RegisterPorts } from '../lib/application/publishing/register-schema.ts';
import type { ReadField } from '../lib/domain/verdict.ts';
import { startEmbeddedDynamoDb } from '../test/fakes/embedded-dynamodb.ts';

/** Capacity units that were consumed since the meter was last read. */
export interface Capacity {
  readonly read: number;
  readonly write: number;
}
/** The use cases' ports as the functions wire them, over an embedded DynamoDB. */
export interface Registry extends RegisterPorts {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
  takeCapacity(): Capacity;
  stop(): Promise<void>;
}

const AT = '2026-11-21T09:00:00.000Z';

export async function startRegistry(): Promise<Registry> {
  const database = await startEmbeddedDynamoDb();
  const tables = await database.createTables();
  const judge = new BoundedJudge();
  return {
    store: new DynamoDbStore(tables, database.client),
    judge,
    clock: new SystemClock(),
    ids: new UlidSource(),
    pacer: new JitterPacer(),
    client: database.client,
    tableName: tables.tableName,
    takeCapacity: meterCapacity(database.client),
    stop: async () => {
      await judge.close();
      await database.stop();
    },
  };
}

function meterCapacity(client: DynamoDBDocumentClient): () => Capacity {
  let [read, write] = [0, 0];
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (call) => {
        const { output } = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
        const consumed = 'ConsumedCapacity' in output ? [output.ConsumedCapacity].flat() : [];
        const units = (consumed as ({ readonly CapacityUnits?: number } | undefined)[])
          .map((table) => table?.CapacityUnits ?? 0)
          .reduce((sum, one) => sum + one, 0);
        if (/^(Get|Query|BatchGet|TransactGet)/.test(String(commandName))) read += units;
        else write += units;
        return { output } as Awaited<ReturnType<typeof next>>;
      },
    { step: 'initialize', name: 'meter-capacity' },
  );
  return () => {
    const taken = { read, write };
    [read, write] = [0, 0];
    return taken;
  };
}

/** Subscribes models to a subject's first version, written as subscribing would leave them, without its checks. */
export async function addReaders(
  { store, ids }: Registry,
  subject: string,
  readsOf: readonly (readonly ReadField[])[],
): Promise<void> {
  const tier = 'standard';
  const writes = readsOf.flatMap((reads, index) => {
    const name = `${subject}-model-${index}`;
    const team = `team-${index % 50}`;
    const consumer = { name, team, tier, releases: ['v1'], lastSeenAt: AT, createdAt: AT, revision: 1 } as const;
    const reader = { consumer: name, subject, team, tier, trainedOn: 1, reads, strict: false } as const;
    return [
      { put: 'consumer', item: consumer },
      { put: 'subscription', item: { ...reader, createdAt: AT, revision: 1 } },
    ] as const;
  });
  for (let at = 0; at < writes.length; at += 20)
    await Promise.all(writes.slice(at, at + 20).map((write) => store.ensure([write])));
  const known = await store.find('subject', { name: subject });
  if (!known) throw new Error(`${subject} is not registered yet`);
  const item = { ...known, tiers: { ...known.tiers, [tier]: readsOf.length }, revision: known.revision + 1 };
  const entry = { id: ids.next(AT), at: AT, action: 'bench.readers', principal: 'bootstrap', detail: {} };
  await store.commit([{ put: 'subject', item, expect: known.revision, was: known }], entry);
}
