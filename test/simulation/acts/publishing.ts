import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { approveChanges } from '../../../lib/application/publishing/approve-changes.ts';
import { checkSchema } from '../../../lib/application/publishing/check-schema.ts';
import { type RegisterRequest, registerSchema } from '../../../lib/application/publishing/register-schema.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import type { Subscription } from '../../../lib/domain/consumer.ts';
import type { OnBreaking } from '../../../lib/domain/policy/settings/policy.ts';
import { changedField, FIELDS, type Shape, schemaOf, someField } from '../shapes.ts';
import { dayAfter, producer, REASON, reader, type World } from '../world.ts';
import type { Act } from './act.ts';

export const PUBLISHING: readonly Act[] = [
  { name: 'publish', perYear: ({ subjects }) => subjects * 10, attempt: (world) => publish(world, {}) },
  {
    name: 'publish as an emergency',
    perYear: ({ subjects }) => subjects / 4,
    attempt: (world) => publish(world, { emergency: { reason: REASON } }),
  },
  { name: 'approve, then publish', perYear: ({ subjects }) => subjects * 4, by: 0.2, attempt: approveAndPublish },
  { name: 'announce a sunset', perYear: ({ subjects }) => subjects * 4, by: 0.05, attempt: announceSunset },
  { name: 'remove after its sunset', perYear: ({ subjects }) => subjects * 4, attempt: removeAfterSunset },
  { name: 'have a break announced at once', perYear: ({ subjects }) => subjects / 2, by: 0.3, attempt: announceAtOnce },
  { name: 'have a break refused', perYear: ({ subjects }) => subjects / 4, by: 0.3, attempt: beRefused },
  { name: 'withdraw', perYear: ({ subjects }) => subjects / 3, attempt: withdraw },
];

async function publish(world: World, extra: Pick<RegisterRequest, 'emergency'>): Promise<boolean> {
  const request = nextRelease(world);
  return request !== undefined && (await send(world, { ...request, ...extra }));
}

/** What the subject's repository has next; some of it with a date. */
function nextRelease(world: World): RegisterRequest | undefined {
  const { random } = world;
  const subject = world.subject();
  const known = world.shapes.get(subject);
  if (!known) return undefined;
  const shape = nextShape(world, known);
  world.shapes.set(subject, { shape, former: known.shape });
  const sunset = random.chance(0.2) ? { sunset: dayAfter(world.now, random.int(3, 50)) } : {};
  return { subject, schema: schemaOf(shape), principal: producer(subject), ...sunset };
}

/** Mostly something harmless, now and then a break, the same break with more to it, or a step back. */
function nextShape({ random }: World, { shape, former }: { shape: Shape; former: Shape }): Shape {
  const roll = random.next();
  if (roll < 0.1) return former;
  if (roll < 0.4) return { ...shape, [`extra${random.int(0, 5)}`]: someField(random) };
  // What goes at its sunset is left alone until then.
  const field = random.pick(FIELDS.filter((name) => shape[name]?.sunset === undefined));
  return { ...shape, [field]: changedField(shape[field], random) };
}

const send = async (world: World, request: RegisterRequest): Promise<boolean> =>
  (await world.call((ports) => registerSchema(request, ports)))?.outcome === 'created';

/** What a pull request shows some of the owners, before it is merged; some of their approvals end early. */
async function approveAndPublish(world: World): Promise<boolean> {
  const { random } = world;
  const request = nextRelease(world);
  if (!request) return false;
  const checked = await world.call((ports) => checkSchema({ ...request, against: 'head' }, ports));
  let isApproved = false;
  for (const { impact, approval } of checked?.affected ?? []) {
    const changes = approval?.missing ?? [];
    if (changes.length === 0 || random.chance(0.3)) continue;
    const { subject, consumer, team } = impact.subscription;
    const until = dayAfter(world.now, random.int(1, 60));
    const given = { subject, changes, consumers: [consumer], until, reason: REASON, principal: reader(team) };
    isApproved = (await world.call((ports) => approveChanges(given, ports))) !== undefined || isApproved;
  }
  return (await send(world, request)) && isApproved;
}

/** A field that goes on a day that leaves everybody time. */
async function announceSunset(world: World): Promise<boolean> {
  const { random } = world;
  const subject = world.subject();
  const head = await headShape(world, subject);
  const field = random.pick(FIELDS);
  const current = head?.[field];
  const isPending = Object.values(head ?? {}).some(({ sunset }) => sunset !== undefined);
  if (!head || !current || isPending) return false;
  const shape = { ...head, [field]: { ...current, sunset: dayAfter(world.now, random.int(33, 50)) } };
  world.shapes.set(subject, { shape, former: shape });
  return await send(world, { subject, schema: schemaOf(shape), principal: producer(subject) });
}

/** The removal that was announced, once its day is over everywhere. */
async function removeAfterSunset(world: World): Promise<boolean> {
  const gone = [...world.shapes].flatMap(([subject, { shape }]) => {
    const field = FIELDS.find((name) => (shape[name]?.sunset ?? '9999') < dayAfter(world.now, -2));
    return field === undefined ? [] : [{ subject, shape, field }];
  });
  const chosen = world.pick(gone);
  if (!chosen) return false;
  const { [chosen.field]: _, ...shape } = chosen.shape;
  const { subject } = chosen;
  world.shapes.set(subject, { shape, former: shape });
  return await send(world, { subject, schema: schemaOf(shape), principal: producer(subject) });
}

/** The shape of a subject's repository where it is also what is live. */
async function headShape({ system, shapes }: World, subject: string): Promise<Shape | undefined> {
  const stored = await system.store.find('subject', { name: subject });
  return stored && stored.head === stored.latest ? shapes.get(subject)?.shape : undefined;
}

/** Its owner's setting, and a break that is live as it is published. */
async function announceAtOnce(world: World): Promise<boolean> {
  const subject = world.subject();
  const known = world.shapes.get(subject);
  if (!known || !(await setOnBreaking(world, subject, 'announce'))) return false;
  const shape = brokenShape(world, known.shape);
  world.shapes.set(subject, { shape, former: known.shape });
  const request = { subject, schema: schemaOf(shape), principal: producer(subject) };
  const outcome = await world.call((ports) => registerSchema(request, ports));
  const isLive = outcome?.outcome === 'created' && outcome.version.status === 'active';
  if (world.random.chance(0.7)) await setOnBreaking(world, subject, 'propose');
  return isLive && outcome.announcementId !== undefined;
}

/** A subject that refuses breaks; its repository steps back, and its owner thinks better of it. */
async function beRefused(world: World): Promise<boolean> {
  const subject = world.subject();
  const known = world.shapes.get(subject);
  if (!known || !(await setOnBreaking(world, subject, 'reject'))) return false;
  const schema = schemaOf(brokenShape(world, known.shape));
  const request = { subject, schema, principal: producer(subject) };
  const answer = await world.system.call((ports) => registerSchema(request, ports));
  await setOnBreaking(world, subject, 'propose');
  return answer !== 'killed' && 'refused' in answer && answer.refused.code === 'incompatible';
}

/** Another type of the first field that somebody reads. */
export async function breakFor(world: World, { subject, reads }: Subscription): Promise<void> {
  const known = world.shapes.get(subject);
  const [field = ''] = reads.map(({ pointer }) => pointer.slice(1));
  if (!known || known.shape[field]?.sunset !== undefined) return;
  const type = known.shape[field]?.type === 'string' ? 'boolean' : 'string';
  const shape: Shape = { ...known.shape, [field]: { type } };
  world.shapes.set(subject, { shape, former: known.shape });
  await send(world, { subject, schema: schemaOf(shape), principal: producer(subject) });
}

/** One of its fields, which no sunset is announced for, of another type. */
function brokenShape({ random }: World, shape: Shape): Shape {
  const field = random.pick(FIELDS.filter((name) => shape[name]?.sunset === undefined));
  return { ...shape, [field]: { type: shape[field]?.type === 'string' ? 'boolean' : 'string' } };
}

async function setOnBreaking(world: World, subject: string, onBreaking: OnBreaking): Promise<boolean> {
  const known = await world.system.store.find('subject', { name: subject });
  if (!known || known.status === 'retired') return false;
  const channel = known.channel === undefined ? {} : { channel: known.channel };
  const policy = { ...known.policy, onBreaking };
  const request = { subject, policy, principal: producer(subject), ...channel };
  return (await world.insist((ports) => putSubjectPolicy(request, ports))) !== undefined;
}

async function withdraw(world: World): Promise<boolean> {
  const proposal = world.pick(world.proposals);
  if (!proposal) return false;
  const { subject, version } = proposal;
  const request = { subject, version: String(version), reason: REASON, principal: producer(subject) };
  return (await world.call((ports) => withdrawVersion(request, ports))) !== undefined;
}
