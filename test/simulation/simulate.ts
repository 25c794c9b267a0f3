import type { Migration } from '../../lib/domain/announcement.ts';
import { History } from './history.ts';
import { type Finished, findFaults } from './oracles.ts';
import { Random } from './random.ts';
import { System } from './system.ts';
import { type Size, Workload } from './workload.ts';

export interface SimulationOptions extends Size {
  readonly seed: number;
  readonly days: number;
  /** The probability that a call of a port is a function's last. */
  readonly crashing: number;
}
export interface SimulationReport {
  readonly counts: Readonly<Record<string, number | string>>;
  /** What must not be; empty where all is well. */
  readonly faults: readonly string[];
}

const START = '2026-01-05T00:00:00.000Z';
const HOURS = 6;
const QUARTERS = 4;
/** Now and then nobody sweeps for three days. */
const OUTAGES_A_YEAR = 3;
const OUTAGE_HOURS = 72;

/** A year, or less, of a registry's life in virtual time, and what was wrong about it; everything follows from the seed. */
export async function simulate(
  options: SimulationOptions,
  onProgress: (line: string) => void = () => undefined,
): Promise<SimulationReport> {
  const run = await runSimulation(options, onProgress);
  const { system, history, workload } = run;
  return {
    counts: {
      ...workload.counts,
      migrations: history.stands.size,
      'opened as approved': [...history.stands.values()].filter(([opened]) => isApproved(opened?.migration)).length,
      'messages in Slack': system.slack.messages.size,
      events: system.events.published.length,
      'gate answers': workload.gates.length,
      'functions killed': system.crashes,
      steps: system.scheduler.steps,
      'most receives': system.mostReceives,
      refusals: [...workload.refusals].map(([code, count]) => `${code} ${count}`).join(', '),
    },
    faults: await findFaults(run),
  };
}

/** Runs it to its end, and looks for nothing. */
export async function runSimulation(
  options: SimulationOptions,
  onProgress: (line: string) => void = () => undefined,
): Promise<Finished> {
  const random = new Random(options.seed);
  const system = new System({ random, start: START, crashing: options.crashing });
  const history = new History();
  system.store.onPut = (kind, item, former) => {
    history.see(kind, item, system.clock.now());
    system.streamed(kind, item, former);
  };
  const workload = new Workload(system, random, options);
  await system.scheduler.run([() => workload.begin()]);
  await system.settle();
  const outages: { readonly from: string; readonly to: string }[] = [];
  const end = Date.parse(START) + options.days * 86_400_000;
  let at = Date.parse(START);
  let sweepsFrom = at;
  while (at < end) {
    const actions = workload.actions(HOURS);
    if (actions.length > 0) await system.scheduler.run(actions);
    await system.settle();
    if (at >= sweepsFrom && random.chance((OUTAGES_A_YEAR * HOURS) / 8_760)) {
      sweepsFrom = at + OUTAGE_HOURS * 3_600_000;
      outages.push({ from: new Date(at).toISOString(), to: new Date(sweepsFrom).toISOString() });
    }
    for (let quarter = 1; quarter <= HOURS * QUARTERS; quarter++) {
      const moment = at + quarter * 900_000;
      if (Date.parse(system.clock.now()) < moment) system.clock.set(new Date(moment).toISOString());
      if (moment < sweepsFrom || (await system.store.listDue(system.clock.now(), 1)).length === 0) continue;
      await system.sweep();
      await system.settle();
    }
    at += HOURS * 3_600_000;
    onProgress(
      `${new Date(at).toISOString().slice(0, 10)} ${system.scheduler.steps} steps, ${history.stands.size} migrations`,
    );
  }
  return { system, history, workload, outages };
}

/** Acknowledged as it was opened, by an approval of this version or of the one whose answer it carries on. */
const isApproved = (migration: Migration | undefined): boolean =>
  migration?.state.name === 'acknowledged' && migration.state.approved !== undefined;
