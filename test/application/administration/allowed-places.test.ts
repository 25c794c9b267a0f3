import { beforeEach, describe, expect, it } from 'vitest';
import { allowPlaces } from '../../../lib/application/administration/allow-places.ts';
import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { setTeamSettings } from '../../../lib/application/administration/team-settings.ts';
import { putConsumer } from '../../../lib/application/subscribing/consumers.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

describe('the places that a team may have itself told in', () => {
  let world: World;
  const principal = reader('ml');
  const allow = (allowed: { channels?: readonly string[]; groups?: readonly string[] }, team = 'ml') =>
    allowPlaces({ team, allowed, principal: administrator }, world);
  const put = (channel: string, mention?: string) => {
    const slack = { channel, ...(mention === undefined ? {} : { mention }) };
    return putConsumer({ name: 'fraud', team: 'ml', tier: 'standard', releases: [], slack, principal }, world);
  };
  beforeEach(async () => {
    world = new World();
    for (const name of ['ml', 'payments'])
      world.store.seed('team', { name, prefixes: [], createdAt: world.clock.now(), revision: 1 });
    await world.grant();
    await world.publish(transaction());
  });

  it('are any until an administrator limits them, and again once that is taken back', async () => {
    await put('#general', 'SEVERYONE');
    await allow({ channels: ['#ml-*'], groups: ['SMLTEAM1'] });
    await expect(put('#general')).rejects.toMatchObject({
      code: 'forbidden',
      errors: [{ pointer: '/slack/channel' }],
      message: expect.stringContaining('it may use #ml-*'),
    });
    await expect(put('#ml-fraud', 'SEVERYONE')).rejects.toMatchObject({ errors: [{ pointer: '/slack/mention' }] });
    await put('#ml-fraud', 'SMLTEAM1');
    await allow({});
    await put('#general', 'SEVERYONE');
  });

  it('are for escalation and the producer’s channel, too', async () => {
    await allow({ channels: ['#ml-*'], groups: [] });
    const settings = (slack: object) => setTeamSettings({ team: 'ml', settings: { slack }, principal }, world);
    await expect(settings({ escalation: '#general' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(settings({ group: 'SEVERYONE' })).rejects.toMatchObject({ code: 'forbidden' });
    await settings({ escalation: '#ml-oncall' });

    await allow({ channels: ['#payments-data'] }, 'payments');
    const tell = (channel: string) =>
      putSubjectPolicy({ subject: SUBJECT, policy: {}, channel, principal: producer }, world);
    await expect(tell('#general')).rejects.toMatchObject({ errors: [{ pointer: '/channel' }] });
    expect(await tell('#payments-data')).toMatchObject({ channel: '#payments-data' });
  });

  it('are for Microsoft Teams, too, under the name of its kind', async () => {
    const msteams = { channel: 'ml-fraud' };
    const inTeams = () =>
      putConsumer({ name: 'fraud', team: 'ml', tier: 'standard', releases: [], msteams, principal }, world);
    await allow({ channels: ['ml-*', '#ml-*'] });
    await expect(inTeams()).rejects.toMatchObject({ code: 'forbidden', errors: [{ pointer: '/msteams/channel' }] });
    await allow({ channels: ['msteams:ml-*'] });
    expect(await inTeams()).toMatchObject({ consumer: { msteams } });
  });

  it('are none in a channel that was not set up at deploy', async () => {
    const without = Object.assign(Object.create(world), { optionalChannels: new Set() });
    const request = { name: 'fraud', team: 'ml', tier: 'standard', releases: [], principal } as const;
    await expect(putConsumer({ ...request, msteams: { channel: 'ml' } }, without)).rejects.toMatchObject({
      code: 'invalid-request',
      errors: [{ pointer: '/msteams' }],
    });
    expect(world.store.all('consumer')).toEqual([]);
  });

  it('are limited by administrators only, and audited', async () => {
    await expect(allowPlaces({ team: 'ml', allowed: {}, principal }, world)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await allow({ channels: [] });
    expect(world.store.auditEntries.at(-1)).toMatchObject({ action: 'team.places-allowed', principal: 'bootstrap' });
  });
});
