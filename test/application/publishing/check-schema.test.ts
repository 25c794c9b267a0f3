import { beforeEach, describe, expect, it } from 'vitest';
import type { Judge } from '../../../lib/application/ports/judge.ts';
import { type CheckRequest, checkSchema, judgeCheck } from '../../../lib/application/publishing/check-schema.ts';
import { administrator, producer, reader, SUBJECT, transaction, World } from '../world.ts';

const asString = { category: { type: 'string' } };

describe('checking a schema', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.grant();
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.subscribe('churn', ['/amount']);
  });
  const check = async (schema: CheckRequest['schema'], more: Partial<CheckRequest> = {}) =>
    await checkSchema({ subject: SUBJECT, against: 'head', schema, principal: producer, ...more }, world);

  it('names who would break, by when, with the record that breaks them, and writes nothing', async () => {
    const entries = world.store.auditEntries.length;
    const outcome = await check(transaction(asString));
    expect(outcome.affected).toMatchObject([
      {
        impact: { subscription: { consumer: 'fraud' }, verdict: { status: 'newly-broken' } },
        deadline: '2026-12-04',
      },
    ]);
    expect(outcome.unaffected).toEqual({ count: 1, doNotRead: 1 });
    expect(world.store.auditEntries).toHaveLength(entries);
  });

  it.each([
    ['a breaking change without a date', asString, {}, false],
    ['a breaking change with a sufficient date', asString, { sunset: '2026-12-04' }, true],
    ['a breaking change with too soon a date', asString, { sunset: '2026-12-03' }, false],
    ['a breaking change that no model reads', { id: { type: 'integer' } }, {}, true],
    ['a harmless change', { note: { type: 'string' } }, {}, true],
  ])('judges %s', async (_name, properties, more, passes) => {
    const schema = transaction(properties, 'note' in properties ? ['id', 'amount', 'category'] : undefined);
    expect(judgeCheck(await check(schema, more)).passes).toBe(passes);
  });

  it('compares a first schema with nothing', async () => {
    await expect(check(transaction(), { subject: 'payments.other' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([
    {
      who: 'whoever will publish it',
      principal: { ...producer, verbs: ['read'] as const },
      subject: 'payments.new',
      code: 'not-found',
    },
    { who: 'another team', principal: reader('fraud-team'), subject: 'payments.new', code: 'forbidden' },
    { who: 'its team outside of its prefixes', principal: producer, subject: 'orders.new', code: 'forbidden' },
    { who: 'an administrator, who has no team', principal: administrator, subject: 'orders.new', code: 'not-found' },
  ])('answers $code for a new subject to $who', async ({ principal, subject, code }) => {
    await expect(check(transaction(), { subject, principal })).rejects.toMatchObject({ code });
  });

  it('names the remedy where a first publish would be refused', async () => {
    await expect(check(transaction(), { subject: 'orders.new' })).rejects.toThrow(
      'team payments has no prefix that covers orders.new; an administrator grants one: forewarn teams grant-prefix payments orders',
    );
  });

  it('compares with the version that it is told', async () => {
    await world.publish(transaction({ extra: { type: 'string' } }));
    expect(await check(transaction(), { against: '1' })).toMatchObject({ against: 1, comparison: { changes: [] } });
    await expect(check(transaction(), { against: '7' })).rejects.toMatchObject({ code: 'not-found' });
  });

  it('says how many it had no time to judge', async () => {
    let calls = 0;
    const hasty = { now: () => new Date(Date.parse('2026-11-20T09:00:00Z') + 15_000 * calls++).toISOString() };
    const outcome = await checkSchema(
      { subject: SUBJECT, against: 'head', schema: transaction(asString), principal: producer },
      { ...world, store: world.store, judge: world.judge, clock: hasty },
    );
    expect(outcome.undecidedRest).toBeGreaterThan(0);
    expect(judgeCheck(outcome)).toMatchObject({
      passes: false,
      unjudged: [expect.stringContaining('not judged in time')],
    });
  });

  it('takes what the clock ended for no verdict: it says what was not judged, and gives all questions one end', async () => {
    const left: (number | undefined)[] = [];
    const cutOff = { reason: 'the comparison took longer than 8 s', cause: 'time' } as const;
    const judge: Judge = {
      engine: world.judge.engine,
      compare: async ({ old, next, options, time }) => {
        left.push(time);
        const { changes } = await world.judge.compare({ old, next, options });
        const verdict = { verdict: 'undecided', ...cutOff } as const;
        return { verdicts: { serving: verdict, training: verdict }, changes };
      },
      serve: async ({ time }) => {
        left.push(time);
        return { status: 'undecided', ...cutOff };
      },
    };
    let seconds = 0;
    const slow = { now: () => new Date(Date.parse('2026-11-20T09:00:00Z') + 1_000 * seconds++).toISOString() };
    const outcome = await checkSchema(
      { subject: SUBJECT, against: 'head', schema: transaction(asString), principal: producer },
      { ...world, store: world.store, judge, clock: slow },
    );
    expect(outcome).toMatchObject({ affected: [], unaffected: { count: 0 }, undecidedRest: 2 });
    expect(judgeCheck(outcome)).toMatchObject({
      passes: false,
      reasons: [],
      unjudged: [
        'the two schemas were not compared in time: only what the rules find is listed',
        expect.stringContaining('2 subscriptions'),
      ],
    });
    const ends = left.map((time) => time ?? Number.POSITIVE_INFINITY);
    expect(ends).toEqual([...ends].sort((a, b) => b - a));
    expect(Math.max(...ends)).toBeLessThan(20_000);
  });
});
