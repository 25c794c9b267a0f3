import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from '../../lib/domain/containment/engine-version.ts';
import { createAwsClient } from '../../lib/local/aws-client.ts';
import { startDynamoDb } from '../../lib/local/dynamodb/dynamodb-process.ts';
import { type System, startSystem } from './system.ts';

const SUBJECT = 'payments.upgraded';
const VERSIONS = `/v1/subjects/${SUBJECT}/versions`;
const schema = (category: object) => ({ type: 'object', properties: { category }, required: ['category'] });
const API = 'DynamoDB_20120810';

/** The system is stopped, its data made what an older release would have left, and this release started on them. */
describe('a release with a newer engine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'forewarn-upgrade-'));
  let system: System | undefined;
  let id = '';
  const call = async (method: string, path: string, body?: unknown, as = 'admin') => {
    if (!system) throw new Error('the system does not run');
    return await system.call(method, path, { as, ...(body === undefined ? {} : { body }) });
  };
  async function start(): Promise<void> {
    system = await startSystem({ dataFolder: folder });
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
  }
  async function stop(): Promise<void> {
    await system?.stop();
    system = undefined;
  }

  /** As if the engine of before had found that `churn` can take the change, and had kept no version. */
  async function makeOld(): Promise<void> {
    const database = await startDynamoDb({ dataFolder: folder });
    const client = createAwsClient(database.endpoint, 'eu-central-1');
    const { TableNames } = await client.call<{ TableNames: readonly string[] }>(`${API}.ListTables`, {});
    const pk = { S: `ANNOUNCEMENT#${id}` };
    for (const TableName of TableNames) {
      const found = await client.call<{ Item?: object }>(`${API}.GetItem`, {
        TableName,
        Key: { pk, sk: { S: 'META' } },
      });
      if (!found.Item) continue;
      const Key = { pk, sk: { S: 'META' } };
      await client.call(`${API}.UpdateItem`, { TableName, Key, UpdateExpression: 'REMOVE judged' });
      await client.call(`${API}.DeleteItem`, { TableName, Key: { pk, sk: { S: 'MIGRATION#fraud-ml#churn' } } });
    }
    client.close();
    await database.stop();
  }

  beforeAll(async () => {
    await start();
    await call('POST', VERSIONS, { schema: schema({ type: 'integer' }) }, 'payments');
    for (const name of ['fraud', 'churn']) {
      await call('PUT', `/v1/consumers/${name}`, { tier: 'standard', slack: { channel: `#${name}` } }, 'fraud-ml');
      const body = { trainedOn: 'head', reads: [{ pointer: '/category' }] };
      await call('PUT', `/v1/consumers/${name}/subscriptions/${SUBJECT}`, body, 'fraud-ml');
    }
    const published = await call('POST', VERSIONS, { schema: schema({ type: 'string' }) }, 'payments');
    id = published.body.announcementId;
    await system?.settle();
    await stop();
    await makeOld();
    await start();
  }, 240_000);
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lists what would follow, and then tells once whom the change breaks after all', async () => {
    const churn = `/v1/announcements/${id}/migrations/churn`;
    const told = async () => (await system?.slack())?.filter(({ channel, thread }) => channel === '#churn' && !thread);
    // What the channel holds of before, when the model had been told as any other.
    const before = (await told())?.length ?? 0;
    expect((await call('GET', churn)).status).toBe(404);
    const listed = await system?.forewarn('admin', ['rejudge', '--dry-run']);
    expect(listed?.stdout).toMatch(
      /payments\.upgraded v2 +churn +fraud-ml +none -> breaking +is told, with full notice/,
    );
    await call('POST', '/__local/clock', { advance: 'PT16M' });
    await system?.settle();
    expect((await call('GET', churn)).body).toMatchObject({
      ...{ verdict: 'breaking', concern: 'breaking', state: { name: 'notified' } },
      judged: { engine: ENGINE_VERSION, contentModel: 'declared' },
    });
    expect((await call('GET', `/v1/announcements/${id}`)).body).toMatchObject({ judged: { engine: ENGINE_VERSION } });
    const audit = (await call('GET', `/v1/audit-events?announcement=${id}`)).body.items;
    const actions = audit.map(({ action }: { action: string }) => action);
    expect(actions).toEqual(expect.arrayContaining(['migration.rejudged', 'announcement.rejudged']));
    await call('POST', '/__local/clock', { advance: 'PT1H' });
    await system?.settle();
    expect(await told()).toHaveLength(before + 1);
    const { body } = await call('GET', `/v1/audit-events?announcement=${id}&limit=100`);
    const again = body.items.filter(({ action }: { action: string }) => action === 'announcement.rejudged');
    expect(again).toHaveLength(1);
    const after = await system?.forewarn('admin', ['rejudge', '--dry-run']);
    expect(after?.stdout).toContain(`0 open announcements judged before engine ${ENGINE_VERSION}`);
    expect(system?.cloud.denials()).toEqual([]);
  }, 120_000);
});
