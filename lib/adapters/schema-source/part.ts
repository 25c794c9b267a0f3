import {
  type Dialect,
  findDialect,
  hidesRefSiblings,
  idKeyword,
  isAtLeast,
  META_SCHEMAS,
} from '../../domain/schema/dialect.ts';
import { DEFAULT_BASE } from '../../domain/schema/document.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { extendPointer } from '../../domain/schema/pointer.ts';
import { jsonObject } from './json-object.ts';
import type { SourceFile } from './source.ts';

/** A schema of one file on its way into a bundle. */
export interface Part {
  readonly file: SourceFile;
  /** Where it is in its file. */
  readonly pointer: string;
  readonly dialect: Dialect;
  /** As it goes into the bundle, but for `rewrites`. */
  readonly value: JsonObject | boolean;
  /** `member`: one of several schemas of its file, without an address of its own; its references are looked up in that file. */
  readonly kind: 'resource' | 'member';
  /** What references in it are relative to. */
  readonly base: string;
  /** Behind `/$defs/` in the bundle; the first part is the bundle itself and has none. */
  readonly name?: string;
  /** Its keywords stand in an `allOf`, deeper than in the file. */
  readonly isWrapped: boolean;
  /** The bundle's content at a place of `value`: new references, a `discriminator` with its subtypes. */
  readonly rewrites: Map<string, JsonValue>;
}

export const definitionsKeyword = (dialect: Dialect): string =>
  isAtLeast(dialect, '2019-09') ? '$defs' : 'definitions';

/** What a schema calls itself, as an absolute address; `undefined` where it does not say. */
export function ownUri(value: JsonValue, { dialect, base }: { dialect: Dialect; base: string }): string | undefined {
  if (!isJsonObject(value)) return undefined;
  const stated = findDialect(value['$schema']) ?? dialect;
  if (hidesRefSiblings(stated) && typeof value['$ref'] === 'string') return undefined;
  const id = value[idKeyword(stated)];
  if (typeof id !== 'string' || id === '' || id.startsWith('#') || !URL.canParse(id, base)) return undefined;
  return new URL(id, base).href.replace(/#.*$/s, '');
}

/**
 * A whole file's schema as a resource of its own (JSON Schema 2020-12, section 9.3): with its address as `$id`, and
 * its dialect where the schema around it speaks another.
 */
export function asResource(
  value: JsonObject | boolean,
  { id, dialect, outer }: { readonly id: string; readonly dialect: Dialect; readonly outer: Dialect },
): JsonObject {
  const naming = jsonObject(dialect === outer ? {} : { $schema: META_SCHEMAS[dialect] }, { [idKeyword(dialect)]: id });
  if (!isJsonObject(value)) return value ? naming : jsonObject(naming, { not: jsonObject() });
  if (!needsWrapping(value, dialect)) return jsonObject(value, naming);
  const { definitions, $schema: _, ...rest } = value;
  return jsonObject(naming, { definitions, allOf: [jsonObject(rest)] });
}

/** Whether the schema is a `$ref` that would hide an `$id` beside it. */
export const needsWrapping = (value: JsonObject | boolean, dialect: Dialect): boolean =>
  isJsonObject(value) && hidesRefSiblings(dialect) && typeof value['$ref'] === 'string';

/** How an address is written in a bundle of that base: one that was made up for a file without `$id` names no made-up host. */
export const idText = (uri: string, rootBase: string): string =>
  uri.startsWith(DEFAULT_BASE) && rootBase.startsWith(DEFAULT_BASE) ? new URL(uri).pathname : uri;

/** Where the author wrote the value at a pointer into a part's value. */
export const pointerInFile = ({ pointer, isWrapped }: Part, tokens: readonly string[]): string =>
  extendPointer(pointer, isWrapped && tokens[0] === 'allOf' ? tokens.slice(2) : tokens);
