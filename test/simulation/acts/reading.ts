import { recordModelDeployment } from '../../../lib/application/deploying/record-model-deployment.ts';
import { tryKillSwitch } from '../../../lib/application/deploying/try-kill-switch.ts';
import { putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import { subscribe } from '../../../lib/application/subscribing/subscribe.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import type { Consumer } from '../../../lib/domain/consumer.ts';
import { FIELDS } from '../shapes.ts';
import { reader, type World } from '../world.ts';
import type { Act } from './act.ts';

export const READING: readonly Act[] = [
  { name: 'subscribe late', perYear: ({ models }) => models / 10, attempt: subscribeLate },
  { name: 'subscribe to something else', perYear: ({ models }) => models / 20, attempt: subscribeAnywhere },
  { name: 'unsubscribe', perYear: ({ models }) => models / 20, attempt: leave },
  { name: 'change the tier', perYear: ({ models }) => models / 10, attempt: changeTier },
  { name: 'deploy a model', perYear: ({ models }) => models * 2, by: 0.3, attempt: deployModel },
  { name: 'take a model out of an environment', perYear: ({ models }) => models / 10, attempt: removeModel },
  { name: 'register a kill switch', perYear: ({ models }) => models / 4, by: 0.05, attempt: registerKillSwitch },
  { name: 'try a kill switch', perYear: ({ models }) => models / 20, attempt: tryIt },
];

/** One or two fields of a subject, as it is now. */
export async function subscribeTo(world: World, { name, team }: Consumer, subject: string): Promise<boolean> {
  const { random } = world;
  const fields = new Set([random.pick(FIELDS), random.pick(FIELDS)]);
  const reads = [...fields].map((field) => ({ pointer: `/${field}` }));
  const request = { consumer: name, subject, trainedOn: 'head', reads, strict: false, principal: reader(team) };
  return (await world.insist((ports) => subscribe(request, ports))) !== undefined;
}

/** While a change is announced there. */
async function subscribeLate(world: World): Promise<boolean> {
  const proposal = world.pick(world.proposals);
  const consumer = world.pick(world.consumers);
  return proposal !== undefined && consumer !== undefined && (await subscribeTo(world, consumer, proposal.subject));
}

async function subscribeAnywhere(world: World): Promise<boolean> {
  const consumer = world.pick(world.consumers);
  return consumer !== undefined && (await subscribeTo(world, consumer, world.subject()));
}

async function leave(world: World): Promise<boolean> {
  const subscription = world.pick(world.system.store.all('subscription'));
  if (!subscription) return false;
  const { consumer, subject, team } = subscription;
  const request = { consumer, subject, principal: reader(team) };
  const left = await world.call(async (ports) => {
    await unsubscribe(request, ports);
    return true;
  });
  return left === true;
}

/** Everything that is registered of a consumer, with some of it changed. */
export async function changeConsumer(world: World, consumer: Consumer, change: Partial<Consumer>): Promise<boolean> {
  const { lastSeenAt: _, createdAt: __, revision: ___, ...settings } = { ...consumer, ...change };
  const request = { ...settings, principal: reader(consumer.team) };
  return (await world.insist((ports) => putConsumer(request, ports)))?.outcome === 'updated';
}

async function changeTier(world: World): Promise<boolean> {
  const consumer = world.pick(world.consumers);
  const tier = world.random.pick(['critical', 'standard', 'experimental'] as const);
  return consumer !== undefined && (await changeConsumer(world, consumer, { tier }));
}

/** A release that reads what it was trained on, what is live, or what is proposed. */
async function deployModel(world: World): Promise<boolean> {
  const { random, system } = world;
  const subscription = world.pick(system.store.all('subscription'));
  if (!subscription) return false;
  const { consumer, subject, trainedOn, team } = subscription;
  const { head = 1, latest = 1 } = (await system.store.find('subject', { name: subject })) ?? {};
  const version = random.pick([trainedOn, head, head, latest]);
  const request = {
    ...{ consumer, environment: random.chance(0.9) ? 'production' : 'staging', release: `v${random.int(1, 9)}` },
    change: { name: 'deployed', reads: [{ subject, version }], alongside: random.chance(0.2) } as const,
    principal: reader(team),
  };
  return (await world.call((ports) => recordModelDeployment(request, ports)))?.outcome === 'recorded';
}

async function removeModel(world: World): Promise<boolean> {
  const running = world.system.store.all('modelDeployment').filter(({ releases }) => releases.length > 0);
  const deployment = world.pick(running);
  const release = deployment && world.pick(deployment.releases);
  if (!deployment || !release) return false;
  const { consumer, environment, team } = deployment;
  const change = { name: 'removed' } as const;
  const request = { consumer, environment, release: release.release, change, principal: reader(team) };
  return (await world.call((ports) => recordModelDeployment(request, ports)))?.outcome === 'recorded';
}

async function registerKillSwitch(world: World): Promise<boolean> {
  const consumer = world.pick(world.consumers);
  const on = world.random.pick([['overdue'], ['emergency'], ['overdue', 'emergency'], []] as const);
  const killSwitch = { on, target: 'events' };
  return consumer !== undefined && (await changeConsumer(world, consumer, { killSwitch })) && on.length > 0;
}

async function tryIt(world: World): Promise<boolean> {
  const armed = world.pick(world.consumers.filter(({ killSwitch }) => killSwitch !== undefined));
  if (!armed) return false;
  const request = { name: armed.name, principal: reader(armed.team) };
  return (await world.call((ports) => tryKillSwitch(request, ports))) !== undefined;
}
