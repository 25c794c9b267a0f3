import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import type { RenderedEvent } from '../../../../lib/domain/notification/events/event-parts.ts';
import { renderDigestEvents } from '../../../../lib/domain/notification/events/render-digest-event.ts';
import type { DigestMessage, TeamNews } from '../../../../lib/domain/notification/words/team-message.ts';
import { canonicalJson } from '../../../../lib/domain/schema/canonical.ts';
import { fromPlain } from '../../../../lib/domain/schema/json.ts';
import { findEventProblems } from '../event-schemas.ts';
import { ANNOUNCEMENT, CATEGORY, migration } from '../story.ts';

const ID = 'TEAM#fraud-ml/digest#sns#2026-W49';
const read = (consumer: string, more: Partial<Migration> = {}): Migration =>
  migration(consumer, { concern: 'digest', verdict: 'compatible', ...more });
const news = (more: Partial<TeamNews> = {}): TeamNews => ({
  announcement: { ...ANNOUNCEMENT, kind: 'digest', status: 'closed', live: true, affected: 0 },
  migrations: [read('fraud'), read('churn')],
  team: 'fraud-ml',
  holdCritical: 'P7D',
  holdUntold: 'P7D',
  registryUrl: 'https://registry.example.com/',
  now: '2026-11-30T09:00:00.000Z',
  ...more,
});
const OBSERVED = {
  announcement: { ...ANNOUNCEMENT, id: 'OBSERVED', subject: 'fraud.scores', ownerTeam: 'fraud-ml', observed: true },
  migrations: [migration('ranking', { team: 'search' })],
  registryUrl: 'https://registry.example.com/',
};
const events = (more: Partial<DigestMessage> = {}): readonly RenderedEvent[] =>
  renderDigestEvents({
    team: 'fraud-ml',
    week: '2026-W49',
    news: [news()],
    exposed: [],
    observed: [],
    ends: [],
    now: '2026-11-30T09:00:00.000Z',
    registryUrl: 'https://registry.example.com/',
    deliveryId: ID,
    at: '2026-11-24T09:00:00.000Z',
    ...more,
  });
const first = (more: Partial<DigestMessage> = {}): RenderedEvent => {
  const [event] = events(more);
  if (!event) throw new Error('no event was rendered');
  return event;
};

describe('The event of a weekly digest', () => {
  it('is one that its published schema accepts, and says what the models read', () => {
    const { event, attributes } = first();

    expect(event).toMatchObject({
      id: ID,
      type: 'dev.forewarn.digest.published.v1',
      subject: 'fraud-ml/2026-W49',
      data: {
        team: 'fraud-ml',
        week: '2026-W49',
        news: [
          {
            announcementId: ANNOUNCEMENT.id,
            version: 13,
            previous: 12,
            live: true,
            changes: [{ ruleId: 'type-changed', pointer: '/category' }],
            changeCount: 1,
            models: [
              { consumer: 'fraud', tier: 'standard' },
              { consumer: 'churn', tier: 'standard' },
            ],
            url: `https://registry.example.com/v1/announcements/${ANNOUNCEMENT.id}`,
          },
        ],
        observed: [],
        part: { number: 1, of: 1 },
      },
    });
    expect(attributes).toEqual({
      type: 'dev.forewarn.digest.published.v1',
      subject: [ANNOUNCEMENT.subject],
      severity: 'dangerous',
      team: 'fraud-ml',
      consumer: ['fraud', 'churn'],
    });
    expect(findEventProblems(event)).toEqual([]);
  });

  it('reports what observed subjects would have said, without waking whoever filters by what breaks', () => {
    const { event, attributes } = first({ news: [], observed: [OBSERVED] });

    expect(event.data).toMatchObject({
      news: [],
      observed: [
        {
          announcementId: 'OBSERVED',
          subject: 'fraud.scores',
          version: 13,
          kind: 'breaking',
          changes: [{ pointer: '/category' }],
          changeCount: 1,
          affected: 2,
          models: [{ consumer: 'ranking', tier: 'standard', team: 'search', concern: 'breaking' }],
        },
      ],
    });
    expect(attributes).toMatchObject({ subject: ['fraud.scores'], severity: 'dangerous' });
    expect(attributes).not.toHaveProperty('consumer');
    expect(findEventProblems(event)).toEqual([]);
  });

  it('says in its first part whose trial ends, and is one of that alone where there is nothing else', () => {
    const ends = [{ subject: 'fraud.scores', until: '2026-12-04' }];
    const { event, attributes } = first({ news: [], ends });

    expect(event.data).toMatchObject({ news: [], observed: [], ends, part: { number: 1, of: 1 } });
    expect(attributes).toMatchObject({ subject: ['fraud.scores'], severity: 'dangerous' });
    expect(findEventProblems(event)).toEqual([]);
  });

  it('names each model of a large team and each announcement of a long week in one of its parts', () => {
    const migrations = Array.from({ length: 210 }, (_, at) => read(`model-${at}`));
    const all = events({ news: [news({ migrations })], observed: [OBSERVED, OBSERVED] });

    expect(all.map(({ event }) => event.id)).toEqual([ID, `${ID}/2`]);
    expect(all.flatMap(({ attributes }) => attributes['consumer'])).toHaveLength(210);
    expect(all.map(({ event }) => event.data['part'])).toEqual([
      { number: 1, of: 2 },
      { number: 2, of: 2 },
    ]);
    expect(all[1]?.event.data['observed']).toHaveLength(2);
  });

  it.each(['\u20ac', '\u0001', 'x'])('stays within what SNS takes, however large its parts of %j are', (character) => {
    const long = character.repeat(10_000);
    const changes = Array.from({ length: 10 }, (_, at) => ({
      ...CATEGORY,
      pointer: `/${at}${long}`,
      before: 'x'.repeat(500),
      after: 'x'.repeat(500),
      message: long,
      harm: long,
      advice: long,
    }));
    const migrations = Array.from({ length: 200 }, (_, at) => read(`${at}`.padEnd(120, 'm'), { changes }));
    const [{ event, attributes } = first()] = events({ news: [news({ migrations })] });

    expect(event.data['news']).toHaveLength(8);
    expect(
      Buffer.byteLength(canonicalJson(fromPlain(event))) + Buffer.byteLength(JSON.stringify(attributes)),
    ).toBeLessThan(262_144);
    expect(findEventProblems(event)).toEqual([]);
  });
});
