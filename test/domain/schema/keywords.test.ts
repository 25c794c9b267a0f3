import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../lib/domain/schema/dialect.ts';
import { isAsserting, isInert, latestName, roleOf } from '../../../lib/domain/schema/keywords.ts';
import { holdingOf } from '../../../lib/domain/schema/subschemas.ts';

const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];
const knowing = (keyword: string): readonly Dialect[] => DIALECTS.filter((dialect) => !isInert(keyword, dialect));

describe('the table of keywords', () => {
  it.each([
    ['if', ['draft-07', '2019-09', '2020-12']],
    ['contains', ['draft-06', 'draft-07', '2019-09', '2020-12']],
    ['dependencies', ['draft-04', 'draft-06', 'draft-07']],
    ['prefixItems', ['2020-12']],
    ['additionalItems', ['draft-04', 'draft-06', 'draft-07', '2019-09']],
    ['$recursiveRef', ['2019-09']],
    ['contentSchema', ['2019-09', '2020-12']],
    ['id', ['draft-04']],
  ])('says which drafts know %s', (keyword, dialects) => {
    expect(knowing(keyword)).toEqual(dialects);
  });

  it('reads const in draft 4, which does not define it', () => {
    expect(isInert('const', 'draft-04')).toBe(false);
  });

  it('calls no keyword inert that no draft knows', () => {
    expect(knowing('x-unit')).toEqual(DIALECTS);
    expect(roleOf('x-unit')).toBeUndefined();
    expect(isAsserting('x-unit')).toBe(false);
    // Not a name of a prototype either.
    expect(roleOf('constructor')).toBeUndefined();
  });

  it('reads a list in items as a list of schemas up to 2019-09 and as nothing after that', () => {
    expect(holdingOf('items', [true], '2019-09')).toBe('list');
    expect(holdingOf('items', [true], '2020-12')).toBeUndefined();
    expect(holdingOf('items', true, '2020-12')).toBe('schema');
  });

  it('knows under which name the latest draft says the same', () => {
    expect(latestName('items', 'list')).toBe('prefixItems');
    expect(latestName('items', 'schema')).toBe('items');
    expect(latestName('additionalItems', 'schema')).toBe('items');
  });
});
