import { type Dialect, hidesRefSiblings } from '../schema/dialect.ts';
import type { SchemaDocument, SchemaLocation } from '../schema/document.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../schema/json.ts';
import { isAsserting, isInert } from '../schema/keywords.ts';
import { extendPointer } from '../schema/pointer.ts';
import { intersectTypes, readTypes, type TypeSet, typesOfValues, uniteTypes } from './values/type-set.ts';

/** One schema object of a conjunction. */
export interface Part {
  readonly schema: JsonObject;
  readonly location: SchemaLocation;
  /** Reached through `anyOf: [X, {type: null}]`: null is accepted besides what the part says. */
  readonly orNull: boolean;
}

/** An `anyOf` or `oneOf` that is more than a nullable form. */
export interface Union {
  readonly kind: 'anyOf' | 'oneOf';
  readonly branches: readonly SchemaLocation[];
  readonly pointer: string;
}

/** The value of a keyword in one part, and its location. */
export interface Stated {
  readonly value: JsonValue;
  readonly pointer: string;
  readonly part: Part;
}

export interface SchemaNodeOptions {
  /** Where the place is if no schema is there: an absent schema accepts everything. */
  readonly pointer?: string;
  /** Unions (by pointer) of which only one branch is wanted. */
  readonly chosen?: ReadonlyMap<string, SchemaLocation>;
}

/**
 * Everything that one place of a schema demands: its conjuncts, after local references, `allOf`, one-branch unions and
 * nullable forms were followed.
 */
export class SchemaNode {
  readonly document: SchemaDocument;
  readonly locations: readonly SchemaLocation[];
  readonly parts: readonly Part[];
  readonly unions: readonly Union[];
  /** A `false` is among the conjuncts. */
  readonly isImpossible: boolean;
  readonly types: TypeSet | undefined;
  /** Whether some `type` or union speaks of types, not an `enum` alone. */
  readonly declaresTypes: boolean;

  /** Where the place itself is in its document. */
  readonly pointer: string;

  constructor(document: SchemaDocument, locations: readonly SchemaLocation[], options: SchemaNodeOptions = {}) {
    this.document = document;
    this.locations = locations;
    this.pointer = locations[0]?.pointer ?? options.pointer ?? '';
    const collected = collect(document, locations, options.chosen ?? new Map());
    this.parts = collected.parts;
    this.unions = collected.unions;
    this.isImpossible = collected.isImpossible;
    const unionTypes = this.unions.map(({ branches }) => typesOfBranches(document, branches));
    this.types = [...this.parts.map(typesOfPart), ...unionTypes].reduce<TypeSet | undefined>(intersectTypes, undefined);
    this.declaresTypes = unionTypes.some((types) => types) || this.parts.some(({ schema }) => 'type' in schema);
  }

  readonly #stated = new Map<string, readonly Stated[]>();

  /** The values of a keyword, one for each part that has it. */
  stated(keyword: string): readonly Stated[] {
    const known = this.#stated.get(keyword);
    if (known) return known;
    const found = this.parts.flatMap((part): readonly Stated[] => {
      const value = part.schema[keyword];
      return value === undefined ? [] : [{ value, part, pointer: extendPointer(part.location.pointer, [keyword]) }];
    });
    this.#stated.set(keyword, found);
    return found;
  }

  /** Whether any part says so: 2019-09 and later read `deprecated`, `readOnly` and `writeOnly` like this. */
  isSet(keyword: string): boolean {
    return this.stated(keyword).some(({ value }) => value === true);
  }

  /** The outermost statement of a keyword: the one that an annotation's reader sees. */
  first(keyword: string): JsonValue | undefined {
    return this.stated(keyword)[0]?.value;
  }

  /** The pointer of the first of these keywords that is here, or else of the place itself. */
  pointerOf(...keywords: readonly string[]): string {
    for (const keyword of keywords) {
      const found = this.stated(keyword)[0];
      if (found) return found.pointer;
    }
    return this.pointer;
  }

  /** The schemas under `keyword` and further tokens, of all parts. */
  schemasAt(...tokens: readonly string[]): readonly SchemaLocation[] {
    return this.parts.flatMap((part) => schemaAt(this.document, part, tokens) ?? []);
  }

  canBe(type: 'object' | 'array' | 'string' | 'number'): boolean {
    if (!this.types) return true;
    return type === 'number' ? this.types.has('integer') || this.types.has('fraction') : this.types.has(type);
  }
}

/** The subschema of one part; `undefined` if its draft ignores the keyword. */
export function schemaAt(document: SchemaDocument, part: Part, tokens: readonly string[]): SchemaLocation | undefined {
  const [keyword = ''] = tokens;
  return part.schema[keyword] === undefined ? undefined : document.child(part.location, tokens);
}

interface Collected {
  readonly parts: Part[];
  readonly unions: Union[];
  isImpossible: boolean;
}

function collect(
  document: SchemaDocument,
  locations: readonly SchemaLocation[],
  chosen: ReadonlyMap<string, SchemaLocation>,
): Collected {
  const found: Collected = { parts: [], unions: [], isImpossible: false };
  const seen = new Set<string>();
  const open = locations.map((location) => ({ location, orNull: false }));
  // An index, not a shift(): an allOf may be long.
  for (let at = 0; at < open.length; at++) {
    const next = open[at];
    if (!next) break;
    const { location, orNull } = next;
    if (seen.has(location.pointer)) continue;
    seen.add(location.pointer);
    const { schema } = location;
    if (schema === false) found.isImpossible = true;
    if (!isJsonObject(schema)) continue;
    const target = typeof schema['$ref'] === 'string' ? document.resolve(location, schema['$ref']) : undefined;
    const isHidden = typeof schema['$ref'] === 'string' && hidesRefSiblings(location.resource.dialect);
    const effective = isHidden ? annotationsOf(schema) : withoutInert(schema, location.resource.dialect);
    found.parts.push({ schema: effective, location, orNull });
    if (target) open.push({ location: target, orNull });
    if (isHidden) continue;
    for (const keyword of ['$dynamicRef', '$recursiveRef']) {
      const reference = effective[keyword];
      const fixed = typeof reference === 'string' ? document.resolve(location, reference) : undefined;
      if (fixed) open.push({ location: fixed, orNull });
    }
    for (const inner of listAt(document, location, 'allOf')) open.push({ location: inner, orNull });
    for (const union of unionsAt(document, location)) {
      const branch = chosen.get(union.pointer) ?? soleBranch(union);
      const other = branch ? undefined : nullableBranch(document, union);
      if (branch) open.push({ location: branch, orNull });
      else if (other) {
        open.push({ location: other, orNull: true });
        found.parts.push(...union.branches.filter((one) => one !== other).flatMap(annotationsAlone));
      } else found.unions.push(union);
    }
  }
  return found;
}

/** The annotations of the null form of a nullable schema: they say nothing of the other types. */
function annotationsAlone(location: SchemaLocation): readonly Part[] {
  const annotations = isJsonObject(location.schema) ? annotationsOf(location.schema) : {};
  return Object.keys(annotations).length === 0 ? [] : [{ schema: annotations, location, orNull: true }];
}

/** The keywords that no validator asserts; in drafts 4 to 7 also those beside a `$ref`, where people write them. */
const annotationsOf = (schema: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isAsserting(keyword)));

function withoutInert(schema: JsonObject, dialect: Dialect): JsonObject {
  if (!Object.keys(schema).some((keyword) => isInert(keyword, dialect))) return schema;
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !isInert(keyword, dialect)));
}

const listAt = (document: SchemaDocument, location: SchemaLocation, keyword: string): readonly SchemaLocation[] => {
  const list = isJsonObject(location.schema) ? location.schema[keyword] : undefined;
  return isJsonArray(list) ? list.flatMap((_, at) => document.child(location, [keyword, String(at)]) ?? []) : [];
};

const unionsAt = (document: SchemaDocument, location: SchemaLocation): readonly Union[] =>
  (['anyOf', 'oneOf'] as const)
    .map((kind) => ({
      kind,
      branches: listAt(document, location, kind),
      pointer: extendPointer(location.pointer, [kind]),
    }))
    .filter(({ branches }) => branches.length > 0);

const soleBranch = ({ branches }: Union): SchemaLocation | undefined =>
  branches.length === 1 ? branches[0] : undefined;

/** X of `[X, {type: null}]`, in either order. */
function nullableBranch(document: SchemaDocument, { branches }: Union): SchemaLocation | undefined {
  if (branches.length !== 2) return undefined;
  const [nulls, others] = [true, false].map((wanted) =>
    branches.filter((branch) => isNullOnly(document, branch) === wanted),
  );
  return nulls?.length === 1 ? others?.[0] : undefined;
}

/** Whether a schema accepts null and nothing else, by its own `type`, `const` or `enum`. */
function isNullOnly(document: SchemaDocument, location: SchemaLocation): boolean {
  const { schema } = location;
  if (!isJsonObject(schema)) return false;
  if (typeof schema['$ref'] === 'string') {
    const target = document.resolve(location, schema['$ref']);
    return target !== undefined && isJsonObject(target.schema) && target.schema['type'] === 'null';
  }
  const values = schema['enum'];
  return (
    schema['type'] === 'null' ||
    schema['const'] === null ||
    (isJsonArray(values) && values.length === 1 && values[0] === null)
  );
}

function typesOfPart({ schema, orNull }: Part): TypeSet | undefined {
  const declared = schema['type'] === undefined ? undefined : readTypes(schema['type']);
  const listed = isJsonArray(schema['enum']) ? typesOfValues(schema['enum']) : undefined;
  const fixed = schema['const'] === undefined ? undefined : typesOfValues([schema['const']]);
  const all = [declared, narrowed(declared, listed), narrowed(declared, fixed)].reduce(intersectTypes, undefined);
  return all && orNull ? uniteTypes(all, new Set(['null'] as const)) : all;
}

// An enum of integers in a `number` still declares a number: the next value may be a fraction without a type change.
const narrowed = (declared: TypeSet | undefined, listed: TypeSet | undefined): TypeSet | undefined =>
  declared?.has('fraction') && listed?.has('integer') ? uniteTypes(listed, new Set(['fraction'] as const)) : listed;

// One level of branches: a branch that is a union itself says "any type" here, and is compared when it is reached.
function typesOfBranches(document: SchemaDocument, branches: readonly SchemaLocation[]): TypeSet | undefined {
  let united: TypeSet = new Set();
  for (const branch of branches) {
    if (branch.schema === false) continue;
    const { parts } = collect(document, [branch], new Map());
    const types = parts.map(typesOfPart).reduce<TypeSet | undefined>(intersectTypes, undefined);
    if (!types) return undefined;
    united = uniteTypes(united, types);
  }
  return united;
}
