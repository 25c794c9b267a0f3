import { join } from 'node:path';
import { type AwsClient, AwsError } from '../aws-client.ts';
import type { Messaging } from '../messaging/messaging.ts';
import { matchesAny } from './event-filter.ts';
import type { EventMapping } from './event-mapping.ts';
import { createPause, type EventSource, failedItems } from './event-source.ts';
import type { LocalFunctions } from './functions.ts';
import { isUnchanged, StreamReader, type StreamRecord } from './stream-reader.ts';

export type StreamSourceSettings = {
  readonly mapping: EventMapping;
  readonly dynamoDb: AwsClient;
  readonly functions: LocalFunctions;
  readonly messaging: Messaging;
  readonly region: string;
  readonly dataFolder?: string | undefined;
  readonly onProgress: (line: string) => void;
};

const POLL_MS = 400;

/**
 * An event source mapping from a table's stream to a function: filters, batches, bisecting, bounded retries, partial
 * failures, and the on-failure destination. Its position is kept in the data folder after each batch, so a restart
 * repeats at most one. Batching windows and a record's maximum age are not waited for.
 */
export class StreamSource implements EventSource {
  readonly #settings: StreamSourceSettings;
  readonly #table: string;
  readonly #reader: StreamReader;
  readonly #pause = createPause();
  #polling: Promise<void> = Promise.resolve();
  #isBusy = false;
  #isStopped = false;

  constructor(settings: StreamSourceSettings) {
    const { mapping, dynamoDb, dataFolder } = settings;
    this.#settings = settings;
    this.#table = mapping.sourceArn.split('/')[1] ?? '';
    this.#reader = new StreamReader({
      dynamoDb,
      table: this.#table,
      limit: mapping.batchSize,
      path: mapping.path,
      positionFile: dataFolder && join(dataFolder, `position-${mapping.logicalId}`),
    });
  }

  start(): void {
    this.#polling = this.#poll();
  }

  wake(): void {
    this.#pause.wake();
  }

  async isIdle(): Promise<boolean> {
    return !this.#isBusy && (await this.#reader.read()).records.length === 0 && !this.#isBusy;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#pause.wake();
    await this.#polling;
  }

  async #poll(): Promise<void> {
    while (!this.#isStopped) {
      this.#isBusy = true;
      const found = await this.#round().catch((error: unknown) => {
        if (this.#isStopped) return false;
        if (!(error instanceof AwsError)) throw error;
        this.#settings.onProgress(`reading the stream of ${this.#table}: ${error.message}`);
        return false;
      });
      this.#isBusy = false;
      if (!found) await this.#pause.wait(POLL_MS);
    }
  }

  async #round(): Promise<boolean> {
    const { records, next } = await this.#reader.read();
    const { patterns } = this.#settings.mapping;
    const wanted = records.filter((record) => !isUnchanged(record) && matchesAny(record, patterns));
    if (wanted.length > 0 && !(await this.#deliver(wanted))) return false;
    if (records.length > 0 && next !== undefined) this.#reader.advance(next);
    return records.length > 0;
  }

  /** False if the source was stopped before all records were delivered or given up. */
  async #deliver(records: readonly StreamRecord[], attempt = 0): Promise<boolean> {
    const { retries, bisects } = this.#settings.mapping;
    if (this.#isStopped) return false;
    const rest = records.slice(await this.#invoke(records));
    if (rest.length === 0) return true;
    if (this.#isStopped) return false;
    if (retries >= 0 && attempt >= retries) {
      await this.#giveUp(rest, attempt + 1);
      return true;
    }
    await this.#pause.wait(Math.min(10_000, 100 * 2 ** attempt));
    if (!bisects || rest.length === 1) return this.#deliver(rest, attempt + 1);
    const middle = Math.ceil(rest.length / 2);
    const isFirstHalfDone = await this.#deliver(rest.slice(0, middle), attempt + 1);
    return isFirstHalfDone && this.#deliver(rest.slice(middle), attempt + 1);
  }

  /** How many of the records the function is done with, from the first on. */
  async #invoke(records: readonly StreamRecord[]): Promise<number> {
    const { mapping, functions, region } = this.#settings;
    const event = {
      Records: records.map((record) => ({ ...record, awsRegion: region, eventSourceARN: mapping.sourceArn })),
    };
    const invocation = await functions.invoke(mapping.functionName, event);
    const identifiers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    const failed = failedItems(invocation, { identifiers, reportsItems: mapping.reportsItems });
    if (failed === 'none') return records.length;
    // Of several failures the first counts: the stream is read again from there.
    return failed === 'all' ? 0 : identifiers.findIndex((id) => failed.has(id));
  }

  async #giveUp(records: readonly StreamRecord[], invocations: number): Promise<void> {
    const { mapping, functions, messaging, onProgress } = this.#settings;
    const { name, arn } = functions.get(mapping.functionName);
    onProgress(`${name} gave up ${records.length} stream records after ${invocations} attempts`);
    if (!mapping.destination) return;
    const report = {
      requestContext: { functionArn: arn, condition: 'RetryAttemptsExhausted', approximateInvokeCount: invocations },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date().toISOString(),
      DDBStreamBatchInfo: {
        shardId: 'local',
        startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
        endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
        batchSize: records.length,
        streamArn: mapping.sourceArn,
      },
    };
    await messaging.sendTo(mapping.destination, JSON.stringify(report));
  }
}
