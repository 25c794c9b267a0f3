import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft6 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft4 from 'ajv-draft-04';
import { type Dialect, META_SCHEMAS } from './dialect.ts';
import { ExactNumber, isJsonArray, isJsonObject, type JsonValue } from './json.ts';
import { isInert } from './keywords.ts';
import { extendPointer } from './pointer.ts';

/** `pointer` counts from the document's root. */
export interface MetaSchemaProblem {
  readonly pointer: string;
  readonly detail: string;
}

export interface MetaSchemaQuestion {
  readonly schema: JsonValue;
  readonly dialect: Dialect;
  /** Where `schema` is in the document. */
  readonly pointer: string;
  /** Pointers of embedded resources, from the document's root: each is a question of its own. */
  readonly apart: ReadonlySet<string>;
  /** Whether a pointer leads to a schema, and not to a table of names. */
  readonly isSchemaAt: (pointer: string) => boolean;
}

/**
 * Validates a schema against its draft's meta-schema. Stops at the first place that fails: asking ajv for all errors
 * would make it compare a list's items pairwise, which a stranger's long list turns into minutes.
 */
export function findMetaSchemaProblems(question: MetaSchemaQuestion): readonly MetaSchemaProblem[] {
  const validate = validatorOf(question.dialect);
  try {
    if (validate(toPlain(question, question.schema, question.pointer))) return [];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ pointer: question.pointer, detail: 'nests too deeply to be validated' }];
  }
  const byPointer = new Map<string, string[]>();
  for (const error of validate.errors ?? []) {
    const pointer = question.pointer + error.instancePath;
    byPointer.set(pointer, [...(byPointer.get(pointer) ?? []), describe(error)]);
  }
  // The branches of the meta-schema's anyOf complain of one place each in their own words.
  return [...byPointer].map(([pointer, details]) => ({ pointer, detail: [...new Set(details)].join(', or ') }));
}

const compiled = new Map<Dialect, ValidateFunction>();

// Compiled once and only when a schema of that draft arrives: each costs 10 to 40 ms.
function validatorOf(dialect: Dialect): ValidateFunction {
  const known = compiled.get(dialect);
  if (known) return known;
  const validate = createAjv(dialect).getSchema(META_SCHEMAS[dialect]);
  if (!validate) throw new Error(`ajv does not hold the meta-schema of ${dialect}`);
  compiled.set(dialect, validate);
  return validate;
}

// Formats are not asserted: ajv's meta-schemas call for `regex`, which parse-schema checks with and without the u flag.
const OPTIONS = { strict: false, validateFormats: false, logger: false } as const;

function createAjv(dialect: Dialect): Ajv {
  switch (dialect) {
    case 'draft-04':
      return new draft4.default(OPTIONS);
    case 'draft-06':
      return new Ajv(OPTIONS).addMetaSchema(draft6);
    case 'draft-07':
      return new Ajv(OPTIONS);
    case '2019-09':
      return new Ajv2019(OPTIONS);
    case '2020-12':
      return new Ajv2020(OPTIONS);
  }
}

/** The value as ajv reads it: doubles for numbers, `true` for what is validated elsewhere. */
function toPlain(question: MetaSchemaQuestion, value: JsonValue, pointer: string): unknown {
  if (value instanceof ExactNumber) return toDouble(value);
  if (isJsonArray(value)) {
    // Drafts 4 and 6 ask for distinct values in an enum, and ajv compares them pairwise; repeated ones mean nothing.
    const items = pointer.endsWith('/enum') ? value.slice(0, 1) : value;
    return items.map((item, at) => toPlain(question, item, `${pointer}/${at}`));
  }
  if (!isJsonObject(value)) return value;
  // Draft 4 has no boolean schemas; an empty one is a schema of every draft.
  if (pointer !== question.pointer && question.apart.has(pointer)) return {};
  const members: Record<string, unknown> = Object.create(null);
  // Meta-schemas look into some keywords that their draft gave up, as `dependencies` in 2020-12.
  for (const [name, member] of Object.entries(value))
    if (!((isHarmlessWhereEmpty(name, member) || isInert(name, question.dialect)) && question.isSchemaAt(pointer)))
      members[name] = toPlain(question, member, extendPointer(pointer, [name]));
  return members;
}

/** Drafts 4 to 2019-09 want at least one value in some lists; an empty one says what it says, and generators write it. */
const isHarmlessWhereEmpty = (name: string, member: JsonValue): boolean =>
  isJsonArray(member) && member.length === 0 && (name === 'required' || name === 'enum' || name === 'items');

/** The nearest double that keeps the sign and is neither 0 nor infinite: a meta-schema asks for no more. */
function toDouble(number: ExactNumber): number {
  const double = Number(number.text);
  if (double === 0) return number.text.startsWith('-') ? -Number.MIN_VALUE : Number.MIN_VALUE;
  return Number.isFinite(double) ? double : Math.sign(double) * Number.MAX_VALUE;
}

function describe(error: ErrorObject): string {
  const message = error.message ?? 'is not allowed';
  if (error.keyword === 'enum') return `must be one of ${error.params['allowedValues'].join(', ')}`;
  return message.replace('must match a schema in anyOf', 'must have one of the forms that the draft allows');
}
