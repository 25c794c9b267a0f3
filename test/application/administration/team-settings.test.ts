import { beforeEach, describe, expect, it } from 'vitest';
import { setTeamSettings, type TeamSettings } from '../../../lib/application/administration/team-settings.ts';
import { administrator, producer, reader, World } from '../world.ts';

const HOURS = { timeZone: 'Europe/Berlin', days: [5, 1, 2, 3, 4], from: '09:00', to: '17:00' };

describe('the settings of a team', () => {
  let world: World;
  const set = (settings: TeamSettings, principal = reader('fraud-ml')) =>
    setTeamSettings({ team: 'fraud-ml', settings, principal }, world);

  beforeEach(() => {
    world = new World();
    world.store.seed('team', { name: 'fraud-ml', prefixes: ['fraud'], createdAt: world.clock.now(), revision: 1 });
  });

  it('are replaced by a member, whole, and audited with before and after', async () => {
    await set({ slack: { escalation: '#ml-oncall' } });
    await set({ hours: HOURS });

    const hours = { ...HOURS, days: [1, 2, 3, 4, 5] };
    const team = await world.store.find('team', { name: 'fraud-ml' });
    expect(team).toMatchObject({ prefixes: ['fraud'], hours, revision: 3 });
    expect(team).not.toHaveProperty('slack');
    expect(world.store.auditEntries.at(-1)).toMatchObject({
      action: 'team.settings-put',
      principal: 'token:fraud-ml',
      detail: { name: 'fraud-ml' },
      writes: [{ entity: 'team', before: { slack: { escalation: '#ml-oncall' } }, after: { hours } }],
    });
  });

  it('are an administrator’s for any team, and no stranger’s', async () => {
    await set({ hours: HOURS }, administrator);
    await expect(set({ hours: HOURS }, producer)).rejects.toThrow('set by its own members');
    const onlyReads = { ...reader('fraud-ml'), verbs: ['read'] as const };
    await expect(set({ hours: HOURS }, onlyReads)).rejects.toMatchObject({ code: 'forbidden' });
  });

  describe('of whom only publishes', () => {
    const publisher = { ...producer, team: 'fraud-ml' };
    const answering = { users: ['U0614TZR7'], group: 'S0614TZR7' };
    beforeEach(() => set({ slack: answering }));

    it.each([
      { what: 'other users', slack: { ...answering, users: ['U0614TZR7', 'UMALLORY1'] } },
      { what: 'another group', slack: { ...answering, group: 'SMALLORY1' } },
      { what: 'nobody', slack: {} },
    ])('refuse $what to answer', async ({ slack }) => {
      await expect(set({ slack }, publisher)).rejects.toMatchObject({
        code: 'forbidden',
        message: expect.stringContaining('slack.users, slack.group'),
      });
      await expect(set({ slack }, administrator)).resolves.toMatchObject({ slack });
    });

    it('take hours and escalation beside those who answer as they are', async () => {
      const slack = { ...answering, escalation: '#ml-oncall' };
      expect(await set({ hours: HOURS, slack }, publisher)).toMatchObject({ slack });
    });
  });

  it.each([
    [
      { ...HOURS, timeZone: 'Europe/Berln' },
      '/hours/timeZone: "Europe/Berln" is no time zone; name one as in Europe/Berlin',
    ],
    [{ ...HOURS, timeZone: '' }, '/hours/timeZone'],
    [{ ...HOURS, from: '17:00', to: '09:00' }, '/hours/to: 09:00 is not an hour or more after 17:00'],
    [{ ...HOURS, from: '09:00', to: '09:30' }, '/hours/to'],
    [{ ...HOURS, from: '23:30', to: '23:59' }, '/hours/to'],
  ])('are refused with the place of what is wrong: %j', async (hours, message) => {
    await expect(set({ hours })).rejects.toThrow(message);
    expect(world.store.auditEntries).toEqual([]);
  });

  it('need a team that exists', async () => {
    const asked = { team: 'nobody', settings: {}, principal: administrator };
    await expect(setTeamSettings(asked, world)).rejects.toMatchObject({ code: 'not-found' });
  });
});
