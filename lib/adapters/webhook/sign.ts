import { createHash, createHmac } from 'node:crypto';

/** A secret of Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
const SECRET = /^whsec_([A-Za-z0-9+/]{32,88}={0,2})$/;

/** The key of such a secret; `undefined` if it is not one. */
export function keyOf(secret: unknown): Buffer | undefined {
  const encoded = typeof secret === 'string' ? SECRET.exec(secret)?.[1] : undefined;
  const key = encoded === undefined ? undefined : Buffer.from(encoded, 'base64');
  return key && key.length >= 24 && key.length <= 64 ? key : undefined;
}

/** The same event is the same message, however often it is posted. Without a full stop, which parts what is signed. */
export const messageIdOf = (eventId: string): string =>
  `msg_${createHash('sha256').update(eventId).digest('hex').slice(0, 40)}`;

/**
 * The headers of a message by https://www.standardwebhooks.com: a signature for each key, so that a receiver may hold either
 * the former or the next secret while they are changed. `timestamp`: seconds, of this attempt.
 */
export function signedHeaders(
  message: { readonly id: string; readonly timestamp: number; readonly body: string },
  keys: readonly Buffer[],
): Readonly<Record<string, string>> {
  const { id, timestamp, body } = message;
  const signatures = keys.map(
    (key) => `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signatures.join(' ') };
}
