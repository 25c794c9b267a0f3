import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildHandlers } from '../lib/infra/build-handlers.ts';
import { OPTIONAL_CHANNELS } from '../lib/infra/functions.ts';
import { ServiceStack } from '../lib/infra/service-stack.ts';
import { readSettings } from '../lib/infra/settings.ts';
import { StatefulStack } from '../lib/infra/stateful-stack.ts';

const LAMBDAS = 'dist/lambdas';

// The command line hands over cdk.json itself; whoever runs this file without it gets the same templates.
const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
const app = new App({ context });
const settings = readSettings((name) => app.node.tryGetContext(name));
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
if (settings.bundle === undefined) await buildHandlers(LAMBDAS);
const stateful = new StatefulStack(app, 'Stateful', {
  stackName: `forewarn-${settings.stage}-stateful`,
  description: 'Forewarn: data, events topic and secrets',
  stage: settings.stage,
  watch: settings.watch !== undefined,
  channels: OPTIONAL_CHANNELS.filter((kind) => settings.outgoingHosts[kind] !== undefined),
});
new ServiceStack(app, 'Service', {
  stackName: `forewarn-${settings.stage}-service`,
  description: 'Forewarn: API, functions, queues and alarms',
  settings,
  stateful,
  code: (name) => Code.fromAsset(settings.bundle ?? join(LAMBDAS, name)),
});
app.synth();
