import { type Dialect, hidesRefSiblings, isAtLeast } from './dialect.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from './json.ts';

interface Applicator {
  readonly keyword: string;
  readonly shape: 'schema' | 'list' | 'map';
  readonly since?: Dialect;
  /** The last dialect that knows the keyword. */
  readonly until?: Dialect;
}

/** Every keyword that holds subschemas, by dialect; what stands elsewhere is data (`enum`, `const`, `default` ...). */
const APPLICATORS: readonly Applicator[] = [
  { keyword: 'properties', shape: 'map' },
  { keyword: 'patternProperties', shape: 'map' },
  { keyword: 'additionalProperties', shape: 'schema' },
  { keyword: 'propertyNames', shape: 'schema', since: 'draft-06' },
  { keyword: 'unevaluatedProperties', shape: 'schema', since: '2019-09' },
  { keyword: 'dependencies', shape: 'map', until: 'draft-07' },
  { keyword: 'dependentSchemas', shape: 'map', since: '2019-09' },
  { keyword: 'prefixItems', shape: 'list', since: '2020-12' },
  { keyword: 'items', shape: 'schema' },
  { keyword: 'items', shape: 'list', until: '2019-09' },
  { keyword: 'additionalItems', shape: 'schema', until: '2019-09' },
  { keyword: 'contains', shape: 'schema', since: 'draft-06' },
  { keyword: 'unevaluatedItems', shape: 'schema', since: '2019-09' },
  { keyword: 'allOf', shape: 'list' },
  { keyword: 'anyOf', shape: 'list' },
  { keyword: 'oneOf', shape: 'list' },
  { keyword: 'not', shape: 'schema' },
  { keyword: 'if', shape: 'schema', since: 'draft-07' },
  { keyword: 'then', shape: 'schema', since: 'draft-07' },
  { keyword: 'else', shape: 'schema', since: 'draft-07' },
  { keyword: 'contentSchema', shape: 'schema', since: '2019-09' },
  { keyword: 'definitions', shape: 'map' },
  { keyword: '$defs', shape: 'map', since: '2019-09' },
];
const DEFINITIONS = new Set(['definitions', '$defs']);

/** Keywords without subschemas that not every dialect asserts. */
const SPANS: readonly Omit<Applicator, 'shape'>[] = [
  { keyword: 'const', since: 'draft-06' },
  { keyword: 'minContains', since: '2019-09' },
  { keyword: 'maxContains', since: '2019-09' },
  { keyword: 'dependentRequired', since: '2019-09' },
  { keyword: '$recursiveRef', since: '2019-09', until: '2019-09' },
  { keyword: '$dynamicRef', since: '2020-12' },
];

/** Whether a keyword of another dialect stands there without effect, as `if` does in draft 4. */
export function isInert(keyword: string, dialect: Dialect): boolean {
  const spans = [...APPLICATORS, ...SPANS].filter((span) => span.keyword === keyword);
  return spans.length > 0 && !spans.some((span) => isKnown(span, dialect));
}

export interface Subschema {
  /** Unescaped tokens from the schema that holds it, e.g. `['properties', 'a/b']`. */
  readonly tokens: readonly string[];
  readonly schema: JsonObject | boolean;
}

/** The schemas directly inside one. Beside a `$ref` that hides its siblings only definitions count: they may be its target. */
export function subschemas(schema: JsonObject, dialect: Dialect): readonly Subschema[] {
  const hidden = hidesRefSiblings(dialect) && typeof schema['$ref'] === 'string';
  return APPLICATORS.flatMap((applicator) => {
    const value = schema[applicator.keyword];
    if (value === undefined || !isKnown(applicator, dialect)) return [];
    return hidden && !DEFINITIONS.has(applicator.keyword) ? [] : unfold(applicator, value);
  });
}

export const isSchema = (value: JsonValue | undefined): value is JsonObject | boolean =>
  typeof value === 'boolean' || isJsonObject(value);

const isKnown = ({ since, until }: Pick<Applicator, 'since' | 'until'>, dialect: Dialect): boolean =>
  (since === undefined || isAtLeast(dialect, since)) && (until === undefined || isAtLeast(until, dialect));

function unfold({ keyword, shape }: Applicator, value: JsonValue): readonly Subschema[] {
  if (shape === 'schema') return isSchema(value) ? [{ tokens: [keyword], schema: value }] : [];
  if (shape === 'list' && !isJsonArray(value)) return [];
  if (shape === 'map' && !isJsonObject(value)) return [];
  return Object.entries(value as JsonObject).flatMap(([name, member]) =>
    isSchema(member) ? [{ tokens: [keyword, name], schema: member }] : [],
  );
}
