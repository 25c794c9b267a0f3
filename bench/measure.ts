import { Bench } from 'tinybench';

export interface Timing {
  /** Milliseconds. */
  readonly median: number;
  readonly p99: number;
}

/** Runs something at least `iterations` times and `time` milliseconds long, after one run that does not count. */
export async function measure(
  run: () => unknown,
  { iterations, time }: { readonly iterations: number; readonly time: number },
): Promise<Timing> {
  // tinybench takes a limit of 0 for none at all.
  const bench = new Bench({ iterations, time: Math.max(1, time), warmupIterations: 1, warmupTime: 1, throws: true });
  bench.add('run', async () => {
    await run();
  });
  const [task] = await bench.run();
  if (task?.result.state !== 'completed') throw new Error(`the measurement ended as ${task?.result.state}`);
  const { p50, p99 } = task.result.latency;
  return { median: p50, p99 };
}
