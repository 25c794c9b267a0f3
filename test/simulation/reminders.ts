import { Temporal } from 'temporal-polyfill';
import type { Delivery, Migration } from '../../lib/domain/announcement.ts';
import { hoursFor, localDay, permittedMoment, type QuietHours, reminderMoment } from '../../lib/domain/policy/hours.ts';
import { DEFAULT_POLICY } from '../../lib/domain/policy/policy.ts';
import type { History } from './history.ts';
import type { Finished } from './oracles.ts';

const DAY = 86_400_000;
/** A sweep comes within minutes and several runs may find the same; a change of state so near may be seen or not. */
const NEAR = 2 * 3_600_000;
const AFTER_AN_ACKNOWLEDGEMENT: ReadonlySet<string> = new Set(['acknowledged', 'granted', 'extension-requested']);

/** What the policy's table says, worked out anew from the history: each reminder on its day, once, and no other. */
export async function reminderFaults({ system, history, outages }: Finished): Promise<readonly string[]> {
  const reminded = new Map<string, readonly string[]>();
  for (const delivery of system.store.all('delivery')) {
    if (delivery.kind !== 'reminder' || delivery.channel.kind !== 'slack') continue;
    for (const { at } of system.slack.postsOf(delivery.id))
      for (const id of announcementsOf(delivery)) {
        const place = placeOf({ announcementId: id, team: delivery.team, channel: delivery.channel.channel });
        reminded.set(place, [...(reminded.get(place) ?? []), at]);
      }
  }
  const faults: string[] = [];
  const allowed = new Map<string, Expected[]>();
  for (const [key, stands] of history.stands) {
    const last = stands.at(-1)?.migration;
    const announcement = last && (await system.store.find('announcement', { id: last.announcementId }));
    const team = last && (await system.store.find('team', { name: last.team }));
    if (!last?.slack || !announcement || announcement.observed) continue;
    const place = placeOf({ announcementId: last.announcementId, team: last.team, channel: last.slack.channel });
    const calmUntil = history.emergencies.get(announcement.id) ?? '9999';
    const wasBorn = calmUntil <= plus(announcement.createdAt, NEAR);
    const hours = hoursFor(wasBorn ? announcement : {}, team);
    for (const expected of expectedReminders(key, history, hours)) {
      allowed.set(place, [...(allowed.get(place) ?? []), expected]);
      const isDown = outages.some(({ from, to }) => from <= plus(expected.at, DAY) && to >= expected.at);
      const isCalm = wasBorn || plus(expected.at, DAY) < calmUntil;
      const isSettled = expected.isSure && isCalm && !isDown && plus(expected.at, DAY) < system.clock.now();
      const day = localDay(expected.at, hours);
      const times = (reminded.get(place) ?? []).filter((at) => localDay(at, hours) === day).length;
      if (isSettled && times !== 1) faults.push(`${key}: reminded ${times} times on ${day} (${expected.why})`);
    }
  }
  for (const [place, times] of reminded)
    for (const at of times) {
      // By the table of another day and other hours: what became an emergency meanwhile has none.
      if (at > (history.emergencies.get(place.split(' ')[0] ?? '') ?? '9999')) continue;
      // Late after an outage, or at the next hour in which the team works.
      const isAsked = allowed.get(place)?.some((expected) => expected.at <= at && plus(expected.at, 5 * DAY) >= at);
      if (!isAsked) faults.push(`${place}: reminded at ${at}, which no date asks for`);
    }
  return faults;
}

interface Expected {
  readonly at: string;
  readonly why: string;
  /** The migration stood so long before and after: there is no doubt. */
  readonly isSure: boolean;
}

function expectedReminders(key: string, history: History, hours: QuietHours): readonly Expected[] {
  const stands = history.stands.get(key) ?? [];
  const all: Expected[] = [];
  for (const [index, { at: from, migration }] of stands.entries()) {
    const to = stands[index + 1]?.at ?? '9999';
    for (const { at, why } of plannedFor(migration, hours)) {
      if (at < minus(from, NEAR) || at > plus(to, NEAR)) continue;
      const steady = stands.every(
        (stand) => stand.at < minus(at, NEAR) || stand.at > plus(at, DAY) || isAlike(stand.migration, migration),
      );
      all.push({ at, why, isSure: steady && at > plus(from, NEAR) && at < to });
    }
  }
  return all;
}

/** Reminders of one day are one. */
function plannedFor(migration: Migration, hours: QuietHours): readonly { at: string; why: string }[] {
  const { state, deadline, concern } = migration;
  if (concern !== 'breaking' && concern !== 'deprecation') return [];
  const isWorking = AFTER_AN_ACKNOWLEDGEMENT.has(state.name);
  if (!isWorking && state.name !== 'notified' && state.name !== 'denied') return [];
  const offsets = isWorking ? DEFAULT_POLICY.remindersAcknowledged : DEFAULT_POLICY.reminders;
  return offsets.map((offset) => {
    const planned = Temporal.Instant.from(deadline).toZonedDateTimeISO('UTC').subtract(offset).toInstant();
    return {
      at: reminderMoment(planned.toString({ fractionalSecondDigits: 3 }), hours),
      why: `${offset} before ${deadline}, ${state.name}`,
    };
  });
}

const isAlike = (left: Migration, right: Migration): boolean =>
  left.deadline === right.deadline && left.state.name === right.state.name;
const announcementsOf = ({ announcementId, announcementIds = [] }: Delivery): readonly string[] =>
  announcementId === undefined ? announcementIds : [announcementId];
const placeOf = (of: { announcementId: string; team: string; channel: string }): string =>
  `${of.announcementId} ${of.team} ${of.channel}`;
const plus = (at: string, milliseconds: number): string =>
  at === '9999' ? at : new Date(Date.parse(at) + milliseconds).toISOString();
const minus = (at: string, milliseconds: number): string => plus(at, -milliseconds);

/** No reminder was posted when its team does not work. */
export async function nightFaults({ system }: Finished): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const delivery of system.store.all('delivery')) {
    if (delivery.kind !== 'reminder' && delivery.kind !== 'missed') continue;
    const announcement = await system.store.find('announcement', { id: announcementsOf(delivery)[0] ?? '' });
    const team = await system.store.find('team', { name: delivery.team });
    if (!announcement || delivery.audience !== undefined) continue;
    const hours = hoursFor(announcement, team);
    for (const { at } of system.slack.postsOf(delivery.id)) {
      // A queue's own delays, an hour at most, may carry it past the end of the day.
      const isAwake = permittedMoment(at, hours, 'earlier') >= minus(at, 2 * NEAR);
      if (!isAwake) faults.push(`${delivery.id}: posted at ${at}, when ${delivery.team} does not work`);
    }
  }
  return faults;
}
