import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { deliverSlack } from '../../../lib/application/delivering/deliver-slack.ts';
import type { Store } from '../../../lib/application/ports/store.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import type { Answer } from '../../../lib/domain/migration/answer.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { Team } from '../../../lib/domain/principal.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';
import { reader, SUBJECT, transaction, World } from '../world.ts';

const TEAM = 'ml';
const CHANNEL = '#ml';
/** Two subjects change on Friday 20 November; both dates are Friday 4 December. */
const SUBJECTS = ['payments.transaction', 'payments.refund'];

describe('deadlines', () => {
  let world: World;
  let slack: ScriptedSlack;
  let announcements: string[];

  const ports = () => ({ ...world, store: world.store, registry: { url: 'https://registry.example.com' }, slack });
  const deliver = async () => {
    for (const { deliveryId, channel } of world.deliveries.drain())
      if (channel.kind === 'slack') await deliverSlack(deliveryId, ports());
  };
  /** What the stream forwards: deliveries that were made `pending`. */
  const stream = async () => {
    for (const { id, status, channel } of world.store.all('delivery'))
      if (status === 'pending' && channel.kind === 'slack') await deliverSlack(id, ports());
  };
  const sweepAt = async (at: string, store: Store = world.store) => {
    world.clock.set(at);
    await sweepDeadlines({ ...world, store });
    await deliver();
    await stream();
  };
  const slackOf = (kind: Delivery['kind']) =>
    world.store.all('delivery').filter((delivery) => delivery.kind === kind && delivery.channel.kind === 'slack');
  const setTeam = (more: Partial<Team>, name = TEAM) =>
    world.store.seed('team', { name, prefixes: [], createdAt: world.clock.now(), revision: 1, ...more });
  const answer = async (given: Answer, announcement = announcements[0] ?? '') =>
    await answerMigrations({ announcement, consumers: ['fraud'], answer: given, principal: reader(TEAM) }, world);

  async function story(tier: 'standard' | 'critical' = 'standard', subjects = SUBJECTS, team: Partial<Team> = {}) {
    world = new World();
    slack = new ScriptedSlack();
    announcements = [];
    setTeam(team);
    await world.grant();
    for (const subject of subjects) {
      await world.publish(transaction(), { subject });
      const stored = await world.store.find('subject', { name: subject });
      if (stored) world.store.seed('subject', { ...stored, channel: '#payments-data' });
      await world.subscribe('fraud', ['/category'], { tier, team: TEAM, channel: CHANNEL, request: { subject } });
      const published = await world.publish(transaction({ category: { type: 'string' } }), { subject });
      const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
      announcements.push(id);
      await world.planAll(id);
    }
    await stream();
  }
  const notes = (channel: string) =>
    slack.posted.filter(({ message }) => message.channel.endsWith(channel)).map(({ message }) => message);

  beforeEach(async () => await story());

  describe('a reminder', () => {
    it('is one message a channel and day, with a link to the thread of each change', async () => {
      await sweepAt('2026-11-27T09:00:00.000Z');
      expect(slackOf('reminder')).toMatchObject([
        { status: 'scheduled', announcementIds: announcements, dueAt: '2026-11-27T09:10:00.000Z' },
      ]);
      await sweepAt('2026-11-27T09:15:00.000Z');

      const [reminder] = notes(CHANNEL).slice(2);
      expect(reminder?.text).toMatch(/^Reminder: 2 changes wait for your models\n/);
      expect(reminder).not.toHaveProperty('threadTs');
      const blocks = JSON.stringify(reminder?.blocks);
      expect(blocks.match(/local\.slack\.com\/archives\/C-#ml\/p\d+\|Answer in its thread/g)).toHaveLength(2);
      expect(notes(CHANNEL)).toHaveLength(3);
    });

    it('goes into the thread where it is about a single change', async () => {
      await answer({ answer: 'migrated' });
      await sweepAt('2026-11-27T09:00:00.000Z');
      await sweepAt('2026-11-27T09:15:00.000Z');

      const [first, second] = slack.posted.filter(({ message }) => message.channel === CHANNEL);
      const reminder = notes(CHANNEL).at(-1);
      expect(first?.receipt).not.toEqual(second?.receipt);
      expect(reminder?.text).toMatch(/^Reminder: `category` changes integer → string/);
      expect(reminder?.threadTs).toBe(second?.receipt.ts);
    });

    it('mentions the group only where no other comes before the date', async () => {
      setTeam({});
      for (const { consumer, team, announcementId } of world.store.all('migration')) {
        const stored = await world.store.find('migration', { announcementId, team, consumer });
        if (stored) world.store.seed('migration', { ...stored, slack: { channel: CHANNEL, mention: 'S0614TZR7' } });
      }
      await sweepAt('2026-11-27T09:00:00.000Z');
      await sweepAt('2026-11-27T09:15:00.000Z');
      await sweepAt('2026-12-03T09:00:00.000Z');
      await sweepAt('2026-12-03T09:15:00.000Z');

      const mentioned = notes(CHANNEL)
        .slice(2)
        .map(({ text }) => text.startsWith('<!subteam^S0614TZR7>'));
      expect(mentioned).toEqual([false, true]);
    });

    it('stops as soon as the migration is closed, and comes less often once somebody works on it', async () => {
      await answer({ answer: 'migrated' });
      await answer({ answer: 'acknowledge' }, announcements[1]);
      await sweepAt('2026-11-27T09:00:00.000Z');
      expect(slackOf('reminder')).toEqual([]);
      await sweepAt('2026-12-01T09:00:00.000Z');
      expect(slackOf('reminder')).toMatchObject([{ announcementIds: [announcements[1]] }]);
    });

    it('is not sent where all was answered before its turn', async () => {
      await sweepAt('2026-11-27T09:00:00.000Z');
      for (const id of announcements) await answer({ answer: 'migrated' }, id);
      await sweepAt('2026-11-27T09:15:00.000Z');
      expect(slackOf('reminder')).toMatchObject([{ status: 'skipped' }]);
    });

    it('is one after three days of standing still, not three', async () => {
      await sweepAt('2026-12-03T15:00:00.000Z');
      await sweepAt('2026-12-03T15:15:00.000Z');
      expect(notes(CHANNEL)).toHaveLength(3);
      expect(
        world.store.all('delivery').filter(({ kind, channel }) => kind === 'reminder' && channel.kind === 'sns'),
      ).toHaveLength(2);
    });

    it('waits for the morning where the sweep stood still until the evening', async () => {
      await sweepAt('2026-11-27T22:00:00.000Z');
      expect(slackOf('reminder')).toMatchObject([{ dueAt: '2026-11-30T09:10:00.000Z' }]);
      await sweepAt('2026-11-30T19:00:00.000Z');
      expect(slackOf('reminder')).toMatchObject([{ status: 'scheduled', dueAt: '2026-12-01T09:00:00.000Z' }]);
      await sweepAt('2026-12-01T09:00:00.000Z');
      const states = slackOf('reminder').map(({ createdAt, status }) => [createdAt.slice(0, 10), status]);
      expect(Object.fromEntries(states)).toEqual({ '2026-11-27': 'sent', '2026-12-01': 'scheduled' });
    });

    it('is one a day in an emergency, also where it comes late, and mentions the group where it is the last', async () => {
      for (const announcement of world.store.all('announcement'))
        world.store.seed('announcement', { ...announcement, emergency: { reason: 'it breaks', by: 'token:x' } });
      for (const migration of world.store.all('migration'))
        world.store.seed('migration', { ...migration, slack: { channel: CHANNEL, mention: 'S0614TZR7' } });
      // Those of three days and of one day before the date: the sweep stood still until the morning of the latter.
      for (const at of ['2026-12-03T06:00:00.000Z', '2026-12-03T12:00:00.000Z', '2026-12-03T12:15:00.000Z'])
        await sweepAt(at);
      const reminders = slack.posted.filter(({ message }) => message.text.includes('Reminder: '));
      expect(reminders).toHaveLength(SUBJECTS.length);
      for (const { message } of reminders) expect(message.text).toMatch(/^<!subteam\^S0614TZR7>/);
    });

    it('does not wait in an emergency', async () => {
      for (const announcement of world.store.all('announcement'))
        world.store.seed('announcement', {
          ...announcement,
          emergency: { reason: 'the source breaks', by: 'token:x' },
        });
      await sweepAt('2026-11-28T03:00:00.000Z');
      expect(slackOf('reminder').map(({ status }) => status)).toEqual(['sent', 'sent']);
    });
  });

  describe('a date that has passed', () => {
    beforeEach(async () => {
      await story('standard', [SUBJECT], {
        hours: { timeZone: 'Pacific/Auckland', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
        slack: { escalation: '#ml-on-call' },
      });
      await sweepAt('2026-12-05T12:00:00.000Z');
    });

    it('makes the migration overdue at once, and is audited', () => {
      expect(world.store.all('migration')).toMatchObject([{ state: { name: 'overdue' } }]);
      expect(world.store.all('migration')[0]).not.toHaveProperty('dueAt');
      expect(world.store.auditEntries.at(-1)).toMatchObject({
        action: 'migration.overdue',
        principal: 'forewarn',
        consumer: 'fraud',
        writes: expect.arrayContaining([
          expect.objectContaining({
            entity: 'migration',
            after: expect.objectContaining({ state: expect.objectContaining({ name: 'overdue' }) }),
          }),
        ]),
      });
    });

    it('is told in the team’s working hours, where it escalates, and to the producer in its own', async () => {
      // Friday is over everywhere on Saturday noon UTC; in Auckland it is one in the morning of Sunday.
      const due = Object.fromEntries(
        slackOf('missed').map(({ channel, dueAt }) => ['channel' in channel && channel.channel, dueAt]),
      );
      expect(due).toEqual({
        '#ml': '2026-12-06T20:10:00.000Z',
        '#ml-on-call': '2026-12-06T20:10:00.000Z',
        '#payments-data': '2026-12-07T09:10:00.000Z',
      });
      await sweepAt('2026-12-06T20:15:00.000Z');
      expect(notes('#ml-on-call').map(({ text }) => text)).toMatchObject([
        expect.stringMatching(/^Overdue: `category` changes/),
      ]);
      await sweepAt('2026-12-07T09:15:00.000Z');
      expect(notes('#payments-data').at(-1)?.text).toMatch(
        /^Overdue: the date of `payments.transaction` v2 has passed for the 1 model of 1 team/,
      );
      expect(notes(CHANNEL).at(-1)?.threadTs).toBeDefined();
    });

    it('is told to nobody who was given more time before the message went out', async () => {
      await answer({ answer: 'extend', until: '2026-12-10', reason: 'the retraining takes a week' });
      await sweepAt('2026-12-06T20:15:00.000Z');
      await sweepAt('2026-12-07T09:15:00.000Z');
      expect(slackOf('missed').map(({ status }) => status)).toEqual(['skipped', 'skipped', 'skipped']);
    });
  });

  it('that an earlier release made due at the noon of its day is left alone until the day is over everywhere', async () => {
    await story('standard', [SUBJECT]);
    const [migration] = world.store.all('migration');
    if (!migration) throw new Error('nobody was asked');
    expect(migration.deadline).toBe('2026-12-04');
    world.store.seed('migration', { ...migration, dueAt: '2026-12-04T12:00:00.000Z' });
    const said = slack.posted.length;

    await sweepAt('2026-12-04T12:00:00.000Z');
    expect(world.store.all('migration')).toMatchObject([
      { state: { name: 'notified' }, dueAt: '2026-12-05T12:00:00.000Z' },
    ]);
    expect(slack.posted).toHaveLength(said);
    await sweepAt('2026-12-05T11:59:00.000Z');
    expect(world.store.all('migration')).toMatchObject([{ state: { name: 'notified' } }]);
    await sweepAt('2026-12-05T12:00:00.000Z');
    expect(world.store.all('migration')).toMatchObject([{ state: { name: 'overdue' } }]);
  });

  describe('once it is overdue', () => {
    const firstMessage = () => {
      const [first] = slack.posted.filter(({ message }) => message.channel === CHANNEL);
      return slack.updated.filter(({ receipt }) => receipt.ts === first?.receipt.ts).at(-1)?.message.text;
    };

    beforeEach(async () => {
      await story('standard', [SUBJECT]);
      await sweepAt('2026-12-05T12:00:00.000Z');
      await sweepAt('2026-12-07T09:15:00.000Z');
    });

    it('stays so while more time is asked for, and its first message says both', async () => {
      await answer({ answer: 'extend', until: '2027-02-01', reason: 'the labels come in January' });
      await stream();
      await sweepAt('2026-12-07T09:30:00.000Z');

      expect(world.store.all('migration')).toMatchObject([
        { state: { name: 'overdue', request: { until: '2027-02-01' } } },
      ]);
      expect(firstMessage()).toMatch(/^Overdue: /);
      expect(firstMessage()).toContain('asks for time until');
      expect(slackOf('missed')).toHaveLength(2);
    });

    it('is told again where its team took back that it was not affected', async () => {
      await answer({ answer: 'not-affected', reason: 'the field is dropped before training' });
      await answer({ answer: 'extend', until: '2027-02-01', reason: 'it is not, after all' });
      await stream();
      await sweepAt('2026-12-07T09:30:00.000Z');
      await sweepAt('2026-12-07T09:45:00.000Z');

      expect(world.store.all('migration')).toMatchObject([{ state: { name: 'overdue' } }]);
      expect(firstMessage()).toMatch(/^Overdue: /);
      expect(slackOf('missed').map(({ status }) => status)).toEqual(['sent', 'sent', 'sent', 'sent']);
    });
  });

  it('that two models of a team miss again in one sweep is told of both', async () => {
    await story('standard', [SUBJECT]);
    await sweepAt('2026-12-05T12:00:00.000Z');
    await sweepAt('2026-12-07T09:15:00.000Z');
    const [overdue] = world.store.all('migration');
    if (!overdue) throw new Error('nobody was asked');
    const until = '2027-02-01';
    const state = { name: 'extension-requested', at: overdue.createdAt, by: 'x', until, reason: 'labels' } as const;
    for (const consumer of ['fraud', 'churn'])
      world.store.seed('migration', { ...overdue, consumer, state, dueAt: '2026-12-07T09:20:00.000Z' });
    await sweepAt('2026-12-07T09:30:00.000Z');

    expect(world.store.all('migration').map((migration) => migration.state.name)).toEqual(['overdue', 'overdue']);
    const again = world.store.all('delivery').filter(({ id }) => id.includes('missed') && id.includes('T09%3A30'));
    expect(new Set(again.map(({ id }) => /(fraud|churn)/.exec(id)?.[0]))).toEqual(new Set(['fraud', 'churn']));
  });

  describe('a hold', () => {
    const held = () => slackOf('held');

    it('of a critical model ends after its time, and the producer hears once that an administrator may decide', async () => {
      await story('critical', [SUBJECT]);
      await sweepAt('2026-12-22T12:00:00.000Z');
      expect(held()).toEqual([]);
      await sweepAt('2026-12-29T12:00:00.000Z');
      await sweepAt('2026-12-29T12:15:00.000Z');
      await sweepAt('2026-12-30T12:15:00.000Z');

      expect(held()).toMatchObject([{ status: 'sent', audience: 'producer' }]);
      expect(notes('#payments-data').at(-1)?.text).toContain('An administrator may decide now');
      expect(notes('#payments-data').at(-1)?.text).toContain('forewarn activate payments.transaction 2');
    });

    it('ends also where no sweep came by between the date and its end', async () => {
      await story('critical', [SUBJECT]);
      await sweepAt('2027-01-12T12:00:00.000Z');
      await sweepAt('2027-01-12T12:15:00.000Z');
      await sweepAt('2027-01-12T12:30:00.000Z');
      expect(held()).toMatchObject([{ status: 'sent' }]);
    });

    it('by an objection is not over while another model’s date lies ahead', async () => {
      await story('standard', [SUBJECT]);
      await world.subscribe('churn', ['/category'], { tier: 'critical', team: TEAM, channel: CHANNEL });
      // As if it had been there when the change was announced.
      const [churn] = world.store.all('migration').filter(({ consumer }) => consumer === 'churn');
      const { late: _, ...planned } = churn ?? {};
      world.store.seed('migration', { ...planned, deadline: '2026-12-21' } as Migration);
      await answer({ answer: 'object', reason: 'we cannot read strings' });
      await sweepAt('2026-12-05T12:00:00.000Z');
      expect(held()).toEqual([]);
      const [objected] = world.store.all('migration').filter(({ consumer }) => consumer === 'fraud');
      expect(objected?.dueAt).toBe('2026-12-29T12:00:00.000Z');
    });

    it('is no news once the release is not held at all', async () => {
      await story('critical', [SUBJECT]);
      await sweepAt('2026-12-22T12:00:00.000Z');
      await answer({ answer: 'migrated' });
      await sweepAt('2026-12-29T12:00:00.000Z');
      expect(held()).toEqual([]);
    });
  });

  describe('whoever dies or comes at the same time', () => {
    /** Lets `happen` happen before the n-th call of the store; answers how many calls there were. */
    function disturbed(n: number, happen: () => Promise<void>): { store: Store; calls: () => number } {
      let calls = 0;
      const store = new Proxy<Store>(world.store, {
        get(target, name, receiver) {
          const member = Reflect.get(target, name, receiver);
          if (typeof member !== 'function') return member;
          return async (...args: unknown[]) => {
            if (++calls === n) await happen();
            return await member.apply(target, args);
          };
        },
      });
      return { store, calls: () => calls };
    }
    it('reads as much with a thousand open migrations as with ten, where five are due', async () => {
      const calls: number[] = [];
      for (const open of [10, 1_000]) {
        await story('standard', [SUBJECT]);
        const [like] = world.store.all('migration');
        if (!like) throw new Error('no migration');
        for (let n = 0; n < open; n++) {
          const dueAt = n < 4 ? '2026-11-27T09:00:00.000Z' : '2026-12-01T09:00:00.000Z';
          world.store.seed('migration', { ...like, consumer: `model-${n}`, dueAt });
        }
        world.clock.set('2026-11-27T09:00:00.000Z');
        const counted = disturbed(0, async () => undefined);
        await sweepDeadlines({ ...world, store: counted.store });
        calls.push(counted.calls());
      }
      expect(calls[1]).toBe(calls[0]);
      console.info(`a sweep with five migrations due calls the store ${calls[0]} times`);
      expect(calls[0]).toBeLessThan(40);
    });

    const moments = [
      '2026-11-27T09:00:00.000Z',
      '2026-11-27T09:15:00.000Z',
      '2026-12-04T12:00:00.000Z',
      '2026-12-07T09:15:00.000Z',
    ];
    const outcome = () => ({
      notes: slack.posted.map(({ message }) => message.text.split('\n')[0]).sort(),
      reminders: slackOf('reminder').map(({ status, announcementIds }) => [status, announcementIds?.length]),
      events: world.store
        .all('delivery')
        .filter(({ channel }) => channel.kind === 'sns')
        .map(({ id }) => id)
        .sort()
        .map((id) => id.replace(/ANNOUNCEMENT#[^/]+/, '')),
      audited: world.store.auditEntries.filter(({ principal }) => principal === 'forewarn').map(({ action }) => action),
    });
    async function undisturbed() {
      await story();
      for (const at of moments) await sweepAt(at);
      return outcome();
    }

    it.each(moments)(
      'says everything once, whichever step of the sweep at %s is the last of a run',
      async (moment) => {
        const expected = await undisturbed();
        for (let n = 1; ; n++) {
          await story();
          let calls = 0;
          for (const at of moments) {
            if (at === moment) {
              const dying = disturbed(n, async () => {
                throw new Error('the function was killed');
              });
              world.clock.set(at);
              const died = await sweepDeadlines({ ...world, store: dying.store }).then(
                () => false,
                () => true,
              );
              calls = dying.calls();
              expect(died).toBe(calls >= n);
            }
            await sweepAt(at);
          }
          expect(outcome()).toEqual(expected);
          if (calls < n) break;
        }
      },
      60_000,
    );

    it.each(moments)(
      'says everything once, wherever in the sweep at %s another one runs',
      async (moment) => {
        const expected = await undisturbed();
        for (let n = 1; ; n++) {
          await story();
          let calls = 0;
          for (const at of moments) {
            if (at === moment) {
              world.clock.set(at);
              const other = disturbed(n, async () => void (await sweepDeadlines(world)));
              await sweepDeadlines({ ...world, store: other.store });
              calls = other.calls();
            }
            await sweepAt(at);
          }
          expect(outcome()).toEqual(expected);
          if (calls < n) break;
        }
      },
      60_000,
    );
  });
});
