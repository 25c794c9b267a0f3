import type { Consumer } from '../../consumer.ts';
import type { Delivery } from '../../delivery.ts';
import { channelsOf, type Places } from '../channels.ts';
import { channelTestId } from './delivery-id.ts';
import { pendingDelivery } from './pending-delivery.ts';

/** One delivery to each of a model's channels that says nothing but that it arrives; `id` is the test's own. */
export const planChannelTest = (
  consumer: Pick<Consumer, 'name' | 'team'> & Places,
  { id, now }: { readonly id: string; readonly now: string },
): readonly Delivery[] =>
  channelsOf(consumer).map((channel) =>
    pendingDelivery(
      {
        id: channelTestId({ team: consumer.team, consumer: consumer.name, channel, id }),
        kind: 'test',
        channel,
        team: consumer.team,
        consumers: [consumer.name],
      },
      now,
    ),
  );
