import { firstRendering } from '../../lib/application/first-messages.ts';
import type { Delivery, Migration } from '../../lib/domain/announcement.ts';
import { findBlockers } from '../../lib/domain/policy/gate.ts';
import { gateModel } from '../../lib/domain/policy/gate-answer.ts';
import { DEFAULT_POLICY } from '../../lib/domain/policy/policy.ts';
import type { History } from './history.ts';
import { nightFaults, reminderFaults } from './reminders.ts';
import type { System } from './system.ts';
import { Trail } from './trail.ts';
import type { GateAnswer, Workload } from './workload.ts';

export interface Finished {
  readonly system: System;
  readonly history: History;
  readonly workload: Workload;
  /** When nobody swept. */
  readonly outages: readonly { readonly from: string; readonly to: string }[];
}

/** Nobody records deployments in a simulation. */
const SHARED = { deployments: [], environments: DEFAULT_POLICY.liveEnvironments, policy: DEFAULT_POLICY };

/** What must not be after any run, whatever crashed; each names what it is about and when. */
export async function findFaults(run: Finished): Promise<readonly string[]> {
  const { history } = run;
  return [
    ...history.faults,
    ...unfinished(run),
    ...repeated(run),
    ...unexplainedGates(run),
    ...unexplainedApprovals(run),
    ...(await untrueFirstMessages(run)),
    ...(await reminderFaults(run)),
    ...(await nightFaults(run)),
  ];
}

/** Every delivery came to its end, and no queue holds anything back. */
function unfinished({ system }: Finished): readonly string[] {
  const now = system.clock.now();
  return system.store
    .all('delivery')
    .filter(
      ({ status, dueAt }) => status === 'failed' || (dueAt !== undefined && dueAt < now && status !== 'scheduled'),
    )
    .map(({ id, status, dueAt, error }) => `${id}: still ${status}, due ${dueAt}, ${error ?? 'no error'}`);
}

/** No message stands in a channel twice, unless the channel could not be looked through and it says so. */
function repeated({ system }: Finished): readonly string[] {
  const isMarked = ({ possibleDuplicate }: Delivery): boolean => possibleDuplicate === true;
  return system.store.all('delivery').flatMap((delivery) => {
    const posts = system.slack.postsOf(delivery.id).length;
    const expected = delivery.status === 'sent' && delivery.channel.kind === 'slack' && !delivery.adopted ? 1 : 0;
    return posts === expected || isMarked(delivery)
      ? []
      : [`${delivery.id}: ${delivery.status}, and posted ${posts} times`];
  });
}

/** What the gate said follows from what the audit trail tells of the migrations until then. */
function unexplainedGates({ system, history, workload }: Finished): readonly string[] {
  const trail = new Trail(system.store.auditEntries, history);
  const announcements = new Map(
    system.store.all('announcement').map((item) => [`${item.subject} ${item.version}`, item.id]),
  );
  return workload.gates.flatMap((gate) => {
    const id = announcements.get(`${gate.subject} ${gate.version}`);
    const { at, until } = gate;
    const said = new Set(gate.blockers.map(({ consumer }) => consumer));
    // What changed while the gate was asked may have been seen or not.
    const holds = (migration: Migration | undefined): readonly boolean[] => {
      if (!migration) return [false];
      return [at, until].flatMap((now) => {
        const [blocker] = findBlockers([migration], DEFAULT_POLICY, now);
        return history
          .consumersBetween(migration.consumer, at, until)
          .map((consumer) => gateModel({ migration, blocker, consumer, ...SHARED, now }).blocks);
      });
    };
    const asked = [...history.stands.keys()].filter((key) => key.startsWith(`${id} `));
    const known = new Map(asked.map((key) => [key.slice(key.indexOf(' ') + 1), trail.between(key, at, until)]));
    const unexplained = [...new Set([...known.keys(), ...said])].filter(
      (consumer) => !known.get(consumer)?.flatMap(holds).includes(said.has(consumer)),
    );
    return unexplained.length === 0 ? [] : [`${describe(gate)}, which does not explain ${unexplained.join()}`];
  });
}

/** Whoever is taken to have approved a change before it was published did so, until a date that still lay ahead. */
function unexplainedApprovals({ system, history }: Finished): readonly string[] {
  const given = system.store.auditEntries.filter(({ action }) => action === 'change.approved');
  return [...history.stands].flatMap(([key, [opened]]) => {
    const { subject, consumer, state } = opened?.migration ?? {};
    if (state?.name !== 'acknowledged' || state.approved === undefined) return [];
    const isGiven = given.some(
      ({ at, detail, ...entry }) =>
        entry.subject === subject &&
        entry.consumer === consumer &&
        at <= state.at &&
        String(detail['until']) > state.at,
    );
    return isGiven ? [] : [`${key} opened as approved, and the trail has no approval of ${consumer} at ${state.at}`];
  });
}

/** What stands in a channel is what the state says, as of when the message was last written. */
async function untrueFirstMessages({ system }: Finished): Promise<readonly string[]> {
  const deliveries = system.store.all('delivery');
  const waiting = new Set(deliveries.filter(isWaiting).flatMap(announcementsOf));
  const faults: string[] = [];
  for (const first of deliveries) {
    const { kind, receipt, announcementId = '' } = first;
    const announcement = await system.store.find('announcement', { id: announcementId });
    if ((kind !== 'announced' && kind !== 'overview') || !receipt || !('ts' in receipt) || !announcement) continue;
    // Another announcement speaks in its place, or news of it are on their way.
    if (announcement.supersededBy !== undefined || waiting.has(announcementId)) continue;
    const posted = system.slack.messages.get(`${receipt.channelId} ${receipt.ts}`);
    const clock = { now: () => posted?.editedAt ?? '' };
    const expected = await firstRendering(first, { store: system.store, clock, registry: system.registry });
    if (posted?.text !== expected?.text)
      faults.push(`${first.id} reads\n${posted?.text}\nand should read\n${expected?.text}`);
  }
  return faults;
}

const isWaiting = ({ status }: Delivery): boolean =>
  status === 'pending' || status === 'sending' || status === 'scheduled';
const announcementsOf = ({ announcementId, announcementIds = [] }: Delivery): readonly string[] =>
  announcementId === undefined ? announcementIds : [announcementId];

const describe = ({ at, subject, version, isOpen, blockers }: GateAnswer): string =>
  `the gate of ${subject} v${version} at ${at} was ${isOpen ? 'open' : `closed by ${blockers.map(({ consumer }) => consumer).join()}`}`;
