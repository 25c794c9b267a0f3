import { removeUriSchemePlugin } from '@hyperjump/browser';
import {
  registerSchema,
  setShouldValidateFormat,
  setShouldValidateSchema,
  unregisterSchema,
  validate,
} from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/draft-2019-09';
import '@hyperjump/json-schema/draft-07';
import '@hyperjump/json-schema/draft-06';
import '@hyperjump/json-schema/draft-04';
import '@hyperjump/json-schema/formats';
import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { type Dialect, findDialect, hidesRefSiblings, META_SCHEMAS } from '../../domain/schema/dialect.ts';
import { ExactNumber, isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { isAsserting } from '../../domain/schema/keywords.ts';
import type { FormatMode } from '../../domain/verdict.ts';

/** `failed`: the validator could not read the schema; `detail` is its message. */
export type Opinion = { readonly answer: 'valid' | 'invalid' } | { readonly answer: 'failed'; readonly detail: string };

export interface Question {
  readonly schema: JsonValue;
  readonly record: JsonValue;
  readonly formatMode: FormatMode;
}

// Schemas come from strangers: nothing they name is ever fetched or read from disk.
for (const scheme of ['http', 'https', 'file']) removeUriSchemePlugin(scheme);
setShouldValidateSchema(false);

export const dialectOf = (schema: JsonValue): Dialect =>
  (isJsonObject(schema) ? findDialect(schema['$schema']) : undefined) ?? '2020-12';

/** What ajv says, with `ownProperties` so that `toString` is a name like any other. */
export function askAjv({ schema, record, formatMode }: Question): Opinion {
  const ajv = ajvFor({ dialect: dialectOf(schema), formatMode, tracks: mentionsUnevaluated(schema) });
  const plain = dated(schema) as object | boolean;
  try {
    return { answer: ajv.compile(plain)(toPlain(record)) === true ? 'valid' : 'invalid' };
  } catch (error) {
    return failed(error);
  } finally {
    // It would keep every schema it ever saw, and refuse the next one of the same $id.
    if (typeof plain === 'object') ajv.removeSchema(plain);
  }
}

const instances = new Map<string, { readonly ajv: Ajv; uses: number }>();
/** Questions per instance: what a failed compilation leaves behind goes with it. */
const MAX_USES = 200;

interface Setting {
  readonly dialect: Dialect;
  readonly formatMode: FormatMode;
  /** Whether ajv is to keep account of what was evaluated. */
  readonly tracks: boolean;
}

function ajvFor(setting: Setting): Ajv {
  const key = JSON.stringify(setting);
  const known = instances.get(key);
  if (known && known.uses++ < MAX_USES) return known.ajv;
  const ajv = createAjv(setting);
  // The account is needed for `unevaluated*` alone, and in nested unions what ajv generates for it throws (its issue 1515).
  if (!setting.tracks) ajv.opts.unevaluated = false;
  instances.set(key, { ajv, uses: 1 });
  return ajv;
}

let asked = 0;
// Its format mode is a global of the library: questions take turns.
let turn: Promise<unknown> = Promise.resolve();

/** What Hyperjump says; it is right where ajv is wrong on `unevaluated*` and dynamic references. */
export function askHyperjump(question: Question): Promise<Opinion> {
  const answer = turn.then(() => ask(question));
  turn = answer;
  return answer;
}

async function ask({ schema, record, formatMode }: Question): Promise<Opinion> {
  const uri = `https://record.invalid/${asked++}`;
  setShouldValidateFormat(formatMode === 'assertion');
  try {
    registerSchema(hoisted(dated(schema), dialectOf(schema)) as never, uri, META_SCHEMAS[dialectOf(schema)]);
    const { valid } = await validate(uri, toPlain(record) as never);
    return { answer: valid ? 'valid' : 'invalid' };
  } catch (error) {
    return failed(error);
  } finally {
    unregisterSchema(uri);
  }
}

function failed(error: unknown): Opinion {
  return { answer: 'failed', detail: (error instanceof Error ? error.message : String(error)).slice(0, 300) };
}

function mentionsUnevaluated(schema: JsonValue): boolean {
  const open = [schema];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) open.push(...value);
    else if (isJsonObject(value)) {
      if ('unevaluatedProperties' in value || 'unevaluatedItems' in value) return true;
      open.push(...Object.values(value));
    }
  }
  return false;
}

function createAjv({ dialect, formatMode }: Setting): Ajv {
  const options: Options = {
    strict: false,
    ownProperties: true,
    validateSchema: false,
    validateFormats: formatMode === 'assertion',
    logger: false,
  };
  const made = ((): Ajv => {
    switch (dialect) {
      case 'draft-04':
        return new draft4.default(options);
      case 'draft-06':
        return new Ajv(options).addMetaSchema(draft6);
      case 'draft-07':
        return new Ajv(options);
      case '2019-09':
        return new Ajv2019(options);
      case '2020-12':
        return new Ajv2020(options);
    }
  })();
  return formatMode === 'assertion' ? addFormats.default(made) : made;
}

/**
 * A root that is a reference in drafts 4 to 7, with the reference moved into `allOf`: it means the same, and Hyperjump
 * would else replace the whole document, definitions and all, by the reference.
 */
function hoisted(plain: unknown, dialect: Dialect): unknown {
  if (!hidesRefSiblings(dialect) || typeof plain !== 'object' || plain === null || !('$ref' in plain)) return plain;
  const { $schema, $ref, ...rest } = plain as Record<string, unknown>;
  const holders = Object.entries(rest).filter(([keyword]) => !isHidden(keyword));
  return { ...Object.fromEntries(holders), ...($schema === undefined ? {} : { $schema }), allOf: [{ $ref }] };
}
// What a root reference hides in those drafts, and would not once it is moved.
const isHidden = (keyword: string): boolean => isAsserting(keyword) || keyword === 'id' || keyword === '$id';

/** "The latest" names no draft that a validator knows; a schema without `$schema` is read as 2020-12 anyway. */
function dated(schema: JsonValue): unknown {
  const plain = toPlain(schema);
  if (!isJsonObject(schema) || findDialect(schema['$schema'])) return plain;
  const { $schema: _, ...rest } = plain as Record<string, unknown>;
  return rest;
}

/** Doubles for numbers; own prototypes, since the validators call an object's methods. */
export function toPlain(value: JsonValue): unknown {
  if (value instanceof ExactNumber) return Number(value.text);
  if (isJsonArray(value)) return value.map(toPlain);
  if (!isJsonObject(value)) return value;
  const members: Record<string, unknown> = {};
  for (const name of Object.keys(value as JsonObject))
    Object.defineProperty(members, name, {
      value: toPlain((value as JsonObject)[name] ?? null),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return members;
}
