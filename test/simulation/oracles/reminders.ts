import { Temporal } from 'temporal-polyfill';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { Evidence } from '../evidence.ts';
import type { Stand } from '../timeline.ts';
import { DAY, dayIn, type Hours, hoursOf, latest, minus, plus, workingMorning, worksAt } from './calendar.ts';
import { announcementsOf, closuresOf, isWithin, postsByDelivery } from './deliveries.ts';
import type { Oracle } from './oracle.ts';
import { isDated, rulesOf } from './rules.ts';

/** A sweep comes within minutes and several runs may find the same; a change of state so near may be seen or not. */
const NEAR = 2 * 3_600_000;
const WORKING: ReadonlySet<string> = new Set(['acknowledged', 'granted', 'extension-requested']);
const SILENT: ReadonlySet<string> = new Set(['notified', 'denied']);

/** When an announcement became an emergency, which asks for no hours. */
function emergencies({ timeline }: Evidence): (id: string) => string {
  const since = new Map<string, string>();
  for (const [id, stands] of timeline.of('announcement')) {
    const first = stands.find(({ item }) => item?.emergency);
    if (first) since.set(id, first.at);
  }
  return (id) => since.get(id) ?? '9999';
}

/** The deliveries that somebody had sent again: whenever their channel takes them. */
const sentAgain = ({ audit }: Evidence): ReadonlySet<string> =>
  new Set(
    audit.flatMap(({ action, detail }) =>
      action === 'delivery.redriven' ? [detail['deliveries']].flat().map(String) : [],
    ),
  );

/** When each place heard of each announcement by a message of some kinds, those apart that somebody had sent again. */
function toldAt(evidence: Evidence, told: readonly Delivery['kind'][]): ReadonlyMap<string, readonly string[]> {
  const postsOf = postsByDelivery(evidence);
  const again = sentAgain(evidence);
  const reminded = new Map<string, readonly string[]>();
  for (const delivery of evidence.timeline.last('delivery')) {
    const { id: deliveryId, kind, channel, team } = delivery;
    if (!told.includes(kind) || channel.kind !== 'slack' || again.has(deliveryId)) continue;
    for (const { at } of postsOf(delivery))
      for (const id of announcementsOf(delivery)) {
        const place = placeOf(id, team, channel.channel);
        reminded.set(place, [...(reminded.get(place) ?? []), at]);
      }
  }
  return reminded;
}

const reminders: Oracle = {
  name: 'reminders come on their days',
  holds: 'Each reminder that the policy asks for is posted on its day, once, and no other is.',
  find: (evidence) => {
    const { timeline } = evidence;
    const emergencyOf = emergencies(evidence);
    const reminded = toldAt(evidence, ['reminder']);
    // Who hears on a day that the change is live over its model, by its first message too, is not reminded of its date as well.
    const louder = toldAt(evidence, ['announced', 'exposed', 'emergency']);
    const allowed = new Map<string, Expected[]>();
    const faults: string[] = [];
    for (const [key, stands] of timeline.of('migration')) {
      const last = stands.at(-1)?.item;
      const announcement = last && timeline.at('announcement', { id: last.announcementId }, evidence.end);
      if (!last || !announcement || announcement.observed) continue;
      const hours = hoursOf(isBorn(announcement, emergencyOf) ? announcement : {}, teamOf(evidence, last));
      for (const expected of expectedReminders(evidence, stands, hours)) {
        const place = placeOf(last.announcementId, last.team, expected.channel);
        const days = reminded.get(place) ?? [];
        allowed.set(place, [...(allowed.get(place) ?? []), expected]);
        const day = dayIn(expected.at, hours);
        const times = days.filter((at) => dayIn(at, hours) === day).length;
        const isLouder = louder.get(place)?.some((at) => dayIn(at, hours) === day);
        if ((isLouder ? times > 1 : times !== 1) && isSure(evidence, expected, emergencyOf(announcement.id), last))
          faults.push(`${key}: reminded ${times} times on ${day} (${expected.why})`);
      }
    }
    return [...faults, ...unasked(reminded, allowed, emergencyOf)];
  },
};

/** Nothing could have kept it away: no outage, no closed channel, no change into an emergency, no end of the run. */
function isSure(
  evidence: Evidence,
  { at, steady, channel }: Expected,
  emergencyAt: string,
  migration: Migration,
): boolean {
  const created = evidence.timeline.stands('announcement', { id: migration.announcementId })[0]?.at ?? '';
  const isCalm = emergencyAt <= plus(created, NEAR) || plus(at, DAY) < emergencyAt;
  const closures = closuresOf(evidence, { channel: { kind: 'slack', channel } });
  const isDown = isWithin(evidence.outages, at, plus(at, DAY)) || isWithin(closures, minus(at, DAY), plus(at, DAY));
  return steady && isCalm && !isDown && plus(at, DAY) < evidence.end;
}

/** Late after an outage or a repair, or at the next hour in which the team works, is no fault; without a date it is. */
function unasked(
  reminded: ReadonlyMap<string, readonly string[]>,
  allowed: ReadonlyMap<string, readonly Expected[]>,
  emergencyOf: (id: string) => string,
): readonly string[] {
  return [...reminded].flatMap(([place, times]) =>
    times
      // By the table of another day and other hours: what became an emergency meanwhile has none.
      .filter((at) => at <= emergencyOf(place.split(' ')[0] ?? ''))
      .filter((at) => !allowed.get(place)?.some((one) => one.at <= at && plus(one.until, 5 * DAY) >= at))
      .map((at) => `${place}: reminded at ${at}, which no date asks for`),
  );
}

interface Expected {
  readonly at: string;
  /** Later where nobody swept or the channel took nothing then. */
  readonly until: string;
  readonly why: string;
  /** Where its team was told then: another channel may have taken over since. */
  readonly channel: string;
  /** The migration stood so long before and after: there is no doubt. */
  readonly steady: boolean;
}

function expectedReminders(evidence: Evidence, stands: readonly Stand<Migration>[], hours: Hours): readonly Expected[] {
  const all: Expected[] = [];
  for (const [index, { at: from, item: migration }] of stands.entries()) {
    const { slack } = migration ?? {};
    if (!migration || !slack) continue;
    const to = stands[index + 1]?.at ?? '9999';
    const closures = closuresOf(evidence, { channel: { kind: 'slack', ...slack } });
    for (const { at, why } of plannedFor(evidence, migration, hours)) {
      if (at < minus(from, NEAR) || at > plus(to, NEAR)) continue;
      const steady = stands.every(
        (stand) => stand.at < minus(at, NEAR) || stand.at > plus(at, DAY) || isAlike(stand.item, migration),
      );
      const down = [...closures, ...evidence.outages].filter((span) => span.from <= plus(at, 5 * DAY) && span.to >= at);
      all.push({
        at,
        until: latest([at, ...down.map(({ to: end }) => end)]),
        why,
        channel: slack.channel,
        steady: steady && at > plus(from, NEAR) && at < to,
      });
    }
  }
  return all;
}

/** Reminders of one day are one. */
function plannedFor(evidence: Evidence, migration: Migration, hours: Hours): readonly { at: string; why: string }[] {
  const { state, deadline, concern, late } = migration;
  // Told and shown only: it came when nothing waited for it, and its date may be that very moment.
  if (late?.over !== undefined && state.name !== 'granted') return [];
  if (!isDated(migration) && concern !== 'deprecation') return [];
  if (!WORKING.has(state.name) && !SILENT.has(state.name)) return [];
  const rules = rulesOf(evidence, { id: migration.announcementId });
  const offsets = WORKING.has(state.name) ? rules.remindersAcknowledged : rules.reminders;
  return offsets.map((offset) => {
    return {
      at: workingMorning(Temporal.PlainDate.from(deadline).subtract(offset).toString(), hours),
      why: `${offset} before ${deadline}, ${state.name}`,
    };
  });
}

const nights: Oracle = {
  name: 'nobody is reminded at night',
  holds: 'No reminder and no missed date is posted when its team does not work, unless somebody has it sent again.',
  find: (evidence) => {
    const postsOf = postsByDelivery(evidence);
    const again = sentAgain(evidence);
    return evidence.timeline.last('delivery').flatMap((delivery) => {
      const { id, kind, audience, team } = delivery;
      if ((kind !== 'reminder' && kind !== 'missed') || audience !== undefined || again.has(id)) return [];
      const about = evidence.timeline.at('announcement', { id: announcementsOf(delivery)[0] ?? '' }, evidence.end);
      const hours = about && hoursOf(about, teamOf(evidence, delivery));
      // A queue's own delays, an hour at most, may carry it past the end of the day.
      const asleep = postsOf(delivery).filter(({ at }) => hours && !worksAt(at, hours, 2 * NEAR));
      return asleep.map(({ at }) => `${id}: posted at ${at}, when ${team} does not work`);
    });
  },
};

const sweptOnce: Oracle = {
  name: 'the sweep does each thing once',
  holds: 'What was due of a migration at a moment is done once, and is not due at that moment again.',
  find: ({ audit }) => {
    const done = new Map<string, string>();
    return audit.flatMap(({ at, action, announcementId, consumer, detail }) => {
      if (detail['due'] === undefined) return [];
      const what = `${announcementId} ${consumer}: ${action}, due ${detail['due']}`;
      const before = done.get(what);
      done.set(what, at);
      // Later it may be due anew: whoever reopens a migration brings it back to a date that is over.
      return before !== undefined && at <= plus(before, NEAR) ? [`${what}, again at ${at}`] : [];
    });
  },
};

export const REMINDER_ORACLES: readonly Oracle[] = [reminders, nights, sweptOnce];

const teamOf = ({ timeline, end }: Evidence, { team: name }: { readonly team: string }) =>
  timeline.at('team', { name }, end);
const isBorn = (
  of: { readonly id: string; readonly createdAt: string },
  emergencyOf: (id: string) => string,
): boolean => emergencyOf(of.id) <= plus(of.createdAt, NEAR);
const isAlike = (left: Migration | undefined, right: Migration): boolean =>
  left?.deadline === right.deadline &&
  left.state.name === right.state.name &&
  left.slack?.channel === right.slack?.channel;
const placeOf = (announcement: string, team: string, channel: string): string => `${announcement} ${team} ${channel}`;
