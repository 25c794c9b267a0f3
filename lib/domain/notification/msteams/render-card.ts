import { APART, PLAIN_TEXT } from '../email/plain-text.ts';
import { teamParagraphs } from '../email/render-email.ts';
import { digestText } from '../email/render-email-news.ts';
import { ALL_MODELS, type ChannelTest, testLines } from '../events/render-channel-test.ts';
import { details } from '../words/details.ts';
import type { DigestMessage, TeamMessage } from '../words/team-message.ts';
import { type CardMessage, cardOf } from './card.ts';

/** What a team is told, as a card that stands on its own: there is no thread to go on in. Answers are commands to copy. */
export const renderTeamCard = (team: TeamMessage): CardMessage =>
  cardOf(
    teamParagraphs(team, (words) => `${APART}${words.join(' ')}`),
    details(team, PLAIN_TEXT),
  );

export function renderDigestCard(digest: DigestMessage): CardMessage {
  const { paragraphs, rest } = digestText(digest);
  return cardOf(paragraphs, rest);
}

export const renderCardTest = (test: ChannelTest): CardMessage =>
  cardOf(
    testLines(test, PLAIN_TEXT).map((line) => [line]),
    ALL_MODELS,
  );
