import { registerSchema, unregisterSchema, validate } from '@hyperjump/json-schema/draft-2020-12';
import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft4 from 'ajv-draft-04';
import { excerptOf } from '../../lib/adapters/validation/excerpt.ts';
import { findDefects } from '../../lib/adapters/validation/known-defects.ts';
import { toPlain } from '../../lib/adapters/validation/validators.ts';
import { fromPlain } from '../../lib/domain/schema/json.ts';
import { type Draft, draftOf, isCircular, uriOf } from './drafts.ts';
import type { Plain, PlainObject } from './plain.ts';

/** `open`: the validators do not agree, and no listed defect says which of them is right. */
export type Answer = 'yes' | 'no' | 'open';
type Ask = (value: Plain) => boolean | undefined;
const nobody: Ask = () => undefined;

/** Both validators, each new for this schema, which they read once for many values. */
export class Validators {
  readonly #schema: PlainObject;
  readonly #ajv: Ask;
  readonly #hyperjump: Ask;
  /** Whether a listed defect may lead both astray. */
  readonly #isBeyondBoth: boolean;

  private constructor(schema: PlainObject, ajv: Ask, hyperjump: Ask) {
    this.#schema = schema;
    this.#ajv = ajv;
    this.#hyperjump = hyperjump;
    this.#isBeyondBoth = findDefects(fromPlain(schema), null).some(({ validators }) => validators.length === 2);
  }

  static async of(document: PlainObject): Promise<Validators> {
    if (isCircular(document)) return new Validators(document, nobody, nobody);
    const schema = readable(document);
    return new Validators(schema, askAjv(schema), await askHyperjump(schema));
  }

  accept(value: Plain): Answer {
    if (this.#isBeyondBoth) return 'open';
    const [ajv, hyperjump] = [this.#ajv(value), this.#hyperjump(value)];
    if (ajv === hyperjump) return ajv === undefined ? 'open' : ajv ? 'yes' : 'no';
    const excused = new Set(
      findDefects(fromPlain(this.#schema), fromPlain(value)).flatMap(({ validators }) => validators),
    );
    const trusted = [...(excused.has('ajv') ? [] : [ajv]), ...(excused.has('hyperjump') ? [] : [hyperjump])];
    if (trusted.length !== 1 || trusted[0] === undefined) return 'open';
    return trusted[0] ? 'yes' : 'no';
  }
}

/**
 * Schemas made here have neither identifiers nor keywords of other drafts, and are read as they are: the program's own
 * excerpts would share its mistakes. Only what people wrote needs them.
 */
const readable = (document: PlainObject): PlainObject =>
  /"(\$?id|\$anchor|\$vocabulary|nullable)":/.test(JSON.stringify(document))
    ? (toPlain(excerptOf(fromPlain(document))) as PlainObject)
    : document;

const OPTIONS: Options = {
  strict: false,
  ownProperties: true,
  validateSchema: false,
  validateFormats: false,
  logger: false,
};

function ajvFor(draft: Draft): Ajv {
  switch (draft) {
    case '4':
      return new draft4.default(OPTIONS);
    case '6':
      return new Ajv(OPTIONS).addMetaSchema(draft6);
    case '7':
      return new Ajv(OPTIONS);
    case '2019-09':
      return new Ajv2019(OPTIONS);
    case '2020-12':
      return new Ajv2020(OPTIONS);
  }
}

function askAjv(schema: PlainObject): Ask {
  try {
    const ajv = ajvFor(draftOf(schema));
    if (!JSON.stringify(schema).includes('"unevaluated')) ajv.opts.unevaluated = false;
    const validator = ajv.compile(schema);
    return (value) => attempt(() => validator(value) === true);
  } catch {
    return nobody;
  }
}

let count = 0;
async function askHyperjump(schema: PlainObject): Promise<Ask> {
  const address = `https://fuzz.invalid/${count++}`;
  try {
    registerSchema(schema as never, address, uriOf(draftOf(schema)));
    const validator = await validate(address);
    return (value) => attempt(() => validator(value as never).valid);
  } catch {
    return nobody;
  } finally {
    unregisterSchema(address);
  }
}

function attempt(ask: () => boolean): boolean | undefined {
  try {
    return ask();
  } catch {
    // What a validator cannot read is no answer; the other one's stands only beside a listed defect.
    return undefined;
  }
}
