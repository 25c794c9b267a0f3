import type { Delivery } from '../../../lib/domain/delivery.ts';
import type { Evidence, Span } from '../evidence.ts';
import { overAt, plus } from './calendar.ts';
import type { Oracle } from './oracle.ts';

/** Where a delivery goes, as the places that may take nothing are called. */
function placeOf({ channel, receipt }: Pick<Delivery, 'channel' | 'receipt'>): string | undefined {
  if (receipt && 'channelId' in receipt) return receipt.channelId;
  if (channel.kind === 'slack') return `C-${channel.channel.replace(/^#/, '')}`;
  return channel.kind === 'github' ? channel.repository : undefined;
}
export const closuresOf = ({ closures }: Evidence, delivery: Pick<Delivery, 'channel' | 'receipt'>): readonly Span[] =>
  closures.get(placeOf(delivery) ?? '') ?? [];
/** Whether a delivery's place takes nothing as the run ends. */
const isStranded = (evidence: Evidence, delivery: Delivery): boolean =>
  closuresOf(evidence, delivery).some(({ to }) => to > evidence.end);

/** Posts by what they were posted for. */
export function postsByDelivery({ posts }: Evidence) {
  const all = new Map<string, Evidence['posts'][number][]>();
  for (const post of posts) {
    const known = all.get(post.notificationId) ?? [];
    known.push(post);
    all.set(post.notificationId, known);
  }
  return (delivery: Pick<Delivery, 'id'>): Evidence['posts'] => all.get(delivery.id) ?? [];
}

const finished: Oracle = {
  name: 'nothing is left unsent',
  holds:
    'Every delivery came to its end, unless its channel takes nothing; what failed there is sent once it is repaired.',
  find: (evidence) =>
    evidence.timeline
      .last('delivery')
      .filter(({ status, dueAt }) =>
        status === 'failed' ? true : dueAt !== undefined && dueAt < evidence.end && status !== 'scheduled',
      )
      .filter((delivery) => !isStranded(evidence, delivery))
      .map(({ id, status, dueAt, error }) => `${id}: still ${status}, due ${dueAt}, ${error ?? 'no error'}`),
};

const once: Oracle = {
  name: 'nothing is sent twice',
  holds:
    'No message stands in a channel twice, unless the channel could not be looked through and the delivery says so.',
  find: (evidence) => {
    const postsOf = postsByDelivery(evidence);
    return evidence.timeline.last('delivery').flatMap((delivery) => {
      const { id, status, channel, adopted, possibleDuplicate } = delivery;
      const posts = postsOf(delivery).length;
      const expected = status === 'sent' && channel.kind === 'slack' && !adopted ? 1 : 0;
      // One that failed when its thread could not be looked through may have been posted before.
      const isFine = posts === expected || possibleDuplicate || (isStranded(evidence, delivery) && posts < 2);
      return isFine ? [] : [`${id}: ${status}, and posted ${posts} times`];
    });
  },
};

const truthful: Oracle = {
  name: 'first messages are true',
  holds: 'What stands in a channel is what the state says, as of when the message was last written.',
  find: (evidence) => {
    const deliveries = evidence.timeline.last('delivery');
    const waiting = new Set(
      deliveries.filter((one) => isWaiting(one) || isStranded(evidence, one)).flatMap(announcementsOf),
    );
    return deliveries.flatMap((first) => {
      const { id, receipt, announcementId = '', audience } = first;
      // Where a team escalates to, a message stands as it was sent.
      if (audience === 'escalation') return [];
      if (!evidence.renderings.has(id) || !receipt || !('ts' in receipt)) return [];
      // Another announcement speaks in its place, or news of it are on their way.
      const announcement = evidence.timeline.stands('announcement', { id: announcementId }).at(-1)?.item;
      if (announcement?.supersededBy !== undefined || waiting.has(announcementId)) return [];
      const posted = evidence.posts.find(({ channel, ts }) => channel === receipt.channelId && ts === receipt.ts);
      const text = posted?.readings.at(-1)?.text;
      const expected = evidence.renderings.get(id);
      return text === expected ? [] : [`${id} reads\n${text}\nand should read\n${expected}`];
    });
  },
};

const approved: Oracle = {
  name: 'approvals were given',
  holds:
    'Whoever is taken to have approved a change before it was published did so, until a date that still lay ahead.',
  find: ({ timeline, audit }) => {
    const given = audit.filter(({ action }) => action === 'change.approved');
    return [...timeline.of('migration').values()].flatMap(([opened]) => {
      const { subject, consumer, state } = opened?.item ?? {};
      if (state?.name !== 'acknowledged' || state.approved === undefined) return [];
      const isGiven = given.some(
        ({ at, detail, ...entry }) =>
          entry.subject === subject &&
          entry.consumer === consumer &&
          at <= state.at &&
          overAt(String(detail['until'])) > state.at,
      );
      return isGiven ? [] : [`${consumer} opened as approved at ${state.at}, and the trail has no approval of it`];
    });
  },
};

export const DELIVERY_ORACLES: readonly Oracle[] = [finished, once, truthful, approved];

const isWaiting = ({ status }: Delivery): boolean =>
  status === 'pending' || status === 'sending' || status === 'scheduled';
export const announcementsOf = ({ announcementId, announcementIds = [] }: Delivery): readonly string[] =>
  announcementId === undefined ? announcementIds : [announcementId];
export const isWithin = (spans: readonly Span[], from: string, to: string): boolean =>
  spans.some((span) => span.from <= to && plus(span.to, 0) >= from);
