import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { extendPointer, pointerTokens } from '../../domain/schema/pointer.ts';
import { findApiDocument, follow } from './api-document.ts';
import { jsonObject } from './json-object.ts';
import type { Part } from './part.ts';

/** Where the named schemas of API documents stand: OpenAPI 3 and AsyncAPI, Swagger 2.0. */
const HOLDERS = [['components', 'schemas'], ['definitions']] as const;

interface Component {
  readonly way: readonly string[];
  readonly name: string;
}

/**
 * Completes the `discriminator` of a named schema by the subtypes that its mapping leaves unsaid: whoever inherits from
 * it by `allOf` may come where it is expected, under its own name (OpenAPI 3.1.1, 4.8.25.1), and nothing in the schema
 * leads there. Subtypes in other files are not known.
 */
export function nameSubtypes(part: Part): void {
  const discriminator = discriminatorWithSubtypes(part);
  if (discriminator) part.rewrites.set('/discriminator', discriminator);
}

function discriminatorWithSubtypes({ file, pointer }: Part): JsonObject | undefined {
  const component = findApiDocument(file.value) && componentAt(pointerTokens(pointer));
  const schema = component && follow(file.value, pointerTokens(pointer));
  // A union names its forms itself.
  if (!component || !isJsonObject(schema) || schema['oneOf'] !== undefined || schema['anyOf'] !== undefined)
    return undefined;
  const stated = findDiscriminator(schema, file.value, new Set());
  const discriminator = typeof stated === 'string' ? jsonObject({ propertyName: stated }) : stated;
  if (!isJsonObject(discriminator)) return undefined;
  const mapping = isJsonObject(discriminator['mapping']) ? discriminator['mapping'] : jsonObject();
  const mapped = new Set(Object.values(mapping).map((target) => String(target).split('/').at(-1)));
  const unsaid = subtypesOf(component, file.value).filter((name) => !mapped.has(name) && mapping[name] === undefined);
  if (unsaid.length === 0) return undefined;
  const added = Object.fromEntries(unsaid.map((name) => [name, `#${extendPointer('', [...component.way, name])}`]));
  return jsonObject(discriminator, { mapping: jsonObject(mapping, added) });
}

/** Whether a reference of a part says what it inherits from; any other one names what may come. */
export const isInheritance = ({ file, pointer }: Part, at: string): boolean =>
  /^(?:\/allOf\/\d+)+\/\$ref$/.test(at) &&
  findApiDocument(file.value) !== undefined &&
  componentAt(pointerTokens(pointer)) !== undefined;

function componentAt(tokens: readonly string[]): Component | undefined {
  const way = HOLDERS.find((one) => one.length + 1 === tokens.length && one.every((token, at) => token === tokens[at]));
  const name = tokens.at(-1);
  return way && name !== undefined ? { way, name } : undefined;
}

/** The schema's own, or the one that it inherits. */
function findDiscriminator(
  schema: JsonValue | undefined,
  document: JsonValue,
  seen: Set<string>,
): JsonValue | undefined {
  if (!isJsonObject(schema)) return undefined;
  const { discriminator, $ref, allOf } = schema;
  if (discriminator !== undefined) return discriminator;
  if (typeof $ref === 'string' && !seen.has($ref)) {
    seen.add($ref);
    return findDiscriminator(followLocal($ref, document), document, seen);
  }
  for (const part of isJsonArray(allOf) ? allOf : []) {
    const found = findDiscriminator(part, document, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All that inherit, also by way of one another, by name. */
function subtypesOf({ way, name }: Component, document: JsonValue): readonly string[] {
  const components = follow(document, way);
  const heirs = new Map<string, string[]>();
  for (const [heir, schema] of isJsonObject(components) ? Object.entries(components) : [])
    for (const parent of parentsOf(schema)) {
      const component = componentAt(parent);
      if (component) heirs.set(component.name, [...(heirs.get(component.name) ?? []), heir]);
    }
  const found = new Set([name]);
  // The set grows while it is read.
  for (const one of found) for (const heir of heirs.get(one) ?? []) found.add(heir);
  return [...found].filter((one) => one !== name).sort();
}

function parentsOf(schema: JsonValue): readonly (readonly string[])[] {
  const allOf = isJsonObject(schema) ? schema['allOf'] : undefined;
  return (isJsonArray(allOf) ? allOf : []).flatMap((part) => {
    const reference = isJsonObject(part) ? part['$ref'] : undefined;
    if (typeof reference === 'string') return reference.startsWith('#/') ? [pointerTokens(reference.slice(1))] : [];
    return parentsOf(part);
  });
}

const followLocal = (reference: string, document: JsonValue): JsonValue | undefined =>
  reference.startsWith('#/') ? follow(document, pointerTokens(reference.slice(1))) : undefined;
