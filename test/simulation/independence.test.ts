import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ORACLES = 'test/simulation/oracles';
const JUDGED = /^lib\/domain\/(policy|migration)\//;
/** What is stored of a migration is no judgement, as long as only its shape is imported. */
const STORED = 'lib/domain/migration/migration.ts';
const IMPORT = /(?:^|\n)(?:import|export)\s+(type\s)?[^;'"]*?(?:from\s+)?'(\.[^']+)'/g;

interface Import {
  readonly path: string;
  /** Gone when it runs. */
  readonly isType: boolean;
}
type Read = (path: string) => string;
const fromDisk: Read = (path) => readFileSync(path, 'utf8');

const importsOf = (path: string, read: Read): readonly Import[] =>
  [...read(path).matchAll(IMPORT)].map(([, type, specifier = '']) => ({
    path: normalize(join(dirname(path), specifier)),
    isType: type !== undefined,
  }));

/** By which files an oracle comes to what it is to judge: named in it, even as a type, or run with it at any distance. */
function waysToJudged(entry: string, read: Read): readonly string[] {
  const seen = new Set<string>();
  const look = (path: string, way: readonly string[]): readonly string[] => {
    if (JUDGED.test(path)) return [[...way, path].join(' -> ')];
    if (seen.has(path)) return [];
    seen.add(path);
    const run = importsOf(path, read).filter(({ isType }) => !isType);
    return run.flatMap((next) => look(next.path, [...way, path]));
  };
  const named = importsOf(entry, read).filter(({ path, isType }) => JUDGED.test(path) && !(isType && path === STORED));
  return [...named.map(({ path }) => `${entry} -> ${path}`), ...look(entry, [])];
}

describe('what judges a simulation', () => {
  it.each(readdirSync(ORACLES))('imports nothing of what it judges, at any distance: %s', (file) => {
    expect(waysToJudged(join(ORACLES, file), fromDisk)).toEqual([]);
  });

  it.each([
    ['by name', "import { isClosed } from '../../../lib/domain/migration/state.ts';"],
    ['by a value beside that shape', "import { Migration } from '../../../lib/domain/migration/migration.ts';"],
    ['as a type', "import type { Policy } from '../../../lib/domain/policy/settings/policy.ts';"],
    ['handed on', "export { findBlockers } from '../../../lib/domain/policy/gate/gate.ts';"],
    ['behind a use case', "import { modelsAtGate } from '../../../lib/application/deploying/gate.ts';"],
    ['for its effects', "import '../../../lib/application/publishing/activate-version.ts';"],
  ])('would be caught importing it %s', (_how, text) => {
    const planted = join(ORACLES, 'planted.ts');
    expect(waysToJudged(planted, (path) => (path === planted ? text : fromDisk(path)))).not.toEqual([]);
  });

  it('may know the shape of what is stored', () => {
    const planted = join(ORACLES, 'planted.ts');
    const text = "import type { Migration } from '../../../lib/domain/migration/migration.ts';";
    expect(waysToJudged(planted, (path) => (path === planted ? text : fromDisk(path)))).toEqual([]);
  });
});
