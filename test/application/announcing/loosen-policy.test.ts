import { beforeEach, describe, expect, it } from 'vitest';
import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { loosenPolicy } from '../../../lib/application/announcing/loosen-policy.ts';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { readGate } from '../../../lib/application/deploying/gate.ts';
import { recordModelDeployment } from '../../../lib/application/deploying/record-model-deployment.ts';
import { recordVersionDeployment } from '../../../lib/application/deploying/record-version-deployment.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { withdrawVersion } from '../../../lib/application/publishing/withdraw-version.ts';
import type { Loosening } from '../../../lib/domain/policy/settings/loosen.ts';
import type { PolicyOverrides } from '../../../lib/domain/policy/settings/policy.ts';
import type { Principal } from '../../../lib/domain/principal.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

const REASON = 'its last reader there is gone';
let world: World;
let id: string;

beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await setPolicy({ liveEnvironments: ['production', 'eu'] });
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  await world.subscribe('churn', ['/category'], { team: 'ml' });
  id = await announce();
});

async function announce(): Promise<string> {
  const published = await world.publish(transaction({ category: { type: 'string' } }));
  const announced = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(announced);
  return announced;
}
const setPolicy = async (policy: PolicyOverrides) =>
  await putSubjectPolicy({ subject: SUBJECT, policy, channel: '#payments', principal: producer }, world);
const loosen = async (policy: Loosening, principal: Principal = administrator) =>
  await loosenPolicy({ announcement: id, policy, reason: REASON, principal }, world);
const activate = async () => await activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
const gate = async () => await readGate({ subject: SUBJECT, version: '2', environment: 'production' }, world);
const runIn = async (environment: string, consumer = 'fraud') =>
  await recordModelDeployment(
    {
      ...{ consumer, environment, release: 'v7', principal: reader('ml') },
      change: { name: 'deployed', reads: [{ subject: SUBJECT, version: 1 }], alongside: false },
    },
    world,
  );
const notAffected = async (consumer: string) =>
  await answerMigrations(
    {
      ...{ announcement: id, consumers: [consumer], principal: reader('ml') },
      answer: { answer: 'not-affected', reason: 'it is retrained' },
    },
    world,
  );
const toldOf = async () => (await world.told(id)).filter(({ kind }) => kind === 'loosened');

describe('the policy of an open announcement', () => {
  it.each([
    ['its producer', producer],
    ['a reader', reader('ml')],
  ])('is loosened by no one else: not by %s', async (_, principal) => {
    await expect(loosen({ staleAfter: 'P30D' }, principal)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await world.store.find('announcement', { id })).not.toHaveProperty('loosened');
  });
  it('is loosened by an administrator, with who, when, from, to and why in the audit trail', async () => {
    const { outcome, announcement } = await loosen({ staleAfter: 'P30D' });
    expect([outcome, announcement.policy?.staleAfter]).toEqual(['loosened', 'P30D']);
    expect(world.store.auditEntries.at(-1)).toMatchObject({
      action: 'announcement.policy-loosened',
      principal: 'bootstrap',
      at: world.clock.now(),
      announcementId: id,
      detail: { reason: REASON, changes: [{ decision: 'staleAfter', from: 'P90D', to: 'P30D' }] },
    });
  });
  it('is not loosened below the floors, nor in what readers were told a date of', async () => {
    await world.store.ensure([
      { put: 'organisation', item: { policy: {}, floors: { staleAfter: 'P60D' }, revision: 1 } },
    ]);
    await expect(loosen({ staleAfter: 'P30D', holdCritical: 'P1D' })).rejects.toMatchObject({
      code: 'invalid-request',
      message: expect.stringContaining('the organisation allows P60D or longer'),
      errors: [{ pointer: '/policy/holdCritical' }, { pointer: '/policy/staleAfter' }],
    });
  });
  it('is told once to each team and channel that still has to answer, and to the producer', async () => {
    await world.subscribe('done', ['/category'], { team: 'other' });
    const [, , done] = await world.migrations(id);
    if (done)
      await answerMigrations(
        {
          ...{ announcement: id, consumers: ['done'], principal: reader('other') },
          answer: { answer: 'not-affected', reason: 'it is retrained' },
        },
        world,
      );
    await loosen({ staleAfter: 'P30D' });
    expect(await toldOf()).toEqual([]);
    expect(await world.store.find('announcement', { id })).toMatchObject({ dueAt: expect.any(String) });
    await world.planAll(id);
    await world.planAll(id);
    expect((await toldOf()).map(({ team, audience, channel }) => [team, audience, channel.kind]).sort()).toEqual([
      ['ml', undefined, 'slack'],
      ['ml', undefined, 'sns'],
      ['payments', 'producer', 'slack'],
    ]);
    const told = await world.store.find('announcement', { id });
    expect(told).toMatchObject({ loosened: { told: true } });
    expect(told).not.toHaveProperty('dueAt');
  });
  it('is told again where it is loosened again, and not where nothing differs', async () => {
    await loosen({ staleAfter: 'P30D' });
    await world.planAll(id);
    expect((await loosen({ staleAfter: 'P30D' })).outcome).toBe('unchanged');
    await world.planAll(id);
    expect(await toldOf()).toHaveLength(3);
    world.clock.advance({ hours: 1 });
    await loosen({ staleAfter: 'P20D' });
    await world.planAll(id);
    expect(await toldOf()).toHaveLength(6);
  });
  it('moves no date, and lets nothing go before the last that was told', async () => {
    const before = await world.migrations(id);
    await loosen({ staleAfter: 'P14D', notice: { standard: 'P1D' }, onUndecided: 'pass' });
    await world.planAll(id);
    expect(await world.migrations(id)).toEqual(before);
    // Its team has said nothing for longer than it goes by now, and its date is not over.
    const [{ deadline } = { deadline: '' }] = before;
    world.clock.set(`${deadline}T12:00:00.000Z`);
    expect(await gate()).toMatchObject({ gate: 'closed', models: [{ because: 'waits' }, { because: 'waits' }] });
  });
  it('counts from the date that was told, for a critical model whose team has gone silent', async () => {
    await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'again', principal: producer }, world);
    await world.subscribe('vip', ['/amount'], { team: 'ml', tier: 'critical' });
    const published = await world.publish(transaction({ amount: { type: 'string' } }));
    id = (published.outcome === 'created' && published.announcementId) || '';
    await world.planAll(id);
    await world.hear(id);
    await loosen({ staleAfter: 'P14D' });
    const at = async (now: string) => {
      world.clock.set(now);
      return await readGate({ subject: SUBJECT, version: '3', environment: 'production' }, world);
    };
    // Told: held until 7 days after its date, 2026-12-21; only then what it goes by since.
    expect(await at('2026-12-29T11:59:00.000Z')).toMatchObject({
      models: [{ because: 'waits', administratorAfter: '2026-12-28' }],
    });
    expect(await at('2026-12-29T12:00:00.000Z')).toMatchObject({ gate: 'open', models: [{ because: 'stale' }] });
  });
  it('asks in an environment that was taken out as long as somebody was told so', async () => {
    await notAffected('churn');
    await runIn('eu');
    await loosen({ liveEnvironments: ['production'] });
    await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
    const request = { subject: SUBJECT, environment: 'eu', version: 2, principal: producer };
    expect((await recordVersionDeployment(request, world)).effects).toEqual(['activated', 'emergency']);
  });
  it('is what whoever comes later goes by', async () => {
    await notAffected('fraud');
    await runIn('eu', 'churn');
    await loosen({ liveEnvironments: ['production'] });
    await notAffected('churn');
    expect((await activate()).outcome).toBe('activated');
  });
  it('goes on as it was announced where the same change is published again', async () => {
    await loosen({ staleAfter: 'P14D' });
    const again = await world.publish(transaction({ category: { type: 'string' }, note: { type: 'string' } }, ['id']));
    const next = (again.outcome === 'created' && again.announcementId) || '';
    await world.planAll(next);
    expect(await world.store.find('announcement', { id: next })).toMatchObject({
      supersedes: [id],
      policy: { staleAfter: 'P90D' },
    });
    await expect(loosen({ staleAfter: 'P20D' })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(next),
    });
  });
  it.each([
    [
      'that is not there',
      'not-found',
      async (): Promise<void> => {
        id = 'none';
      },
    ],
    [
      'whose readers are being looked up',
      'unavailable',
      async (): Promise<void> => {
        await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'again', principal: producer }, world);
        const published = await world.publish(transaction({ amount: { type: 'string' } }));
        id = (published.outcome === 'created' && published.announcementId) || '';
      },
    ],
    [
      'that was withdrawn',
      'conflict',
      async (): Promise<void> => {
        await withdrawVersion({ subject: SUBJECT, version: '2', reason: 'again', principal: producer }, world);
      },
    ],
    [
      'that is live',
      'conflict',
      async (): Promise<void> => {
        const emergency = { reason: 'it leaks card numbers' };
        await activateVersion({ subject: SUBJECT, version: '2', principal: producer, emergency }, world);
      },
    ],
  ] as const)('is refused of one %s', async (_, code, arrange) => {
    await arrange();
    await expect(loosen({ staleAfter: 'P30D' })).rejects.toMatchObject({ code });
  });
});
