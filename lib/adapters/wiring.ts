import type { Clock, Pacer } from '../application/ports/clock.ts';
import type { IdSource } from '../application/ports/ids.ts';
import type { Store } from '../application/ports/store.ts';
import { SystemClock } from './clock.ts';
import { DynamoDbStore } from './dynamodb/dynamodb-store.ts';
import { sharedDocumentClient } from './dynamodb/table.ts';
import { findSetting, getSetting } from './environment.ts';
import type { HandlerPorts } from './http/handler.ts';
import { dynamoDbKeptReplies } from './http/idempotency.ts';
import { UlidSource } from './ids.ts';
import { JitterPacer } from './pacer.ts';

/** What every function that reads or writes needs, from its environment. */
export interface CorePorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly pacer: Pacer;
}

export function makeCorePorts(): CorePorts {
  const tableName = getSetting('TABLE_NAME');
  const auditTableName = findSetting('AUDIT_TABLE_NAME');
  return {
    store: new DynamoDbStore({ tableName, auditTableName }),
    clock: new SystemClock(),
    ids: new UlidSource(),
    pacer: new JitterPacer(),
  };
}

export const makeHttpPorts = (): CorePorts & HandlerPorts => ({
  ...makeCorePorts(),
  keptReplies: dynamoDbKeptReplies({ client: sharedDocumentClient, tableName: getSetting('TABLE_NAME') }),
});
