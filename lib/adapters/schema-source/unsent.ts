import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { subschemas } from '../../domain/schema/subschemas.ts';
import { follow, withValue } from './api-document.ts';
import { jsonObject } from './json-object.ts';
import { referencesIn } from './references-in.ts';

type Schema = JsonObject | boolean;
type Flag = 'writeOnly' | 'readOnly';
type Names = ReadonlySet<string>;

/** What is known of a schema behind a reference. */
interface Target {
  readonly asks: boolean;
  readonly references: readonly string[];
}

const NONE: Names = new Set();
/** What these hold speaks of the same record; OpenAPI 3.0 has no `if`. */
const IN_PLACE: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf']);

/**
 * Schemas of an OpenAPI 3.0 document as one side is sent them: a `writeOnly` member that is `required` is so "on the
 * request only", a `readOnly` one "on the response only" (3.0.3, 4.7.24.2). Whether a schema says so may stand behind its
 * references, and counts for all that its `allOf` puts together.
 */
export class UnsentMembers {
  readonly #document: JsonValue;
  readonly #flag: Flag;

  readonly #isMentioned: boolean;
  readonly #targets = new Map<string, Target>();

  private constructor(document: JsonObject, flag: Flag) {
    this.#document = document;
    this.#flag = flag;
    this.#isMentioned = mentions(document, flag);
  }

  /** One for all schemas of a document: what they share is looked at once. */
  static of(document: JsonObject, flag: Flag): UnsentMembers {
    const known = MADE[flag].get(document) ?? new UnsentMembers(document, flag);
    MADE[flag].set(document, known);
    return known;
  }

  /** The schema that asks for none of them; itself where it asked for none before. */
  without(schema: Schema): Schema {
    return this.#isMentioned ? this.#without(schema, NONE) : schema;
  }

  #without(schema: Schema, around: Names): Schema {
    if (!isJsonObject(schema)) return schema;
    const names = new Set([...around, ...this.#namesIn(schema, new Set())]);
    let copy: JsonObject = this.#unrequired(schema, names);
    for (const { tokens, schema: inner } of subschemas(schema, 'draft-04')) {
      const changed = this.#without(inner, IN_PLACE.has(tokens[0] ?? '') ? names : NONE);
      if (changed !== inner) copy = withValue(copy, tokens, changed) as JsonObject;
    }
    return this.#counted(schema, copy, names);
  }

  #unrequired(schema: JsonObject, names: Names): JsonObject {
    const { required } = schema;
    if (!isJsonArray(required)) return schema;
    const left = required.filter((name) => typeof name !== 'string' || !names.has(name));
    if (left.length === required.length) return schema;
    // Draft 4 knows no empty list.
    const { required: _, ...rest } = schema;
    return left.length > 0 ? jsonObject(rest, { required: left }) : jsonObject(rest);
  }

  /** Forms that ask for less overlap, and what is excluded grows: `oneOf` and `not` would refuse what is sent. */
  #counted(schema: JsonObject, copy: JsonObject, names: Names): JsonObject {
    const { oneOf, not } = schema;
    const isShared = isJsonArray(oneOf) && oneOf.some((branch) => this.#asksForSome(branch, names));
    const isLess = not !== undefined && this.#asksForSome(not, NONE);
    if (!isShared && !isLess) return copy;
    const { oneOf: forms, not: excluded, ...rest } = copy;
    const kept = jsonObject(rest, isShared ? {} : { oneOf: forms }, isLess ? {} : { not: excluded });
    if (!isShared || forms === undefined) return kept;
    if (kept['anyOf'] === undefined) return jsonObject(kept, { anyOf: forms });
    const allOf = isJsonArray(kept['allOf']) ? kept['allOf'] : [];
    return jsonObject(kept, { allOf: [...allOf, jsonObject({ anyOf: forms })] });
  }

  /** Whether a schema, or one that it leads to, asks for a member that is not sent. */
  #asksForSome(schema: JsonValue, names: Names): boolean {
    if (this.#asksItself(schema, names)) return true;
    const open = new Set(referencesIn(schema));
    // The set grows while it is read.
    for (const reference of open) {
      const { asks, references } = this.#lookAt(reference);
      if (asks) return true;
      for (const further of references) open.add(further);
    }
    return false;
  }

  #lookAt(reference: string): Target {
    const known = this.#targets.get(reference);
    if (known) return known;
    const schema = this.#targetOf(reference) ?? null;
    const target = { asks: this.#asksItself(schema, NONE), references: [...new Set(referencesIn(schema))] };
    this.#targets.set(reference, target);
    return target;
  }

  #asksItself(schema: JsonValue, around: Names): boolean {
    if (!isJsonObject(schema)) return false;
    const names = new Set([...around, ...this.#namesIn(schema, new Set())]);
    return (
      this.#unrequired(schema, names) !== schema ||
      subschemas(schema, 'draft-04').some(({ tokens, schema: inner }) =>
        this.#asksItself(inner, IN_PLACE.has(tokens[0] ?? '') ? names : NONE),
      )
    );
  }

  /** The members that are not sent, of a schema with all that it is put together from. */
  #namesIn(schema: JsonValue | undefined, seen: Set<string>): readonly string[] {
    if (!isJsonObject(schema)) return [];
    const { $ref, properties, allOf } = schema;
    if (typeof $ref === 'string') return this.#once($ref, seen, (target) => this.#namesIn(target, seen)) ?? [];
    const own = Object.entries(isJsonObject(properties) ? properties : {});
    return [
      ...own.flatMap(([name, member]) => (this.#isUnsent(member, new Set()) ? [name] : [])),
      ...(isJsonArray(allOf) ? allOf : []).flatMap((part) => this.#namesIn(part, seen)),
    ];
  }

  #isUnsent(member: JsonValue | undefined, seen: Set<string>): boolean {
    if (!isJsonObject(member)) return false;
    const { $ref, allOf } = member;
    if (typeof $ref === 'string') return this.#once($ref, seen, (target) => this.#isUnsent(target, seen)) ?? false;
    return member[this.#flag] === true || (isJsonArray(allOf) && allOf.some((part) => this.#isUnsent(part, seen)));
  }

  #once<T>(reference: string, seen: Set<string>, ask: (target: JsonValue | undefined) => T): T | undefined {
    if (seen.has(reference)) return undefined;
    seen.add(reference);
    return ask(this.#targetOf(reference));
  }

  #targetOf(reference: string): JsonValue | undefined {
    return reference.startsWith('#/') ? follow(this.#document, pointerTokens(reference.slice(1))) : undefined;
  }
}

const MADE: Readonly<Record<Flag, WeakMap<JsonObject, UnsentMembers>>> = {
  writeOnly: new WeakMap(),
  readOnly: new WeakMap(),
};

function mentions(value: JsonValue, flag: Flag): boolean {
  if (isJsonArray(value)) return value.some((item) => mentions(item, flag));
  return isJsonObject(value) && (value[flag] === true || Object.values(value).some((member) => mentions(member, flag)));
}
