import { beforeEach, describe, expect, it } from 'vitest';
import { registerSchema } from '../../../lib/application/publishing/register-schema.ts';
import { fromPlain } from '../../../lib/domain/schema/json.ts';
import { producer, reader, SUBJECT, transaction, World } from '../world.ts';

const asString = { category: { type: 'string' } };

describe('registering a schema', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.grant();
  });

  it('makes the first publisher’s team the owner and the first version the head', async () => {
    const outcome = await world.publish(transaction());
    expect(outcome).toMatchObject({
      outcome: 'created',
      subject: { name: SUBJECT, ownerTeam: 'payments', head: 1, latest: 1 },
      version: { version: 1, status: 'active' },
    });
    expect(world.store.auditEntries).toMatchObject([{ action: 'version.registered', principal: 'token:producer' }]);
  });

  it('refuses a first publish outside the prefixes of the team', async () => {
    const publish = world.publish(transaction(), { subject: 'orders.order' });
    await expect(publish).rejects.toMatchObject({ code: 'forbidden' });
    expect(await world.store.find('subject', { name: 'orders.order' })).toBeUndefined();
  });

  it('lets only the owner publish again', async () => {
    await world.publish(transaction());
    const stranger = { ...producer, team: 'orders' };
    await expect(world.publish(transaction(asString), { principal: stranger })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(world.publish(transaction(asString), { principal: reader('payments') })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('answers with the head for the head’s content, and writes nothing', async () => {
    await world.publish(transaction());
    const entries = world.store.auditEntries.length;
    const again = await world.publish(transaction());
    expect(again).toMatchObject({ outcome: 'unchanged', version: { version: 1 } });
    expect(world.store.auditEntries).toHaveLength(entries);
  });

  it('makes an older version’s content a new version that says so', async () => {
    await world.publish(transaction());
    await world.publish(transaction(asString));
    expect(await world.publish(transaction())).toMatchObject({
      outcome: 'created',
      version: { version: 3, sameAs: 1, status: 'active' },
    });
  });

  it('lets a breaking change go live at once where nobody reads the subject', async () => {
    await world.publish(transaction());
    expect(await world.publish(transaction(asString))).toMatchObject({
      version: { version: 2, status: 'active' },
      comparison: { verdicts: { serving: { verdict: 'breaking' } } },
    });
  });

  it('proposes a breaking change where somebody does, and keeps the head', async () => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    const outcome = await world.publish(transaction(asString));
    expect(outcome).toMatchObject({
      subject: { head: 1, latest: 2 },
      version: { status: 'proposed' },
      minimum: { tier: 'standard', duration: 'P14D', earliest: '2026-12-04' },
    });
    expect(outcome).toHaveProperty('announcementId');
  });

  it('answers with the proposal for a waiting proposal’s content', async () => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.publish(transaction(asString));
    expect(await world.publish(transaction(asString))).toMatchObject({
      outcome: 'unchanged',
      version: { version: 2, status: 'proposed' },
    });
  });

  it('does not hasten a waiting proposal by publishing it again as an emergency', async () => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.publish(transaction(asString));
    const again = world.publish(transaction(asString), { emergency: { reason: 'the old feed is down' } });
    await expect(again).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('activate') });
  });

  it('compares a hotfix on the old shape with the head, not with the proposal', async () => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.publish(transaction(asString));
    const refactored = fromPlain({
      $defs: { amount: { type: 'number' } },
      type: 'object',
      properties: { id: { type: 'string' }, amount: { $ref: '#/$defs/amount' }, category: { type: 'integer' } },
      required: ['id', 'amount', 'category'],
    });
    expect(await world.publish(refactored)).toMatchObject({
      subject: { head: 3 },
      version: { version: 3, status: 'active' },
      comparison: { verdicts: { serving: { verdict: 'compatible' } } },
    });
  });

  it.each([
    { sunset: '2026-12-03', refused: true },
    { sunset: '2026-12-04', refused: false },
    { sunset: '2027-03-01', refused: false },
  ])('asks for notice: $sunset refused is $refused', async ({ sunset, refused }) => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    const publish = world.publish(transaction(asString), { sunset });
    if (!refused) expect(await publish).toMatchObject({ version: { status: 'proposed' } });
    else
      await expect(publish).rejects.toMatchObject({
        code: 'notice-too-short',
        extensions: { earliest: '2026-12-04' },
      });
  });

  it('lets an emergency be earlier, and audits its reason', async () => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    const emergency = { reason: 'card numbers leak into category' };
    const outcome = await world.publish(transaction(asString), { sunset: '2026-11-21', emergency });
    expect(outcome).toMatchObject({ version: { status: 'proposed' } });
    expect(world.store.auditEntries.at(-1)).toMatchObject({ detail: { emergency: emergency.reason } });
  });

  it.each([
    ['announce', 'active'],
    ['propose', 'proposed'],
  ] as const)('under onBreaking: %s a breaking version is %s', async (onBreaking, status) => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.store.ensure([{ put: 'organisation', item: { policy: { onBreaking }, revision: 1 } }]);
    expect(await world.publish(transaction(asString))).toMatchObject({ version: { status } });
  });

  it('deprecates the former head when a breaking version goes live with its publish', async () => {
    await world.publish(transaction());
    await world.subscribe('fraud', ['/category']);
    await world.store.ensure([{ put: 'organisation', item: { policy: { onBreaking: 'announce' }, revision: 1 } }]);
    await world.publish(transaction(asString));
    expect(await world.store.find('version', { subject: SUBJECT, version: 1 })).toMatchObject({
      status: 'deprecated',
      successor: 2,
    });
  });

  it('refuses under onBreaking: reject what the mode forbids, with the proof', async () => {
    await world.publish(transaction());
    await world.store.ensure([{ put: 'organisation', item: { policy: { onBreaking: 'reject' }, revision: 1 } }]);
    await expect(world.publish(transaction(asString))).rejects.toMatchObject({
      code: 'incompatible',
      extensions: { verdicts: { serving: { verdict: 'breaking' } } },
    });
    const wider = transaction({ note: { type: 'string' } }, ['id', 'amount', 'category']);
    expect(await world.publish(wider)).toMatchObject({ version: { status: 'active' } });
  });

  it('compares with every version under a transitive mode', async () => {
    const policy = { onBreaking: 'reject', compatibility: 'BACKWARD_TRANSITIVE' } as const;
    await world.publish(transaction());
    await world.publish(transaction({ category: undefined }));
    await world.store.ensure([{ put: 'organisation', item: { policy, revision: 1 } }]);
    const third = transaction(asString, ['id', 'amount']);
    await expect(world.publish(third)).rejects.toMatchObject({ code: 'incompatible' });
  });

  it('tells nobody of an observed subject, and lets it go live', async () => {
    await world.publish(transaction(), { observe: true });
    await world.subscribe('fraud', ['/category']);
    const outcome = await world.publish(transaction(asString));
    expect(outcome).toMatchObject({ version: { status: 'active' } });
    const id = outcome.outcome === 'created' ? (outcome.announcementId ?? '') : '';
    await world.planAll(id);
    expect(await world.store.find('announcement', { id })).toMatchObject({ status: 'observed', affected: 1 });
    expect(await world.told(id)).toEqual([]);
  });

  it('decides anew after a lost race', async () => {
    await world.publish(transaction());
    world.store.beforeCommit = async () => {
      world.store.beforeCommit = undefined;
      await world.publish(transaction({ other: { type: 'string' } }));
    };
    expect(await world.publish(transaction(asString))).toMatchObject({ version: { version: 3 } });
    expect(world.pacer.attempts).toEqual([1]);
  });

  it('asks to come again after too many lost races', async () => {
    world.store.loseCommits = 100;
    await expect(world.publish(transaction())).rejects.toMatchObject({ code: 'unavailable' });
  });

  it.each([
    [{ type: 'objekt' }, 'invalid-schema', '/schema/type'],
    [{ $ref: 'https://example.com/other.json' }, 'remote-reference', '/schema/$ref'],
    [{ $ref: '#/$defs/absent' }, 'dangling-reference', '/schema/$ref'],
  ])('refuses %j as %s at %s', async (schema, code, pointer) => {
    await expect(world.publish(fromPlain(schema))).rejects.toMatchObject({ code, errors: [{ pointer }] });
  });

  it('refuses a name that could not be a key', async () => {
    const request = { subject: 'Payments#1', schema: true, principal: producer };
    await expect(registerSchema(request, world)).rejects.toMatchObject({ code: 'invalid-request' });
  });
});
