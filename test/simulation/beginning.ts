import { registerSchema } from '../../lib/application/publishing/register-schema.ts';
import { putConsumer } from '../../lib/application/subscribing/consumers.ts';
import type { Team } from '../../lib/domain/principal.ts';
import { subscribeTo } from './acts/reading.ts';
import { schemaOf, someShape } from './shapes.ts';
import { producer, producerOf, reader, teamCount, type World } from './world.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Auckland'] as const;
/** Owners who agreed with their readers on less. */
const HASTY = { notice: { critical: 'P10D', standard: 'P5D', experimental: 'P1D' }, holdUntold: 'P2D' };

/** Teams, first versions, and models that read one or two fields of one to three subjects. */
export async function begin(world: World): Promise<void> {
  const { system, random, size } = world;
  for (let number = 0; number < teamCount(size); number++) system.store.seed('team', someTeam(world, number));
  for (let number = 0; number < size.subjects; number++) await beginSubject(world, `s${number}`);
  for (let number = 0; number < size.models; number++) {
    const team = `team${random.int(0, teamCount(size) - 1)}`;
    const tier = random.pick(['critical', 'standard', 'standard', 'experimental', 'experimental'] as const);
    const slack = { channel: `#${team}-${random.int(0, 1)}` };
    const github = random.chance(0.2) ? { github: { repository: `acme/${team}` } } : {};
    const killSwitch = random.chance(0.4)
      ? { killSwitch: { on: ['overdue', 'emergency'], target: 'events' } as const }
      : {};
    const settings = { team, tier, slack, ...github, ...killSwitch };
    const request = { name: `m${number}`, ...settings, releases: ['v1'], principal: reader(team) };
    const put = await world.insist((ports) => putConsumer(request, ports));
    for (let count = random.int(1, 3); put && count > 0; count--)
      await subscribeTo(world, put.consumer, world.subject());
  }
}

async function beginSubject(world: World, subject: string): Promise<void> {
  const { system, random } = world;
  system.store.seed('prefix', { prefix: subject, team: producerOf(subject) });
  const shape = someShape(random);
  world.shapes.set(subject, { shape, former: shape });
  const request = { subject, schema: schemaOf(shape), principal: producer(subject) };
  await world.insist((ports) => registerSchema(request, ports));
  const known = await system.store.find('subject', { name: subject });
  if (!known) return;
  const channel = random.chance(0.5) ? { channel: `#${subject}` } : {};
  const policy = random.chance(0.7) ? { policy: HASTY } : {};
  system.store.seed('subject', { ...known, ...channel, ...policy });
}

function someTeam({ random, now }: World, number: number): Team {
  const slack = random.chance(0.5) ? { slack: { escalation: `#on-call-${number}` } } : {};
  const days = random.chance(0.8) ? [1, 2, 3, 4, 5] : [7, 1, 2, 3, 4];
  const hours = random.chance(0.7) ? { hours: { timeZone: random.pick(ZONES), days, from: '09:00', to: '17:00' } } : {};
  return { name: `team${number}`, prefixes: [], ...slack, ...hours, createdAt: now, revision: 1 };
}
