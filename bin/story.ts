import type { LocalCloud } from '../lib/local/local-cloud.ts';
import { followThrough } from './story-follow-through.ts';
import { Stage } from './story-stage.ts';
import { BOOTSTRAP_SECRET } from './synthesise.ts';

const SUBJECT = 'payments.transaction-authorized';
const FOLDER = 'examples/transactions';

/**
 * One breaking change from its pull request to its release, by the real command line against the running system. Answers
 * whether every step happened; each says what it saw.
 */
export async function playStory(cloud: LocalCloud, say: (line: string) => void): Promise<boolean> {
  const stage = await playAnnouncement(cloud, say);
  await followThrough(stage, SUBJECT);
  return stage.happened;
}

/** The story until the owners have been notified, and nobody has answered yet. */
export async function playAnnouncement(cloud: LocalCloud, say: (line: string) => void): Promise<Stage> {
  const stage = new Stage(cloud, say);
  await setUpTeams(stage);
  await publishFirst(stage);
  await subscribeModels(stage);
  await checkBreaking(stage);
  await publishBreaking(stage);
  await publishRefactoring(stage);
  return stage;
}

async function setUpTeams(stage: Stage): Promise<void> {
  stage.say('\n0. An administrator makes four teams, and gives payments the prefix `payments`.');
  const admin = stage.cloud.secret(BOOTSTRAP_SECRET) ?? '';
  stage.tokens.set('admin', admin);
  const teams = {
    payments: 'read,publish',
    'fraud-ml': 'read,subscribe',
    'growth-ml': 'read,subscribe',
    'finance-ml': 'read,subscribe',
  };
  for (const [team, verbs] of Object.entries(teams)) {
    await stage.forewarn('admin', ['teams', 'create', team]);
    const created = await stage.forewarn('admin', [
      ...['tokens', 'create', '--team', team, '--verbs', verbs],
      ...['--description', `${team}'s CI`, '--format', 'json'],
    ]);
    stage.tokens.set(team, tokenIn(created.output));
  }
  const granted = await stage.forewarn('admin', ['teams', 'grant-prefix', 'payments', 'payments']);
  stage.expect(
    'the teams have tokens',
    granted.code === 0 && [...stage.tokens.values()].every((token) => token !== ''),
  );
}

async function publishFirst(stage: Stage): Promise<void> {
  stage.say('\n1. CI of the payments team publishes version 1: `category` is an integer.');
  const ran = await stage.shown('payments', ['publish', '--subject', SUBJECT, `${FOLDER}/v1.json`]);
  stage.expect('version 1 is live', ran.code === 0);
  const channel = ['policy', 'set', '--subject', SUBJECT, '--channel', '#payments-data'];
  stage.expect('its owners have a channel', (await stage.shown('payments', channel)).code === 0);
}

async function subscribeModels(stage: Stage): Promise<void> {
  stage.say('\n2. Three teams subscribe their models, each from a file in its own repository.');
  for (const [team, model] of [
    ['fraud-ml', 'fraud'],
    ['growth-ml', 'churn'],
    ['finance-ml', 'revenue'],
  ] as const) {
    const ran = await stage.shown(team, ['apply', `${FOLDER}/${model}.consumer.yaml`]);
    stage.expect(`${team} is subscribed`, ran.code === 0);
  }
  stage.say('   Two of them say who may answer in Slack, and one where it wants to hear of what nobody answered.');
  const people = await stage.shown('fraud-ml', ['teams', 'settings', 'fraud-ml', '--slack-users', 'U0ANN']);
  const onCall = ['--slack-users', 'U0CARL', '--escalation', '#growth-on-call'];
  const escalation = await stage.shown('growth-ml', ['teams', 'settings', 'growth-ml', ...onCall]);
  stage.expect('both are set', people.code === 0 && escalation.code === 0);
}

async function checkBreaking(stage: Stage): Promise<void> {
  stage.say('\n3. In a pull request, `category` becomes a string. CI checks it first:');
  const ran = await stage.shown('payments', ['check', '--subject', SUBJECT, `${FOLDER}/v2-category-as-text.json`]);
  stage.expect(
    'the check fails and names both models',
    ran.code === 1 && /fraud/.test(ran.output) && /churn/.test(ran.output),
  );
  stage.expect('it does not accuse the model that reads no category', !/revenue-forecast/.test(ran.output));
}

async function publishBreaking(stage: Stage): Promise<void> {
  stage.say('\n4. The team announces it, with a manifest: it is proposed, not live.');
  const change = [`${FOLDER}/v2-category-as-text.json`, '--manifest', `${FOLDER}/change.md`];
  const ran = await stage.shown('payments', ['publish', '--subject', SUBJECT, ...change]);
  stage.expect('version 2 is proposed', ran.code === 0 && /proposed/.test(ran.output));
  await stage.settle();
  const messages = await stage.messages();
  for (const channel of ['#fraud-ml', '#growth-ml']) {
    const told = messages.find((message) => message.channel === channel);
    if (told) stage.show(told);
    stage.expect(`${channel} reads what changes and by when`, told !== undefined && /category/.test(told.text));
  }
  stage.expect(
    '#finance-ml hears nothing',
    messages.every(({ channel }) => channel !== '#finance-ml'),
  );
  const events = stage.cloud
    .topicMessages()
    .filter(({ message }) => message.includes('dev.forewarn.change.announced.v1'));
  stage.expect('SNS carries the same to both teams', events.length === 2);
}

async function publishRefactoring(stage: Stage): Promise<void> {
  stage.say(
    '\n5. Meanwhile a refactoring of the old shape goes out: `$ref` extracted, `enum` rewritten, nothing changed.',
  );
  const before = (await stage.messages()).length;
  const ran = await stage.shown('payments', ['publish', '--subject', SUBJECT, `${FOLDER}/v3-refactored.json`]);
  stage.expect('version 3 is live at once', ran.code === 0 && /active/.test(ran.output));
  await stage.settle();
  stage.expect('it notifies nobody', (await stage.messages()).length === before);
}

function tokenIn(json: string): string {
  const { result } = JSON.parse(json || '{}') as { readonly result?: { readonly token?: string } };
  return result?.token ?? '';
}
