import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { UpdateItemCommand, type UpdateItemCommandInput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DynamoDbStore } from '../../../lib/adapters/dynamodb/dynamodb-store.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { CountingIds } from '../../fakes/counting-ids.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../fakes/embedded-dynamodb.ts';
import { MovableClock } from '../../fakes/movable-clock.ts';
import { NoPacer } from '../../fakes/no-pacer.ts';
import { RecordingDeliveryQueue, RecordingPlanQueue } from '../../fakes/recording-queue.ts';
import { delivery, digest } from './samples.ts';

/** What the runbook's `resend` would ask the AWS CLI for, as the shell expands it. */
function resendInput(id: string): UpdateItemCommandInput {
  const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');
  const [resend = ''] = /^resend\(\) \{.*?\}'; \}$/ms.exec(runbook) ?? [];
  const script = `table() { echo the-table; }; aws() { printf '%s\\0' "$@"; }; ${resend}\nresend "$1"`;
  const words = execFileSync('bash', ['-c', script, 'bash', id], { encoding: 'utf8' }).split('\0');
  const option = (name: string): string => words[words.indexOf(`--${name}`) + 1] ?? '';
  return {
    TableName: option('table-name'),
    Key: JSON.parse(option('key')),
    ConditionExpression: option('condition-expression'),
    UpdateExpression: option('update-expression'),
    ExpressionAttributeNames: JSON.parse(option('expression-attribute-names')),
    ExpressionAttributeValues: JSON.parse(option('expression-attribute-values')),
  };
}

describe("the runbook's resend", () => {
  let database: EmbeddedDynamoDb;
  beforeAll(async () => {
    database = await startEmbeddedDynamoDb();
  });
  afterAll(() => database.stop());

  it.each([
    ['a message', delivery({ status: 'failed', attempts: 5, error: 'is_archived', revision: 7 })],
    ['a digest', digest({ status: 'failed', attempts: 5, error: 'is_archived', revision: 7 })],
  ])('gives %s that was given up to the next sweep, once', async (_case, { dueAt: _, ...failed }) => {
    const tables = await database.createTables();
    const store = new DynamoDbStore(tables, database.client);
    await store.ensure([{ put: 'delivery', item: failed }]);
    const clock = new MovableClock(new Date(Date.now() + 60_000).toISOString());
    const deliveries = new RecordingDeliveryQueue();
    const command = { ...resendInput(failed.id), TableName: tables.tableName };

    await database.client.send(new UpdateItemCommand(command));
    for (let times = 0; times < 2; times++)
      await sweepDeadlines({
        store,
        clock,
        plan: new RecordingPlanQueue(),
        engine: 1,
        deliveries,
        ids: new CountingIds(),
        pacer: new NoPacer(),
      });

    expect(deliveries.drain()).toMatchObject([{ deliveryId: failed.id, attempt: 'sweep-9' }]);
    const { error: _error, ...pending } = failed;
    const { dueAt, ...stored } = (await store.find('delivery', { id: failed.id })) ?? {};
    expect(stored).toEqual({ ...pending, status: 'pending', attempts: 0, revision: 9 });
    expect(dueAt).toBeDefined();
    await expect(database.client.send(new UpdateItemCommand(command))).rejects.toThrow('conditional');
  });
});
