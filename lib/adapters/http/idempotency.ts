import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DomainError } from '../../domain/errors.ts';
import { answered } from '../dynamodb/failures.ts';
import type { KeptReplies, KeyedRequest } from './handler.ts';
import type { RenderedReply } from './reply.ts';

/** A day, as most public APIs keep theirs. */
const KEPT_SECONDS = 86_400;
/** At most 300 kB of UTF-8: an item holds 400 kB, and a reply that does not fit would fail after its work was done. */
const KEPT_CHARACTERS = 100_000;

interface Table {
  readonly client: () => DynamoDBClient;
  readonly tableName: string;
}

/** The stored item: the reply, or only that there was one. */
type Kept = RenderedReply | { readonly notKept: true };

/**
 * Replies kept in the table under `IDEMPOTENCY#<principal>`, removed by its TTL attribute `expiresAt`. Needs GetItem,
 * PutItem, UpdateItem and DeleteItem. A work that throws leaves nothing, so that a refused request can be repeated.
 */
export function dynamoDbKeptReplies(options: Table): KeptReplies {
  return {
    once: async (request, work) => {
      const powertools = await loadPowertools();
      let fresh: RenderedReply | undefined;
      const once = powertools.makeIdempotent(
        async (_request: Pick<KeyedRequest, 'key' | 'request'>): Promise<Kept> => {
          fresh = await work();
          return request.keep && fresh.body.length <= KEPT_CHARACTERS ? fresh : { notKept: true };
        },
        { ...keeping(powertools, request, options), keyPrefix: 'KEY', dataIndexArgument: 0 },
      );
      try {
        const kept = await once({ key: request.key, request: request.request });
        return fresh ?? answerAgain(kept);
      } catch (error) {
        if (error instanceof powertools.IdempotencyValidationError)
          throw new DomainError(
            'conflict',
            'this Idempotency-Key came with another request; use a new key for a new request',
          );
        if (error instanceof powertools.IdempotencyAlreadyInProgressError)
          throw new DomainError(
            'conflict',
            'the first request with this Idempotency-Key still runs; repeat in a second',
            { extensions: { retryable: true } },
          );
        if (error instanceof powertools.IdempotencyPersistenceLayerError) return afterFailure(error.cause, fresh);
        throw error;
      }
    },
  };
}

/** Lazily: reads never get here, and these modules add to the cold start. */
async function loadPowertools() {
  const [idempotency, storage] = await Promise.all([
    import('@aws-lambda-powertools/idempotency'),
    import('@aws-lambda-powertools/idempotency/dynamodb'),
  ]);
  return { ...idempotency, ...storage };
}

/** For how long and where the reply to a request is kept. */
function keeping(
  { IdempotencyConfig, DynamoDBPersistenceLayer }: Awaited<ReturnType<typeof loadPowertools>>,
  { principal, lambda }: Pick<KeyedRequest, 'principal' | 'lambda'>,
  { tableName, client }: Table,
) {
  const config = new IdempotencyConfig({
    eventKeyJmesPath: 'key',
    payloadValidationJmesPath: 'request',
    throwOnNoIdempotencyKey: true,
    expiresAfterSeconds: KEPT_SECONDS,
    hashFunction: 'sha256',
  });
  config.registerLambdaContext(lambda);
  // A layer for each request: its partition is the principal's own, so that no partition is everyone's.
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName,
    awsSdkV3Client: client(),
    keyAttr: 'pk',
    sortKeyAttr: 'sk',
    staticPkValue: `IDEMPOTENCY#${principal}`,
    expiryAttr: 'expiresAt',
  });
  return { config, persistenceStore };
}

function answerAgain(kept: Kept): RenderedReply {
  if ('notKept' in kept)
    throw new DomainError(
      'conflict',
      'the request with this Idempotency-Key was done, but its reply was not kept (it showed a secret, or was too long); look at its result or use a new key',
    );
  return { ...kept, headers: { ...kept.headers, 'idempotency-replayed': 'true' } };
}

/**
 * The table could not keep the reply. Where that passes by itself, the caller still gets the reply to work that is done,
 * and else a 503; what does not pass, such as a missing permission, must surface.
 */
async function afterFailure(cause: unknown, fresh: RenderedReply | undefined): Promise<RenderedReply> {
  try {
    return await answered<never>(Promise.reject(cause));
  } catch (failure) {
    if (fresh && failure instanceof DomainError) return fresh;
    throw failure;
  }
}
