import { describe, expect, it } from 'vitest';
import type { CardMessage } from '../../../../lib/domain/notification/msteams/card.ts';
import { cardOf } from '../../../../lib/domain/notification/msteams/card.ts';
import { renderCardTest, renderTeamCard } from '../../../../lib/domain/notification/msteams/render-card.ts';
import type { TeamMessage } from '../../../../lib/domain/notification/words/team-message.ts';
import { FakeMsTeams } from '../../../../lib/local/msteams/fake-msteams.ts';
import { ANNOUNCEMENT, migration } from '../story.ts';

const TEAM: TeamMessage = {
  kind: 'announced',
  announcement: ANNOUNCEMENT,
  migrations: [migration('fraud'), migration('churn')],
  team: 'fraud-ml',
  contact: '#payments-data',
  holdCritical: 'P7D',
  holdUntold: 'P7D',
  registryUrl: 'https://registry.example.com',
  now: '2026-11-24T09:00:00.000Z',
};
const runsOf = (card: CardMessage) => card.attachments[0].content.body.flatMap(({ inlines }) => inlines);
const textOf = (card: CardMessage): string =>
  card.attachments[0].content.body.map(({ inlines }) => inlines.map(({ text }) => text).join('')).join('\n\n');
const taken = (card: CardMessage) =>
  new FakeMsTeams().handle({
    path: '/workflows/1/triggers/manual/paths/invoke?sig=s',
    contentType: 'application/json',
    body: JSON.stringify(card),
  });

describe('a card for Microsoft Teams', () => {
  it('holds change and date in its headline, which is what a phone shows', () => {
    const card = renderTeamCard(TEAM);
    expect(card.summary).toMatch(/^category changes integer → string on Tue 8 Dec/);
    expect(runsOf(card)[0]).toEqual({ type: 'TextRun', text: card.summary, weight: 'Bolder' });
    expect(taken(card)).toMatchObject({ status: 202 });
  });

  it('says all that a mail says, with the record and the commands in the font of code', () => {
    const card = renderTeamCard(TEAM);
    expect(textOf(card)).toMatchInlineSnapshot(`
      "category changes integer → string on Tue 8 Dec 2026

      payments.transaction-authorized v12 → v13 · not live yet
      Affects fraud and churn (both v7, standard)

      A record that v13 allows and both models' contracts reject:
      {"user_id": 42, "category": "grocery", "amount": 12.5}

      Risk: pandas with errors="coerce" may turn this into NaN, silently.

      Do: Read v13 and deploy; recording that deployment closes this.

      If nobody answers: v13 no longer waits for fraud and churn after Tue 8 Dec 2026.

      To answer:
      • We'll handle it
      forewarn ack --announcement 01KAK3V8XQ0000000000000001 --consumer fraud --consumer churn
      • Not affected, and why
      forewarn not-affected --announcement 01KAK3V8XQ0000000000000001 --consumer fraud --consumer churn --reason "…"
      • More time, and what for
      forewarn extend --announcement 01KAK3V8XQ0000000000000001 --consumer fraud --consumer churn --until DATE --reason "…"
      • Object, and why
      forewarn object --announcement 01KAK3V8XQ0000000000000001 --consumer fraud --consumer churn --reason "…"

      Steps: category-map.md <https://wiki.example.com/payments/category-map.md>
      Ask #payments-data
      PR #412 <https://github.com/acme/payments/pull/412>
      Details: forewarn announcements show 01KAK3V8XQ0000000000000001"
    `);
    const code = runsOf(card).filter(({ fontType }) => fontType === 'Monospace');
    expect(code.map(({ text }) => text.trim())).toContain(
      `forewarn ack --announcement ${ANNOUNCEMENT.id} --consumer fraud --consumer churn`,
    );
  });

  it('keeps text of strangers from being anything but itself', () => {
    const reason = '**bold** <at>Everyone</at> [here](https://evil.example) {{DATE(2026-01-01T00:00:00Z)}} @channel';
    const card = renderTeamCard({
      ...TEAM,
      kind: 'answered',
      answer: {
        consumers: ['fraud'],
        state: { name: 'objected', at: TEAM.now, by: 'token:1', reason },
      },
      migrations: [migration('fraud', { state: { name: 'objected', at: TEAM.now, by: 'token:1', reason } })],
    });
    // Runs know no markup; what they do know, a function of dates, is broken.
    expect(textOf(card)).toContain('**bold** <at>Everyone</at> [here](https://evil.example)');
    expect(textOf(card)).not.toContain('{{');
    expect(JSON.stringify(card)).not.toMatch(/"type":"(TextBlock|mention)"/);
    expect(taken(card)).toMatchObject({ status: 202 });
  });

  it('fits what Teams takes, however many models it is about, and says where the rest is', () => {
    const paragraphs = Array.from({ length: 500 }, (_, at) => [`paragraph ${at} ${'ö'.repeat(200)}`]);
    const card = cardOf([['headline'], ...paragraphs, ['the end']], 'forewarn announcements show 1');
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(28 * 1024);
    expect(textOf(card)).toMatch(/… The rest: forewarn announcements show 1\n\nthe end$/);
    expect(taken(card)).toMatchObject({ status: 202 });
    const many = Array.from({ length: 1_000 }, (_, at) => migration(`model-${at}`));
    expect(taken(renderTeamCard({ ...TEAM, migrations: many }))).toMatchObject({ status: 202 });
  });

  it('says nothing in a test but that it arrives', () => {
    const card = renderCardTest({
      delivery: { id: 'x', team: 'fraud-ml', consumers: ['fraud'] },
      registryUrl: TEAM.registryUrl,
    });
    expect(textOf(card)).toBe(
      'Test: team fraud-ml is told here of changes that concern fraud\n\nNothing has changed, and nobody need answer.',
    );
    expect(taken(card)).toMatchObject({ status: 202 });
  });
});
