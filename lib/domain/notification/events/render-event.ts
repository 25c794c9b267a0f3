import type { Announcement } from '../../announcement.ts';
import { compareSeverity, worstSeverity } from '../../diff/change.ts';
import { isUnreached, untoldBecause } from '../../migration/hearing.ts';
import type { Migration } from '../../migration/migration.ts';
import { changesBetween } from '../../policy/settings/loosen.ts';
import type { SchemaVersion } from '../../subject.ts';
import type { Severity } from '../../verdict.ts';
import { renderTeamEmail } from '../email/render-email.ts';
import { renderRegisteredEmail } from '../email/render-email-news.ts';
import { announcementUrl, gravestConcern, type TeamMessage } from '../words/team-message.ts';
import { EVENT_TYPES, type EventType } from './cloud-event.ts';
import {
  bounded,
  cut,
  cutAll,
  type Envelope,
  envelope,
  eventChange,
  type RenderedEvent,
  SENTENCE,
} from './event-parts.ts';

/*
 * SNS takes 262,144 bytes, body and attributes together. Each bound below, in bytes of JSON, is a part of that: an event of
 * the most and largest parts has about 200 kB (test/domain/notification/events/render-event.test.ts makes one).
 */
const MODELS = 25;
const CHANGES = 20;
const MODEL_RULES = 5;
const WITNESS = 1_500;
const POINTER = 200;
const RELEASE = 60;
const MANIFEST_PART = 8_000;

const TYPES: Readonly<Record<TeamMessage['kind'], EventType>> = {
  announced: EVENT_TYPES.announced,
  answered: EVENT_TYPES.updated,
  continued: EVENT_TYPES.updated,
  moved: EVENT_TYPES.updated,
  reminder: EVENT_TYPES.reminder,
  missed: EVENT_TYPES.missed,
  withdrawn: EVENT_TYPES.updated,
  live: EVENT_TYPES.live,
  emergency: EVENT_TYPES.live,
  exposed: EVENT_TYPES.exposed,
  loosened: EVENT_TYPES.updated,
  stale: EVENT_TYPES.updated,
  untold: EVENT_TYPES.updated,
};

/**
 * The events that tell one team. Usually one; a team with more models than fit gets several, each whole in itself and
 * with its own models as the attribute `consumer`, so that no filter by a model misses its event.
 */
export function renderTeamEvents(team: TeamMessage & Envelope): readonly RenderedEvent[] {
  const { announcement, migrations, kind, deliveryId } = team;
  const parts = Math.max(1, Math.ceil(migrations.length / MODELS));
  return Array.from({ length: parts }, (_, index) => {
    const models = migrations.slice(index * MODELS, (index + 1) * MODELS);
    const type = TYPES[kind];
    return {
      event: envelope({
        id: index === 0 ? deliveryId : `${deliveryId}/${index + 1}`,
        type,
        about: `${announcement.subject}/${announcement.version}`,
        at: team.at,
        registryUrl: team.registryUrl,
        data: {
          announcementId: announcement.id,
          subject: announcement.subject,
          version: announcement.version,
          previous: announcement.previous,
          ownerTeam: announcement.ownerTeam,
          team: team.team,
          live: announcement.live,
          ...(announcement.retires ? { retires: true } : {}),
          status: announcement.status,
          ...(kind === 'announced' ? wholeChange(announcement) : {}),
          ...(isOfProduction(type) ? wentLive(announcement) : {}),
          ...(kind === 'loosened' ? wasLoosened(announcement) : {}),
          models: models.map((migration) => model(migration)),
          part: { number: index + 1, of: parts },
          url: announcementUrl(team),
        },
      }),
      attributes: {
        type,
        subject: announcement.subject,
        severity: gravestConcern(models) === 'breaking' ? 'breaking' : 'dangerous',
        team: team.team,
        consumer: models.map(({ consumer }) => consumer),
        ...(isOfProduction(type) && announcement.liveNews?.environment !== undefined
          ? { environment: announcement.liveNews.environment }
          : {}),
      },
      email: renderTeamEmail({ ...team, migrations: models }),
    };
  });
}

/** A version was registered: told once, to whoever listens; `severity` is that of its worst change, `safe` without one. */
export function renderRegistered(
  input: Envelope & {
    readonly version: SchemaVersion;
    readonly team: string;
    readonly announcement?: Announcement;
    readonly registryUrl: string;
  },
): RenderedEvent {
  const { version, team, announcement, registryUrl } = input;
  const type = EVENT_TYPES.registered;
  const { subject, version: number, status, fingerprint, publishedAt, sameAs, source } = version;
  const url = `${registryUrl.replace(/\/+$/, '')}/v1/subjects/${encodeURIComponent(subject)}/versions/${number}`;
  return {
    event: envelope({
      id: input.deliveryId,
      type,
      about: `${version.subject}/${version.version}`,
      at: input.at,
      registryUrl,
      data: {
        subject,
        version: number,
        status,
        fingerprint,
        ownerTeam: team,
        publishedAt,
        ...(sameAs === undefined ? {} : { sameAs }),
        ...(source ? { source: cutAll(source, SENTENCE) } : {}),
        ...(announcement ? { announcementId: announcement.id } : {}),
        url,
      },
    }),
    attributes: { type, subject, severity: severityOf(announcement), team },
    email: renderRegisteredEmail({ version, team }),
  };
}

function severityOf(announcement: Announcement | undefined): Severity {
  if (!announcement) return 'safe';
  if (announcement.kind === 'breaking') return 'breaking';
  return announcement.changes.map(worstSeverity).sort(compareSeverity)[0] ?? 'dangerous';
}

function wholeChange(announcement: Announcement): Readonly<Record<string, unknown>> {
  const { kind, sunset, emergency, manifest, source, foundIn, changes, changeCount } = announcement;
  return {
    kind,
    ...(sunset === undefined ? {} : { sunset }),
    ...(emergency ? { emergency: { reason: cut(emergency.reason, SENTENCE), by: cut(emergency.by, SENTENCE) } } : {}),
    ...(manifest ? { manifest: cutAll(manifest, MANIFEST_PART) } : {}),
    ...(source ? { source: cutAll(source, SENTENCE) } : {}),
    ...(foundIn === undefined ? {} : { foundIn: cut(foundIn, SENTENCE) }),
    changes: changes.slice(0, CHANGES).map(eventChange),
    changeCount,
  };
}

const isOfProduction = (type: EventType): boolean => type === EVENT_TYPES.live || type === EVENT_TYPES.exposed;

/** What of production the event tells; `emergency` is the word for a filter that pages. */
function wentLive({ liveNews }: Announcement): Readonly<Record<string, unknown>> {
  if (!liveNews) return {};
  const { kind, at, environment } = liveNews;
  return {
    production: { kind, at, ...(environment === undefined ? {} : { environment: cut(environment, SENTENCE) }) },
  };
}

/** Of the policy, all that is looser than it was announced with. */
function wasLoosened({ policy, loosened }: Announcement): Readonly<Record<string, unknown>> {
  if (!policy || !loosened) return {};
  const { at, reason } = loosened;
  return { loosened: { at, reason: cut(reason, SENTENCE), changes: changesBetween(loosened.madeUnder, policy) } };
}

function model(migration: Migration): Readonly<Record<string, unknown>> {
  const { consumer, tier, releases, concern, verdict, undecided, kind, deadline, state, reason, pointers, changes } =
    migration;
  const { exposure } = migration;
  return {
    consumer,
    tier,
    releases: releases.slice(0, 10).map((release) => cut(release, RELEASE)),
    concern,
    verdict,
    ...(undecided ? { undecided } : {}),
    ...(kind ? { kind } : {}),
    state: state.name,
    ...(exposure ? { exposedSince: exposure.since } : {}),
    ...(isUnreached(migration) ? { untold: cut(untoldBecause(migration), SENTENCE) } : {}),
    deadline,
    ...(reason === undefined ? {} : { reason: cut(reason, SENTENCE) }),
    pointers: pointers.slice(0, 5).map((pointer) => cut(pointer, POINTER)),
    ruleIds: [...new Set(changes.map(({ ruleId }) => ruleId))].slice(0, MODEL_RULES),
    ...bounded('witness', migration.witness, WITNESS),
  };
}
