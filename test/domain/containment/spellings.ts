import { type Dialect, hidesRefSiblings, META_SCHEMAS } from '../../../lib/domain/schema/dialect.ts';
import { holdingsOf, isInert, KEYWORD_NAMES } from '../../../lib/domain/schema/keywords.ts';
import type { PlainSchema } from './arbitraries.ts';

type Members = Readonly<Record<string, unknown>>;
const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const definitionsKeyword = (dialect: Dialect): string => (hidesRefSiblings(dialect) ? 'definitions' : '$defs');

/** The members that give a place a name within its resource. */
function anchor(dialect: Dialect, name: string): Members {
  if (dialect === 'draft-04') return { id: `#${name}` };
  return hidesRefSiblings(dialect) ? { $id: `#${name}` } : { $anchor: name };
}

interface Parts {
  readonly dialect: Dialect;
  readonly root: PlainSchema;
  readonly one: PlainSchema;
  readonly two: PlainSchema;
  /** Whether `one` is referred to by a name of its own and not by a pointer. */
  readonly isNamed: boolean;
}

/** A schema of the dialect whose members `a` and `b` are definitions, `one` and `two`. */
export function definitions({ dialect, root, one, two, isNamed }: Parts): PlainSchema {
  const keyword = definitionsKeyword(dialect);
  const [whole, first, second] = [root, one, two].map((schema) => inDialect(schema, dialect));
  const named = isNamed && isObject(first) ? { ...first, ...anchor(dialect, 'one') } : first;
  const toFirst = { $ref: isNamed && isObject(first) ? '#one' : `#/${keyword}/one` };
  return {
    $schema: META_SCHEMAS[dialect],
    allOf: [whole, { properties: { a: toFirst, b: { $ref: `#/${keyword}/two` } } }],
    [keyword]: { one: named, two: second },
  };
}

/** Draft 4 has no boolean schemas and no numbers as exclusive bounds. */
function inDialect(schema: PlainSchema, dialect: Dialect): unknown {
  if (dialect !== 'draft-04') return schema;
  if (typeof schema === 'boolean') return schema ? {} : { not: {} };
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]): [string, unknown] => {
      if (name === 'exclusiveMinimum' || name === 'exclusiveMaximum') return [`m${name.slice(10)}`, value];
      const inner = (held: unknown): unknown => inDialect(held as PlainSchema, dialect);
      const [holding] = holdingsOf(name, '2020-12');
      if (holding === undefined) return [name, value];
      if (holding === 'schema') return [name, inner(value)];
      if (holding === 'list') return [name, (value as readonly unknown[]).map(inner)];
      return [name, Object.fromEntries(Object.entries(value as Members).map(([key, held]) => [key, inner(held)]))];
    }),
  );
}

/** The same with the members of every object in another order. */
export function shuffled<T>(value: T, seed: number): T {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  const shuffle = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(shuffle);
    if (!isObject(part)) return part;
    const left = Object.entries(part);
    const order: [string, unknown][] = [];
    while (left.length > 0)
      for (const [name, member] of left.splice(next(left.length), 1)) order.push([name, shuffle(member)]);
    return Object.fromEntries(order);
  };
  return shuffle(value) as T;
}

/** The same with other names for its definitions, in another alphabetical order. */
export const renamed = (schema: PlainSchema): PlainSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('one"', 'zero"').replaceAll('two"', 'first"'));

/** The same with its definitions a level deeper. */
export function moved(schema: PlainSchema, dialect: Dialect): PlainSchema {
  if (typeof schema === 'boolean') return schema;
  const keyword = definitionsKeyword(dialect);
  const text = JSON.stringify(schema).replaceAll(`"#/${keyword}/`, `"#/${keyword}/shelf/${keyword}/`);
  const written = JSON.parse(text) as Members;
  return { ...written, [keyword]: { shelf: { [keyword]: written[keyword] } } };
}

interface Strangers {
  readonly dialect: Dialect;
  readonly stranger: PlainSchema;
  /** Whether they stand before all that the draft knows. */
  readonly isFirst: boolean;
}

/** The same with every keyword that holds schemas in other drafts only, each with addresses and the names of the definitions. */
export function withStrangers(schema: PlainSchema, { dialect, stranger, isFirst }: Strangers): PlainSchema {
  if (typeof schema === 'boolean') return schema;
  const named = {
    ...(isObject(stranger) ? stranger : {}),
    ...{ id: '#one', $id: '#one', $anchor: 'one', $dynamicAnchor: 'one' },
    allOf: [{ $id: 'https://x.example/stranger', id: 'https://x.example/stranger', $ref: '#nowhere' }],
  };
  const added: Record<string, unknown> = { 'x-any': named };
  for (const name of KEYWORD_NAMES.filter((keyword) => isInert(keyword, dialect))) {
    const [holding] = DIALECTS.flatMap((other) => holdingsOf(name, other));
    if (holding === 'schema') added[name] = named;
    if (holding === 'list') added[name] = [named];
    if (holding === 'map') added[name] = { one: named };
  }
  return isFirst ? { ...added, ...schema } : { ...schema, ...added };
}
