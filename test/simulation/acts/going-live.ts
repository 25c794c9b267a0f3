import { readGate } from '../../../lib/application/deploying/gate.ts';
import { recordVersionDeployment } from '../../../lib/application/deploying/record-version-deployment.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import type { SchemaVersion } from '../../../lib/domain/subject.ts';
import type { GateAnswer } from '../evidence.ts';
import { ADMINISTRATOR, producer, REASON, type World } from '../world.ts';
import type { Act } from './act.ts';

export const GOING_LIVE: readonly Act[] = [
  { name: 'activate', perYear: ({ subjects }) => subjects * 24, attempt: (world) => activateOldest(world, {}) },
  {
    name: 'activate as an emergency',
    perYear: ({ subjects }) => subjects / 4,
    attempt: (world) => activate(world, { emergency: { reason: REASON } }),
  },
  {
    name: 'activate as an administrator',
    perYear: ({ subjects }) => subjects * 12,
    attempt: (world) => activateOldest(world, { isAdministrator: true }),
  },
  { name: 'ask the gate', perYear: ({ subjects }) => subjects * 24, attempt: ask },
  { name: 'deploy the head', perYear: ({ subjects }) => subjects * 4, attempt: deployHead },
  { name: 'deploy a proposal', perYear: ({ subjects }) => subjects / 4, attempt: deployProposal },
  { name: 'roll a deployment back', perYear: ({ subjects }) => subjects / 2, attempt: rollBack },
];

async function activate(
  world: World,
  how: { readonly emergency?: { readonly reason: string }; readonly isAdministrator?: boolean },
  proposal = world.pick(world.proposals),
): Promise<boolean> {
  if (!proposal) return false;
  const { subject, version } = proposal;
  const { emergency, isAdministrator: byAdministrator = false } = how;
  const at = world.now;
  const principal = byAdministrator ? ADMINISTRATOR : producer(subject);
  const request = { subject, version: String(version), principal, ...(emergency ? { emergency } : {}) };
  const answer = await world.system.call((ports) => activateVersion(request, ports));
  if (answer === 'killed') return false;
  const asked = { at, until: world.now, subject, version, byAdministrator };
  if ('result' in answer) {
    // Whoever was faster may have made it the head; then nobody asked the gate.
    if (answer.result.outcome === 'unchanged') return false;
    if (!emergency) world.gates.push({ ...asked, isOpen: true, blockers: [] });
    return true;
  }
  if (answer.refused.code === 'gate-closed') {
    const blockers = answer.refused.extensions['blockers'] as GateAnswer['blockers'];
    world.gates.push({ ...asked, isOpen: false, blockers });
  } else world.refused(answer.refused);
  return false;
}

/** A pipeline asks before it deploys. */
async function ask(world: World): Promise<boolean> {
  const proposal = world.pick(world.proposals);
  if (!proposal) return false;
  const { subject, version } = proposal;
  const at = world.now;
  const request = { subject, version: String(version), environment: 'production' };
  const answer = await world.call((ports) => readGate(request, ports));
  if (!answer || answer.gate === 'unknown' || answer.announcementId === undefined) return false;
  const blockers = answer.models
    .filter(({ blocks }) => blocks)
    .map(({ consumer, state, deadline }) => ({ consumer, state: state.name, deadline }));
  const asked = { at, until: world.now, subject, version, byAdministrator: false, environments: ['production'] };
  world.gates.push({ ...asked, isOpen: answer.gate === 'open', blockers });
  return true;
}

/** What has waited longest is looked at first. */
async function activateOldest(world: World, how: { readonly isAdministrator?: boolean }): Promise<boolean> {
  const oldest = [...world.proposals].sort((one, other) => one.publishedAt.localeCompare(other.publishedAt));
  const waiting = oldest.filter((proposal) => !isLeftBehind(world, proposal));
  for (const proposal of waiting.slice(0, 12)) if (await activate(world, how, proposal)) return true;
  return false;
}

/** Another breaking version went live since, or the subject has ended: it has to be published again. */
function isLeftBehind({ system }: World, { subject, generation }: SchemaVersion): boolean {
  const known = system.store.all('subject').find(({ name }) => name === subject);
  return known?.status === 'retired' || known?.generation !== generation;
}

async function deployHead(world: World): Promise<boolean> {
  const subject = await world.system.store.find('subject', { name: world.subject() });
  return subject?.head !== undefined && (await deploy(world, subject.name, subject.head));
}

/** Whatever its gate says: what runs is recorded. */
async function deployProposal(world: World): Promise<boolean> {
  const proposal = world.pick(world.proposals);
  return proposal !== undefined && (await deploy(world, proposal.subject, proposal.version));
}

async function rollBack(world: World): Promise<boolean> {
  const newer = world.pick(world.system.store.all('subjectDeployment').filter(({ version }) => version > 1));
  return newer !== undefined && (await deploy(world, newer.subject, newer.version - 1));
}

async function deploy(world: World, subject: string, version: number): Promise<boolean> {
  const environment = world.random.chance(0.8) ? 'production' : 'staging';
  const request = { subject, version, environment, principal: producer(subject) };
  return (await world.call((ports) => recordVersionDeployment(request, ports)))?.outcome === 'recorded';
}
