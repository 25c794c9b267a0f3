import { describe, expect, it } from 'vitest';
import { renderDigestEvents } from '../../../lib/domain/notification/events/render-digest-event.ts';
import { renderTeamEvents } from '../../../lib/domain/notification/events/render-event.ts';
import { renderIssue, renderIssueComment } from '../../../lib/domain/notification/github/render-issue.ts';
import { renderProducer } from '../../../lib/domain/notification/slack/render-producer.ts';
import { renderSlack } from '../../../lib/domain/notification/slack/render-slack.ts';
import { renderSlackDigest } from '../../../lib/domain/notification/slack/render-slack-digest.ts';
import { governing } from '../../../lib/domain/policy/settings/announced-policy.ts';
import { DEFAULT_POLICY } from '../../../lib/domain/policy/settings/policy.ts';
import { findBlockProblems } from '../../../lib/local/slack/slack-blocks.ts';
import { findEventProblems } from './event-schemas.ts';
import { digestOf, formOf, SCENES } from './scenes.ts';

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
