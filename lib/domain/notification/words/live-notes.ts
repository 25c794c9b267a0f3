import type { LiveNews } from '../../announcement.ts';
import type { Migration } from '../../migration/migration.ts';
import { TOLD_DAYS } from '../../policy/deadlines/exposure.ts';
import { proofs } from './evidence.ts';
import { mappedLines } from './mapped-changes.ts';
import type { Markup } from './markup.ts';
import { type Note, openOf } from './note.ts';
import { affectsLine, liveWords, whatChanges } from './phrases.ts';
import { askParts, whereParts } from './producer-words.ts';
import type { ToldMessage } from './team-message.ts';

const place = (news: LiveNews | undefined, markup: Markup): string =>
  news?.environment === undefined ? '' : ` in ${markup.plain(news.environment, 150)}`;

/** The change is live now, or an older version was deployed in its place. */
export function live(team: ToldMessage, markup: Markup): Note {
  const { subject, version, previous, liveNews, status, retires } = team.announcement;
  if (retires)
    return {
      lines: [`${markup.code(subject, 150)} is retired now: nothing of it is sent any more`],
      small: [],
      where: askParts(team, markup),
    };
  const dates = status === 'withdrawn' ? '' : ' The dates stay as they are.';
  const name = `${markup.code(subject, 150)} v${version}`;
  const line =
    liveNews?.kind === 'rolled-back'
      ? `${name} is live no more${place(liveNews, markup)}: an older version was deployed in its place.${dates}`
      : `${name} is live now${place(liveNews, markup)}: ${whatChanges(team, markup)} (since v${previous})`;
  return { lines: [line], small: [], where: askParts(team, markup) };
}

/** What nobody had agreed to yet is in production. */
export function emergency(team: ToldMessage, markup: Markup): Note {
  const { announcement, migrations, now } = team;
  const { liveNews, version, subject, retires } = announcement;
  const open = openOf(team);
  const since = liveNews ? ` since ${markup.date(liveNews.at, now)}` : '';
  const taken = announcement.status === 'withdrawn' ? ', although it had been withdrawn' : '';
  const where = place(liveNews, markup);
  return {
    evidence: proofs(open, markup),
    lines: [
      `EMERGENCY: ${whatChanges(team, markup)} · ${retires ? 'nothing is sent any more' : 'live already'}`,
      retires
        ? `${markup.code(subject, 150)} is retired${since}, before its readers had come through.`
        : `${markup.code(subject, 150)} v${version} is live${where}${since}, before its gate was open${taken}.`,
      affectsLine({ ...team, migrations: open.length > 0 ? open : migrations }, markup, 'May be reading it now:'),
      ...mappedLines({ ...team, migrations: open }, markup),
    ],
    small: [],
    where: whereParts(team, markup),
  };
}

/** The loudest there is: what is live now breaks these models, or may. */
export function exposed(team: ToldMessage, markup: Markup): Note {
  const { announcement, migrations, now } = team;
  const { subject, version, liveNews, liveAt, retires, foundIn } = announcement;
  const isPlain = liveAt !== undefined && !retires && foundIn === undefined;
  const live = isPlain ? `live since ${markup.date(liveAt, now)}` : liveWords(announcement, markup);
  const name = markup.code(subject, 150);
  const [sure, unsure] = [migrations.filter(isProved), migrations.filter((one) => !isProved(one))];
  return {
    lines: [
      `${sure.length > 0 ? 'Breaks now' : 'May break now'}: ${whatChanges(team, markup)} · ${live}`,
      retires ? `${name} is retired.` : `${name} v${version} is live${place(liveNews, markup)}.`,
      ...(sure.length > 0 ? [affectsLine({ ...team, migrations: sure }, markup, 'Not migrated, and breaks:')] : []),
      ...(unsure.length > 0
        ? [
            affectsLine(
              { ...team, migrations: unsure },
              markup,
              'Not answered, and may break; nobody could prove that it is safe:',
            ),
          ]
        : []),
      ...mappedLines(team, markup),
    ],
    evidence: proofs(migrations, markup),
    small: [
      `Said again on ${TOLD_DAYS} working days, then in the weekly digest, until one of you answers, a deployment proves that it has migrated, it is unsubscribed, or the change is taken back.`,
    ],
    where: whereParts(team, markup),
  };
}

const isProved = ({ verdict }: Migration): boolean => verdict === 'breaking';
