import type { ChannelOutcome } from '../../application/ports/channel.ts';
import type { WebReceipt } from '../../domain/receipt.ts';
import type { PostAnswer } from './post-https.ts';
import { NOT_PUBLIC } from './public-address.ts';

const DEFAULT_WAIT_SECONDS = 60;
/** A day: longer than that nobody's limit lasts. */
const LONGEST_WAIT_SECONDS = 86_400;

/** What the other side is called in a message, and what to do about its refusals by status. */
export interface OtherSide {
  readonly name: string;
  readonly remedies: Readonly<Record<number, string>>;
  /** The header with its own id of the request. */
  readonly requestHeader?: string;
}

/** What an answer to a post means. Nothing that the other side wrote is repeated: it may have echoed the secret address. */
export function outcomeOf(
  answer: PostAnswer,
  { name, remedies, requestHeader }: OtherSide,
  now: number,
): ChannelOutcome<WebReceipt> {
  const { status, header } = answer;
  if (status >= 200 && status < 300) {
    const request = requestHeader === undefined ? undefined : header(requestHeader)?.slice(0, 100);
    return { outcome: 'sent', receipt: request === undefined ? { status } : { status, request } };
  }
  if (status === 429) return { outcome: 'rate-limited', retryAfterSeconds: waitOf(header('retry-after'), now) };
  if (status >= 500 || status === 408) return { outcome: 'unknown', error: `HTTP ${status} from ${name}` };
  const remedy =
    remedies[status] ?? (status < 400 ? 'it leads elsewhere: name the address that it leads to' : undefined);
  return { outcome: 'refused', error: `HTTP ${status} from ${name}${remedy === undefined ? '' : `: ${remedy}`}` };
}

/** What a post without an answer means, by the error's code alone: its message may name more than it should. */
export function outcomeOfError(error: unknown, { name }: Pick<OtherSide, 'name'>): ChannelOutcome<WebReceipt> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  if (code === NOT_PUBLIC)
    return {
      outcome: 'refused',
      error: `the host of ${name} has an address that is not public: it must be reachable from the Internet`,
    };
  return { outcome: 'unknown', error: `no answer from ${name} (${code.slice(0, 60)})` };
}

/** Seconds, or a date (RFC 9110). */
function waitOf(text: string | undefined, now: number): number {
  const seconds = /^\d+$/.test(text ?? '') ? Number(text) : (Date.parse(text ?? '') - now) / 1_000;
  return Number.isFinite(seconds)
    ? Math.min(LONGEST_WAIT_SECONDS, Math.max(1, Math.ceil(seconds)))
    : DEFAULT_WAIT_SECONDS;
}
