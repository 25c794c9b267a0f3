import { code, link, MRKDWN, plain } from './mrkdwn.ts';
import { modelName, namesOf, versionLine, whatChanges } from './phrases.ts';
import { whereLine } from './producer-words.ts';
import { type Block, context, message, type SlackRendering, section } from './slack-blocks.ts';
import { announcementUrl, changesOf, type TeamNews, type ToldMessage } from './team-message.ts';
import { headline } from './wording.ts';

/** Changes shown of one announcement; a digest is read in a minute or not at all. */
const SHOWN_CHANGES = 5;
const NAMED_MODELS = 10;
const MAX_ENTRIES = 20;
/** Slack refuses blocks that are too long together (`msg_blocks_too_long`) and documents no bound: so many are no more than four full sections. */
const MAX_CHARACTERS = 12_000;

/**
 * The week's dangerous changes at fields that a team's models read: for reading, without mention and without buttons.
 * What does not fit one message is counted, with a link to the first of it.
 */
export function renderSlackDigest(first: TeamNews, others: readonly TeamNews[]): SlackRendering {
  const news = [first, ...others];
  const sections: Block[] = [];
  let characters = 0;
  for (const one of news.slice(0, MAX_ENTRIES)) {
    const block = section(entryLines(withChanges(one)), announcementUrl(one));
    characters += JSON.stringify(block).length;
    if (sections.length > 0 && characters > MAX_CHARACTERS) break;
    sections.push(block);
  }
  const unshown = news[sections.length];
  const url = announcementUrl(unshown ?? first);
  const left = unshown ? [context([`… and ${link(url, moreVersions(news.length - sections.length))}`], url)] : [];
  const besides = others.length > 0 ? ` and changes of ${moreVersions(others.length)}` : '';
  const top = `For your information: ${whatChanges(withChanges(first), MRKDWN)}${besides}`;
  return message(
    [top, ...news.map((one) => versionLine(one, MRKDWN))],
    [section([`*${top}*`], url), ...sections, ...left],
    url,
  );
}

const withChanges = (news: TeamNews): ToldMessage => ({ ...news, changes: changesOf(news) });
const moreVersions = (count: number): string => `${count} more ${count === 1 ? 'version' : 'versions'}`;

/** Version, models, changes, whom to ask: each announcement reads on its own. */
function entryLines(one: ToldMessage): readonly string[] {
  const { changes, migrations } = one;
  const shown = changes.slice(0, SHOWN_CHANGES).map((change) => {
    const { place, words } = headline(change);
    return `• ${code(place, 80)} ${plain(words, 120)}. ${plain(change.harm, 200)}`;
  });
  const more = changes.length > shown.length ? [`• and ${changes.length - shown.length} more`] : [];
  // Without the deadlines that `affectsLine` names: nothing is asked here.
  const named = migrations
    .slice(0, NAMED_MODELS)
    .map((one) => modelName(one, MRKDWN))
    .join(', ');
  const unnamed = migrations.length - NAMED_MODELS;
  const models = unnamed > 0 ? `${named} and ${unnamed} more` : named;
  const unproved = migrations.filter(({ verdict }) => verdict === 'undecided');
  const proof = unproved.length > 0 ? `not proved to fit ${namesOf(unproved, MRKDWN)}` : 'breaks no contract';
  return [`${versionLine(one, MRKDWN)} · ${proof}`, `Read by ${models}`, ...shown, ...more, whereLine(one, MRKDWN)];
}
