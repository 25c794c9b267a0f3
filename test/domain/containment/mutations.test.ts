import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decideContainment } from '../../../lib/domain/containment/decide.ts';
import { pointerTokens } from '../../../lib/domain/schema/pointer.ts';
import { parsed } from '../parsed.ts';

// Published with tools that this project uses anyway: 47, 25 and 62 kB.
const SCHEMAS = [
  'knip/schema.json',
  '@aws-cdk/cloud-assembly-schema/schema/integ.schema.json',
  '@aws-cdk/cloud-assembly-schema/schema/cloud-assembly.schema.json',
];
const PLACES = 6;

interface Schema {
  type?: unknown;
  [keyword: string]: unknown;
}
interface Place {
  readonly pointer: string;
  readonly schema: Schema;
  readonly name: string;
}

/** Properties of one scalar type that no branch shadows and that a record can reach. */
function reachable(root: Schema): Place[] {
  const found: Place[] = [];
  const seen = new Set<unknown>();
  const follow = (schema: Schema): Schema => {
    const reference = schema['$ref'];
    if (typeof reference !== 'string') return schema;
    return follow(pointerTokens(reference.slice(1)).reduce<Schema>((at, token) => at[token] as Schema, root));
  };
  const walk = (given: Schema, pointer: string, name: string): void => {
    const schema = follow(given);
    if (seen.has(schema)) return;
    seen.add(schema);
    if (
      typeof schema.type === 'string' &&
      ['string', 'boolean', 'number', 'integer'].includes(schema.type) &&
      !schema['enum']
    )
      found.push({ pointer, schema, name });
    const properties = schema['properties'];
    if (typeof properties === 'object' && properties !== null && !schema['anyOf'] && !schema['oneOf'])
      for (const [inner, value] of Object.entries(properties as Record<string, Schema>))
        walk(value, `${pointer}/properties/${inner}`, inner);
    if (schema.type === 'array' && typeof schema['items'] === 'object')
      walk(schema['items'] as Schema, `${pointer}/items`, name);
  };
  walk(root, '', '');
  return found;
}

describe.each(SCHEMAS)('edits of %s', (file) => {
  const text = readFileSync(new URL(`../../../node_modules/${file}`, import.meta.url), 'utf8');
  const original = parsed(JSON.parse(text));
  const total = reachable(JSON.parse(text)).length;
  const chosen = [...Array(Math.min(PLACES, total)).keys()].map((at) =>
    Math.floor((at * total) / Math.min(PLACES, total)),
  );

  it.each(chosen)('finds a type changed at place %i, and where', (at) => {
    const edited = JSON.parse(text);
    const place = reachable(edited)[at];
    if (!place) throw new Error('the schema has fewer places');
    place.schema.type = place.schema.type === 'string' ? 'integer' : 'string';
    for (const contentModel of ['open', 'declared'] as const) {
      const verdict = decideContainment(original, parsed(edited), { contentModel, formatMode: 'annotation' });
      expect({ at: place.pointer, ...verdict }).toMatchObject({ verdict: 'breaking' });
      if (verdict.verdict === 'breaking') expect(verdict.pointers[0]).toMatch(new RegExp(`/${place.name}(/\\d+)*$`));
    }
  });

  it.each(chosen)('finds no fault with a type widened at place %i', (at) => {
    const edited = JSON.parse(text);
    const place = reachable(edited)[at];
    if (!place) throw new Error('the schema has fewer places');
    place.schema.type = [place.schema.type, 'null'];
    const verdict = decideContainment(original, parsed(edited), { contentModel: 'open', formatMode: 'annotation' });
    expect({ at: place.pointer, ...verdict }).toMatchObject({ verdict: 'compatible' });
  });

  it('is compatible with itself under new titles', () => {
    const edited = { ...JSON.parse(text), title: 'Another title', description: 'Another description' };
    for (const contentModel of ['open', 'declared'] as const) {
      const verdict = decideContainment(original, parsed(edited), { contentModel, formatMode: 'annotation' });
      expect(verdict).toEqual({ verdict: 'compatible' });
    }
  });
});
