import { isList, isObject, type Plain, type PlainObject } from './plain.ts';

export const DRAFTS = ['4', '6', '7', '2019-09', '2020-12'] as const;
export type Draft = (typeof DRAFTS)[number];

const URIS: Readonly<Record<Draft, string>> = {
  '4': 'http://json-schema.org/draft-04/schema#',
  '6': 'http://json-schema.org/draft-06/schema#',
  '7': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

export const uriOf = (draft: Draft): string => URIS[draft];

export function draftOf(schema: Plain): Draft {
  const stated = isObject(schema) ? schema['$schema'] : undefined;
  return DRAFTS.find((draft) => URIS[draft].replace('#', '') === String(stated).replace('#', '')) ?? '2020-12';
}

const index = (draft: Draft): number => DRAFTS.indexOf(draft);
export const isSince = (draft: Draft, floor: Draft): boolean => index(draft) >= index(floor);
export const hidesSiblings = (draft: Draft): boolean => !isSince(draft, '2019-09');
export const definitionsOf = (draft: Draft): string => (hidesSiblings(draft) ? 'definitions' : '$defs');

type Shape = 'schema' | 'list' | 'map';
/**
 * Written from the drafts and not from the program's table, which is under test: each keyword with its shape, the first
 * draft that knows it and the last.
 */
const HOLDERS: readonly (readonly [keyword: string, shape: Shape, since: Draft, until: Draft])[] = [
  ['properties', 'map', '4', '2020-12'],
  ['patternProperties', 'map', '4', '2020-12'],
  ['additionalProperties', 'schema', '4', '2020-12'],
  ['propertyNames', 'schema', '6', '2020-12'],
  ['unevaluatedProperties', 'schema', '2019-09', '2020-12'],
  ['dependencies', 'map', '4', '7'],
  ['dependentSchemas', 'map', '2019-09', '2020-12'],
  ['prefixItems', 'list', '2020-12', '2020-12'],
  ['items', 'schema', '4', '2020-12'],
  ['items', 'list', '4', '2019-09'],
  ['additionalItems', 'schema', '4', '2019-09'],
  ['contains', 'schema', '6', '2020-12'],
  ['unevaluatedItems', 'schema', '2019-09', '2020-12'],
  ['allOf', 'list', '4', '2020-12'],
  ['anyOf', 'list', '4', '2020-12'],
  ['oneOf', 'list', '4', '2020-12'],
  ['not', 'schema', '4', '2020-12'],
  ['if', 'schema', '7', '2020-12'],
  ['then', 'schema', '7', '2020-12'],
  ['else', 'schema', '7', '2020-12'],
  ['definitions', 'map', '4', '2020-12'],
  ['$defs', 'map', '2019-09', '2020-12'],
];

/** Keywords that the draft does not know, in the shape that others have them. */
export const foreignHolders = (draft: Draft): readonly (readonly [string, Shape])[] =>
  HOLDERS.filter(([keyword]) => !HOLDERS.some((other) => other[0] === keyword && isKnown(other, draft)))
    .map(([keyword, shape]): [string, Shape] => [keyword, shape])
    .concat(hidesSiblings(draft) ? [['contentSchema', 'schema']] : []);

const isKnown = ([, , since, until]: (typeof HOLDERS)[number], draft: Draft): boolean =>
  isSince(draft, since) && isSince(until, draft);

/** The tokens of the schemas directly inside one. */
function childrenOf(schema: PlainObject, draft: Draft): readonly (readonly string[])[] {
  return HOLDERS.filter((holder) => isKnown(holder, draft)).flatMap(([keyword, shape]) => {
    const value = schema[keyword];
    if (value === undefined) return [];
    if (shape === 'schema') return isSchema(value) ? [[keyword]] : [];
    if (shape === 'list' ? !isList(value) : !isObject(value)) return [];
    return Object.entries(value as PlainObject).flatMap(([name, member]) =>
      isSchema(member) ? [[keyword, name]] : [],
    );
  });
}

export const isSchema = (value: Plain | undefined): value is boolean | PlainObject =>
  typeof value === 'boolean' || isObject(value);

/** Rewrites every schema of a document from the inside out. */
export function mapSchemas(schema: Plain, draft: Draft, change: (schema: PlainObject) => Plain): Plain {
  if (!isObject(schema)) return schema;
  let result: PlainObject = schema;
  for (const [keyword = '', name] of childrenOf(schema, draft)) {
    const held = result[keyword] ?? null;
    if (name === undefined) result = { ...result, [keyword]: mapSchemas(held, draft, change) };
    else if (isList(held))
      result = {
        ...result,
        [keyword]: held.map((item, at) => (String(at) === name ? mapSchemas(item, draft, change) : item)),
      };
    else if (isObject(held))
      result = {
        ...result,
        [keyword]: Object.fromEntries(
          Object.entries(held).map(([key, item]) => [key, key === name ? mapSchemas(item, draft, change) : item]),
        ),
      };
  }
  return change(result);
}

/** Every schema of a document, with the tokens that lead to it. */
export function* schemasIn(
  schema: Plain,
  draft: Draft,
  tokens: readonly string[] = [],
): Generator<{ readonly schema: PlainObject; readonly tokens: readonly string[] }> {
  if (!isObject(schema)) return;
  yield { schema, tokens };
  for (const inner of childrenOf(schema, draft)) {
    const [keyword = '', name] = inner;
    const held = schema[keyword] ?? null;
    const child = name === undefined ? held : ((held as PlainObject)[name] ?? null);
    yield* schemasIn(child, draft, [...tokens, ...inner]);
  }
}

const IN_PLACE = new Set(['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependencies', 'dependentSchemas']);

/** Whether a reference leads back to itself on the spot: the drafts leave open what that means, and validators overflow. */
export function isCircular(document: PlainObject): boolean {
  const draft = draftOf(document);
  const finished = new Set<Plain>();
  const isOnCircle = (schema: Plain, path: ReadonlySet<Plain>): boolean => {
    if (!isObject(schema) || finished.has(schema)) return false;
    if (path.has(schema)) return true;
    const inner = new Set([...path, schema]);
    const next = childrenOf(schema, draft)
      .filter(([keyword = '']) => IN_PLACE.has(keyword))
      .map((tokens) => valueAt(schema, tokens));
    const { $ref } = schema;
    if (typeof $ref === 'string' && $ref.startsWith('#')) next.push(valueAt(document, $ref.split('/').slice(1)));
    const found = next.some((value) => isOnCircle(value, inner));
    finished.add(schema);
    return found;
  };
  return [...schemasIn(document, draft)].some(({ schema }) => isOnCircle(schema, new Set()));
}

const valueAt = (value: Plain, tokens: readonly string[]): Plain =>
  tokens.reduce<Plain>((at, token) => (at as PlainObject | null)?.[token] ?? null, value);
