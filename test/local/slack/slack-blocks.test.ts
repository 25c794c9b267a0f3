import { describe, expect, it } from 'vitest';
import { findBlockProblems } from '../../../lib/local/slack/slack-blocks.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const long = (length: number): string => 'x'.repeat(length);
const button = (extra: object = {}) => ({ type: 'button', text: plain('Go'), ...extra });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const option = (extra: object = {}) => ({ text: plain('One'), value: '1', ...extra });

/** Each limit, just within and just beyond. */
const LIMITS: [string, object, object][] = [
  ['header text', { type: 'header', text: plain(long(150)) }, { type: 'header', text: plain(long(151)) }],
  ['header type', { type: 'header', text: plain('x') }, { type: 'header', text: mrkdwn('x') }],
  ['section text', { type: 'section', text: mrkdwn(long(3000)) }, { type: 'section', text: mrkdwn(long(3001)) }],
  ['empty text', { type: 'section', text: mrkdwn('x') }, { type: 'section', text: mrkdwn('') }],
  ['section content', { type: 'section', fields: [mrkdwn('x')] }, { type: 'section' }],
  [
    'fields',
    { type: 'section', fields: Array(10).fill(mrkdwn('x')) },
    { type: 'section', fields: Array(11).fill(mrkdwn('x')) },
  ],
  ['field', { type: 'section', fields: [mrkdwn(long(2000))] }, { type: 'section', fields: [mrkdwn(long(2001))] }],
  ['block id', { type: 'divider', block_id: long(255) }, { type: 'divider', block_id: long(256) }],
  [
    'context',
    { type: 'context', elements: Array(10).fill(mrkdwn('x')) },
    { type: 'context', elements: Array(11).fill(mrkdwn('x')) },
  ],
  [
    'elements',
    actions(...Array.from({ length: 25 }, () => button())),
    actions(...Array.from({ length: 26 }, () => button())),
  ],
  ['no elements', actions(button()), actions()],
  ['button text', actions(button({ text: plain(long(75)) })), actions(button({ text: plain(long(76)) }))],
  ['button text type', actions(button()), actions(button({ text: mrkdwn('Go') }))],
  ['button value', actions(button({ value: long(2000) })), actions(button({ value: long(2001) }))],
  ['button style', actions(button({ style: 'danger' })), actions(button({ style: 'loud' }))],
  ['action id', actions(button({ action_id: long(255) })), actions(button({ action_id: long(256) }))],
  [
    'repeated action id',
    actions(button({ action_id: 'a' }), button({ action_id: 'b' })),
    actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
  ],
  [
    'overflow options',
    actions({ type: 'overflow', options: Array(5).fill(option()) }),
    actions({ type: 'overflow', options: Array(6).fill(option()) }),
  ],
  [
    'option value',
    actions({ type: 'static_select', options: [option({ value: long(150) })] }),
    actions({ type: 'static_select', options: [option({ value: long(151) })] }),
  ],
  ['block type', { type: 'divider' }, { type: 'marquee' }],
  ['element type', actions(button()), actions({ type: 'lever' })],
];

describe('the limits on blocks', () => {
  it.each(LIMITS)('%s', (_what, within, beyond) => {
    expect(findBlockProblems([within])).toEqual([]);
    expect(findBlockProblems([beyond])).toEqual([
      expect.stringMatching(/^\[ERROR\] .* \[json-pointer:\/blocks\/0.*\]$/),
    ]);
  });

  it('50 blocks are enough, 51 too many', () => {
    const divider = { type: 'divider' };
    expect(findBlockProblems(Array(50).fill(divider))).toEqual([]);
    expect(findBlockProblems(Array(51).fill(divider))).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ]);
  });

  it('no two blocks share an id', () => {
    const problems = findBlockProblems([
      { type: 'divider', block_id: 'a' },
      { type: 'divider', block_id: 'a' },
    ]);
    expect(problems).toEqual([expect.stringContaining('already exists')]);
  });

  it.each(['text', { type: 'section' }, [null], [['nested']]])('%j is no list of blocks', (blocks) => {
    expect(findBlockProblems(blocks)).not.toEqual([]);
  });
});
