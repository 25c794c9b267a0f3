import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { AwsClient } from '../aws-client.ts';

export type StreamRecord = {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly dynamodb: {
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime?: number;
    readonly OldImage?: object;
    readonly NewImage?: object;
  };
};

type StreamPage = { readonly records: readonly StreamRecord[]; readonly next: string | undefined };

type ReaderSettings = {
  readonly dynamoDb: AwsClient;
  readonly table: string;
  readonly limit: number;
  /** Who reads, for error messages. */
  readonly path: string;
  /** Where the position is kept between runs; without it, it is forgotten. */
  readonly positionFile: string | undefined;
};

const API = 'DynamoDBStreams_20120810';

/** Reads the stream of one table from where it was left. */
export class StreamReader {
  readonly #settings: ReaderSettings;
  #iterator: string | undefined;

  constructor(settings: ReaderSettings) {
    this.#settings = settings;
  }

  /** The next records; the same ones again until `advance` is called. */
  async read(): Promise<StreamPage> {
    this.#iterator ??= await this.#start();
    if (this.#iterator === undefined) return { records: [], next: undefined };
    const input = { ShardIterator: this.#iterator, Limit: Math.min(1000, this.#settings.limit) };
    type Answer = { Records: StreamRecord[]; NextShardIterator?: string };
    const { Records, NextShardIterator } = await this.#settings.dynamoDb.call<Answer>(`${API}.GetRecords`, input);
    return { records: Records, next: NextShardIterator };
  }

  /** Goes on to the page that `read` named as the next. */
  advance(next: string): void {
    this.#iterator = next;
    if (this.#settings.positionFile) writeFileSync(this.#settings.positionFile, next);
  }

  async #start(): Promise<string | undefined> {
    const { dynamoDb, table, path, positionFile } = this.#settings;
    if (positionFile && existsSync(positionFile)) return readFileSync(positionFile, 'utf8');
    type Stream = { StreamArn: string };
    const { Streams } = await dynamoDb.call<{ Streams: Stream[] }>(`${API}.ListStreams`, { TableName: table });
    const StreamArn = Streams[0]?.StreamArn;
    if (StreamArn === undefined) throw new Error(`${path} reads the stream of ${table}, which has none.`);
    type Description = { StreamDescription: { Shards: { ShardId: string }[] } };
    const { StreamDescription } = await dynamoDb.call<Description>(`${API}.DescribeStream`, { StreamArn });
    const ShardId = StreamDescription.Shards[0]?.ShardId;
    if (ShardId === undefined) return undefined;
    // From the beginning even where the template says LATEST: the mapping is older than any write that comes.
    const input = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' };
    return (await dynamoDb.call<{ ShardIterator: string }>(`${API}.GetShardIterator`, input)).ShardIterator;
  }
}

/** DynamoDB writes no stream record when an item is put unchanged; the embedded one does. */
export function isUnchanged({ eventName, dynamodb }: StreamRecord): boolean {
  const { OldImage, NewImage } = dynamodb;
  return eventName === 'MODIFY' && OldImage !== undefined && isDeepStrictEqual(OldImage, NewImage);
}
