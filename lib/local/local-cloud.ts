import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createAwsClient } from './aws-client.ts';
import { AwsProxy, type Denial } from './aws-proxy.ts';
import { createClock, type LocalClock } from './clock.ts';
import { loadCloudAssembly } from './cloudformation/cloud-assembly.ts';
import { createAttributeResolver } from './cloudformation/physical-attributes.ts';
import { Deployment } from './cloudformation/template.ts';
import { CONTROL_PREFIX, createControl } from './control.ts';
import { createCapacityMeter } from './dynamodb/capacity-meter.ts';
import { startDynamoDb } from './dynamodb/dynamodb-process.ts';
import { createTables, readDeliveries } from './dynamodb/dynamodb-tables.ts';
import { FakeGithub } from './github/fake-github.ts';
import { createHttpApi } from './http/http-api.ts';
import { type Grant, IamPolicies } from './iam/iam-policy.ts';
import { checkPlatformPermissions, scheduleCallers } from './iam/platform-permissions.ts';
import { createIdleWait } from './idle.ts';
import { createAsyncInvoker } from './lambda/async-invoker.ts';
import { createEventSources } from './lambda/event-sources.ts';
import { createFunctionLogs } from './lambda/function-logs.ts';
import type { Invocation } from './lambda/function-thread.ts';
import { LocalFunctions } from './lambda/functions.ts';
import { startLocalServer } from './local-server.ts';
import { Messaging, type QueueView } from './messaging/messaging.ts';
import { createTopicLog } from './messaging/topic-log.ts';
import type { TopicMessage } from './messaging/topic-observer.ts';
import { createSchedules } from './schedules/schedules.ts';
import { LocalSecrets } from './secrets.ts';
import { FakeSlack } from './slack/fake-slack.ts';

export type LocalCloudOptions = {
  /** The folder that `cdk synth` wrote. */
  readonly cdkOut: string;
  /** The HTTP API's port; any free one if left out. */
  readonly port?: number;
  /** Where data are kept between runs; without it everything lives in memory. */
  readonly dataFolder?: string;
  /** Added to every function's environment. */
  readonly env?: Record<string, string>;
  /** Values of secrets by name, ARN or logical id without CDK's hash. */
  readonly secrets?: Record<string, string>;
  readonly onProgress?: (line: string) => void;
};

export type LocalCloud = {
  /** Where the HTTP API and the control endpoints answer, without a trailing slash. */
  readonly url: string;
  readonly clock: LocalClock;
  readonly slack: FakeSlack;
  readonly github: FakeGithub;
  readonly outputs: Record<string, unknown>;
  /** The value of a secret; undefined if the templates have none of that name. */
  readonly secret: (id: string) => string | undefined;
  readonly invoke: (functionNameOrId: string, event: unknown) => Promise<Invocation>;
  /** Ends every copy of a function in mid-work, as a crash would. */
  readonly killFunction: (functionNameOrId: string) => Promise<void>;
  readonly logs: (functionName?: string) => string[];
  readonly topicMessages: () => readonly TopicMessage[];
  /** What waits in each queue, dead-letter queues included. */
  readonly queues: () => Promise<QueueView[]>;
  /** Permissions that no call has used, and calls that no permission allowed. */
  readonly unusedGrants: () => Grant[];
  readonly denials: () => readonly Denial[];
  /**
   * Resolves when streams are read to their ends, the queues that feed functions are empty and no function runs.
   * Rejects with what is still busy when the time is over.
   */
  readonly waitUntilIdle: (timeoutMs: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The logical id of the secret that Slack signs with, without CDK's hash. */
const SIGNING_SECRET = 'SlackSigningSecret';
const REGION = 'eu-west-1';
// fauxqs knows no other account.
const ACCOUNT = '000000000000';

/**
 * Brings up the whole system of a synthesised cloud assembly on this machine and resolves when it answers.
 * Throws an Error that names the cause and the remedy if it cannot; nothing is left running then.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const closers: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  const endOnSignal = (signal: NodeJS.Signals): void => {
    // Whoever else listens to the signal decides how the process ends.
    const isAlone = process.listenerCount(signal) === 0;
    void stop().finally(() => {
      if (isAlone) process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.prependOnceListener(signal, endOnSignal);
    closers.push(() => void process.removeListener(signal, endOnSignal));
  }
  try {
    return await assemble(options, { closers, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

type Lifetime = { readonly closers: (() => Promise<void> | void)[]; readonly stop: () => Promise<void> };

async function assemble(options: LocalCloudOptions, { closers, stop }: Lifetime): Promise<LocalCloud> {
  const onProgress = options.onProgress ?? (() => undefined);
  const dataFolder = options.dataFolder && resolve(options.dataFolder);
  if (dataFolder) mkdirSync(dataFolder, { recursive: true });
  const assembly = loadCloudAssembly(options.cdkOut);
  const server = await startLocalServer(options.port ?? 0);
  closers.push(server.stop);
  const proxy = await AwsProxy.start();
  closers.push(() => proxy.stop());

  const place = { region: REGION, accountId: ACCOUNT, dataFolder, onProgress };
  const attributes = createAttributeResolver({ ...place, apiUrl: server.url, awsUrl: proxy.url });
  const deployment = new Deployment({ ...place, stacks: assembly.stacks, attributes });
  const clock = keepClock(dataFolder);
  const logs = createFunctionLogs(dataFolder);
  const topics = createTopicLog(dataFolder);
  const capacity = createCapacityMeter();
  const denials: Denial[] = [];

  const database = await startDynamoDb({ dataFolder });
  closers.push(database.stop);
  const dynamoDb = createAwsClient(database.endpoint, REGION);
  closers.push(dynamoDb.close);
  const [tables, messaging] = await Promise.all([
    createTables(deployment, dynamoDb),
    Messaging.start({ ...place, deployment, onTopicMessage: topics.add }),
  ]);
  closers.push(() => messaging.stop());
  onProgress(`${tables.length} tables, ${messaging.queues().length} queues`);

  const secrets = new LocalSecrets({
    deployment,
    dataFolder,
    overrides: options.secrets ?? {},
    arnOfResource: (resource) => String(attributes(resource, undefined)),
  });
  const slack = new FakeSlack({
    now: clock.now,
    dataFolder,
    app: { url: server.url, signingSecret: () => secrets.find(SIGNING_SECRET) ?? '' },
  });
  const github = new FakeGithub({ now: clock.now, dataFolder });
  const isRealSlack = Boolean(process.env['SLACK_BOT_TOKEN']);
  const isRealGithub = Boolean(process.env['GITHUB_ISSUES_TOKEN']);
  const functions = new LocalFunctions({
    ...place,
    deployment,
    assembly,
    clock,
    logs,
    awsUrl: proxy.url,
    environment: {
      ...(!isRealSlack && { SLACK_API_URL: `${server.url}/__local/slack/api/` }),
      ...(!isRealGithub && { GITHUB_API_URL: `${server.url}/__local/github/api` }),
      ...options.env,
    },
  });
  const policies = new IamPolicies(deployment, [...functions.list(), ...scheduleCallers(deployment)]);
  checkPlatformPermissions({ deployment, functions, policies });
  const sources = createEventSources({ ...place, deployment, dynamoDb, functions, messaging });
  closers.push(async () => {
    const ended = sources.stop();
    await functions.stop();
    await ended;
  });
  proxy.connect({
    dynamoDbEndpoint: database.endpoint,
    policies,
    arns: { ...place, secretArn: (id) => secrets.arnOf(id) },
    messaging: (request) => messaging.handle(request),
    capacity,
    secrets: (operation, input) => secrets.handle(operation, input),
    onTableWrite: sources.wakeStreams,
    onDenial: (denial) => {
      denials.push(denial);
      onProgress(`${denial.functionName} was denied ${denial.action} on ${denial.resource}`);
    },
  });
  const invoke = createAsyncInvoker({ deployment, functions, messaging, onProgress });
  const schedules = createSchedules({ ...place, deployment, clock, invoke, messaging });
  closers.push(schedules.stop);

  const waitUntilIdle = createIdleWait({ functions, schedules, sources, messaging });
  const control = createControl({
    clock,
    slack,
    github,
    logs,
    waitUntilIdle,
    topicMessages: topics.messages,
    capacity,
    queues: () => messaging.view(),
    deliveries: () => readDeliveries(tables, dynamoDb),
    unusedGrants: () => policies.unusedGrants(),
    denials: () => denials,
    outputs: () => deployment.outputs(),
    runDueSchedules: schedules.runDue,
  });
  const api = createHttpApi({ ...place, deployment, functions, clock });
  server.serve((incoming, outgoing) =>
    (incoming.url ?? '').startsWith(CONTROL_PREFIX) ? control(incoming, outgoing) : api(incoming, outgoing),
  );
  sources.start();
  onProgress(`ready at ${server.url}`);
  return {
    url: server.url,
    clock,
    slack,
    github,
    outputs: deployment.outputs(),
    secret: (id) => secrets.find(id),
    invoke: (nameOrArn, event) => functions.invoke(nameOrArn, event),
    killFunction: (nameOrArn) => functions.kill(nameOrArn),
    logs: logs.read,
    topicMessages: topics.messages,
    queues: () => messaging.view(),
    unusedGrants: () => policies.unusedGrants(),
    denials: () => denials,
    waitUntilIdle,
    stop,
  };
}

// A clock that jumped back at a restart would make deadlines of the kept data lie in the future again.
function keepClock(dataFolder: string | undefined): LocalClock {
  const file = dataFolder && join(dataFolder, 'clock-offset-ms');
  const clock = createClock(file && existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  if (file) clock.onMove(() => writeFileSync(file, String(clock.offsetMs())));
  return clock;
}
