import type { Delivery } from '../../domain/delivery.ts';
import { planChannelTest } from '../../domain/notification/plan/plan-channel-test.ts';
import type { Principal } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { loadManaged } from './consumers.ts';

/** One test of a model's channels: a delivery each. */
export interface ChannelTestRun {
  readonly test: string;
  readonly deliveries: readonly Delivery[];
}

/**
 * Sends a test message to each of a model's channels, on the way that every message takes. What became of it is read
 * by `readChannelTest`. Throws `not-found`, `forbidden`.
 */
export async function testChannels(
  request: { readonly consumer: string; readonly principal: Principal; readonly from?: string },
  ports: WritePorts,
): Promise<ChannelTestRun> {
  const { store } = ports;
  return await contend(ports.pacer, `the channels of ${request.consumer}`, async () => {
    const consumer = await loadManaged(request.consumer, request.principal, store);
    const now = ports.clock.now();
    const test = ports.ids.next(now);
    const deliveries = planChannelTest(consumer, { id: test, now });
    const detail = { test, channels: deliveries.map(({ channel }) => channel.kind) };
    const entry = auditEntry({ ...request, ports, now, action: 'channels.tested', consumer: consumer.name, detail });
    const writes = deliveries.map((item) => ({ put: 'delivery' as const, item, expect: 'absent' as const }));
    return (await store.commit(writes, entry)) === 'lost' ? 'lost' : { test, deliveries };
  });
}
