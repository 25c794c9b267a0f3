import { retireVersion } from '../../../lib/application/administration/subjects.ts';
import { registerSchema } from '../../../lib/application/publishing/register-schema.ts';
import { keepSubject, retireSubject } from '../../../lib/application/publishing/retire-subject.ts';
import type { Subject } from '../../../lib/domain/subject.ts';
import { schemaOf } from '../shapes.ts';
import { ADMINISTRATOR, dayAfter, producer, REASON, type World } from '../world.ts';
import type { Act } from './act.ts';

export const RETIRING: readonly Act[] = [
  { name: 'retire a subject', perYear: ({ subjects }) => subjects / 8, by: 0.04, attempt: retire },
  { name: 'rename a subject', perYear: ({ subjects }) => subjects / 12, by: 0.3, attempt: rename },
  { name: 'end what was to be retired', perYear: ({ subjects }) => subjects / 4, by: 0.6, attempt: end },
  { name: 'keep what was to be retired', perYear: ({ subjects }) => subjects / 20, by: 0.8, attempt: keep },
  { name: 'retire a version', perYear: ({ subjects }) => subjects / 4, attempt: retireOld },
];

const leaving = ({ system }: World): readonly Subject[] =>
  system.store.all('subject').filter(({ status, retirement }) => status === 'active' && retirement !== undefined);

/** Announced where somebody reads it, sometimes with a date. */
async function retire(world: World, subject: string = world.subject()): Promise<boolean> {
  const sunset = world.random.chance(0.3) ? { sunset: dayAfter(world.now, world.random.int(20, 60)) } : {};
  const request = { subject, principal: producer(subject), ...sunset };
  const outcome = await world.call((ports) => retireSubject(request, ports));
  return outcome?.outcome === 'announced' || outcome?.outcome === 'retired';
}

/** The same under another name, and the old one retired; its readers have to move. */
async function rename(world: World): Promise<boolean> {
  const subject = world.subject();
  const known = world.shapes.get(subject);
  const name = `${subject}.renamed`;
  if (!known || world.shapes.has(name)) return false;
  const request = { subject: name, schema: schemaOf(known.shape), principal: producer(name) };
  if (!(await world.insist((ports) => registerSchema(request, ports)))) return false;
  world.shapes.set(name, known);
  return await retire(world, subject);
}

/** An administrator, who may once all holds are over, or as an emergency; where nothing is leaving, something has to be first. */
async function end(world: World): Promise<boolean> {
  const subject = world.pick(leaving(world));
  if (!subject) {
    await retire(world);
    return false;
  }
  const emergency = world.random.chance(0.2) ? { emergency: { reason: REASON } } : {};
  const request = { subject: subject.name, principal: ADMINISTRATOR, ...emergency };
  return (await world.call((ports) => retireSubject(request, ports)))?.outcome === 'retired';
}

/** Somebody thinks better of it; where nothing is leaving, something has to be first. */
async function keep(world: World): Promise<boolean> {
  const subject = world.pick(leaving(world));
  if (!subject) {
    await retire(world);
    return false;
  }
  const request = { subject: subject.name, reason: REASON, principal: producer(subject.name) };
  return (await world.call((ports) => keepSubject(request, ports))) !== undefined;
}

async function retireOld(world: World): Promise<boolean> {
  const old = world.pick(world.system.store.all('version').filter(({ status }) => status === 'deprecated'));
  if (!old) return false;
  const { subject, version } = old;
  const request = { subject, version: String(version), principal: producer(subject) };
  return (await world.call((ports) => retireVersion(request, ports))) !== undefined;
}
