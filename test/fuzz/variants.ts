import { Random } from '../simulation/random.ts';
import {
  type Draft,
  definitionsOf,
  draftOf,
  foreignHolders,
  hidesSiblings,
  isSince,
  mapSchemas,
  schemasIn,
} from './drafts.ts';
import { isObject, type Plain, type PlainObject, put, without } from './plain.ts';

/** Few, so that schemas which have nothing to do with each other meet under one name. */
const ADDRESSES = [
  'https://example.com/a',
  'https://example.com/a',
  'https://example.com/b',
  'http://example.com/b/c.json',
  'file:///schemas/a.json',
  'urn:example:a',
  'schemas/c',
];
/** Addresses against which a relative one resolves. */
const ROOTS = ['https://example.com/root', 'https://example.com/a', 'http://example.com/x/y.json'];

/** How a definition is referred to: by where it stands, by an anchor, or as a resource with an address of its own. */
type Style =
  | { readonly by: 'pointer'; readonly tokens: readonly string[] }
  | { readonly by: 'anchor'; readonly tokens: readonly string[]; readonly anchor: string }
  | { readonly by: 'address'; readonly tokens: readonly string[]; readonly address: string };

/**
 * The same schema, written differently: members in another order, definitions renamed, moved and referred to by anchors
 * and addresses, keywords of other drafts beside them, with the same anchors and addresses in what they hold.
 */
export function variantOf(document: PlainObject, seed: number): PlainObject {
  const random = new Random(seed);
  const draft = draftOf(document);
  const keyword = definitionsOf(draft);
  const known = isPlain(document) && isObject(document[keyword]) ? document[keyword] : {};
  const styles = stylesOf(Object.keys(known), { random, draft });
  const isNamed = [...styles.values()].some(({ by }) => by === 'address') || (isPlain(document) && random.chance(0.3));
  const taken = new Set([...styles.values()].map((style) => (style.by === 'address' ? style.address : '')));
  const root = isNamed ? random.pick(ROOTS.filter((address) => !taken.has(address))) : undefined;
  const from = (schema: Plain, base: string | undefined): Plain =>
    mapSchemas(schema, draft, (inner) => redirected(inner, { styles, base, draft }));
  const isOurs = styles.size > 0;
  let result = from(isOurs ? without(document, keyword) : document, undefined) as PlainObject;
  for (const [name, style] of styles) {
    const target = from(known[name] ?? {}, style.by === 'address' ? (root ?? '') : undefined);
    result = plant(result, style.tokens, named(target, style, draft));
  }
  const decoys = [...styles.values()].map((style) => identifier(style, draft)).filter((entry) => entry !== undefined);
  result = mapSchemas(result, draft, (inner) => decorated(inner, { random, draft, decoys })) as PlainObject;
  if (root !== undefined) result = put(result, [[draft === '4' ? 'id' : '$id', root]]);
  return mapSchemas(result, draft, (inner) => shuffled(inner, random)) as PlainObject;
}

/** Whether all references lead to definitions at the root, and nothing has a name yet: what people write is left so. */
const isPlain = (document: PlainObject): boolean => {
  const text = JSON.stringify(document);
  if (/"(\$?id|\$anchor|\$dynamicRef|\$recursiveRef)":/.test(text)) return false;
  return [...text.matchAll(/"\$ref":"([^"]*)"/g)].every(([, to]) =>
    /^#(\/(definitions|\$defs)\/[^/%~]+)?$/.test(to ?? ''),
  );
};

function stylesOf(
  names: readonly string[],
  { random, draft }: { random: Random; draft: Draft },
): ReadonlyMap<string, Style> {
  const keyword = definitionsOf(draft);
  return new Map(
    names.map((name, at): [string, Style] => {
      const other = random.pick([name, `${name}${at}`, `other${at}`, 'a/b~c %'.slice(0, 3 + at)]);
      // Definitions may stand inside each other's holders, too.
      const tokens = random.chance(0.3) ? [keyword, 'group', keyword, `${other}-${at}`] : [keyword, `${other}-${at}`];
      const choice = random.next();
      if (choice < 0.35)
        return [name, { by: 'address', tokens, address: `${random.pick(ADDRESSES)}${at === 0 ? '' : at}` }];
      if (choice < 0.7) return [name, { by: 'anchor', tokens, anchor: `${random.pick(['x', 'y', 'toString'])}${at}` }];
      return [name, { by: 'pointer', tokens }];
    }),
  );
}

interface Redirection {
  readonly styles: ReadonlyMap<string, Style>;
  /** The document's address, seen from a resource inside it. */
  readonly base: string | undefined;
  readonly draft: Draft;
}

function redirected(schema: PlainObject, { styles, base, draft }: Redirection): PlainObject {
  const reference = schema['$ref'];
  if (typeof reference !== 'string') return schema;
  if (reference === '#') return base === undefined ? schema : { ...schema, $ref: base };
  const style = styles.get(reference.slice(`#/${definitionsOf(draft)}/`.length));
  return style ? { ...schema, $ref: referenceTo(style, base ?? '') } : schema;
}

function referenceTo(style: Style, base: string): string {
  switch (style.by) {
    case 'address':
      // Seen from inside another resource, a relative address would be another one.
      return base === '' ? style.address : new URL(style.address, base).href;
    case 'anchor':
      return `${base}#${style.anchor}`;
    case 'pointer':
      return `${base}#/${style.tokens.map((token) => encodeURIComponent(token.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
  }
}

/** What gives a schema its name in the draft. */
function identifier(style: Style, draft: Draft): readonly [string, Plain] | undefined {
  const id = draft === '4' ? 'id' : '$id';
  if (style.by === 'address') return [id, style.address];
  if (style.by === 'anchor') return isSince(draft, '2019-09') ? ['$anchor', style.anchor] : [id, `#${style.anchor}`];
  return undefined;
}

function named(target: Plain, style: Style, draft: Draft): Plain {
  const entry = identifier(style, draft);
  if (!entry) return target;
  // A boolean has no name, and beside a reference older drafts see none.
  if (!isObject(target)) return put(target === false ? { not: {} } : {}, [entry]);
  return hidesSiblings(draft) && '$ref' in target ? put({ allOf: [target] }, [entry]) : put(target, [entry]);
}

function plant(document: PlainObject, [token = '', ...rest]: readonly string[], schema: Plain): PlainObject {
  const inner = document[token];
  return put(document, [[token, rest.length === 0 ? schema : plant(isObject(inner) ? inner : {}, rest, schema)]]);
}

interface Decoration {
  readonly random: Random;
  readonly draft: Draft;
  readonly decoys: readonly (readonly [string, Plain])[];
}

/** Beside the keywords that count, some that do not: of other drafts or of nobody, annotations, data that looks like schemas. */
function decorated(schema: PlainObject, { random, draft, decoys }: Decoration): PlainObject {
  if (!random.chance(0.35) || (hidesSiblings(draft) && '$ref' in schema)) return schema;
  const type = random.pick(['string', 'integer', 'object', 'null']);
  const decoy = Object.fromEntries([['type', type] as const, ...(decoys.length > 0 ? [random.pick(decoys)] : [])]);
  const choice = random.int(0, 5);
  if (choice === 0) return put(schema, [['x-note', random.pick<Plain>([decoy, [decoy], { a: decoy }])]]);
  if (choice === 1) return put(schema, [[random.pick(['default', 'x-example']), decoy]]);
  if (choice === 2)
    return put(schema, [
      ['examples', [decoy]],
      ['title', 'A title'],
      ['$comment', 'A comment'],
    ]);
  const foreign = foreignHolders(draft).filter(([keyword]) => schema[keyword] === undefined);
  if (foreign.length === 0) return schema;
  const [keyword, shape] = random.pick(foreign);
  const held = { schema: decoy, list: [decoy], map: { a: decoy } }[shape];
  return put(schema, [[keyword, held]]);
}

function shuffled(schema: PlainObject, random: Random): PlainObject {
  const entries = Object.entries(schema);
  for (let at = entries.length - 1; at > 0; at--) {
    const other = random.int(0, at);
    const [one, two] = [entries[at], entries[other]];
    if (one && two) [entries[at], entries[other]] = [two, one];
  }
  return Object.fromEntries(entries);
}

/** The schema with one of its references led to nowhere; `undefined` where it has none. */
export function danglingOf(document: PlainObject, random: Random): PlainObject | undefined {
  const draft = draftOf(document);
  const holders = [...schemasIn(document, draft)].filter(({ schema }) => typeof schema['$ref'] === 'string');
  if (holders.length === 0) return undefined;
  const chosen = random.pick(holders).schema;
  const nowhere = random.pick([
    '#/definitions/nowhere',
    '#nowhere',
    'https://elsewhere.example/schema.json',
    'other.json#/a',
    '#/%zz',
  ]);
  return mapSchemas(document, draft, (schema) =>
    JSON.stringify(schema) === JSON.stringify(chosen) ? { ...schema, $ref: nowhere } : schema,
  ) as PlainObject;
}

/** Whether a reference that leads to a definition, as all do that are made here, leads to none. */
export function isDangling(document: PlainObject): boolean {
  const draft = draftOf(document);
  return [...schemasIn(document, draft)].some(({ schema: { $ref } }) => {
    const [, holder = '', name = ''] = /^#\/([^/]+)\/([^/]+)$/.exec(typeof $ref === 'string' ? $ref : '') ?? [];
    const definitions = document[holder];
    return holder !== '' && !(isObject(definitions) && Object.hasOwn(definitions, name));
  });
}
