import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Alarms } from './constructs/alarms.ts';
import { Handler } from './constructs/handler.ts';
import { OperationsDashboard } from './constructs/operations-dashboard.ts';
import { OutgoingChannel } from './constructs/outgoing-channel.ts';
import { DeadLetters } from './constructs/queues.ts';
import { RegistryApi } from './constructs/registry-api.ts';
import { RegistryWatch } from './constructs/registry-watch.ts';
import { Schedule } from './constructs/schedule.ts';
import { ServiceMetrics } from './constructs/service-metrics.ts';
import { makeWorkQueues, type WorkQueues } from './constructs/work-queues.ts';
import {
  FUNCTION_NAMES,
  type FunctionName,
  OPTIONAL_CHANNELS,
  type OptionalChannel,
  WATCH_FUNCTION,
} from './functions.ts';
import { ROUTES } from './generated/routes.ts';
import { SLACK_ROUTES } from './routes.ts';
import type { Settings } from './settings.ts';
import type { StatefulStack } from './stateful-stack.ts';

export interface ServiceStackProps extends StackProps {
  readonly settings: Settings;
  readonly stateful: StatefulStack;
  /** The bundle of a function. */
  readonly code: (name: FunctionName) => Code;
}

/** The stack that can be thrown away and deployed again: functions, queues, the API, the schedule, the alarms. */
export class ServiceStack extends Stack {
  private readonly alarms: Alarms;
  private readonly handlers: Readonly<Record<DeployedName, Handler>>;
  private readonly stateful: StatefulStack;
  private readonly stage: string;

  constructor(scope: Construct, id: string, props: ServiceStackProps) {
    super(scope, id, props);
    const { settings, stateful } = props;
    this.stateful = stateful;
    this.stage = settings.stage;
    this.alarms = new Alarms(this, 'Alarms', {
      stage: settings.stage,
      ...(settings.operationsEmail === undefined ? {} : { email: settings.operationsEmail }),
    });
    this.handlers = this.makeHandlers(props.code);
    const api = this.makeApi(settings);
    const queues = makeWorkQueues(this, { stage: this.stage, alarms: this.alarms });
    this.connectSignIn(settings);
    this.connectRoutes(api);
    const streamDeadLetters = this.connectPlanning(api, queues);
    this.connectDelivery(api, queues);
    this.connectSlack(api, queues);
    this.connectKillSwitches(settings);
    const sweepDeadLetters = this.connectSweep(queues);
    const outgoing = this.addOutgoing(props, api);
    const watch = this.watchRegistry(props);
    const metrics = new ServiceMetrics(this, 'Metrics', {
      stage: settings.stage,
      alarms: this.alarms,
      forwardChanges: this.handlers['forward-changes'],
      sweepDeadlines: this.handlers['sweep-deadlines'],
    });
    new OperationsDashboard(this, 'Dashboard', {
      stage: settings.stage,
      alarms: this.alarms,
      api,
      handlers: [...Object.values(this.handlers), ...[...watch, ...outgoing].map(({ handler }) => handler)],
      queues: [...Object.values(queues), ...outgoing.map(({ queue }) => queue)],
      deadLetters: [
        ...Object.values(queues).map((queue) => queue.deadLetters),
        streamDeadLetters,
        sweepDeadLetters,
        ...outgoing.map(({ queue }) => queue.deadLetters),
        ...watch.map(({ deadLetters }) => deadLetters),
      ],
      metrics,
    });
    new CfnOutput(this, 'ApiUrl', { value: api.api.apiEndpoint, description: 'FOREWARN_URL for the command line' });
    new CfnOutput(this, 'EventsTopicArn', { value: stateful.events.topic.topicArn });
    new CfnOutput(this, 'OperationsTopicArn', { value: this.alarms.topic.topicArn });
  }

  private makeHandlers(code: (name: FunctionName) => Code): Record<DeployedName, Handler> {
    const made = FUNCTION_NAMES.filter(isAlwaysThere).map(
      (name) =>
        [name, new Handler(this, name, { name, stage: this.stage, alarms: this.alarms, code: code(name) })] as const,
    );
    return Object.fromEntries(made) as Record<DeployedName, Handler>;
  }

  private makeApi(settings: Settings): RegistryApi {
    const api = new RegistryApi(this, 'Api', {
      stage: settings.stage,
      alarms: this.alarms,
      authorizer: this.handlers.authorizer,
      ...(settings.registryUrl === undefined ? {} : { registryUrl: settings.registryUrl }),
    });
    for (const [name, routes] of Object.entries(ROUTES)) api.serve(this.handlers[name as keyof typeof ROUTES], routes);
    api.serveSigned(
      this.handlers['slack-interactions'],
      SLACK_ROUTES['slack-interactions'],
      "The function verifies Slack's signature over the body, which an authorizer does not see.",
    );
    api.serveTheRest(this.handlers['not-found']);
    return api;
  }

  private connectSignIn(settings: Settings): void {
    const { authorizer, administration } = this.handlers;
    this.stateful.registry.grant(authorizer, ['GetItem']);
    this.stateful.bootstrapToken.grantRead(authorizer);
    // Identities are mapped by administration, which refuses those of an issuer that nobody could sign in with.
    for (const handler of [authorizer, administration]) handler.setting('OIDC_ISSUERS', settings.oidcIssuers);
  }

  private connectRoutes(api: RegistryApi): void {
    const { registry, audit } = this.stateful;
    const { announcements, administration, consumers, deployments, subjects } = this.handlers;
    const register = this.handlers['register-schema'];
    const check = this.handlers['check-compatibility'];
    // UpdateItem and DeleteItem: what is kept for an Idempotency-Key is completed, or taken back after a failure.
    const writing = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'] as const;
    registry.grant(check, ['GetItem', 'Query']);
    for (const handler of [register, subjects, consumers, deployments]) registry.grant(handler, [...writing, 'Query']);
    // A token or an identity is made only while its team is there; what a team was not told is sent where it escalates to now.
    registry.grant(administration, [...writing, 'Query', 'ConditionCheckItem']);
    for (const handler of [register, subjects, consumers, deployments, announcements, administration])
      audit.grantAppend(handler);
    // A publish, and what foretells it, asks of what readers of the subject were notified before.
    for (const handler of [register, check, subjects, consumers, deployments, administration])
      registry.grantIndex(handler, 'listing');
    // An answer lands only while its announcement stays as it was read.
    registry.grant(announcements, [...writing, 'Query', 'ConditionCheckItem']);
    audit.grantHistory(announcements);
    for (const handler of [register, check, subjects, consumers, deployments, administration]) api.grantUrl(handler);
  }

  private connectPlanning(api: RegistryApi, queues: WorkQueues): DeadLetters {
    const forward = this.handlers['forward-changes'];
    const plan = this.handlers['plan-notifications'];
    const deadLetters = new DeadLetters(this, 'StreamDeadLetters', {
      name: 'stream',
      stage: this.stage,
      alarms: this.alarms,
      meaning: 'Changes of the table could not be forwarded to the queues.',
    });
    this.stateful.registry.streamTo(forward, deadLetters);
    for (const queue of [queues.plan, queues.slack, queues.github, queues.sns]) queue.grantSend(forward);
    queues.plan.consumedBy(plan, { batchSize: 1 });
    queues.plan.grantSend(plan);
    this.stateful.registry.grant(plan, ['GetItem', 'Query', 'PutItem']);
    this.stateful.audit.grantAppend(plan);
    api.grantUrl(plan);
    return deadLetters;
  }

  private connectDelivery(api: RegistryApi, queues: WorkQueues): void {
    const slack = this.handlers['deliver-slack'];
    const github = this.handlers['deliver-github'];
    const sns = this.handlers['deliver-sns'];
    // One at a time, so that a wait for one message does not count as a receive of those behind it.
    queues.slack.consumedBy(slack, { batchSize: 1, maxConcurrency: 5 });
    queues.slack.grantPostpone(slack);
    this.stateful.slackToken.grantRead(slack);
    // GitHub asks its writers not to be many at once; two are the fewest that Lambda takes.
    queues.github.consumedBy(github, { batchSize: 1, maxConcurrency: 2 });
    queues.github.grantPostpone(github);
    this.stateful.githubToken.grantRead(github);
    queues.sns.consumedBy(sns, { batchSize: 10 });
    this.stateful.events.grantPublish(sns);
    // A channel that takes a test again is sent what it had not taken, which is found by the model.
    for (const handler of [slack, github]) this.stateful.registry.grantIndex(handler, 'listing');
    for (const handler of [slack, github, sns]) {
      this.stateful.registry.grant(handler, ['GetItem', 'Query', 'PutItem']);
      // Who was notified, and who was not, is audited: gates rest on it.
      this.stateful.audit.grantAppend(handler);
      api.grantUrl(handler);
    }
  }

  /** The acts of people in Slack: taken at the edge, answered behind the queue. */
  private connectSlack(api: RegistryApi, queues: WorkQueues): void {
    const { registry, audit, slackToken, slackSigning } = this.stateful;
    const edge = this.handlers['slack-interactions'];
    const worker = this.handlers['answer-interactions'];
    slackSigning.grantRead(edge);
    queues.interactions.grantSend(edge);
    registry.grant(edge, ['GetItem', 'Query']);
    queues.interactions.consumedBy(worker, { batchSize: 1 });
    registry.grant(worker, ['GetItem', 'Query', 'PutItem', 'ConditionCheckItem']);
    registry.grantIndex(worker, 'listing');
    audit.grantAppend(worker);
    for (const handler of [edge, worker]) slackToken.grantRead(handler);
    api.grantUrl(worker);
  }

  /** Exactly the topics that were named, and nothing if none was. */
  private connectKillSwitches({ killSwitchTargets: targets }: Settings): void {
    if (!targets) return;
    const { consumers } = this.handlers;
    const publisher = this.handlers['deliver-sns'];
    publisher.allow(['sns:Publish'], ...new Set(Object.values(targets)));
    // The one publishes there, the other refuses a target that nobody allowed.
    for (const handler of [publisher, consumers]) handler.setting('KILL_SWITCH_TARGETS', JSON.stringify(targets));
  }

  /** None, unless their hosts are allowed. */
  private addOutgoing({ settings, code }: ServiceStackProps, api: RegistryApi): readonly OutgoingChannel[] {
    const { stage, alarms } = this;
    const { registry, audit, outgoing } = this.stateful;
    const senders = [this.handlers['forward-changes'], this.handlers['sweep-deadlines']];
    const there = OPTIONAL_CHANNELS.flatMap((kind) => {
      const [hosts, secret] = [settings.outgoingHosts[kind], outgoing[kind]];
      return hosts && secret ? [{ kind, hosts, secret }] : [];
    });
    // Where models are given channels, it refuses one that is not there.
    if (there.length > 0) this.handlers.consumers.setting('OPTIONAL_CHANNELS', there.map(({ kind }) => kind).join(','));
    return there.map((channel) => {
      const shared = { stage, alarms, registry, audit, api, senders, code: code(`deliver-${channel.kind}`) };
      return new OutgoingChannel(this, ID_OF[channel.kind], { ...shared, ...channel });
    });
  }

  /** None, unless a registry is named. */
  private watchRegistry({ settings, code }: ServiceStackProps): readonly RegistryWatch[] {
    const { registry, audit, watchPassword } = this.stateful;
    if (!settings.watch || !watchPassword) return [];
    const { stage, alarms } = this;
    return [
      new RegistryWatch(this, 'Watch', {
        stage,
        alarms,
        code: code(WATCH_FUNCTION),
        watch: settings.watch,
        registry,
        audit,
        password: watchPassword,
      }),
    ];
  }

  private connectSweep(queues: WorkQueues): DeadLetters {
    const handler = this.handlers['sweep-deadlines'];
    // Query: an ended hold looks at all models of its announcement.
    this.stateful.registry.grant(handler, ['GetItem', 'PutItem', 'Query']);
    this.stateful.registry.grantIndex(handler, 'due');
    // After an upgrade it looks through all subjects for what an older engine judged.
    this.stateful.registry.grantIndex(handler, 'listing');
    this.stateful.audit.grantAppend(handler);
    for (const queue of [queues.plan, queues.slack, queues.github, queues.sns]) queue.grantSend(handler);
    const deadLetters = new DeadLetters(this, 'SweepDeadLetters', {
      name: 'sweep',
      stage: this.stage,
      alarms: this.alarms,
      meaning: 'A sweep of the deadlines failed; the next one takes its place.',
    });
    new Schedule(this, 'SweepSchedule', { stage: this.stage, handler, deadLetters, expression: 'rate(15 minutes)' });
    return deadLetters;
  }
}

/** Those that are there only if a registry is watched, or a channel's hosts are allowed. */
type OptionalName = typeof WATCH_FUNCTION | `deliver-${OptionalChannel}`;
type DeployedName = Exclude<FunctionName, OptionalName>;
const OPTIONAL: ReadonlySet<string> = new Set([WATCH_FUNCTION, ...OPTIONAL_CHANNELS.map((kind) => `deliver-${kind}`)]);
const isAlwaysThere = (name: FunctionName): name is DeployedName => !OPTIONAL.has(name);
const ID_OF: Readonly<Record<OptionalChannel, string>> = { msteams: 'MsTeams', webhook: 'Webhook' };
