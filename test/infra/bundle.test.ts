import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildHandlers } from '../../lib/infra/build-handlers.ts';
import { bundle, type Files, writeFolder } from '../../lib/infra/bundle.ts';
import { FUNCTION_NAMES } from '../../lib/infra/functions.ts';

const folder = mkdtempSync(join(tmpdir(), 'forewarn-bundle-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PROGRAMS = ['first', 'second'].map((name) => ({
  name,
  source: `test/infra/fixtures/programs/${name}.mjs`,
  main: 'index.mjs',
}));
const textOf = (files: Files | undefined): string =>
  [...(files ?? [])].map(([name, contents]) => `${name}\n${Buffer.from(contents)}`).join('\n');

describe('a bundle', () => {
  let bundles: ReadonlyMap<string, Files>;
  beforeAll(async () => {
    bundles = await bundle(PROGRAMS);
  });

  it('runs by itself, lazy imports and all', async () => {
    const answers: string[] = [];
    for (const [name, files] of bundles) {
      await writeFolder(join(folder, name), files);
      const program = await import(pathToFileURL(join(folder, name, 'index.mjs')).href);
      answers.push(await program.handler());
    }
    expect(answers).toEqual(['function SharedError loaded lazily', 'function SharedError']);
  });

  it('holds what the program can reach, and nothing of the others', () => {
    expect(textOf(bundles.get('first'))).toContain('loaded lazily');
    expect(textOf(bundles.get('second'))).not.toContain('loaded lazily');
    expect(Buffer.from(bundles.get('first')?.get('index.mjs') ?? []).toString()).not.toContain('loaded lazily');
  });

  it('is the same when it is made again', async () => {
    const again = await bundle(PROGRAMS);
    for (const { name } of PROGRAMS) expect(textOf(again.get(name))).toBe(textOf(bundles.get(name)));
  });

  it('replaces in its folder what is stale and touches nothing that is not', async () => {
    const place = join(folder, 'twice');
    const longAgo = new Date('2020-01-01');
    await writeFolder(place, new Map([['kept.mjs', Buffer.from('1')]]));
    utimesSync(join(place, 'kept.mjs'), longAgo, longAgo);
    writeFileSync(join(place, 'stale.mjs'), '');

    await writeFolder(
      place,
      new Map([
        ['kept.mjs', Buffer.from('1')],
        ['new.mjs', Buffer.from('2')],
      ]),
    );

    expect(readdirSync(place).sort()).toEqual(['kept.mjs', 'new.mjs']);
    expect(statSync(join(place, 'kept.mjs')).mtime).toEqual(longAgo);
  });

  it('fails with the file and the reason where a source is wrong', async () => {
    const missing = { name: 'missing', source: 'test/infra/fixtures/programs/missing.mjs', main: 'index.mjs' };
    await expect(bundle([missing])).rejects.toThrow('missing.mjs');
  });
});

describe('the bundles of the functions', () => {
  beforeAll(() => buildHandlers(join(folder, 'lambdas')));

  it.each(FUNCTION_NAMES)('%s has a handler, and beside it every file that it names', (name) => {
    const place = join(folder, 'lambdas', name);
    const files = readdirSync(place);
    const named = files.flatMap((file) =>
      [
        ...readFileSync(join(place, file), 'utf8').matchAll(/["'`]\.\/((?:chunk-|[a-z-]+-worker)[\w-]*\.mjs)["'`]/g),
      ].map(([, other]) => other),
    );
    expect(files).toContain('index.mjs');
    expect(readFileSync(join(place, 'index.mjs'), 'utf8')).toMatch(/export\s*\{[^}]*\bhandler\b/);
    expect(files).toEqual(expect.arrayContaining(named));
  });
});
