import { describe, expect, it } from 'vitest';
import { blockValue, buttonValue, parseButtonValue } from '../../../../lib/domain/notification/slack/button-value.ts';
import { answers, decisions } from '../../../../lib/domain/notification/slack/slack-blocks.ts';
import { findBlockProblems } from '../../../../lib/local/slack/slack-blocks.ts';

const ABOUT = {
  announcement: '01KAK3V8XQ0000000000000001',
  team: 'fraud-ml',
  seen: '2026-11-24T09:00:00.000Z',
  consumers: ['fraud', 'churn.eu_west-1'],
};
const LONG = 'x'.repeat(120);

describe('the value of a button', () => {
  it('comes back as it went out', () => {
    expect(parseButtonValue(buttonValue(ABOUT))).toEqual(ABOUT);
    expect(parseButtonValue(blockValue(ABOUT))).toEqual({ ...ABOUT, consumers: [] });
  });
  it('names no models rather than too many', () => {
    const many = { ...ABOUT, consumers: Array.from({ length: 20 }, (_, at) => `${LONG.slice(3)}${100 + at}`) };
    expect(parseButtonValue(buttonValue(many))).toEqual({ ...ABOUT, consumers: [] });
  });
  it.each(['', 'answer', '01KAK:fraud-ml', `${blockValue(ABOUT)}:a:b`, `01K:a:yesterday`, `01K::${ABOUT.seen}`])(
    '%j is none',
    (value) => {
      expect(parseButtonValue(value)).toBeUndefined();
    },
  );
  it('fits Slack’s limits with the longest of names', () => {
    const longest = { ...ABOUT, team: LONG, consumers: Array.from({ length: 30 }, () => LONG) };
    const offered = ['acknowledge', 'not-affected', 'extend', 'object'] as const;
    const blocks = [answers({ ...longest, offered }), decisions(longest)];
    expect(findBlockProblems(blocks)).toEqual([]);
  });
});
