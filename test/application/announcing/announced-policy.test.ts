import { beforeEach, describe, expect, it } from 'vitest';
import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { readGate } from '../../../lib/application/deploying/gate.ts';
import { recordModelDeployment } from '../../../lib/application/deploying/record-model-deployment.ts';
import { recordVersionDeployment } from '../../../lib/application/deploying/record-version-deployment.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { announcedPolicy } from '../../../lib/domain/policy/settings/announced-policy.ts';
import { DEFAULT_POLICY, type PolicyOverrides } from '../../../lib/domain/policy/settings/policy.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEXT = { category: { type: 'string' } };
let world: World;
let id: string;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml', tier: 'critical' });
  id = await announce(transaction(TEXT));
});

async function announce(schema: Parameters<World['publish']>[0]): Promise<string> {
  const published = await world.publish(schema);
  const announced = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(announced);
  return announced;
}
const setPolicy = async (policy: PolicyOverrides) =>
  await putSubjectPolicy({ subject: SUBJECT, policy, principal: producer }, world);
const activate = async (version = '2') =>
  await activateVersion({ subject: SUBJECT, version, principal: producer }, world);
const runIn = async (environment: string) =>
  await recordModelDeployment(
    {
      consumer: 'fraud',
      environment,
      release: 'v7',
      change: { name: 'deployed', reads: [{ subject: SUBJECT, version: 1 }], alongside: false },
      principal: reader('ml'),
    },
    world,
  );
const kept = async (announcement: string) => (await world.store.find('announcement', { id: announcement }))?.policy;

describe('the policy that an announcement was made under', () => {
  it('is written with it', async () => {
    expect(await kept(id)).toEqual(announcedPolicy(DEFAULT_POLICY));
  });
  it.each<PolicyOverrides>([{ staleAfter: 'P14D' }, { liveEnvironments: ['nowhere'] }, { holdCritical: 'P1D' }])(
    'holds it against its producer, who sets %j',
    async (policy) => {
      await runIn('production');
      await setPolicy(policy);
      world.clock.advance({ days: 15 });
      const models = [{ because: 'waits', administratorAfter: '2026-12-28' }];
      expect(await readGate({ subject: SUBJECT, version: '2', environment: 'production' }, world)).toMatchObject({
        gate: 'closed',
        models,
      });
      await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
    },
  );
  it('makes a deployment to a new live environment the emergency that it is', async () => {
    await runIn('production');
    await setPolicy({ liveEnvironments: ['nowhere'] });
    const deploy = async (environment: string) =>
      await recordVersionDeployment({ subject: SUBJECT, environment, version: 2, principal: producer }, world);
    expect(await deploy('nowhere')).toMatchObject({
      effects: ['activated', 'emergency'],
      blockers: [{ consumer: 'fraud' }],
    });
  });
  it('notices that a change is live where it was announced to be, though the policy says so no more', async () => {
    await setPolicy({ liveEnvironments: ['nowhere'] });
    const request = { subject: SUBJECT, environment: 'production', version: 2, principal: producer };
    expect((await recordVersionDeployment(request, world)).effects).toEqual(['activated', 'emergency']);
  });
  it('goes on where the same change is published again under a looser one', async () => {
    await setPolicy({ onBreaking: 'announce', staleAfter: 'P14D', liveEnvironments: ['nowhere'], holdCritical: 'P1D' });
    const again = await announce(transaction({ ...TEXT, note: { type: 'string' } }, ['id', 'amount', 'category']));
    expect(await world.store.find('announcement', { id: again })).toMatchObject({
      live: false,
      supersedes: [id],
      policy: {
        onBreaking: 'propose',
        staleAfter: 'P90D',
        liveEnvironments: ['production', 'nowhere'],
        holdCritical: 'P7D',
      },
    });
    await expect(activate('3')).rejects.toMatchObject({ code: 'gate-closed' });
  });
  it('goes on where the same place is changed further', async () => {
    await setPolicy({ staleAfter: 'P14D' });
    const further = await announce(transaction({ category: { type: 'boolean' } }));
    expect(await world.store.find('announcement', { id: further })).toMatchObject({
      supersedes: [id],
      policy: { staleAfter: 'P90D' },
    });
  });
  it('is the looser one for what is announced apart from it', async () => {
    await setPolicy({ staleAfter: 'P14D' });
    await world.subscribe('churn', ['/amount'], { team: 'growth' });
    const other = await announce(transaction({ amount: { type: 'string' } }));
    expect((await kept(other))?.staleAfter).toBe('P14D');
  });
  it('is the policy of now for announcements of before it was kept', async () => {
    const announcement = await world.store.find('announcement', { id });
    if (!announcement) throw new Error('none');
    const { policy: _, ...before } = announcement;
    world.store.seed('announcement', before);
    await setPolicy({ liveEnvironments: ['eu'] });
    await runIn('production');
    expect((await activate()).outcome).toBe('activated');
  });
});
