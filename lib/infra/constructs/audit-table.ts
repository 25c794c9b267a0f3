import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import type { Handler } from './handler.ts';

/** The index's name, and the entry's own attribute that is its key. */
const INDEXES = { subject: 'subject', consumer: 'consumer', announcement: 'announcementId' } as const;

/** Who did what; written in the transaction of what it tells of. No function may change or remove an entry. */
export class AuditTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const sortKey = { name: 'sk', type: AttributeType.STRING };
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const [indexName, attribute] of Object.entries(INDEXES)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: attribute, type: AttributeType.STRING },
        sortKey,
        projectionType: ProjectionType.ALL,
      });
    }
  }

  grantAppend(handler: Handler): void {
    handler.allow(['dynamodb:PutItem'], this.table.tableArn);
    handler.setting('AUDIT_TABLE_NAME', this.table.tableName);
  }

  grantHistory(handler: Handler): void {
    handler.allow(['dynamodb:Query'], ...Object.keys(INDEXES).map((index) => `${this.table.tableArn}/index/${index}`));
    handler.setting('AUDIT_TABLE_NAME', this.table.tableName);
  }
}
