import { execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BOOTSTRAP_SECRET } from '../../bin/synthesise.ts';
import { GitRepository } from '../cli/git-repository.ts';
import { type System, startSystem } from '../end-to-end/system.ts';

const PROGRAM = fileURLToPath(new URL('../../dist/cli/forewarn.mjs', import.meta.url));
const ORDER = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { id: { type: 'string' }, status: { type: 'string' } },
  required: ['id', 'status'],
};

/** The commands of the README's section, without what only leads to the repository. */
function commands(): readonly string[] {
  const readme = readFileSync(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8');
  const [, section = ''] = readme.split('## On your own schemas');
  const [, block = ''] = section.split('```');
  return block.split('\n').filter((line) => line !== '' && !/^(export PATH|cd )/.test(line));
}

describe('The README, on one’s own schemas', () => {
  let system: System;
  let bin = '';
  beforeAll(async () => {
    system = await startSystem();
    bin = mkdtempSync(join(tmpdir(), 'forewarn-bin-'));
    writeFileSync(join(bin, 'forewarn'), `#!/bin/sh\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`);
    chmodSync(join(bin, 'forewarn'), 0o755);
  }, 180_000);
  afterAll(async () => {
    await system?.stop();
    rmSync(bin, { recursive: true, force: true });
  });

  let environment: NodeJS.ProcessEnv = {};
  /** One command as somebody types it after the others; what it exports stays. */
  function type(folder: string, line: string): Promise<{ readonly code: number; readonly printed: string }> {
    const env = { ...process.env, ...environment, PATH: `${bin}:${process.env['PATH']}` };
    const mark = '---- env ----';
    const kept = `code=$?; echo "${mark}"; echo "$FOREWARN_URL"; echo "$FOREWARN_TOKEN"; exit $code`;
    return new Promise((resolve) => {
      execFile('bash', ['-c', `${line}\n${kept}`], { cwd: folder, env }, (error, stdout, stderr) => {
        const [printed = '', exported = ''] = stdout.split(`${mark}\n`);
        const [FOREWARN_URL = '', FOREWARN_TOKEN = ''] = exported.split('\n');
        environment = { FOREWARN_URL, FOREWARN_TOKEN };
        resolve({ code: error ? Number(error.code) : 0, printed: printed + stderr });
      });
    });
  }

  it('leads from the first look to a version that is live, with no step left to guess', async () => {
    const repository = new GitRepository({ 'schemas/order.json': { ...ORDER, title: 'An order' } });
    repository.git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
    repository.write({ 'schemas/order.json': ORDER });
    repository.commit('second');
    const token = system.cloud.secret(BOOTSTRAP_SECRET) ?? '';
    const ran = new Map<string, { readonly code: number; readonly printed: string }>();
    let date = '';
    for (const line of commands()) {
      const [, verb = ''] = /^forewarn (\S+)/.exec(line) ?? [];
      if (verb === 'check' && ran.has('publish'))
        repository.write({ 'schemas/order.json': { ...ORDER, required: ['id'] } });
      if (verb === 'activate') {
        const said = '--consumer demand --subject shop.order --reason "it takes both"';
        expect(await type(repository.folder, `forewarn not-affected ${said}`)).toMatchObject({ code: 0 });
      }
      const typed = line
        .replace('http://127.0.0.1:4717 FOREWARN_TOKEN=…', `${system.cloud.url} FOREWARN_TOKEN=${token}`)
        .replace(/--sunset \S+/, () => `--sunset ${date}`);
      const result = await type(repository.folder, typed);
      await system.settle();
      date = /--sunset (\d{4}-\d\d-\d\d)/.exec(result.printed)?.[1] ?? date;
      ran.set(ran.has(verb) ? `${verb} again` : verb, result);
    }

    const codes = Object.fromEntries([...ran].map(([verb, { code }]) => [verb, code]));
    expect(codes, [...ran.values()].map(({ printed }) => printed).join('\n')).toEqual({
      ...{ init: 0, check: 0, diff: 0, '': 0, teams: 0, ' again': 0, publish: 0, subscribe: 0, 'check again': 1 },
      ...{ 'publish again': 0, 'can-i-deploy': 1, activate: 0 },
    });
    expect(ran.get('check again')?.printed).toMatch(/BREAKING became-optional \/status[\s\S]*affects +demand/);
    expect(ran.get('can-i-deploy')?.printed).toMatch(/holds +demand/);
    expect((await system.slack()).map(({ channel }) => channel)).toContain('#shop-ml');
  }, 120_000);
});
