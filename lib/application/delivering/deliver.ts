import { type DeliveryTo, isTo } from '../../domain/delivery.ts';
import type { ChannelKind } from '../../domain/notification/channels.ts';
import { type DeliveryProgress, type ProgressPorts, progressOfFinished, recordOutcome } from './delivery-progress.ts';

/** Sends one delivery to its channel, worded from the state as it is now. */
export type Send<Kind extends ChannelKind, Ports> = (
  delivery: DeliveryTo<Kind>,
  ports: Ports,
) => Promise<DeliveryProgress>;

/**
 * How the deliveries of one kind of channel are worked off: by id, any number of times. What is finished stays finished, and
 * only what is left to do reaches the kind's own `send`. What comes to it for another kind is for a channel that is not (any
 * more) deployed: it fails, so that whoever was to be told of it is told elsewhere.
 */
export const deliverer =
  <Kind extends ChannelKind, Ports extends ProgressPorts>(kind: Kind, send: Send<Kind, Ports>) =>
  async (deliveryId: string, ports: Ports): Promise<DeliveryProgress> => {
    const delivery = await ports.store.find('delivery', { id: deliveryId });
    if (!delivery) return { outcome: 'skipped' };
    const finished = await progressOfFinished(delivery, ports);
    if (finished) return finished;
    if (isTo(kind, delivery)) return await send(delivery, ports);
    const error = 'this channel is not set up in this deployment (docs/channels.md)';
    return await recordOutcome(delivery, { outcome: 'refused', error }, ports);
  };
