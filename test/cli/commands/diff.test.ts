import { describe, expect, it } from 'vitest';
import { run } from '../run.ts';

const old = {
  type: 'object',
  required: ['category'],
  properties: { category: { type: 'integer' }, note: { type: 'string' } },
};
const widened = { ...old, properties: { ...old.properties, category: { type: ['integer', 'string'] } } };
const described = { ...old, description: 'a transaction' };
const united = { ...old, properties: { ...old.properties, category: { type: 'integer', 'x-unit': 'cents' } } };

/** More branches than the engine tells apart where members are unevaluated: whatever narrows in it stays undecided. */
const manyBranches = (type: string) => ({
  type: 'object',
  anyOf: Array.from({ length: 14 }, (_, at) => ({ properties: { [`p${at}`]: { type } }, required: [`p${at}`] })),
  unevaluatedProperties: false,
});

describe('forewarn diff', () => {
  it.each([
    { next: old, flags: [], exit: 0, says: '✓ new.json  since old.json: no changes\n' },
    { next: described, flags: [], exit: 0, says: '✓ new.json  since old.json: 1 safe\n' },
    { next: united, flags: [], exit: 0, says: '  DANGEROUS unit-changed /category + cents  new.json:9\n' },
    { next: united, flags: ['--fail-on', 'dangerous'], exit: 1, says: '✗ new.json  since old.json: 1 dangerous\n' },
    {
      next: widened,
      flags: [],
      exit: 1,
      says: '  BREAKING type-widened /category integer -> ["integer","string"]  new.json:8\n',
    },
  ])('exits $exit and says $says', async ({ next, flags, exit, says }) => {
    const ran = await run(['diff', 'old.json', 'new.json', ...flags], { files: { 'old.json': old, 'new.json': next } });

    expect(ran.stdout).toContain(says);
    expect(ran.exit).toBe(exit);
  });

  it.each([
    {
      flags: [],
      exit: 1,
      says: '  ! --fail-on breaking: what is undecided is no pass; --on-undecided pass takes it\n',
    },
    {
      flags: ['--on-undecided', 'hold'],
      exit: 1,
      says: '  UNDECIDED unevaluatedProperties depends on too many branches (from /unevaluatedProperties)',
    },
    {
      flags: ['--on-undecided', 'pass'],
      exit: 0,
      says: '  UNDECIDED unevaluatedProperties depends on too many branches (from /unevaluatedProperties)',
    },
  ])('exits $exit for what nobody could prove, with $flags', async ({ flags, exit, says }) => {
    const files = { 'old.json': manyBranches('number'), 'new.json': manyBranches('integer') };
    const ran = await run(['diff', 'old.json', 'new.json', ...flags], { files });

    expect(ran.stdout).toContain(says);
    expect(ran.stdout).not.toContain('BREAKING');
    expect(ran.exit).toBe(exit);
  });

  it('is undecided, and passes, where only a description changed beside', async () => {
    const branches = manyBranches('number');
    const files = { 'old.json': branches, 'new.json': { ...branches, description: 'of many kinds' } };

    expect((await run(['diff', 'old.json', 'new.json'], { files })).exit).toBe(0);
  });

  it('proves a break by a record, and needs neither registry nor token', async () => {
    const { stdout } = await run(['diff', 'old.json', '-', '--format', 'json'], {
      files: { 'old.json': old },
      stdin: JSON.stringify(widened),
    });

    const [result] = JSON.parse(stdout).results;
    expect(result.verdicts.serving.verdict).toBe('breaking');
    expect(typeof result.verdicts.serving.witness.category).toBe('string');
    expect(result.verdicts.training.verdict).toBe('compatible');
  });

  it('says in JSON how the dissent of a validator was settled', async () => {
    const { stdout } = await run(['diff', 'old.json', 'new.json', '--format', 'json'], {
      files: { 'old.json': { required: [''] }, 'new.json': {} },
    });

    const [result] = JSON.parse(stdout).results;
    expect(result.verdicts.serving.verdict).toBe('breaking');
    expect(result.outvoted).toMatchObject([{ lens: 'serving', id: 'ajv-empty-name', validators: ['ajv'] }]);
  });

  it('takes the content model from a flag', async () => {
    const files = {
      'old.json': { additionalProperties: { type: 'string' }, properties: {} },
      'new.json': { properties: {} },
    };

    const declared = await run(['diff', 'old.json', 'new.json', '--format', 'json'], { files });
    const open = await run(['diff', 'old.json', 'new.json', '--format', 'json', '--content-model', 'open'], { files });

    expect(JSON.parse(declared.stdout).results[0].verdicts.serving.verdict).toBe('compatible');
    expect(JSON.parse(open.stdout).results[0].verdicts.serving.verdict).toBe('breaking');
  });

  it('refuses what is not a schema, with every place', async () => {
    const bad = '{\n  "properties": {\n    "a": {"type": "strnig"},\n    "b": {"minimum": "1"}\n  }\n}';

    const { exit, stderr } = await run(['diff', 'old.json', 'bad.json'], {
      files: { 'old.json': old, 'bad.json': bad },
    });

    expect(stderr).toContain(
      'error: bad.json is not a JSON Schema that can be compared.\n  bad.json:3:11: /properties/a/type: ',
    );
    expect(exit).toBe(2);
  });

  it('refuses a file that only defines schemas, with their addresses, unless told to take it', async () => {
    const types = (type: string) => ({ $defs: { Order: { type }, Item: { $defs: { Part: { type } } } } });
    const files = { 'old.json': types('string'), 'types.json': types('integer') };
    const diff = (...argv: readonly string[]) => run(['diff', ...argv], { files });

    const whole = await diff('old.json', 'types.json');
    const inner = await diff('old.json#/$defs/Item', 'types.json#/$defs/Item');

    expect(whole.stderr).toContain(
      'error: types.json only defines schemas, and accepts everything: name one of types.json#/$defs/Item, types.json#/$defs/Order; --allow-unknown takes it as it is.',
    );
    expect(inner.stderr).toContain('name types.json#/$defs/Item/$defs/Part;');
    expect([whole.exit, inner.exit]).toEqual([2, 2]);
    expect((await diff('old.json#/$defs/Order', 'types.json#/$defs/Order')).exit).toBe(1);
    expect((await diff('old.json', 'types.json', '--allow-unknown')).exit).toBe(0);
  });
});

describe('forewarn diff --batch', () => {
  const lines = [
    '{"id":"a","old":{"maximum":1},"new":{"maximum":2}}',
    'no json',
    '{"id":"b","old":1,"new":{}}',
    '{"id":"c","old":{"maximum":9007199254740993},"new":{"maximum":9007199254740993}}',
    '',
  ];

  it('answers each line in order and stops at none', async () => {
    const { exit, stdout } = await run(['diff', '--batch', 'pairs.jsonl', '--format', 'json'], {
      files: { 'pairs.jsonl': lines.join('\r\n') },
    });

    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toMatchObject([
      {
        id: 'a',
        backward: { verdict: 'compatible' },
        forward: { verdict: 'breaking', witness: expect.any(Number) },
        ms: 0,
        verifyMs: 0,
      },
      { id: null, error: expect.stringContaining('at character 1') },
      { id: 'b', error: '"old" is a schema: an object or a boolean' },
      { id: 'c', backward: { verdict: 'compatible' }, forward: { verdict: 'compatible' } },
    ]);
    expect(exit).toBe(0);
  });

  it('takes definitions alone and slips, as they come', async () => {
    const pair = { id: 'e', old: { $defs: { a: {} } }, new: { decription: 'a' } };
    const { stdout } = await run(['diff', '--batch', '-', '--format', 'json'], { stdin: JSON.stringify(pair) });

    expect(JSON.parse(stdout)).toMatchObject({ backward: { verdict: 'compatible' } });
  });

  it('lists the defects that explain a dissent', async () => {
    const pair = { id: 'd', old: { required: [''] }, new: {} };
    const { stdout } = await run(['diff', '--batch', '-', '--format', 'json'], { stdin: JSON.stringify(pair) });

    expect(JSON.parse(stdout)).toMatchObject({
      backward: { verdict: 'compatible' },
      forward: { verdict: 'breaking', outvoted: ['ajv-empty-name'] },
    });
  });

  it('reads standard input and prints text', async () => {
    const { stdout } = await run(['diff', '--batch', '-'], { stdin: lines.join('\n') });

    expect(stdout.split('\n')[0]).toBe('a  backward compatible  forward breaking');
  });
});

describe('a format that is asserted', () => {
  const side = (schema: object) => ({ type: 'object', properties: { day: schema } });
  const compare = (old: object, next: object, mode: string) =>
    run(['diff', 'old.json', 'new.json', '--format-mode', mode], {
      files: { 'old.json': side(old), 'new.json': side(next) },
    });

  it('is the row of the break that it makes, with its record', async () => {
    const { stdout, exit } = await compare(
      { type: 'string', format: 'date' },
      { type: 'string', format: 'email' },
      'assertion',
    );

    expect(stdout).toContain('1 breaking\n  BREAKING format-changed /day date -> email  new.json:');
    expect(stdout).toContain('    proof    {"day":"ada@example.com"}\n');
    expect(exit).toBe(1);
  });

  it('stays dangerous where it is an annotation, and where another change makes the break', async () => {
    const annotation = await compare(
      { type: 'string', format: 'date' },
      { type: 'string', format: 'email' },
      'annotation',
    );
    const beside = await compare({ type: 'string', format: 'date' }, { type: 'integer', format: 'int32' }, 'assertion');

    expect(annotation.stdout).toContain('DANGEROUS format-changed /day');
    expect(beside.stdout).toContain('BREAKING type-changed /day');
    expect(beside.stdout).toContain('DANGEROUS format-changed /day');
  });
});

describe('what a change is called and what it says of itself', () => {
  const compare = async (old: object, next: object, ...more: string[]) =>
    (await run(['diff', 'old.json', 'new.json', ...more], { files: { 'old.json': old, 'new.json': next } })).stdout;
  const DRAFT_7 = { $schema: 'http://json-schema.org/draft-07/schema#', type: 'object' };

  it('says where a proof that is no record of its own stands', async () => {
    const a = { type: 'object', properties: { o: { type: 'string' } } };
    const stdout = await compare(
      { type: 'object', properties: { list: { type: 'array', items: a } } },
      { type: 'object', properties: { list: { type: 'array', items: { ...a, properties: { o: {} } } } } },
    );

    for (const [, witness] of stdout.matchAll(/^ {4}proof {4}(.*)$/gm))
      expect(witness).toMatch(/^\{"list":\[\{|^.* at \/list/);
  });

  it('says of an added property that the old version is closed', async () => {
    const closed = { type: 'object', additionalProperties: false };
    const stdout = await compare(
      { ...closed, properties: { a: { type: 'string' } } },
      { ...closed, properties: { a: { type: 'string' }, b: { type: 'string' } } },
    );

    expect(stdout).toContain('BREAKING property-added /b');
    expect(stdout).toContain('    optional property added, where the old version is closed\n');
  });

  it('warns of dates only where a format is one', async () => {
    const of = (format: string) => ({ type: 'object', properties: { a: { type: 'string', format } } });

    expect(await compare(of('hostname'), of('uri'))).not.toMatch(/date|NaT/);
    expect(await compare(of('date'), of('uri'))).toMatch(/risk .*NaT/);
  });

  it('mentions a change of additionalItems beside one of the union that it stands in', async () => {
    const of = (types: readonly object[], additionalItems: boolean) => ({
      ...DRAFT_7,
      properties: { a: { anyOf: [...types, { type: 'array', items: [{ type: 'string' }], additionalItems }] } },
    });
    const stdout = await compare(of([{ type: 'string' }], false), of([{ type: 'string' }, { type: 'integer' }], true));

    expect(stdout).toContain('items-opened /a');
    expect(stdout).toContain('type-widened /a');
  });

  it('says that siblings of a reference are ignored in draft 7, and not "no changes"', async () => {
    const of = (maxLength: number) => ({
      ...DRAFT_7,
      properties: { a: { $ref: '#/definitions/x', maxLength } },
      definitions: { x: { type: 'string' } },
    });

    expect(await compare(of(3), of(5))).toContain('1 safe: only keywords that are ignored where they stand');
  });

  it('says beside not-changed that it is an exclusion that changed', async () => {
    const of = (value: string) => ({ type: 'object', properties: { a: { type: 'string', not: { const: value } } } });

    expect(await compare(of('x'), of('y'))).toContain('BREAKING not-changed (exclusion changed) /a');
  });

  it('places what changed at a position of a tuple at the position', async () => {
    const of = (...prefixItems: object[]) => ({ type: 'array', prefixItems });
    const stdout = await compare(
      of({ type: 'string' }, { type: 'number' }),
      of({ type: 'string' }, { type: 'number' }, { type: 'boolean' }),
      '--verbose',
    );

    expect(stdout).toContain('SAFE type-narrowed /2 ');
    expect(stdout).not.toContain('/*');
  });

  it('warns of the width of numbers where it changes', async () => {
    const of = (format: string) => ({ type: 'object', properties: { n: { type: 'integer', format } } });

    expect(await compare(of('int32'), of('int64'))).toMatch(/risk .*overflow/);
  });
});
