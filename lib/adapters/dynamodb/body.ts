import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import type { Entities } from '../../application/ports/entities.ts';
import { DEFAULT_JSON_LIMITS } from '../../domain/schema/json.ts';
import { type Attributes, assertReadable, SCHEMA_VERSION } from './codec.ts';
import { keyOfItem } from './keys.ts';

type Body = Entities['schema'];

// 390 kB, not 400: keys and the other attributes count towards DynamoDB's item limit.
export const CHUNK_BYTES = 390 * 1024;
/** A UTF-16 code unit takes at most three bytes of UTF-8; nothing longer was ever accepted. */
const LARGEST_BODY = 3 * DEFAULT_JSON_LIMITS.length;
// Beyond 5 it takes several times as long for no smaller schemas (measured on 3.7 MB: 82 ms, 9 takes 356 ms).
const QUALITY = 5;

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** The items of a version's body: brotli, cut into chunks; the first knows how many there are. */
export async function encodeBody(body: Body): Promise<readonly Attributes[]> {
  const text = Buffer.from(body.canonical);
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  const compressed = await compress(text, { params });
  const { pk, sk } = keyOfItem('schema', body);
  const chunks = Math.ceil(compressed.length / CHUNK_BYTES);
  return Array.from({ length: chunks }, (_, index) => ({
    pk,
    sk: `${sk.slice(0, -2)}${String(index).padStart(2, '0')}`,
    entity: 'schema',
    schemaVersion: SCHEMA_VERSION,
    ...(index === 0 ? { subject: body.subject, version: body.version, chunks, bytes: text.length } : {}),
    body: compressed.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES),
  }));
}

/**
 * The body of the given items in order of their keys, or nothing where there are none. Throws where a chunk is missing
 * or the text does not have the length that was stored with it.
 */
export async function decodeBody(items: readonly Attributes[]): Promise<Body | undefined> {
  const [first] = items;
  if (!first) return undefined;
  assertReadable(first);
  const { pk, subject, version, chunks, bytes } = first;
  const parts = items.slice(0, Number(chunks)).map((item) => item['body']);
  const isComplete = parts.length === chunks && parts.every((part) => part instanceof Uint8Array);
  if (typeof subject !== 'string' || typeof version !== 'number' || typeof bytes !== 'number' || !isComplete)
    throw new Error(
      `the stored body of version ${version} in ${pk} is incomplete: ${parts.length} of ${chunks} chunks`,
    );
  // A bomb in the table must not take the function with it.
  const maxOutputLength = Math.min(bytes, LARGEST_BODY);
  const text = await decompress(Buffer.concat(parts), { maxOutputLength });
  if (text.length !== bytes)
    throw new Error(`the stored body of version ${version} in ${pk} has ${text.length} bytes instead of ${bytes}`);
  return { subject, version, canonical: text.toString() };
}
