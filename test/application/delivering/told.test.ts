import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { deliverEvent } from '../../../lib/application/delivering/deliver-event.ts';
import { deliverIssue } from '../../../lib/application/delivering/deliver-issue.ts';
import { deliverSlack } from '../../../lib/application/delivering/deliver-slack.ts';
import { readGate } from '../../../lib/application/deploying/gate.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import type { Answer } from '../../../lib/domain/migration/answer.ts';
import { MemoryIssues } from '../../fakes/memory-issues.ts';
import { RecordingPublisher } from '../../fakes/recording-publisher.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEAM = 'ml';
/** Friday 4 December is the date of a standard model that is told on Friday 20 November. */
const DATE = '2026-12-04';
const AFTER_DATE = '2026-12-05T12:00:00.000Z';
const HELD_UNTIL = '2026-12-11';
const HOLD_IS_OVER = '2026-12-12T12:00:00.000Z';

describe('a model whose channel takes nothing', () => {
  let world: World;
  let slack: ScriptedSlack;
  let issues: MemoryIssues;
  let events: RecordingPublisher;
  let id: string;

  /** What the stream and the queues do, to their end. */
  const deliver = async () => {
    const ports = { ...world, store: world.store, registry: { url: 'https://registry.example.com' } };
    for (;;) {
      const pending = world.store.all('delivery').filter(({ status }) => status === 'pending');
      if (pending.length === 0) return;
      for (const { id: one, channel } of pending) {
        if (channel.kind === 'slack') await deliverSlack(one, { ...ports, slack });
        if (channel.kind === 'github') await deliverIssue(one, { ...ports, issues });
        if (channel.kind === 'sns') await deliverEvent(one, { ...ports, events });
      }
    }
  };
  const begin = async (more: {
    escalation?: string;
    fallback?: string;
    channel?: string;
    repository?: string;
    tier?: 'standard' | 'critical';
  }) => {
    world = new World();
    slack = new ScriptedSlack();
    issues = new MemoryIssues();
    events = new RecordingPublisher();
    await world.grant();
    const { escalation, fallback, repository, tier = 'standard' } = more;
    if (fallback !== undefined)
      world.store.seed('organisation', { policy: { fallbackChannel: fallback }, revision: 1 });
    world.store.seed('team', {
      name: TEAM,
      prefixes: [],
      ...(escalation === undefined ? {} : { slack: { escalation } }),
      createdAt: world.clock.now(),
      revision: 1,
    });
    await world.publish(transaction());
    const stored = await world.store.find('subject', { name: SUBJECT });
    if (stored) world.store.seed('subject', { ...stored, channel: '#payments-data' });
    const channel = more.channel ?? '#gone';
    await world.subscribe('fraud', ['/category'], {
      tier,
      team: TEAM,
      channel,
      ...(repository === undefined ? {} : { repository }),
    });
  };
  const announce = async () => {
    const published = await world.publish(transaction({ category: { type: 'string' } }));
    id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    await deliver();
  };
  const sweepAt = async (at: string) => {
    world.clock.set(at);
    await sweepDeadlines(world);
    await deliver();
    world.deliveries.drain();
  };
  const migration = async () => (await world.migrations(id))[0];
  const gate = async () => await readGate({ subject: SUBJECT, version: '2', environment: 'production' }, world);
  const answer = async (given: Answer, principal = reader(TEAM)) =>
    await answerMigrations({ announcement: id, consumers: ['fraud'], answer: given, principal }, world);
  const saidIn = (channel: string) =>
    slack.posted.filter(({ message }) => message.channel.endsWith(channel)).map(({ message }) => message);
  const untoldNotes = () =>
    world.store
      .all('delivery')
      .filter(({ kind }) => kind === 'untold')
      .map(({ audience = 'topic', status, channel }) => ({
        audience,
        status,
        where: channel.kind === 'slack' ? channel.channel : channel.kind,
      }));

  describe('is marked', () => {
    it('told, by the channel and moment, where it took the message', async () => {
      await begin({});
      await announce();
      expect(await migration()).toMatchObject({
        hearing: { name: 'told', by: 'slack', at: world.clock.now() },
        deadline: DATE,
      });
      expect(untoldNotes()).toEqual([]);
    });

    it('untold, with the channel’s own word, and the gate says so before and after its date', async () => {
      await begin({});
      slack.refuse('#gone', 'is_archived');
      await announce();
      expect(await migration()).toMatchObject({ hearing: { name: 'untold', channel: '#gone', error: 'is_archived' } });
      for (const now of [world.clock.now(), AFTER_DATE]) {
        await sweepAt(now);
        expect(await gate()).toMatchObject({
          gate: 'closed',
          models: [{ blocks: true, because: 'untold', administratorAfter: HELD_UNTIL }],
        });
        expect((await gate()).models[0]?.detail).toContain('was never told (is_archived)');
      }
      expect(await migration()).toMatchObject({ state: { name: 'notified' } });
    });

    it('untold by an issue that GitHub refuses', async () => {
      await begin({ channel: '#gone', repository: 'acme/ml' });
      slack.refuse('#gone', 'is_archived');
      issues.answer({ outcome: 'refused', error: '404 Not Found' });
      await announce();
      expect(await migration()).toMatchObject({ hearing: { name: 'untold' } });
    });

    it('told where one of its own channels took it', async () => {
      await begin({ channel: '#gone', repository: 'acme/ml' });
      slack.refuse('#gone', 'is_archived');
      await announce();
      expect(await migration()).toMatchObject({ hearing: { name: 'told', by: 'github' } });
      expect(untoldNotes()).toEqual([]);
    });

    it('told by the topic only where its team chose nothing else, whoever listens there', async () => {
      await begin({});
      await putConsumer({ name: 'fraud', team: TEAM, tier: 'standard', releases: [], principal: reader(TEAM) }, world);
      await announce();
      expect(await migration()).toMatchObject({ hearing: { name: 'told', by: 'sns' } });
    });

    it('so once, however often the message comes again', async () => {
      await begin({ fallback: '#admins' });
      slack.refuse('#gone', 'is_archived');
      await announce();
      const before = world.store.all('delivery').length;
      const failed = world.store.all('delivery').find(({ status }) => status === 'failed');
      const ports = { ...world, store: world.store, registry: { url: 'https://registry.example.com' }, slack };
      await deliverSlack(failed?.id ?? '', ports);
      expect(world.store.all('delivery')).toHaveLength(before);
    });

    it('by whoever finds the failure, where the function died before it was', async () => {
      await begin({});
      await announce();
      const [told] = await world.migrations(id);
      const [first] = world.store
        .all('delivery')
        .filter(({ channel, kind }) => kind === 'announced' && channel.kind === 'slack');
      if (!told || !first) throw new Error('nobody was told');
      world.store.seed('migration', { ...told, hearing: { name: 'under-way' } });
      world.store.seed('delivery', { ...first, status: 'failed', error: 'is_archived' });
      await deliverSlack(first.id, { ...world, store: world.store, registry: { url: 'https://r.example' }, slack });
      expect(await migration()).toMatchObject({ hearing: { name: 'untold', error: 'is_archived' } });
    });
  });

  describe('has others told at once', () => {
    it('the channel to which its team escalates, with the whole message, and counts as told by it', async () => {
      await begin({ escalation: '#on-call', fallback: '#admins' });
      slack.refuse('#gone', 'is_archived');
      await announce();
      const [message] = saidIn('#on-call');
      expect(message?.text).toContain('`category` changes integer → string');
      expect(message?.text).toContain('Told here because #gone did not take it: is_archived');
      expect(JSON.stringify(message?.blocks)).toContain("We'll handle it");
      expect(await migration()).toMatchObject({ hearing: { name: 'told', by: 'slack' } });
      expect(saidIn('#admins')).toEqual([]);
    });

    it('the producer and, without an escalation, the administrators', async () => {
      await begin({ fallback: '#admins' });
      slack.refuse('#gone', 'is_archived');
      await announce();
      expect(untoldNotes()).toEqual([
        { audience: 'topic', status: 'sent', where: 'sns' },
        { audience: 'producer', status: 'sent', where: '#payments-data' },
        { audience: 'administrator', status: 'sent', where: '#admins' },
      ]);
      for (const channel of ['#payments-data', '#admins']) {
        const note = saidIn(channel).at(-1)?.text;
        expect(note).toContain('Not told: fraud of team ml');
        expect(note).toContain('#gone did not take the message: is_archived');
        expect(note).toContain('then an administrator or team payments decides');
      }
    });

    it('the administrators too where the escalation fails as well', async () => {
      await begin({ escalation: '#on-call', fallback: '#admins' });
      slack.refuse('#gone', 'is_archived');
      slack.refuse('#on-call', 'channel_not_found');
      await announce();
      expect(await migration()).toMatchObject({
        hearing: { name: 'untold', channel: '#on-call', error: 'channel_not_found' },
      });
      expect(saidIn('#admins')).toHaveLength(1);
    });

    it('and stays held where the fallback fails too', async () => {
      await begin({ fallback: '#admins' });
      slack.refuse('#gone', 'is_archived');
      slack.refuse('#admins', 'is_archived');
      await announce();
      expect(untoldNotes()).toContainEqual({ audience: 'administrator', status: 'failed', where: '#admins' });
      await sweepAt(AFTER_DATE);
      expect(await gate()).toMatchObject({ gate: 'closed' });
    });
  });

  describe('holds the release', () => {
    beforeEach(async () => {
      await begin({ fallback: '#admins' });
      slack.refuse('#gone', 'is_archived');
      await announce();
      await sweepAt(AFTER_DATE);
    });
    const activate = async (principal = producer) =>
      await activateVersion({ subject: SUBJECT, version: '2', principal }, world);

    it('past its date, then an administrator decides, whom the fallback channel tells', async () => {
      await expect(activate()).rejects.toMatchObject({
        code: 'gate-closed',
        extensions: { blockers: [{ untold: 'is_archived', administratorAfter: HELD_UNTIL }] },
      });
      await expect(activate(administrator)).rejects.toMatchObject({ code: 'gate-closed' });
      for (const at of [HOLD_IS_OVER, '2026-12-14T09:30:00.000Z']) await sweepAt(at);
      expect(saidIn('#admins').at(-1)?.text).toContain('An administrator may decide now');
      expect(saidIn('#payments-data').at(-1)?.text).toContain('was never told (is_archived)');
      await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
      expect(await activate(administrator)).toMatchObject({ outcome: 'activated' });
    });

    it('until the producer lets it pass with a reason, after that time, audited and told to all', async () => {
      const given = { answer: 'pass-untold', reason: 'the team was dissolved' } as const;
      expect(await answer(given, producer)).toMatchObject([{ outcome: 'refused' }]);
      world.clock.set(HOLD_IS_OVER);
      await expect(answer(given, reader(TEAM))).rejects.toMatchObject({ code: 'forbidden' });
      expect(await answer(given, producer)).toMatchObject([{ outcome: 'moved' }]);
      expect(await answer(given, producer)).toMatchObject([{ outcome: 'unchanged' }]);
      await deliver();
      expect(world.store.auditEntries.at(-1)).toMatchObject({
        action: 'migration.pass-untold',
        principal: producer.id,
      });
      for (const channel of ['#payments-data', '#admins'])
        expect(saidIn(channel).at(-1)?.text).toContain('let it pass: the team was dissolved');
      expect(await gate()).toMatchObject({ gate: 'open', models: [{ because: 'passed-untold' }] });
      await sweepAt('2026-12-12T12:15:00.000Z');
      expect(await migration()).toMatchObject({ state: { name: 'overdue' } });
      expect(await activate()).toMatchObject({ outcome: 'activated' });
    });

    it('until its team speaks, which then has at least the notice of an experimental model', async () => {
      expect(await answer({ answer: 'acknowledge' })).toMatchObject([{ outcome: 'moved' }]);
      expect(await migration()).toMatchObject({
        state: { name: 'acknowledged' },
        hearing: { name: 'told', by: 'answer' },
        deadline: '2026-12-08',
      });
      await sweepAt('2026-12-09T12:00:00.000Z');
      expect(await gate()).toMatchObject({ gate: 'open', models: [{ because: 'date-passed' }] });
    });
  });
});
