import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type System, startSystem } from './system.ts';

const record = (category: object, more: object = {}, properties: object = {}) => ({
  type: 'object',
  properties: { user_id: { type: 'integer' }, category, ...properties },
  required: ['user_id', 'category'],
  ...more,
});
const TEXT = { type: 'string' };
const required = { required: ['user_id', 'category', 'extra'] };

/** What may be added beside a break, in a line or two, so that an engine looks elsewhere, gives up or takes too long. */
const ADDITIONS: Readonly<Record<string, object>> = {
  'file-id': record(TEXT, { $id: 'file:///schemas/tx.json' }),
  'meta-id': record(TEXT, { $id: 'https://json-schema.org/draft/2020-12/schema' }),
  'look-behind': record({ ...TEXT, pattern: '(?<=a)b' }),
  'back-reference': record({ ...TEXT, pattern: '(a)\\1' }),
  vocabulary: record(TEXT, { $vocabulary: { 'https://example.com/vocabulary': true } }),
  'min-length': record({ ...TEXT, minLength: 1_000_000 }),
  'min-length-elsewhere': record(TEXT, required, { extra: { ...TEXT, minLength: 1_000_000 } }),
  'min-items': record(TEXT, {}, { extra: { type: 'array', minItems: 100_000 } }),
  'min-items-required': record(TEXT, required, { extra: { type: 'array', minItems: 100_000 } }),
  'self-reference': record(TEXT, { allOf: [{ $ref: '#' }] }),
  'dynamic-self-reference': record(TEXT, { $dynamicAnchor: 'here', allOf: [{ $dynamicRef: '#here' }] }),
  'pattern-properties': record(TEXT, { patternProperties: { '(?<=a)b': { type: 'integer' } } }),
  'property-names': record(TEXT, { propertyNames: { pattern: '^(?!.*(.)\\1)' } }),
  'many-paths': record(TEXT, {
    allOf: [{ $ref: '#/$defs/n0' }],
    $defs: Object.fromEntries(
      Array.from({ length: 31 }, (_, at) => {
        const next = { $ref: `#/$defs/n${at + 1}` };
        return [`n${at}`, at === 30 ? { type: 'object' } : { allOf: [next, next] }];
      }),
    ),
  }),
};

/** A break from integer to string, with something beside it that none should be able to hide it behind. */
describe('what stands beside a break', () => {
  let system: System;
  let folder: string;

  const versions = (name: string): string => `/v1/subjects/payments.${name}/versions`;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'forewarn-undecided-'));
    system = await startSystem();
    await system.addTeam('payments', ['read', 'publish'], 'payments');
    await system.addTeam('fraud-ml', ['read', 'subscribe']);
    for (const consumer of ['fraud', 'archive'])
      await system.call('PUT', `/v1/consumers/${consumer}`, {
        as: 'fraud-ml',
        body: { tier: 'standard', slack: { channel: `#${consumer}` }, releases: ['v7'] },
      });
    for (const name of [...Object.keys(ADDITIONS), ...Object.keys(ADDITIONS).map((each) => `strict-${each}`)]) {
      const body = { schema: record({ type: 'integer' }) };
      await system.call('POST', versions(name), { as: 'payments', body });
      for (const [consumer, reads] of [['fraud', [{ pointer: '/category' }]] as const, ['archive', []] as const])
        await system.call('PUT', `/v1/consumers/${consumer}/subscriptions/payments.${name}`, {
          as: 'fraud-ml',
          body: { trainedOn: 'head', reads },
        });
    }
  }, 240_000);
  afterAll(async () => {
    await system?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(Object.keys(ADDITIONS))('neither lets it pass nor keep silent: %s', async (name) => {
    const body = { schema: ADDITIONS[name] };
    const path = `/v1/compatibility/subjects/payments.${name}/versions/head`;
    const checked = (await system.call('POST', path, { as: 'payments', body })).body;
    expect(checked.passes).toBe(false);
    expect(checked.unaffected).toEqual({ count: 0, doNotRead: 0 });
    const stands = ({ verdict, undecided, witness }: { verdict: string; undecided?: string; witness?: unknown }) =>
      verdict === 'breaking' ? witness !== undefined : undecided === 'held' && witness === undefined;
    expect(checked.affected.map(({ consumer }: { consumer: string }) => consumer)).toEqual(['archive', 'fraud']);
    expect(checked.affected.every(stands)).toBe(true);

    const published = await system.call('POST', versions(name), { as: 'payments', body });
    expect(published).toMatchObject({ status: 201, body: { status: 'proposed', head: 1 } });
    await system.settle();
    const { announcementId: id } = published.body;
    const { items } = (await system.call('GET', `/v1/announcements/${id}/migrations`, { as: 'fraud-ml' })).body;
    expect(items).toMatchObject([
      { consumer: 'archive', state: { name: 'notified' }, concern: 'breaking' },
      { consumer: 'fraud', state: { name: 'notified' }, concern: 'breaking' },
    ]);
    const told = (await system.slack()).filter(({ text }) => text.includes(`payments.${name}\``));
    expect(told.map(({ channel }) => channel).sort()).toEqual(['#archive', '#fraud']);
    const activated = await system.call('POST', `${versions(name)}/2/activate`, { as: 'payments', body: {} });
    expect(activated).toMatchObject({ status: 409, body: { code: 'gate-closed' } });
  });

  it.each(Object.keys(ADDITIONS))('does not make a subject take it that rejects breaks: %s', async (name) => {
    const subject = `payments.strict-${name}`;
    const body = { policy: { onBreaking: 'reject', compatibility: 'FORWARD' } };
    await system.call('PUT', `/v1/subjects/${subject}/policy`, { as: 'payments', body });
    const refused = await system.call('POST', versions(`strict-${name}`), {
      as: 'payments',
      body: { schema: ADDITIONS[name] },
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'incompatible' } });
  });

  it('asks a critical model by a date where nothing should break, and holds no longer', async () => {
    const branches = (type: string) => ({
      type: 'object',
      anyOf: Array.from({ length: 14 }, (_, at) => ({ properties: { [`p${at}`]: { type } }, required: [`p${at}`] })),
      unevaluatedProperties: false,
    });
    const subject = 'payments.branches';
    await system.call('POST', versions('branches'), { as: 'payments', body: { schema: branches('number') } });
    const vip = { tier: 'critical', slack: { channel: '#vip' }, releases: ['v1'] };
    await system.call('PUT', '/v1/consumers/vip', { as: 'fraud-ml', body: vip });
    for (const consumer of ['vip', 'archive'])
      await system.call('PUT', `/v1/consumers/${consumer}/subscriptions/${subject}`, {
        as: 'fraud-ml',
        body: { trainedOn: 'head', reads: [] },
      });
    const body = { schema: branches('integer') };
    const path = `/v1/compatibility/subjects/${subject}/versions/head`;
    const checked = (await system.call('POST', path, { as: 'payments', body })).body;
    expect(checked).toMatchObject({ passes: true, wouldBe: 'proposed', undecided: { asked: 1, told: 1 } });
    const published = (await system.call('POST', versions('branches'), { as: 'payments', body })).body;
    await system.settle();
    const asked = (await system.slack()).filter(({ text }) => text.includes(`${subject}\``));
    expect(asked.map(({ channel }) => channel)).toEqual(['#vip']);
    expect(asked[0]?.text).toMatch(/^Does this affect you\? .* · answer by /);
    const activate = () =>
      system.call('POST', `${versions('branches')}/${published.version}/activate`, { as: 'payments', body: {} });
    expect(await activate()).toMatchObject({ status: 409, body: { blockers: [{ consumer: 'vip' }] } });
    await system.call('POST', '/__local/clock', { body: { advance: 'P8D' } });
    await system.settle();
    expect(await activate()).toMatchObject({ status: 200, body: { status: 'active', head: published.version } });
  }, 120_000);

  it('is no pass in the terminal either, and nobody is said to take it', async () => {
    const file = join(folder, 'transaction.json');
    await writeFile(file, JSON.stringify(ADDITIONS['min-length']));
    const ran = await system.forewarn('payments', ['check', '--subject', 'payments.strict-min-items', file]);
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('UNDECIDED for these models, waited for as for a break');
    expect(ran.stdout).not.toContain('can take it');
    expect(ran.stdout).not.toContain('no registered model breaks');
  });
});
