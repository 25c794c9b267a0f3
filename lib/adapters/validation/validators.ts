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
import { type Dialect, META_SCHEMAS } from '../../domain/schema/dialect.ts';
import { ExactNumber, isJsonArray, isJsonObject, type JsonValue } from '../../domain/schema/json.ts';
import type { FormatMode } from '../../domain/verdict.ts';
import { dialectOf, isMetaReference } from './excerpt.ts';

/** `failed`: the validator could not read the schema; `detail` is its message. */
export type Opinion = { readonly answer: 'valid' | 'invalid' } | { readonly answer: 'failed'; readonly detail: string };

export interface Question {
  /** An excerpt (`excerptOf`): without a stranger's identifiers. */
  readonly schema: JsonValue;
  readonly record: JsonValue;
  readonly formatMode: FormatMode;
}

// Schemas come from strangers: nothing they name is ever fetched or read from disk.
for (const scheme of ['http', 'https', 'file']) removeUriSchemePlugin(scheme);
setShouldValidateSchema(false);

/** The answer of ajv, with `ownProperties` so that `toString` is a name like any other. */
export function askAjv({ schema, record, formatMode }: Question): Opinion {
  const { namesMetaSchema, ...needs } = needsOf(schema);
  const setting = { dialect: dialectOf(schema), formatMode, ...needs };
  const ajv = namesMetaSchema ? createAjv(setting, true) : ajvFor(setting);
  try {
    return { answer: ajv.compile(toPlain(schema) as object | boolean)(toPlain(record)) === true ? 'valid' : 'invalid' };
  } catch (error) {
    // The remains of a failed compilation go with its ajv.
    shared.delete(keyOf(setting));
    return failed(error);
  } finally {
    ajv.removeSchema();
  }
}

interface Needs {
  /** The account is needed for `unevaluated*` alone, and in nested unions what ajv generates for it throws (its issue 1515). */
  readonly tracks: boolean;
  /**
   * Where ajv stops at the first error, it nests a block in a block for each member, so that the code of 2,000 overflows its
   * stack; and it skips what follows a tuple if the array ends before its last position, and accepts it.
   */
  readonly findsAllErrors: boolean;
}
interface Setting extends Needs {
  readonly dialect: Dialect;
  readonly formatMode: FormatMode;
}

const WIDE = 200;

function needsOf(schema: JsonValue): Needs & { readonly namesMetaSchema: boolean } {
  const needs = { tracks: false, findsAllErrors: false, namesMetaSchema: false };
  const open = [schema];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) for (const item of value) open.push(item);
    else if (isJsonObject(value)) {
      const names = Object.keys(value);
      needs.findsAllErrors ||= names.length > WIDE || 'prefixItems' in value || isJsonArray(value['items']);
      needs.tracks ||= 'unevaluatedProperties' in value || 'unevaluatedItems' in value;
      needs.namesMetaSchema ||= isMetaReference(value['$ref']);
      for (const name of names) open.push(value[name] ?? null);
    }
  }
  return needs;
}

/**
 * By their settings: making one takes longer than most questions. They know no meta-schema, so that one that forgets its
 * schemas is as it was made, and no answer hangs on another's question.
 */
const shared = new Map<string, { readonly ajv: Ajv; uses: number }>();
const keyOf = (setting: Setting): string => JSON.stringify(setting);
/** Questions of one ajv: the code that it makes stays in its scope. */
const MAX_USES = 200;

function ajvFor(setting: Setting): Ajv {
  const known = shared.get(keyOf(setting));
  if (known && known.uses++ < MAX_USES) return known.ajv;
  const ajv = createAjv(setting, false);
  shared.set(keyOf(setting), { ajv, uses: 1 });
  return ajv;
}

const ADDRESS = 'https://question.invalid/';
// Its format mode is a global of the library: questions take turns.
let turn: Promise<unknown> = Promise.resolve();

/** The answer of Hyperjump; it is right if ajv is wrong on `unevaluated*` and dynamic references. */
export function askHyperjump(question: Question): Promise<Opinion> {
  const answer = turn.then(() => ask(question));
  turn = answer;
  return answer;
}

async function ask({ schema, record, formatMode }: Question): Promise<Opinion> {
  setShouldValidateFormat(formatMode === 'assertion');
  try {
    registerSchema(toPlain(schema) as never, ADDRESS, META_SCHEMAS[dialectOf(schema)]);
    const { valid } = await validate(ADDRESS, toPlain(record) as never);
    return { answer: valid ? 'valid' : 'invalid' };
  } catch (error) {
    return failed(error);
  } finally {
    unregisterSchema(ADDRESS);
  }
}

function failed(error: unknown): Opinion {
  return { answer: 'failed', detail: (error instanceof Error ? error.message : String(error)).slice(0, 300) };
}

function createAjv({ dialect, formatMode, tracks, findsAllErrors }: Setting, meta: boolean): Ajv {
  const options: Options = {
    strict: false,
    ownProperties: true,
    validateSchema: false,
    validateFormats: formatMode === 'assertion',
    allErrors: findsAllErrors,
    logger: false,
    meta,
    // The code is run once: making it shorter takes longer than it saves.
    code: { optimize: false },
  };
  const made = ((): Ajv => {
    switch (dialect) {
      case 'draft-04':
        return new draft4.default(options);
      case 'draft-06':
        return meta ? new Ajv(options).addMetaSchema(draft6) : new Ajv(options);
      case 'draft-07':
        return new Ajv(options);
      case '2019-09':
        return new Ajv2019(options);
      case '2020-12':
        return new Ajv2020(options);
    }
  })();
  if (!tracks) made.opts.unevaluated = false;
  return formatMode === 'assertion' ? addFormats.default(made) : made;
}

/** Doubles for numbers; own prototypes, since the validators call an object's methods. */
export function toPlain(value: JsonValue): unknown {
  if (value instanceof ExactNumber) return Number(value.text);
  if (isJsonArray(value)) return value.map(toPlain);
  if (!isJsonObject(value)) return value;
  const members: Record<string, unknown> = {};
  for (const name of Object.keys(value))
    Object.defineProperty(members, name, {
      value: toPlain(value[name] ?? null),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  return members;
}
