import type { Message, Stage } from './story-stage.ts';

const DAY = 86_400_000;
const MINUTES = 60_000;

interface Migration {
  readonly consumer: string;
  readonly deadline: string;
  readonly dueAt?: string;
  readonly state: { readonly name: string };
}

/**
 * From the announcement to the release, in virtual time: one team answers, asks for time and proves that it has
 * migrated; the other one is silent, is reminded, overdue and escalated. The gate follows.
 */
export async function followThrough(stage: Stage, subject: string): Promise<void> {
  const gate = ['can-i-deploy', '--subject', subject, '--version', '2', '--to-environment', 'production'];
  await acknowledge(stage);
  await extend(stage);
  await remind(stage);
  await passDeadline(stage);

  stage.say('\n10. The payments team asks whether version 2 may go live. fraud still has its time; churn’s is over:');
  const closed = await stage.shown('payments', gate);
  stage.expect(
    'the gate is closed by fraud alone',
    closed.code === 1 && /fraud/.test(closed.output) && !/churn .*holds/.test(closed.output),
  );

  stage.say('\n11. CI of fraud-ml deploys v8, which reads version 2. No click needed, the deployment proves it:');
  const proof = ['--consumer', 'fraud', '--consumer-version', 'v8', '--reads', `${subject}@2`];
  const deployed = await stage.shown('fraud-ml', ['record-deployment', ...proof, '--environment', 'production']);
  await stage.settle();
  const [fraud] = await migrations(stage, 'fraud');
  stage.expect('its migration is proven', deployed.code === 0 && fraud?.state.name === 'migrated');

  stage.say('\n12. The gate again, and the release:');
  const open = await stage.shown('payments', gate);
  stage.expect('the gate is open', open.code === 0);
  const release = ['record-deployment', '--subject', subject, '--version', '2', '--environment', 'production'];
  const live = await stage.shown('payments', release);
  await stage.settle();
  const [told] = await firstMessages(stage, '#fraud-ml');
  const loud = (await stage.messages('#growth-ml')).at(-1);
  for (const message of [told, loud]) if (message) stage.show(message);
  stage.expect(
    'version 2 is live, and the first message says so',
    live.code === 0 && /live since/.test(told?.text ?? ''),
  );
  stage.expect(
    'growth-ml, which has not migrated, is alerted that churn breaks now',
    /breaks? now/i.test(loud?.text ?? '') && /churn/.test(loud?.text ?? ''),
  );
}

async function acknowledge(stage: Stage): Promise<void> {
  stage.say('\n6. Ann of fraud-ml presses “We’ll handle it”.');
  await stage.press('U0ANN', '#fraud-ml', 'answer.acknowledge');
  const [first] = await firstMessages(stage, '#fraud-ml');
  stage.expect(
    'the thread says who',
    (await threadOf(stage, '#fraud-ml')).some(({ text }) => /U0ANN.* will handle it/.test(text)),
  );
  stage.expect('and the first message shows it', /will handle it/.test(first?.text ?? ''));
}

async function extend(stage: Stage): Promise<void> {
  const [fraud] = await migrations(stage, 'fraud');
  const until = new Date(Date.parse(fraud?.deadline ?? '') + 7 * DAY).toISOString().slice(0, 10);
  stage.say(`\n7. She needs a week more, until ${until}, and says why. It lies within the subject’s allowance.`);
  await stage.press('U0ANN', '#fraud-ml', 'answer.extend');
  await stage.submit('U0ANN', { models: ['fraud'], until, reason: 'no deployments before the holidays' });
  const granted = (await threadOf(stage, '#fraud-ml')).find(({ text }) => /granted/.test(text));
  if (granted) stage.show(granted);
  const [moved] = await migrations(stage, 'fraud');
  stage.expect(
    'it is granted at once, with the new date',
    moved?.state.name === 'granted' && moved.deadline.startsWith(until),
  );
}

async function remind(stage: Stage): Promise<void> {
  const [churn] = await migrations(stage, 'churn');
  const due = churn?.dueAt ?? stage.now();
  const days = Math.round((Date.parse(churn?.deadline ?? due) - Date.parse(due.slice(0, 10))) / DAY);
  stage.say(`\n8. growth-ml says nothing. ${days} days before its date, at the beginning of a working day:`);
  await passTo(stage, churn?.dueAt);
  const reminder = (await threadOf(stage, '#growth-ml')).find(({ text }) => /Reminder/.test(text));
  if (reminder) stage.show(reminder);
  stage.expect('it is reminded in the thread', reminder !== undefined);
}

async function passDeadline(stage: Stage): Promise<void> {
  stage.say('\n9. The date passes.');
  for (
    let [churn] = await migrations(stage, 'churn');
    churn?.state.name === 'notified';
    [churn] = await migrations(stage, 'churn')
  )
    await passTo(stage, churn.dueAt);
  // A message that is late goes out when the team works again, at the latest after a long weekend.
  for (let days = 0; days < 4 && (await stage.messages('#growth-on-call')).length === 0; days++)
    await passTo(stage, new Date(Date.parse(stage.now()) + DAY).toISOString());
  const missed = (await threadOf(stage, '#growth-ml')).find(({ text }) => /Overdue/.test(text));
  const [escalated] = await stage.messages('#growth-on-call');
  for (const message of [missed, escalated]) if (message) stage.show(message);
  stage.expect('churn is overdue, and its team is notified', missed !== undefined);
  stage.expect('the team’s on-call hears of it too', escalated !== undefined);
}

/** To a due moment; then to the run of the sweep that sends what the one before gathered. */
async function passTo(stage: Stage, moment: string | undefined): Promise<void> {
  if (moment === undefined) return;
  for (const minutes of [1, 20, 40])
    await stage.advanceTo(new Date(Date.parse(moment) + minutes * MINUTES).toISOString());
}

async function migrations(stage: Stage, consumer: string): Promise<readonly Migration[]> {
  const ran = await stage.forewarn('payments', ['migrations', '--consumer', consumer, '--format', 'json']);
  return (JSON.parse(ran.output || '{}') as { readonly items?: readonly Migration[] }).items ?? [];
}

const firstMessages = async (stage: Stage, channel: string): Promise<readonly Message[]> =>
  (await stage.messages(channel)).filter(({ threadTs }) => threadTs === undefined);
const threadOf = async (stage: Stage, channel: string): Promise<readonly Message[]> =>
  (await stage.messages(channel)).filter(({ threadTs }) => threadTs !== undefined);
