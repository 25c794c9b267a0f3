import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Handler } from './handler.ts';
import type { DeadLetters } from './queues.ts';

/** Never Scan, and no batch writes: they cannot be conditional. */
export type TableAction = 'GetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'ConditionCheckItem';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** Everything but the audit trail, in one table; docs/storage.md has its items and keys. */
export class RegistryTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      // Only kept replies to an Idempotency-Key have a number there; everything else stays until it is deleted.
      timeToLiveAttribute: 'expiresAt',
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'listing',
      partitionKey: text('listingPk'),
      sortKey: text('listingSk'),
      projectionType: ProjectionType.ALL,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: 'due',
      partitionKey: text('duePk'),
      sortKey: text('dueSk'),
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  grant(handler: Handler, actions: readonly TableAction[]): void {
    handler.allow(
      actions.map((action) => `dynamodb:${action}`),
      this.table.tableArn,
    );
    handler.setting('TABLE_NAME', this.table.tableName);
  }

  grantIndex(handler: Handler, index: 'listing' | 'due'): void {
    handler.allow(['dynamodb:Query'], `${this.table.tableArn}/index/${index}`);
    handler.setting('TABLE_NAME', this.table.tableName);
  }

  /**
   * Hands new announcements, withdrawn ones, those with news of production or of their policy, new deliveries and those that are sent again after they failed to the function; what it cannot forward ends as a dead
   * letter. Any other change of a delivery is none of the stream's: whoever makes it pending again, the sweep, also sends it.
   */
  streamTo(handler: Handler, deadLetters: DeadLetters): void {
    const stream = this.table.tableStreamArn;
    if (stream === undefined) throw new Error('the registry table has no stream');
    handler.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      stream,
    );
    deadLetters.receiveFrom(handler);
    new EventSourceMapping(handler, 'Stream', {
      target: handler.function,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      // A record that holds its shard up for longer than the sweep's turn helps nobody: the sweep sends it again.
      retryAttempts: 10,
      maxRecordAge: Duration.hours(1),
      onFailure: { bind: () => ({ destination: deadLetters.queue.queueArn }) },
      filters: [
        // Lambda takes five at most.
        itemFilter('INSERT', { entity: ['announcement', 'delivery'], status: [...ANNOUNCED, 'pending'] }),
        itemFilter('MODIFY', { entity: ['announcement'], status: ['withdrawn'] }),
        againFilter(),
        newsFilter('liveNews'),
        newsFilter('loosened'),
      ],
    });
  }
}

/** Each status of an announcement; a delivery has none of them. */
const ANNOUNCED = ['planning', 'open', 'closed', 'withdrawn', 'observed'];

function itemFilter(event: string, item: Readonly<Record<string, string[]>>): Record<string, string> {
  const attributes = Object.entries(item).map(([name, values]) => [name, { S: FilterRule.or(...values) }]);
  const eventName = FilterRule.isEqual(event);
  return FilterCriteria.filter({ eventName, dynamodb: { NewImage: Object.fromEntries(attributes) } });
}

/** A delivery that failed and is to be sent again. */
function againFilter(): Record<string, string> {
  const again = { entity: { S: FilterRule.isEqual('delivery') }, again: { BOOL: [true] } };
  return FilterCriteria.filter({ eventName: FilterRule.isEqual('MODIFY'), dynamodb: { NewImage: again } });
}

/** An announcement of which its readers are still to be notified; a map lies within an item as `M`. */
function newsFilter(news: 'liveNews' | 'loosened'): Record<string, string> {
  const untold = { entity: { S: FilterRule.isEqual('announcement') }, [news]: { M: { told: { BOOL: [false] } } } };
  return FilterCriteria.filter({ eventName: FilterRule.isEqual('MODIFY'), dynamodb: { NewImage: untold } });
}
