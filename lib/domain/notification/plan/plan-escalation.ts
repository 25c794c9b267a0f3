import type { Delivery } from '../../delivery.ts';
import type { Team } from '../../principal.ts';
import { placeNamed } from '../channels.ts';
import { announcementDeliveryId, channelPart } from './delivery-id.ts';

/**
 * The same once more in the channel to which the team escalates, where it has one and has not heard it there already.
 * `told`: what one team is told of one announcement, in all of its places.
 */
export function planEscalation(
  told: readonly Delivery[],
  { team, qualifier }: { readonly team: Team | undefined; readonly qualifier: string },
): readonly Delivery[] {
  const escalated = team?.slack?.escalation;
  const [like] = told;
  if (escalated === undefined || like?.announcementId === undefined) return [];
  const channel = placeNamed(escalated);
  if (told.some((one) => channelPart(one.channel) === channelPart(channel))) return [];
  const id = announcementDeliveryId({
    announcementId: like.announcementId,
    kind: like.kind,
    channel,
    team: like.team,
    qualifier: `escalation-${qualifier}`,
  });
  return [{ ...like, id, channel, audience: 'escalation' }];
}
