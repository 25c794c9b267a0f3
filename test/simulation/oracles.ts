import type { Delivery } from '../../lib/domain/announcement.ts';
import { findBlockers } from '../../lib/domain/policy/gate.ts';
import { DEFAULT_POLICY } from '../../lib/domain/policy/policy.ts';
import type { History } from './history.ts';
import type { System } from './system.ts';
import type { GateAnswer, Workload } from './workload.ts';

export interface Finished {
  readonly system: System;
  readonly history: History;
  readonly workload: Workload;
  /** When nobody swept. */
  readonly outages: readonly { readonly from: string; readonly to: string }[];
}

/** What must not be after any run, whatever crashed; each names what it is about and when. */
export async function findFaults(run: Finished): Promise<readonly string[]> {
  const { history } = run;
  return [...history.faults, ...unfinished(run), ...repeated(run), ...unexplainedGates(run)];
}

/** Every delivery came to its end, and no queue holds anything back. */
function unfinished({ system }: Finished): readonly string[] {
  const now = system.clock.now();
  return system.store
    .all('delivery')
    .filter(({ status, dueAt }) => status === 'failed' || (dueAt !== undefined && dueAt < now && status !== 'scheduled'))
    .map(({ id, status, dueAt, error }) => `${id}: still ${status}, due ${dueAt}, ${error ?? 'no error'}`);
}

/** No message stands in a channel twice, unless the channel could not be looked through and it says so. */
function repeated({ system }: Finished): readonly string[] {
  const isMarked = ({ possibleDuplicate }: Delivery): boolean => possibleDuplicate === true;
  return system.store.all('delivery').flatMap((delivery) => {
    const posts = system.slack.postsOf(delivery.id).length;
    const expected = delivery.status === 'sent' && delivery.channel.kind === 'slack' && !delivery.adopted ? 1 : 0;
    return posts === expected || isMarked(delivery) ? [] : [`${delivery.id}: ${delivery.status}, and posted ${posts} times`];
  });
}

/** What the gate said follows from how the migrations stood. */
function unexplainedGates({ system, history, workload }: Finished): readonly string[] {
  const announcements = new Map(system.store.all('announcement').map((item) => [`${item.subject} ${item.version}`, item.id]));
  return workload.gates.flatMap((gate) => {
    const id = announcements.get(`${gate.subject} ${gate.version}`);
    const keys = [...history.stands.keys()].filter((key) => key.startsWith(`${id} `));
    const stood = keys.flatMap((key) => history.at(key, gate.at) ?? []);
    const expected = findBlockers(stood, DEFAULT_POLICY, gate.at).map(({ consumer }) => consumer);
    const said = gate.blockers.map(({ consumer }) => consumer);
    return [...expected].sort().join() === [...said].sort().join() ? [] : [`${describe(gate)}: expected ${expected.join()}`];
  });
}

const describe = ({ at, subject, version, isOpen, blockers }: GateAnswer): string =>
  `the gate of ${subject} v${version} at ${at} was ${isOpen ? 'open' : `closed by ${blockers.map(({ consumer }) => consumer).join()}`}`;
