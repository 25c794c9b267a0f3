import { canonicalValue, jsonEquals } from '../../schema/canonical.ts';
import type { SchemaDocument, SchemaLocation } from '../../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { extendPointer, findMember, pointerTokens } from '../../schema/pointer.ts';
import type { ContentModel } from '../../verdict.ts';
import { EVERY_TYPE, NULL } from '../algebra/formula.ts';
import { holds } from '../algebra/holds.ts';
import { presence } from '../algebra/presence.ts';
import type { Engine } from '../engine.ts';
import { confirm } from '../inclusion.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { RequiredShape } from '../witness/required-shape.ts';

/** Keywords that say one thing together: who isolates one takes the others along. */
const GROUPS: readonly (readonly string[])[] = [
  ['contains', 'minContains', 'maxContains'],
  ['if', 'then', 'else'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
];
/** Keywords that depend on the names and positions that their siblings list, but not on the values of these. */
const SURROUNDED: Readonly<Record<string, readonly string[]>> = {
  additionalProperties: ['properties', 'patternProperties'],
  additionalItems: ['items'],
  items: ['prefixItems'],
};
/** Keywords that depend on everything around them, or stand for another schema: no part of them says the whole. */
const INSEPARABLE: ReadonlySet<string> = new Set([
  '$ref',
  '$dynamicRef',
  '$recursiveRef',
  'allOf',
  'unevaluatedItems',
  'unevaluatedProperties',
]);

/**
 * The part of a schema that one keyword says, with the siblings that it cannot be read without: of
 * `{type, properties: {a: X}, additionalProperties: false}` and `additionalProperties` it is
 * `{properties: {a: true}, additionalProperties: false}`. Every document that the part rejects, the schema rejects.
 * `undefined` if the schema does not have the keyword, or it cannot be taken out.
 */
export function isolate(location: SchemaLocation, keyword: string, member?: string): SchemaLocation | undefined {
  const { schema } = location;
  const value = isJsonObject(schema) ? schema[keyword] : undefined;
  if (!isJsonObject(schema) || value === undefined || INSEPARABLE.has(keyword)) return undefined;
  const group = GROUPS.find((keywords) => keywords.includes(keyword)) ?? [keyword];
  const around = SURROUNDED[keyword] ?? [];
  const part: Record<string, JsonValue> = {};
  for (const one of [...group, ...around]) if (schema[one] !== undefined) part[one] = schema[one];
  if (keyword === 'required' && member !== undefined && isJsonArray(value))
    part['required'] = value.filter((name) => name === member);
  if (keyword === 'properties' && member !== undefined && isJsonObject(value)) {
    if (!Object.hasOwn(value, member)) return undefined;
    part['properties'] = Object.assign(Object.create(null), { [member]: value[member] ?? true });
  }
  const { document } = location;
  const excerpt: SchemaLocation = { ...location, schema: part, document: new Excerpt(document, new Set(around)) };
  return excerpt;
}

/** A document in which the schemas under some keywords accept everything: of these only the names or positions count. */
class Excerpt implements SchemaDocument {
  readonly #whole: SchemaDocument;
  readonly #open: ReadonlySet<string>;

  constructor(whole: SchemaDocument, open: ReadonlySet<string>) {
    this.#whole = whole;
    this.#open = open;
  }
  get root(): SchemaLocation {
    return this.#whole.root;
  }
  get locations(): readonly SchemaLocation[] {
    return this.#whole.locations;
  }
  get entrances(): readonly SchemaLocation[] {
    return this.#whole.entrances;
  }
  get problems(): SchemaDocument['problems'] {
    return this.#whole.problems;
  }
  resolve(from: SchemaLocation, reference: string): SchemaLocation | undefined {
    return this.#whole.resolve(from, reference);
  }
  resolveAnywhere(from: SchemaLocation, reference: string): SchemaLocation | undefined {
    return this.#whole.resolveAnywhere(from, reference);
  }
  at(pointer: string): SchemaLocation | undefined {
    return this.#whole.at(pointer);
  }
  child(from: SchemaLocation, tokens: readonly string[]): SchemaLocation | undefined {
    const found = this.#whole.child(from, tokens);
    return found && this.#open.has(tokens[0] ?? '') ? { ...found, schema: true } : found;
  }
}

/** Where a change is looked for: who sends, and who rejects by which keyword. */
export interface IsolatedBreak {
  readonly from: SchemaInScope;
  readonly to: SchemaInScope;
  /** The part of the rejecting side that the change is about; see `isolate`. */
  readonly part: SchemaInScope;
  /** The part is in a nullable form: null is accepted besides. */
  readonly orNull: boolean;
  /** The very value that the change is about, if it is one. */
  readonly value?: JsonValue | undefined;
}

/** `harmless`: nothing that is sent is rejected by this part, so the change breaks nothing by itself. */
export type IsolatedProof =
  | { readonly proof: 'breaking'; readonly witness: JsonValue }
  | { readonly proof: 'harmless' }
  | { readonly proof: 'unknown' };

/** Searches a record that one side sends and that one keyword of the other rejects: the change there needs no other to break. */
export function proveAlone(engine: Engine, question: IsolatedBreak, contentModel: ContentModel): IsolatedProof {
  const { compiler, formulas, evaluator } = engine;
  const { from, to, part, orNull, value } = question;
  const isWitness = (candidate: JsonValue): boolean =>
    (value === undefined || jsonEquals(candidate, value)) &&
    engine.isEmitted(from, candidate, contentModel) &&
    evaluator.isValid(part, candidate) === false &&
    evaluator.isValid(to, candidate) === false;
  if (value !== undefined && isWitness(value)) return { proof: 'breaking', witness: value };
  const outcome = engine.find([
    engine.emitted(from, contentModel),
    formulas.not(compiler.formulaOf(part)),
    ...(orNull ? [formulas.types(EVERY_TYPE & ~NULL)] : []),
    ...(value === undefined ? [] : [formulas.values([value])]),
  ]);
  if (outcome.kind === 'empty') return { proof: 'harmless' };
  const confirmed = confirm(engine, outcome, { isWitness, from, required: new RequiredShape(from, engine.graph) });
  return confirmed.ok ? { proof: 'breaking', witness: confirmed.value } : { proof: 'unknown' };
}

export interface Absence {
  readonly record: JsonValue;
  /** No record at all can have it. */
  readonly isLost: boolean;
}

/**
 * A whole record without a field that it might be expected to have, and with those beside it as far as there may be:
 * `undefined` if none was found, or if what holds the field cannot occur either.
 */
export function proveAbsence(
  engine: Engine,
  {
    root,
    pointer,
    beside,
  }: { readonly root: SchemaInScope; readonly pointer: string; readonly beside: readonly string[] },
  contentModel: ContentModel,
): Absence | undefined {
  const { formulas } = engine;
  const emitted = engine.emitted(root, contentModel);
  const holder = pointer.slice(0, pointer.lastIndexOf('/'));
  const without = [emitted, presence(holder, engine), formulas.not(presence(pointer, engine))];
  const company = beside.map((name) => presence(extendPointer(holder, [name]), engine));
  for (const wanted of company.length > 0 ? [[...without, ...company], without] : [without]) {
    const isWitness = (value: JsonValue): boolean =>
      engine.isEmitted(root, value, contentModel) &&
      wanted.every((condition) => condition === emitted || holds(condition, value, engine.solver.algebra) === true);
    const confirmed = confirm(engine, engine.find(wanted), {
      isWitness,
      from: root,
      required: new RequiredShape(root, engine.graph),
    });
    if (!confirmed.ok) continue;
    const having = engine.find([emitted, presence(pointer, engine)]);
    if (having.kind === 'unknown') return undefined;
    return { record: confirmed.value, isLost: having.kind === 'empty' };
  }
  return undefined;
}

/** The whole record in which a value shows at a place what is broken there, made of another one that does so elsewhere. */
export function inRecord(record: JsonValue, pointer: string, value: JsonValue): JsonValue | undefined {
  const whole = put(record, pointerTokens(pointer), value);
  return whole === undefined ? undefined : canonicalValue(whole);
}

function put(whole: JsonValue, [token, ...rest]: readonly string[], value: JsonValue): JsonValue | undefined {
  if (token === undefined) return value;
  if (isJsonArray(whole)) {
    const at = token === '*' ? 0 : Number(token);
    const item = whole[at];
    const inner = item === undefined ? undefined : put(item, rest, value);
    return inner === undefined ? undefined : whole.map((one, index) => (index === at ? inner : one));
  }
  if (!isJsonObject(whole)) return undefined;
  const member = rest.length === 0 ? (findMember(whole, token) ?? null) : findMember(whole, token);
  const inner = member === undefined ? undefined : put(member, rest, value);
  if (inner === undefined) return undefined;
  return Object.assign(Object.create(null), whole, { [token]: inner });
}
