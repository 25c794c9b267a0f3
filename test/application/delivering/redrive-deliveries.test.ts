import { beforeEach, describe, expect, it } from 'vitest';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import { redriveDeliveries } from '../../../lib/application/delivering/redrive-deliveries.ts';
import { redriveTeamDeliveries } from '../../../lib/application/delivering/redrive-team-deliveries.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import { administrator, producer, reader, transaction, World } from '../world.ts';

let world: World;
let id: string;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category']);
  const published = await world.publish(transaction({ category: { type: 'string' } }), { sunset: '2026-12-08' });
  id = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(id);
});

const redrive = (principal = producer) => redriveDeliveries({ announcement: id, principal }, world);
async function fail(more: Partial<Delivery>): Promise<void> {
  for (const { dueAt: _, ...delivery } of await world.told(id))
    world.store.seed('delivery', { ...delivery, status: 'failed', error: 'channel_not_found', ...more });
}

describe('redriving', () => {
  it('makes what Slack refused new again, due at once, and is audited with before and after', async () => {
    await fail({ attempts: 0 });
    const count = (await world.told(id)).length;
    expect(await redrive()).toBe(count);
    expect(await world.told(id)).toMatchObject(Array(count).fill({ status: 'pending', attempts: 0 }));
    expect(world.store.auditEntries.at(-1)).toMatchObject({
      action: 'delivery.redriven',
      announcementId: id,
      writes: Array(count).fill({ before: { status: 'failed' }, after: { status: 'pending' } }),
    });
    await sweepDeadlines(world);
    expect(world.deliveries.messages).toHaveLength(count);
  });
  it('looks for what may have arrived before it is sent again', async () => {
    await fail({ attempts: 5, error: 'timeout' });
    await redrive(administrator);
    expect((await world.told(id))[0]).toMatchObject({ status: 'sending', attempts: 0, error: 'timeout' });
  });
  it('leaves alone what did not fail, and writes nothing then', async () => {
    const entries = world.store.auditEntries.length;
    expect(await redrive()).toBe(0);
    expect(world.store.auditEntries).toHaveLength(entries);
  });
  it('is refused to whoever does not own the subject, and of an announcement that is not there', async () => {
    await expect(redrive(reader('fraud-team'))).rejects.toMatchObject({ code: 'forbidden' });
    const missing = redriveDeliveries({ announcement: '01JD0', principal: producer }, world);
    await expect(missing).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe("redriving a team's own", () => {
  const DIGEST: Delivery = {
    id: 'TEAM#fraud-team/digest#slack%3A#fraud#2026-W48',
    kind: 'digest',
    channel: { kind: 'slack', channel: '#fraud' },
    announcementIds: ['01J'],
    team: 'fraud-team',
    status: 'failed',
    attempts: 0,
    error: 'is_archived',
    createdAt: '2026-11-20T09:00:00.000Z',
    revision: 3,
  };
  const redriveTeam = (principal = reader('fraud-team')) =>
    redriveTeamDeliveries({ team: 'fraud-team', principal }, world);
  beforeEach(() => world.store.seed('delivery', DIGEST));

  it.each([
    ['its team', reader('fraud-team')],
    ['an administrator', administrator],
  ] as const)(
    'makes a digest that failed new again for %s, and leaves what is an announcement’s alone',
    async (_, principal) => {
      await fail({ attempts: 0 });
      expect(await redriveTeam(principal)).toBe(1);

      expect(await world.store.find('delivery', { id: DIGEST.id })).toMatchObject({ status: 'pending', attempts: 0 });
      expect((await world.told(id)).map(({ status }) => status)).toEqual(expect.arrayContaining(['failed']));
      expect(world.store.auditEntries.at(-1)).toMatchObject({
        action: 'delivery.redriven',
        detail: { deliveries: [DIGEST.id], team: 'fraud-team' },
      });
      await sweepDeadlines(world);
      expect(world.deliveries.messages).toMatchObject([{ deliveryId: DIGEST.id }]);
    },
  );
  it('sends of several reminders that tell of the same the newest', async () => {
    const reminder = (day: string, announcementIds: readonly string[]): Delivery => ({
      ...DIGEST,
      kind: 'reminder',
      id: `TEAM#fraud-team/reminder#slack:#fraud#${day}`,
      announcementIds,
      createdAt: `${day}T09:00:00.000Z`,
    });
    const all = [
      reminder('2026-12-01', ['01A']),
      reminder('2026-12-05', ['01A', '01B']),
      reminder('2026-12-07', ['01A']),
    ];
    for (const one of all) world.store.seed('delivery', one);
    expect(await redriveTeam()).toBe(3);
    const states = await Promise.all(all.map(({ id: key }) => world.store.find('delivery', { id: key })));
    expect(states.map((one) => one?.status)).toEqual(['skipped', 'pending', 'pending']);
    expect(await redriveTeam()).toBe(0);
  });
  it('is refused to another team', async () => {
    await expect(redriveTeam(reader('growth-team'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(redriveTeam(producer)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
