import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** The two tables and the client that all parts of the store share. */
export interface Tables {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  /** Absent in functions that never commit nor read the audit trail. */
  readonly audit: string | undefined;
}

/** Throws if the function was deployed without the audit table. */
export function auditTable({ audit }: Tables): string {
  if (audit === undefined) throw new Error('the audit table is not known here; set AUDIT_TABLE_NAME for this function');
  return audit;
}

/** A document client as the store needs it; the endpoint may come from AWS_ENDPOINT_URL_DYNAMODB. */
export function createDocumentClient(connection: { readonly endpoint?: string } = {}): DynamoDBDocumentClient {
  const client = new DynamoDBClient({
    ...connection,
    // A caller behind API Gateway waits 30 s at most: four tries of 5 s leave room for two calls in a row to be slow.
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

let shared: DynamoDBDocumentClient | undefined;
/** One client a process, made when first needed: its connections outlive an invocation. */
export function sharedDocumentClient(): DynamoDBDocumentClient {
  shared ??= createDocumentClient();
  return shared;
}
