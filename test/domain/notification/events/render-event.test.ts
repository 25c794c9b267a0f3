import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EVENT_TYPES } from '../../../../lib/domain/notification/events/cloud-event.ts';
import type { RenderedEvent } from '../../../../lib/domain/notification/events/event-parts.ts';
import { renderRegistered, renderTeamEvents } from '../../../../lib/domain/notification/events/render-event.ts';
import type { TeamMessage } from '../../../../lib/domain/notification/words/team-message.ts';
import { canonicalJson } from '../../../../lib/domain/schema/canonical.ts';
import { ExactNumber, fromPlain } from '../../../../lib/domain/schema/json.ts';
import type { SchemaVersion } from '../../../../lib/domain/subject.ts';
import { findEventProblems } from '../event-schemas.ts';
import { ANNOUNCEMENT, CATEGORY, LOOSENED, migration, teamMessage } from '../story.ts';

const events = (more: Partial<TeamMessage> = {}): readonly RenderedEvent[] =>
  renderTeamEvents({
    ...teamMessage(more),
    deliveryId: 'ANNOUNCEMENT#1/announced#sns#fraud-ml',
    at: ANNOUNCEMENT.createdAt,
  });
const first = (more: Partial<TeamMessage> = {}): RenderedEvent => {
  const [event] = events(more);
  if (!event) throw new Error('no event was rendered');
  return event;
};
const VERSION: SchemaVersion = {
  subject: ANNOUNCEMENT.subject,
  version: 13,
  fingerprint: 'ab'.repeat(32),
  status: 'proposed',
  publishedAt: ANNOUNCEMENT.createdAt,
  generation: 0,
  publishedBy: 'ci',
  revision: 1,
};
const registered = (more: Partial<Parameters<typeof renderRegistered>[0]> = {}): RenderedEvent =>
  renderRegistered({
    version: VERSION,
    team: 'payments',
    deliveryId: 'SUBJECT#s/registered#000013',
    at: ANNOUNCEMENT.createdAt,
    registryUrl: 'https://registry.example.com/',
    ...more,
  });

describe('An event for a team', () => {
  it.each([
    ['announced', EVENT_TYPES.announced],
    ['reminder', EVENT_TYPES.reminder],
    ['missed', EVENT_TYPES.missed],
    ['withdrawn', EVENT_TYPES.updated],
    ['live', EVENT_TYPES.live],
    ['emergency', EVENT_TYPES.live],
    ['exposed', EVENT_TYPES.exposed],
    ['loosened', EVENT_TYPES.updated],
    ['stale', EVENT_TYPES.updated],
  ] as const)('of a delivery %s is a %s that its published schema accepts', (kind, type) => {
    const { event, attributes } = first({ kind });

    expect(event).toMatchObject({
      specversion: '1.0',
      type,
      source: 'https://registry.example.com',
      subject: 'payments.transaction-authorized/13',
    });
    expect(attributes).toEqual({
      type,
      subject: 'payments.transaction-authorized',
      severity: 'breaking',
      team: 'fraud-ml',
      consumer: ['fraud', 'churn'],
    });
    expect(findEventProblems(event)).toEqual([]);
  });

  it('says what an administrator loosened, from what to what and why, where it tells of that', () => {
    const { event } = first({ kind: 'loosened', announcement: LOOSENED });
    expect(event.data['loosened']).toEqual({
      at: '2026-11-25T09:00:00.000Z',
      reason: 'nobody runs in eu any more',
      changes: [
        { decision: 'staleAfter', from: 'P90D', to: 'P30D' },
        { decision: 'liveEnvironments', from: 'production,eu', to: 'production' },
      ],
    });
    expect(findEventProblems(event)).toEqual([]);
    expect(first({ kind: 'withdrawn', announcement: LOOSENED }).event.data).not.toHaveProperty('loosened');
  });

  it('keeps its id and time when it is sent again later', () => {
    const { event, attributes } = first();
    expect(first({ now: '2026-12-01T00:00:00.000Z' })).toMatchObject({ event, attributes });
    expect(first().event.id).toBe('ANNOUNCEMENT#1/announced#sns#fraud-ml');
  });

  it('has the proof, the deadline and the manifest', () => {
    const { data } = first().event;

    expect(data).toMatchObject({
      kind: 'breaking',
      live: false,
      changes: [{ ruleId: 'type-changed', pointer: '/category', before: 'integer', after: 'string' }],
      manifest: { contact: '#payments-data' },
      models: [{ consumer: 'fraud', deadline: '2026-12-08', witness: { category: 'grocery' } }, { consumer: 'churn' }],
      url: `https://registry.example.com/v1/announcements/${ANNOUNCEMENT.id}`,
    });
  });

  it('keeps the digits of a record that a double would lose', () => {
    const { event } = first({
      migrations: [migration('fraud', { witness: { id: new ExactNumber('9007199254740993') } })],
    });

    expect(canonicalJson(fromPlain(event))).toContain('"witness":{"id":9007199254740993}');
  });

  it('leaves a large record out whole and says so', () => {
    const { event } = first({ migrations: [migration('fraud', { witness: { text: 'x'.repeat(2_000) } })] });
    const [model] = event.data['models'] as Record<string, unknown>[];

    expect(model).toHaveProperty('witnessOmitted', true);
    expect(model).not.toHaveProperty('witness');
    expect(findEventProblems(event)).toEqual([]);
  });

  it('is dangerous, not breaking, where nothing breaks', () => {
    const { attributes } = first({ migrations: [migration('fraud', { concern: 'question', verdict: 'compatible' })] });

    expect(attributes['severity']).toBe('dangerous');
  });

  it('names each of a thousand models in one of its parts, with the attribute to filter by', () => {
    const all = events({ migrations: Array.from({ length: 1_000 }, (_, at) => migration(`model-${at}`)) });

    expect(all).toHaveLength(40);
    expect(new Set(all.map(({ event }) => event.id)).size).toBe(40);
    expect(all.flatMap(({ attributes }) => attributes['consumer'])).toEqual(
      Array.from({ length: 1_000 }, (_, at) => `model-${at}`),
    );
    expect(all[39]?.event.data['part']).toEqual({ number: 40, of: 40 });
  });

  it.each(['\u20ac', '\u0001', 'x'])('stays within what SNS takes, however large its parts of %j are', (character) => {
    const long = character.repeat(10_000);
    const changes = Array.from({ length: 50 }, () => ({
      ...CATEGORY,
      pointer: `/${long}`,
      before: long,
      after: 'x'.repeat(500),
      message: long,
      harm: long,
      advice: long,
    }));
    const part = character.repeat(4_000);
    const { event, attributes } = first({
      migrations: Array.from({ length: 60 }, (_, at) =>
        migration(`${at}`.padEnd(120, 'm'), {
          releases: Array(50).fill(long),
          reason: long,
          pointers: Array(50).fill(long),
          witness: { a: 'w'.repeat(1_480) },
          changes: changes.slice(0, 10),
        }),
      ),
      announcement: {
        ...ANNOUNCEMENT,
        changes,
        emergency: { reason: long, by: long },
        manifest: {
          message: part.slice(0, 300),
          migrationDocumentationUrl: `https://x.example/${'a'.repeat(1_900)}`,
          what: part,
          why: part,
          who: part,
          steps: part,
        },
      },
    });

    expect(
      Buffer.byteLength(canonicalJson(fromPlain(event))) + Buffer.byteLength(JSON.stringify(attributes)),
    ).toBeLessThan(262_144);
    expect(findEventProblems(event)).toEqual([]);
  });
});

describe('The event of a registered version', () => {
  it('is one that its published schema accepts', () => {
    const { event, attributes } = registered();

    expect(event.data).toMatchObject({
      version: 13,
      status: 'proposed',
      ownerTeam: 'payments',
      url: 'https://registry.example.com/v1/subjects/payments.transaction-authorized/versions/13',
    });
    expect(attributes).toEqual({
      type: EVENT_TYPES.registered,
      subject: ANNOUNCEMENT.subject,
      severity: 'safe',
      team: 'payments',
    });
    expect(findEventProblems(event)).toEqual([]);
  });

  it('names announcement, source and severity where there are any', () => {
    const { event, attributes } = registered({
      version: { ...VERSION, sameAs: 3, source: { commit: 'abc' } },
      announcement: ANNOUNCEMENT,
    });

    expect(event.data).toMatchObject({ announcementId: ANNOUNCEMENT.id, sameAs: 3, source: { commit: 'abc' } });
    expect(attributes['severity']).toBe('breaking');
    expect(findEventProblems(event)).toEqual([]);
  });
});

describe('The published schemas', () => {
  it('are one for each type of event', () => {
    const files = readdirSync(new URL('../../../../schemas/events', import.meta.url)).filter((name) =>
      name.endsWith('.json'),
    );

    expect(files.sort()).toEqual(
      Object.values(EVENT_TYPES)
        .map((type) => `${type}.json`)
        .sort(),
    );
  });

  it('notice what is missing and what is not documented', () => {
    const { event } = first();
    const { team: _, ...rest } = event.data;

    expect(findEventProblems({ ...event, data: rest } as { type: string })).toHaveLength(1);
    expect(findEventProblems({ ...event, data: { ...event.data, extra: 1 } } as { type: string })).toHaveLength(1);
  });
});
