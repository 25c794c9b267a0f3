import { beforeEach, describe, expect, it } from 'vitest';
import { InlineJudge } from '../../../lib/adapters/judge/inline-judge.ts';
import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { answerMigrations } from '../../../lib/application/answering/answer-migrations.ts';
import { readGate } from '../../../lib/application/deploying/gate.ts';
import type { Comparison, Judge } from '../../../lib/application/ports/judge.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import {
  type CheckRequest,
  checkSchema,
  judgeCheck,
  outcomeOf,
} from '../../../lib/application/publishing/check-schema.ts';
import type { RegisterOutcome } from '../../../lib/application/publishing/register-schema.ts';
import type { PolicyOverrides } from '../../../lib/domain/policy/settings/policy.ts';
import type { ParsedSchema } from '../../../lib/domain/schema/parse-schema.ts';
import type { ConsumerVerdict, Verdict } from '../../../lib/domain/verdict.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

const OPEN = { batch: { type: 'array', minItems: 100_000 } };
const isOpen = ({ canonical }: ParsedSchema): boolean => canonical.includes('"batch"');
const OPEN_VERDICT = { reason: '100000 items are more than are tried' };

/** The engine, were it left open by `batch` whatever else there is: rules still say what changed. */
class OpenJudge extends InlineJudge {
  override async compare(input: Parameters<Judge['compare']>[0]): Promise<Comparison> {
    const { verdicts, changes } = await super.compare(input);
    const serving: Verdict = isOpen(input.next) ? { verdict: 'undecided', ...OPEN_VERDICT } : verdicts.serving;
    return { verdicts: { ...verdicts, serving }, changes };
  }
  override async serve(input: Parameters<Judge['serve']>[0]): Promise<ConsumerVerdict> {
    return isOpen(input.next) ? { status: 'undecided', ...OPEN_VERDICT } : await super.serve(input);
  }
}
const RETYPED = { category: { type: 'string' } };

describe('a version of which nobody can prove whether it breaks its readers', () => {
  let world: World;
  beforeEach(async () => {
    world = new World(new OpenJudge());
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.subscribe('vip', [], { tier: 'critical' });
    await world.subscribe('churn', []);
    await world.subscribe('spend', ['/amount']);
  });
  const check = async (properties: Record<string, unknown>, more: Partial<CheckRequest> = {}) =>
    await checkSchema(
      { subject: SUBJECT, against: 'head', schema: transaction(properties), principal: producer, ...more },
      world,
    );
  const publish = async (properties: Record<string, unknown>) => {
    const published = await world.publish(transaction(properties));
    await world.planAll(idOf(published));
    return idOf(published);
  };
  const decide = async (policy: PolicyOverrides) =>
    await putSubjectPolicy({ subject: SUBJECT, policy, principal: producer }, world);
  const byName = async (id: string) =>
    Object.fromEntries((await world.migrations(id)).map((migration) => [migration.consumer, migration]));
  const statusOf = async (version: number) =>
    (await world.store.find('version', { subject: SUBJECT, version }))?.status;
  const gate = async (version: number) =>
    await readGate({ subject: SUBJECT, version: `${version}`, environment: 'production' }, world);
  const say = async (announcement: string, consumer: string, reason = 'we looked, and it is safe') =>
    await answerMigrations(
      {
        announcement,
        consumers: [consumer],
        answer: { answer: 'not-affected', reason },
        principal: reader(`${consumer}-team`),
      },
      world,
    );

  describe('where something touches a reader that should break it', () => {
    it('holds the version for every tier, with a date, and counts the rest apart', async () => {
      const id = await publish({ ...RETYPED, ...OPEN });
      const { fraud, vip, churn, ...others } = await byName(id);
      expect(fraud).toMatchObject({ verdict: 'undecided', undecided: 'held', deadline: '2026-12-04' });
      expect(churn).toMatchObject({ verdict: 'undecided', undecided: 'held', concern: 'breaking' });
      expect(vip).toMatchObject({ verdict: 'undecided', undecided: 'held', deadline: '2026-12-21' });
      expect(fraud?.witness).toBeUndefined();
      expect(fraud?.dueAt).toBeDefined();
      expect(others).toEqual({});
      expect(await statusOf(2)).toBe('proposed');
      expect(await gate(2)).toMatchObject({ gate: 'closed' });
    });

    it('fails the check without a date, names who may break, and says of nobody that it can take it', async () => {
      const outcome = await check({ ...RETYPED, ...OPEN });
      expect(outcome.undecided).toMatchObject({ held: 3, untouched: 1 });
      expect(outcome.undecided.reasons).toMatchObject([{ count: 1 }]);
      expect(outcome.unaffected).toEqual({ count: 0, doNotRead: 0 });
      expect(outcomeOf(outcome)).toBe('proposed');
      const { passes, reasons } = judgeCheck(outcome);
      expect(passes).toBe(false);
      expect(reasons[0]).toMatch(/^churn, fraud, vip may break, which is undecided, and no date is given/);
      expect(judgeCheck(await check({ ...RETYPED, ...OPEN }, { sunset: '2026-12-21' })).passes).toBe(true);
    });

    it('goes live by itself where the policy lets it pass, and tells all the same', async () => {
      await decide({ onUndecided: 'pass' });
      const outcome = await check({ ...RETYPED, ...OPEN });
      expect(judgeCheck(outcome)).toMatchObject({ passes: true, reasons: [] });
      expect(judgeCheck(outcome).notes.join()).toContain('undecided for churn, fraud, vip: they are told');
      expect(outcomeOf(outcome)).toBe('active');
      const id = await publish({ ...RETYPED, ...OPEN });
      expect(await statusOf(2)).toBe('active');
      expect(Object.keys(await byName(id))).toEqual(['churn', 'fraud', 'vip']);
      expect((await world.told(id)).filter(({ kind }) => kind === 'announced')).not.toEqual([]);
    });

    it('takes a word that it is safe for that change, in later versions too, until somebody proves that it breaks', async () => {
      const id = await publish({ ...RETYPED, ...OPEN });
      await say(id, 'fraud');
      const approvals = (await world.store.listApprovalsOfSubject(SUBJECT, { limit: 100 })).items;
      expect(approvals.every(({ answer, consumer }) => answer === 'not-affected' && consumer === 'fraud')).toBe(true);
      const { affected } = await check({ ...RETYPED, ...OPEN, note: { type: 'string', minLength: 1 } });
      const fraud = affected.find(({ impact }) => impact.subscription.consumer === 'fraud');
      expect(fraud?.approval).toMatchObject({ safe: true, missing: [] });

      const again = await publish({ ...RETYPED, ...OPEN, amount: { type: 'number', description: 'in euros' } });
      expect((await byName(again))['fraud']?.state).toMatchObject({
        name: 'not-affected',
        by: 'token:fraud-team',
        reason: 'we looked, and it is safe',
      });

      const proved = await publish(RETYPED);
      expect((await byName(proved))['fraud']).toMatchObject({ verdict: 'breaking', state: { name: 'notified' } });
    });
  });

  describe('where only something harmless by itself touches a reader', () => {
    it('asks the critical reader until a date, and tells the others in their digest', async () => {
      const id = await publish(OPEN);
      const { vip, churn, ...others } = await byName(id);
      expect(vip).toMatchObject({
        concern: 'question',
        undecided: 'asked',
        tier: 'critical',
        deadline: '2026-11-23',
      });
      expect(vip?.dueAt).toBeDefined();
      expect(churn).toMatchObject({ concern: 'digest', undecided: 'told', verdict: 'undecided' });
      expect(others).toEqual({});
      expect(await gate(2)).toMatchObject({ gate: 'closed', models: [{ consumer: 'vip', holdsUntil: vip?.deadline }] });
      expect(await statusOf(2)).toBe('proposed');
    });

    it('passes the check, and says who is waited for', async () => {
      const outcome = await check(OPEN);
      expect(outcome.undecided).toMatchObject({ asked: 1, told: 1, untouched: 2 });
      expect(judgeCheck(outcome)).toMatchObject({
        passes: true,
        notes: ['undecided for vip: asked about it, and waited for until they answer or their date is over'],
      });
      expect(outcomeOf(outcome)).toBe('proposed');
    });

    it('says in the thread that it went live, and raises no alarm', async () => {
      const id = await publish(OPEN);
      await world.hear(id);
      world.clock.set('2026-11-25T10:00:00.000Z');
      await activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
      await world.planAll(id);
      const kinds = new Set((await world.told(id)).map(({ kind }) => kind));
      expect(kinds).toContain('live');
      expect(kinds).not.toContain('exposed');
      expect((await byName(id))['vip']).not.toHaveProperty('exposure');
    });

    it('waits for any answer, and no longer than the date', async () => {
      const id = await publish(OPEN);
      const activate = () => activateVersion({ subject: SUBJECT, version: '2', principal: producer }, world);
      await expect(activate()).rejects.toMatchObject({ code: 'gate-closed' });
      await answerMigrations(
        { announcement: id, consumers: ['vip'], answer: { answer: 'acknowledge' }, principal: reader('vip-team') },
        world,
      );
      expect(await gate(2)).toMatchObject({ gate: 'open' });
      await expect(activate()).resolves.toMatchObject({
        outcome: 'activated',
        willBreak: [],
        mayBreak: [{ consumer: 'vip', team: 'vip-team' }],
      });
    });

    it('holds nothing once the date has passed without an answer, though the model is critical', async () => {
      await world.hear(await publish(OPEN));
      world.clock.set('2026-11-24T12:00:01.000Z');
      expect(await gate(2)).toMatchObject({ gate: 'open', models: [{ consumer: 'vip', because: 'date-passed' }] });
    });
  });

  describe('where it was undecided already', () => {
    beforeEach(async () => {
      await decide({ onBreaking: 'announce' });
      await publish(OPEN);
      await decide({ onBreaking: 'propose' });
    });

    it('shows it, and tells nobody again of what only a description changed beside', async () => {
      const described = { ...OPEN, amount: { type: 'number', description: 'in euros' } };
      const outcome = await check(described);
      expect(outcome.undecided).toMatchObject({ held: 0, asked: 0, told: 0, known: 4, untouched: 0 });
      expect(judgeCheck(outcome)).toMatchObject({ passes: true, notes: [] });
      expect(outcome.unaffected.count).toBe(0);
      const id = await publish(described);
      expect(await world.migrations(id)).toEqual([]);
      expect(await world.told(id)).toEqual([]);
      expect(await statusOf(3)).toBe('active');
    });
  });

  it.each([
    { onBreaking: 'reject', compatibility: 'FULL', onUndecided: 'hold', refused: true },
    { onBreaking: 'reject', compatibility: 'FORWARD', onUndecided: 'hold', refused: true },
    { onBreaking: 'reject', compatibility: 'FORWARD', onUndecided: 'pass', refused: false },
    { onBreaking: 'reject', compatibility: 'NONE', onUndecided: 'hold', refused: false },
    { onBreaking: 'propose', compatibility: 'FORWARD', onUndecided: 'hold', refused: false },
  ] as const)(
    'is refused ($refused) under $onBreaking, $compatibility and onUndecided: $onUndecided',
    async (policy) => {
      const { refused, ...decided } = policy;
      await decide(decided);
      const outcome = await check(OPEN);
      if (refused) {
        await expect(world.publish(transaction(OPEN))).rejects.toMatchObject({ code: 'incompatible' });
        expect(judgeCheck(outcome).reasons[0]).toContain(
          `FORWARD compatible with version 1 is undecided: 100000 items`,
        );
      } else await expect(world.publish(transaction(OPEN))).resolves.toMatchObject({ outcome: 'created' });
      expect(outcomeOf(outcome) === 'refused').toBe(refused);
      expect(outcome.comparison.violated.length > 0).toBe(policy.compatibility !== 'NONE');
    },
  );

  it('is told once, and not again with each commit behind the proposal', async () => {
    const first = await publish(OPEN);
    const sent = (await world.told(first)).filter(({ kind }) => kind === 'announced');
    for (const delivery of sent)
      await world.store.update(
        'delivery',
        { ...delivery, receipt: { channelId: 'C1', ts: '1.0' }, status: 'sent', revision: 2 },
        1,
      );
    const second = await publish({ ...OPEN, amount: { type: 'number', description: 'in euros' } });
    expect((await world.store.find('announcement', { id: first }))?.supersededBy).toBe(second);
    expect((await byName(second))['vip']).toMatchObject({
      deadline: (await byName(first))['vip']?.deadline,
      carriedFrom: first,
    });
    const inSlack = (await world.told(second)).filter(({ channel }) => channel.kind === 'slack');
    expect(inSlack.map(({ kind, status }) => `${kind} ${status}`).sort()).toEqual([
      'announced sent',
      'continued pending',
    ]);
  });

  it('is answered for by an administrator in place of a team', async () => {
    const id = await publish({ ...RETYPED, ...OPEN });
    await answerMigrations(
      {
        announcement: id,
        consumers: ['fraud', 'churn', 'vip'],
        answer: { answer: 'not-affected', reason: 'compared by hand' },
        principal: administrator,
      },
      world,
    );
    expect(await gate(2)).toMatchObject({ gate: 'open' });
    const approvals = (await world.store.listApprovalsOfSubject(SUBJECT, { limit: 100 })).items;
    expect(new Set(approvals.map(({ consumer }) => consumer))).toEqual(new Set(['fraud', 'churn', 'vip']));
  });
});

function idOf(published: RegisterOutcome): string {
  if (published.outcome !== 'created' || published.announcementId === undefined)
    throw new Error('nothing was announced');
  return published.announcementId;
}
