// Its default is module.exports, under Node as in a bundle; its named exports are not found by either.
import slack, { type WebClient as SlackClient } from '@slack/web-api';

export interface SlackConnectionOptions {
  /** The bot token; read at the first call, and again after Slack has refused it (a rotation). */
  readonly token: (fresh: boolean) => Promise<string>;
  /** Another address than Slack's own, for the local cloud. */
  readonly apiUrl?: string | undefined;
  /** How long a call may take; a person who has just pressed a button has less patience than a queue. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 5_000;

/** One client of Slack's Web API, made when first needed. It never repeats a call by itself: the caller knows when. */
export class SlackConnection {
  readonly #options: SlackConnectionOptions;
  #client: Promise<SlackClient> | undefined;

  constructor(options: SlackConnectionOptions) {
    this.#options = options;
  }

  /** `fresh`: with the token as it is now, after Slack has refused the former one. */
  async connect(fresh: boolean): Promise<SlackClient> {
    if (fresh || !this.#client) this.#client = this.#createClient(fresh);
    try {
      return await this.#client;
    } catch (error) {
      this.#client = undefined;
      throw error;
    }
  }

  async #createClient(fresh: boolean): Promise<SlackClient> {
    const { apiUrl, token, timeoutMs = TIMEOUT_MS } = this.#options;
    return new slack.WebClient(await token(fresh), {
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: timeoutMs,
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    });
  }
}
