import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InlineJudge } from '../../../lib/adapters/judge/inline-judge.ts';
import { activateVersion } from '../../../lib/application/publishing/activate-version.ts';
import { checkSchema, judgeCheck, outcomeOf } from '../../../lib/application/publishing/check-schema.ts';
import { declaringAmong, mayOutgrow } from '../../../lib/domain/policy/publishing/outgrown.ts';
import { decidePublish } from '../../../lib/domain/policy/publishing/publish-decision.ts';
import { DEFAULT_POLICY } from '../../../lib/domain/policy/settings/policy.ts';
import type { JsonObject, JsonValue } from '../../../lib/domain/schema/json.ts';
import type { Subject } from '../../../lib/domain/subject.ts';
import { parsed } from '../../domain/parsed.ts';
import { producer, SUBJECT, World } from '../world.ts';

const OPTIONS = { contentModel: 'declared', formatMode: 'annotation' } as const;
const WITHOUT: JsonObject = { id: { type: 'string' }, category: { type: 'integer' } };
const record = (properties: JsonObject): JsonValue => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

describe('a field that was gone and comes back as something else', () => {
  const story = async () => {
    const world = new World();
    await world.grant();
    await world.publish(record({ ...WITHOUT, amount: { type: 'integer' } }));
    await world.subscribe('fraud', ['/amount']);
    await world.subscribe('churn', ['/category']);
    const gone = await world.publish(record(WITHOUT));
    await world.planAll(gone.outcome === 'created' ? (gone.announcementId ?? '') : '');
    const emergency = { reason: 'the source is gone' };
    await activateVersion({ subject: SUBJECT, version: '2', emergency, principal: producer }, world);
    return world;
  };
  const back = (type: string) => record({ ...WITHOUT, amount: { type } });

  it('is announced to whoever was trained while it was there, and waits for it', async () => {
    const world = await story();
    const published = await world.publish(back('string'));
    expect(published).toMatchObject({ outcome: 'created', version: { status: 'proposed' } });
    const id = published.outcome === 'created' ? (published.announcementId ?? '') : '';
    await world.planAll(id);
    expect(await world.migrations(id)).toMatchObject([{ consumer: 'fraud', verdict: 'breaking' }]);
    expect((await world.store.find('subject', { name: SUBJECT }))?.head).toBe(2);
  });

  it('is said with the change, and goes on in its thread where a later version does the same and more', async () => {
    const world = await story();
    const first = await world.publish(back('string'));
    const id = first.outcome === 'created' ? (first.announcementId ?? '') : '';
    await world.planAll(id);
    const [asked] = await world.migrations(id);
    expect(asked?.changes).toMatchObject([{ ruleId: 'required-property-added', pointer: '/amount' }]);
    world.clock.advance({ days: 2 });
    const more = record({ ...WITHOUT, amount: { type: 'string' }, note: { type: 'string' } });
    const second = await world.publish(more);
    const later = second.outcome === 'created' ? (second.announcementId ?? '') : '';
    await world.planAll(later);
    expect(await world.migrations(later)).toMatchObject([
      { consumer: 'fraud', carriedFrom: id, deadline: asked?.deadline },
    ]);
    expect(await world.store.find('announcement', { id })).toMatchObject({ supersededBy: later });
  });

  it('is foretold by the check', async () => {
    const world = await story();
    const request = { subject: SUBJECT, schema: back('string'), against: 'head', principal: producer } as const;
    const outcome = await checkSchema(request, world);
    expect(judgeCheck(outcome).passes).toBe(false);
    expect(outcomeOf(outcome)).toBe('proposed');
  });

  it('goes live where it is what it was, or where nobody reads it', async () => {
    const world = await story();
    const published = await world.publish(back('integer'));
    await world.planAll(published.outcome === 'created' ? (published.announcementId ?? '') : '');
    expect((await world.store.find('subject', { name: SUBJECT }))?.head).toBe(3);
    const other = await world.publish(record({ ...WITHOUT, amount: { type: 'integer' }, note: { type: 'string' } }));
    expect(other).toMatchObject({ version: { status: 'active' } });
    expect(other).not.toHaveProperty('announcementId');
  });
});

const NOW = '2026-11-20T09:00:00.000Z';
const SUBJECT_READ: Subject = {
  name: SUBJECT,
  ownerTeam: 'payments',
  status: 'active',
  latest: 2,
  head: 2,
  policy: {},
  tiers: { critical: 0, standard: 1, experimental: 0 },
  exacting: 0,
  generation: 0,
  createdAt: NOW,
  revision: 1,
};
const TYPES = ['integer', 'string', 'boolean', ['integer', 'null'], ['string', 'null']] as const;
const member = fc.option(fc.record({ type: fc.constantFrom(...TYPES), isRequired: fc.boolean() }), {
  nil: undefined,
  freq: 2,
});
const nested = fc.option(fc.dictionary(fc.constantFrom('x', 'y'), member), { nil: undefined, freq: 2 });
const shape = fc.record({ a: member, b: member, inner: nested });
const place = fc.constantFrom('a', 'b', 'inner');
const places = fc.constantFrom('/a', '/b', '/inner/x', '');
type Shape = typeof shape extends fc.Arbitrary<infer S> ? S : never;
const objectOf = (members: Readonly<Record<string, { type: JsonValue; isRequired: boolean } | undefined>>) => {
  const there = Object.entries(members).flatMap(([name, one]) => (one ? [{ name, ...one }] : []));
  return {
    type: 'object',
    properties: Object.fromEntries(there.map(({ name, type }) => [name, { type }])),
    required: there.flatMap(({ name, isRequired }) => (isRequired ? [name] : [])),
  };
};
const schemaOf = ({ a, b, inner }: Shape) => {
  const flat = objectOf({ a, b });
  return inner ? { ...flat, properties: { ...flat.properties, inner: objectOf(inner) } } : flat;
};

describe('what goes live with its publish, and is announced to nobody', () => {
  it('breaks no reader, whatever version it was trained on', async () => {
    const judge = new InlineJudge();
    let silent = 0;
    const drawn = [shape, shape, shape, places, place, fc.boolean()] as const;
    await fc.assert(
      fc.asyncProperty(...drawn, async (old, second, third, pointer, name, isElsewhere) => {
        // One place that changes each time: most pairs of drawn shapes are not a compatible step.
        const head: Shape = { ...old, [name]: second[name] };
        const next: Shape = isElsewhere ? { ...head, a: third.a, b: third.b } : { ...head, [name]: third[name] };
        const [trained, before, after] = [old, head, next].map((one) => parsed(schemaOf(one)));
        if (!trained || !before || !after) return;
        const reads = pointer === '' ? [] : [{ pointer }];
        const comparison = await judge.compare({ old: before, next: after, options: OPTIONS });
        const { verdicts, changes } = comparison;
        const declaring = declaringAmong(changes);
        const outgrown = mayOutgrow({ trainedOn: 1, reads }, { declaring, head: 2 });
        const facts = {
          subject: SUBJECT_READ,
          policy: DEFAULT_POLICY,
          verdicts,
          changes,
          violated: [],
          outgrown,
          now: NOW,
        };
        const decision = decidePublish(facts);
        if (decision.outcome === 'refused' || decision.announce === 'breaking') return;
        silent++;
        const contract = { trained, reads, strict: false };
        const verdict = await judge.serve({ next: after, head: before, contract, options: OPTIONS });
        expect(verdict.status).not.toBe('newly-broken');
      }),
      { numRuns: 1_000 },
    );
    expect(silent).toBeGreaterThan(50);
  }, 60_000);
});
