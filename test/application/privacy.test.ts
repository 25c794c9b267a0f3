import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BoundedJudge } from '../../lib/adapters/judge/bounded-judge.ts';
import { putSubjectPolicy } from '../../lib/application/administration/subjects.ts';
import { checkSchema } from '../../lib/application/publishing/check-schema.ts';
import { fromPlain } from '../../lib/domain/schema/json.ts';
import { jsonText } from '../../lib/domain/schema/json-text.ts';
import { producer, SUBJECT, World } from './world.ts';

const SECRET = 'hiv-positive';
const patient = (values: readonly string[], mark: object = {}) =>
  fromPlain({
    type: 'object',
    properties: { id: { type: 'string' }, diagnosis: { enum: values, default: values.at(-1), ...mark } },
    required: ['id', 'diagnosis'],
  });
const judge = new BoundedJudge();
let world: World;
afterAll(() => judge.close());
beforeEach(async () => {
  world = Object.assign(new World(), { judge });
  await world.grant();
});

/** All that is kept but the schemas themselves: what any channel says is made of it. */
const kept = (): string =>
  jsonText(
    fromPlain([
      ...(['announcement', 'migration', 'delivery', 'subscription', 'subject', 'version'] as const).map((kind) =>
        world.store.all(kind),
      ),
      world.store.auditEntries,
    ]),
  );

const announce = async (mark: object): Promise<void> => {
  await world.publish(patient(['healthy'], mark));
  await world.subscribe('triage', ['/diagnosis'], { team: 'ml' });
  const published = await world.publish(patient(['healthy', SECRET], mark));
  await world.planAll(published.outcome === 'created' ? published.announcementId : undefined);
  expect(world.store.all('migration')).toMatchObject([{ verdict: 'breaking', concern: 'breaking' }]);
};

describe('what is kept and sent of a change', () => {
  it('holds the values of the schema where nothing hides them', async () => {
    await announce({});
    expect(kept()).toContain(SECRET);
  });

  it('holds none of a sensitive place', async () => {
    await announce({ 'x-sensitive': true });
    expect(kept()).not.toContain(SECRET);
  });

  it('holds none where the policy shows generated values only', async () => {
    await world.publish(patient(['healthy']));
    await putSubjectPolicy({ subject: SUBJECT, policy: { recordValues: 'generated' }, principal: producer }, world);
    await announce({});
    expect(kept()).not.toContain(SECRET);
  });

  it('nor does the answer of a check', async () => {
    await announce({ 'x-sensitive': true });
    const schema = patient(['healthy', SECRET, `${SECRET} 2`], { 'x-sensitive': true });
    const request = { subject: SUBJECT, schema, against: 'head', principal: producer };
    const { comparison, affected } = await checkSchema(request, world);
    expect(affected).toHaveLength(1);
    expect(
      jsonText(fromPlain([comparison, affected.map(({ impact }) => [impact.verdict, impact.changes])])),
    ).not.toContain(SECRET);
  });
});
