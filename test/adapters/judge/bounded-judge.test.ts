import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { BoundedJudge as SourceJudge } from '../../../lib/adapters/judge/bounded-judge.ts';
import { jsonText } from '../../../lib/domain/schema/json-text.ts';
import { ParsedSchema, parseSchema } from '../../../lib/domain/schema/parse-schema.ts';

const OPTIONS = { contentModel: 'open', formatMode: 'annotation' } as const;
const folder = mkdtempSync(join(tmpdir(), 'judge-'));
let program: typeof import('../../../lib/adapters/judge/bounded-judge.ts');

// As it is deployed: a thread from a bundle starts in a tenth of the time that one from TypeScript takes.
beforeAll(async () => {
  const source = fileURLToPath(new URL('../../../lib/adapters/judge/', import.meta.url));
  await build({
    entryPoints: [
      { in: join(source, 'bounded-judge.ts'), out: 'program' },
      { in: join(source, 'worker.ts'), out: 'judge-worker' },
    ],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  program = await import(/* @vite-ignore */ pathToFileURL(join(folder, 'program.mjs')).href);
});
afterAll(() => rmSync(folder, { recursive: true }));

const judges: SourceJudge[] = [];
afterEach(async () => {
  await Promise.all(judges.splice(0).map((judge) => judge.close()));
});

function start(limits?: { readonly time: number; readonly memory: number }): SourceJudge {
  const judge = new program.BoundedJudge(limits);
  judges.push(judge);
  return judge;
}

function parsed(schema: unknown): ParsedSchema {
  const result = parseSchema(typeof schema === 'string' ? schema : JSON.stringify(schema));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.schema;
}

const [integer, text] = [parsed({ type: 'integer' }), parsed({ type: 'string' })];
const contract = { trained: integer, reads: [], strict: false };
/** So many alternatives to rule out that only a limit ends it. */
const endless = (type: string): ParsedSchema =>
  parsed({
    type: 'object',
    patternProperties: Object.fromEntries(
      [...Array(400).keys()].map((at) => [`^(a|b|c${at})*x.{0,${at}}y${at}$`, { type }]),
    ),
    additionalProperties: false,
  });

describe('the judge in a thread of its own', () => {
  it('asks nothing where a version is compared with its own content, and tells a description apart', async () => {
    const judge = start({ time: 0, memory: 64 });
    const own = endless('string');
    const again = parsed(own.canonical);
    expect(await judge.compare({ old: own, next: again, options: OPTIONS })).toEqual({
      verdicts: { serving: { verdict: 'compatible' }, training: { verdict: 'compatible' } },
      changes: [],
    });
    const reader = { trained: own, reads: [{ pointer: '/a' }], strict: false };
    const unchanged = { next: again, head: own, options: OPTIONS };
    expect(await judge.serve({ ...unchanged, contract: reader })).toEqual({ status: 'compatible' });
    // What it expects, and what it was trained on, is a question of its own.
    for (const contract of [
      { ...reader, expectations: { type: 'object' } },
      { ...reader, trained: integer },
      { ...reader, strict: true },
    ])
      expect(await judge.serve({ ...unchanged, contract })).toMatchObject({ status: 'undecided', cause: 'time' });
    const described = parsed({ type: 'integer', description: 'whole' });
    const { changes } = await start().compare({ old: integer, next: described, options: OPTIONS });
    expect(changes).toMatchObject([{ ruleId: 'description-changed' }]);
  });
  it('tells categories by the keywords that the policy names', async () => {
    const listing = (...values: readonly string[]) => parsed({ type: 'string', 'x-known': values });
    const sides = { old: listing('a'), next: listing('a', 'b') };
    const { changes } = await start().compare({ ...sides, options: { ...OPTIONS, categoryKeywords: ['x-known'] } });
    expect(changes.map(({ ruleId }) => ruleId)).toEqual(['extensible-value-added']);
  });

  it('decides both lenses with verified witnesses, and names the change', async () => {
    const judge = start();
    const { verdicts, changes } = await judge.compare({ old: integer, next: text, options: OPTIONS });

    expect(verdicts).toMatchObject({ serving: { verdict: 'breaking' }, training: { verdict: 'breaking' } });
    expect(changes).toMatchObject([{ ruleId: 'type-changed', proof: 'proven-breaking' }]);
  });

  it('answers questions in the order in which they were asked, each with its own answer', async () => {
    const judge = start();
    const [first, second, third] = await Promise.all([
      judge.compare({ old: integer, next: text, options: OPTIONS }),
      judge.serve({ next: text, contract, options: OPTIONS }),
      judge.compare({ old: integer, next: integer, options: OPTIONS }),
    ]);

    expect(first.verdicts.serving.verdict).toBe('breaking');
    expect(second).toMatchObject({ status: 'newly-broken', kind: 'rejected', witness: expect.any(String) });
    expect(third.verdicts.serving).toEqual({ verdict: 'compatible' });
  });

  it('takes names of the prototype for names like any other', async () => {
    const schema = (type: string): ParsedSchema =>
      parsed(`{"type":"object","required":["__proto__"],"properties":{"__proto__":{"type":"${type}"}}}`);
    const { verdicts } = await start().compare({ old: schema('integer'), next: schema('string'), options: OPTIONS });

    expect(jsonText(verdicts.serving)).toMatch(/"witness":\{"__proto__":"/);
    expect(verdicts.serving).toMatchObject({ pointers: ['/__proto__'] });
  });

  it('carries expectations and the head of a consumer’s question', async () => {
    const judge = start();
    const expectations = { maximum: 9_007_199_254_740_992 };
    const asked = { next: parsed({ type: 'number' }), contract: { ...contract, expectations }, options: OPTIONS };

    expect(await judge.serve(asked)).toMatchObject({ status: 'newly-broken' });
    expect(await judge.serve({ ...asked, head: parsed({ type: 'number' }) })).toMatchObject({ status: 'still-broken' });
  });

  it('stops at its time limit, says so, keeps what the rules found, and asks the next question of a new thread', async () => {
    const judge = start({ time: 1, memory: 256 });
    const stopped = await judge.compare({ old: integer, next: text, options: OPTIONS });
    const undecided = { verdict: 'undecided', reason: 'the comparison took longer than 0.001 s', cause: 'time' };

    expect(stopped.verdicts).toEqual({ serving: undecided, training: undecided });
    expect(stopped.changes).toMatchObject([{ ruleId: 'type-changed' }]);
    expect(await judge.serve({ next: text, contract, options: OPTIONS })).toEqual({
      status: 'undecided',
      reason: undecided.reason,
      cause: 'time',
    });
  });

  it('answers the question after one that was stopped', async () => {
    const judge = start({ time: 1_500, memory: 512 });
    const [stopped, next] = await Promise.all([
      judge.compare({ old: endless('integer'), next: endless('number'), options: OPTIONS }),
      judge.compare({ old: integer, next: text, options: OPTIONS }),
    ]);

    expect(stopped.verdicts.serving).toEqual({
      verdict: 'undecided',
      reason: 'the comparison took longer than 1.5 s',
      cause: 'time',
    });
    expect(next.verdicts.serving).toMatchObject({ verdict: 'breaking' });
  });

  it('leaves open, at once and by that name, what there is no time for', async () => {
    const judge = start();
    const asked = { next: text, contract, options: OPTIONS };
    const [stopped, late] = await Promise.all([
      judge.compare({ old: endless('integer'), next: endless('number'), options: OPTIONS, time: 800 }),
      judge.serve({ ...asked, time: 500 }),
    ]);

    expect(stopped.verdicts.training).toMatchObject({ verdict: 'undecided', cause: 'time' });
    expect(late).toEqual({ status: 'undecided', reason: 'no time was left for the comparison', cause: 'time' });
    expect(await judge.serve({ ...asked, time: 5_000 })).toMatchObject({ status: 'newly-broken' });
  });

  it('starts from the source tree as well, and keeps the digits of numbers on both ways', async () => {
    const judge = new SourceJudge();
    judges.push(judge);
    const [old, next] = [parsed('{"const": 9007199254740993}'), parsed('{"const": 9007199254740992}')];
    const { verdicts, changes } = await judge.compare({ old, next, options: OPTIONS });

    expect(jsonText(verdicts.training)).toContain('"witness":9007199254740993');
    expect(jsonText(changes)).toContain('9007199254740993');
  });

  it('stops at its memory limit, and says so', async () => {
    const { verdicts } = await start({ time: 20_000, memory: 4 }).compare({
      old: integer,
      next: text,
      options: OPTIONS,
    });

    expect(verdicts.serving).toEqual({ verdict: 'undecided', reason: 'the comparison needed more than 4 MB' });
  });

  it('says what failed in the thread, and lives on', async () => {
    const judge = start();
    const { value, fingerprint, dialect } = integer;
    const broken = new ParsedSchema({ value, canonical: '{', fingerprint, dialect });

    expect(await judge.serve({ next: broken, contract, options: OPTIONS })).toMatchObject({
      status: 'undecided',
      reason: expect.stringContaining('text between threads is not JSON'),
    });
    expect(await judge.serve({ next: integer, contract, options: OPTIONS })).toEqual({ status: 'compatible' });
  });

  it('starts again once it was closed', async () => {
    const judge = start();
    await judge.serve({ next: integer, contract, options: OPTIONS });
    await judge.close();

    expect(await judge.serve({ next: integer, contract, options: OPTIONS })).toEqual({ status: 'compatible' });
  });
});
