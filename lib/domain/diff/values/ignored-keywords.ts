import { canonicalJson, jsonEquals } from '../../schema/canonical.ts';
import { hidesRefSiblings } from '../../schema/dialect.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { isAsserting, isInert, roleOf } from '../../schema/keywords.ts';
import { extendPointer } from '../../schema/pointer.ts';
import type { Part, SchemaNode } from '../schema-node.ts';
import { describeTypes } from './type-set.ts';

/** A keyword that says nothing where it is, and why. */
export interface Ignored {
  readonly keyword: string;
  readonly value: JsonValue;
  readonly pointer: string;
  /** `is ignored beside $ref in draft-07`. */
  readonly why: string;
}

/**
 * The keywords of a place that say nothing there: of another draft, beside a `$ref` that hides them, of a type that the
 * value never has, or without the keyword that they belong to.
 */
const ignoredKeywords = (node: SchemaNode): readonly Ignored[] =>
  node.parts.flatMap((part) => {
    const { schema, pointer } = part.location;
    if (!isJsonObject(schema)) return [];
    return Object.entries(schema).flatMap(([keyword, value]): readonly Ignored[] => {
      const why = reasonOf(node, part, keyword);
      return why === undefined || value === undefined
        ? []
        : [{ keyword, value, pointer: extendPointer(pointer, [keyword]), why }];
    });
  });

/** By keyword, what a place ignores and the other neither ignores nor heeds: each keyword once. */
export function ignoredOnlyIn(node: SchemaNode, other: SchemaNode): ReadonlyMap<string, Ignored> {
  const theirs = new Set(ignoredKeywords(other).map(textOf));
  const isHeeded = ({ keyword, value }: Ignored): boolean =>
    other.stated(keyword).some((stated) => jsonEquals(stated.value, value));
  return new Map(
    ignoredKeywords(node)
      .filter((ignored) => !theirs.has(textOf(ignored)) && !isHeeded(ignored))
      .reverse()
      .map((ignored) => [ignored.keyword, ignored]),
  );
}

const textOf = ({ keyword, value }: Ignored): string => canonicalJson([keyword, value]);

function reasonOf(node: SchemaNode, { schema, location }: Part, keyword: string): string | undefined {
  const { dialect } = location.resource;
  const written = isJsonObject(location.schema) ? location.schema : {};
  // Keywords that others refer to, or that name a schema, count at their place in every draft.
  const role = roleOf(keyword);
  if (role === 'defines' || role === 'identifies') return undefined;
  if (isInert(keyword, dialect)) return `is not a keyword of ${dialect}`;
  if (hidesRefSiblings(dialect) && typeof written['$ref'] === 'string' && keyword !== '$ref')
    return isAsserting(keyword) ? `is ignored beside $ref in ${dialect}` : undefined;
  // The assertions of the null form of a nullable schema are reported by the nullability rules.
  if (!(keyword in schema)) return undefined;
  const partner = PARTNERS.get(keyword);
  if (partner && !partner.some((name) => isPartner(keyword, schema[name])))
    return `says nothing without ${partner.join(' or ')}`;
  const type = TYPE_OF.get(keyword);
  return type === undefined || node.canBe(type) ? undefined : `says nothing of ${describeTypes(node.types)}`;
}

/** The keywords that a keyword needs beside it in the same schema. */
const PARTNERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['if', ['then', 'else']],
  ['then', ['if']],
  ['else', ['if']],
  ['minContains', ['contains']],
  ['maxContains', ['contains']],
  ['additionalItems', ['items']],
]);

/** Further items are those behind a list in `items`; one schema there leaves none. */
const isPartner = (keyword: string, partner: JsonValue | undefined): boolean =>
  keyword === 'additionalItems' ? isJsonArray(partner) : partner !== undefined;

type Type = Parameters<SchemaNode['canBe']>[0];
const KEYWORDS_OF: Readonly<Record<Type, readonly string[]>> = {
  object: [
    ...['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties', 'propertyNames'],
    ...['required', 'minProperties', 'maxProperties', 'dependentRequired', 'dependentSchemas', 'dependencies'],
  ],
  array: [
    ...['items', 'prefixItems', 'additionalItems', 'unevaluatedItems', 'contains', 'minContains', 'maxContains'],
    ...['minItems', 'maxItems', 'uniqueItems'],
  ],
  string: ['minLength', 'maxLength', 'pattern'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
};
const TYPES: readonly Type[] = ['object', 'array', 'string', 'number'];
const TYPE_OF: ReadonlyMap<string, Type> = new Map(
  TYPES.flatMap((type) => KEYWORDS_OF[type].map((keyword) => [keyword, type] as const)),
);
