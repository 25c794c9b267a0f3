import { DomainError } from '../../domain/errors.ts';
import { type JsonValue, parseJson, positionAt } from '../../domain/schema/json.ts';

/** 4 MB of JSON text: what one DynamoDB transaction can hold, and base64 still fits the 6 MB a function takes. */
export const MAX_BODY_BYTES = 4_000_000;

/** JSON by any of its names: `application/json`, `application/schema+json`; other charsets than UTF-8 do not exist in it. */
const JSON_TYPE = /^application\/(?:json|[\w.!#$&^-]+\+json)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The body's text, decoded from base64 if API Gateway says so. Throws `too-large` and `not-json` (not UTF-8). */
export function readText(event: { readonly body?: string | undefined; readonly isBase64Encoded: boolean }): string {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES)
    throw new DomainError(
      'too-large',
      `the body has ${bytes.length} bytes, at most ${MAX_BODY_BYTES} are taken; split the schema into several subjects`,
    );
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError)
      throw new DomainError('not-json', 'the body is not UTF-8, as JSON must be (RFC 8259)');
    throw error;
  }
}

/** The body as JSON with its digits kept; `undefined` if nothing was sent. Throws `unsupported-media-type` and `not-json`. */
export function readJson(text: string, contentType: string | undefined): JsonValue | undefined {
  if (text.trim() === '') return undefined;
  if (!JSON_TYPE.test(contentType ?? ''))
    throw new DomainError(
      'unsupported-media-type',
      `the body is said to be ${contentType ? `"${contentType.slice(0, 100)}"` : 'of no type'}; send it as Content-Type: application/json`,
    );
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  const { line, column } = positionAt(text, parsed.offset);
  const detail = `line ${line}, column ${column}: ${parsed.detail}`;
  throw new DomainError(parsed.problem === 'limit' ? 'too-large' : 'not-json', detail, {
    errors: [{ pointer: '', detail }],
    extensions: { line, column },
  });
}
