import type { Evidence } from '../evidence.ts';
import { idOf } from '../slack.ts';
import { DAY, plus } from './calendar.ts';
import { isWithin } from './deliveries.ts';
import { Breaks, type HeadMove, headMoves } from './heads.ts';
import type { Oracle } from './oracle.ts';
import { isClosed } from './rules.ts';
import { ADMINISTRATOR, isAlive } from './ways.ts';

const SUBJECT = /`(s\d[\w.]*)`/g;
const MODEL = /\*(m\d+)\*/g;

/** Whether any text that people could read named a model and a subject together within some time. */
function hearings({ posts, issues, timeline, end }: Evidence) {
  const heard = new Map<string, string[]>();
  const note = (subject: string, model: string, at: string): void => {
    const key = `${subject} ${model}`;
    heard.set(key, [...(heard.get(key) ?? []), at]);
  };
  for (const { readings } of posts)
    for (const { at, text, blocks } of readings) {
      // A digest names its models in the blocks, which is what people read.
      const read = `${text} ${JSON.stringify(blocks)}`;
      for (const [, subject = ''] of read.matchAll(SUBJECT))
        for (const [, model = ''] of read.matchAll(MODEL)) note(subject, model, at);
    }
  for (const { at, notificationId } of issues) {
    const { subject = '', consumers = [] } = timeline.at('delivery', { id: notificationId }, end) ?? {};
    for (const model of consumers) note(subject, model, at);
  }
  return (subject: string, model: string, from: string, until: string): boolean =>
    heard.get(`${subject} ${model}`)?.some((at) => at >= from && at <= until) ?? false;
}

/** Where no channel of a model's team takes anything: that nobody could be told is said where others listen. */
function heardInstead(evidence: Evidence) {
  const heard = new Map<string, string[]>();
  for (const { at, message } of evidence.events) {
    const { subject, models = [] } = message.event['data'] as {
      subject?: string;
      models?: readonly { readonly consumer: string; readonly untold?: string }[];
    };
    for (const { consumer, untold } of models) {
      if (untold === undefined) continue;
      const key = `${subject} ${consumer}`;
      heard.set(key, [...(heard.get(key) ?? []), at]);
    }
  }
  return (of: {
    readonly subject: string;
    readonly consumer: string;
    readonly from: string;
    readonly until: string;
  }) => {
    const { subject, consumer, from, until } = of;
    const model = evidence.timeline.at('consumer', { name: consumer }, until);
    const places = [model?.slack && idOf(model.slack.channel), model?.github?.repository].filter(
      (place) => place !== undefined,
    );
    const isClosed = places.every((place) => isWithin(evidence.closures.get(place) ?? [], from, until));
    return isClosed && (heard.get(`${subject} ${consumer}`)?.some((at) => at >= from && at <= until) ?? false);
  };
}

/** When a change was first announced, with the announcements whose place this one took. */
function announcedAt(evidence: Evidence, id: string): string {
  const announcement = evidence.timeline.stands('announcement', { id }).at(-1)?.item;
  const earlier = (announcement?.supersedes ?? []).map((one) => announcedAt(evidence, one));
  return [announcement?.createdAt ?? '9999', ...earlier].sort()[0] ?? '9999';
}

/** A team that answers of its own accord knows of it; and a producer's word over one that was never told. */
const SPOKEN = /^migration\.((acknowledge|not-affected|extend|object|migrated|waive) slack:|pass-untold )/;

const retired: Oracle = {
  name: 'nothing is retired untold',
  holds:
    'No subject is retired while a model that runs reads it, has given no answer and has not been told of the end; ' +
    'a named emergency aside, and where somebody let it pass by name after it had been said that nobody could be told.',
  find: (evidence) => {
    const hasHeard = hearings(evidence);
    const isSaid = heardInstead(evidence);
    const words = evidence.audit.filter(({ action, principal }) => SPOKEN.test(`${action} ${principal}`));
    const ends = evidence.audit.filter(({ action, detail }) => action === 'subject.retired' && !detail['emergency']);
    return ends.flatMap(({ subject = '', at, announcementId = '', principal }) => {
      const from = announcementId === '' ? '9999' : announcedAt(evidence, announcementId);
      return readersAt(evidence, subject, at).flatMap((consumer) => {
        const of = { announcementId, consumer, from: at, until: at };
        if (!isAlive(evidence, of) || isAnswered(evidence, of, at) || hasHeard(subject, consumer, from, at)) return [];
        const hasSpoken = words.some(
          (one) => one.announcementId === announcementId && one.consumer === consumer && one.at <= at,
        );
        const isDecided = principal === ADMINISTRATOR && isSaid({ subject, consumer, from, until: at });
        if (hasSpoken || isDecided) return [];
        return [`${subject} was retired at ${at}, and ${consumer} had not been told`];
      });
    });
  },
};

function readersAt({ timeline }: Evidence, name: string, moment: string): readonly string[] {
  return [...timeline.of('subscription').values()].flatMap((stands) => {
    const reader = stands.findLast(({ at }) => at <= moment)?.item;
    return reader?.subject === name ? [reader.consumer] : [];
  });
}

function isAnswered(
  { timeline }: Evidence,
  { announcementId, consumer }: { readonly announcementId: string; readonly consumer: string },
  at: string,
): boolean {
  const team = timeline.at('consumer', { name: consumer }, at)?.team ?? '';
  const migration = timeline.at('migration', { announcementId, team, consumer }, at);
  return migration !== undefined && isClosed(migration);
}

const broken: Oracle = {
  name: 'nobody breaks unheard',
  holds:
    'Whoever a new head breaks, as found by trying all records, was told of the change before, or hears of it within a day; ' +
    'where its channels take nothing an event says so. One that runs nowhere there, one that nobody speaks for and one ' +
    'that had answered aside.',
  find: (evidence) => {
    const breaks = new Breaks(evidence);
    const hasHeard = hearings(evidence);
    const isSaid = heardInstead(evidence);
    return headMoves(evidence).flatMap((move) =>
      breaks
        .of(move)
        .flatMap(({ consumer }) =>
          isUnheard({ evidence, hasHeard, isSaid }, move, consumer) ? [describe(move, consumer)] : [],
        ),
    );
  },
};

function isUnheard(
  {
    evidence,
    hasHeard,
    isSaid,
  }: {
    readonly evidence: Evidence;
    readonly hasHeard: ReturnType<typeof hearings>;
    readonly isSaid: ReturnType<typeof heardInstead>;
  },
  { at, subject, announcement, cause }: HeadMove,
  consumer: string,
): boolean {
  const of = { announcementId: announcement?.id ?? '', consumer, from: cause?.at ?? at, until: at };
  const until = plus(at, isOnlyInDigest(evidence, of) ? WEEK : DAY);
  if (until > evidence.end || !isAlive(evidence, of) || isAnswered(evidence, of, at)) return false;
  const since = announcement
    ? announcedAt(evidence, announcement.id)
    : sunsetSince(evidence, subject, { consumer, at });
  return !hasHeard(subject, consumer, since, until) && !isSaid({ subject, consumer, from: since, until });
}

/** A digest is sent once a week, and its team may not work on that day. */
const WEEK = 9 * DAY;

/** Nobody could prove whether it breaks, and no rule says that it does: its team reads of it in the digest of the week. */
function isOnlyInDigest(
  { timeline }: Evidence,
  {
    announcementId,
    consumer,
    until,
  }: { readonly announcementId: string; readonly consumer: string; readonly until: string },
): boolean {
  const team = timeline.at('consumer', { name: consumer }, until)?.team ?? '';
  const migration = timeline.at('migration', { announcementId, team, consumer }, plus(until, DAY));
  return migration?.concern === 'digest' && migration.verdict === 'undecided';
}

/** Since when a reader knows that a field goes: what is removed at its sunset was announced with the deprecation. */
function sunsetSince(
  { timeline }: Evidence,
  subject: string,
  { consumer, at }: { consumer: string; at: string },
): string {
  const opened = [...timeline.of('migration').values()].flatMap(([first]) => first?.item ?? []);
  const deprecations = opened.filter(
    (one) =>
      // Whether something else of that version is undecided for it, too, which its message says first.
      one.subject === subject && one.consumer === consumer && one.createdAt < at && one.changes.some(announcesRemoval),
  );
  return deprecations.map(({ createdAt }) => createdAt).sort()[0] ?? at;
}

const announcesRemoval = ({ ruleId }: { readonly ruleId: string }): boolean =>
  ruleId === 'deprecated-set' || ruleId === 'sunset-changed';

const waited: Oracle = {
  name: 'nothing waits unnamed',
  holds:
    'Whoever keeps a gate shut is named by its answer, and a text says of that model that it is waited for, to its team or, ' +
    'where its channels take nothing, to others; a team that spoke of its own accord knows.',
  find: (evidence) => {
    const hasHeard = hearings(evidence);
    const isSaid = heardInstead(evidence);
    const words = new Set(
      evidence.audit.flatMap(({ action, principal, announcementId, consumer }) =>
        SPOKEN.test(`${action} ${principal}`) ? [`${announcementId} ${consumer}`] : [],
      ),
    );
    return evidence.gates.flatMap(({ subject, version, at, isOpen, blockers }) => {
      if (!isOpen && blockers.length === 0) return [`the gate of ${subject} v${version} at ${at} is shut by nobody`];
      const id = evidence.timeline.at('version', { subject, version }, at)?.announcementId ?? '';
      return blockers.flatMap(({ consumer }) => {
        const team = evidence.timeline.at('consumer', { name: consumer }, at)?.team ?? '';
        const [opened] = evidence.timeline.stands('migration', { announcementId: id, team, consumer });
        // A message has a day to be there, as it may wait for working hours or for a retry.
        if (!opened || plus(opened.at, DAY) > at || words.has(`${id} ${consumer}`)) return [];
        const from = announcedAt(evidence, id);
        const isKnown = hasHeard(subject, consumer, from, at) || isSaid({ subject, consumer, from, until: at });
        return isKnown ? [] : [`${subject} v${version} waits for ${consumer} at ${at}, and nobody was told so`];
      });
    });
  },
};

export const TOLD_ORACLES: readonly Oracle[] = [retired, broken, waited];

const describe = ({ subject, version, at, cause }: HeadMove, consumer: string): string =>
  `${subject} v${version} went live at ${at} (${cause?.action}) and breaks ${consumer}, which nobody told`;
