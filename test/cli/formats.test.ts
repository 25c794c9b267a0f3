import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { affected, BREAKING_CHECK, COMPATIBLE_CHECK, PROPOSED, SCHEMA, SUBJECT, TYPE_CHANGED } from './answers.ts';
import { FakeRegistry } from './fake-registry.ts';
import { folderWith, type Ran, run } from './run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const schema = JSON.parse(readFileSync(new URL('../../schemas/output.schema.json', import.meta.url), 'utf8'));
const isOutput = new Ajv2020({
  allErrors: true,
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
  strictTypes: false,
}).compile(schema);

/** The output as JSON, after the published schema has accepted it. */
function published({ stdout, exit }: Ran): Record<string, unknown> & { results: Record<string, unknown>[] } {
  const output = JSON.parse(stdout);
  isOutput(output);
  expect(isOutput.errors ?? []).toEqual([]);
  expect(output.exitCode).toBe(exit);
  return output;
}

const ROUTE = `POST /v1/compatibility/subjects/${SUBJECT}/versions/head`;
const files = { 'transaction.json': SCHEMA };
const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' });
const check = (format: string, body: unknown) => {
  registry.on(ROUTE, { status: 200, body });
  return run(['check', '--subject', SUBJECT, 'transaction.json', '--format', format], { files, env: env() });
};

const EVIL = '`|*<img src=x onerror=alert(1)>@octocat #1 https://evil.example www.evil.example\n::error::x%0A';
const EVIL_CHECK = {
  ...BREAKING_CHECK,
  changes: [{ ...TYPE_CHANGED, pointer: `/${EVIL}`, message: EVIL, harm: EVIL, before: EVIL }],
  affected: [affected('fraud', { witness: { [EVIL]: 1 }, reason: EVIL })],
};

describe('the proof of a change', () => {
  const added = {
    ...TYPE_CHANGED,
    ruleId: 'enum-value-added',
    pointer: '/status',
    before: [],
    after: 'returned',
    witness: 'returned',
  };
  const optional = { ...TYPE_CHANGED, ruleId: 'became-optional', witness: { user_id: 1 } };
  const proofs = ({ stdout }: Ran): readonly string[] =>
    stdout.split('\n').flatMap((line) => (line.startsWith('    proof') ? [line.slice(13)] : []));

  it.each([
    {
      what: 'the record that the models reject, where it fails at the change',
      changes: [TYPE_CHANGED],
      models: [affected('fraud', { witness: { category: 'x' } })],
      shown: ['{"category":"x"}'],
    },
    {
      what: 'its own value and place, where that record shows another change',
      changes: [TYPE_CHANGED, added],
      models: [affected('fraud', { witness: { category: 'x' }, changes: [0, 1] })],
      shown: ['{"category":"x"}', '"returned" at /status'],
    },
    {
      what: 'its own value, where that record has none there',
      changes: [optional, { ...TYPE_CHANGED, witness: 'text' }],
      models: [affected('fraud', { witness: { user_id: 1 }, changes: [0, 1] })],
      shown: ['{"user_id":1}', '"text" at /category'],
    },
    {
      what: 'an item of a list that the record has',
      changes: [{ ...added, pointer: '/items/*/status' }],
      models: [affected('fraud', { witness: { items: [{ status: 'returned' }] }, pointers: ['/items/*/status'] })],
      shown: ['{"items":[{"status":"returned"}]}'],
    },
    {
      what: 'the record that the models reject, where the change has none of its own',
      changes: [{ ...added, witness: undefined }],
      models: [affected('fraud', { witness: { category: 'x' } })],
      shown: ['{"category":"x"}'],
    },
  ])('is $what', async ({ changes, models, shown }) => {
    const body = { ...BREAKING_CHECK, verdicts: COMPATIBLE_CHECK.verdicts, changes, affected: models };

    const ran = await check('text', body);

    expect(proofs(ran)).toEqual(shown);
  });
});

describe('--format json', () => {
  it('prints what the published schema describes, with the place of every change', async () => {
    const ran = await check('json', BREAKING_CHECK);

    const output = published(ran);

    expect(output).toMatchObject({ schemaVersion: 1, command: 'check', exitCode: 1 });
    expect(output.results[0]).toMatchObject({
      name: SUBJECT,
      passes: false,
      counts: { breaking: 1, dangerous: 0, safe: 3 },
      changes: [{ ruleId: 'type-changed', file: 'transaction.json', line: 14, column: 7 }, {}, {}, {}],
    });
  });

  it('keeps the digits of a witness', async () => {
    registry.on(ROUTE, { status: 200, body: JSON.stringify(BREAKING_CHECK).replaceAll('12.5', '9007199254740993') });

    const { stdout } = await run(['check', '--subject', SUBJECT, 'transaction.json', '--format', 'json'], {
      files,
      env: env(),
    });

    expect(stdout).toContain('"amount": 9007199254740993');
  });

  it('prints a publication, and a refused one', async () => {
    const route = `POST /v1/subjects/${SUBJECT}/versions`;
    const argv = ['publish', '--subject', SUBJECT, 'transaction.json', '--format', 'json'];
    registry.on(route, { status: 201, body: PROPOSED });
    const created = published(await run(argv, { files, env: env() }));
    registry.on(route, {
      status: 409,
      body: {
        code: 'notice-too-short',
        title: 'x',
        detail: 'too soon',
        errors: [],
        changes: BREAKING_CHECK.changes,
        earliest: '2026-12-08',
      },
    });
    const refused = published(await run([...argv, '--sunset', '2026-11-25'], { files, env: env() }));

    expect(created.results[0]).toMatchObject({ publication: { outcome: 'created', version: 13, status: 'proposed' } });
    expect(refused).toMatchObject({
      exitCode: 1,
      results: [{ passes: false, publication: { outcome: 'refused', code: 'notice-too-short' } }],
    });
  });

  it('prints errors in the same form', async () => {
    const ran = await run(['check', '--subject', SUBJECT, 'bad.json', '--format', 'json'], {
      files: { 'bad.json': '{\n  "a": ,\n}' },
      env: env(),
    });

    const output = published(ran);

    expect(output).toMatchObject({
      command: 'check',
      exitCode: 2,
      errors: [{ code: 'usage', places: [{ file: 'bad.json', line: 2, column: 8 }] }],
    });
    expect(ran.stderr).toContain('error: bad.json:2:8 is not JSON');
  });

  it('prints what could be judged beside what could not', async () => {
    const config = {
      subjects: [
        { subject: 'a', schema: 'transaction.json' },
        { subject: 'b', schema: 'transaction.json' },
      ],
    };
    registry.on('POST /v1/compatibility/subjects/a/versions/head', { status: 200, body: COMPATIBLE_CHECK });
    registry.on('POST /v1/compatibility/subjects/b/versions/head', {
      status: 403,
      body: { code: 'forbidden', title: 'Forbidden', detail: 'needs read', errors: [] },
    });

    const ran = await run(['check', '--format', 'json'], {
      files: { ...files, 'forewarn.config.json': config },
      env: env(),
    });

    expect(published(ran)).toMatchObject({ exitCode: 2, results: [{ name: 'a' }], errors: [{ code: 'forbidden' }] });
  });
});

describe('--format github', () => {
  it('annotates what breaks in its file and line', async () => {
    const { stdout, exit } = await check('github', BREAKING_CHECK);

    expect(stdout).toBe(
      '::error file=transaction.json,line=14,col=7,title=BREAKING type-changed /category::category changed from integer to string' +
        '%0AProof: {"user_id":42,"category":"grocery","amount":12.5}' +
        '%0AAffects fraud v7 (standard, team fraud-ml) by 2026-12-08, churn v2 (standard, team fraud-ml) by 2026-12-08' +
        '%0ARisk: pandas errors="coerce" turns this into NaN, silently%0ADo: Keep category, add a field of the new type, and deprecate the old one.\n',
    );
    expect(exit).toBe(1);
  });

  it('warns of a break that passes, and notes the verdict', async () => {
    const { stdout } = await check('github', { ...BREAKING_CHECK, passes: true });

    expect(stdout.split('\n').map((line) => line.split(' ')[0])).toEqual(['::warning', '::notice', '']);
  });

  it('fails visibly where no change is to blame', async () => {
    const { stdout } = await check('github', {
      ...COMPATIBLE_CHECK,
      passes: false,
      reasons: ['FULL is not satisfied'],
    });

    expect(stdout).toContain('::error file=transaction.json,title=payments.transaction-authorized v12 -> ');
    expect(stdout).toContain('::FULL is not satisfied\n');
  });

  it('names files from the root of the workspace', async () => {
    registry.on(ROUTE, { status: 200, body: BREAKING_CHECK });
    const root = folderWith({ 'deep/transaction.json': SCHEMA, 'deep/bad.json': '[' });
    const options = { cwd: join(root, 'deep'), env: { ...env(), GITHUB_WORKSPACE: root } };
    const argv = ['check', '--subject', SUBJECT, '--format', 'github'];

    const checked = await run([...argv, 'transaction.json'], options);
    const failed = await run([...argv, 'bad.json'], options);

    expect(checked.stdout).toMatch(/^::error file=deep\/transaction.json,line=14/);
    expect(failed.stdout).toMatch(/^::error file=deep\/bad.json,line=1/);
  });

  it('annotates an error in a file', async () => {
    const { stdout, exit } = await run(['check', '--subject', SUBJECT, 'bad.json', '--format', 'github'], {
      files: { 'bad.json': '[' },
      env: env(),
    });

    expect(stdout).toContain('::error file=bad.json,line=1,col=2,title=bad.json%3A1%3A2 is not JSON');
    expect(exit).toBe(2);
  });

  it('escapes what strangers wrote', async () => {
    const { stdout } = await check('github', EVIL_CHECK);

    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('::error::x%250A');
  });
});

describe('--format markdown', () => {
  it('has verdict, models and ways out in the open, and folds the rest', async () => {
    const { stdout } = await check('markdown', BREAKING_CHECK);

    expect(stdout).toBe(`**✗ \`payments.transaction-authorized\` v12 -&gt; transaction.json: 1 breaking, 3 safe**

**2 models break**, the first to be ready by 2026-12-08:

| model | tier | team | migrate by | because of |
| --- | --- | --- | --- | --- |
| \`fraud v7\` | \`standard\` | \`@fraud-ml\` | 2026-12-08 | \`category\` |
| \`churn v2\` | \`standard\` | \`@fraud-ml\` | 2026-12-08 | \`category\` |

**To pass**

- ship today: keep category, add a field of the new type, and deprecate the old one
- or announce: \`forewarn publish --sunset 2026-12-08\` \\(or --manifest change.md with sunset:\\)

<details><summary>1 change: what breaks, with proof</summary>

- **BREAKING** \`type-changed\` at \`/category\`: \`integer -> string\` · \`transaction.json:14\`

  category changed from integer to string

  Risk: pandas errors="coerce" turns this into NaN, silently

  Proof: \`{"user_id":42,"category":"grocery","amount":12.5}\`

  Affects both models above

</details>

<details><summary>What else changes, and breaks no registered model: 3 safe</summary>

- safe \`description-changed\` at \`/user_id\` · \`transaction.json:6\`

- safe \`description-changed\` at \`/amount\` · \`transaction.json:9\`

- safe \`description-changed\` at \`/category\` · \`transaction.json:13\`

4 other subscribers do not read category

History: the new schema rejects old data, e.g. \`{"user_id":1,"category":1,"amount":1}\`

</details>
`);
  });

  it("shows strangers' text as text: no HTML, no mention, no reference, no link", async () => {
    const { stdout } = await check('markdown', EVIL_CHECK);

    const outsideCode = stdout.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
    expect(outsideCode).not.toMatch(/<img|@octocat|#1|https:\/\/|www\.evil/);
    expect(stdout).toContain('&lt;img');
  });
});

describe('--format junit', () => {
  it('is one suite a subject, with a failure for what does not pass', async () => {
    const { stdout } = await check('junit', BREAKING_CHECK);

    expect(stdout).toContain('<testsuites name="forewarn" tests="5" failures="1" errors="0">');
    expect(stdout).toContain(
      '<testcase classname="payments.transaction-authorized" name="type-changed /category" file="transaction.json" line="14"><failure message="category changed from integer to string">',
    );
  });

  it("fails the policy's own case where no change is to blame", async () => {
    const { stdout } = await check('junit', { ...COMPATIBLE_CHECK, passes: false, reasons: ['FULL is not satisfied'] });

    expect(stdout).toContain('failures="1"');
    expect(stdout).toContain('FULL is not satisfied</failure>');
  });

  it('escapes what strangers wrote', async () => {
    const { stdout } = await check('junit', {
      ...EVIL_CHECK,
      changes: [{ ...TYPE_CHANGED, message: `a\u0000\ud800${EVIL}` }],
    });

    expect(stdout).toContain('&lt;img src=x');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|<img/u);
  });
});
