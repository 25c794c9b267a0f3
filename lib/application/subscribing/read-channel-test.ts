import type { Delivery } from '../../domain/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { planChannelTest } from '../../domain/notification/plan/plan-channel-test.ts';
import type { Principal } from '../../domain/principal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';
import { loadManaged } from './consumers.ts';
import type { ChannelTestRun } from './test-channels.ts';

/** What has become of a test of a model's channels, of those that it still has. Throws `not-found`, `forbidden`. */
export async function readChannelTest(
  request: { readonly consumer: string; readonly test: string; readonly principal: Principal },
  { store, clock }: { readonly store: Store; readonly clock: Clock },
): Promise<ChannelTestRun> {
  const { test } = request;
  const consumer = await loadManaged(request.consumer, request.principal, store);
  const planned = planChannelTest(consumer, { id: test, now: clock.now() });
  const found = await Promise.all(planned.map(({ id }) => store.find('delivery', { id })));
  const deliveries = found.filter((delivery): delivery is Delivery => delivery !== undefined);
  if (deliveries.length > 0) return { test, deliveries };
  const detail = `there is no test ${JSON.stringify(test.slice(0, 40))} of the channels of ${consumer.name}; \`forewarn channels test\` begins one`;
  throw new DomainError('not-found', detail);
}
