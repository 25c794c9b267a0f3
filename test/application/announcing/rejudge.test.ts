import { beforeEach, describe, expect, it } from 'vitest';
import { InlineJudge } from '../../../lib/adapters/judge/inline-judge.ts';
import { planNotifications } from '../../../lib/application/announcing/plan-notifications.ts';
import { foreseeRejudgement, startRejudgement } from '../../../lib/application/announcing/rejudgement.ts';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { readGate } from '../../../lib/application/deploying/gate.ts';
import type { Judge } from '../../../lib/application/ports/judge.ts';
import type { Store } from '../../../lib/application/ports/store.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import type { Announcement } from '../../../lib/domain/announcement.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { ConsumerVerdict } from '../../../lib/domain/verdict.ts';
import { MemoryIssues } from '../../fakes/memory-issues.ts';
import { ScriptedSlack } from '../../fakes/scripted-slack.ts';
import { deliverAll } from '../deliver-all.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

const SAFE: ConsumerVerdict = { status: 'compatible' };
const OPEN: ConsumerVerdict = { status: 'undecided', reason: 'too many alternatives' };
const CUT_OFF: ConsumerVerdict = { status: 'undecided', reason: 'it took longer than 40 s', cause: 'time' };
const broken = (pointer: string): ConsumerVerdict => ({
  status: 'newly-broken',
  kind: 'rejected',
  witness: { id: 'a' },
  pointers: [pointer],
});

/** An engine of some version that says of readers of a field what it was told to. */
class ScriptedEngine extends InlineJudge {
  override readonly engine: number;
  readonly #said: Readonly<Record<string, ConsumerVerdict>>;
  asked = 0;

  constructor(engine: number, said: Readonly<Record<string, ConsumerVerdict>>) {
    super();
    this.engine = engine;
    this.#said = said;
  }
  override async serve(input: Parameters<Judge['serve']>[0]): Promise<ConsumerVerdict> {
    this.asked++;
    return this.#said[input.contract.reads[0]?.pointer ?? ''] ?? SAFE;
  }
}

const UPGRADED = '2026-11-25T09:00:00.000Z';
const STRING = { category: { type: 'string' } };

describe('After an upgrade of the engine', () => {
  let world: World;
  let id: string;

  /** `fraud` reads a field of which it is undecided whether it breaks; `churn` and `vip` read others. */
  async function story(said: Readonly<Record<string, ConsumerVerdict>> = { '/category': OPEN }): Promise<void> {
    world = new World(new ScriptedEngine(1, said));
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.subscribe('churn', ['/amount']);
    const subject = await world.store.find('subject', { name: SUBJECT });
    if (subject) world.store.seed('subject', { ...subject, channel: '#payments-data' });
    const outcome = await world.publish(transaction(STRING));
    id = outcome.outcome === 'created' ? (outcome.announcementId ?? '') : '';
    await world.planAll(id);
    await world.hear(id);
  }
  beforeEach(async () => await story());

  /** One run of the sweep, and what planning makes of it. */
  async function sweep(at?: string): Promise<void> {
    if (at !== undefined) world.clock.set(at);
    await sweepDeadlines(world);
    await plan();
  }
  async function plan(): Promise<void> {
    for (let message = world.queue.messages.shift(); message; message = world.queue.messages.shift())
      await planNotifications(message, world);
  }
  const upgrade = async (said: Readonly<Record<string, ConsumerVerdict>>, at = UPGRADED): Promise<ScriptedEngine> => {
    const engine = new ScriptedEngine(world.engine + 1, said);
    world.upgrade(engine);
    await sweep(at);
    // The round of what is live, and the end of it.
    await sweep();
    await sweep();
    return engine;
  };
  const announcement = async (): Promise<Announcement | undefined> => await world.store.find('announcement', { id });
  const of = async (consumer: string): Promise<Migration | undefined> =>
    (await world.migrations(id)).find((one) => one.consumer === consumer);
  const gate = async () => await readGate({ subject: SUBJECT, version: '2', environment: 'production' }, world);
  const audited = (action: string) => world.store.auditEntries.filter((entry) => entry.action === action);
  const notes = async () =>
    (await world.told(id)).filter(({ kind, createdAt }) => kind === 'answered' && createdAt >= UPGRADED);

  it('nothing is judged again that this engine judged', async () => {
    expect(await announcement()).toMatchObject({ judged: { engine: 1, contentModel: 'declared' } });
    expect(await of('fraud')).toMatchObject({ verdict: 'undecided', undecided: 'held', judged: { engine: 1 } });
    const judge = world.judge as ScriptedEngine;
    const before = judge.asked;
    await sweep(UPGRADED);
    await sweep();
    expect(judge.asked).toBe(before);
  });

  it('what is proved safe is closed, told in its thread and to the producer, and holds nothing', async () => {
    expect((await gate()).gate).toBe('closed');
    await upgrade({});
    expect(await of('fraud')).toMatchObject({
      state: { name: 'not-affected', by: 'engine', reason: 'proved safe by engine 2' },
      verdict: 'compatible',
      judged: { engine: 2 },
    });
    expect(await of('fraud')).not.toHaveProperty('dueAt');
    expect((await gate()).gate).toBe('open');
    expect((await notes()).map(({ channel, audience }) => [channel, audience])).toEqual(
      expect.arrayContaining([
        [{ kind: 'slack', channel: '#fraud-team' }, undefined],
        [{ kind: 'slack', channel: '#payments-data' }, 'producer'],
      ]),
    );
    expect(await announcement()).toMatchObject({ status: 'open', live: false, judged: { engine: 2 } });
    expect(await announcement()).not.toHaveProperty('rejudging');
    expect(await announcement()).not.toHaveProperty('dueAt');
    expect(audited('migration.rejudged')).toMatchObject([
      { consumer: 'fraud', detail: { action: 'close', engine: 2, before: 'undecided', after: 'compatible' } },
    ]);
    expect(audited('announcement.rejudged')).toMatchObject([{ detail: { engine: 2, before: 1 } }]);
  });

  it('it happens once', async () => {
    const engine = await upgrade({});
    const [asked, told] = [engine.asked, (await world.told(id)).length];
    await sweep('2026-11-25T10:00:00.000Z');
    await sweep('2026-11-26T10:00:00.000Z');
    expect(engine.asked).toBe(asked);
    expect(await world.told(id)).toHaveLength(told);
    expect(audited('announcement.rejudged')).toHaveLength(1);
  });

  it('what has a record now keeps the date that it had, and its thread hears of the record', async () => {
    const deadline = (await of('fraud'))?.deadline;
    await upgrade({ '/category': broken('/category') });
    expect(await of('fraud')).toMatchObject({
      ...{ verdict: 'breaking', concern: 'breaking', witness: { id: 'a' }, pointers: ['/category'], deadline },
      ...{ state: { name: 'notified' }, judged: { engine: 2 } },
    });
    expect(await of('fraud')).not.toHaveProperty('undecided');
    expect(await of('fraud')).not.toHaveProperty('reason');
    expect(await notes()).toEqual(
      expect.arrayContaining([expect.objectContaining({ answer: expect.objectContaining({ provedBy: 2 }) })]),
    );
  });

  it('a model that was thought safe hears of the break at once, with full notice, and is waited for', async () => {
    await answerMigrations(
      { announcement: id, consumers: ['fraud'], answer: { answer: 'migrated' }, principal: reader('fraud-team') },
      world,
    );
    expect((await gate()).gate).toBe('open');
    expect(await of('churn')).toBeUndefined();
    await upgrade({ '/category': OPEN, '/amount': broken('/amount') });
    expect(await of('churn')).toMatchObject({
      ...{ verdict: 'breaking', concern: 'breaking', state: { name: 'notified' }, createdAt: UPGRADED },
      // 14 days from the upgrade, not from the announcement.
      ...{ deadline: '2026-12-09', announcedDeadline: '2026-12-09', judged: { engine: 2 } },
    });
    expect(await of('churn')).not.toHaveProperty('late');
    const first = (await world.told(id)).filter(({ team, kind }) => team === 'churn-team' && kind === 'announced');
    expect(first).toMatchObject([{ consumers: ['churn'] }, { consumers: ['churn'] }]);
    expect(await announcement()).toMatchObject({ affected: 2 });
    expect((await gate()).gate).toBe('closed');
    const activate = activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
    await expect(activate).rejects.toMatchObject({ code: 'gate-closed' });
  });

  it('a model that was only asked about a deprecation keeps its issue, and is asked there', async () => {
    await story({});
    await world.subscribe('pricing', ['/amount'], { team: 'pricing-team', repository: 'acme/pricing' });
    const deprecated = transaction({
      ...STRING,
      amount: { type: 'number', deprecated: true, 'x-sunset': '2027-02-01' },
    });
    const published = await world.publish(deprecated);
    id = (published.outcome === 'created' && published.announcementId) || '';
    const slack = new ScriptedSlack();
    const issues = new MemoryIssues();
    await world.planAll(id);
    await deliverAll(world, { slack, issues });
    await upgrade({ '/amount': broken('/amount') });
    await deliverAll(world, { slack, issues });
    expect(await of('pricing')).toMatchObject({ concern: 'breaking', renewed: true });
    expect(issues.issues).toHaveLength(1);
    expect(issues.issues[0]?.message).toMatchObject({ standing: 'open' });
  });

  it('a version that went live since it broke nobody is announced all the same, and may be taken back', async () => {
    await story({});
    expect(await announcement()).toMatchObject({ status: 'closed', live: true, affected: 0 });
    await upgrade({ '/category': broken('/category') });
    expect(await announcement()).toMatchObject({ status: 'open', live: true, affected: 1, judged: { engine: 2 } });
    expect(await of('fraud')).toMatchObject({ deadline: '2026-12-09', verdict: 'breaking' });
    expect((await world.store.find('subject', { name: SUBJECT }))?.live).toEqual([id]);
  });

  it.each([
    ['acknowledge', 'acknowledged'],
    ['migrated', 'migrated'],
  ] as const)('who answered %s keeps that', async (answer, name) => {
    const principal = reader('fraud-team');
    await answerMigrations({ announcement: id, consumers: ['fraud'], answer: { answer }, principal }, world);
    await upgrade({});
    expect(await of('fraud')).toMatchObject({ state: { name }, verdict: 'undecided', judged: { engine: 1 } });
    await upgrade({ '/category': broken('/category') }, '2026-11-26T09:00:00.000Z');
    expect(await of('fraud')).toMatchObject({ state: { name } });
  });

  it('who looked and found it safe keeps that, and hears of the record', async () => {
    const answer = { answer: 'not-affected', reason: 'we looked, it is safe' } as const;
    const principal = reader('fraud-team');
    await answerMigrations({ announcement: id, consumers: ['fraud'], answer, principal }, world);
    await upgrade({ '/category': broken('/category') });
    expect(await of('fraud')).toMatchObject({
      state: { name: 'not-affected', reason: 'we looked, it is safe' },
      verdict: 'breaking',
    });
    expect((await gate()).gate).toBe('open');
    expect((await notes()).length).toBeGreaterThan(0);
  });

  it('a record that was confirmed stands where a search finds none any more', async () => {
    await story({ '/category': broken('/category') });
    await upgrade({});
    expect(await of('fraud')).toMatchObject({
      verdict: 'breaking',
      state: { name: 'notified' },
      judged: { engine: 1 },
    });
    expect((await gate()).gate).toBe('closed');
  });

  it('what ran out of time is no verdict: it is tried again hours later, and not for ever', async () => {
    const engine = await upgrade({ '/category': CUT_OFF });
    expect(await of('fraud')).toMatchObject({ verdict: 'undecided', judged: { engine: 1 } });
    expect(await announcement()).toMatchObject({ judged: { engine: 1 }, rejudging: { engine: 2, tries: 1 } });
    const asked = engine.asked;
    await sweep('2026-11-25T10:00:00.000Z');
    expect(engine.asked).toBe(asked);
    for (const hour of ['13', '18', '23']) await sweep(`2026-11-25T${hour}:30:00.000Z`);
    for (const hour of ['04', '09', '14', '19']) await sweep(`2026-11-26T${hour}:30:00.000Z`);
    expect(await announcement()).toMatchObject({ status: 'open', judged: { engine: 1 } });
    expect(await announcement()).not.toHaveProperty('rejudging');
    expect(audited('announcement.rejudging-given-up')).toMatchObject([{ detail: { engine: 2, tries: 5 } }]);
    expect(await of('fraud')).toMatchObject({ verdict: 'undecided', state: { name: 'notified' } });
    expect((await gate()).gate).toBe('closed');
  });

  it('the others move although one model runs out of time', async () => {
    await upgrade({ '/category': CUT_OFF, '/amount': broken('/amount') });
    expect(await of('churn')).toMatchObject({ verdict: 'breaking', deadline: '2026-12-09' });
  });

  it('an older release that still runs takes nothing back', async () => {
    const older = world.judge;
    await upgrade({});
    world.upgrade(older);
    await sweep('2026-11-25T11:00:00.000Z');
    expect(await announcement()).toMatchObject({ judged: { engine: 2 } });
    expect(await of('fraud')).toMatchObject({ state: { name: 'not-affected' } });
  });

  it('a version that was taken back is left alone', async () => {
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'a mistake', principal: producer }, world);
    await world.planAll(id);
    const engine = await upgrade({ '/category': broken('/category') });
    expect(engine.asked).toBe(0);
    expect(await of('fraud')).toMatchObject({ state: { name: 'withdrawn' } });
  });

  it('what was being planned is judged again once it is planned', async () => {
    const outcome = await world.publish(transaction({ category: { type: 'boolean' } }));
    id = outcome.outcome === 'created' ? (outcome.announcementId ?? '') : '';
    const first = world.judge;
    world.upgrade(new ScriptedEngine(2, { '/category': broken('/category') }));
    await sweepDeadlines(world);
    expect(await announcement()).toMatchObject({ status: 'planning', rejudging: { engine: 2 } });
    world.judge = first;
    await world.planAll(id);
    expect(await of('fraud')).toMatchObject({ verdict: 'undecided' });
    world.judge = new ScriptedEngine(2, { '/category': broken('/category') });
    await sweep('2026-11-25T09:30:00.000Z');
    expect(await of('fraud')).toMatchObject({ verdict: 'breaking', judged: { engine: 2 } });
  });

  it('a run hands on a bounded number: what waits before what is live, what has the soonest date first', async () => {
    const like = await announcement();
    const model = await of('fraud');
    const subject = await world.store.find('subject', { name: SUBJECT });
    if (!like || !model || !subject) throw new Error('no story');
    for (let n = 0; n < 130; n++) {
      const name = `payments.s${String(n).padStart(3, '0')}`;
      const live = n % 2 === 0;
      world.store.seed('subject', { ...subject, name });
      world.store.seed('announcement', { ...like, id: `A${n}`, subject: name, live });
      const deadline = `2026-12-${String(28 - (n % 20)).padStart(2, '0')}`;
      world.store.seed('migration', { ...model, announcementId: `A${n}`, subject: name, deadline });
    }
    world.upgrade(new ScriptedEngine(2, {}));
    world.clock.set(UPGRADED);
    const runs: string[][] = [];
    for (let run = 0; run < 20; run++) {
      await sweepDeadlines(world);
      runs.push(world.queue.messages.splice(0).map(({ announcementId }) => announcementId));
    }
    const handed = runs.flat();
    expect(new Set(handed).size).toBe(131);
    expect(handed).toHaveLength(131);
    for (const run of runs) expect(run.length).toBeLessThanOrEqual(30);
    const isLive = (name: string) => Number(name.slice(1)) % 2 === 0;
    const [waiting, live] = [handed.filter((name) => name !== id && !isLive(name)), handed.filter(isLive)];
    expect(Math.max(...waiting.map((name) => handed.indexOf(name)))).toBeLessThan(
      Math.min(...live.map((name) => handed.indexOf(name))),
    );
    const dates = (runs[0] ?? []).filter((name) => name !== id).map((name) => 28 - (Number(name.slice(1)) % 20));
    expect(dates).toEqual([...dates].sort((left, right) => left - right));
  });

  it('an administrator sees beforehand what would follow, and nothing is written', async () => {
    world.upgrade(new ScriptedEngine(2, { '/category': broken('/category'), '/amount': broken('/amount') }));
    world.clock.set(UPGRADED);
    const [told, audit] = [(await world.told(id)).length, world.store.auditEntries.length];
    const page = await foreseeRejudgement({ principal: administrator }, world);
    const about = { subject: SUBJECT, version: 2, announcementId: id, after: 'newly-broken' };
    expect(page).toEqual({
      engine: 2,
      announcements: 1,
      items: [
        {
          ...about,
          ...{ consumer: 'churn', team: 'churn-team', before: 'none', action: 'announce', deadline: '2026-12-09' },
        },
        {
          ...about,
          ...{ consumer: 'fraud', team: 'fraud-team', before: 'undecided', action: 'prove', date: 'kept' },
          deadline: (await of('fraud'))?.deadline,
        },
      ],
    });
    expect([(await world.told(id)).length, world.store.auditEntries.length]).toEqual([told, audit]);
    expect(await world.store.find('upgrade', {})).toBeUndefined();
    const others = foreseeRejudgement({ principal: reader('fraud-team') }, world);
    await expect(others).rejects.toMatchObject({ code: 'forbidden' });
    await sweep();
    expect(await foreseeRejudgement({ principal: administrator }, world)).toMatchObject({
      announcements: 0,
      items: [],
    });
  });

  it('what would not be judged in time, and what stays all the same, is listed as that', async () => {
    world.upgrade(new ScriptedEngine(2, { '/category': CUT_OFF }));
    expect(await foreseeRejudgement({ principal: administrator }, world)).toMatchObject({
      items: [{ consumer: 'fraud', action: 'later', after: 'undecided' }],
    });
    await story({ '/category': broken('/category') });
    world.upgrade(new ScriptedEngine(2, {}));
    expect(await foreseeRejudgement({ principal: administrator }, world)).toMatchObject({
      items: [{ consumer: 'fraud', before: 'breaking', after: 'compatible', action: 'keep', because: 'record-stands' }],
    });
  });

  it('an administrator has it begin again, also for what was given up', async () => {
    const start = async (principal = administrator) => await startRejudgement({ principal }, world);
    await expect(start(reader('fraud-team'))).rejects.toMatchObject({ code: 'forbidden' });
    world.upgrade(new ScriptedEngine(2, { '/category': CUT_OFF }));
    expect(await start()).toEqual({ engine: 2, outcome: 'under-way' });
    await sweep(UPGRADED);
    for (let hours = 1; hours <= 6; hours++) await sweep(`2026-11-${25 + hours}T09:00:00.000Z`);
    expect(audited('announcement.rejudging-given-up')).toHaveLength(1);
    world.judge = new ScriptedEngine(2, {});
    expect(await start()).toEqual({ engine: 2, outcome: 'started' });
    expect(await start()).toEqual({ engine: 2, outcome: 'under-way' });
    expect(audited('engine.rejudgement-started')).toMatchObject([{ principal: 'bootstrap' }]);
    await sweep('2026-12-02T09:00:00.000Z');
    expect(await of('fraud')).toMatchObject({ state: { name: 'not-affected', by: 'engine' } });
  });

  describe('whoever dies or comes at the same time', () => {
    const SAID = { '/category': broken('/category'), '/amount': broken('/amount') };
    /** Lets `happen` happen before the n-th call of the store. */
    function disturbed(n: number, happen: () => Promise<void>): { store: Store; calls: () => number } {
      let calls = 0;
      const store = new Proxy<Store>(world.store, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return async (...args: unknown[]) => {
            if (++calls === n) await happen();
            return await member.apply(target, args);
          };
        },
      });
      return { store, calls: () => calls };
    }
    async function whole(store: Store): Promise<void> {
      await sweepDeadlines({ ...world, store });
      for (let message = world.queue.messages.shift(); message; message = world.queue.messages.shift())
        await planNotifications(message, { ...world, store });
    }
    async function settle(): Promise<void> {
      for (const at of ['09:20', '09:40', '10:00', '10:20']) await sweep(`2026-11-25T${at}:00.000Z`);
    }
    const outcome = async () => ({
      migrations: (await world.migrations(id)).map(({ createdAt: _, state, ...one }) => ({
        ...one,
        state: state.name,
      })),
      told: (await world.told(id)).map(({ id: name }) => name.replace(/ANNOUNCEMENT#[^/]+/, '')).sort(),
      audited: world.store.auditEntries.filter(({ action }) => action.includes('rejudg')).map(({ action }) => action),
      upgrade: (await world.store.find('upgrade', {}))?.round,
    });
    const stripped = async () => JSON.parse(JSON.stringify(await outcome()).replaceAll(id, 'ID')) as unknown;
    async function begin(): Promise<void> {
      await story();
      world.upgrade(new ScriptedEngine(2, SAID));
      world.clock.set(UPGRADED);
    }

    it('says everything once, whichever step is the last of a run', async () => {
      await begin();
      await whole(world.store);
      await settle();
      const expected = await stripped();
      for (let n = 1; ; n++) {
        await begin();
        const dying = disturbed(n, async () => {
          throw new Error('the function was killed');
        });
        await whole(dying.store).catch(() => undefined);
        world.queue.messages.splice(0);
        await settle();
        expect(await stripped(), `killed before step ${n}`).toEqual(expected);
        if (dying.calls() < n) break;
      }
    }, 60_000);

    it('says everything once, wherever another one runs', async () => {
      await begin();
      await whole(world.store);
      await settle();
      const expected = await stripped();
      for (let n = 1; ; n++) {
        await begin();
        const other = disturbed(n, async () => await whole(world.store));
        await whole(other.store);
        await settle();
        expect(await stripped(), `beside step ${n}`).toEqual(expected);
        if (other.calls() < n) break;
      }
    }, 60_000);
  });
});
