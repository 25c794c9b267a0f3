import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type AwsClient, AwsError } from '../aws-client.ts';
import type { JsonObject } from '../cloudformation/cloud-assembly.ts';
import type { CloudResource } from '../cloudformation/template.ts';
import type { Messaging } from '../messaging/messaging.ts';
import { matchesAny, parseFilterCriteria } from './event-filter.ts';
import { createPause, type EventSource, failedItems } from './event-source.ts';
import type { LocalFunctions } from './functions.ts';

type StreamRecord = {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime?: number;
    readonly OldImage?: object;
    readonly NewImage?: object;
  };
};

export type StreamSourceSettings = {
  readonly mapping: CloudResource;
  readonly dynamoDb: AwsClient;
  readonly functions: LocalFunctions;
  readonly messaging: Messaging;
  readonly region: string;
  readonly dataFolder?: string | undefined;
  readonly onProgress: (line: string) => void;
};

const POLL_MS = 400;
const API = 'DynamoDBStreams_20120810';

/**
 * An event source mapping from a table's stream to a function: filters, batches, bisecting, bounded retries, partial
 * failures, and the on-failure destination. Its position is kept in the data folder after each batch, so a restart
 * repeats at most one. Batching windows and a record's maximum age are not waited for.
 */
export function createStreamSource(settings: StreamSourceSettings): EventSource {
  const { mapping, dynamoDb, functions, messaging } = settings;
  const { properties } = mapping;
  const streamArn = String(properties['EventSourceArn']);
  const table = streamArn.split('/')[1] ?? '';
  const functionName = String(properties['FunctionName']);
  const batchSize = Number(properties['BatchSize'] ?? 100);
  const retries = Number(properties['MaximumRetryAttempts'] ?? -1);
  const bisects = properties['BisectBatchOnFunctionError'] === true;
  const reportsItems = ((properties['FunctionResponseTypes'] ?? []) as string[]).includes('ReportBatchItemFailures');
  const patterns = parseFilterCriteria(properties['FilterCriteria']);
  const destination = destinationOf(properties['DestinationConfig'] as JsonObject | undefined);
  const positionFile = settings.dataFolder && join(settings.dataFolder, `position-${mapping.logicalId}`);
  const pause = createPause();
  let iterator: string | undefined;
  let polling: Promise<void> = Promise.resolve();
  let isBusy = false;
  let isStopped = false;

  async function startIterator(): Promise<string | undefined> {
    if (positionFile && existsSync(positionFile)) return readFileSync(positionFile, 'utf8');
    type Stream = { StreamArn: string };
    const { Streams } = await dynamoDb.call<{ Streams: Stream[] }>(`${API}.ListStreams`, { TableName: table });
    const StreamArn = Streams[0]?.StreamArn;
    if (StreamArn === undefined) throw new Error(`${mapping.path} reads the stream of ${table}, which has none.`);
    type Description = { StreamDescription: { Shards: { ShardId: string }[] } };
    const { StreamDescription } = await dynamoDb.call<Description>(`${API}.DescribeStream`, { StreamArn });
    const ShardId = StreamDescription.Shards[0]?.ShardId;
    if (ShardId === undefined) return undefined;
    // From the beginning even where the template says LATEST: the mapping is older than any write that comes.
    const input = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    return (await dynamoDb.call<{ ShardIterator: string }>(`${API}.GetShardIterator`, input)).ShardIterator;
  }

  async function read(): Promise<{ records: StreamRecord[]; next: string | undefined }> {
    iterator ??= await startIterator();
    if (iterator === undefined) return { records: [], next: undefined };
    const { Records, NextShardIterator } = await dynamoDb.call<{ Records: StreamRecord[]; NextShardIterator?: string }>(
      `${API}.GetRecords`,
      { ShardIterator: iterator, Limit: Math.min(1000, batchSize) },
    );
    return { records: Records, next: NextShardIterator };
  }

  async function invoke(records: readonly StreamRecord[]): Promise<number> {
    const event = {
      Records: records.map((record) => ({ ...record, awsRegion: settings.region, eventSourceARN: streamArn })),
    };
    const invocation = await functions.invoke(functionName, event);
    const identifiers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const failed = failedItems(invocation, { identifiers, reportsItems });
    if (failed === 'none') return records.length;
    // Of several failures the first counts: the stream is read again from there.
    return failed === 'all' ? 0 : identifiers.findIndex((id) => failed.has(id));
  }

  /** False if the source was stopped before all records were delivered or given up. */
  async function deliver(records: readonly StreamRecord[], attempt = 0): Promise<boolean> {
    if (isStopped) return false;
    const rest = records.slice(await invoke(records));
    if (rest.length === 0) return true;
    if (isStopped) return false;
    if (retries >= 0 && attempt >= retries) {
      await giveUp(rest, attempt + 1);
      return true;
    }
    await pause.wait(Math.min(10_000, 100 * 2 ** attempt));
    if (!bisects || rest.length === 1) return deliver(rest, attempt + 1);
    const middle = Math.ceil(rest.length / 2);
    return (await deliver(rest.slice(0, middle), attempt + 1)) && deliver(rest.slice(middle), attempt + 1);
  }

  async function giveUp(records: readonly StreamRecord[], invocations: number): Promise<void> {
    const { name, arn } = functions.get(functionName);
    settings.onProgress(`${name} gave up ${records.length} stream records after ${invocations} attempts`);
    if (!destination) return;
    const first = records[0]?.dynamodb;
    const last = records.at(-1)?.dynamodb;
    const report = {
      requestContext: { functionArn: arn, condition: 'RetryAttemptsExhausted', approximateInvokeCount: invocations },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'local',
        startSequenceNumber: first?.SequenceNumber,
        endSequenceNumber: last?.SequenceNumber,
        batchSize: records.length,
        streamArn,
      },
    };
    await messaging.sendTo(destination, JSON.stringify(report));
  }

  async function round(): Promise<boolean> {
    const { records, next } = await read();
    const wanted = records.filter((record) => !isUnchanged(record) && matchesAny(record, patterns));
    if (wanted.length > 0 && !(await deliver(wanted))) return false;
    if (records.length > 0 && next !== undefined) {
      iterator = next;
      if (positionFile) writeFileSync(positionFile, next);
    }
    return records.length > 0;
  }

  async function poll(): Promise<void> {
    while (!isStopped) {
      isBusy = true;
      const found = await round().catch((error: unknown) => {
        if (isStopped) return false;
        if (!(error instanceof AwsError)) throw error;
        settings.onProgress(`reading the stream of ${table}: ${error.message}`);
        return false;
      });
      isBusy = false;
      if (!found) await pause.wait(POLL_MS);
    }
  }

  return {
    start: () => {
      polling = poll();
    },
    wake: pause.wake,
    isIdle: async () => !isBusy && (await read()).records.length === 0 && !isBusy,
    stop: async () => {
      isStopped = true;
      pause.wake();
      await polling;
    },
  };
}

// DynamoDB writes no stream record when an item is put unchanged; the embedded one does.
function isUnchanged({ eventName, dynamodb }: StreamRecord): boolean {
  const { OldImage, NewImage } = dynamodb;
  return eventName === 'MODIFY' && OldImage !== undefined && isDeepStrictEqual(OldImage, NewImage);
}

function destinationOf(config: JsonObject | undefined): string | undefined {
  const destination = (config?.['OnFailure'] as JsonObject | undefined)?.['Destination'];
  return typeof destination === 'string' ? destination : undefined;
}
