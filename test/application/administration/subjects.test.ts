import { beforeEach, describe, expect, it } from 'vitest';
import { putSubjectPolicy, retireVersion, transferSubject } from '../../../lib/application/administration/subjects.ts';
import { getSubject, getVersion } from '../../../lib/application/load-schema.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { retireSubject } from '../../../lib/application/publishing/retire-subject.ts';
import { administrator, producer, SUBJECT, transaction, World } from '../world.ts';

describe('governing a subject', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.grant();
    await world.publish(transaction());
    const createdAt = world.clock.now();
    await world.store.ensure([{ put: 'team', item: { name: 'orders', prefixes: [], createdAt, revision: 1 } }]);
  });
  const asOwner = { subject: SUBJECT, principal: producer };
  const asAdministrator = { subject: SUBJECT, principal: administrator };

  it('lets its owner set policy, with before and after in the audit trail', async () => {
    const policy = { notice: { standard: 'P30D' } };
    expect(await putSubjectPolicy({ ...asOwner, policy, channel: '#payments-data' }, world)).toMatchObject({ policy });
    const [write] = world.store.auditEntries.at(-1)?.writes ?? [];
    expect(write).toMatchObject({ before: { policy: {} }, after: { policy, channel: '#payments-data' } });
    const stranger = { ...producer, team: 'orders' };
    await expect(putSubjectPolicy({ ...asOwner, principal: stranger, policy }, world)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('lets nobody go below the organisation’s floors, and says what is allowed', async () => {
    const below = putSubjectPolicy({ ...asOwner, policy: { staleAfter: 'P0D', notice: { critical: 'P7D' } } }, world);
    await expect(below).rejects.toMatchObject({
      code: 'invalid-request',
      message: 'staleAfter may not be P0D: the organisation allows P14D or longer',
      errors: [{ pointer: '/policy/staleAfter' }],
    });
    world.store.seed('organisation', { policy: {}, floors: { notice: { critical: 'P14D' } }, revision: 1 });
    await expect(
      putSubjectPolicy({ ...asOwner, policy: { notice: { critical: 'P7D' } } }, world),
    ).rejects.toMatchObject({ errors: [{ pointer: '/policy/notice/critical' }] });
    expect((await world.store.find('subject', { name: SUBJECT }))?.policy).toEqual({});
  });

  it('lets an administrator transfer it to a team that exists', async () => {
    expect(await transferSubject({ ...asAdministrator, team: 'orders' }, world)).toMatchObject({ ownerTeam: 'orders' });
    await expect(world.publish(transaction({ a: {} }))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(transferSubject({ ...asAdministrator, team: 'nobody' }, world)).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(transferSubject({ ...asOwner, team: 'orders' }, world)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it.each(['0x1', '01', '1.0', '1e0', ' 1', '+1', '', '0', '-1', '1n', '９'])('has no version %j', async (which) => {
    await expect(getVersion(world.store, await getSubject(world.store, SUBJECT), which)).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('lets an administrator retire it, and nothing more be published', async () => {
    await retireSubject(asAdministrator, world);
    await expect(world.publish(transaction({ a: {} }))).rejects.toMatchObject({ code: 'conflict' });
    await expect(world.subscribe('fraud', [])).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lets no proposal go live once it is retired', async () => {
    await world.subscribe('fraud', ['/category']);
    const published = await world.publish(transaction({ category: { type: 'string' } }));
    await world.planAll(published.outcome === 'created' ? published.announcementId : undefined);
    const emergency = { reason: 'the old feed is down' };
    await retireSubject({ ...asAdministrator, emergency }, world);
    const request = { ...asOwner, version: '2', emergency };
    await expect(activateVersion(request, world)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('is retired'),
    });
  });

  it('retires a former version, never the head', async () => {
    await world.publish(transaction({ a: {} }));
    expect(await retireVersion({ ...asOwner, version: '1' }, world)).toMatchObject({ status: 'retired' });
    expect(await retireVersion({ ...asOwner, version: '1' }, world)).toMatchObject({ status: 'retired' });
    await expect(retireVersion({ ...asOwner, version: '2' }, world)).rejects.toMatchObject({ code: 'conflict' });
  });
});
