import { beforeEach, describe, expect, it } from 'vitest';
import {
  type RecordModelRequest,
  recordModelDeployment,
} from '../../../lib/application/deploying/record-model-deployment.ts';
import { findReaders } from '../../../lib/application/subscribing/find-readers.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { reader, SUBJECT, transaction, World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(
    transaction({ items: { type: 'array', items: { type: 'object', properties: { price: { type: 'number' } } } } }),
  );
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  await world.subscribe('revenue', ['/items/*/price'], { team: 'ml' });
  await world.subscribe('everything', [], { team: 'ml' });
});

const readersOf = async (field: string, environment?: string) =>
  await findReaders({ subject: SUBJECT, field, ...(environment === undefined ? {} : { environment }) }, world);
const names = async (field: string, environment?: string) =>
  (await readersOf(field, environment)).map(({ consumer }) => consumer);
const record = async (environment: string, change: RecordModelRequest['change']) =>
  await recordModelDeployment(
    { consumer: 'fraud', environment, release: 'v7', change, principal: reader('ml') },
    world,
  );

describe('the readers of a field', () => {
  it('are those that read it, what holds it or what it holds, and those that read everything', async () => {
    expect(await names('/category')).toEqual(['everything', 'fraud']);
    expect(await names('/items')).toEqual(['everything', 'revenue']);
    expect(await names('/items/*/price')).toEqual(['everything', 'revenue']);
  });
  it('are those that expect something of it, whatever else they read', async () => {
    await world.subscribe('careful', ['/category'], {
      team: 'ml',
      request: { expectations: fromPlain({ properties: { amount: { minimum: 0 } } }) },
    });
    expect(await names('/amount')).toEqual(['careful', 'everything']);
    expect((await readersOf('/amount')).find(({ consumer }) => consumer === 'careful')?.reads).toEqual(['/amount']);
  });
  it('are those of anything where no field is named', async () => {
    expect(await names('')).toEqual(['everything', 'fraud', 'revenue']);
  });
  it('come with what they read, where they run and since when', async () => {
    await record('production', { name: 'deployed', reads: [{ subject: SUBJECT, version: 1 }], alongside: false });
    const fraud = (await readersOf('/category')).find(({ consumer }) => consumer === 'fraud');
    expect(fraud).toEqual({
      consumer: 'fraud',
      team: 'ml',
      tier: 'standard',
      contact: '#ml',
      reads: ['/category'],
      trainedOn: 1,
      since: '2026-11-20T09:00:00.000Z',
      releases: [{ release: 'v7', environment: 'production', version: 1 }],
      stale: false,
    });
  });
  it('are not those that run elsewhere, or nowhere any more', async () => {
    await record('staging', { name: 'deployed', reads: [], alongside: false });
    expect(await names('/category', 'production')).toEqual(['everything']);
    expect(await names('/category')).toEqual(['everything', 'fraud']);
    await record('staging', { name: 'removed' });
    expect(await names('/category')).toEqual(['everything']);
  });
  it('are marked where nobody has spoken for them for long', async () => {
    world.clock.advance({ days: 91 });
    expect((await readersOf('/category')).map(({ stale }) => stale)).toEqual([true, true]);
  });
  it('in an environment that nobody recorded are an error with the nearest', async () => {
    await record('production', { name: 'deployed', reads: [], alongside: false });
    await expect(readersOf('/category', 'prodution')).rejects.toMatchObject({
      code: 'unknown-environment',
      extensions: { nearest: ['production'] },
    });
  });
  it('of a field that nobody has are an error with the nearest, not an all-clear', async () => {
    await expect(readersOf('/categori')).rejects.toMatchObject({
      code: 'unknown-field',
      message: expect.stringContaining('/category'),
    });
  });
});
