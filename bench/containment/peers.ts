import { readFileSync } from 'node:fs';
import jsonSchemaDiff from 'json-schema-diff';
import { check_compat, initSync } from 'jsoncompat';
import { toPlain } from '../../lib/adapters/validation/validators.ts';
import type { JsonValue } from '../../lib/domain/schema/json.ts';

export interface Pair {
  readonly old: JsonValue;
  readonly next: JsonValue;
}
/** Whether old is within new to the letter, as a peer says; both throw on what they do not support. */
export type Peer = (pair: Pair) => boolean | Promise<boolean>;

/** The peers by name and version; loads the WebAssembly of the first. */
export function startPeers(): { readonly jsoncompat: Peer; readonly jsonSchemaDiff: Peer } {
  initSync({ module: readFileSync(new URL('../../node_modules/jsoncompat/jsoncompat_wasm_bg.wasm', import.meta.url)) });
  return {
    jsoncompat: ({ old, next }) => check_compat(dated(next), dated(old), 'serializer'),
    jsonSchemaDiff: async ({ old, next }) => {
      const { removalsFound } = await jsonSchemaDiff.diffSchemas({
        sourceSchema: undated(old),
        destinationSchema: undated(next),
      });
      return !removalsFound;
    },
  };
}

function dated(schema: JsonValue): string {
  const plain = toPlain(schema);
  return JSON.stringify(
    typeof plain === 'object' ? { $schema: 'https://json-schema.org/draft/2020-12/schema', ...plain } : plain,
  );
}

/** It reads draft 7 alone, refuses a schema that names another, and writes into what it is given. */
function undated(schema: JsonValue): { [keyword: string]: unknown } {
  const plain = toPlain(schema);
  if (plain === true) return {};
  if (plain === false) return { not: {} };
  const { $schema: _, ...rest } = plain as Record<string, unknown>;
  return rest;
}
