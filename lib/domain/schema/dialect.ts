import type { JsonValue } from './json.ts';

const DIALECTS = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'] as const;
export type Dialect = (typeof DIALECTS)[number];

/** The `$schema` of each dialect, without the empty fragment that drafts 4 to 7 write behind it. */
export const META_SCHEMAS: Readonly<Record<Dialect, string>> = {
  'draft-04': 'http://json-schema.org/draft-04/schema',
  'draft-06': 'http://json-schema.org/draft-06/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

/** Once "the latest draft", whichever that was: it names none, and is read like a schema without `$schema`. */
export const isUndated = (schemaUri: JsonValue | undefined): boolean =>
  typeof schemaUri === 'string' && /^https?:\/\/json-schema\.org\/schema#?$/.test(schemaUri);

/** The dialect that a `$schema` names; http and https and an empty fragment make no difference. */
export function findDialect(schemaUri: JsonValue | undefined): Dialect | undefined {
  if (typeof schemaUri !== 'string') return undefined;
  const bare = schemaUri.replace(/#$/, '').replace(/^https?:/, '');
  return DIALECTS.find((dialect) => META_SCHEMAS[dialect].replace(/^https?:/, '') === bare);
}

/** The keyword that names a resource: `id` in draft 4. */
export const idKeyword = (dialect: Dialect): string => (dialect === 'draft-04' ? 'id' : '$id');

/** In drafts 4 to 7 `$ref` hides everything beside it. */
export const hidesRefSiblings = (dialect: Dialect): boolean =>
  DIALECTS.indexOf(dialect) <= DIALECTS.indexOf('draft-07');

export const isAtLeast = (dialect: Dialect, floor: Dialect): boolean =>
  DIALECTS.indexOf(dialect) >= DIALECTS.indexOf(floor);
