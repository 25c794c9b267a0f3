import { redriveDeliveries } from '../../../lib/application/delivering/redrive-deliveries.ts';
import { redriveTeamDeliveries } from '../../../lib/application/delivering/redrive-team-deliveries.ts';
import type { Delivery } from '../../../lib/domain/delivery.ts';
import { idOf } from '../slack.ts';
import { producer, reader, type World } from '../world.ts';
import type { Act } from './act.ts';
import { changeConsumer } from './reading.ts';

export const CHANNELS: readonly Act[] = [
  { name: 'have issues on GitHub', perYear: ({ models }) => models / 4, by: 0.05, attempt: haveIssues },
  { name: 'move to another channel', perYear: ({ models }) => models / 20, attempt: moveChannel },
  { name: 'lose a channel', perYear: ({ models }) => models / 60, by: 0.3, attempt: (world) => lose(world, 'slack') },
  {
    name: 'lose a repository',
    perYear: ({ models }) => models / 90,
    by: 0.3,
    attempt: (world) => lose(world, 'github'),
  },
  { name: 'repair a channel', perYear: ({ models }) => models / 5, attempt: repair },
];

async function haveIssues(world: World): Promise<boolean> {
  const consumer = world.pick(world.consumers.filter(({ github }) => !github));
  if (!consumer) return false;
  return await changeConsumer(world, consumer, { github: { repository: `acme/${consumer.team}` } });
}

async function moveChannel(world: World): Promise<boolean> {
  const consumer = world.pick(world.consumers);
  if (!consumer) return false;
  return await changeConsumer(world, consumer, { slack: { channel: `#${consumer.team}-${world.random.int(0, 1)}` } });
}

/** Archived, renamed, deleted: it takes nothing any more. */
async function lose(world: World, kind: 'slack' | 'github'): Promise<boolean> {
  const consumer = world.pick(world.consumers);
  const place = kind === 'slack' ? consumer?.slack?.channel : consumer?.github?.repository;
  const { closures } = world.system;
  if (place === undefined || closures.closed.length > 2) return false;
  closures.close(kind === 'slack' ? idOf(place) : place);
  return true;
}

/** It takes messages again, and its owners have everything sent that failed meanwhile. */
async function repair(world: World): Promise<boolean> {
  const { closures, store } = world.system;
  const place = world.pick(closures.closed);
  if (place === undefined) return false;
  closures.reopen(place);
  for (const delivery of store.all('delivery')) {
    if (delivery.status !== 'failed' || placeOf(delivery) !== place) continue;
    const { id, announcementId: announcement, subject = '', team } = delivery;
    // A question whether a model still runs is kept with its team, though it came of an announcement.
    if (announcement === undefined || id.startsWith('TEAM#'))
      await world.insist((ports) => redriveTeamDeliveries({ team, principal: reader(team) }, ports));
    else await world.insist((ports) => redriveDeliveries({ announcement, principal: producer(subject) }, ports));
  }
  return true;
}

function placeOf({ channel }: Delivery): string | undefined {
  if (channel.kind === 'slack') return idOf(channel.channel);
  return channel.kind === 'github' ? channel.repository : undefined;
}
