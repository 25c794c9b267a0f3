import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

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

  it('refuses what is no schema, with every place', async () => {
    const bad = '{\n  "properties": {\n    "a": {"type": "strnig"},\n    "b": {"minimum": "1"}\n  }\n}';

    const { exit, stderr } = await run(['diff', 'old.json', 'bad.json'], {
      files: { 'old.json': old, 'bad.json': bad },
    });

    expect(stderr).toContain(
      'error: bad.json is no JSON Schema that can be compared.\n  bad.json:3:11: /properties/a/type: ',
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
