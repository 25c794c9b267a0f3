import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { Evidence } from '../evidence.ts';
import { postsByDelivery } from './deliveries.ts';
import type { Oracle } from './oracle.ts';

/** One first message that asked a model for something, in one channel. */
interface Asked {
  readonly at: string;
  readonly announcementId: string;
  readonly consumer: string;
  readonly cause: string;
}
const MODEL = /\*(m\d+)\*/g;

/** What a model was asked about, told by nothing but the changes themselves. */
const causeOf = ({ concern, verdict, undecided, changes }: Migration): string =>
  JSON.stringify([
    concern,
    verdict,
    undecided,
    changes.map(({ ruleId, pointer, before, after }) => JSON.stringify([ruleId, pointer, before, after])).sort(),
  ]);

const once: Oracle = {
  name: 'one message for a model and its cause',
  holds:
    'While a change that breaks a model is announced, its channel is not asked again about that model for the same change, ' +
    'whatever version it is published with, and whoever else comes to read there.',
  find: (evidence) =>
    [...askedByPlace(evidence)].flatMap(([place, asked]) =>
      asked.flatMap((later, index) => {
        const earlier = asked
          .slice(0, index)
          .find(
            (one) => isSame(one, later) && isStanding(evidence, one, later) && !isInterrupted(evidence, one, later),
          );
        return earlier ? [`${place} ${later.consumer}: asked at ${earlier.at}, and at ${later.at} of the same`] : [];
      }),
    ),
};

const isSame = (one: Asked, other: Asked): boolean =>
  one.consumer === other.consumer && one.cause === other.cause && one.announcementId !== other.announcementId;

/**
 * Whether another announcement took the earlier one's place in between and asked the model about something else: published in
 * the same moment, it may not have been said before the later one took its place.
 */
function isInterrupted({ timeline }: Evidence, earlier: Asked, later: Asked): boolean {
  const heir = timeline.stands('announcement', { id: earlier.announcementId }).at(-1)?.item?.supersededBy;
  if (heir === undefined || heir === later.announcementId) return false;
  const between = [...timeline.of('migration').values()]
    .flatMap(([first]) => first?.item ?? [])
    .find(({ announcementId, consumer }) => announcementId === heir && consumer === later.consumer);
  return between !== undefined && causeOf(between) !== later.cause;
}

/** The earlier announcement was open, or gave its place to a later one, when the later one was made, and not live before that was said. */
function isStanding({ timeline }: Evidence, earlier: Asked, later: Asked): boolean {
  const made = timeline.stands('announcement', { id: later.announcementId })[0]?.item?.createdAt ?? '';
  const [then, said] = [made, later.at].map((at) => timeline.at('announcement', { id: earlier.announcementId }, at));
  return earlier.at < made && then?.status === 'open' && !then.live && !said?.live;
}

/** The first messages of each channel and subject, oldest first. */
function askedByPlace(evidence: Evidence): ReadonlyMap<string, readonly Asked[]> {
  const { timeline } = evidence;
  const postsOf = postsByDelivery(evidence);
  const places = new Map<string, Asked[]>();
  for (const delivery of timeline.last('delivery')) {
    const { kind, channel, team, subject = '', announcementId = '', adopted, audience } = delivery;
    if (kind !== 'announced' || channel.kind !== 'slack' || adopted || audience !== undefined) continue;
    const [post] = postsOf(delivery);
    const [first] = post?.readings ?? [];
    if (!first) continue;
    const place = `${channel.channel} ${subject}`;
    for (const [, consumer = ''] of first.text.matchAll(MODEL)) {
      const [opened] = timeline.stands('migration', { announcementId, team, consumer });
      // What only questions or deprecates has no date that a version waits for.
      if (opened?.item?.concern !== 'breaking') continue;
      const asked = { at: first.at, announcementId, consumer, cause: causeOf(opened.item) };
      places.set(place, [...(places.get(place) ?? []), asked]);
    }
  }
  for (const asked of places.values()) asked.sort((one, other) => one.at.localeCompare(other.at));
  return places;
}

export const CAUSE_ORACLES: readonly Oracle[] = [once];
