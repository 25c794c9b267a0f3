import type { Delivery } from '../../delivery.ts';
import { bodyOf, subjectOf } from '../email/email.ts';
import { PLAIN_TEXT } from '../email/plain-text.ts';
import { MARKDOWN } from '../github/markdown.ts';
import { type IssueRendering, markOf } from '../github/render-issue.ts';
import { MRKDWN } from '../slack/mrkdwn.ts';
import { message, type SlackRendering, section } from '../slack/slack-blocks.ts';
import type { Markup } from '../words/markup.ts';
import { EVENT_TYPES } from './cloud-event.ts';
import { type Envelope, envelope, type RenderedEvent } from './event-parts.ts';

/** A test's delivery, and where the registry is. */
export interface ChannelTest {
  readonly delivery: Pick<Delivery, 'id' | 'team' | 'consumers'>;
  readonly registryUrl: string;
}

/** Where the rest is, should it test for more models than a message names. */
export const ALL_MODELS = 'forewarn consumers';

export function testLines({ delivery }: ChannelTest, markup: Markup): readonly [string, string] {
  const models = (delivery.consumers ?? []).map((name) => markup.strong(markup.plain(name, 150))).join(', ');
  return [
    `Test: team ${markup.plain(delivery.team, 150)} is told here of changes that concern ${models}`,
    'Nothing has changed, and nobody need answer.',
  ];
}

/** It mentions nobody: who is not at work should not wake for a test. */
export function renderSlackTest(test: ChannelTest): SlackRendering {
  const lines = testLines(test, MRKDWN);
  return message(lines, [section(lines, ALL_MODELS)], ALL_MODELS);
}

/** An issue that is closed as soon as it is open. */
export function renderIssueTest(test: ChannelTest): IssueRendering {
  const { consumers = [], id } = test.delivery;
  return {
    title: `Test: ${consumers.join(', ')} has its migrations here`,
    body: [...testLines(test, MARKDOWN), markOf(id)].join('\n\n'),
    standing: 'completed',
  };
}

export function renderEventTest(test: ChannelTest & Pick<Envelope, 'at'>): RenderedEvent {
  const { delivery, registryUrl, at } = test;
  const { id, team, consumers = [] } = delivery;
  const type = EVENT_TYPES.tested;
  const data = { team, models: consumers.map((consumer) => ({ consumer })) };
  const [first, second] = testLines(test, PLAIN_TEXT);
  return {
    event: envelope({ id, type, about: team, at, registryUrl, data }),
    attributes: { type, severity: 'safe', team, consumer: consumers },
    email: {
      subject: subjectOf({ what: first }),
      body: bodyOf([[first], [second]], ALL_MODELS),
    },
  };
}
