import type { DeliveryTo } from '../../domain/delivery.ts';
import type { CardMessage } from '../../domain/notification/msteams/card.ts';
import { renderCardTest, renderDigestCard, renderTeamCard } from '../../domain/notification/msteams/render-card.ts';
import type { CardPoster } from '../ports/card-poster.ts';
import { deliverer } from './deliver.ts';
import { beginSending, isUncertain, type ProgressPorts, recordOutcome, recordSkipped } from './delivery-progress.ts';
import { loadDigest } from './load-digest.ts';
import { loadTeamMessage, type TellPorts } from './load-team-message.ts';
import { wasTold } from './was-told.ts';

export interface DeliverCardPorts extends TellPorts, ProgressPorts {
  readonly cards: CardPoster;
}

/**
 * Posts one card to one channel of Microsoft Teams. At least once: nothing that was posted can be looked for, so an attempt
 * whose end is unknown is repeated, and the delivery marked as a possible duplicate.
 */
export const deliverCard = deliverer('msteams', async (delivery, ports: DeliverCardPorts) => {
  const card = await cardFor(delivery, ports);
  if (!card) return await recordSkipped(delivery, ports);
  const mark = isUncertain(delivery) ? { possibleDuplicate: true } : {};
  const sending = await beginSending(delivery, ports, mark);
  if ('outcome' in sending) return sending;
  return await recordOutcome(sending, await ports.cards.post({ channel: delivery.channel.channel, card }), ports);
});

async function cardFor(delivery: DeliveryTo<'msteams'>, ports: DeliverCardPorts): Promise<CardMessage | undefined> {
  if (delivery.kind === 'test') return renderCardTest({ delivery, registryUrl: ports.registry.url });
  if (delivery.kind === 'digest') {
    const digest = await loadDigest(delivery, ports);
    return digest && renderDigestCard(digest);
  }
  const isNews = delivery.kind === 'withdrawn' || delivery.kind === 'live';
  if (isNews && !(await wasTold(delivery, ports.store))) return undefined;
  const team = await loadTeamMessage(delivery, ports);
  return team && renderTeamCard(team);
}
