import type { Dialect } from './dialect.ts';
import type { JsonValue } from './json.ts';

/** A schema that was validated; everything inside the domain takes this form and checks nothing again. */
export interface ParsedSchema {
  readonly value: JsonValue;
  /** RFC 8785 text. */
  readonly canonical: string;
  /** SHA-256 of the canonical text, 64 hex digits. */
  readonly fingerprint: string;
  readonly dialect: Dialect;
}

export type SchemaProblemCode =
  | 'not-json'
  | 'too-large'
  | 'unknown-dialect'
  | 'invalid-schema'
  | 'remote-reference'
  | 'dangling-reference';

/** `pointer` leads into the schema. */
export interface SchemaProblem {
  readonly pointer: string;
  readonly detail: string;
}

export type ParsedSchemaResult =
  | { readonly ok: true; readonly schema: ParsedSchema }
  | { readonly ok: false; readonly code: SchemaProblemCode; readonly problems: readonly SchemaProblem[] };

export interface ParseSchemaOptions {
  /** For a schema without `$schema`; 2020-12 unless told. */
  readonly defaultDialect?: Dialect;
}
