import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { registerSchema } from '../lib/application/publishing/register-schema.ts';
import type { Principal } from '../lib/domain/principal.ts';
import { fromPlain, type JsonValue } from '../lib/domain/schema/json.ts';
import { measure, type Timing } from './measure.ts';
import { addReaders, type Capacity, type Registry } from './registry.ts';
import type { Table } from './table.ts';

export const PRODUCER: Principal = { id: 'token:bench', team: 'bench', verbs: ['read', 'publish'] };
const FIELDS = 40;

/** A schema of 40 fields; `changes` replaces some of them. */
export function wideSchema(title: string, changes: Readonly<Record<string, object>> = {}): JsonValue {
  const names = Array.from({ length: FIELDS }, (_, index) => `field_${String(index).padStart(2, '0')}`);
  const fields = names.map((name) => [name, changes[name] ?? { type: 'integer', description: `the ${name}` }]);
  return fromPlain({ title, type: 'object', properties: Object.fromEntries(fields), required: names });
}

export async function publishOnce(registry: Registry, subject: string, schema: JsonValue): Promise<void> {
  await registerSchema({ subject, schema, principal: PRODUCER }, registry);
}

/** Lets the bench's producer publish what begins with `bench`. */
export const grantPrefix = ({ store }: Registry): Promise<void> =>
  store.ensure([{ put: 'prefix', item: { prefix: 'bench', team: 'bench' } }]);

/** The time and the capacity of a publish, for any history of the subject and any number of readers. */
export async function publishTable(registry: Registry, short: boolean): Promise<Table> {
  const iterations = short ? 10 : 50;
  const put = await measurePut(registry, iterations);
  // The first publishes of a process pay for what stays loaded.
  for (let number = 1; number <= 20; number++) await publishOnce(registry, 'bench.warm', wideSchema(title(number)));
  const rows: (string | number)[][] = [];
  for (const history of short ? [1, 10, 30] : [1, 10, 100]) {
    const subject = `bench.history-${history}`;
    for (let number = 1; number <= history; number++) await publishOnce(registry, subject, wideSchema(title(number)));
    let number = history;
    const cost = await costOf(registry, iterations, () => publishOnce(registry, subject, wideSchema(title(++number))));
    rows.push(rowOf({ what: 'a description changes', history, readers: 0 }, cost, put));
  }
  for (const readers of short ? [0, 1, 100] : [0, 1, 100, 1_000]) {
    const subject = `bench.readers-${readers}`;
    await publishOnce(registry, subject, wideSchema(title(1)));
    const reads = [{ pointer: '/field_00' }];
    await addReaders(registry, subject, Array<typeof reads>(readers).fill(reads));
    let number = 100;
    const cost = await costOf(registry, iterations, () => {
      const field = { type: 'string', maxLength: ++number };
      return publishOnce(registry, subject, wideSchema(title(1), { field_00: field }));
    });
    const what = readers === 0 ? 'a type changes, unread' : 'a type changes, announced';
    rows.push(rowOf({ what, history: 1, readers }, cost, put));
  }
  return {
    title: 'Publish',
    about: [
      `One publish of a schema of ${FIELDS} fields, from parsing to the committed transaction, on the embedded DynamoDB:`,
      `${iterations} of each. Its peer is one bare PutItem of 1 kB there, in the same run (median ${put.median.toFixed(2)} ms).`,
      'Capacity units must not grow with the history, nor with the readers: the first one makes a breaking change an announcement.',
    ].join('\n'),
    headings: ['What', 'Versions before', 'Readers', 'Median ms', 'p99 ms', '× PutItem', 'Read units', 'Write units'],
    rows,
  };
}

const title = (number: number): string => `version ${String(number).padStart(5, '0')}`;

interface Cost extends Timing {
  /** Each publish's own, smallest first, without repetitions. */
  readonly read: readonly number[];
  readonly write: readonly number[];
}

async function costOf(registry: Registry, iterations: number, publish: () => Promise<void>): Promise<Cost> {
  const seen: Capacity[] = [];
  const timing = await measure(
    async () => {
      registry.takeCapacity();
      await publish();
      seen.push(registry.takeCapacity());
    },
    { iterations, time: 0 },
  );
  const distinct = (values: readonly number[]): number[] => [...new Set(values)].sort((left, right) => left - right);
  return { ...timing, read: distinct(seen.map(({ read }) => read)), write: distinct(seen.map(({ write }) => write)) };
}

function rowOf(
  { what, history, readers }: { readonly what: string; readonly history: number; readonly readers: number },
  { median, p99, read, write }: Cost,
  put: Timing,
): (string | number)[] {
  return [what, history, readers, median, p99, median / put.median, range(read), range(write)];
}

const range = (values: readonly number[]): string => [...new Set([values[0], values.at(-1)])].join(' to ');

const measurePut = ({ client, tableName }: Registry, iterations: number): Promise<Timing> =>
  measure(
    () =>
      client.send(new PutCommand({ TableName: tableName, Item: { pk: 'BENCH', sk: 'PUT', text: 'x'.repeat(1_000) } })),
    { iterations: iterations * 4, time: 0 },
  );
