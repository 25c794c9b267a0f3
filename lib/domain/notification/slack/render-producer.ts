import type { Migration } from '../../migration/migration.ts';
import { requestOf } from '../../migration/state.ts';
import { isUnresolved } from '../../policy/deadlines/exposure.ts';
import { findBlockers } from '../../policy/gate/gate.ts';
import { details } from '../words/details.ts';
import { noteOf } from '../words/notes.ts';
import { announcedThing, looseningLines, modelName, namesOf } from '../words/phrases.ts';
import { newsWords } from '../words/state-words.ts';
import { changesOf, type ProducerMessage } from '../words/team-message.ts';
import { enumerate } from '../words/wording.ts';
import { code, MRKDWN, plain } from './mrkdwn.ts';
import {
  counted,
  NAMED_MODELS,
  objectionLines,
  releaseLine,
  renderOverview,
  requestBlocks,
} from './render-overview.ts';
import { type Block, message, type SlackRendering, section } from './slack-blocks.ts';

/** Words what the producer's team is told in the subject's channel, from the state as it is now. */
export function renderProducer(producer: ProducerMessage): SlackRendering {
  switch (producer.kind) {
    case 'overview':
      return renderOverview(producer);
    case 'answered':
      return renderNote(producer);
    case 'missed':
      return renderMissed(producer);
    case 'held':
      return renderHeld(producer);
    case 'live':
    case 'emergency':
      return note(producer, [liveLine(producer), ...exposedLines(producer)]);
    case 'loosened':
      return note(producer, looseningLines(producer, MRKDWN));
    case 'untold':
      return renderUntold(producer);
    case 'withdrawn':
      return note(producer, [
        `Withdrawn: ${nameOf(producer)} was taken back, and nothing is left to do for the ${counted(producer.migrations)}.`,
      ]);
  }
}

function liveLine(producer: ProducerMessage): string {
  const { liveNews, retires, subject } = producer.announcement;
  if (retires)
    return producer.kind === 'emergency'
      ? `*${code(subject, 150)} is retired before its readers had come through.* Everyone affected is told, and it is audited.`
      : `${code(subject, 150)} is retired now: nothing more can be published to it.`;
  const where = liveNews?.environment === undefined ? '' : ` in ${plain(liveNews.environment, 150)}`;
  if (liveNews?.kind === 'rolled-back') return `${nameOf(producer)} is live no more${where}.`;
  return producer.kind === 'emergency'
    ? `*${nameOf(producer)} is live${where} before its gate was open.* Everyone affected is told, and it is audited.`
    : `${nameOf(producer)} is live now${where}.`;
}

/** Whom it breaks now, or may: their teams are told until somebody answers. */
function exposedLines({ announcement, migrations }: ProducerMessage): readonly string[] {
  if (announcement.liveNews?.kind === 'rolled-back') return [];
  const hit = migrations.filter(isUnresolved);
  const told = (verdict: Migration['verdict'], words: string): readonly string[] => {
    const models = hit.filter((migration) => migration.verdict === verdict);
    const teams = [...new Set(models.map(({ team }) => plain(team, 150)))].slice(0, NAMED_MODELS);
    return models.length > 0 ? [`*${words}* ${namesOf(models, MRKDWN)} · team ${enumerate(teams)}`] : [];
  };
  return [
    ...told('breaking', 'Breaks now, not migrated:'),
    ...told('undecided', 'May break now, nobody could prove that it is safe:'),
  ];
}

const nameOf = ({ announcement }: ProducerMessage): string => announcedThing(announcement, MRKDWN);

/** What models came to: each with its team; an objection or a request with what the producer can do about it. */
function renderNote(producer: ProducerMessage): SlackRendering {
  const { answer, now, announcement } = producer;
  const told = concerned(producer);
  // What was said at that moment, whatever came after it.
  const then = told.map((migration) => (answer ? { ...migration, state: answer.state } : migration));
  const lines = then.flatMap((migration) =>
    migration.state.name === 'objected'
      ? objectionLines(migration, producer)
      : [
          `${modelName(migration, MRKDWN)}: ${newsWords(answer, migration, now, MRKDWN)} · team ${plain(migration.team, 150)}`,
        ],
  );
  const waiting = told.filter(({ state }) => requestOf(state) !== undefined);
  const asks = answer !== undefined && requestOf(answer.state) !== undefined && announcement.status !== 'withdrawn';
  return note(producer, lines, asks ? requestBlocks(waiting, producer).filter(({ type }) => type === 'actions') : []);
}

function renderMissed(producer: ProducerMessage): SlackRendering {
  const late = concerned(producer).filter(({ state }) => state.name === 'overdue');
  const lines = late
    .slice(0, NAMED_MODELS)
    .map((migration) => `• ${modelName(migration, MRKDWN)} · team ${plain(migration.team, 150)}, ${migration.tier}`);
  const more = late.length - lines.length;
  return note(producer, [
    `Overdue: the date of ${nameOf(producer)} has passed for the ${counted(late)}. Their teams have been told.`,
    ...lines,
    ...(more > 0 ? [`• and ${more} more`] : []),
    releaseLine(producer),
  ]);
}

/** For administrators too: which team could not be told, and what follows. */
function renderUntold(producer: ProducerMessage): SlackRendering {
  const migrations = concerned(producer);
  const { lines, small } = noteOf('untold', { ...producer, migrations, changes: changesOf({ migrations }) }, MRKDWN);
  const [first = '', ...rest] = lines;
  return note(producer, [`*${first}*`, ...rest, ...small]);
}

/** Once, when nobody's date is waited for any more. */
function renderHeld(producer: ProducerMessage): SlackRendering {
  const { announcement, migrations, policy, now } = producer;
  const blockers = findBlockers(migrations, policy, now);
  const names = blockers.slice(0, NAMED_MODELS).map(({ consumer, team, state, untold }) => {
    const why =
      untold === undefined
        ? state === 'objected'
          ? 'objected'
          : 'critical, and has not come through'
        : `was never told (${plain(untold, 150)}); team ${plain(announcement.ownerTeam, 150)} may decide too: ${code(`forewarn pass-untold --announcement ${announcement.id} --consumer ${consumer} --reason …`, 400)}`;
    return `• *${plain(consumer, 150)}* · team ${plain(team, 150)}, ${why}`;
  });
  const more = blockers.length - names.length;
  return note(producer, [
    `*An administrator may decide now:* only what follows still holds ${nameOf(producer)}, and its time is over.`,
    ...names,
    ...(more > 0 ? [`• and ${more} more`] : []),
    `To let it through: ${code(lettingThrough(announcement), 400)}`,
  ]);
}

const lettingThrough = ({ subject, version, retires }: ProducerMessage['announcement']): string =>
  retires ? `forewarn retire ${subject}` : `forewarn activate ${subject} ${version}`;

/** The models that a note is about. */
const concerned = ({ migrations, consumers }: ProducerMessage): readonly Migration[] =>
  consumers ? migrations.filter(({ consumer }) => consumers.includes(consumer)) : migrations;

function note(producer: ProducerMessage, lines: readonly string[], blocks: readonly Block[] = []): SlackRendering {
  const rest = details(producer, MRKDWN);
  return message(lines, [section(lines, rest), ...blocks], rest);
}
