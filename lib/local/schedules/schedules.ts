import { randomUUID } from 'node:crypto';
import type { LocalClock } from '../clock.ts';
import { objectsOf, propertyAt } from '../cloudformation/properties.ts';
import type { CloudResource, Deployment } from '../cloudformation/template.ts';
import type { AsyncInvoker } from '../lambda/async-invoker.ts';
import type { Messaging } from '../messaging/messaging.ts';
import { type NextRun, parseScheduleExpression } from './schedule-expression.ts';

export type LocalSchedules = {
  /** Runs every schedule that is due by now, each once, and waits for what it started. */
  readonly runDue: () => Promise<void>;
  /** Runs that have not ended yet. */
  readonly active: () => number;
  readonly stop: () => void;
};

export type ScheduleSettings = {
  readonly deployment: Deployment;
  readonly clock: LocalClock;
  readonly invoke: AsyncInvoker;
  readonly messaging: Messaging;
  readonly region: string;
  readonly accountId: string;
};

type Schedule = {
  readonly resource: CloudResource;
  readonly nextRun: NextRun;
  readonly targetArn: string;
  readonly event: (time: Date) => unknown;
};

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * The templates' EventBridge schedules and scheduled rules, by the movable clock. A jump of the clock runs each schedule
 * that came due at most once, however often it would have run in between: a sweep catches up by itself.
 */
export function createSchedules(settings: ScheduleSettings): LocalSchedules {
  const { clock } = settings;
  const due = readSchedules(settings).map((schedule) => ({ schedule, at: schedule.nextRun(clock.now()) }));
  let active = 0;
  let timer: NodeJS.Timeout | undefined;

  async function run({ targetArn, event }: Schedule, time: Date): Promise<void> {
    active++;
    try {
      const payload = event(time);
      if (targetArn.split(':')[2] === 'lambda') await settings.invoke(targetArn, payload);
      else await settings.messaging.sendTo(targetArn, JSON.stringify(payload));
    } finally {
      active--;
    }
  }

  async function runDue(): Promise<void> {
    const now = clock.now();
    const runs: Promise<void>[] = [];
    for (const entry of due) {
      if (entry.at === undefined || entry.at > now) continue;
      entry.at = entry.schedule.nextRun(now);
      runs.push(run(entry.schedule, now));
    }
    arm();
    await Promise.all(runs);
  }

  function arm(): void {
    clearTimeout(timer);
    const times = due.flatMap(({ at }) => (at ? [at.getTime()] : []));
    if (times.length === 0) return;
    const wait = Math.max(0, Math.min(...times) - clock.now().getTime());
    timer = setTimeout(() => void runDue(), Math.min(wait, LONGEST_TIMER_MS));
    timer.unref();
  }

  arm();
  return { runDue, active: () => active, stop: () => clearTimeout(timer) };
}

function readSchedules({ deployment, region, accountId }: ScheduleSettings): Schedule[] {
  const isEnabled = ({ properties }: CloudResource): boolean =>
    properties['State'] !== 'DISABLED' && typeof properties['ScheduleExpression'] === 'string';
  const next = ({ properties }: CloudResource): NextRun =>
    parseScheduleExpression(
      String(properties['ScheduleExpression']),
      String(properties['ScheduleExpressionTimezone'] ?? 'UTC'),
    );
  const eventFrom = (source: string, resource: CloudResource, input: unknown) => (time: Date) => {
    const at = time.toISOString();
    if (typeof input === 'string') return JSON.parse(input.replaceAll('<aws.scheduler.scheduled-time>', at));
    return {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Scheduled Event',
      source,
      account: accountId,
      time: at,
      region,
      resources: [resource.path],
      detail: {},
    };
  };
  const schedules = deployment
    .resources('AWS::Scheduler::Schedule')
    .filter(isEnabled)
    .map((resource): Schedule => {
      const event = eventFrom('aws.scheduler', resource, propertyAt(resource.properties, 'Target', 'Input'));
      const targetArn = String(propertyAt(resource.properties, 'Target', 'Arn'));
      return { resource, nextRun: next(resource), targetArn, event };
    });
  const rules = deployment
    .resources('AWS::Events::Rule')
    .filter(isEnabled)
    .flatMap((resource) =>
      objectsOf(resource.properties['Targets']).map((target): Schedule => {
        const event = eventFrom('aws.events', resource, target['Input']);
        return { resource, nextRun: next(resource), targetArn: String(target['Arn']), event };
      }),
    );
  return [...schedules, ...rules];
}
