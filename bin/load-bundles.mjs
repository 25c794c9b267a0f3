// Loads each deployed bundle once in the Node that runs this, as the gate does under the deployed runtime's version.
import { readdirSync } from 'node:fs';

for (const name of [
  'TABLE_NAME',
  'AUDIT_TABLE_NAME',
  'BOOTSTRAP_SECRET_ARN',
  'SLACK_SECRET_ARN',
  'SLACK_SIGNING_SECRET_ARN',
  'GITHUB_SECRET_ARN',
  'TOPIC_ARN',
  'REGISTRY_URL',
])
  process.env[name] = 'arn:aws:x:eu-west-1:000000000000:x';
for (const name of ['PLAN_QUEUE_URL', 'SLACK_QUEUE_URL', 'SNS_QUEUE_URL', 'GITHUB_QUEUE_URL', 'INTERACTIONS_QUEUE_URL'])
  process.env[name] = 'https://sqs.invalid/0/x';
process.env['AWS_REGION'] = 'eu-west-1';
process.env['OIDC_ISSUERS'] = '[]';

const folder = new URL('../dist/lambdas/', import.meta.url);
const names = readdirSync(folder);
for (const name of names) {
  const { handler } = await import(new URL(`${name}/index.mjs`, folder).href);
  if (typeof handler !== 'function') throw new Error(`${name} exports no handler`);
}
console.log(`${names.length} bundles load under Node ${process.version}`);
