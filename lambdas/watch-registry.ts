import { tellRun, watchFromSettings, wishesFromSettings } from '../lib/adapters/confluent/scheduled-watch.ts';
import { BoundedJudge } from '../lib/adapters/judge/bounded-judge.ts';
import { makeCorePorts } from '../lib/adapters/wiring.ts';
import { continueWatch } from '../lib/application/watching/continue-watch.ts';
import { OwnRegistry } from '../lib/application/watching/register-finding.ts';

const ports = { ...makeCorePorts(), judge: new BoundedJudge() };
const wishes = wishesFromSettings();

/** What is left after that, or beyond that many versions, is the next run's. */
const RUN_MS = 180_000;
const MAX_VERSIONS = 200;

/** Every 15 minutes: what appeared in the watched registry. */
export const handler = async (): Promise<void> => {
  const end = performance.now() + RUN_MS;
  const there = await watchFromSettings();
  const here = new OwnRegistry(ports, there);
  const isOver = () => performance.now() > end;
  const request = { ...wishes, isOver, maxVersions: MAX_VERSIONS };
  tellRun(await continueWatch(request, { ...ports, there, here }));
};
