import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type AwsClient, createAwsClient } from './aws-client.ts';
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
import { IamPolicies } from './iam/iam-policy.ts';
import { checkPlatformPermissions, scheduleCallers } from './iam/platform-permissions.ts';
import { createIdleWait } from './idle.ts';
import { createAsyncInvoker } from './lambda/async-invoker.ts';
import { createEventSources } from './lambda/event-sources.ts';
import { createFunctionLogs } from './lambda/function-logs.ts';
import { LocalFunctions } from './lambda/functions.ts';
import type { Closers, LocalCloud, LocalCloudOptions } from './local-cloud.ts';
import { startLocalServer } from './local-server.ts';
import { Messaging } from './messaging/messaging.ts';
import { createTopicLog } from './messaging/topic-log.ts';
import { FakeMsTeams } from './msteams/fake-msteams.ts';
import { createSchedules } from './schedules/schedules.ts';
import { LocalSecrets } from './secrets.ts';
import { FakeSlack } from './slack/fake-slack.ts';
import { FakeWebhooks } from './webhook/fake-webhooks.ts';

/** The logical id of the secret that Slack signs with, without CDK's hash. */
const SIGNING_SECRET = 'SlackSigningSecret';
const REGION = 'eu-west-1';
// fauxqs knows no other account.
const ACCOUNT = '000000000000';

type Ground = Awaited<ReturnType<typeof layGround>>;
type Services = Awaited<ReturnType<typeof startServices>>;

/** Starts every part of the local cloud, each with its end in `closers`. */
export async function assemble(options: LocalCloudOptions, closers: Closers): Promise<Omit<LocalCloud, 'stop'>> {
  const ground = await layGround(options, closers);
  const services = await startServices(ground, options);
  const { functions, sources, policies, denials } = runFunctions({ ...ground, ...services }, options);
  const { deployment, clock, server, place } = ground;
  const { messaging, slack, github, msteams, webhooks, secrets, logs, topics } = services;
  const invoke = createAsyncInvoker({ deployment, functions, messaging, onProgress: place.onProgress });
  const schedules = createSchedules({ ...place, deployment, clock, invoke, messaging });
  closers.push(schedules.stop);
  const shown = {
    ...{ clock, slack, github, msteams, webhooks },
    waitUntilIdle: createIdleWait({ functions, schedules, sources, messaging }),
    topicMessages: topics.messages,
    queues: () => messaging.view(),
    unusedGrants: () => policies.unusedGrants(),
    denials: () => denials,
  };
  const control = createControl({
    ...shown,
    logs,
    capacity: services.capacity,
    deliveries: () => readDeliveries(services.tables, services.dynamoDb),
    outputs: () => deployment.outputs(),
    runDueSchedules: schedules.runDue,
  });
  const api = createHttpApi({ ...place, deployment, functions, clock });
  server.serve((incoming, outgoing) =>
    (incoming.url ?? '').startsWith(CONTROL_PREFIX) ? control(incoming, outgoing) : api(incoming, outgoing),
  );
  sources.start();
  place.onProgress(`ready at ${server.url}`);
  return {
    ...shown,
    url: server.url,
    outputs: deployment.outputs(),
    secret: (id) => secrets.find(id),
    invoke: (nameOrArn, event) => functions.invoke(nameOrArn, event),
    killFunction: (nameOrArn) => functions.kill(nameOrArn),
    logs: logs.read,
  };
}

/** The addresses of this machine, and the templates resolved with them. */
async function layGround(options: LocalCloudOptions, closers: Closers) {
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
  return { assembly, server, proxy, place, attributes, deployment, clock: keepClock(dataFolder), closers };
}

/** What functions call: the embedded AWS services, and the fakes of Slack, GitHub and Teams. */
async function startServices(ground: Ground, options: LocalCloudOptions) {
  const { deployment, place, server, clock, attributes, closers } = ground;
  const { dataFolder } = place;
  const logs = createFunctionLogs(dataFolder);
  const topics = createTopicLog(dataFolder);
  const database = await startDynamoDb({ dataFolder });
  closers.push(database.stop);
  const dynamoDb: AwsClient = createAwsClient(database.endpoint, REGION);
  closers.push(dynamoDb.close);
  const [tables, messaging] = await Promise.all([
    createTables(deployment, dynamoDb),
    Messaging.start({ ...place, deployment, onTopicMessage: topics.add }),
  ]);
  closers.push(() => messaging.stop());
  place.onProgress(`${tables.length} tables, ${messaging.queues().length} queues`);
  const secrets = new LocalSecrets({
    deployment,
    dataFolder,
    overrides: options.secrets ?? {},
    arnOfResource: (resource) => String(attributes(resource, undefined)),
  });
  const app = { url: server.url, signingSecret: () => secrets.find(SIGNING_SECRET) ?? '' };
  const slack = new FakeSlack({ now: clock.now, dataFolder, app });
  const github = new FakeGithub({ now: clock.now, dataFolder });
  const msteams = new FakeMsTeams();
  const webhooks = new FakeWebhooks({ now: clock.now });
  const capacity = createCapacityMeter();
  return { logs, topics, database, dynamoDb, tables, messaging, secrets, slack, github, msteams, webhooks, capacity };
}

/** The functions with their roles, and what feeds them; from here on their calls are answered. */
function runFunctions(cloud: Ground & Services, options: LocalCloudOptions) {
  const { deployment, place, server, proxy, messaging, secrets, database } = cloud;
  const isRealSlack = Boolean(process.env['SLACK_BOT_TOKEN']);
  const isRealGithub = Boolean(process.env['GITHUB_ISSUES_TOKEN']);
  const environment = {
    ...(!isRealSlack && { SLACK_API_URL: `${server.url}/__local/slack/api/` }),
    ...(!isRealGithub && { GITHUB_API_URL: `${server.url}/__local/github/api` }),
    WEBHOOK_LOCAL_URL: `${server.url}/__local/webhooks/post`,
    MSTEAMS_LOCAL_URL: `${server.url}/__local/msteams/post`,
    ...options.env,
  };
  const functions = new LocalFunctions({ ...cloud, ...place, awsUrl: proxy.url, environment });
  const policies = new IamPolicies(deployment, [...functions.list(), ...scheduleCallers(deployment)]);
  checkPlatformPermissions({ deployment, functions, policies });
  const sources = createEventSources({ ...cloud, ...place, functions });
  cloud.closers.push(async () => {
    const ended = sources.stop();
    await functions.stop();
    await ended;
  });
  const denials: Denial[] = [];
  proxy.connect({
    dynamoDbEndpoint: database.endpoint,
    policies,
    arns: { ...place, secretArn: (id) => secrets.arnOf(id) },
    messaging: (request) => messaging.handle(request),
    capacity: cloud.capacity,
    secrets: (operation, input) => secrets.handle(operation, input),
    onTableWrite: sources.wakeStreams,
    onDenial: (denial) => {
      denials.push(denial);
      place.onProgress(`${denial.functionName} was denied ${denial.action} on ${denial.resource}`);
    },
  });
  return { functions, sources, policies, denials };
}

// A clock that jumped back at a restart would make deadlines of the kept data lie in the future again.
function keepClock(dataFolder: string | undefined): LocalClock {
  const file = dataFolder && join(dataFolder, 'clock-offset-ms');
  const clock = createClock(file && existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  if (file) clock.onMove(() => writeFileSync(file, String(clock.offsetMs())));
  return clock;
}
