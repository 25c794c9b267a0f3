import { putSubjectPolicy } from '../../../lib/application/subjects.ts';
import type { PolicyOverrides } from '../../../lib/domain/policy/policy.ts';
import { producer, type World } from '../world.ts';
import type { Act } from './act.ts';

export const SETTING: readonly Act[] = [
  { name: 'set a policy', perYear: ({ subjects }) => subjects / 2, by: 0.2, attempt: setPolicy },
];

/** One setting at a time, as an owner does; nothing of it may touch what is announced already. */
const POLICIES: readonly PolicyOverrides[] = [
  { notice: { standard: 'P21D' } },
  { notice: { critical: 'P45D', experimental: 'P5D' } },
  { notice: { standard: 'P7D', experimental: 'P1D' } },
  { extension: 'P30D' },
  { extension: 'P2D' },
];

async function setPolicy(world: World): Promise<boolean> {
  const known = await world.system.store.find('subject', { name: world.subject() });
  if (!known) return false;
  const { name: subject, channel } = known;
  const policy = { ...known.policy, ...world.random.pick(POLICIES) };
  const request = { subject, policy, principal: producer(subject), ...(channel === undefined ? {} : { channel }) };
  return (await world.call((ports) => putSubjectPolicy(request, ports))) !== undefined;
}
