import { details } from '../words/details.ts';
import { exposedHeadline, exposedLines } from '../words/exposed-words.ts';
import { mappedLines } from '../words/mapped-changes.ts';
import { changeLines, modelName, namesOf, versionLine, whatChanges } from '../words/phrases.ts';
import { whereLine } from '../words/producer-words.ts';
import {
  changesOf,
  type DigestMessage,
  type ObservedNews,
  type TeamNews,
  type ToldMessage,
} from '../words/team-message.ts';
import { endLines, observedLines, trialAdvice, trialHeadline } from '../words/trial-words.ts';
import { code, MRKDWN } from './mrkdwn.ts';
import { type Block, context, message, type SlackRendering, section } from './slack-blocks.ts';

/** Changes shown of one announcement; a digest is read in a minute or not at all. */
const SHOWN_CHANGES = 5;
const NAMED_MODELS = 10;
const MAX_ENTRIES = 20;
/** Slack refuses blocks that are too long together (`msg_blocks_too_long`) and documents no bound: so many are no more than four full sections. */
const MAX_CHARACTERS = 12_000;

/**
 * The week's news in one channel, for reading, without mention and without buttons: dangerous changes at fields that a
 * team's models read, and what its own subjects would have said were they not only observed. What does not fit one message
 * is counted, with where to read the first of it.
 */
export function renderSlackDigest({ news, exposed, observed, ends, now }: DigestMessage): SlackRendering {
  const [first, ...others] = news;
  const besides = others.length > 0 ? ` and changes of ${moreVersions(others.length)}` : '';
  const tops = [
    ...(exposed.length > 0 ? [exposedHeadline(exposed, MRKDWN)] : []),
    ...(first ? [`For your information: ${whatChanges(withChanges(first), MRKDWN)}${besides}`] : []),
    ...(observed.length + ends.length > 0 ? [trialHeadline(observed, ends, MRKDWN)] : []),
  ];
  const entries = [
    ...exposed.map((one) => ({ lines: exposedLines(withChanges(one), MRKDWN), rest: details(one, MRKDWN) })),
    ...news.map((one) => ({ lines: entryLines(withChanges(one)), rest: details(one, MRKDWN) })),
    ...observed.map((one) => ({ lines: observedLines(one, MRKDWN), rest: details(one, MRKDWN) })),
  ];
  const rest = entries[0]?.rest ?? code('forewarn observed', 40);
  const { sections, left } = fitting(entries);
  const ending = endLines(ends, now, MRKDWN);
  return message(
    [...tops, ...[...exposed, ...news, ...observed].map(lineOf), ...ending],
    [
      section([`*${tops.join('*\n*')}*`], rest),
      ...sections,
      ...left,
      ...(ending.length > 0 ? [section(ending, rest)] : []),
      ...(observed.length + ends.length > 0 ? [context(trialAdvice(observed, ends, MRKDWN), rest)] : []),
    ],
    rest,
  );
}

interface DigestEntry {
  readonly lines: readonly string[];
  /** Where all of it is read. */
  readonly rest: string;
}

/** As many entries as one message takes. */
function fitting(entries: readonly DigestEntry[]): {
  readonly sections: readonly Block[];
  readonly left: readonly Block[];
} {
  const sections: Block[] = [];
  let characters = 0;
  for (const { lines, rest } of entries.slice(0, MAX_ENTRIES)) {
    const block = section(lines, rest);
    characters += JSON.stringify(block).length;
    if (sections.length > 0 && characters > MAX_CHARACTERS) break;
    sections.push(block);
  }
  const unshown = entries[sections.length];
  if (!unshown) return { sections, left: [] };
  const more = moreVersions(entries.length - sections.length);
  return { sections, left: [context([`… and ${more}, the next: ${unshown.rest}`], unshown.rest)] };
}

const lineOf = (one: TeamNews | ObservedNews): string =>
  'now' in one ? versionLine(one, MRKDWN) : (observedLines(one, MRKDWN)[0] ?? '');

const withChanges = (news: TeamNews): ToldMessage => ({ ...news, changes: changesOf(news) });
const moreVersions = (count: number): string => `${count} more ${count === 1 ? 'version' : 'versions'}`;

/** Version, models, changes, whom to ask: each announcement reads on its own. */
function entryLines(one: ToldMessage): readonly string[] {
  const { changes, migrations } = one;
  // Without the deadlines that `affectsLine` names: nothing is asked here.
  const named = migrations
    .slice(0, NAMED_MODELS)
    .map((one) => modelName(one, MRKDWN))
    .join(', ');
  const unnamed = migrations.length - NAMED_MODELS;
  const models = unnamed > 0 ? `${named} and ${unnamed} more` : named;
  const unproved = migrations.filter(({ verdict }) => verdict === 'undecided');
  const proof = unproved.length > 0 ? `undecided for ${namesOf(unproved, MRKDWN)}` : 'breaks no contract';
  return [
    `${versionLine(one, MRKDWN)} · ${proof}`,
    `Read by ${models}`,
    ...mappedLines(one, MRKDWN),
    ...changeLines(changes, SHOWN_CHANGES, MRKDWN),
    whereLine(one, MRKDWN),
  ];
}
