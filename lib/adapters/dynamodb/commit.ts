import { PutCommand, TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { withWrites } from '../../application/administration/describe-writes.ts';
import type { Entities } from '../../application/ports/entities.ts';
import type { Expectation, Store, Write } from '../../application/ports/store.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { encodeAuditEntry } from './audit.ts';
import { encodeBody } from './body.ts';
import { type Attributes, encodeItem } from './codec.ts';
import { committedOrLost, putOrThere } from './failures.ts';
import { refuseHalfPairs } from './half-pairs.ts';
import { checkedItemBytes, checkTransactionSize } from './item-size.ts';
import { itemKey } from './keys.ts';
import { auditTable, type Tables } from './table.ts';

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Put = Parameters<Store['ensure']>[0][number];
interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}
/** Conditional puts under way at the same time: bookkeeping must not crowd out the function's other calls. */
const AT_ONCE = 10;

/** All writes and the audit entries in one transaction; see `Store.commit`. */
export async function commit(
  tables: Tables,
  { writes, audit }: { readonly writes: readonly Write[]; readonly audit: readonly AuditEntry[] },
): Promise<'committed' | 'lost'> {
  const entries = withWrites(audit, writes).map((entry) => ({
    Put: { TableName: auditTable(tables), Item: encodeAuditEntry(entry), ...conditionOf('absent') },
  }));
  const written = (await Promise.all(writes.map((write) => actionsOf(tables.name, write)))).flat();
  const actions: readonly Action[] = [...written, ...entries];
  for (const { Put } of actions) if (Put?.Item) refuseHalfPairs(Put.Item);
  const bytes = actions.reduce((sum, { Put }) => sum + (Put?.Item ? checkedItemBytes(Put.Item) : 0), 0);
  checkTransactionSize({ actions: actions.length, bytes });
  return committedOrLost(tables.client.send(new TransactWriteCommand({ TransactItems: [...actions] })));
}

/** One conditional put without an audit entry; see `Store.update`. */
export function update<K extends 'delivery' | 'announcement' | 'watch' | 'upgrade'>(
  tables: Tables,
  { kind, item, expect }: { readonly kind: K; readonly item: Entities[K]; readonly expect: Expectation },
): Promise<'committed' | 'lost'> {
  return committedOrLost(putOne(tables, encodeItem(kind, item), expect));
}

/** Puts each entity that does not exist yet; see `Store.ensure`. */
export async function ensure(tables: Tables, writes: readonly Put[]): Promise<void> {
  const waiting = writes.values();
  const work = async () => {
    for (const write of waiting) {
      // Last chunk first: a body is found by its first one, and must be whole by then.
      for (const item of [...(await encodePut(write))].reverse()) await putOrThere(putOne(tables, item, 'absent'));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function putOne(tables: Tables, item: Attributes, expect: Expectation): Promise<void> {
  checkedItemBytes(item);
  await tables.client.send(new PutCommand({ TableName: tables.name, Item: item, ...conditionOf(expect) }));
}

async function actionsOf(table: string, write: Write): Promise<readonly Action[]> {
  const condition = conditionOf(write.expect);
  if ('put' in write) {
    const items = await encodePut(write);
    return items.map((Item) => ({ Put: { TableName: table, Item, ...condition } }));
  }
  if ('delete' in write) {
    // The version that a model was trained on must stay readable.
    if (write.delete === 'schema') throw new TypeError('the body of a version is immutable and never deleted');
    return [{ Delete: { TableName: table, Key: { ...itemKey(write.delete, write.key) }, ...condition } }];
  }
  return condition
    ? [{ ConditionCheck: { TableName: table, Key: { ...itemKey(write.check, write.key) }, ...condition } }]
    : [];
}

const encodePut = async (write: Put): Promise<readonly Attributes[]> =>
  write.put === 'schema' ? encodeBody(write.item) : [encodeItem(write.put, write.item)];

function conditionOf(expect: 'absent' | number): Condition;
function conditionOf(expect: Expectation): Condition | undefined;
function conditionOf(expect: Expectation): Condition | undefined {
  if (expect === 'any') return undefined;
  if (expect === 'absent') return { ConditionExpression: 'attribute_not_exists(pk)' };
  return { ConditionExpression: 'revision = :revision', ExpressionAttributeValues: { ':revision': expect } };
}
