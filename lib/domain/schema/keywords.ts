import { type Dialect, isAtLeast } from './dialect.ts';

/**
 * `asserts`: rejects values by itself. `applies`: applies the schemas it holds. `refers`: leads to a schema. `defines`:
 * keeps schemas to be referred to. `identifies`: names a schema or its language. `annotates`: rejects nothing.
 */
export type KeywordRole = 'asserts' | 'applies' | 'refers' | 'defines' | 'identifies' | 'annotates';
export type Holding = 'schema' | 'list' | 'map';

/** A form of a keyword; one that drafts write in two ways is listed twice. */
interface Keyword {
  readonly name: string;
  readonly role: KeywordRole;
  /** The schemas in it; without this its value is data, whatever it looks like. */
  readonly holds?: Holding;
  /** The first dialect that knows it; all do unless told. */
  readonly since?: Dialect;
  /** The last dialect that knows it. */
  readonly until?: Dialect;
  /** The keyword that says the same in the dialects after that. */
  readonly becomes?: string;
}

/**
 * Every keyword of drafts 4 to 2020-12, and which of them know it. A keyword in a dialect that does not know it is inert,
 * and nothing inside it names anything. One liberty: `const` counts in draft 4 as well, since ajv and most tools read it.
 */
const KEYWORDS: readonly Keyword[] = [
  { name: '$schema', role: 'identifies' },
  { name: 'id', role: 'identifies', until: 'draft-04', becomes: '$id' },
  { name: '$id', role: 'identifies', since: 'draft-06' },
  { name: '$anchor', role: 'identifies', since: '2019-09' },
  { name: '$recursiveAnchor', role: 'identifies', since: '2019-09', until: '2019-09' },
  { name: '$dynamicAnchor', role: 'identifies', since: '2020-12' },
  { name: '$vocabulary', role: 'identifies', since: '2019-09' },
  { name: '$comment', role: 'identifies' },

  { name: '$ref', role: 'refers' },
  { name: '$recursiveRef', role: 'refers', since: '2019-09', until: '2019-09' },
  { name: '$dynamicRef', role: 'refers', since: '2020-12' },

  { name: 'properties', role: 'applies', holds: 'map' },
  { name: 'patternProperties', role: 'applies', holds: 'map' },
  { name: 'additionalProperties', role: 'applies', holds: 'schema' },
  { name: 'propertyNames', role: 'applies', holds: 'schema', since: 'draft-06' },
  { name: 'unevaluatedProperties', role: 'applies', holds: 'schema', since: '2019-09' },
  // Lists of names are among its members too: `dependentRequired` since 2019-09.
  { name: 'dependencies', role: 'applies', holds: 'map', until: 'draft-07', becomes: 'dependentSchemas' },
  { name: 'dependentSchemas', role: 'applies', holds: 'map', since: '2019-09' },
  { name: 'prefixItems', role: 'applies', holds: 'list', since: '2020-12' },
  { name: 'items', role: 'applies', holds: 'schema' },
  { name: 'items', role: 'applies', holds: 'list', until: '2019-09', becomes: 'prefixItems' },
  { name: 'additionalItems', role: 'applies', holds: 'schema', until: '2019-09', becomes: 'items' },
  { name: 'contains', role: 'applies', holds: 'schema', since: 'draft-06' },
  { name: 'unevaluatedItems', role: 'applies', holds: 'schema', since: '2019-09' },
  { name: 'allOf', role: 'applies', holds: 'list' },
  { name: 'anyOf', role: 'applies', holds: 'list' },
  { name: 'oneOf', role: 'applies', holds: 'list' },
  { name: 'not', role: 'applies', holds: 'schema' },
  { name: 'if', role: 'applies', holds: 'schema', since: 'draft-07' },
  { name: 'then', role: 'applies', holds: 'schema', since: 'draft-07' },
  { name: 'else', role: 'applies', holds: 'schema', since: 'draft-07' },

  { name: 'contentSchema', role: 'annotates', holds: 'schema', since: '2019-09' },
  { name: 'definitions', role: 'defines', holds: 'map', becomes: '$defs' },
  { name: '$defs', role: 'defines', holds: 'map', since: '2019-09' },

  { name: 'type', role: 'asserts' },
  { name: 'enum', role: 'asserts' },
  { name: 'const', role: 'asserts' },
  { name: 'multipleOf', role: 'asserts' },
  { name: 'minimum', role: 'asserts' },
  { name: 'maximum', role: 'asserts' },
  { name: 'exclusiveMinimum', role: 'asserts' },
  { name: 'exclusiveMaximum', role: 'asserts' },
  { name: 'minLength', role: 'asserts' },
  { name: 'maxLength', role: 'asserts' },
  { name: 'pattern', role: 'asserts' },
  { name: 'format', role: 'asserts' },
  { name: 'minItems', role: 'asserts' },
  { name: 'maxItems', role: 'asserts' },
  { name: 'uniqueItems', role: 'asserts' },
  { name: 'minContains', role: 'asserts', since: '2019-09' },
  { name: 'maxContains', role: 'asserts', since: '2019-09' },
  { name: 'minProperties', role: 'asserts' },
  { name: 'maxProperties', role: 'asserts' },
  { name: 'required', role: 'asserts' },
  { name: 'dependentRequired', role: 'asserts', since: '2019-09' },

  // Written and read in drafts that do not define them yet, and harmless there: no `since`.
  { name: 'title', role: 'annotates' },
  { name: 'description', role: 'annotates' },
  { name: 'default', role: 'annotates' },
  { name: 'examples', role: 'annotates' },
  { name: 'deprecated', role: 'annotates' },
  { name: 'readOnly', role: 'annotates' },
  { name: 'writeOnly', role: 'annotates' },
  { name: 'contentEncoding', role: 'annotates' },
  { name: 'contentMediaType', role: 'annotates' },
];

/** Keywords that lead to a schema, in any dialect. */
export const REFERENCE_KEYWORDS: readonly string[] = KEYWORDS.flatMap(({ name, role }) =>
  role === 'refers' ? [name] : [],
);

/** All names that some dialect knows. */
export const KEYWORD_NAMES: readonly string[] = [...new Set(KEYWORDS.map(({ name }) => name))];

/** The properties of a keyword, in any dialect; `undefined` if no dialect knows it. */
export const roleOf = (keyword: string): KeywordRole | undefined => ROLES.get(keyword);

/** Whether some value is rejected for the keyword's sake, by itself or by what it holds or leads to. */
export const isAsserting = (keyword: string): boolean => ASSERTING.has(roleOf(keyword));
const ASSERTING: ReadonlySet<KeywordRole | undefined> = new Set(['asserts', 'applies', 'refers'] as const);

/** Whether a keyword of another dialect is there without effect, as `if` does in draft 4. */
export const isInert = (keyword: string, dialect: Dialect): boolean => INERT[dialect].has(keyword);

/** The name under which the latest draft says what a keyword says that holds schemas so: `prefixItems` for a list in `items`. */
export const latestName = (keyword: string, holds: Holding): string =>
  RENAMED.find((form) => form.name === keyword && form.holds === holds)?.becomes ?? keyword;

/** The forms in which a dialect's keywords hold schemas. */
export const holdersOf = (dialect: Dialect): readonly Holder[] => HOLDERS[dialect];
type Holder = Keyword & { readonly holds: Holding };

/** The ways in which one keyword may hold schemas in a dialect: most have one, `items` had two. */
export const holdingsOf = (keyword: string, dialect: Dialect): readonly Holding[] =>
  HOLDINGS[dialect].get(keyword) ?? NONE;
const NONE: readonly Holding[] = [];

const RENAMED = KEYWORDS.filter(({ becomes }) => becomes !== undefined);
const ROLES: ReadonlyMap<string, KeywordRole> = new Map(KEYWORDS.map(({ name, role }) => [name, role]));

const isKnown = ({ since, until }: Keyword, dialect: Dialect): boolean =>
  (since === undefined || isAtLeast(dialect, since)) && (until === undefined || isAtLeast(until, dialect));

const isHolder = (keyword: Keyword): keyword is Holder => keyword.holds !== undefined;

// Asked of every keyword of every schema: looked up, not worked out.
const perDialect = <T>(make: (dialect: Dialect) => T): Readonly<Record<Dialect, T>> => ({
  'draft-04': make('draft-04'),
  'draft-06': make('draft-06'),
  'draft-07': make('draft-07'),
  '2019-09': make('2019-09'),
  '2020-12': make('2020-12'),
});
const HOLDERS = perDialect((dialect) => KEYWORDS.filter(isHolder).filter((keyword) => isKnown(keyword, dialect)));
const HOLDINGS = perDialect((dialect) => {
  const found = new Map<string, Holding[]>();
  for (const { name, holds } of HOLDERS[dialect]) found.set(name, [...(found.get(name) ?? []), holds]);
  return found;
});
const INERT = perDialect((dialect) => {
  const known = new Set(KEYWORDS.flatMap((keyword) => (isKnown(keyword, dialect) ? [keyword.name] : [])));
  return new Set([...ROLES.keys()].filter((name) => !known.has(name)));
});
