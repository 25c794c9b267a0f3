import { beforeEach, describe, expect, it } from 'vitest';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { recordModelDeployment } from '../../../lib/application/deploying/record-model-deployment.ts';
import { foreseeRetirement } from '../../../lib/application/publishing/foresee-retirement.ts';
import { keepSubject, type RetireRequest, retireSubject } from '../../../lib/application/publishing/retire-subject.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

const emergency = { reason: 'the feed is switched off' };
let world: World;
beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
});

const retire = (more: Partial<RetireRequest> = {}) =>
  retireSubject({ subject: SUBJECT, principal: producer, ...more }, world);
const announced = async (more: Partial<RetireRequest> = {}): Promise<string> => {
  const { announcementId = '' } = await retire(more);
  await world.planAll(announcementId);
  await world.hear(announcementId);
  return announcementId;
};
/** The sweep as it comes by, with all that it hands to planning. */
const sweep = async () => {
  await sweepDeadlines(world);
  for (const { announcementId } of world.queue.messages.splice(0)) await world.planAll(announcementId);
};
const later = async (days: number) => {
  world.clock.advance({ days });
  await sweep();
};
const subject = () => world.store.find('subject', { name: SUBJECT });
const states = async (id: string) => (await world.migrations(id)).map(({ consumer, state }) => [consumer, state.name]);
const kinds = async (id: string) =>
  (await world.told(id)).filter(({ channel }) => channel.kind === 'slack').map(({ kind, team }) => [team, kind]);

describe('a subject that nobody subscribes to', () => {
  it('is retired at once, by its owner or an administrator and nobody else', async () => {
    await expect(retire({ principal: reader('payments') })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(retire({ principal: { ...producer, team: 'orders' } })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await retire()).toMatchObject({ outcome: 'retired', subject: { status: 'retired' } });
    expect(await retire({ principal: administrator })).toMatchObject({ outcome: 'unchanged' });
  });
});

describe('a subject that a model reads', () => {
  beforeEach(() => world.subscribe('fraud', ['/category'], { team: 'ml' }));

  it('is announced with a date, tells every reader whatever it reads, and stays until then', async () => {
    await world.subscribe('whole', [], { team: 'bi', tier: 'critical' });
    const id = await announced();
    expect(await subject()).toMatchObject({ status: 'active', retirement: id });
    expect(await states(id)).toEqual([
      ['whole', 'notified'],
      ['fraud', 'notified'],
    ]);
    expect((await world.migrations(id)).map(({ deadline }) => deadline.slice(0, 10))).toEqual([
      '2026-12-21',
      '2026-12-04',
    ]);
    expect(await kinds(id)).toEqual([
      ['bi', 'announced'],
      ['ml', 'announced'],
    ]);
    await later(10);
    expect(await subject()).toMatchObject({ status: 'active' });
  });

  it('is retired by the sweep once its date is over, and its readers hear that', async () => {
    const id = await announced();
    await later(15);
    await later(1);
    expect(await subject()).toMatchObject({ status: 'retired' });
    expect(await subject()).not.toHaveProperty('retirement');
    await world.planAll(id);
    expect(await kinds(id)).toContainEqual(['ml', 'exposed']);
    await expect(world.publish(transaction({ note: {} }))).rejects.toMatchObject({ code: 'conflict' });
  });

  it.each([
    { answer: 'not-affected', reason: 'reads its successor since May' } as const,
    { answer: 'migrated' } as const,
  ])('is retired before its date once all have answered: $answer', async (answer) => {
    const announcement = await announced();
    await answerMigrations({ announcement, consumers: ['fraud'], answer, principal: reader('ml') }, world);
    await later(1);
    expect(await subject()).toMatchObject({ status: 'retired' });
  });

  it('waits for the date of a model that will handle it', async () => {
    const announcement = await announced();
    const answer = { answer: 'acknowledge' } as const;
    await answerMigrations({ announcement, consumers: ['fraud'], answer, principal: reader('ml') }, world);
    await later(5);
    expect(await subject()).toMatchObject({ status: 'active' });
  });

  it('is retired once the last reader has unsubscribed, also while it is planned', async () => {
    const { announcementId: id = '' } = await retire();
    await unsubscribe({ consumer: 'fraud', subject: SUBJECT, principal: reader('ml') }, world);
    await world.planAll(id);
    await later(1);
    expect(await subject()).toMatchObject({ status: 'retired' });
  });

  it('tells who subscribes while it is announced', async () => {
    const id = await announced();
    world.clock.advance({ days: 3 });
    expect(await world.subscribe('late', [], { team: 'new' })).toMatchObject({ opened: [id] });
    await later(12);
    expect(await subject()).toMatchObject({ status: 'active' });
    expect(await states(id)).toContainEqual(['late', 'notified']);
  });

  it('is held by a critical model until an administrator decides', async () => {
    await world.subscribe('whole', [], { team: 'bi', tier: 'critical' });
    await announced();
    await later(32);
    expect(await retire()).toMatchObject({ outcome: 'waits', holding: [{ consumer: 'whole' }] });
    await later(8);
    expect(await subject()).toMatchObject({ status: 'active' });
    expect(await retire()).toMatchObject({ outcome: 'waits' });
    expect(await retire({ principal: administrator })).toMatchObject({ outcome: 'retired' });
  });

  it('is retired at once only as an emergency, which every reader is told', async () => {
    const id = await announced({ emergency });
    expect(await subject()).toMatchObject({ status: 'retired' });
    expect(await world.store.find('announcement', { id })).toMatchObject({ live: true, emergency });
    expect(await kinds(id)).toEqual([['ml', 'announced']]);
  });

  it('can be hastened by an emergency after it was announced', async () => {
    const id = await announced();
    expect(await retire({ emergency })).toMatchObject({ outcome: 'retired', announcementId: id });
    await world.planAll(id);
    expect(await kinds(id)).toContainEqual(['ml', 'emergency']);
  });

  it('refuses a date that is too soon, and says the earliest', async () => {
    await expect(retire({ sunset: '2026-11-25' })).rejects.toMatchObject({
      code: 'notice-too-short',
      extensions: { earliest: '2026-12-04' },
    });
  });

  it('goes on as it is meanwhile, and takes proposals back when it ends', async () => {
    const id = await announced();
    const fixed = await world.publish(transaction({ note: { type: 'string' } }, ['id', 'amount', 'category']));
    expect(fixed).toMatchObject({ version: { status: 'active' }, subject: { retirement: id } });
    const broken = await world.publish(transaction({ category: { type: 'string' } }));
    await world.planAll(broken.outcome === 'created' ? broken.announcementId : undefined);
    await later(15);
    await later(1);
    expect(await world.store.find('version', { subject: SUBJECT, version: 3 })).toMatchObject({ status: 'withdrawn' });
    expect(await subject()).toMatchObject({ status: 'retired', head: 2 });
  });

  it('is proved by no deployment that still reads it', async () => {
    const announcement = await announced();
    const answer = { answer: 'migrated' } as const;
    await answerMigrations({ announcement, consumers: ['fraud'], answer, principal: reader('ml') }, world);
    const change = { name: 'deployed', reads: [{ subject: SUBJECT, version: 1 }], alongside: false } as const;
    const recorded = await recordModelDeployment(
      { consumer: 'fraud', environment: 'production', release: 'v9', change, principal: reader('ml') },
      world,
    );
    expect(recorded.migrations).toMatchObject([{ outcome: 'reopened' }]);
    await later(1);
    expect(await subject()).toMatchObject({ status: 'active' });
  });

  it('stays where the announcement is taken back, and who was told hears that', async () => {
    const id = await announced();
    const kept = await keepSubject({ subject: SUBJECT, reason: 'it is needed', principal: producer }, world);
    expect(kept).not.toHaveProperty('retirement');
    await world.planAll(id);
    expect(await states(id)).toEqual([['fraud', 'withdrawn']]);
    await later(40);
    expect(await subject()).toMatchObject({ status: 'active' });
    expect(await kinds(id)).toEqual([
      ['ml', 'announced'],
      ['ml', 'withdrawn'],
    ]);
  });
});

describe('what retiring would come to', () => {
  const foresee = (sunset?: string) =>
    foreseeRetirement({ subject: SUBJECT, ...(sunset === undefined ? {} : { sunset }) }, world);

  it('is said with the readers, and passes only with a sufficient date or once it was announced', async () => {
    expect(await foresee()).toMatchObject({ wouldBe: 'retired', passes: true, readers: [] });
    await world.subscribe('fraud', ['/category'], { team: 'ml' });
    const readers = [{ consumer: 'fraud' }];
    expect(await foresee()).toMatchObject({ wouldBe: 'announced', passes: false, readers });
    expect(await foresee('2026-11-25')).toMatchObject({ wouldBe: 'refused', passes: false, readers });
    expect(await foresee('2026-12-11')).toMatchObject({ wouldBe: 'announced', passes: true });
    const id = await announced();
    expect(await foresee()).toMatchObject({ wouldBe: 'waits', passes: true, announcementId: id });
  });
});
