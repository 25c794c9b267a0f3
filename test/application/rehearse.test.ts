import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../lib/application/ports/store.ts';
import { registerSchema } from '../../lib/application/publishing/register-schema.ts';
import { rehearse } from '../../lib/application/rehearse.ts';
import { putConsumer } from '../../lib/application/subscribing/consumers.ts';
import { subscribe } from '../../lib/application/subscribing/subscribe.ts';
import { fromPlain } from '../../lib/domain/schema/json.ts';
import { producer, reader, SUBJECT, transaction, World } from './world.ts';

const WRITES = new Set(['commit', 'ensure', 'update']);
/** A store that must only be read. */
const readOnly = (store: Store): Store =>
  new Proxy(store, {
    get: (target, name) => {
      if (WRITES.has(String(name))) return () => Promise.reject(new Error(`${String(name)} in a rehearsal`));
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });

describe('a rehearsal', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.grant();
    await world.publish(transaction());
  });
  const ports = (consumer?: Parameters<typeof rehearse>[1]) => ({
    ...world,
    store: rehearse(readOnly(world.store), consumer),
  });
  const fraud = { name: 'fraud', team: 'fraud-team', tier: 'standard' as const, releases: [] };
  const assumed = { ...fraud, lastSeenAt: '', createdAt: '', revision: 0 };
  const principal = reader('fraud-team');
  const reads = (...pointers: string[]) => ({
    consumer: 'fraud',
    subject: SUBJECT,
    trainedOn: 'head',
    reads: pointers.map((pointer) => ({ pointer })),
    strict: false,
    principal,
  });

  it('answers what a write would do, and writes nothing', async () => {
    const targets = { killSwitchTargets: new Set<string>(), optionalChannels: new Set<string>() };
    expect(await putConsumer({ ...fraud, principal }, { ...ports(), ...targets })).toMatchObject({
      outcome: 'created',
    });
    expect(await subscribe(reads('/category'), ports(assumed))).toMatchObject({ outcome: 'created' });
    const schema = transaction({ category: { type: 'string' } });
    const published = await registerSchema({ subject: SUBJECT, schema, principal: producer }, ports());

    expect(published).toMatchObject({ outcome: 'created', version: { version: 2 } });
    expect(await world.store.find('consumer', { name: 'fraud' })).toBeUndefined();
    expect(await world.store.find('version', { subject: SUBJECT, version: 2 })).toBeUndefined();
  });

  it.each([
    { request: () => reads('/categroy'), code: 'unknown-field' },
    { request: () => ({ ...reads('/category'), subject: 'payments.nowhere' }), code: 'not-found' },
    { request: () => ({ ...reads('/category'), trainedOn: '9' }), code: 'not-found' },
    { request: () => ({ ...reads('/category'), principal: reader('others') }), code: 'forbidden' },
    { request: () => ({ ...reads(), expectations: fromPlain({ type: 'texts' }) }), code: 'invalid-schema' },
  ])('refuses with $code as the write does', async ({ request, code }) => {
    await expect(subscribe(request(), ports(assumed))).rejects.toMatchObject({ code });
    await world.subscribe('fraud', []);
    await expect(subscribe(request(), world)).rejects.toMatchObject({ code });
  });

  it('takes a consumer that is there as it is, and none for granted', async () => {
    await expect(subscribe(reads('/category'), ports())).rejects.toMatchObject({ code: 'not-found' });
    await world.subscribe('fraud', []);
    const others = { ...assumed, team: 'others' };
    await expect(
      subscribe({ ...reads('/category'), principal: reader('others') }, ports(others)),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('refuses a schema and a team without the grant as a publish does', async () => {
    const publish = (subject: string, schema: object) =>
      registerSchema({ subject, schema: fromPlain(schema), principal: producer }, ports());

    await expect(publish(SUBJECT, { type: 'texts' })).rejects.toMatchObject({ code: 'invalid-schema' });
    await expect(publish('elsewhere.orders', {})).rejects.toMatchObject({ code: 'forbidden' });
  });
});
