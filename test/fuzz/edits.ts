import type { Random } from '../simulation/random.ts';
import { type Draft, hidesSiblings, isSchema, isSince, schemasIn } from './drafts.ts';
import { isList, isObject, type Plain, type PlainObject, put, replaceAt, without } from './plain.ts';
import { type SchemaMaker, together } from './schemas.ts';

const THEN = 'then';

export interface Editing {
  readonly random: Random;
  readonly draft: Draft;
  readonly maker: SchemaMaker;
}
type Edit = (schema: PlainObject, editing: Editing) => Plain;

/** A schema that says nearly what another one says: it was edited at a few places, as people do or as refactorings do. */
export function edited(document: PlainObject, editing: Editing): PlainObject {
  const { random, draft } = editing;
  let result = document;
  for (let count = random.pick([1, 1, 2, 3]); count > 0; count--) {
    const places = [...schemasIn(result, draft)].filter(({ schema }) => !('$ref' in schema));
    if (places.length === 0) return result;
    const { schema, tokens } = random.chance(0.3) && places[0] ? places[0] : random.pick(places);
    const next = random.pick(EDITS)(schema, editing);
    if (tokens.length === 0 && !isObject(next)) continue;
    result = replaceAt(result, tokens, keepDefinitions(next, schema)) as PlainObject;
  }
  return result;
}

/** References lead to definitions at the root: an edit that wraps it leaves them there. */
function keepDefinitions(next: Plain, schema: PlainObject): Plain {
  if (!isObject(next)) return next;
  const kept = ['$schema', 'definitions', '$defs'].filter((keyword) => schema[keyword] !== undefined);
  return put(
    next,
    kept.map((keyword) => [keyword, schema[keyword] ?? null]),
  );
}

const body = (schema: PlainObject): PlainObject =>
  ['$schema', 'definitions', '$defs'].reduce((rest, keyword) => without(rest, keyword), schema);

const inner = (editing: Editing): PlainObject => {
  const made = editing.maker.schema(1);
  return isObject(made) ? made : {};
};
const not = (schema: Plain): PlainObject => ({ not: schema });

const change = (schema: PlainObject, { random, maker }: Editing): Plain => {
  const keywords = Object.keys(body(schema));
  if (keywords.length === 0) return maker.facet(1);
  const keyword = random.pick(keywords);
  const value = schema[keyword] ?? null;
  if (typeof value === 'number' && keyword !== 'const') {
    const moved = Math.max(
      value + random.pick([-1, 1]),
      keyword === 'multipleOf' ? 1 : keyword.match(/(Length|Items|Properties|Contains)$/) ? 0 : -9,
    );
    return put(schema, [[keyword, moved]]);
  }
  if (isList(value) && value.length > 1 && keyword !== 'items') {
    const at = random.int(0, value.length - 1);
    return put(schema, [[keyword, value.filter((_, index) => index !== at)]]);
  }
  if (keyword === 'enum' && isList(value)) return put(schema, [[keyword, [...value, 'new']]]);
  if (isObject(value) && !isSchema(schema[keyword])) return schema;
  return without(schema, keyword);
};

const addProperty = (schema: PlainObject, { maker }: Editing): Plain => {
  const known = isObject(schema['properties']) ? schema['properties'] : {};
  return put(schema, [['properties', put(known, [[maker.name(), maker.schema(1)]])]]);
};
const takeProperty = (schema: PlainObject, { random }: Editing): Plain => {
  const known = schema['properties'];
  if (!isObject(known) || Object.keys(known).length === 0) return schema;
  return put(schema, [['properties', without(known, random.pick(Object.keys(known)))]]);
};

/** What a schema says in other words, or half of it. */
const split = (schema: PlainObject, editing: Editing): Plain => {
  const [whole, condition] = [body(schema), inner(editing)];
  const branches = [together(whole, condition), together(whole, not(condition))];
  return { [editing.random.pick(['oneOf', 'anyOf'])]: editing.random.chance(0.8) ? branches : branches.slice(0, 1) };
};
const conditional = (schema: PlainObject, editing: Editing): Plain => {
  const [whole, condition] = [body(schema), inner(editing)];
  if (!isSince(editing.draft, '7')) return { anyOf: [together(whole, condition), together(whole, not(condition))] };
  return { if: condition, [THEN]: whole, else: editing.random.chance(0.7) ? whole : inner(editing) };
};
const wrap = (schema: PlainObject, editing: Editing): Plain =>
  editing.random.pick<(whole: PlainObject) => PlainObject>([
    (whole) => ({ allOf: [whole] }),
    (whole) => ({ anyOf: [whole, whole] }),
    (whole) => ({ oneOf: [whole] }),
    (whole) => not(not(whole)),
    (whole) => ({ allOf: Object.entries(whole).map(([keyword, value]) => ({ [keyword]: value })) }),
    (whole) => ({ anyOf: [whole, inner(editing)] }),
    (whole) => ({ allOf: [whole, inner(editing)] }),
  ])(body(schema));

/** A condition about the opposite of what the schema says at some place: such that, as far as one sees, it never holds. */
function aboutTheOpposite(schema: PlainObject, editing: Editing): Plain {
  const { random, draft } = editing;
  const opposite = oppositeSomewhere(schema, editing, 2);
  if (!opposite) return addProperty(schema, editing);
  const consequence = random.chance(0.5) ? { required: ['guardian'] } : inner(editing);
  const forms: readonly PlainObject[] = [
    not(opposite),
    { oneOf: [body(schema), opposite] },
    { anyOf: [body(schema), opposite] },
    { anyOf: [not(opposite), consequence] },
    ...(isSince(draft, '7') ? [{ if: opposite, [THEN]: consequence }] : []),
    ...(isSince(draft, '6') ? [{ not: { contains: opposite } }] : []),
  ];
  const form = random.pick(forms);
  if (random.chance(0.3)) return form;
  return together(schema, form);
}

function oppositeSomewhere(schema: PlainObject, editing: Editing, depth: number): PlainObject | undefined {
  const { random } = editing;
  const properties = isObject(schema['properties']) ? Object.entries(schema['properties']) : [];
  const deeper = properties.filter(([, value]) => isObject(value));
  if (depth > 0 && deeper.length > 0 && random.chance(0.75)) {
    const [name, value] = random.pick(deeper);
    const opposite = oppositeSomewhere(value as PlainObject, editing, depth - 1);
    return opposite && { properties: { [name]: opposite }, required: [name] };
  }
  const found = Object.entries(body(schema)).flatMap(([keyword, value]) => oppositesOf(keyword, value, editing.draft));
  return found.length > 0 ? random.pick(found) : undefined;
}

const COUNTED = ['Length', 'Items', 'Properties'];

/** What an assertion excludes among the values of the type that it speaks of. */
function oppositesOf(keyword: string, value: Plain, draft: Draft): readonly PlainObject[] {
  if (typeof value === 'number') {
    if (keyword === 'minimum')
      return isSince(draft, '6') ? [{ exclusiveMaximum: value }] : [{ maximum: value, exclusiveMaximum: true }];
    if (keyword === 'maximum')
      return isSince(draft, '6') ? [{ exclusiveMinimum: value }] : [{ minimum: value, exclusiveMinimum: true }];
    if (keyword === 'exclusiveMinimum') return [{ maximum: value }];
    if (keyword === 'exclusiveMaximum') return [{ minimum: value }];
    for (const what of COUNTED) {
      if (keyword === `min${what}` && value > 0) return [{ [`max${what}`]: value - 1 }];
      if (keyword === `max${what}`) return [{ [`min${what}`]: value + 1 }];
    }
  }
  if (keyword === 'required' && isList(value) && typeof value[0] === 'string')
    return [{ properties: { [value[0]]: isSince(draft, '6') ? false : not({}) } }];
  if (['items', 'propertyNames', 'contains'].includes(keyword) && isObject(value))
    return [{ [keyword]: not(value) }, not({ [keyword]: value })];
  return [not({ [keyword]: value })];
}

/** A reference in place of what it leads to, or the other way round. */
const inlined = (schema: PlainObject, editing: Editing): Plain =>
  hidesSiblings(editing.draft) ? { allOf: [body(schema)] } : { allOf: [{}, body(schema)] };

const EDITS: readonly Edit[] = [
  change,
  change,
  change,
  (schema, { maker }) => together(schema, maker.facet(1)),
  addProperty,
  takeProperty,
  split,
  conditional,
  wrap,
  wrap,
  aboutTheOpposite,
  aboutTheOpposite,
  aboutTheOpposite,
  aboutTheOpposite,
  inlined,
];
