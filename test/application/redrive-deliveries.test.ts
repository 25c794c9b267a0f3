import { beforeEach, describe, expect, it } from 'vitest';
import { redriveDeliveries } from '../../lib/application/redrive-deliveries.ts';
import { sweepDeadlines } from '../../lib/application/sweep-deadlines.ts';
import type { Delivery } from '../../lib/domain/announcement.ts';
import { administrator, producer, reader, transaction, World } from './world.ts';

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
