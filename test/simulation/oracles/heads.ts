import type { Announcement } from '../../../lib/domain/announcement.ts';
import type { AuditEntry } from '../../../lib/domain/audit.ts';
import type { Subscription } from '../../../lib/domain/consumer.ts';
import type { Evidence } from '../evidence.ts';
import { isBroken, type SmallSchema, smallSchema } from './small-world.ts';

/** Another version became what a subject's readers have to live with. */
export interface HeadMove {
  readonly at: string;
  readonly subject: string;
  readonly version: number;
  readonly former: number;
  /** What was announced of it, as it stood just before. */
  readonly announcement: Announcement | undefined;
  /** What the audit trail calls it; `undefined` where nothing there tells of it. */
  readonly cause: AuditEntry | undefined;
}

/** Every change of a head but the first. */
export function headMoves({ timeline, audit }: Evidence): readonly HeadMove[] {
  const causes = new Map<string, AuditEntry[]>();
  for (const entry of audit) {
    const key = `${entry.subject} ${entry.detail['version']}`;
    if (GOING_LIVE.has(entry.action)) causes.set(key, [...(causes.get(key) ?? []), entry]);
  }
  return [...timeline.of('subject').values()].flatMap((stands) =>
    stands.flatMap(({ at, item }, index): readonly HeadMove[] => {
      const former = stands[index - 1]?.item?.head;
      if (!item || item.head === undefined || former === undefined || former === item.head) return [];
      const { name: subject, head: version } = item;
      const id = timeline.at('version', { subject, version }, at)?.announcementId;
      const announcement = id === undefined ? undefined : timeline.at('announcement', { id }, at);
      const cause = causes.get(`${subject} ${version}`)?.findLast((entry) => entry.at <= at);
      return [{ at, subject, version, former, announcement, cause }];
    }),
  );
}

/** The entries by which a version can become the head; the newest until then is the one that made it so. */
const GOING_LIVE: ReadonlySet<string> = new Set([
  'version.registered',
  'version.activated',
  'version.activated-as-emergency',
  'version.deployed',
  'version.deployed-as-emergency',
  'announcement.planned-and-activated',
]);

/** Somebody took it upon themselves, by name and with a reason. */
export const isEmergency = ({ announcement, cause }: HeadMove): boolean =>
  cause?.action.endsWith('as-emergency') === true ||
  (announcement?.emergency !== undefined && announcement.emergency.reason !== '');

/** Which subscriptions a move breaks, found without any of the product's own judgement. */
export class Breaks {
  readonly #evidence: Evidence;
  readonly #schemas = new Map<string, SmallSchema>();
  readonly #known = new Map<string, boolean>();
  readonly #readers = new Map<string, string[]>();

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
    for (const stands of evidence.timeline.of('subscription').values()) {
      const { subject, consumer } = stands.find(({ item }) => item)?.item ?? {};
      if (subject === undefined || consumer === undefined) continue;
      this.#readers.set(subject, [...(this.#readers.get(subject) ?? []), consumer]);
    }
  }

  /** Who reads the subject at that moment and newly breaks, as each had subscribed by then. */
  of({
    subject,
    version,
    former,
    at,
  }: Pick<HeadMove, 'subject' | 'version' | 'former' | 'at'>): readonly Subscription[] {
    const { timeline } = this.#evidence;
    return (this.#readers.get(subject) ?? []).flatMap((consumer) => {
      const subscription = timeline.at('subscription', { consumer, subject }, at);
      return subscription && this.#breaks(subscription, version, former) ? [subscription] : [];
    });
  }

  #breaks({ subject, trainedOn, reads }: Subscription, version: number, former: number): boolean {
    const key = JSON.stringify([subject, version, former, trainedOn, reads]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const [next, head, trained] = [version, former, trainedOn].map((number) => this.#schema(subject, number));
    const broken = next && head && trained ? isBroken({ next, head, trained, reads }) : false;
    this.#known.set(key, broken);
    return broken;
  }

  #schema(subject: string, version: number): SmallSchema {
    const key = `${subject} ${version}`;
    const known = this.#schemas.get(key);
    if (known) return known;

    const canonical = this.#evidence.timeline.stands('schema', { subject, version })[0]?.item?.canonical;
    if (canonical === undefined) throw new RangeError(`${key} has no schema`);
    const schema = smallSchema(canonical);
    this.#schemas.set(key, schema);
    return schema;
  }
}
