import type { ChannelOutcome } from '../../lib/application/ports/channel.ts';
import type { EventMessage, EventPublisher } from '../../lib/application/ports/event-publisher.ts';
import type { SnsReceipt } from '../../lib/domain/receipt.ts';
import type { Random } from './random.ts';

export interface SimulatedEvent {
  readonly at: string;
  readonly message: EventMessage;
}

/** A topic that keeps what it takes, and now and then breaks off before it answers. */
export class SimulatedEvents implements EventPublisher {
  readonly published: SimulatedEvent[] = [];
  readonly #random: Random;
  readonly #now: () => string;

  constructor(random: Random, now: () => string) {
    this.#random = random;
    this.#now = now;
  }

  async post(message: EventMessage): Promise<ChannelOutcome<SnsReceipt>> {
    this.published.push({ at: this.#now(), message });
    if (this.#random.chance(0.005)) return { outcome: 'unknown', error: 'socket hang up' };
    return { outcome: 'sent', receipt: { messageId: `message-${this.published.length}` } };
  }
}
