import { beforeEach, describe, expect, it } from 'vitest';
import { setTeamSettings } from '../../../lib/application/administration/team-settings.ts';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { deliverSlack } from '../../../lib/application/delivering/deliver-slack.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import { putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import { testChannels } from '../../../lib/application/subscribing/test-channels.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import { MemoryIssues } from '../../fakes/memory-issues.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';
import { deliverAll } from '../deliver-all.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEAM = 'ml';
const principal = reader(TEAM);
let world: World;
let slack: ScriptedSlack;
let issues: MemoryIssues;
let id: string;

const deliver = async () => await deliverAll(world, { slack, issues });
const subscribe = async (consumer: string, channel: string) =>
  await world.subscribe(consumer, ['/category'], { team: TEAM, channel });
const announce = async () => {
  const published = await world.publish(transaction({ category: { type: 'string' } }));
  id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
  await world.planAll(id);
  await deliver();
};
const place = async (consumer: string, slackChannel: string | undefined, repository?: string) => {
  const settings = { name: consumer, team: TEAM, tier: 'standard', releases: ['v7'], principal } as const;
  await putConsumer(
    {
      ...settings,
      ...(slackChannel === undefined ? {} : { slack: { channel: slackChannel } }),
      ...(repository === undefined ? {} : { github: { repository } }),
    },
    world,
  );
  await deliver();
};
const tryChannels = async (consumer = 'fraud') => {
  await testChannels({ consumer, principal }, world);
  await deliver();
};
const migration = async (name = 'fraud') => (await world.migrations(id)).find(({ consumer }) => consumer === name);
/** What was posted there about the change, tests apart. */
const saidIn = (channel: string) =>
  slack.posted.map(({ message }) => message).filter((one) => one.channel === channel && !one.text.startsWith('Test'));

beforeEach(async () => {
  world = new World();
  slack = new ScriptedSlack();
  issues = new MemoryIssues();
  await world.grant();
  await world.publish(transaction());
});

describe('a channel that takes a test after it had refused', () => {
  beforeEach(async () => {
    await subscribe('fraud', '#gone');
    await subscribe('churn', '#gone');
    slack.refuse('#gone', 'is_archived');
    await announce();
    slack.refuse('#gone', undefined);
  });

  it('is sent at once what it had not taken, once, about each of the team’s models', async () => {
    expect(await migration()).toMatchObject({ hearing: { name: 'untold' } });
    await tryChannels();
    const [first, ...more] = saidIn('#gone');
    expect(first?.text).toContain('`category` changes integer → string');
    expect(JSON.stringify(first?.blocks)).toMatch(/churn.*fraud|fraud.*churn/);
    expect(more).toEqual([]);
    for (const name of ['fraud', 'churn'])
      expect(await migration(name)).toMatchObject({ hearing: { name: 'told', by: 'slack' } });
    await tryChannels();
    expect(saidIn('#gone')).toHaveLength(1);
  });

  it('is audited as sent again by Forewarn itself', async () => {
    await tryChannels();
    const entry = world.store.auditEntries.find(({ action }) => action === 'delivery.redriven');
    expect(entry).toMatchObject({ principal: 'forewarn', announcementId: id, detail: { team: TEAM } });
  });

  it('is sent it once, where the function died after it had asked for that', async () => {
    await tryChannels();
    const test = world.store.all('delivery').find(({ kind, channel }) => kind === 'test' && channel.kind === 'slack');
    if (!test) throw new Error('there was a test');
    world.store.seed('delivery', { ...test, status: 'sending' });
    await deliverSlack(test.id, { ...world, store: world.store, registry: { url: 'https://r.example' }, slack });
    await deliver();
    expect(saidIn('#gone')).toHaveLength(1);
  });

  it('is sent nothing of what was taken back', async () => {
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'a mistake', principal: producer }, world);
    await tryChannels();
    expect(saidIn('#gone')).toEqual([]);
  });

  it('is sent nothing where each of its models came through meanwhile', async () => {
    const answer = { answer: 'migrated' } as const;
    await answerMigrations({ announcement: id, consumers: ['fraud', 'churn'], answer, principal }, world);
    await tryChannels();
    expect(saidIn('#gone').filter(({ text }) => text.includes('changes integer'))).toEqual([]);
  });

  it('leaves alone what failed elsewhere', async () => {
    await place('churn', '#elsewhere');
    slack.refuse('#gone', 'is_archived');
    await tryChannels('churn');
    expect(
      world.store
        .all('delivery')
        .filter(
          ({ channel, status }) => channel.kind === 'slack' && channel.channel === '#gone' && status === 'failed',
        ),
    ).toHaveLength(1);
  });

  it('ends as failed once more where it refuses all the same, and tells nobody twice of that', async () => {
    slack.refuse('#gone', 'is_archived');
    const before = world.store.all('delivery').length;
    await tryChannels();
    const tests = world.store.all('delivery').filter(({ kind }) => kind === 'test').length;
    expect(world.store.all('delivery')).toHaveLength(before + tests);
    expect(await migration()).toMatchObject({ hearing: { name: 'untold' } });
  });
});

describe('a model that is given another channel', () => {
  beforeEach(async () => {
    await subscribe('fraud', '#gone');
    await subscribe('churn', '#gone');
  });

  it('is told there of what is open, alone, and its migration goes on there', async () => {
    slack.refuse('#gone', 'is_archived');
    await announce();
    await place('fraud', '#new');
    const [first, ...more] = saidIn('#new');
    expect(more).toEqual([]);
    expect(first?.text).toContain('`category` changes integer → string');
    expect(JSON.stringify(first?.blocks)).not.toContain('churn');
    expect(await migration()).toMatchObject({
      slack: { channel: '#new' },
      hearing: { name: 'told', by: 'slack' },
    });
    expect(await migration('churn')).toMatchObject({ slack: { channel: '#gone' }, hearing: { name: 'untold' } });
  });

  it('is told there too where it had heard of it before, and keeps its date', async () => {
    await announce();
    const before = await migration();
    await place('fraud', '#new');
    expect(saidIn('#new')).toHaveLength(1);
    expect(await migration()).toMatchObject({ deadline: before?.deadline, hearing: before?.hearing });
  });

  it('is told by an issue where it is given a repository', async () => {
    await announce();
    await place('fraud', '#gone', 'acme/fraud');
    expect(issues.issues).toHaveLength(1);
    expect(saidIn('#gone')).toHaveLength(1);
  });

  it('is told nothing twice by the same settings, by another mention, nor by a repeat after a cut', async () => {
    await announce();
    await place('fraud', '#new');
    const stored = await world.store.find('consumer', { name: 'fraud' });
    if (stored) world.store.seed('consumer', { ...stored, slack: { channel: '#gone' } });
    await place('fraud', '#new');
    await place('fraud', '#new');
    expect(saidIn('#new')).toHaveLength(1);
    const slackTarget = { channel: '#new', mention: 'S0614TZR7' };
    const settings = { name: 'fraud', team: TEAM, tier: 'standard', releases: ['v7'], principal } as const;
    await putConsumer({ ...settings, slack: slackTarget }, world);
    await deliver();
    expect(saidIn('#new')).toHaveLength(1);
    expect(await migration()).toMatchObject({ slack: slackTarget });
  });

  it('is told by the topic where it is left nothing else', async () => {
    slack.refuse('#gone', 'is_archived');
    await announce();
    await place('fraud', undefined);
    expect(await migration()).toMatchObject({ hearing: { name: 'told', by: 'sns' } });
  });

  describe('leaves no message behind that says what is not so', () => {
    const firstIn = (channel: string) => {
      const [first] = slack.posted.filter(({ message }) => message.channel === channel && !message.threadTs);
      const updates = slack.updated.filter(({ receipt }) => receipt.ts === first?.receipt.ts);
      return updates.at(-1)?.message ?? first?.message;
    };
    const repliesIn = (channel: string) => {
      const [first] = slack.posted.filter(({ message }) => message.channel === channel && !message.threadTs);
      return slack.posted
        .filter(({ message }) => message.threadTs !== undefined && message.threadTs === first?.receipt.ts)
        .map(({ message }) => message.text);
    };

    it('while others are told there', async () => {
      await announce();
      await place('fraud', '#new');
      expect(firstIn('#gone')?.text).toContain('Affects *churn* v7');
      expect(firstIn('#gone')?.text).toContain('• *fraud* v7: its messages go to #new now');
      expect(repliesIn('#gone')).toEqual(['*fraud* v7: its messages go to #new now']);
    });

    it('where nobody is told any more, and nobody can answer there', async () => {
      await announce();
      await place('fraud', '#new');
      await place('churn', '#new');
      expect(firstIn('#gone')?.text).toMatch(/^Goes on elsewhere: `category` changes integer → string/);
      // Nobody brings it up to date when the version goes live.
      expect(firstIn('#gone')?.text).not.toContain('not live yet');
      expect(firstIn('#gone')?.text).toContain('• *churn* v7: its messages go to #new now');
      expect(JSON.stringify(firstIn('#gone')?.blocks)).not.toContain('actions');
    });

    it('where it moves on and on, or is told by an issue besides', async () => {
      await announce();
      await place('fraud', '#new');
      await place('fraud', '#third');
      for (const channel of ['#gone', '#new'])
        expect(firstIn(channel)?.text).toContain('• *fraud* v7: its messages go to #third now');
      const before = slack.updated.length;
      await place('fraud', '#third', 'acme/fraud');
      expect(slack.updated).toHaveLength(before);
      expect(firstIn('#gone')?.text).toContain('its messages go to #third now');
    });

    it('where it is told by an issue from then on, or by the topic', async () => {
      await announce();
      await place('fraud', undefined, 'acme/fraud');
      await place('churn', undefined);
      expect(repliesIn('#gone')).toEqual([
        '*fraud* v7: its messages go to acme/fraud now',
        '*churn* v7: its messages go to SNS now',
      ]);
    });

    it('where it comes back: it stands in the first message there again, and is asked no second time', async () => {
      await announce();
      await place('fraud', '#new');
      await place('fraud', '#gone');
      expect(saidIn('#gone').filter(({ threadTs }) => !threadTs)).toHaveLength(1);
      expect(firstIn('#gone')?.text).toContain('Affects *churn* and *fraud* (both v7, standard)');
      expect(firstIn('#gone')?.text).not.toContain('its messages go to');
      expect(firstIn('#new')?.text).toContain('• *fraud* v7: its messages go to #gone now');
      await place('fraud', '#new');
      expect(saidIn('#new').filter(({ threadTs }) => !threadTs)).toHaveLength(1);
      expect(firstIn('#new')?.text).toContain('Affects *fraud* v7');
    });

    it('where it joins others, which have a message there already', async () => {
      await subscribe('pricing', '#new');
      await announce();
      await place('fraud', '#new');
      await answerMigrations(
        { announcement: id, consumers: ['pricing'], answer: { answer: 'acknowledge' }, principal },
        world,
      );
      await deliver();
      expect(firstIn('#new')?.text).not.toContain('fraud');
      await place('fraud', '#gone');
      expect(firstIn('#new')?.text).not.toContain('fraud');
    });

    it('where nothing was said yet, nothing is said of it', async () => {
      const published = await world.publish(transaction({ category: { type: 'string' } }));
      id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
      await world.planAll(id);
      await Promise.all([place('fraud', '#new'), place('churn', '#new')]);
      expect(saidIn('#gone').map(({ text }) => text)).toEqual([]);
    });
  });

  it('is told nothing of what is closed', async () => {
    await announce();
    const answer = { answer: 'migrated' } as const;
    await answerMigrations({ announcement: id, consumers: ['fraud'], answer, principal }, world);
    await deliver();
    await place('fraud', '#new');
    expect(saidIn('#new')).toEqual([]);
    expect(await migration()).toMatchObject({ slack: { channel: '#gone' } });
  });
});

describe('a model that subscribes again while a change is announced', () => {
  const again = async () => {
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal }, world);
    await deliver();
    await subscribe('fraud', '#ml');
    await deliver();
  };
  it('has a message of its own, and the one that it shared says so', async () => {
    await subscribe('fraud', '#ml');
    await subscribe('churn', '#ml');
    await announce();
    await again();
    const [shared, own] = slack.posted.filter(({ message }) => message.channel === '#ml' && !message.threadTs);
    const now = slack.updated.filter(({ receipt }) => receipt.ts === shared?.receipt.ts).at(-1)?.message.text;
    expect(now).toContain('Affects *churn* v7');
    expect(now).toContain('• *fraud* v7: announced anew, in messages of its own');
    expect(own?.message.text).toContain('Affects *fraud* v7');
    await again();
    expect(slack.posted.filter(({ message }) => message.channel === '#ml' && !message.threadTs)).toHaveLength(2);
  });
  it('goes on in its issue', async () => {
    await subscribe('fraud', '#ml');
    await place('fraud', undefined, 'acme/fraud');
    await announce();
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal }, world);
    await deliver();
    expect(issues.issues).toMatchObject([{ message: { standing: 'not-planned' } }]);
    await world.subscribe('fraud', ['/category'], { team: TEAM, repository: 'acme/fraud' });
    await deliver();
    expect(issues.issues).toMatchObject([{ message: { standing: 'open' } }]);
  });
});

describe('a team that names where it escalates to', () => {
  const settle = async (escalation: string) => {
    await setTeamSettings({ team: TEAM, settings: { slack: { escalation } }, principal }, world);
    await deliver();
  };

  it('is told there at once what none of its channels took, once', async () => {
    await subscribe('fraud', '#gone');
    slack.refuse('#gone', 'is_archived');
    await announce();
    await settle('#on-call');
    await settle('#on-call');
    expect(saidIn('#on-call')).toHaveLength(1);
    expect(await migration()).toMatchObject({ hearing: { name: 'told', by: 'slack' } });
  });

  it('is told there once that channel takes messages, too, by the same settings again', async () => {
    await subscribe('fraud', '#gone');
    for (const channel of ['#gone', '#on-call']) slack.refuse(channel, 'is_archived');
    await announce();
    await settle('#on-call');
    expect(await migration()).toMatchObject({ hearing: { name: 'untold', channel: '#on-call' } });
    slack.refuse('#on-call', undefined);
    await settle('#on-call');
    expect(saidIn('#on-call')).toHaveLength(1);
    expect(await migration()).toMatchObject({ hearing: { name: 'told' } });
  });

  it('is told nothing there of what it heard of', async () => {
    await subscribe('fraud', '#ml');
    await announce();
    await settle('#on-call');
    expect(saidIn('#on-call')).toEqual([]);
  });
});
