import { describe, expect, it } from 'vitest';
import { renderSlack } from '../../../../lib/domain/notification/slack/render-slack.ts';
import { ANNOUNCEMENT, migration, teamMessage } from '../story.ts';

const AT = '2026-11-25T09:00:00.000Z';

/** What a thread says after an upgrade of the engine, with nobody having answered. */
describe('A note of what a newer engine found', () => {
  it('says that a record breaks the model now, with its date and its answer', () => {
    const state = { name: 'notified', at: ANNOUNCEMENT.createdAt } as const;
    const answer = { consumers: ['fraud'], state, provedBy: 2 };
    const { text } = renderSlack(teamMessage({ kind: 'answered', migrations: [migration('fraud')], answer }));
    expect(text).toMatch(
      /fraud.*: engine 2 found a record that breaks it, where that was undecided; its date is .*Tue 8 Dec.*; no answer yet/,
    );
  });

  it('says that it is proved safe, and not that somebody says so', () => {
    const state = { name: 'not-affected', at: AT, by: 'engine', reason: 'proved safe by engine 2' } as const;
    const answer = { consumers: ['fraud'], state };
    const { text } = renderSlack(
      teamMessage({ kind: 'answered', migrations: [migration('fraud', { state })], answer }),
    );
    expect(text).toMatch(/fraud.*: proved safe by engine 2$/);
    expect(text).not.toContain('says');
  });
});
