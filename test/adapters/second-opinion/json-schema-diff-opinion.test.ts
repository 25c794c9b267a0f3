import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { JsonSchemaDiffOpinion } from '../../../lib/adapters/second-opinion/json-schema-diff-opinion.ts';
import { parseSchema } from '../../../lib/domain/schema/parse-schema.ts';

function parsed(schema: unknown) {
  const result = parseSchema(JSON.stringify(schema));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.schema;
}
const LIMITS = { comparing: 2_000, starting: 20_000, memory: 128 };
const describeSets = (old: unknown, next: unknown, limits = LIMITS) =>
  new JsonSchemaDiffOpinion(limits).describe(parsed(old), parsed(next));
const D4 = 'http://json-schema.org/draft-04/schema#';
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Four choices at once, which the library multiplies out for minutes. */
const explosive = (type: string) => ({
  allOf: Array.from({ length: 4 }, (_, at) => ({
    oneOf: [{ properties: { [`a${at}`]: { type } } }, { properties: { [`b${at}`]: { type } }, required: [`b${at}`] }],
  })),
});

describe('the second opinion', () => {
  it('describes what was added and what was removed', async () => {
    const opinion = await describeSets({ type: 'integer', minimum: 0 }, { type: ['integer', 'string'], minimum: 5 });
    expect(opinion).toEqual({
      available: true,
      added: { type: 'string' },
      removed: { type: 'integer', minimum: 0, exclusiveMaximum: 5 },
    });
  });

  it('reads references, recursion apart, in any draft', async () => {
    const opinion = await describeSets(
      {
        $schema: D4,
        properties: { a: { $ref: '#/definitions/n' } },
        definitions: { n: { type: 'number', minimum: 0, exclusiveMinimum: true } },
      },
      {
        properties: { a: { $ref: '#n', description: 'x' } },
        $defs: { n: { $anchor: 'n', type: 'number', exclusiveMinimum: 0 } },
      },
    );
    expect(opinion).toEqual({ available: true, added: false, removed: false });
  });

  it.each([
    ['a recursive schema', { properties: { child: { $ref: '#' } } }, 'it is recursive at its root'],
    ['an enum', { properties: { a: { enum: [1] } } }, 'it uses enum at /properties/a'],
    ['a tuple', { items: { prefixItems: [true] } }, 'it uses prefixItems at /items'],
    ['a tuple of draft 4', { $schema: D4, items: [{}] }, 'it uses items as a list'],
  ])('refuses %s with the reason', async (_name, schema, reason) => {
    const opinion = await describeSets(schema, { type: 'string' });
    expect(opinion).toMatchObject({ available: false, reason: expect.stringContaining(reason) });
  });

  it('refuses references that multiply into a huge schema', async () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => {
        const below = at === 19 ? { type: 'string' } : { $ref: `#/$defs/d${at + 1}` };
        return [`d${at}`, { properties: { a: below, b: below } }];
      }),
    );
    const opinion = await describeSets({ $ref: '#/$defs/d0', $defs: doubling }, true);
    expect(opinion).toMatchObject({ available: false, reason: expect.stringContaining('more than 5000 places') });
  });

  it('refuses digits that a double would lose', async () => {
    const precise = parseSchema('{"maximum": 9007199254740993}');
    if (!precise.ok) throw new Error('the schema is valid');
    const opinion = await new JsonSchemaDiffOpinion(LIMITS).describe(precise.schema, parsed(true));
    expect(opinion).toMatchObject({ available: false, reason: expect.stringContaining('9007199254740993') });
  });

  it('gives up in time', async () => {
    const opinion = await describeSets(explosive('string'), explosive('integer'), { ...LIMITS, comparing: 300 });
    expect(opinion).toEqual({ available: false, reason: 'took longer than 300 ms' });
  });

  it('gives up at its memory limit', async () => {
    const opinion = await describeSets(true, false, { ...LIMITS, memory: 4 });
    expect(opinion).toEqual({ available: false, reason: 'needed more than 4 MB' });
  });

  it('gives up on a thread that does not start', async () => {
    const opinion = await describeSets(true, false, { ...LIMITS, starting: 0 });
    expect(opinion).toEqual({ available: false, reason: 'did not start within 0 ms' });
  });

  it('works from bundles, the worker being an entry of its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'second-opinion-'));
    folders.push(folder);
    const source = fileURLToPath(new URL('../../../lib/adapters/second-opinion/', import.meta.url));
    await build({
      entryPoints: [
        { in: join(source, 'json-schema-diff-opinion.ts'), out: 'program' },
        { in: join(source, 'worker.ts'), out: 'second-opinion-worker' },
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
    const program: typeof import('../../../lib/adapters/second-opinion/json-schema-diff-opinion.ts') = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, 'program.mjs')).href
    );
    const opinion = await new program.JsonSchemaDiffOpinion(LIMITS).describe(
      parsed({ type: 'string' }),
      parsed({ type: ['string', 'null'] }),
    );
    expect(opinion).toEqual({ available: true, added: { type: 'null' }, removed: false });
  });
});
