import { afterAll, beforeAll } from 'vitest';
import { DynamoDbStore } from '../../../lib/adapters/dynamodb/dynamodb-store.ts';
import { type EmbeddedDynamoDb, startEmbeddedDynamoDb } from '../../fakes/embedded-dynamodb.ts';
import { describeStore } from './store-contract.ts';

let database: EmbeddedDynamoDb;
beforeAll(async () => {
  database = await startEmbeddedDynamoDb();
});
afterAll(() => database.stop());

describeStore('the store on DynamoDB', async () => new DynamoDbStore(await database.createTables(), database.client));
