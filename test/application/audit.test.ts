import { beforeEach, describe, expect, it } from 'vitest';
import { setPolicy } from '../../lib/application/administration/organisation-policy.ts';
import { putSubjectPolicy, retireVersion, transferSubject } from '../../lib/application/administration/subjects.ts';
import { grantPrefix, putTeam, takePrefix } from '../../lib/application/administration/teams.ts';
import { createToken, revokeToken } from '../../lib/application/administration/tokens.ts';
import { answerMigrations } from '../../lib/application/answering/answer-migrations.ts';
import { activateVersion } from '../../lib/application/publishing/activate-version.ts';
import { retireSubject } from '../../lib/application/publishing/retire-subject.ts';
import { withdrawVersion } from '../../lib/application/publishing/withdraw-version.ts';
import { deleteConsumer, putConsumer } from '../../lib/application/subscribing/consumers.ts';
import { unsubscribe } from '../../lib/application/subscribing/unsubscribe.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from './world.ts';

const from = '203.0.113.7 forewarn/0.1.0';
const asAdministrator = { principal: administrator, from };
const asOwner = { subject: SUBJECT, principal: producer, from };
const TEXT = transaction({ category: { type: 'string' } });
let world: World;

/** What the newest entry of an action says that it did to one kind of item. */
function told(action: string, entity: string) {
  const entry = world.store.auditEntries.filter((one) => one.action === action).at(-1);
  expect(entry, `${action} is audited`).toMatchObject({ principal: expect.any(String), at: world.clock.now() });
  return entry?.writes?.find((write) => write.entity === entity);
}
async function announce(): Promise<string> {
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
  const published = await world.publish(TEXT, { sunset: '2026-12-08', from });
  const id = (published.outcome === 'created' && published.announcementId) || '';
  await world.planAll(id);
  return id;
}

beforeEach(async () => {
  world = new World();
  await putTeam({ ...asAdministrator, team: 'payments' }, world);
  await putTeam({ ...asAdministrator, team: 'orders' }, world);
  await grantPrefix({ ...asAdministrator, team: 'payments', prefix: 'payments' }, world);
});

describe('the audit trail tells before and after', () => {
  it('of administration', async () => {
    expect(told('prefix.granted', 'team')).toMatchObject({
      before: { prefixes: [] },
      after: { prefixes: ['payments'] },
    });
    await takePrefix({ ...asAdministrator, team: 'payments', prefix: 'payments' }, world);
    expect(told('prefix.taken', 'prefix')).toMatchObject({ before: { team: 'payments' }, after: null });
    await setPolicy({ ...asAdministrator, policy: { staleAfter: 'P30D' } }, world);
    expect(told('policy.set', 'organisation')).toMatchObject({
      before: null,
      after: { policy: { staleAfter: 'P30D' } },
    });
    await setPolicy({ ...asAdministrator, policy: {} }, world);
    expect(told('policy.set', 'organisation')).toMatchObject({
      before: { policy: { staleAfter: 'P30D' } },
      after: { policy: {} },
    });
  });
  it('of tokens, whose secret it never holds', async () => {
    const tokens = { make: (id: string) => ({ text: `fw_${id}_s3cret`, secretHash: 'c0ffee' }) };
    const ports = { ...world, tokens, store: world.store, clock: world.clock, ids: world.ids, pacer: world.pacer };
    const request = { team: 'payments', verbs: ['read'] as const, description: 'CI', expiresIn: 'P90D' };
    const { token } = await createToken({ ...asAdministrator, ...request }, ports);
    expect(told('token.created', 'token')).toMatchObject({ before: null, after: { team: 'payments' } });
    await revokeToken({ ...asAdministrator, id: token.id }, world);
    expect(told('token.revoked', 'token')).toMatchObject({ before: {}, after: { revokedAt: world.clock.now() } });
    expect(JSON.stringify(world.store.auditEntries)).not.toMatch(/c0ffee|s3cret/);
  });
  it('of a publish, a subscription and an answer', async () => {
    const announcementId = await announce();
    expect(told('version.registered', 'subject')).toMatchObject({ before: { latest: 1 }, after: { latest: 2 } });
    expect(told('version.registered', 'version')).toMatchObject({ before: null, after: { status: 'proposed' } });
    expect(told('subscription.put', 'subscription')).toMatchObject({ before: null, after: { trainedOn: 1 } });
    expect(told('announcement.planned', 'announcement')).toMatchObject({
      before: { status: 'planning' },
      after: { status: 'open', affected: 1 },
    });
    expect(told('migration.opened', 'migration')).toMatchObject({
      key: { announcementId, consumer: 'fraud' },
      before: null,
      after: { state: { name: 'notified' } },
    });
    const answer = { answer: 'object', reason: 'our key feature' } as const;
    const asked = { announcement: announcementId, consumers: ['fraud'], answer, principal: reader('ml'), from };
    await answerMigrations(asked, world);
    expect(told('migration.object', 'migration')).toMatchObject({
      key: { consumer: 'fraud' },
      before: { state: { name: 'notified' } },
      after: { state: { name: 'objected', reason: 'our key feature' } },
    });
    expect(world.store.auditEntries.at(-1)).toMatchObject({
      from,
      consumer: 'fraud',
      subject: SUBJECT,
      announcementId,
    });
  });
  it('of going live, and of taking back', async () => {
    await announce();
    const emergency = { reason: 'the old feed leaks card numbers' };
    await activateVersion({ ...asOwner, version: '2', emergency }, world);
    expect(told('version.activated-as-emergency', 'subject')).toMatchObject({
      before: { head: 1 },
      after: { head: 2 },
    });
    await retireVersion({ ...asOwner, version: '1' }, world);
    expect(told('version.retired', 'version')).toMatchObject({
      before: { status: 'deprecated' },
      after: { status: 'retired' },
    });
    await world.publish(transaction({ category: { type: 'boolean' } }), { sunset: '2027-03-01' });
    await withdrawVersion({ ...asOwner, version: '3', reason: 'stays text' }, world);
    expect(told('version.withdrawn', 'version')).toMatchObject({
      before: { status: 'proposed' },
      after: { status: 'withdrawn' },
    });
  });
  it('of a subject’s owner, policy and end', async () => {
    await world.publish(transaction());
    await putSubjectPolicy({ ...asOwner, policy: { extension: 'P7D' } }, world);
    expect(told('subject.policy-set', 'subject')).toMatchObject({
      before: { policy: {} },
      after: { policy: { extension: 'P7D' } },
    });
    await transferSubject({ ...asOwner, ...asAdministrator, team: 'orders' }, world);
    expect(told('subject.transferred', 'subject')).toMatchObject({
      before: { ownerTeam: 'payments' },
      after: { ownerTeam: 'orders' },
    });
    await retireSubject({ ...asOwner, ...asAdministrator }, world);
    expect(told('subject.retired', 'subject')).toMatchObject({
      before: { status: 'active' },
      after: { status: 'retired' },
    });
  });
  it('of a consumer, from its first day to its last', async () => {
    await announce();
    const mine = { principal: reader('ml'), from };
    await putConsumer({ ...mine, name: 'fraud', team: 'ml', tier: 'critical', releases: ['v8'] }, world);
    expect(told('subscription.moved', 'subject')).toMatchObject({
      before: { tiers: { standard: 1 } },
      after: { tiers: { critical: 1 } },
    });
    expect(told('consumer.updated', 'consumer')).toMatchObject({
      before: { tier: 'standard' },
      after: { tier: 'critical' },
    });
    await unsubscribe({ ...mine, consumer: 'fraud', subject: SUBJECT }, world);
    expect(told('subscription.deleted', 'subscription')).toMatchObject({ before: { trainedOn: 1 }, after: null });
    expect(told('subscription.deleted', 'migration')).toMatchObject({ after: { state: { name: 'not-affected' } } });
    await deleteConsumer({ ...mine, name: 'fraud' }, world);
    expect(told('consumer.deleted', 'consumer')).toMatchObject({ before: { tier: 'critical' }, after: null });
  });
});
