import { beforeEach, describe, expect, it } from 'vitest';
import { confirmCritical, setCriticalAllowance } from '../../../lib/application/administration/critical.ts';
import { deleteConsumer, putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import { subscribe } from '../../../lib/application/subscribing/subscribe.ts';
import type { Tier } from '../../../lib/domain/policy/settings/policy.ts';
import { administrator, reader, SUBJECT, transaction, World } from '../world.ts';

let world: World;
const principal = reader('ml');

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  world.store.seed('team', { name: 'ml', prefixes: [], createdAt: world.clock.now(), revision: 1 });
  await setCriticalAllowance({ team: 'ml', count: 1, principal: administrator }, world);
});
const put = async (name: string, tier: Tier) =>
  await putConsumer({ name, team: 'ml', tier, releases: ['v7'], principal }, world);
const read = async (consumer: string) =>
  await subscribe({ consumer, subject: SUBJECT, trainedOn: 'head', reads: [], strict: false, principal }, world);
const tiers = async () => (await world.store.find('subject', { name: SUBJECT }))?.tiers;
const counted = async () => (await world.store.find('team', { name: 'ml' }))?.criticals;
const confirm = async (consumer: string) => await confirmCritical({ consumer, principal: administrator }, world);

describe('a model that its team calls critical', () => {
  it('is so within the allowance, and beyond it counts as standard everywhere', async () => {
    expect((await put('fraud', 'critical')).consumer.tier).toBe('critical');
    expect((await put('churn', 'critical')).consumer).toMatchObject({ tier: 'standard', claimedTier: 'critical' });
    await read('fraud');
    await read('churn');
    expect(await tiers()).toEqual({ critical: 1, standard: 1, experimental: 0 });
    expect(await counted()).toEqual(['fraud']);
    expect((await put('churn', 'critical')).outcome).toBe('unchanged');
  });
  it('is so once an administrator confirms it, and so are its subscriptions', async () => {
    await put('fraud', 'critical');
    await put('churn', 'critical');
    await read('churn');
    expect(await confirm('churn')).toMatchObject({ tier: 'critical' });
    expect(await world.store.find('consumer', { name: 'churn' })).not.toHaveProperty('claimedTier');
    expect(await tiers()).toEqual({ critical: 1, standard: 0, experimental: 0 });
    expect(await counted()).toEqual(['fraud']);
    expect(world.store.auditEntries.at(-1)?.action).toBe('consumer.critical-confirmed');
    expect((await put('churn', 'critical')).outcome).toBe('unchanged');
    expect(await confirm('churn')).toMatchObject({ tier: 'critical' });
  });
  it('is confirmed by administrators only, and only where its team says so', async () => {
    await put('fraud', 'standard');
    await expect(confirmCritical({ consumer: 'fraud', principal }, world)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(confirm('fraud')).rejects.toMatchObject({ code: 'conflict' });
    await expect(confirm('nobody')).rejects.toMatchObject({ code: 'not-found' });
    await expect(setCriticalAllowance({ team: 'ml', count: 9, principal }, world)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
  it('leaves its place to another once it is so no more, or is gone', async () => {
    await put('fraud', 'critical');
    await put('fraud', 'standard');
    expect(await counted()).toEqual([]);
    expect((await put('churn', 'critical')).consumer.tier).toBe('critical');
    await deleteConsumer({ name: 'churn', principal }, world);
    expect((await put('fraud', 'critical')).consumer.tier).toBe('critical');
  });
  it('has its turn when more are allowed, and it is said again', async () => {
    await put('fraud', 'critical');
    await put('churn', 'critical');
    await setCriticalAllowance({ team: 'ml', count: 2, principal: administrator }, world);
    expect(await put('churn', 'critical')).toMatchObject({ outcome: 'updated', consumer: { tier: 'critical' } });
  });
  it('is one of two that ask for the last place at once', async () => {
    const both = await Promise.all([put('fraud', 'critical'), put('churn', 'critical')]);
    expect(both.map(({ consumer }) => consumer.tier).sort()).toEqual(['critical', 'standard']);
    expect(await counted()).toHaveLength(1);
  });
  it('counts as standard for a team that nobody made', async () => {
    const nobody = { name: 'x', team: 'nobody', tier: 'critical', releases: [], principal: reader('nobody') } as const;
    expect((await putConsumer(nobody, world)).consumer).toMatchObject({ tier: 'standard', claimedTier: 'critical' });
  });
});
