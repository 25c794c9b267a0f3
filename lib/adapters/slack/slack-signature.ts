import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older or younger than this, a request may be somebody's recording of an earlier one. */
const WINDOW_SECONDS = 5 * 60;
/** Whoever sends nonsense does not make us ask for the secret each time. */
const REFRESH_EVERY_MS = 10_000;

export interface SignedRequest {
  /** As it came over the wire, before anything was parsed. */
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/**
 * Tells Slack's own requests from others', by their v0 signature
 * (https://docs.slack.dev/authentication/verifying-requests-from-slack). `secret` reads the signing secret, afresh where
 * asked: one that was rotated since is good as well.
 */
export class SlackSignature {
  readonly #secret: (fresh: boolean) => Promise<string>;
  readonly #now: () => number;
  #refreshedAt = Number.NEGATIVE_INFINITY;

  constructor(options: { readonly secret: (fresh: boolean) => Promise<string>; readonly now: () => number }) {
    this.#secret = options.secret;
    this.#now = options.now;
  }

  /** `unsigned`: not Slack's, or not any more. Throws where the secret cannot be read. */
  async verify({ body, headers }: SignedRequest): Promise<'signed' | 'unsigned'> {
    const timestamp = headers['x-slack-request-timestamp'] ?? '';
    const signature = headers['x-slack-signature'] ?? '';
    if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'unsigned';
    if (Math.abs(this.#now() / 1_000 - Number(timestamp)) > WINDOW_SECONDS) return 'unsigned';
    const given = Buffer.from(signature);
    const isBy = (secret: string): boolean => timingSafeEqual(given, Buffer.from(sign(secret, timestamp, body)));
    if (isBy(await this.#secret(false))) return 'signed';
    if (this.#now() - this.#refreshedAt < REFRESH_EVERY_MS) return 'unsigned';
    this.#refreshedAt = this.#now();
    return isBy(await this.#secret(true)) ? 'signed' : 'unsigned';
  }
}

const sign = (secret: string, timestamp: string, body: Buffer): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;
