import { beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions, LIMITS_FILE, readLimits, sizeOf } from '../../bench/bundles.ts';
import type { Files } from '../../lib/infra/bundle.ts';

const REMEDY = `see what came in, or raise ${LIMITS_FILE} by npx tsx bench/bundles.ts`;

describe('the bundles that are deployed', () => {
  const limits = readLimits();
  let bundles: ReadonlyMap<string, Files>;
  beforeAll(async () => {
    bundles = await bundleFunctions();
  });

  it('each have a limit, and no limit is left over', () => {
    expect(Object.keys(limits).sort()).toEqual([...bundles.keys()].sort());
  });

  it(`stay below their limits: ${REMEDY}`, () => {
    const sizes = [...bundles].map(([name, files]) => ({ name, size: Math.round(sizeOf(files)), limit: limits[name] }));

    expect(sizes.filter(({ size, limit = 0 }) => size > limit)).toEqual([]);
  });

  it('have limits that still say something: no bundle is below half of its own', () => {
    const sizes = [...bundles].map(([name, files]) => ({ name, size: Math.round(sizeOf(files)), limit: limits[name] }));

    expect(sizes.filter(({ size, limit = 0 }) => size < limit / 2)).toEqual([]);
  });
});
