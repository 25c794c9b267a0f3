import { canonicalJson, canonicalValue, fingerprint } from './canonical.ts';
import { type Dialect, findDialect, isUndated } from './dialect.ts';
import { indexSchema, type ReferenceProblem, type SchemaDocument, unknownDialect } from './document.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, parseJson, positionAt } from './json.ts';
import { findMetaSchemaProblems } from './meta-schema.ts';
import { extendPointer } from './pointer.ts';
import { isSchema } from './subschemas.ts';
import { findBareDefinitions, findUnknownKeywords } from './unknown-keywords.ts';

interface Read {
  readonly value: JsonObject | boolean;
  readonly canonical: string;
  readonly fingerprint: string;
  readonly dialect: Dialect;
}

/**
 * A schema that was validated; everything inside the domain takes this form and checks nothing again. Its names are
 * sorted and its numbers spelt in one way, so that no answer about it depends on how it was written.
 */
export class ParsedSchema {
  readonly value: JsonObject | boolean;
  /** RFC 8785 text. */
  readonly canonical: string;
  /** SHA-256 of the canonical text, 64 hex digits. */
  readonly fingerprint: string;
  readonly dialect: Dialect;
  #document: SchemaDocument | undefined;

  /** Only for what `parseSchema` gave out before; `value` is what it was then. */
  constructor({ value, canonical, fingerprint: digest, dialect }: Read, document?: SchemaDocument) {
    this.value = value;
    this.canonical = canonical;
    this.fingerprint = digest;
    this.dialect = dialect;
    this.#document = document;
  }

  /** Its index: made when someone asks for it, and kept. */
  get document(): SchemaDocument {
    this.#document ??= indexSchema(this.value, this.dialect);
    return this.#document;
  }
}

/** Whether two schemas were written alike, in one draft. */
export const isSameSchema = (left: ParsedSchema, right: ParsedSchema): boolean =>
  left === right || (left.canonical === right.canonical && left.dialect === right.dialect);

export type SchemaProblemCode =
  | 'not-json'
  | 'too-large'
  | 'unknown-dialect'
  | 'invalid-schema'
  | 'unknown-keyword'
  | 'only-definitions'
  | 'remote-reference'
  | 'dangling-reference';

/** `pointer` leads into the schema. */
interface SchemaProblem {
  readonly pointer: string;
  readonly detail: string;
}

export type ParsedSchemaResult =
  | { readonly ok: true; readonly schema: ParsedSchema }
  | { readonly ok: false; readonly code: SchemaProblemCode; readonly problems: readonly SchemaProblem[] };

export interface ParseSchemaOptions {
  /** For a schema without `$schema`; 2020-12 unless told. */
  readonly defaultDialect?: Dialect;
  /**
   * What no draft knows and looks like a slip, or like no schema at all, and definitions with no schema around them;
   * allowed in what was published before.
   */
  readonly unknown?: 'allowed' | 'refused';
}

/** UTF-16 code units; beyond them a schema is refused before it is parsed. */
const MAX_LENGTH = 4_000_000;
const MAX_DEPTH = 1_000;
const MAX_NODES = 200_000;
const MAX_PROBLEMS = 20;

/**
 * Parses and validates the text of a JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12: JSON, limits (4,000,000
 * characters, 1,000 levels, 200,000 values), the draft's meta-schema, regular expressions, references. Nothing is
 * fetched; a reference that leaves the document is refused where it is.
 */
export function parseSchema(text: string, options: ParseSchemaOptions = {}): ParsedSchemaResult {
  const parsed = parseJson(text, { length: MAX_LENGTH, depth: MAX_DEPTH });
  if (parsed.ok) return parseSchemaValue(parsed.value, options);
  const { line, column } = positionAt(text, parsed.offset);
  if (parsed.problem === 'limit') return refuse('too-large', [{ pointer: '', detail: parsed.detail }]);
  return refuse('not-json', [{ pointer: '', detail: `line ${line}, column ${column}: ${parsed.detail}` }]);
}

/** The same for a value that was parsed before (by `parseJson`, or `fromPlain` for what another parser made). */
export function parseSchemaValue(given: JsonValue, options: ParseSchemaOptions = {}): ParsedSchemaResult {
  const excess = findExcess(given);
  if (excess) return refuse('too-large', [{ pointer: '', detail: excess }]);
  if (!isSchema(given))
    return refuse('invalid-schema', [{ pointer: '', detail: 'a schema is an object or a boolean' }]);
  const value = canonicalValue(given);
  const stated = isJsonObject(value) ? value['$schema'] : undefined;
  const named = isUndated(stated) ? undefined : stated;
  const dialect = named === undefined ? (options.defaultDialect ?? '2020-12') : findDialect(named);
  if (!dialect) return refuse('unknown-dialect', [{ pointer: '/$schema', detail: unknownDialect(named ?? null) }]);
  const document = indexSchema(value, dialect);
  const hint = named === undefined ? ` (read as ${dialect}: name another draft in $schema)` : '';
  const strangers = options.unknown === 'refused' ? findUnknownKeywords(document) : [];
  if (strangers.length > 0) return refuse('unknown-keyword', strangers.slice(0, MAX_PROBLEMS));
  const bare = options.unknown === 'refused' ? findBareDefinitions(document) : [];
  if (bare.length > 0) return refuse('only-definitions', bare.slice(0, MAX_PROBLEMS).map(notMeant));
  const problems = [...metaSchemaProblems(document), ...patternProblems(document), ...document.problems];
  const first = problems[0];
  if (first) {
    const same = problems.filter(({ code }) => code === first.code).slice(0, MAX_PROBLEMS);
    return refuse(
      first.code,
      same.map(({ pointer, detail }) => ({
        pointer,
        detail: first.code === 'invalid-schema' ? detail + hint : detail,
      })),
    );
  }
  const canonical = canonicalJson(value);
  const read = { value, canonical, fingerprint: fingerprint(canonical), dialect };
  return { ok: true, schema: new ParsedSchema(read, document) };
}

const notMeant = (pointer: string): SchemaProblem => ({
  pointer,
  detail: 'is only defined here, and the schema itself would accept everything: name the definition that is meant',
});

// Each embedded resource is validated by itself: it may be written in another draft than the schema around it. So is what
// only a reference calls a schema: no meta-schema looks into a keyword that its draft does not know.
function metaSchemaProblems(document: SchemaDocument): readonly ReferenceProblem[] {
  const { entrances } = document;
  const isSchemaAt = (pointer: string): boolean => document.at(pointer) !== undefined;
  const apart = new Set(entrances.flatMap(({ pointer }) => (pointer === '' ? [] : [pointer])));
  return entrances.flatMap(({ schema, pointer, resource }) =>
    findMetaSchemaProblems({ schema, pointer, dialect: resource.dialect, apart, isSchemaAt }).map((problem) => ({
      code: 'invalid-schema' as const,
      ...problem,
    })),
  );
}

function patternProblems(document: SchemaDocument): readonly ReferenceProblem[] {
  return document.locations.flatMap(({ schema, pointer }) => {
    if (!isJsonObject(schema)) return [];
    const { pattern, patternProperties } = schema;
    const places = isJsonObject(patternProperties)
      ? Object.keys(patternProperties).map((source) => ({ source, tokens: ['patternProperties', source] }))
      : [];
    if (typeof pattern === 'string') places.push({ source: pattern, tokens: ['pattern'] });
    return places.flatMap(({ source, tokens }) => {
      const fault = findPatternFault(source);
      return fault === undefined
        ? []
        : [{ code: 'invalid-schema' as const, pointer: extendPointer(pointer, tokens), detail: fault }];
    });
  });
}

/** JSON Schema asks for ECMA-262 with the u flag; many patterns in the wild only compile without it. */
function findPatternFault(source: string): string | undefined {
  for (const flags of ['u', '']) {
    try {
      new RegExp(source, flags);
      return undefined;
    } catch (error) {
      // A RangeError is the engine's own limit; anything else is a defect of ours.
      if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
      if (flags === '') return `is not a regular expression of ECMA-262: ${error.message.slice(0, 200)}`;
    }
  }
  return undefined;
}

function findExcess(value: JsonValue): string | undefined {
  const open: { value: JsonValue; depth: number }[] = [{ value, depth: 1 }];
  let count = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if (++count > MAX_NODES) return `a schema has at most ${MAX_NODES} values`;
    if (!isJsonArray(next.value) && !isJsonObject(next.value)) continue;
    if (next.depth > MAX_DEPTH) return `a schema is nested at most ${MAX_DEPTH} levels deep`;
    for (const member of Object.values(next.value)) open.push({ value: member, depth: next.depth + 1 });
  }
  return undefined;
}

/** The schema that accepts everything. */
export const ACCEPTS_ALL = new ParsedSchema({
  value: true,
  canonical: 'true',
  fingerprint: fingerprint('true'),
  dialect: '2020-12',
});

const refuse = (code: SchemaProblemCode, problems: readonly SchemaProblem[]): ParsedSchemaResult => ({
  ok: false,
  code,
  problems,
});
