import { Agenda } from './acts/agenda.ts';
import { ACTS } from './acts/table.ts';
import { begin } from './beginning.ts';
import type { Evidence, Span } from './evidence.ts';
import { findFaults } from './oracles/table.ts';
import { Random } from './random.ts';
import { renderFirsts } from './renderings.ts';
import { System } from './system.ts';
import { Timeline } from './timeline.ts';
import { type Size, World } from './world.ts';

export interface SimulationOptions extends Size {
  readonly seed: number;
  readonly days: number;
  /** The probability that a call of a port is a function's last. */
  readonly crashing: number;
}
export interface SimulationReport {
  /** How often each act happened. */
  readonly acts: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, number | string>>;
  /** What must not be; empty where all is well. */
  readonly faults: readonly string[];
}
export interface Run {
  readonly world: World;
  readonly agenda: Agenda;
  readonly evidence: Evidence;
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
  return report(await runSimulation(options, onProgress));
}

/** What a run was, in numbers, and what was wrong about it. */
export function report({ world, agenda, evidence }: Run): SimulationReport {
  const { system } = world;
  const opened = [...evidence.timeline.of('migration').values()].map(([first]) => first?.item?.state);
  return {
    acts: Object.fromEntries(agenda.happened),
    counts: {
      migrations: opened.length,
      'opened as approved': opened.filter((state) => state?.name === 'acknowledged' && state.approved).length,
      'messages in Slack': evidence.posts.length,
      issues: evidence.issues.length,
      events: evidence.events.length,
      'left undecided': system.judge.undecided,
      'gate answers': evidence.gates.length,
      'functions killed': system.crashes,
      steps: system.scheduler.steps,
      'most receives': system.mostReceives,
      refusals: [...world.refusals].map(([code, count]) => `${code} ${count}`).join(', '),
    },
    faults: findFaults(evidence),
  };
}

/** Runs it to its end, and looks for nothing. */
export async function runSimulation(
  options: SimulationOptions,
  onProgress: (line: string) => void = () => undefined,
): Promise<Run> {
  const random = new Random(options.seed);
  const system = new System({ random, start: START, crashing: options.crashing });
  const timeline = new Timeline();
  const world = new World(system, random, options);
  const agenda = new Agenda(ACTS, options);
  system.store.onPut = (kind, item, former) => {
    timeline.see(kind, item, system.clock.now());
    world.see(kind, item);
    system.streamed(kind, item, former);
  };
  system.store.onDelete = (kind, item) => timeline.gone(kind, item, system.clock.now());
  await system.scheduler.run([() => begin(world)]);
  await system.settle();
  const outages: Span[] = [];
  for (let hour = 0; hour < options.days * 24; hour += HOURS) {
    const at = Date.parse(START) + hour * 3_600_000;
    await act(system, agenda.draw(world, HOURS, hour / (options.days * 24)));
    const last = outages.at(-1);
    if ((!last || textOf(at) >= last.to) && random.chance((OUTAGES_A_YEAR * HOURS) / 8_760))
      outages.push({ from: textOf(at), to: textOf(at + OUTAGE_HOURS * 3_600_000) });
    await passTime(system, at, outages.at(-1)?.to ?? START);
    onProgress(`${textOf(at).slice(0, 10)} ${system.scheduler.steps} steps`);
  }
  return { world, agenda, evidence: await gather(world, timeline, outages) };
}

async function act(system: System, drawn: readonly (() => Promise<void>)[]): Promise<void> {
  if (drawn.length > 0) await system.scheduler.run(drawn);
  await system.settle();
}

/** The hours until the next turn, with a sweep each quarter of an hour that has something due. */
async function passTime(system: System, at: number, sweepsFrom: string): Promise<void> {
  for (let quarter = 1; quarter <= HOURS * QUARTERS; quarter++) {
    const moment = textOf(at + quarter * 900_000);
    if (system.clock.now() < moment) system.clock.set(moment);
    if (moment < sweepsFrom || (await system.store.listDue(system.clock.now(), 1)).length === 0) continue;
    await system.sweep();
    await system.settle();
  }
}

const textOf = (time: number): string => new Date(time).toISOString();

async function gather({ system, gates }: World, timeline: Timeline, outages: readonly Span[]): Promise<Evidence> {
  return {
    timeline,
    audit: system.store.auditEntries,
    posts: [...system.slack.messages.values()],
    events: system.events.published,
    issues: system.issues.issues,
    gates,
    outages,
    closures: system.closures.spans,
    renderings: await renderFirsts(system),
    end: system.clock.now(),
  };
}
