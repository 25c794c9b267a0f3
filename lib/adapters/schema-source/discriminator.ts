import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { follow } from './api-document.ts';
import { jsonObject } from './json-object.ts';

/** A chain of references and `allOf`s that is followed in search of a member's values. */
const MAX_DEPTH = 20;

/**
 * The schema with a condition beside each branch of its `oneOf` or `anyOf`: the values of the discriminator that stand
 * for it (OpenAPI 3.1.1, 4.8.25: those that its mapping names, else the component's own name). Validators read no
 * `discriminator`, so that without it branches overlap, and a value may be renamed unseen. A branch that states the
 * member's values or another type itself keeps its own word, and so does one whose schema does not stand in the document.
 */
export function withConditions(schema: JsonObject, document: JsonValue): JsonObject {
  const { discriminator } = schema;
  const property = isJsonObject(discriminator) ? discriminator['propertyName'] : undefined;
  if (!isJsonObject(discriminator) || typeof property !== 'string') return schema;
  const changed = ['oneOf', 'anyOf'].flatMap((keyword) => {
    const branches = schema[keyword];
    if (!isJsonArray(branches)) return [];
    return [[keyword, branches.map((branch) => conditioned(branch, { discriminator, property, document }))] as const];
  });
  return jsonObject(schema, Object.fromEntries(changed));
}

interface Choice {
  readonly discriminator: JsonObject;
  readonly property: string;
  readonly document: JsonValue;
}

function conditioned(branch: JsonValue, { discriminator, property, document }: Choice): JsonValue {
  const reference = isJsonObject(branch) ? branch['$ref'] : undefined;
  if (typeof reference !== 'string') return branch;
  const name = componentName(reference);
  const target = name === undefined ? undefined : follow(document, ['components', 'schemas', name]);
  if (name === undefined || target === undefined || speaksFor(target, { property, document, depth: 0 })) return branch;
  const names = namesOf(discriminator['mapping'], { reference, name });
  const condition = jsonObject({
    properties: jsonObject({ [property]: jsonObject({ enum: names }) }),
    required: [property],
  });
  return jsonObject({ allOf: [branch, condition] });
}

/** The values that stand for a component. One that is mapped goes by those names, as serialisers write it. */
function namesOf(
  mapping: JsonValue | undefined,
  { reference, name }: { readonly reference: string; readonly name: string },
): readonly string[] {
  const mapped = Object.entries(isJsonObject(mapping) ? mapping : {}).flatMap(([value, to]) =>
    to === reference || to === name ? [value] : [],
  );
  return mapped.length > 0 ? mapped : [name];
}

function componentName(reference: string): string | undefined {
  const [components, schemas, name, ...rest] = reference.startsWith('#/') ? pointerTokens(reference.slice(1)) : [];
  return components === 'components' && schemas === 'schemas' && rest.length === 0 ? name : undefined;
}

interface Search {
  readonly property: string;
  readonly document: JsonValue;
  readonly depth: number;
}

/** Whether a schema says itself which values the member has, or is a choice again whose branches may. */
function speaksFor(schema: JsonValue | undefined, search: Search): boolean {
  if (!isJsonObject(schema) || search.depth > MAX_DEPTH) return true;
  const inner = { ...search, depth: search.depth + 1 };
  const { $ref, allOf, oneOf, anyOf, properties } = schema;
  const member = isJsonObject(properties) ? properties[search.property] : undefined;
  return (
    oneOf !== undefined ||
    anyOf !== undefined ||
    (member !== undefined && statesValues(member, inner)) ||
    (isJsonArray(allOf) && allOf.some((part) => speaksFor(part, inner))) ||
    (typeof $ref === 'string' && speaksFor(targetOf($ref, search.document), inner))
  );
}

function statesValues(member: JsonValue | undefined, search: Search): boolean {
  if (!isJsonObject(member) || search.depth > MAX_DEPTH) return true;
  const { type, $ref } = member;
  const isText = type === undefined || type === 'string' || (isJsonArray(type) && type.includes('string'));
  // What else may narrow it is not looked into: a condition that contradicts it would leave nothing.
  const isPlain = Object.keys(member).every((keyword) => PLAIN.has(keyword) || keyword.startsWith('x-'));
  if (typeof $ref === 'string')
    return statesValues(targetOf($ref, search.document), { ...search, depth: search.depth + 1 });
  return !isText || !isPlain;
}

const PLAIN: ReadonlySet<string> = new Set(
  'type title description default example examples deprecated readOnly nullable minLength'.split(' '),
);

const targetOf = (reference: string, document: JsonValue): JsonValue | undefined =>
  reference.startsWith('#/') ? follow(document, pointerTokens(reference.slice(1))) : undefined;
