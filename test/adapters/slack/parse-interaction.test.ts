import { describe, expect, it } from 'vitest';
import { parseCommand, parseInteraction } from '../../../lib/adapters/slack/parse-interaction.ts';

const AT = '2026-11-24T09:00:00.000Z';
const ABOUT = { announcement: '01KAK3V8XQ0000000000000001', team: 'fraud-ml', seen: AT, consumers: ['fraud'] };
const BLOCK = `answer:${ABOUT.announcement}:fraud-ml:${AT}`;
const VALUE = `${ABOUT.announcement}:fraud-ml:${AT}:fraud`;
const press = (action: object, more: object = {}) =>
  parseInteraction(
    JSON.stringify({ type: 'block_actions', user: { id: 'U0ANN' }, trigger_id: 't', actions: [action], ...more }),
    AT,
  );
const submission = (view: object) =>
  parseInteraction(JSON.stringify({ type: 'view_submission', user: { id: 'U0ANN' }, view }), AT);

describe('what Slack sends', () => {
  it('is the press of a button', () => {
    expect(press({ action_id: 'answer.extend', value: VALUE }, { response_url: 'https://hooks.slack.com/1' })).toEqual({
      kind: 'press',
      trigger: 't',
      press: {
        kind: 'press',
        answer: 'extend',
        about: ABOUT,
        user: 'U0ANN',
        at: AT,
        responseUrl: 'https://hooks.slack.com/1',
      },
    });
  });
  it('is an entry of the menu, about what the buttons beside it are about', () => {
    const menu = { action_id: 'answer.more', block_id: BLOCK, selected_option: { value: 'migrated' } };
    const message = { blocks: [{ block_id: BLOCK, elements: [{ value: VALUE }, {}] }] };
    expect(press(menu, { message })).toMatchObject({ press: { answer: 'migrated', about: ABOUT } });
    expect(press(menu)).toMatchObject({ press: { about: { ...ABOUT, consumers: [] } } });
  });
  it.each([
    { action_id: 'answer.details' },
    { action_id: 'answer.waive', value: VALUE },
    { action_id: 'answer.more', selected_option: { value: 'details' } },
    { action_id: 'other' },
    {},
  ])('asks for nothing: %j', (action) => {
    expect(press(action)).toEqual({ kind: 'ignored' });
  });
  it('is a form, its models ticked in several groups', () => {
    const values = {
      models: { models: { selected_options: [{ value: 'fraud' }] } },
      'models.1': { models: { selected_options: [{ value: 'churn' }] } },
      reason: { reason: { value: 'unused' } },
    };
    const private_metadata = JSON.stringify({ value: VALUE, after: AT, responseUrl: 'https://hooks.slack.com/1' });
    expect(submission({ callback_id: 'answer.not-affected', private_metadata, state: { values } })).toEqual({
      kind: 'answered',
      interaction: {
        kind: 'submission',
        answer: 'not-affected',
        about: { ...ABOUT, consumers: ['fraud', 'churn'] },
        user: 'U0ANN',
        at: AT,
        reason: 'unused',
        responseUrl: 'https://hooks.slack.com/1',
      },
    });
    expect(submission({ callback_id: 'answer.object', private_metadata, state: {} })).toMatchObject({
      kind: 'invalid-form',
    });
    expect(submission({ callback_id: 'somebody-elses' })).toEqual({ kind: 'ignored' });
  });
  it.each([
    ['no JSON', () => parseInteraction('{', AT)],
    ['no user', () => parseInteraction('{"type":"block_actions"}', AT)],
    ['a user that is none', () => parseInteraction('{"type":"block_actions","user":{"id":"<!here>"}}', AT)],
    ['a value of somebody else', () => press({ action_id: 'answer.object', value: 'x' })],
    ['a form without its memory', () => submission({ callback_id: 'answer.object', private_metadata: '{}' })],
    ['a command of nobody', () => parseCommand(new URLSearchParams(), AT)],
  ])('is refused with %s', (_what, parse) => {
    expect(parse).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
