import type { SchemaVersion } from '../../subject.ts';
import { details } from '../words/details.ts';
import { proofs } from '../words/evidence.ts';
import { exposedHeadline, exposedLines } from '../words/exposed-words.ts';
import type { KillSwitchMessage } from '../words/kill-switch-message.ts';
import { mappedLines } from '../words/mapped-changes.ts';
import { changeLines, namesOf, versionLine, whatChanges } from '../words/phrases.ts';
import { whereParts } from '../words/producer-words.ts';
import { changesOf, type DigestMessage, type TeamNews, type ToldMessage } from '../words/team-message.ts';
import { endLines, observedLines, trialAdvice, trialHeadline } from '../words/trial-words.ts';
import { bodyOf, type Email, subjectOf } from './email.ts';
import { PLAIN_TEXT } from './plain-text.ts';

/** Changes shown of one announcement; a digest is read in a minute or not at all. */
const SHOWN_CHANGES = 5;
const { plain, code } = PLAIN_TEXT;

/** A version was registered, by whom, and whether it is the head now. */
export function renderRegisteredEmail(input: { readonly version: SchemaVersion; readonly team: string }): Email {
  const { version, team } = input;
  const { subject, version: number, status, sameAs, source } = version;
  const name = `${code(subject, 150)} v${number}`;
  const whole = code(`forewarn versions ${subject} ${number}`, 200);
  const body = bodyOf(
    [
      [`${name} was registered by team ${plain(team, 150)} and is ${status}.`],
      [
        ...(sameAs === undefined ? [] : [`Its content is that of v${sameAs}.`]),
        ...(status === 'proposed'
          ? ['A model that reads it may break: its readers are told, and the head stays what it was.']
          : []),
      ],
      [...(source?.pullRequest ? [`From ${plain(source.pullRequest, 300)}`] : []), `Details: ${whole}`],
    ],
    whole,
  );
  return { subject: subjectOf({ what: `${name} was registered`, date: ` and is ${status}` }), body };
}

/** A part of a week's news; the news of one announcement reads on its own. */
export function renderDigestEmail(digest: DigestMessage): Email {
  const { news, exposed, week } = digest;
  const { what, isNews, paragraphs, rest } = digestText(digest);
  const of = exposed[0] ?? news[0];
  const about = of ? { about: plain(of.announcement.subject, 150) } : {};
  const models = (of?.migrations ?? []).map(({ consumer }) => plain(consumer, 150));
  const line = { news: `Digest ${week}`, ...(isNews ? { models } : {}), ...about };
  return { subject: subjectOf({ ...line, what }), body: bodyOf(paragraphs, rest) };
}

interface DigestText {
  /** The gravest of it. */
  readonly what: string;
  /** Whether that is news and not live over a model. */
  readonly isNews: boolean;
  readonly paragraphs: readonly (readonly string[])[];
  /** Where all of it is read. */
  readonly rest: string;
}

/** A digest in plain text. */
export function digestText({ news, exposed, observed, ends, week, team, now }: DigestMessage): DigestText {
  const [first] = news;
  const others = Math.max(0, news.length - 1);
  const besides = others > 0 ? ` and ${others} more ${others === 1 ? 'version' : 'versions'}` : '';
  const headline = first
    ? `${whatChanges(withChanges(first), PLAIN_TEXT)}${besides}`
    : trialHeadline(observed, ends, PLAIN_TEXT);
  const what = exposed.length > 0 ? exposedHeadline(exposed, PLAIN_TEXT) : headline;
  const isNews = exposed.length === 0 && first !== undefined;
  const hasTrial = observed.length + ends.length > 0;
  const paragraphs = [
    [
      exposed.length > 0
        ? `${what}. Please answer.`
        : `${isNews ? 'For your information: ' : ''}${what}. None of it asks for an answer.`,
    ],
    ...exposed.map((one) => exposedLines(withChanges(one), PLAIN_TEXT)),
    ...news.map((one) => newsLines(withChanges(one))),
    ...observed.map((one) => observedLines(one, PLAIN_TEXT)),
    endLines(ends, now, PLAIN_TEXT),
    ...(hasTrial ? [trialAdvice(observed, ends, PLAIN_TEXT)] : []),
    [`The week's digest of team ${plain(team, 150)} (${week})`],
  ];
  return { what, isNews, paragraphs, rest: first ? details(first, PLAIN_TEXT) : 'forewarn observed' };
}

const withChanges = (news: TeamNews): ToldMessage => ({ ...news, changes: changesOf(news) });

function newsLines(one: ToldMessage): readonly string[] {
  const open = one.migrations.filter(({ verdict }) => verdict === 'undecided');
  return [
    versionLine(one, PLAIN_TEXT),
    `Read by ${namesOf(one.migrations, PLAIN_TEXT)}`,
    ...(open.length > 0 ? [`Undecided, so nobody knows whether it breaks: ${namesOf(open, PLAIN_TEXT)}`] : []),
    ...mappedLines(one, PLAIN_TEXT),
    ...changeLines(one.changes, SHOWN_CHANGES, PLAIN_TEXT),
    ...whereParts(one, PLAIN_TEXT),
  ];
}

/** For the people who watch what acts upon the event itself. */
export function renderKillSwitchEmail({ use, subject, version, cause }: KillSwitchMessage): Email {
  const { consumer, reason, dryRun } = use;
  const name = `${code(subject, 150)} v${version}`;
  const why = { overdue: 'its date has passed', emergency: 'a break went live as an emergency' }[reason];
  const what = `${plain(consumer, 150)} and ${name}`;
  const whole = cause ? details(cause, PLAIN_TEXT) : code(`forewarn migrations --consumer ${consumer}`, 200);
  const body = bodyOf(
    [
      [
        dryRun
          ? `A test of the kill switch of ${plain(consumer, 150)}: nothing has happened to it.`
          : `The kill switch of ${plain(consumer, 150)} is tripped: ${why} (${name}).`,
        'This event tells the runbook that listens; a mail stops no model.',
      ],
      ...(cause ? proofs([cause.migration], PLAIN_TEXT) : []),
      [`Details: ${whole}`],
    ],
    whole,
  );
  return {
    subject: subjectOf({ news: dryRun ? 'TEST of KILL SWITCH' : 'KILL SWITCH', what }),
    body,
  };
}
