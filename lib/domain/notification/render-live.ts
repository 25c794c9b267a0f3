import type { LiveNews } from '../announcement.ts';
import { isClosed } from '../migration/state.ts';
import { code, plain } from './mrkdwn.ts';
import { affectsLine, mentioned, namesOf, slackDate, whatChanges } from './phrases.ts';
import { askLine, whereLine } from './producer-words.ts';
import { type Block, context, message, type SlackRendering, section } from './slack-blocks.ts';
import { announcementUrl, type ToldMessage } from './team-message.ts';

const place = (news: LiveNews | undefined): string =>
  news?.environment === undefined ? '' : ` in ${plain(news.environment, 150)}`;

/** For the thread: the change is live now, or an older version was deployed in its place. */
export function renderLive(team: ToldMessage): SlackRendering {
  const { announcement } = team;
  const url = announcementUrl(team);
  const { subject, version, previous, liveNews } = announcement;
  const name = `${code(subject, 150)} v${version}`;
  const line =
    liveNews?.kind === 'rolled-back'
      ? `${name} is live no more${place(liveNews)}: an older version was deployed in its place. The dates stay as they are.`
      : `${name} is live now${place(liveNews)}: ${whatChanges(team)} (since v${previous})`;
  return message([line], [section([line], url), context([askLine(team)], url)], url);
}

/** A message of its own: what nobody had agreed to yet is in production. */
export function renderEmergency(team: ToldMessage, buttons: Block): SlackRendering {
  const { announcement, migrations, now, mention } = team;
  const { liveNews, version, subject } = announcement;
  const url = announcementUrl(team);
  const open = migrations.filter((migration) => !isClosed(migration));
  const since = liveNews ? ` since ${slackDate(liveNews.at, now)}` : '';
  const withdrawn = announcement.status === 'withdrawn' ? ', although it had been withdrawn' : '';
  const lines = [
    `${mentioned(mention)}EMERGENCY: ${whatChanges(team)} · live already`,
    `${code(subject, 150)} v${version} is live${place(liveNews)}${since}, before its gate was open${withdrawn}.`,
    affectsLine({ ...team, migrations: open.length > 0 ? open : migrations }, 'May be reading it now:'),
  ];
  return message(lines, [section(lines, url), context([whereLine(team)], url), buttons], url);
}

/** Asked once: a model that nobody speaks for holds no release any more. */
export function renderStale(team: ToldMessage, silentSince: string | undefined): SlackRendering {
  const { migrations, announcement, now } = team;
  const url = announcementUrl(team);
  const since = silentSince === undefined ? '' : ` since ${slackDate(silentSince, now)}`;
  const lines = [
    `Does ${namesOf(migrations)} still run? No deployment and no answer${since}: it holds no release any more.`,
    `If it does: answer here or record its deployment, and it is waited for again. If not: unsubscribe it from ${code(announcement.subject, 150)}.`,
  ];
  return message(lines, [section(lines, url), context([askLine(team)], url)], url);
}
