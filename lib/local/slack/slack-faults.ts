import type { SlackStore } from './slack-store.ts';

/**
 * Trouble that a test orders. `rateLimit`, `error`, `status` and `lostAnswer` hit the next `times` calls (of one channel
 * or method, if named); the rest are states that stay.
 */
export type SlackFault = {
  readonly rateLimit?: { readonly times: number; readonly retryAfter: number };
  readonly error?: string;
  readonly status?: number;
  /** The message is taken, but the connection breaks before the answer. */
  readonly lostAnswer?: boolean;
  readonly times?: number;
  readonly channel?: string;
  readonly method?: string;
  /** Enforce Slack's one message per second and channel. */
  readonly onePerSecond?: boolean;
  readonly unknownChannels?: readonly string[];
  readonly archivedChannels?: readonly string[];
  readonly leftChannels?: readonly string[];
  readonly revokedTokens?: readonly string[];
  /** Forget every fault ordered before. */
  readonly clear?: boolean;
};

type Pending = Required<Pick<SlackFault, 'times'>> & SlackFault;

/** The trouble that has been ordered and not yet been had. */
export class SlackFaults {
  readonly unknownChannels = new Set<string>();
  readonly archivedChannels = new Set<string>();
  readonly leftChannels = new Set<string>();
  readonly revokedTokens = new Set<string>();
  readonly #store: SlackStore;
  readonly #lastPost = new Map<string, number>();
  #pending: Pending[] = [];
  #isOnePerSecond = false;

  constructor(store: SlackStore) {
    this.#store = store;
  }

  order(fault: SlackFault): void {
    if (fault.clear) this.#clear();
    if (fault.onePerSecond !== undefined) this.#isOnePerSecond = fault.onePerSecond;
    for (const name of STATES) for (const entry of fault[name] ?? []) this[name].add(entry);
    const isCounted = fault.rateLimit ?? fault.error ?? fault.status ?? fault.lostAnswer;
    if (isCounted !== undefined) this.#pending.push({ ...fault, times: fault.times ?? fault.rateLimit?.times ?? 1 });
  }

  /** The fault that hits this call, which counts as had. */
  take(method: string, channel: unknown): SlackFault | undefined {
    const fault = this.#pending.find(
      (candidate) =>
        candidate.times > 0 &&
        (candidate.method === undefined || candidate.method === method) &&
        (candidate.channel === undefined || this.#isSameChannel(candidate.channel, channel)),
    );
    if (fault) {
      this.#pending = this.#pending.map((entry) => (entry === fault ? { ...entry, times: entry.times - 1 } : entry));
    }
    return fault;
  }

  /** Whether the channel has had a message in this second; otherwise it has now. */
  isTooSoon(channel: string): boolean {
    if (!this.#isOnePerSecond) return false;
    const { id } = this.#store.open(channel);
    // Real time: a limit that a moved clock could lift would prove nothing.
    if (Date.now() - (this.#lastPost.get(id) ?? 0) < 1000) return true;
    this.#lastPost.set(id, Date.now());
    return false;
  }

  #clear(): void {
    this.#pending = [];
    this.#isOnePerSecond = false;
    for (const name of STATES) this[name].clear();
  }

  #isSameChannel(name: string, channel: unknown): boolean {
    return typeof channel === 'string' && this.#store.open(name).id === this.#store.open(channel).id;
  }
}

const STATES = ['unknownChannels', 'archivedChannels', 'leftChannels', 'revokedTokens'] as const;
