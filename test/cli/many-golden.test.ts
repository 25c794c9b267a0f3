import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Schemas } from '../../lib/cli/api/operations.ts';
import { widthOf } from '../../lib/cli/output/text/width.ts';
import { SCHEMA, SUBJECT, TYPE_CHANGED } from './answers.ts';
import { FakeRegistry } from './fake-registry.ts';
import { LONG, manyChanges, PLAIN, WIDE } from './many-changes.ts';
import { run } from './run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const THIRTY = { changes: 30, models: 14 };
const SCENES: readonly { readonly scene: string; readonly body: Schemas['Check'] }[] = [
  { scene: 'one', body: manyChanges({ changes: 1, models: 2, naming: PLAIN }) },
  { scene: 'thirty', body: manyChanges({ ...THIRTY, naming: PLAIN }) },
  { scene: 'long', body: manyChanges({ ...THIRTY, naming: LONG }) },
  { scene: 'wide', body: manyChanges({ ...THIRTY, naming: WIDE }) },
  // Every change breaks other models.
  {
    scene: 'mixed',
    body: manyChanges({
      ...THIRTY,
      naming: PLAIN,
      breaks: (change, model) => (change + model) % (2 + (change % 5)) === 0,
    }),
  },
];
const LOOKS = [
  { look: '80', columns: 80, env: { NO_COLOR: '1' } },
  { look: '80.colour', columns: 80, env: {} },
  { look: '120', columns: 120, env: { NO_COLOR: '1' } },
  { look: '120.colour', columns: 120, env: {} },
] as const;

const check = async (body: Schemas['Check'], more: { format: string; columns?: number; env?: object }) => {
  registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body });
  const { stdout } = await run(['check', '--subject', SUBJECT, 'transaction.json', '--format', more.format], {
    files: { 'transaction.json': SCHEMA },
    env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't', GITHUB_EVENT_NAME: 'pull_request', ...more.env },
    terminal: more.columns !== undefined,
    ...(more.columns === undefined ? {} : { columns: more.columns }),
  });
  return stdout;
};

describe.each(SCENES)('$scene', ({ scene, body }) => {
  it.each(LOOKS)('stays within the terminal and 60 lines: $look', async ({ look, columns, env }) => {
    const stdout = await check(body, { format: 'text', columns, env });

    await expect(stdout).toMatchFileSnapshot(`golden/many/${scene}.${look}.txt`);
    const lines = stripVTControlCharacters(stdout).trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => widthOf(line) > columns)).toEqual([]);
  });

  it('says in the open part of a comment whom it breaks, by when and how to pass', async () => {
    const stdout = await check(body, { format: 'markdown' });

    await expect(stdout).toMatchFileSnapshot(`golden/many/${scene}.md`);
    const open = stdout.replace(/<details>[\s\S]*?<\/details>/g, '').trimEnd();
    expect(open.split('\n').length).toBeLessThanOrEqual(40);
    expect(Buffer.byteLength(stdout)).toBeLessThanOrEqual(30_000);
    expect(open).toContain(`**${body.affected.length} models break**, the first to be ready by 2026-12-08:`);
    expect(open).toContain('or announce: `forewarn publish --sunset 2026-12-24`');
    expect(stdout).not.toMatch(/safe `[^\n]*\n\n {2}(Proof|Risk)/);
  });

  it('annotates what breaks a model first', async () => {
    const stdout = await check(body, { format: 'github' });

    await expect(stdout).toMatchFileSnapshot(`golden/many/${scene}.github.txt`);
    const [first = ''] = stdout.split('\n');
    expect(first).toMatch(/^::error .*Affects /);
    expect(stdout.split('\n').filter((line) => line.startsWith('::error')).length).toBeLessThanOrEqual(10);
  });
});

describe('a component that is used in 39 places and edited in one line', () => {
  const body: Schemas['Check'] = {
    ...manyChanges({ changes: 39, models: 3, naming: PLAIN }),
    changes: Array.from({ length: 39 }, (_, at) => ({ ...TYPE_CHANGED, pointer: `/total_${at}` })),
  };

  it('is one line with a count, whoever reads which place', async () => {
    const stdout = await check(body, { format: 'text' });

    expect(stdout.match(/BREAKING/g)).toHaveLength(1);
    expect(stdout).toContain('  BREAKING type-changed /total_0 in 39 places integer -> string  transaction.json:14\n');
    expect(stdout.match(/affects/g)).toHaveLength(1);
  });

  it('is one row of a comment and one annotation', async () => {
    const comment = await check(body, { format: 'markdown' });
    const annotations = await check(body, { format: 'github' });

    expect(comment.match(/BREAKING/g)).toHaveLength(1);
    expect(comment).toContain('at `/total_0` in 39 places: `integer -> string`');
    expect(annotations.match(/^::error/gm)).toHaveLength(1);
    expect(annotations).toContain('%0AIn 39 places of the record%0A');
  });

  it('lists the places when asked', async () => {
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body });
    const { stdout } = await run(['check', '--subject', SUBJECT, 'transaction.json', '--verbose'], {
      files: { 'transaction.json': SCHEMA },
      env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' },
    });

    expect(stdout).toContain('    places   /total_0, /total_1, ');
    expect(stdout).toContain('/total_38');
  });
});

describe('what breaks no model beside what breaks some', () => {
  // Twenty changes that nobody reads come before the one that breaks a model.
  const [first] = manyChanges({ changes: 1, models: 1, naming: PLAIN }).affected;
  const many = manyChanges({ changes: 21, models: 0, naming: PLAIN });
  const body: Schemas['Check'] = {
    ...many,
    affected: first ? [{ ...first, changes: [20], pointers: ['/field_20'] }] : [],
  };

  it('is counted, and the one is in sight', async () => {
    const stdout = await check(body, { format: 'text' });

    expect(stdout.match(/BREAKING/g)).toHaveLength(1);
    expect(stdout).toMatch(/^ {2}BREAKING \S+ \/field_20 /m);
    expect(stdout).toContain('  20 more breaking changes break no registered model: --verbose lists them\n');
  });

  it('is counted by annotations, too', async () => {
    const stdout = await check(body, { format: 'github' });

    expect(stdout.match(/^::error/gm)).toHaveLength(1);
    expect(stdout).toMatch(/^::error .*\/field_20/);
    expect(stdout).toContain('20 more breaking changes break no registered model\n');
  });
});
