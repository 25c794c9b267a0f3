import { type ChildProcess, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Answered, type Counts, type Find, noCounts, ROUND } from './examine.ts';
import type { Case } from './faults.ts';
import { variantPair } from './faults.ts';
import type { Task, Told } from './worker.ts';

const HELP = `npm run fuzz -- [options]
  --seed N        where to begin (default: by the clock); the same seed asks the same
  --pairs M       how many pairs of schemas (default 2000)
  --minutes T     stop after that, whichever comes first
  --processes P   at once (default 2)
  --case FILE|ID  only this: a find's file, or SEED:PAIRS, a round as it is printed beside a find
  --out DIR       where finds go (default .forewarn/fuzz)
  --root DIR      the source tree under test (default: this one)
`;
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    pairs: { type: 'string', default: '2000' },
    minutes: { type: 'string', default: '600' },
    processes: { type: 'string', default: '2' },
    case: { type: 'string' },
    out: { type: 'string', default: '.forewarn/fuzz' },
    root: { type: 'string', default: '.' },
    help: { type: 'boolean', default: false },
  },
});

const number = (name: 'seed' | 'pairs' | 'minutes' | 'processes'): number => {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value >= 0) return value;
  process.stderr.write(`--${name} ${JSON.stringify(values[name])} is not a number.\n`);
  process.exit(2);
};

/** Nothing takes a process longer between two signs of life. */
const SILENCE = 180_000;

/** Gives one task to a process and waits; `onTold` hears what it says before it is done. */
function give(child: ChildProcess, task: Task, onTold: (told: Told) => void): Promise<Told & { kind: 'done' }> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), SILENCE);
    };
    const hear = (told: Told): void => {
      watch();
      if (told.kind === 'done') {
        end();
        if (told.failure === undefined) resolve(told);
        else reject(new Error(told.failure));
      } else onTold(told);
    };
    const fail = (): void => {
      end();
      reject(new Error('it ended or was silent for too long'));
    };
    const end = (): void => {
      clearTimeout(timer);
      child.off('message', hear);
      child.off('exit', fail);
    };
    child.on('message', hear);
    child.on('exit', fail);
    watch();
    child.send(task);
  });
}

// A validator that overflows its stack says so there, each time; what matters comes as a message.
const start = (): ChildProcess =>
  fork(new URL('./worker.ts', import.meta.url), {
    execArgv: process.execArgv,
    stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
  });

/** What a case's fault is in a process that has done nothing else. */
async function faultAlone(asked: Case): Promise<string | undefined> {
  const child = start();
  try {
    return (await give(child, { asked, root: values.root }, () => undefined)).fault;
  } finally {
    child.kill();
  }
}

/**
 * Of a round's questions, those that another process answers otherwise: one that was asked little else. Doubts come
 * first, since what one question leaves behind mostly makes another one doubtful.
 */
async function answeredOtherwise(answered: readonly Answered[]): Promise<readonly Find[]> {
  const isDoubtful = ({ answer }: Answered): boolean => answer.includes('"undecided"');
  const sample = [...answered.filter(isDoubtful), ...answered.filter((one) => !isDoubtful(one))].slice(0, SAMPLE);
  const child = start();
  const finds: Find[] = [];
  try {
    await give(child, { questions: sample, root: values.root }, (told) => {
      if (told.kind !== 'answered') return;
      for (const [at, { pair, contentModel, answer }] of told.answered.entries()) {
        const before = sample[at];
        if (!before || before.answer === answer) continue;
        const fault = `alone ${answer.slice(0, 300)} and after others ${before.answer.slice(0, 300)}`;
        const others = answered.slice(0, answered.indexOf(before));
        finds.push({ asked: { kind: 'repeat', pair, contentModel, others }, fault });
      }
    });
  } finally {
    child.kill();
  }
  return finds;
}
const SAMPLE = 12;

/** Of all that was asked between two answers, the half of the half ... that still makes the difference. */
async function fewerOthers(find: Find): Promise<Find> {
  if (find.asked.kind !== 'repeat') return find;
  let best = find;
  for (let { others } = find.asked; others.length > 1; ) {
    const middle = Math.ceil(others.length / 2);
    const halves = [others.slice(0, middle), others.slice(middle)];
    others = [];
    for (const half of halves) {
      const asked: Case = { ...find.asked, others: half };
      const fault = await faultAlone(asked);
      if (fault === undefined) continue;
      best = { asked, fault };
      others = half;
      break;
    }
  }
  return best;
}

const seed = number('seed');
const began = Date.now();
const total = noCounts();
const finds: Find[] = [];

function add(counts: Counts): void {
  total.pairs += counts.pairs;
  total.instances += counts.instances;
  total.repeats += counts.repeats;
  for (const [verdict, count] of Object.entries(counts.verdicts) as [keyof Counts['verdicts'], number][])
    total.verdicts[verdict] += count;
  for (const [reason, count] of Object.entries(counts.reasons))
    total.reasons[reason] = (total.reasons[reason] ?? 0) + count;
}

/** Writes a find so that `--case` replays it, and tells it in a line. */
function keep(find: Find, where: string): void {
  finds.push(find);
  const { asked, fault } = find;
  const written = asked.kind === 'variant' ? { ...asked, written: variantPair(asked.pair, asked.seeds) } : asked;
  const text = JSON.stringify({ fault, ...written }, undefined, 1);
  const file = join(values.out, `${asked.kind}-${createHash('sha256').update(text).digest('hex').slice(0, 10)}.json`);
  mkdirSync(values.out, { recursive: true });
  writeFileSync(file, `${text}\n`);
  const seconds = Math.round((Date.now() - began) / 1000);
  process.stdout.write(
    `✗ ${asked.kind} after ${total.pairs} pairs and ${seconds} s, ${where}: ${file}\n  ${fault.slice(0, 300)}\n`,
  );
}

async function work(rounds: Iterator<number>, pairs: number): Promise<void> {
  let child = start();
  for (let next = rounds.next(); !next.done; next = rounds.next()) {
    const round = seed * 10_000 + next.value;
    const count = Math.min(ROUND, pairs - next.value * ROUND);
    const found: Find[] = [];
    let answered: readonly Answered[] = [];
    try {
      await give(child, { seed: round, pairs: count, root: values.root }, (told) => {
        if (told.kind === 'counts') add(told.counts);
        if (told.kind === 'answered') answered = told.answered;
        if (told.kind === 'find') found.push(told.find);
        if (told.kind === 'find' && told.find.asked.kind !== 'repeat') keep(told.find, `round ${round}:${count}`);
        if (process.stderr.isTTY) process.stderr.write(`\r${total.pairs} pairs, ${finds.length} finds `);
      });
    } catch (error) {
      process.stdout.write(`✗ the process of round ${round}:${count} failed: ${error}\n`);
      process.exitCode = 1;
      child.kill('SIGKILL');
      child = start();
    }
    const repeated = found.filter(({ asked }) => asked.kind === 'repeat');
    for (const find of [...repeated, ...(await answeredOtherwise(answered))].slice(0, 1))
      keep(await fewerOthers(find), `round ${round}:${count}`);
  }
  child.kill();
}

function* roundsUntil(pairs: number, end: number): Generator<number> {
  for (let at = 0; at * ROUND < pairs && Date.now() < end; at++) yield at;
}

function printTotal(): void {
  const { compatible, breaking, undecided, refused } = total.verdicts;
  const decided = compatible + breaking;
  const share = (100 * decided) / Math.max(1, decided + undecided);
  const hours = (Date.now() - began) / 3_600_000;
  const lines: readonly (readonly [string, string | number])[] = [
    ['pairs', total.pairs],
    ['pairs an hour', Math.round(total.pairs / hours)],
    ['verdicts', decided + undecided + refused],
    ['  compatible', compatible],
    ['  breaking', breaking],
    ['  undecided', undecided],
    ['  refused', refused],
    ['decided', `${share.toFixed(2)} %`],
    ['instances of the left', total.instances],
    ['questions asked again', total.repeats],
  ];
  for (const [name, value] of lines) process.stdout.write(`  ${name.padEnd(24)} ${value}\n`);
  const reasons = Object.entries(total.reasons).sort(([, one], [, two]) => two - one);
  for (const [reason, count] of reasons.slice(0, 15))
    process.stdout.write(`  ${String(count).padStart(8)} ${reason}\n`);
}

async function replay(name: string): Promise<void> {
  if (!existsSync(name)) {
    process.stderr.write(`--case: there is no file ${JSON.stringify(name)}.\n`);
    process.exitCode = 2;
    return;
  }
  const fault = await faultAlone(JSON.parse(readFileSync(name, 'utf8')));
  process.stdout.write(fault === undefined ? '✓ nothing is wrong with this case\n' : `✗ ${fault}\n`);
  process.exitCode = fault === undefined ? 0 : 1;
}

async function main(): Promise<void> {
  if (values.help) return void process.stdout.write(HELP);
  const round = /^(\d+):(\d+)$/.exec(values.case ?? '');
  if (values.case !== undefined && !round) return replay(values.case);
  const pairs = round ? Number(round[2]) : number('pairs');
  const rounds = round ? [Number(round[1]) - seed * 10_000] : roundsUntil(pairs, began + number('minutes') * 60_000);
  const shared = rounds[Symbol.iterator]();
  process.stdout.write(`fuzzing ${values.root} from seed ${seed}\n`);
  const processes = round ? 1 : number('processes');
  await Promise.all(Array.from({ length: processes }, () => work(shared, round ? Number.POSITIVE_INFINITY : pairs)));
  printTotal();
  process.stdout.write(finds.length === 0 ? '✓ no finds\n' : `✗ ${finds.length} finds\n`);
  if (finds.length > 0) process.exitCode = 1;
}

await main();
