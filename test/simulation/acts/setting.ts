import { setFloors, setPolicy } from '../../../lib/application/administration/organisation-policy.ts';
import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { loosenPolicy } from '../../../lib/application/announcing/loosen-policy.ts';
import type { FloorOverrides } from '../../../lib/domain/policy/settings/floors.ts';
import type { Loosening } from '../../../lib/domain/policy/settings/loosen.ts';
import type { PolicyOverrides } from '../../../lib/domain/policy/settings/policy.ts';
import { ADMINISTRATOR, producer, REASON, type World } from '../world.ts';
import type { Act } from './act.ts';

export const SETTING: readonly Act[] = [
  { name: 'set a policy', perYear: ({ subjects }) => subjects, by: 0.2, attempt: setOfSubject },
  { name: "set the organisation's policy", perYear: () => 4, by: 0.4, attempt: setOfOrganisation },
  { name: 'loosen what waits', perYear: ({ subjects }) => subjects, by: 0.2, attempt: loosen },
  { name: 'upgrade the engine', perYear: () => 1, by: 0.7, attempt: upgrade },
  { name: 'set floors', perYear: () => 2, by: 0.6, attempt: setFloor },
];

/** One setting at a time, as an owner does; nothing of it may touch what is announced already. */
const POLICIES: readonly PolicyOverrides[] = [
  { notice: { standard: 'P21D' } },
  { notice: { critical: 'P45D', experimental: 'P5D' } },
  { notice: { standard: 'P7D', experimental: 'P1D' } },
  { extension: 'P30D' },
  { extension: 'P2D' },
  { holdCritical: 'P1D', holdObjection: 'P1D' },
  { holdCritical: 'P10D', holdObjection: 'P12D' },
  { holdUntold: 'P1D' },
  { holdUntold: 'P12D' },
  { onUndecided: 'pass' },
  { onUndecided: 'hold' },
  { staleAfter: 'P14D' },
  { staleAfter: 'P120D' },
  { liveEnvironments: ['production', 'staging'] },
  { liveEnvironments: ['staging'] },
  { liveEnvironments: ['production'] },
];

async function setOfSubject(world: World): Promise<boolean> {
  const known = await world.system.store.find('subject', { name: world.subject() });
  if (!known) return false;
  const { name: subject, channel } = known;
  const policy = { ...known.policy, ...world.random.pick(POLICIES) };
  const request = { subject, policy, principal: producer(subject), ...(channel === undefined ? {} : { channel }) };
  return (await world.call((ports) => putSubjectPolicy(request, ports))) !== undefined;
}

async function setOfOrganisation(world: World): Promise<boolean> {
  const { random } = world;
  const fallback = random.chance(0.7) ? { fallbackChannel: '#fallback' } : {};
  const request = { policy: { ...random.pick(POLICIES), ...fallback }, principal: ADMINISTRATOR };
  return (await world.call((ports) => setPolicy(request, ports))) !== undefined;
}

/** What an administrator may give an announcement that waits; refused where it was made under looser values. */
const LOOSER: readonly Loosening[] = [
  { staleAfter: 'P14D' },
  { holdObjection: 'P1D' },
  { onUndecided: 'pass' },
  { extension: 'P1D' },
  { notice: { critical: 'P5D', standard: 'P3D', experimental: 'P1D' } },
];

async function loosen(world: World): Promise<boolean> {
  const { announcementId: announcement } = world.pick(world.proposals) ?? {};
  if (announcement === undefined) return false;
  const request = { announcement, policy: world.random.pick(LOOSER), reason: REASON, principal: ADMINISTRATOR };
  return (await world.call((ports) => loosenPolicy(request, ports)))?.outcome === 'loosened';
}

const FLOORS: readonly FloorOverrides[] = [
  {},
  { notice: { standard: 'P10D', experimental: 'P2D' } },
  { holdCritical: 'P3D', holdObjection: 'P2D', holdUntold: 'P3D' },
  { staleAfter: 'P21D', liveEnvironments: ['production'] },
];

async function setFloor(world: World): Promise<boolean> {
  const request = { floors: world.random.pick(FLOORS), principal: ADMINISTRATOR };
  return (await world.call((ports) => setFloors(request, ports))) !== undefined;
}

/** Some of what was left open is decided from now on. */
async function upgrade({ system }: World): Promise<boolean> {
  system.judge.upgrade();
  return true;
}
