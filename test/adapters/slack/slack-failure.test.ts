import { describe, expect, it } from 'vitest';
import { classifyFailure } from '../../../lib/adapters/slack/slack-failure.ts';

const refusal = (error: string): Error =>
  Object.assign(new Error(error), { code: 'slack_webapi_platform_error', data: { error } });

describe("Slack's errors", () => {
  it.each([
    'invalid_auth',
    'not_authed',
    'token_revoked',
    'account_inactive',
    'missing_scope',
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'restricted_action',
    'invalid_blocks',
    'msg_too_long',
    'an_error_that_slack_adds_tomorrow',
  ])('%s is a refusal', (error) => {
    expect(classifyFailure(refusal(error))).toEqual({ outcome: 'refused', error });
  });

  it.each(['message_not_found', 'cant_update_message', 'edit_window_closed'])(
    '%s is a refusal because there is nothing to change any more',
    (error) => {
      expect(classifyFailure(refusal(error))).toEqual({ outcome: 'refused', error, gone: true });
    },
  );

  it.each(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])(
    '%s leaves open what happened',
    (error) => {
      expect(classifyFailure(refusal(error))).toEqual({ outcome: 'unknown', error });
    },
  );

  it.each([
    Object.assign(new Error('The operation was aborted due to timeout'), { name: 'TimeoutError' }),
    new TypeError('terminated'),
    new TypeError('fetch failed'),
  ])('%s leaves open what happened', (error) => {
    expect(classifyFailure(error)).toMatchObject({ outcome: 'unknown' });
  });

  it('takes a limit without its time for half a minute', () => {
    const error = new Error('Retry header did not contain a valid timeout (url: x, retry-after header: null)');

    expect(classifyFailure(error)).toEqual({ outcome: 'rate-limited', retryAfterSeconds: 30 });
  });
});
