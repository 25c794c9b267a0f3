import { beforeEach, describe, expect, it } from 'vitest';
import { answerInSlack } from '../../../lib/application/answering/answer-in-slack.ts';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import type { AnswerOutcome } from '../../../lib/application/answering/move-by-answer.ts';
import { openForm } from '../../../lib/application/answering/open-form.ts';
import { runSlashCommand } from '../../../lib/application/answering/slash-command.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import type { Press, Submission } from '../../../lib/domain/interaction/interaction.ts';
import { ScriptedDirectory } from '../../fakes/scripted-directory.ts';
import { producer, SUBJECT, transaction, World } from '../world.ts';

const NEVER = () => new Promise<void>(() => undefined);
const LATER = '2026-11-21T09:00:00.000Z';
let world: World;
let directory: ScriptedDirectory;
let id: string;
let measured: AnswerOutcome[];
const ports = () => ({
  ...world,
  directory,
  forms: directory,
  registry: { url: 'https://registry.example.com' },
  patience: NEVER,
  measure: (outcomes: readonly AnswerOutcome[]) => void measured.push(...outcomes),
});

beforeEach(async () => {
  world = new World();
  measured = [];
  directory = new ScriptedDirectory();
  directory.groups.set('SML', ['U0ANN', 'U0BOB']);
  await world.store.ensure([
    {
      put: 'team',
      item: { name: 'ml', prefixes: [], slack: { users: ['U0CEM'], group: 'SML' }, createdAt: LATER, revision: 1 },
    },
    {
      put: 'team',
      item: { name: 'payments', prefixes: [], slack: { users: ['U0PAY'] }, createdAt: LATER, revision: 1 },
    },
  ]);
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  await world.subscribe('churn', ['/category'], { team: 'ml' });
  const published = await world.publish(transaction({ category: { type: 'string' } }), { sunset: '2026-12-08' });
  id = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(id);
});

const about = (consumers: readonly string[] = ['fraud', 'churn']) => ({
  announcement: id,
  team: 'ml',
  seen: '2026-11-20T09:00:00.000Z',
  consumers,
});
const press = (more: Partial<Press> = {}): Press => ({
  kind: 'press',
  answer: 'acknowledge',
  about: about(),
  user: 'U0ANN',
  at: world.clock.now(),
  ...more,
});
const submission = (more: Partial<Submission>): Submission => ({
  kind: 'submission',
  answer: 'extend',
  about: about(),
  user: 'U0ANN',
  at: world.clock.now(),
  reason: 'freeze',
  ...more,
});
const answer = (act: Press | Submission) => answerInSlack(act, ports());
const states = async () =>
  Object.fromEntries((await world.migrations(id)).map(({ consumer, state }) => [consumer, state.name]));
const FAR = '2027-01-26';

describe('an answer in Slack', () => {
  it.each(['U0ANN', 'U0CEM'])('is taken from %s, a member of the team', async (user) => {
    expect(await answer(press({ user }))).toBe(`*churn and fraud*: <@${user}> will handle it.`);
    expect(await states()).toEqual({ fraud: 'acknowledged', churn: 'acknowledged' });
  });
  it('is measured from the publish, as a team’s first word', async () => {
    await answer(press({ user: 'U0ANN' }));
    expect(measured).toHaveLength(2);
    for (const outcome of measured) expect(outcome).toMatchObject({ secondsSincePublish: expect.any(Number) });
  });
  it('is refused to anybody else, who is told who may and how', async () => {
    const told = await answer(press({ user: 'U0EVE' }));
    expect(told).toContain('Only members of team ml, whose models these are, can answer this: <!subteam^SML>.');
    expect(told).toContain('forewarn teams settings ml --slack-users');
    expect(await states()).toEqual({ fraud: 'notified', churn: 'notified' });
  });
  it('is refused, with the reason, where Slack does not tell who is in the group', async () => {
    directory.groups.set('SML', 'unknown');
    expect(await answer(press())).toContain('Slack does not tell me who is in SML');
  });
  it('waits for Slack where it gives no answer about a group', async () => {
    directory.isDown = true;
    await expect(answer(press())).rejects.toThrow('Slack gave no answer');
    expect(await states()).toEqual({ fraud: 'notified', churn: 'notified' });
  });
  it('that is delivered again is told as done, not as somebody’s who was faster', async () => {
    const act = press();
    const first = await answer(act);
    const entries = world.store.auditEntries.length;
    expect(await answer(act)).toBe(first);
    expect(world.store.auditEntries).toHaveLength(entries);
  });
  it('for more time that is delivered again is told as done, too', async () => {
    const act = submission({ until: '2026-12-15' });
    expect(await answer(act)).toContain('has time until');
    expect(await answer(act)).toContain('has time until');
  });
  it('tells the second of two who was first', async () => {
    await answer(press());
    expect(await answer(press({ user: 'U0BOB' }))).toBe(
      '*churn and fraud*: not taken: <@U0ANN> acknowledged it already.',
    );
  });
  it('does not overrule what somebody else said since the message was worded', async () => {
    world.clock.set(LATER);
    await answer(press());
    const told = await answer(submission({ answer: 'not-affected', user: 'U0BOB', reason: 'we drop it' }));
    expect(told).toBe(
      '*churn and fraud*: somebody was faster: <@U0ANN> will handle it. Answer again if it should be otherwise.',
    );
    expect(await states()).toEqual({ fraud: 'acknowledged', churn: 'acknowledged' });
  });
  it('holds for the models that stayed ticked', async () => {
    await answer(submission({ answer: 'object', about: about(['churn']) }));
    expect(await states()).toEqual({ fraud: 'notified', churn: 'objected' });
  });
  it('leaves alone what is closed while something is open', async () => {
    await answer(submission({ answer: 'not-affected', about: about(['churn']) }));
    await answer(press());
    expect(await states()).toEqual({ fraud: 'acknowledged', churn: 'not-affected' });
  });
  it('about more time is the producer’s to decide, in Slack as elsewhere', async () => {
    await answer(submission({ until: FAR }));
    expect(await answer(submission({ answer: 'grant' }))).toContain(
      'Only members of team payments, which owns the subject',
    );
    const granted = submission({ answer: 'grant', user: 'U0PAY', about: about(['fraud']) });
    expect(await answer(granted)).toContain('granted by <@U0PAY>');
    const denied = submission({ answer: 'deny', user: 'U0PAY', about: about(['churn']), reason: 'too late' });
    expect(await answer(denied)).toContain('<@U0PAY> granted no more time: too late');
    expect(await states()).toEqual({ fraud: 'granted', churn: 'denied' });
  });
  it('to what was withdrawn says so, also where that happens meanwhile', async () => {
    const withdraw = () =>
      withdrawVersion({ subject: SUBJECT, version: '2', reason: 'stays', principal: producer }, world);
    world.store.beforeCommit = async () => {
      world.store.beforeCommit = undefined;
      await withdraw();
    };
    expect(await answer(press())).toMatch(/^Not taken: payments\.transaction v2 was withdrawn/);
    expect(await answer(press())).toBe('Team payments took `payments.transaction` v2 back: nothing is left to answer.');
  });
  it('to what was superseded names what took its place', async () => {
    const known = await world.store.find('announcement', { id });
    if (known)
      await world.store.update('announcement', { ...known, supersededBy: '01NEXT', revision: 9 }, known.revision);
    expect(await answer(press())).toContain('forewarn announcements show 01NEXT');
  });
  it('to what nobody knows, or for nobody, says so', async () => {
    expect(await answer(press({ about: { ...about(), announcement: '01NONE' } }))).toContain('does not know');
    expect(await answer(press({ about: about(['gone']), user: 'U0CEM' }))).toContain('has no model');
  });
  it('whose form did not open asks to press again', async () => {
    expect(await answer(press({ answer: 'object' }))).toContain('Please press again');
  });
});

describe('a form', () => {
  it('opens for a member, with the models that are open', async () => {
    await answerMigrations(
      {
        announcement: id,
        consumers: ['churn'],
        answer: { answer: 'migrated' },
        principal: { id: 'token:ml', team: 'ml', verbs: ['subscribe'] },
      },
      world,
    );
    expect(await openForm(press({ answer: 'extend' }), 'trigger', ports())).toBe('opened');
    expect(JSON.stringify(directory.opened)).toContain('"value":"fraud"');
    expect(JSON.stringify(directory.opened)).not.toContain('"value":"churn"');
  });
  it('does not open for a stranger, for what needs none, for what is over, or where nobody asks for time', async () => {
    for (const act of [
      press({ answer: 'extend', user: 'U0EVE' }),
      press(),
      press({ answer: 'grant', user: 'U0PAY' }),
      press({ answer: 'object', about: { ...about(), announcement: '01NONE' } }),
    ])
      expect(await openForm(act, 'trigger', ports())).toBe('to-answer');
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'stays', principal: producer }, world);
    expect(await openForm(press({ answer: 'extend' }), 'trigger', ports())).toBe('to-answer');
    expect(directory.opened).toEqual([]);
  });
  it('opens all the same where Slack does not say in time who somebody is', async () => {
    directory.isDown = true;
    expect(await openForm(press({ answer: 'extend' }), 'trigger', ports())).toBe('opened');
    directory.isDown = false;
    directory.membersOf = () => new Promise(() => undefined);
    const impatient = { ...ports(), patience: async () => undefined };
    expect(await openForm(press({ answer: 'extend', user: 'U0EVE' }), 'trigger', impatient)).toBe('opened');
  });
  it('that Slack does not open is answered behind the queue', async () => {
    directory.canOpen = false;
    expect(await openForm(press({ answer: 'extend' }), 'trigger', ports())).toBe('to-answer');
  });
});

describe('/forewarn', () => {
  const say = (text: string, user = 'U0ANN') =>
    runSlashCommand({ kind: 'command', text, user, at: world.clock.now() }, ports());

  it('tells what waits for one’s teams', async () => {
    expect(await say('mine')).toMatch(
      /^\*2 open migrations\* of ml\n• \*(churn|fraud)\*: `payments.transaction` v2 by Tue 8 Dec, no answer yet/,
    );
    expect(await say('status')).toMatch(/1 subject, 1 open announcement\nYour team ml: 2 open migrations\nNext: /);
    await answer(submission({ answer: 'not-affected' }));
    expect(await say('mine')).toBe('Nothing is open for ml.');
  });
  it('tells a stranger how to be known, and of a subject what everybody may know', async () => {
    expect(await say('mine', 'U0EVE')).toContain('You are registered with no team');
    expect(await say(`subject ${SUBJECT}`, 'U0EVE')).toMatch(
      /is at v1; 2 subscriptions\nOwner: team payments[^\n]*\nAnnounced:\n• v1 → v2 not live yet/,
    );
  });
  it('says how to subscribe', async () => {
    expect(await say('subscribe')).toContain('forewarn subscribe --consumer fraud');
  });
  it.each(['', 'help', 'subject'])('helps with %j', async (text) => {
    expect(await say(text)).toMatch(/^`\/forewarn status`/);
  });
  it('helps with words that it does not know, without their markup', async () => {
    expect(await say('dance <!here>')).toMatch(/^I do not know `dance &lt;!here&gt;`\.\n/);
  });
  it.each(['nothing', 'x'.repeat(500)])('knows no subject of that name', async (name) => {
    expect(await say(`subject ${name}`)).toContain('There is no subject');
  });
});
