import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { putSubjectPolicy } from '../../../lib/application/administration/subjects.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import {
  type CheckOutcome,
  checkSchema,
  judgeCheck,
  outcomeOf,
} from '../../../lib/application/publishing/check-schema.ts';
import type { RegisterOutcome } from '../../../lib/application/publishing/register-schema.ts';
import { DomainError } from '../../../lib/domain/errors.ts';
import type { Tier } from '../../../lib/domain/policy/settings/policy.ts';
import type { JsonValue } from '../../../lib/domain/schema/json.ts';
import { administrator, producer, SUBJECT, transaction, World } from '../world.ts';

const SUNSET = { deprecated: true, 'x-sunset': '2026-12-20' };
/** Shapes of one subject, near each other: each pair of them is another kind of change. */
const SHAPES: readonly JsonValue[] = [
  transaction(),
  transaction({ category: { type: 'string' } }),
  transaction({ category: { type: 'integer', ...SUNSET } }),
  transaction({ category: undefined }),
  transaction({ amount: { type: 'number', 'x-unit': 'cent' } }),
  transaction({ note: { type: 'string' } }, ['id', 'amount', 'category']),
  transaction({ id: { type: 'string', pattern: '(?<!a)b' } }),
  transaction({ amount: { type: ['number', 'null'] } }),
];

type Act =
  | { readonly act: 'publish'; readonly shape: number; readonly sunset?: string; readonly emergency?: boolean }
  | { readonly act: 'subscribe'; readonly reads: string; readonly tier: Tier }
  | {
      readonly act: 'policy';
      readonly onBreaking: 'propose' | 'announce' | 'reject';
      readonly mode: 'FORWARD' | 'FULL';
    }
  | { readonly act: 'wait'; readonly days: number }
  | { readonly act: 'activate' };

const shape = fc.nat({ max: SHAPES.length - 1 });
const publish: fc.Arbitrary<Extract<Act, { act: 'publish' }>> = fc
  .record({
    shape,
    sunset: fc.constantFrom(undefined, undefined, undefined, '2026-12-02', '2026-12-21', '2027-03-01'),
    emergency: fc.constantFrom(undefined, undefined, undefined, true),
  })
  .map(({ shape: at, sunset, emergency }) => ({
    act: 'publish',
    shape: at,
    ...(sunset === undefined ? {} : { sunset }),
    ...(emergency ? { emergency } : {}),
  }));
const act: fc.Arbitrary<Act> = fc.oneof(
  publish,
  fc.record({
    act: fc.constant('subscribe' as const),
    reads: fc.constantFrom('/category', '/amount', '/id', ''),
    tier: fc.constantFrom<Tier>('critical', 'standard', 'experimental'),
  }),
  fc.record({
    act: fc.constant('policy' as const),
    onBreaking: fc.constantFrom('propose' as const, 'announce' as const, 'reject' as const),
    mode: fc.constantFrom('FORWARD' as const, 'FULL' as const),
  }),
  fc.record({ act: fc.constant('wait' as const), days: fc.constantFrom(1, 10, 40) }),
  fc.constant({ act: 'activate' as const }),
);

describe('what check says of a publish', () => {
  it('is what publishing does, from any state', async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 8 }), publish, fc.boolean(), async (acts, drawn, again) => {
        // Half of the time what was published last: what is live or waits already is a state of its own.
        const before = acts.findLast((step) => step.act === 'publish');
        const last = again && before ? { ...drawn, shape: before.shape } : drawn;
        const world = await played(acts);
        const said = await outcome(() => checkSchema({ ...requestOf(last), against: 'head' }, world));
        const done = await outcome(() => world.publish(requestOf(last).schema, requestOf(last)));
        met.add(said instanceof DomainError ? said.code : outcomeOf(said));
        if (said instanceof DomainError) {
          expect(done).toMatchObject({ code: said.code });
          return;
        }
        await expectForetold(said, done, world);
      }),
      {
        numRuns: 100,
        seed: 9,
        examples: [[[{ act: 'publish', shape: 1 }], { act: 'publish', shape: 1, emergency: true }, false]],
      },
    );
    // The states that were met hold each outcome: an agreement about nothing would prove nothing.
    expect([...met].sort()).toEqual(['active', 'conflict', 'proposed', 'refused', 'unchanged']);
  }, 120_000);
});

async function expectForetold(said: CheckOutcome, done: RegisterOutcome | DomainError, world: World): Promise<void> {
  const would = outcomeOf(said);
  if (done instanceof DomainError) {
    expect(said.decision).toMatchObject({ outcome: 'refused', code: done.code });
    expect(judgeCheck(said).passes).toBe(false);
    return;
  }
  if (done.outcome === 'unchanged') {
    expect(would).toBe('unchanged');
    expect(judgeCheck(said).passes).toBe(true);
    return;
  }
  expect(done.comparison).toEqual({
    ...said.comparison,
    violated: said.comparison.violated,
    announcedSunset: said.comparison.announcedSunset,
  });
  await world.planAll(done.announcementId);
  const version = await world.store.find('version', { subject: SUBJECT, version: done.version.version });
  expect(would).toBe(version?.status);
  const migrations = done.announcementId === undefined ? [] : await world.migrations(done.announcementId);
  const told = migrations.filter(({ concern }) => concern === 'breaking').map(({ consumer }) => consumer);
  const announced = said.decision.outcome === 'accepted' && said.decision.announce !== undefined;
  const named = said.affected.filter(({ impact }) => impact.concern === 'breaking');
  expect(announced ? named.map(({ impact }) => impact.subscription.consumer).sort() : []).toEqual(told.sort());
}

const requestOf = ({ shape: at, sunset, emergency }: Extract<Act, { act: 'publish' }>) => ({
  subject: SUBJECT,
  principal: producer,
  schema: SHAPES[at] ?? true,
  ...(sunset === undefined ? {} : { sunset }),
  ...(emergency ? { emergency: { reason: 'a fault in production' } } : {}),
});

async function played(acts: readonly Act[]): Promise<World> {
  const world = new World();
  await world.grant();
  await world.publish(transaction());
  await world.subscribe('fraud', ['/category']);
  for (const [at, step] of acts.entries()) await outcome(() => play(world, step, at));
  return world;
}

async function play(world: World, step: Act, at: number): Promise<unknown> {
  switch (step.act) {
    case 'publish': {
      const { schema, ...more } = requestOf(step);
      const done = await world.publish(schema, more);
      return done.outcome === 'created' ? await world.planAll(done.announcementId) : undefined;
    }
    case 'subscribe':
      return await world.subscribe(`model-${at}`, step.reads === '' ? [] : [step.reads], { tier: step.tier });
    case 'policy': {
      const policy = { onBreaking: step.onBreaking, compatibility: step.mode };
      return await putSubjectPolicy({ subject: SUBJECT, policy, principal: administrator }, world);
    }
    case 'wait':
      return world.clock.advance({ days: step.days });
    case 'activate': {
      const subject = await world.store.find('subject', { name: SUBJECT });
      return await activateVersion(
        { subject: SUBJECT, version: String(subject?.latest ?? 1), principal: administrator },
        world,
      );
    }
  }
}

/** The answer, or the refusal: both are outcomes here. */
async function outcome<T>(run: () => Promise<T>): Promise<T | DomainError> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}
