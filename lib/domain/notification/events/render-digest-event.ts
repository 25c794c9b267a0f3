import type { Announcement } from '../../announcement.ts';
import type { Migration } from '../../migration/migration.ts';
import { renderDigestEmail } from '../email/render-email-news.ts';
import {
  announcementUrl,
  changesOf,
  type DigestMessage,
  type ObservedNews,
  type TeamNews,
} from '../words/team-message.ts';
import { EVENT_TYPES } from './cloud-event.ts';
import { cut, type Envelope, envelope, eventChange, type RenderedEvent, SENTENCE } from './event-parts.ts';

/*
 * SNS takes 262,144 bytes, body and attributes together: an entry of the most and largest changes and models has about
 * 25 kB (test/domain/notification/events/render-digest-event.test.ts makes such an event).
 */
const ENTRIES = 8;
const CHANGES = 5;
const MODELS = 25;

/** An announcement with some of its models: usually all, a team with more than fit gets it in several entries. */
type Entry =
  | { readonly told: TeamNews; readonly models: readonly Migration[]; readonly isExposed: boolean }
  | { readonly observed: ObservedNews; readonly models?: never };

/**
 * The events of a team's weekly digest: what its models read that is dangerous, and what its observed subjects would have
 * said, with those whose trial is about to end. Usually one event; more entries than fit make several, each with its own models as the attribute `consumer`.
 */
export function renderDigestEvents(digest: DigestMessage & Envelope): readonly RenderedEvent[] {
  const { team, week, deliveryId, registryUrl } = digest;
  const type = EVENT_TYPES.digest;
  const entries = [
    ...digest.exposed.flatMap((told) => inParts(told, true)),
    ...digest.news.flatMap((told) => inParts(told, false)),
    ...digest.observed.map((observed): Entry => ({ observed })),
  ];
  const parts = Math.max(1, Math.ceil(entries.length / ENTRIES));
  return Array.from({ length: parts }, (_, index) => {
    const shown = entries.slice(index * ENTRIES, (index + 1) * ENTRIES);
    const ends = index === 0 ? digest.ends : [];
    const consumers = distinct(shown.flatMap(({ models = [] }) => models.map(({ consumer }) => consumer)));
    return {
      event: envelope({
        id: index === 0 ? deliveryId : `${deliveryId}/${index + 1}`,
        type,
        about: `${team}/${week}`,
        at: digest.at,
        registryUrl,
        data: {
          team,
          week,
          news: shown.flatMap((entry) => ('told' in entry && !entry.isExposed ? [newsEntry(entry)] : [])),
          exposed: shown.flatMap((entry) => ('told' in entry && entry.isExposed ? [newsEntry(entry)] : [])),
          observed: shown.flatMap((entry) => ('told' in entry ? [] : [observedEntry(entry.observed)])),
          ...(ends.length > 0 ? { ends } : {}),
          part: { number: index + 1, of: parts },
        },
      }),
      attributes: {
        type,
        subject: distinct([
          ...shown.map((entry) => ('told' in entry ? entry.told : entry.observed).announcement.subject),
          ...ends.map(({ subject }) => subject),
        ]),
        // What breaks was told before: a digest must not wake whoever filters by that.
        severity: 'dangerous',
        team,
        ...(consumers.length > 0 ? { consumer: consumers } : {}),
      },
      email: renderDigestEmail({
        team,
        week,
        news: toldIn(shown, false),
        exposed: toldIn(shown, true),
        observed: shown.flatMap((entry) => ('told' in entry ? [] : [entry.observed])),
        ends,
        registryUrl,
        now: digest.now,
      }),
    };
  });
}

const toldIn = (entries: readonly Entry[], isExposed: boolean): readonly TeamNews[] =>
  entries.flatMap((entry) =>
    'told' in entry && entry.isExposed === isExposed ? [{ ...entry.told, migrations: entry.models }] : [],
  );

function inParts(told: TeamNews, isExposed: boolean): readonly Entry[] {
  const { migrations } = told;
  return Array.from({ length: Math.ceil(migrations.length / MODELS) }, (_, index) => ({
    told,
    isExposed,
    models: migrations.slice(index * MODELS, (index + 1) * MODELS),
  }));
}

function newsEntry({ told, models }: Extract<Entry, { told: TeamNews }>): Readonly<Record<string, unknown>> {
  const changes = changesOf({ migrations: models });
  return {
    ...heading(told.announcement, told.registryUrl),
    live: told.announcement.live,
    changes: changes.slice(0, CHANGES).map(eventChange),
    // A model keeps at most 10 of its changes and how many there are.
    changeCount: Math.max(changes.length, ...models.map(({ changeCount }) => changeCount)),
    models: models.map(({ consumer, tier, verdict }) => ({ consumer, tier, verdict })),
  };
}

function observedEntry({ announcement, migrations, registryUrl }: ObservedNews): Readonly<Record<string, unknown>> {
  const { kind, changes, changeCount, affected } = announcement;
  return {
    ...heading(announcement, registryUrl),
    kind,
    changes: changes.slice(0, CHANGES).map(eventChange),
    changeCount,
    affected,
    models: migrations.slice(0, MODELS).map(({ consumer, tier, team, concern }) => ({ consumer, tier, team, concern })),
  };
}

function heading(announcement: Announcement, registryUrl: string): Readonly<Record<string, unknown>> {
  const { id, subject, version, previous, ownerTeam, retires } = announcement;
  return {
    announcementId: id,
    subject: cut(subject, SENTENCE),
    version,
    previous,
    ...(retires ? { retires } : {}),
    ownerTeam: cut(ownerTeam, SENTENCE),
    url: announcementUrl({ announcement, registryUrl }),
  };
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];
