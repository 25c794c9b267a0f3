import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { firstRendering } from '../../../lib/application/delivering/first-messages.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import type { Answer } from '../../../lib/domain/migration/answer.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEXT = { category: { type: 'string' } };
let world: World;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
});

const announce = async (properties: Readonly<Record<string, unknown>>, sunset?: string) => {
  const required = ['id', 'amount', 'category'];
  const outcome = await world.publish(transaction(properties, required), sunset === undefined ? {} : { sunset });
  return (outcome.outcome === 'created' && outcome.announcementId) || '';
};
const planned = async (properties: Readonly<Record<string, unknown>>, sunset?: string) => {
  const id = await announce(properties, sunset);
  await world.planAll(id);
  return id;
};
const answer = (announcement: string, given: Answer) =>
  answerMigrations({ announcement, consumers: ['fraud'], answer: given, principal: reader('ml') }, world);
const migration = async (id: string) => (await world.migrations(id))[0];
const announcement = (id: string) => world.store.find('announcement', { id });
const version = (number: number) => world.store.find('version', { subject: SUBJECT, version: number });
/** As if Slack had taken every first message. */
const deliver = async (id: string) => {
  for (const delivery of await world.told(id))
    if (delivery.channel.kind === 'slack')
      world.store.seed('delivery', {
        ...delivery,
        status: 'sent',
        receipt: { channelId: 'C1', ts: `${delivery.id.length}.1` },
      });
};
const kinds = async (id: string) =>
  (await world.told(id)).filter(({ channel }) => channel.kind === 'slack').map(({ kind }) => kind);

describe('a later version with the same change', () => {
  it('takes the place of the proposal, keeps answer and date, and asks nobody again', async () => {
    const first = await planned(TEXT);
    await deliver(first);
    await answer(first, { answer: 'acknowledge' });
    world.clock.advance({ days: 3 });
    const second = await planned({ ...TEXT, note: { type: 'string' } });
    expect(await announcement(first)).toMatchObject({ status: 'withdrawn', supersededBy: second });
    expect(await version(2)).toMatchObject({ status: 'withdrawn', successor: 3 });
    expect(await migration(second)).toMatchObject({
      state: { name: 'acknowledged' },
      carriedFrom: first,
      deadline: '2026-12-04',
    });
    const told = (await world.told(second)).filter(({ channel }) => channel.kind === 'slack');
    expect(told.map(({ kind, status, adopted }) => [kind, status, adopted])).toEqual([
      ['announced', 'sent', true],
      ['continued', 'pending', undefined],
    ]);
  });
  it('closes the former migrations without a word in the thread that goes on', async () => {
    const first = await planned(TEXT);
    await deliver(first);
    await planned({ ...TEXT, note: { type: 'string' } });
    await world.planAll(first);
    expect((await migration(first))?.state.name).toBe('withdrawn');
    expect(await kinds(first)).toEqual(['announced']);
  });
  it('carries an answer that comes while it is planned', async () => {
    const first = await planned(TEXT);
    await deliver(first);
    const second = await announce({ ...TEXT, note: { type: 'string' } });
    world.store.beforeCommit = async () => {
      world.store.beforeCommit = undefined;
      world.clock.advance({ seconds: 1 });
      await answer(first, { answer: 'not-affected', reason: 'retired next week' });
    };
    await world.planAll(second);
    await world.planAll(first);
    expect((await migration(second))?.state).toMatchObject({ name: 'not-affected', reason: 'retired next week' });
  });
  it('counts the notice from when the change was first announced', async () => {
    await planned(TEXT, '2026-12-04');
    world.clock.advance({ days: 5 });
    const second = await planned({ ...TEXT, note: { type: 'string' } }, '2026-12-04');
    expect(await announcement(second)).toMatchObject({ status: 'open', noticeSince: '2026-11-20T09:00:00.000Z' });
    await expect(announce({ ...TEXT, amount: { type: 'string' } }, '2026-12-04')).rejects.toMatchObject({
      code: 'notice-too-short',
    });
  });
  it('puts the date off only where the producer names a later one', async () => {
    await planned(TEXT);
    const second = await planned({ ...TEXT, note: { type: 'string' } }, '2026-12-18');
    expect((await migration(second))?.deadline).toBe('2026-12-18');
  });
});

describe('a later version with the same change and another one, in a channel of two models', () => {
  const both = { ...TEXT, amount: { type: 'string' } };
  const inSlack = async (id: string) =>
    (await world.told(id))
      .filter(({ channel }) => channel.kind === 'slack')
      .map(({ kind, status, consumers }) => [kind, status, consumers?.join()]);

  beforeEach(async () => {
    await world.subscribe('churn', ['/amount'], { team: 'ml' });
  });

  it('tells only the model to which something is new, and goes on in the thread of the other', async () => {
    const first = await planned(TEXT);
    await deliver(first);
    await answer(first, { answer: 'acknowledge' });
    const second = await planned(both);
    expect(await inSlack(second)).toEqual([
      ['announced', 'sent', 'fraud'],
      ['announced', 'pending', 'churn'],
      ['continued', 'pending', 'fraud'],
    ]);
    const [going] = await world.told(second);
    const ports = { store: world.store, clock: world.clock, registry: { url: 'https://forewarn.example' } };
    const text = going && (await firstRendering(going, ports))?.text;
    expect(text).toContain('*fraud*');
    expect(text).not.toContain('*churn*');
  });
  it('goes on in both threads after it, and asks nobody again', async () => {
    const first = await planned(TEXT);
    await deliver(first);
    const second = await planned(both);
    await deliver(second);
    const third = await planned({ ...both, note: { type: 'string' } });
    expect(await inSlack(third)).toEqual([
      ['announced', 'sent', 'fraud'],
      ['announced', 'sent', 'churn'],
      ['continued', 'pending', 'churn'],
      ['continued', 'pending', 'fraud'],
    ]);
  });
});

describe('a later version that changes it further', () => {
  it('asks anew and says so in the former thread', async () => {
    const first = await planned(TEXT);
    await deliver(first);
    await answer(first, { answer: 'acknowledge' });
    const second = await planned({ category: { type: 'boolean' } });
    await world.planAll(first);
    expect((await migration(second))?.state.name).toBe('notified');
    expect((await migration(second))?.carriedFrom).toBeUndefined();
    expect(await kinds(first)).toEqual(['announced', 'answered', 'withdrawn']);
    expect(await kinds(second)).toEqual(['announced']);
  });
});

describe('a hotfix on the old shape', () => {
  it('takes nothing back while the change is only proposed', async () => {
    const first = await planned(TEXT);
    await announce({ note: { type: 'string' } });
    expect(await announcement(first)).toMatchObject({ status: 'open' });
    expect((await migration(first))?.state.name).toBe('notified');
  });
});

describe('a version that undoes a live change', () => {
  const sweepAndPlan = async () => {
    await sweepDeadlines(world);
    const messages = world.queue.messages.splice(0);
    for (const { announcementId } of messages) await world.planAll(announcementId);
  };
  const goLive = async (properties: Readonly<Record<string, unknown>>) => {
    const id = await planned(properties);
    const emergency = { reason: 'the old source is switched off' };
    await activateVersion({ subject: SUBJECT, version: 'latest', principal: producer, emergency }, world);
    return id;
  };

  it('withdraws it by itself and closes its migrations', async () => {
    const first = await goLive(TEXT);
    const back = await announce({});
    await world.planAll(back);
    await sweepAndPlan();
    expect(await announcement(first)).toMatchObject({ status: 'withdrawn', revertedBy: 3 });
    await world.planAll(first);
    expect((await migration(first))?.state.name).toBe('withdrawn');
    expect(world.store.auditEntries.map(({ action }) => action)).toContain('announcement.reverted');
  });
  it('leaves a live change alone that it keeps', async () => {
    const first = await goLive(TEXT);
    await announce({ ...TEXT, note: { type: 'string' } });
    await sweepAndPlan();
    expect(await announcement(first)).toMatchObject({ status: 'open', live: true });
    expect((await announcement(first))?.dueAt).toBeUndefined();
  });
});
