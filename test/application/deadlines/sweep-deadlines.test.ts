import { beforeEach, describe, expect, it } from 'vitest';
import { sweepDeadlines } from '../../../lib/application/deadlines/sweep-deadlines.ts';
import type { DeliveryMessage } from '../../../lib/application/ports/queues.ts';
import { transaction, World } from '../world.ts';

describe('the sweep', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category'], { tier: 'critical' });
  });
  const publish = async () => {
    const published = await world.publish(transaction({ category: { type: 'string' } }));
    return published.outcome === 'created' ? (published.announcementId ?? '') : '';
  };

  it('takes up an announcement that was left unplanned', async () => {
    const announcementId = await publish();
    await sweepDeadlines(world);
    expect(world.plan.drain()).toEqual([]);
    world.clock.advance({ minutes: 16 });
    await sweepDeadlines(world);
    expect(world.plan.drain()).toEqual([{ announcementId, phase: 'models' }]);
  });

  it('requeues what was left unsent, as a new message of the same delivery', async () => {
    await world.planAll(await publish());
    world.clock.advance({ minutes: 16 });
    await sweepDeadlines(world);
    const sent = world.deliveries.drain();
    expect(sent.map(({ channel }) => channel.kind).sort()).toEqual(['slack', 'sns', 'sns', 'sns']);
    await sweepDeadlines(world);
    expect(world.deliveries.drain()).toEqual([]);
  });

  it('handles what is due behind an item that fails, and fails afterwards', async () => {
    await world.planAll(await publish());
    world.clock.advance({ minutes: 16 });
    let calls = 0;
    const deliveries = {
      send: async (message: DeliveryMessage) => {
        if (++calls === 1) throw new Error('the queue is down');
        await world.deliveries.send(message);
      },
    };
    await expect(sweepDeadlines({ ...world, deliveries })).rejects.toThrow(
      '1 of the sweep’s tasks were not handled: Error: the queue is down',
    );
    expect(world.deliveries.drain()).toHaveLength(3);
  });

  it('closes what was planned while its announcement was withdrawn, and reminds nobody of it', async () => {
    const id = await publish();
    await world.planAll(id);
    const announcement = await world.store.find('announcement', { id });
    if (!announcement) throw new Error('no announcement');
    const withdrawn = { ...announcement, status: 'withdrawn' as const, revision: announcement.revision + 1 };
    await world.store.update('announcement', withdrawn, announcement.revision);
    world.clock.set('2026-12-22T12:00:00.000Z');
    await sweepDeadlines(world);
    expect(await world.migrations(id)).toMatchObject([{ state: { name: 'withdrawn' } }]);
    expect((await world.told(id)).every(({ kind }) => kind === 'announced')).toBe(true);
  });
});
