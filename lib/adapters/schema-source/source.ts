import type { JsonValue } from '../../domain/schema/json.ts';

/** Where an error is, for editors and annotations; lines and columns count from 1. */
export interface FilePlace {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly detail: string;
}

/** Where something is; lines and columns count from 1. */
export type Place = Pick<FilePlace, 'file'> & Partial<Pick<FilePlace, 'line' | 'column'>>;

/** A JSON or YAML document as its author wrote it; `name` is how messages call it. */
export interface SourceFile {
  readonly name: string;
  /** Its value as JSON text: the file's own text if it is written in JSON. */
  readonly text: string;
  readonly value: JsonValue;
  /**
   * Where a pointer leads: a member's name, an item, or the nearest element above it that the file has. The file is
   * parsed for it once.
   */
  locate(pointer: string): Place;
  /** What was read in spite of a fault, because it is found and not written now. */
  readonly warnings?: readonly FilePlace[];
}

/** Where files are looked up by the names that references lead to. */
export interface Repository {
  /** `undefined` if there is no such file; throws a SourceError for what is not JSON or lies outside. */
  find(name: string): Promise<SourceFile | undefined>;
}

/** What is wrong with what an author wrote, with the places where; `message` names element, place and remedy. */
export class SourceError extends Error {
  override readonly name: string = 'SourceError';
  readonly places: readonly FilePlace[];

  constructor(message: string, places: readonly FilePlace[] = []) {
    super(message);
    this.places = places;
  }
}
