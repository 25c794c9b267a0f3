import { describe, expect, it } from 'vitest';
import type { Change } from '../../../lib/domain/diff/change.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import { renderDigestEvents } from '../../../lib/domain/notification/events/render-digest-event.ts';
import { renderTeamEvents } from '../../../lib/domain/notification/events/render-event.ts';
import { renderIssue, renderIssueComment } from '../../../lib/domain/notification/github/render-issue.ts';
import { renderProducer } from '../../../lib/domain/notification/slack/render-producer.ts';
import { renderSlack } from '../../../lib/domain/notification/slack/render-slack.ts';
import { renderSlackDigest } from '../../../lib/domain/notification/slack/render-slack-digest.ts';
import { renderForm } from '../../../lib/domain/notification/slack/slack-modal.ts';
import type { DigestMessage, TeamMessage } from '../../../lib/domain/notification/words/team-message.ts';
import { governing } from '../../../lib/domain/policy/settings/announced-policy.ts';
import { DEFAULT_POLICY } from '../../../lib/domain/policy/settings/policy.ts';
import { NAME_LENGTH } from '../../../lib/domain/subject.ts';
import { findBlockProblems } from '../../../lib/local/slack/slack-blocks.ts';
import { LONG, type Naming, PLAIN, WIDE } from '../../cli/many-changes.ts';
import { findEventProblems } from './event-schemas.ts';
import { ANNOUNCEMENT, CATEGORY, migration, teamMessage } from './story.ts';

/** Of a migration's changes that are kept; the others are a number (`changeCount`). */
const KEPT = 10;

/** As many changes and models as asked for; each model reads every second or third of the fields. */
function scene({ changes: count, models, naming }: { changes: number; models: number; naming: Naming }): TeamMessage {
  const changes = Array.from({ length: count }, (_, at): Change => {
    const field = naming.field(at);
    const more = at % 3 === 1 ? { ruleId: 'became-nullable', harm: 'A mean over null may be NaN, silently.' } : {};
    return { ...CATEGORY, ...more, pointer: `/${field}`, message: `${field} changes` };
  });
  const team = naming.team(0).slice(0, NAME_LENGTH);
  const who = Array.from({ length: models }, (_, at): Migration => {
    const own = changes.filter((_change, index) => count === 1 || index % (2 + (at % 2)) === 0);
    return migration(naming.model(at).slice(0, NAME_LENGTH), {
      team,
      tier: at % 5 === 0 ? 'critical' : 'standard',
      deadline: at % 5 === 0 ? '2026-12-24' : '2026-12-08',
      changes: own.slice(0, KEPT),
      changeCount: own.length,
      witness: Object.fromEntries(own.slice(0, 3).map(({ pointer }) => [pointer.slice(1), 'grocery'])),
    });
  });
  const announcement = { ...ANNOUNCEMENT, changes: changes.slice(0, 50), changeCount: count, affected: models };
  return teamMessage({ announcement, migrations: who, team });
}

const SCENES: readonly (readonly [string, TeamMessage])[] = [
  ['one', scene({ changes: 1, models: 2, naming: PLAIN })],
  ['thirty', scene({ changes: 30, models: 14, naming: PLAIN })],
  ['long', scene({ changes: 30, models: 14, naming: LONG })],
  ['wide', scene({ changes: 30, models: 14, naming: WIDE })],
];

const digestOf = (team: TeamMessage): DigestMessage => ({
  team: team.team,
  week: '2026-W48',
  news: [team],
  exposed: [{ ...team, announcement: { ...team.announcement, live: true } }],
  observed: [],
  ends: [],
  registryUrl: team.registryUrl,
  now: team.now,
});
const formOf = ({ announcement, migrations, team, now }: TeamMessage) =>
  renderForm({
    form: 'extend',
    about: { announcement: announcement.id, team, seen: now, consumers: migrations.map(({ consumer }) => consumer) },
    subject: announcement.subject,
    version: announcement.version,
    migrations,
    grantedUntil: '2026-12-22',
    decider: '#payments-data',
    now,
  });

/** What a person reads of blocks: texts, and buttons in brackets. */
function wordsOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(wordsOf).filter(Boolean).join('\n');
  if (typeof node !== 'object' || node === null) return '';
  const { type, text } = node as Record<string, unknown>;
  if (type === 'button') return `[${wordsOf(text)}]`;
  if (typeof text === 'string') return text;
  return Object.values(node).map(wordsOf).filter(Boolean).join('\n');
}
const isBlocks = (value: unknown): value is { blocks: readonly Record<string, unknown>[] } =>
  typeof value === 'object' && value !== null && 'blocks' in value;

describe.each(SCENES)('%s', (name, team) => {
  const policy = governing(DEFAULT_POLICY, team.announcement);
  it.each([
    ['first', () => renderSlack(team)],
    ['reminder', () => renderSlack({ ...team, kind: 'reminder' })],
    ['exposed', () => renderSlack({ ...team, kind: 'exposed', announcement: { ...team.announcement, live: true } })],
    ['overview', () => renderProducer({ ...team, kind: 'overview', policy })],
    ['digest', () => renderSlackDigest(digestOf(team))],
    ['form', () => formOf(team)],
  ])('fits Slack and reads so: %s', async (kind, render) => {
    const rendered = render();

    await expect(`${wordsOf(isBlocks(rendered) ? rendered.blocks : rendered)}\n`).toMatchFileSnapshot(
      `golden/many/${name}.slack.${kind}.txt`,
    );
    expect(isBlocks(rendered) ? findBlockProblems(rendered.blocks) : ['no blocks']).toEqual([]);
    expect('text' in rendered ? String(rendered['text']).length : 0).toBeLessThanOrEqual(4_000);
  });

  it('fits a mail and reads so', async () => {
    const [event] = renderTeamEvents({ ...team, deliveryId: 'd1', at: team.now });
    const { subject = '', body = '' } = event?.email ?? {};

    await expect(`Subject: ${subject}\n\n${body}`).toMatchFileSnapshot(`golden/many/${name}.mail.txt`);
    expect(subject).toMatch(/^\[Forewarn\] [ -~]+ Tue 8 Dec 2026 \([ -~]+\)$/);
    expect(subject.length).toBeLessThan(100);
  });

  it('fits an issue and reads so', async () => {
    // Each model has its own.
    const own = { ...team, migrations: team.migrations.slice(0, 1) };
    const { title, body } = renderIssue(own, 'd1');

    await expect(`${title}\n\n${body}\n`).toMatchFileSnapshot(`golden/many/${name}.issue.md`);
    expect(title.length).toBeLessThanOrEqual(256);
    expect(body.length).toBeLessThan(65_536);
    expect(renderIssueComment({ ...own, kind: 'reminder' }, 'd1')?.length).toBeLessThan(65_536);
  });

  it('fits SNS and is of its type', () => {
    const events = [
      ...renderTeamEvents({ ...team, deliveryId: 'd1', at: team.now }),
      ...renderDigestEvents({ ...digestOf(team), deliveryId: 'd2', at: team.now }),
    ];
    for (const { event, email, attributes } of events) {
      expect(findEventProblems(event)).toEqual([]);
      expect(Buffer.byteLength(JSON.stringify([event, email, attributes]))).toBeLessThan(262_144);
    }
  });
});
