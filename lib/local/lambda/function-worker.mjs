// The thread in which one copy of a function lives: it loads the bundle once and answers one event at a time.
// Plain JavaScript, because a thread does not inherit the loader that runs the TypeScript around it.
import { parentPort, workerData } from 'node:worker_threads';

const clockOffset = new BigInt64Array(workerData.clock);
globalThis[Symbol.for('forewarn.clock-offset-ms')] = () => Number(Atomics.load(clockOffset, 0));

const describe = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? error),
});

async function answer(handler, { id, event, context, deadline }) {
  try {
    const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
    const result = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
    parentPort.postMessage({ type: 'result', id, value: JSON.stringify(result ?? null) });
  } catch (error) {
    console.error(error);
    parentPort.postMessage({ type: 'error', id, error: describe(error) });
  }
}

try {
  const bundle = await import(workerData.module);
  const handler = bundle[workerData.exportName] ?? bundle.default?.[workerData.exportName];
  if (typeof handler !== 'function')
    throw new Error(`${workerData.module} exports no function ${workerData.exportName}`);
  parentPort.on('message', (invocation) => void answer(handler, invocation));
  parentPort.postMessage({ type: 'ready' });
} catch (error) {
  console.error(error);
  parentPort.postMessage({ type: 'init-error', error: describe(error) });
}
