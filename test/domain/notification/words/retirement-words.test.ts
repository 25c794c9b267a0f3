import { describe, expect, it } from 'vitest';
import { retiredChange } from '../../../../lib/domain/diff/rules/subject-retired.ts';
import { renderTeamEvents } from '../../../../lib/domain/notification/events/render-event.ts';
import { renderIssue } from '../../../../lib/domain/notification/github/render-issue.ts';
import { renderProducer } from '../../../../lib/domain/notification/slack/render-producer.ts';
import { renderSlack } from '../../../../lib/domain/notification/slack/render-slack.ts';
import type { TeamMessage } from '../../../../lib/domain/notification/words/team-message.ts';
import { DEFAULT_POLICY } from '../../../../lib/domain/policy/settings/policy.ts';
import { ANNOUNCEMENT, migration, teamMessage } from '../story.ts';

const END = retiredChange(ANNOUNCEMENT.subject);
const { kind: _, witness: __, ...unproven } = migration('fraud', { pointers: [''], changes: [END] });
const { manifest: ___, ...plain } = ANNOUNCEMENT;
const announcement = { ...plain, version: 12, retires: true, changes: [END] } as const;
const ended = { ...announcement, live: true, liveAt: '2026-12-08T12:00:00.000Z' } as const;
const message = (more: Partial<TeamMessage> = {}) => teamMessage({ announcement, migrations: [unproven], ...more });
const wordsOf = (more: Partial<TeamMessage> = {}) => renderSlack(message(more)).text;
const producer = { ...message(), policy: DEFAULT_POLICY };

describe('what is said of the end of a subject', () => {
  it('names the subject and the date first, and says what happens if nobody answers', () => {
    const { text, blocks } = renderSlack(message());
    const [first, second] = text.split('\n');
    expect(first).toMatch(/`payments\.transaction-authorized` is retired on .*Tue 8 Dec$/);
    expect(second).toBe('`payments.transaction-authorized` ends with v12 · not retired yet');
    expect(text).toContain('If nobody answers: its end no longer waits for');
    const all = JSON.stringify(blocks);
    expect(all).toContain('No record arrives any more');
    expect(all).toContain('unsubscribe it from this subject');
    expect(all).not.toContain('could not prove');
  });

  it('keeps it for a critical model, until an administrator decides', () => {
    expect(wordsOf({ migrations: [{ ...unproven, tier: 'critical' }] })).toContain(
      'its end is held for fraud until Tue 15 Dec; then an administrator decides.',
    );
  });

  it.each([
    { kind: 'live', says: ['is retired now: nothing of it is sent any more'] },
    { kind: 'emergency', says: ['EMERGENCY: `payments', 'is retired, before its readers had come through'] },
    { kind: 'missed', says: ['Nothing is sent any more'] },
  ] as const)('$kind: once it is retired', ({ kind, says }) => {
    const text = JSON.stringify(renderSlack(message({ kind, announcement: ended })));
    for (const words of says) expect(text).toContain(words);
    expect(text).not.toContain('v12 is live');
  });

  it('is taken back by saying that the subject stays', () => {
    const withdrawn = { ...announcement, status: 'withdrawn' } as const;
    expect(wordsOf({ announcement: withdrawn })).toContain(
      'Withdrawn by team payments: `payments.transaction-authorized` stays',
    );
    expect(wordsOf({ announcement: withdrawn, kind: 'withdrawn' })).toContain(
      'took the retirement of `payments.transaction-authorized` back',
    );
  });

  it('is an issue with the same words', () => {
    const { title, body } = renderIssue(message(), 'd1');
    expect(title).toMatch(/^fraud: payments\.transaction-authorized is retired on Tue 8 Dec/);
    expect(body).not.toContain('could not prove');
  });

  it('is an event that says so', () => {
    const [event] = renderTeamEvents({ ...message(), deliveryId: 'd1', at: ANNOUNCEMENT.createdAt });
    expect(event?.event.data).toMatchObject({ retires: true, version: 12, live: false });
  });

  it.each([
    { kind: 'overview', is: announcement, says: 'The retirement waits for 1 model' },
    { kind: 'held', is: announcement, says: 'forewarn retire payments.transaction-authorized' },
    { kind: 'live', is: ended, says: 'is retired now: nothing more can be published to it' },
    { kind: 'emergency', is: ended, says: 'is retired before its readers had come through' },
    { kind: 'withdrawn', is: announcement, says: 'Withdrawn: the retirement of `payments' },
  ] as const)('tells the producer: $kind', ({ kind, is, says }) => {
    expect(JSON.stringify(renderProducer({ ...producer, kind, announcement: is }))).toContain(says);
  });
});
