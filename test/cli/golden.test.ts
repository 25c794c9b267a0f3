import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InlineJudge } from '../../lib/adapters/judge/inline-judge.ts';
import { VerifyingJudge } from '../../lib/adapters/judge/verifying-judge.ts';
import type { Schemas } from '../../lib/cli/api/operations.ts';
import { Workspace } from '../../lib/cli/workspace/workspace.ts';
import { parseSchemaValue } from '../../lib/domain/schema/parse-schema.ts';
import { affected, approval, COMPATIBLE_CHECK, named, SUBJECT } from './answers.ts';
import { FakeRegistry } from './fake-registry.ts';
import { folderWith, run } from './run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());

const MONEY = (currency: object) => ({
  type: 'object',
  required: ['amount', 'currency'],
  properties: { amount: { type: 'number', 'x-unit': 'EUR' }, currency },
});
const transaction = (properties: object, required: readonly string[]) => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required,
  properties: { user_id: { type: 'integer' }, total: { $ref: 'types/money.json' }, ...properties },
});
const OLD = {
  'transaction.json': transaction(
    {
      category: { type: 'integer' },
      channel: { enum: ['web', 'shop'] },
      score: { type: 'number', minimum: 0, maximum: 1 },
      email: { type: 'string', description: 'where we write to' },
      legacy_id: { type: 'string' },
    },
    ['user_id', 'total', 'category', 'channel', 'score', 'email', 'legacy_id'],
  ),
  'types/money.json': MONEY({ type: 'string', maxLength: 3 }),
};
const NEW = {
  'transaction.json': transaction(
    {
      category: { type: 'string' },
      channel: { enum: ['web', 'shop', 'phone'] },
      score: { type: 'number', minimum: 0, maximum: 100 },
      email: { type: 'string', description: 'where the receipt goes' },
      note: { type: 'string' },
    },
    ['user_id', 'total', 'category', 'channel', 'score'],
  ),
  'types/money.json': MONEY({ type: 'string', maxLength: 8 }),
};

const bundled = async (files: object) => {
  const { value } = await new Workspace(
    { cwd: folderWith({ ...files }), readStdin: async () => '' },
    {},
    () => undefined,
  ).read('transaction.json');
  const parsed = parseSchemaValue(value);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ detail }) => detail).join());
  return parsed.schema;
};

/** What the registry would say of it: the engine's own verdicts and words, five models with the dates of a day, and what their teams approved. */
async function richAnswer(): Promise<Schemas['Check']> {
  const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
  const judge = new VerifyingJudge(new InlineJudge());
  const compared = await judge.compare({ old: await bundled(OLD), next: await bundled(NEW), options });
  const { verdicts } = compared;
  const changes = compared.changes.map(named);
  const nameAt = (pointer: string): string => changes.find((change) => change.pointer === pointer)?.fingerprint ?? '';
  const at = (pointer: string): number => changes.findIndex((change) => change.pointer === pointer);
  const witness = {
    user_id: 42,
    total: { amount: 12.5, currency: 'EUR' },
    category: 'grocery',
    channel: 'phone',
    score: 0.5,
  };
  return {
    ...COMPATIBLE_CHECK,
    verdicts,
    changes,
    changeCount: changes.length,
    affected: [
      affected('fraud', {
        tier: 'critical',
        releases: ['v7', 'v8'],
        pointers: ['/category', '/channel'],
        witness,
        changes: [at('/category'), at('/channel')],
        deadline: '2026-12-24',
        approval: approval([nameAt('/channel')], { change: nameAt('/category') }),
      }),
      affected('churn', {
        team: 'growth-ml',
        releases: ['v2'],
        witness,
        changes: [at('/category')],
        approval: approval([], {
          change: nameAt('/category'),
          consumer: 'churn',
          team: 'growth-ml',
          until: '2027-01-15',
          reason: 'the next release reads <text>',
        }),
      }),
      affected('dedup', {
        team: 'core-data',
        releases: ['v1'],
        witness: { user_id: 1 },
        changes: [at('/legacy_id')],
        pointers: ['/legacy_id'],
        approval: approval([nameAt('/legacy_id')], {
          change: nameAt('/legacy_id'),
          consumer: 'dedup',
          team: 'core-data',
          until: '2026-11-20',
          reason: 'only until the backfill is done',
        }),
      }),
      affected('pricing', { verdict: 'undecided', reason: 'the budget was used up', changes: [] }),
      affected('old-scores', { verdict: 'still-broken', trainedOn: 9, changes: [] }),
    ],
    unaffected: { count: 6, doNotRead: 5 },
    passes: false,
    reasons: ['fraud, churn, dedup would break and no date is given'],
    earliest: '2026-12-24',
  };
}

const FILES = {
  ...NEW,
  'refund.json': { type: 'object' },
  'broken.json': '{\n  "type": "object",\n  "properties": { "total": { "$ref": "types/mony.json" } }\n}\n',
  'forewarn.config.json': {
    subjects: [
      { subject: SUBJECT, schema: 'transaction.json' },
      { subject: 'payments.refund', schema: 'refund.json' },
      { subject: 'payments.broken', schema: 'broken.json' },
    ],
  },
};

describe('one rich change, beside a quiet subject and one that cannot be read, as', () => {
  beforeEach(async () => {
    const body = await richAnswer();
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body });
    registry.on('POST /v1/compatibility/subjects/payments.refund/versions/head', {
      status: 200,
      body: COMPATIBLE_CHECK,
    });
  });

  it.each([
    { format: 'text', file: 'check.txt' },
    { format: 'text', file: 'check.colour.txt', terminal: true },
    { format: 'json', file: 'check.json.txt' },
    { format: 'markdown', file: 'check.md' },
    { format: 'github', file: 'check.github.txt' },
    { format: 'junit', file: 'check.junit.xml' },
  ])('$file', async ({ format, file, terminal = false }) => {
    const { exit, stdout, stderr } = await run(['check', '--format', format], {
      files: FILES,
      env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't', GITHUB_EVENT_NAME: 'pull_request' },
      terminal,
    });

    await expect(stdout).toMatchFileSnapshot(`golden/${file}`);
    expect(exit).toBe(2);
    expect(stderr).toBe(
      'error: A reference of broken.json leads nowhere.\n  broken.json:3:30: "types/mony.json" leads to no file: there is no types/mony.json\n',
    );
  });
});
