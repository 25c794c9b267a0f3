import type { DeliveryMessage, DeliveryQueue, PlanMessage, PlanQueue } from '../../lib/application/ports/queues.ts';

class RecordingQueue<Message> {
  readonly messages: Message[] = [];
  /** Thrown by every send while it is set. */
  failure: Error | undefined;

  async send(message: Message): Promise<void> {
    if (this.failure) throw this.failure;
    this.messages.push(message);
  }
  /** Takes all that was sent, oldest first, and forgets it. */
  drain(): Message[] {
    return this.messages.splice(0);
  }
}

/** Keeps what was sent, for a test to look at or to hand on. */
export class RecordingPlanQueue extends RecordingQueue<PlanMessage> implements PlanQueue {}
export class RecordingDeliveryQueue extends RecordingQueue<DeliveryMessage> implements DeliveryQueue {}
