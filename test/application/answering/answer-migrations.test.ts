import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import type { AnswerRequest } from '../../../lib/application/answering/move-by-answer.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEXT = { category: { type: 'string' } };
let world: World;
let id: string;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  await world.subscribe('churn', ['/category'], { team: 'ml', channel: '#churn' });
  const published = await world.publish(transaction(TEXT), { sunset: '2026-12-08' });
  id = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(id);
});

const answer = (more: Partial<AnswerRequest> = {}) =>
  answerMigrations(
    { announcement: id, consumers: ['fraud'], answer: { answer: 'acknowledge' }, principal: reader('ml'), ...more },
    world,
  );
const stateOf = async (consumer: string) =>
  (await world.migrations(id)).find((migration) => migration.consumer === consumer);
const answered = async () => (await world.told(id)).filter(({ kind }) => kind === 'answered');

describe('an answer', () => {
  it('moves the models that it names, tells their channels once each, and is audited with before and after', async () => {
    const outcomes = await answer({ consumers: ['fraud', 'churn'] });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['moved', 'moved']);
    expect((await stateOf('churn'))?.state).toMatchObject({ name: 'acknowledged', by: 'token:ml' });
    expect((await answered()).map(({ channel, answer: note }) => [channel.kind, note?.consumers])).toEqual([
      ['slack', ['churn']],
      ['slack', ['fraud']],
      ['sns', ['fraud', 'churn']],
    ]);
    const entry = world.store.auditEntries.at(-1);
    expect(entry).toMatchObject({ action: 'migration.acknowledge', principal: 'token:ml' });
    expect(entry?.writes?.filter(({ entity }) => entity === 'migration')).toMatchObject([
      {
        key: { consumer: 'fraud' },
        before: { state: { name: 'notified' } },
        after: { state: { name: 'acknowledged' } },
      },
      {
        key: { consumer: 'churn' },
        before: { state: { name: 'notified' } },
        after: { state: { name: 'acknowledged' } },
      },
    ]);
  });
  it('reminds less often of what somebody is working on', async () => {
    expect((await stateOf('fraud'))?.dueAt?.slice(0, 10)).toBe('2026-11-24');
    await answer();
    expect((await stateOf('fraud'))?.dueAt?.slice(0, 10)).toBe('2026-12-04');
  });
  it('tells the second of two what the first one said, and writes nothing', async () => {
    const seen = world.clock.now();
    world.clock.set('2026-11-21T09:00:00.000Z');
    await answer();
    const entries = world.store.auditEntries.length;
    const [second] = await answer({
      seen,
      answer: { answer: 'not-affected', reason: 'we drop it' },
      principal: { ...reader('ml'), id: 'slack:UBOB1' },
    });
    expect(second).toMatchObject({ outcome: 'overtaken', because: 'it became acknowledged meanwhile' });
    expect(world.store.auditEntries).toHaveLength(entries);
  });
  it('is decided anew when another answer wins the race', async () => {
    world.store.beforeCommit = async () => {
      world.store.beforeCommit = undefined;
      await answer({ principal: { ...reader('ml'), id: 'slack:UANN1' } });
    };
    const [second] = await answer({ principal: { ...reader('ml'), id: 'slack:UBOB1' } });
    expect(second).toMatchObject({ outcome: 'unchanged', because: 'slack:UANN1 acknowledged it already' });
  });
  it('is refused to another team, and the producer cannot acknowledge for it', async () => {
    await expect(answer({ principal: reader('growth') })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(answer({ principal: producer })).rejects.toMatchObject({ code: 'forbidden' });
  });
  it('is an administrator’s to give in place of either', async () => {
    const [waived] = await answer({ principal: administrator, answer: { answer: 'waive', reason: 'retired soon' } });
    expect(waived?.outcome).toBe('moved');
  });
  it('is not taken once the change was withdrawn', async () => {
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'stays an integer', principal: producer }, world);
    await expect(answer()).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('was withdrawn'),
    });
  });
  it('names the model that the announcement does not concern', async () => {
    await expect(answer({ consumers: ['revenue'] })).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('does not concern "revenue"'),
    });
  });
});

describe('the time to a team’s first word', () => {
  it('is measured once, and not of what the producer decides', async () => {
    world.clock.set('2026-11-20T10:00:00.000Z');
    const [first] = await answer({ answer: { answer: 'extend', until: '2027-01-26', reason: 'freeze' } });
    expect(first).toMatchObject({ outcome: 'moved', secondsSincePublish: 3_600 });
    const [decided] = await answer({ answer: { answer: 'deny' }, principal: producer });
    expect(decided).not.toHaveProperty('secondsSincePublish');
    const [second] = await answer();
    expect(second).toMatchObject({ outcome: 'moved' });
    expect(second).not.toHaveProperty('secondsSincePublish');
  });
});

describe('more time', () => {
  it('is granted at once within the allowance of the subject', async () => {
    const extension = { answer: 'extend', until: '2026-12-15', reason: 'freeze' } as const;
    const [outcome] = await answer({ answer: extension });
    expect(outcome?.migration).toMatchObject({ state: { name: 'granted', by: 'policy' }, deadline: extension.until });
  });
  it('beyond it is the producer’s to grant, and nobody else’s', async () => {
    const extension = { answer: 'extend', until: '2027-01-26', reason: 'freeze' } as const;
    await answer({ answer: extension });
    await expect(answer({ answer: { answer: 'grant' } })).rejects.toMatchObject({ code: 'forbidden' });
    const [granted] = await answer({ answer: { answer: 'grant' }, principal: producer });
    expect(granted?.migration).toMatchObject({
      state: { name: 'granted', requestedBy: 'token:ml' },
      deadline: extension.until,
    });
  });
  it('reaches the producer’s channel where the subject names one', async () => {
    const subject = await world.store.find('subject', { name: SUBJECT });
    if (subject) world.store.seed('subject', { ...subject, channel: '#payments-data' });
    await answer({ answer: { answer: 'extend', until: '2027-01-26', reason: 'freeze' } });
    expect((await answered()).filter(({ audience }) => audience === 'producer')).toMatchObject([
      { channel: { channel: '#payments-data' }, team: 'payments', answer: { state: { name: 'extension-requested' } } },
    ]);
  });
});
