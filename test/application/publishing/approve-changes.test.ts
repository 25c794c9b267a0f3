import { beforeEach, describe, expect, it } from 'vitest';
import { type ApproveRequest, approveChanges } from '../../../lib/application/publishing/approve-changes.ts';
import { checkSchema, judgeCheck } from '../../../lib/application/publishing/check-schema.ts';
import { revokeApproval } from '../../../lib/application/publishing/revoke-approval.ts';
import { unsubscribe } from '../../../lib/application/subscribing/unsubscribe.ts';
import { changeFingerprint } from '../../../lib/domain/diff/change.ts';
import type { Principal } from '../../../lib/domain/principal.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

const TEXT = { category: { type: 'string' } };
const UNTIL = '2026-12-08';
const REASON = 'we retrain on Monday';

let world: World;
beforeEach(async () => {
  world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category'], { team: 'ml' });
});

const check = async (properties: Readonly<Record<string, unknown>> = TEXT) => {
  const request = { subject: SUBJECT, against: 'head', schema: transaction(properties), principal: producer };
  const outcome = await checkSchema(request, world);
  const fingerprints = outcome.comparison.changes.map((change) => changeFingerprint(SUBJECT, change));
  return { ...outcome, ...judgeCheck(outcome), fingerprints, fingerprint: fingerprints[0] ?? '' };
};
const approve = async (more: Partial<ApproveRequest> = {}) =>
  await approveChanges(
    {
      subject: SUBJECT,
      changes: more.changes ?? [(await check()).fingerprint],
      until: UNTIL,
      reason: REASON,
      principal: reader('ml'),
      ...more,
    },
    world,
  );

describe('an approval', () => {
  it('lets a check pass that would ask for a date, and stays in what it says', async () => {
    expect((await check()).passes).toBe(false);
    await approve({ consumers: ['fraud'] });
    const checked = await check();
    expect(checked).toMatchObject({ passes: true, reasons: [] });
    expect(checked.affected).toMatchObject([
      {
        impact: { subscription: { consumer: 'fraud' }, verdict: { status: 'newly-broken' } },
        approval: { until: UNTIL, missing: [], given: [{ reason: REASON, by: 'token:ml', team: 'ml' }] },
      },
    ]);
  });

  it('holds beside an unrelated change, and no more once the change itself changes', async () => {
    await approve();
    expect((await check({ ...TEXT, note: { type: 'string' } })).passes).toBe(true);
    const other = await check({ category: { type: 'boolean' } });
    expect(other).toMatchObject({
      passes: false,
      affected: [{ approval: { given: [], missing: [other.fingerprint] } }],
    });
  });

  it('holds until its date is over everywhere', async () => {
    await approve();
    world.clock.set('2026-12-09T11:59:00.000Z');
    expect((await check()).passes).toBe(true);
    world.clock.set('2026-12-09T12:00:00.000Z');
    expect(await check()).toMatchObject({ passes: false, affected: [{ approval: { given: [{ until: UNTIL }] } }] });
  });

  it('names who is left where one team of two has approved', async () => {
    await world.subscribe('churn', ['/category']);
    await approve();
    const { passes, reasons } = await check();
    expect(passes).toBe(false);
    expect(reasons.join()).toMatch(/^churn would break/);
    expect(reasons.join()).not.toContain('fraud');
  });

  it('is asked for each of the changes that break a model', async () => {
    await world.subscribe('dedup', ['/category', '/id'], { team: 'ml' });
    const both = { ...TEXT, id: { type: 'integer' } };
    const { fingerprints } = await check(both);
    await approve({ changes: fingerprints.slice(0, 1) });
    expect((await check(both)).passes).toBe(false);
    await approve({ changes: fingerprints });
    expect((await check(both)).passes).toBe(true);
  });

  it('moves no date that is too early, and opens no subject that refuses breaks', async () => {
    await approve();
    const request = { subject: SUBJECT, against: 'head', schema: transaction(TEXT), principal: producer };
    const early = judgeCheck(await checkSchema({ ...request, sunset: '2026-11-23' }, world));
    expect(early).toMatchObject({ passes: false, reasons: [expect.stringContaining('2026-12-04')] });
    const subject = await world.store.find('subject', { name: SUBJECT });
    if (subject) world.store.seed('subject', { ...subject, policy: { onBreaking: 'reject' } });
    expect(judgeCheck(await checkSchema(request, world))).toMatchObject({ passes: false });
  });

  it('is for all models of the team that subscribe, where none is named', async () => {
    await world.subscribe('churn', ['/amount'], { team: 'ml' });
    await world.subscribe('other', ['/category']);
    expect((await approve()).map(({ outcome, approval }) => [outcome, approval.consumer])).toEqual([
      ['created', 'churn'],
      ['created', 'fraud'],
    ]);
  });

  it('is written once, however often it is given, and says what is said last', async () => {
    await approve();
    const entries = world.store.auditEntries.length;
    expect(await approve()).toMatchObject([{ outcome: 'unchanged' }]);
    expect(world.store.auditEntries).toHaveLength(entries);
    expect(await approve({ reason: ' in the next release ' })).toMatchObject([
      { outcome: 'updated', approval: { reason: 'in the next release', revision: 2 } },
    ]);
  });

  it('is audited with what it was and became', async () => {
    const change = (await check()).fingerprint;
    await approve({ consumers: ['fraud'], from: '203.0.113.9' });
    expect(world.store.auditEntries.at(-1)).toMatchObject({
      action: 'change.approved',
      principal: 'token:ml',
      from: '203.0.113.9',
      subject: SUBJECT,
      consumer: 'fraud',
      detail: { changes: [change], consumers: ['fraud'], until: UNTIL, reason: REASON },
      writes: [{ entity: 'approval', key: { change, consumer: 'fraud' }, before: null, after: { reason: REASON } }],
    });
  });

  it('is given anew where another writer was faster', async () => {
    world.store.loseCommits = 2;
    expect(await approve()).toMatchObject([{ outcome: 'created' }]);
  });

  it('takes many changes of many models in several transactions', async () => {
    for (let model = 0; model < 6; model++) await world.subscribe(`model-${model}`, ['/category'], { team: 'ml' });
    const changes = Array.from({ length: 20 }, (_, at) => at.toString(16).padStart(12, '0'));
    expect(await approve({ changes })).toHaveLength(140);
    expect(world.store.auditEntries.filter(({ action }) => action === 'change.approved')).toHaveLength(3);
  });

  it.each<{ who: string; principal: Principal; says: string }>([
    { who: 'the producer', principal: producer, says: 'the token does not have the verb "subscribe"' },
    { who: 'another team', principal: reader('risk'), says: 'team risk does not own the consumer fraud' },
    {
      who: 'a member who only reads',
      principal: { ...reader('ml'), verbs: ['read'] },
      says: 'the token does not have the verb "subscribe"',
    },
  ])('is refused to $who, with what would help', async ({ principal, says }) => {
    const refused = approve({ consumers: ['fraud'], principal });
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    await expect(refused).rejects.toThrow(says);
    await expect(refused).rejects.toThrow(
      'with a token of its own team that has the verb "subscribe", or by an administrator',
    );
    expect((await check()).passes).toBe(false);
  });

  it('is refused to a member who only reads, also where no model is named', async () => {
    await expect(approve({ principal: { ...reader('ml'), verbs: ['read'] } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('may be given by an administrator in a team’s place, who names the models', async () => {
    await expect(approve({ principal: administrator })).rejects.toThrow('name the models: this token is of no team');
    await approve({ principal: administrator, consumers: ['fraud'] });
    expect(await check()).toMatchObject({
      passes: true,
      affected: [{ approval: { given: [{ team: 'ml', by: 'bootstrap' }] } }],
    });
  });

  it.each<[string, Partial<ApproveRequest>, string, string]>([
    ['a date that has passed', { until: '2026-11-18' }, 'invalid-request', '2026-11-18 has passed'],
    ['a date that is now', { until: '2026-11-20T09:00:00.000Z' }, 'invalid-request', 'name a date that lies ahead'],
    ['a date beyond the policy', { until: '2027-03-01' }, 'invalid-request', 'for P90D, until 2027-02-18'],
    ['no reason', { reason: '  .  ' }, 'invalid-request', 'why the change may come'],
    ['what is no fingerprint', { changes: ['4F2A9C01D7BE'] }, 'invalid-request', 'take the 12 hexadecimal digits'],
    ['an unknown subject', { subject: 'payments.other' }, 'not-found', 'there is no subject payments.other'],
    ['an unknown model', { consumers: ['froud'] }, 'not-found', 'froud does not subscribe to payments.transaction'],
    ['a team without models there', { principal: reader('risk') }, 'not-found', 'no model of team risk subscribes'],
  ])('is refused for %s', async (_, more, code, says) => {
    await expect(approve(more)).rejects.toMatchObject({ code });
    await expect(approve(more)).rejects.toThrow(says);
  });

  it('holds as long as a subject’s own policy lets it', async () => {
    const subject = await world.store.find('subject', { name: SUBJECT });
    if (subject) world.store.seed('subject', { ...subject, policy: { approval: 'P7D' } });
    await expect(approve()).rejects.toThrow('for P7D, until 2026-11-27');
    await approve({ until: '2026-11-27T08:00:00.000Z' });
  });

  it('is asked of the new owner where a model changes hands', async () => {
    await approve();
    const subscription = await world.store.find('subscription', { consumer: 'fraud', subject: SUBJECT });
    if (subscription) world.store.seed('subscription', { ...subscription, team: 'risk' });
    expect((await check()).passes).toBe(false);
  });
});

describe('taking an approval back', () => {
  const revoke = async (principal: Principal, change?: string) =>
    await revokeApproval(
      { subject: SUBJECT, change: change ?? (await check()).fingerprint, consumer: 'fraud', principal },
      world,
    );

  it('ends it at once, with what it was in the audit trail', async () => {
    await approve();
    await revoke(reader('ml'));
    expect(await check()).toMatchObject({ passes: false, affected: [{ approval: { given: [] } }] });
    expect(world.store.auditEntries.at(-1)).toMatchObject({
      action: 'approval.revoked',
      consumer: 'fraud',
      writes: [{ entity: 'approval', before: { reason: REASON }, after: null }],
    });
  });

  it('is refused to others, and done for an administrator', async () => {
    await approve();
    await expect(revoke(producer)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revoke(reader('risk'))).rejects.toMatchObject({ code: 'forbidden' });
    await revoke(administrator);
    expect((await check()).passes).toBe(false);
  });

  it('may be done by the team that owns the model now', async () => {
    await approve();
    const consumer = await world.store.find('consumer', { name: 'fraud' });
    if (consumer) world.store.seed('consumer', { ...consumer, team: 'risk' });
    await revoke(reader('risk'));
    expect(world.store.all('approval')).toEqual([]);
  });

  it('says what exists where there is none, and what a fingerprint is', async () => {
    await expect(revoke(reader('ml'))).rejects.toThrow('forewarn approvals --subject payments.transaction lists those');
    await expect(revoke(reader('ml'), 'category')).rejects.toMatchObject({ code: 'invalid-request' });
  });
});

describe('publishing what was approved', () => {
  const publish = async (properties: Readonly<Record<string, unknown>> = TEXT) => {
    const outcome = await world.publish(transaction(properties));
    const id = (outcome.outcome === 'created' && outcome.announcementId) || '';
    await world.planAll(id);
    return id;
  };

  it('announces it all the same, and opens the migration as acknowledged by who approved', async () => {
    await world.subscribe('churn', ['/category']);
    await approve();
    const id = await publish();
    expect(await world.migrations(id)).toMatchObject([
      { consumer: 'churn', state: { name: 'notified' }, dueAt: expect.stringContaining('2026-11-27') },
      {
        consumer: 'fraud',
        state: { name: 'acknowledged', by: 'token:ml', approved: REASON },
        deadline: '2026-12-04',
        dueAt: expect.stringContaining('2026-12-01'),
      },
    ]);
    expect((await world.told(id)).map(({ kind, team }) => [kind, team])).toContainEqual(['announced', 'ml']);
  });

  it('leaves a migration open where only a part was approved, or it ended before', async () => {
    await world.subscribe('dedup', ['/category', '/id'], { team: 'ml' });
    await approve({ until: '2026-11-25' });
    const id = await publish({ ...TEXT, id: { type: 'integer' } });
    expect(await world.migrations(id)).toMatchObject([
      { consumer: 'dedup', state: { name: 'notified' } },
      { consumer: 'fraud', state: { name: 'acknowledged' } },
    ]);
    world.clock.set('2026-11-26T12:00:00.000Z');
    const again = await publish({ ...TEXT, note: { type: 'string' } });
    expect(await world.migrations(again)).toMatchObject([
      { consumer: 'dedup', state: { name: 'notified' } },
      { consumer: 'fraud', state: { name: 'acknowledged' } },
    ]);
  });

  it('takes no word that comes after the announcement, also while that is planned', async () => {
    const outcome = await world.publish(transaction(TEXT));
    const id = (outcome.outcome === 'created' && outcome.announcementId) || '';
    world.clock.advance({ minutes: 1 });
    await approve();
    await world.planAll(id);
    expect(await world.migrations(id)).toMatchObject([{ state: { name: 'notified' } }]);
  });

  it('acknowledges at a later version what nobody had answered before', async () => {
    await publish();
    await approve();
    const id = await publish({ ...TEXT, note: { type: 'string' } });
    expect(await world.migrations(id)).toMatchObject([{ state: { name: 'acknowledged', approved: REASON } }]);
  });

  it('is as good for a model that subscribes again', async () => {
    await approve();
    const request = { consumer: 'fraud', subject: SUBJECT, principal: reader('ml') };
    await unsubscribe(request, world);
    await world.subscribe('other', ['/category']);
    const id = await publish();
    await world.subscribe('fraud', ['/category'], { team: 'ml', request: { trainedOn: '1' } });
    expect(await world.migrations(id)).toContainEqual(
      expect.objectContaining({ consumer: 'fraud', state: expect.objectContaining({ name: 'acknowledged' }) }),
    );
  });
});
