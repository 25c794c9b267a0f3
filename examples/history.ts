import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isJsonArray, isJsonObject, parseJson } from '../lib/domain/schema/json.ts';
import { type ParsedSchema, parseSchema } from '../lib/domain/schema/parse-schema.ts';
import type { ReadField } from '../lib/domain/verdict.ts';

export interface Version {
  /** As the format itself counts, e.g. `v2.1`. */
  readonly name: string;
  readonly schema: ParsedSchema;
}
export interface Model {
  readonly name: string;
  readonly reads: readonly ReadField[];
}
/** A public format's schema history, oldest version first, and models that could read its records. */
export interface History {
  readonly folder: string;
  readonly versions: readonly Version[];
  readonly models: readonly Model[];
}

/** The folders of `examples/` that hold the history of a public format: versions and `models.json`. */
export const HISTORIES = readdirSync('examples', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'transactions')
  .map(({ name }) => name)
  .sort();

/** Reads one folder of `examples/`; throws an Error that names the file where it cannot be read. */
export function readHistory(name: string): History {
  const folder = join('examples', name);
  const files = readdirSync(folder).filter((file) => /^v.*\.json$/.test(file));
  const versions = files.map((file) => ({
    name: file.slice(0, -'.json'.length),
    schema: readSchema(join(folder, file)),
  }));
  versions.sort((left, right) => left.name.localeCompare(right.name, 'en', { numeric: true }));
  return { folder, versions, models: readModels(join(folder, 'models.json')) };
}

export function readSchema(file: string): ParsedSchema {
  const parsed = parseSchema(readFileSync(file, 'utf8'));
  if (parsed.ok) return parsed.schema;
  throw new Error(`${file}: ${parsed.problems.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; ')}`);
}

function readModels(file: string): readonly Model[] {
  const parsed = parseJson(readFileSync(file, 'utf8'));
  if (!parsed.ok || !isJsonObject(parsed.value)) throw new Error(`${file} is no object of models and their reads`);
  return Object.entries(parsed.value).map(([name, reads]) => {
    if (!isJsonArray(reads)) throw new Error(`${file}: the reads of ${name} are no list of pointers`);
    return { name, reads: reads.map((pointer) => ({ pointer: String(pointer) })) };
  });
}
