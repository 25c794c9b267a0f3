import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** A number whose decimal digits a double would lose, e.g. 9007199254740993 or 1e400; `text` is its JSON text. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  /** The nearest double, for display and for libraries that know nothing else. */
  valueOf(): number {
    return Number(this.text);
  }
  toJSON(): number {
    return Number(this.text);
  }
}

export type JsonValue = null | boolean | number | ExactNumber | string | readonly JsonValue[] | JsonObject;
/** Made without a prototype, so that `__proto__` and `toString` are names like any other. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export interface JsonLimits {
  /** UTF-16 code units of the text. */
  readonly length: number;
  /** Levels of nesting; bounds every recursive function over the value. */
  readonly depth: number;
}
export const DEFAULT_JSON_LIMITS: JsonLimits = { length: 8_000_000, depth: 1_000 };

/** A member whose name was in its object before; `offset` is where it is again. */
interface RepeatedMember {
  readonly name: string;
  readonly offset: number;
}

export type ParsedJson =
  | { readonly ok: true; readonly value: JsonValue; readonly repeated: readonly RepeatedMember[] }
  | { readonly ok: false; readonly problem: 'syntax' | 'limit'; readonly detail: string; readonly offset: number };

/**
 * Parses JSON text (RFC 8259) with two differences from `JSON.parse`: numbers keep their digits (`ExactNumber` if a
 * double would not), and a repeated member name is an error instead of silently the last one.
 */
export function parseJson(text: string, limits: JsonLimits = DEFAULT_JSON_LIMITS): ParsedJson {
  const parsed = parseJsonAsFound(text, limits);
  const twin = parsed.ok ? parsed.repeated[0] : undefined;
  return twin ? refuse('syntax', `the member ${JSON.stringify(twin.name)} occurs twice`, twin.offset) : parsed;
}

/** The same for what cannot be repaired any more: of members with one name the last counts, as in `JSON.parse`, and all are listed. */
export function parseJsonAsFound(text: string, limits: JsonLimits = DEFAULT_JSON_LIMITS): ParsedJson {
  if (text.length > limits.length)
    return refuse('limit', `the text is longer than ${limits.length} characters`, limits.length);
  const tooDeep = findTooDeep(text, limits.depth);
  if (tooDeep !== undefined) return refuse('limit', `nested deeper than ${limits.depth} levels`, tooDeep);
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  if (first) return refuse('syntax', inWords(first.error), first.offset);
  if (!tree) return refuse('syntax', 'a value is missing', 0);
  const repeated: RepeatedMember[] = [];
  return { ok: true, value: toValue(tree, { text, repeated }), repeated };
}

/** Line and column of an offset, both counted from 1. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
export const isJsonArray = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);
export const isJsonNumber = (value: JsonValue | undefined): value is number | ExactNumber =>
  typeof value === 'number' || value instanceof ExactNumber;

/**
 * Takes a value that another parser made (a YAML file, a test's literal) into the form of `parseJson`: prototype-less
 * objects. Throws a TypeError on what JSON cannot say.
 */
export function fromPlain(value: unknown): JsonValue {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (value instanceof ExactNumber) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map(fromPlain);
  if (typeof value === 'object') {
    const members: Record<string, JsonValue> = Object.create(null);
    for (const [name, member] of Object.entries(value)) if (member !== undefined) members[name] = fromPlain(member);
    return members;
  }
  throw new TypeError(`${typeof value} has no JSON form`);
}

/** Normal form of a decimal number's text: `[-]digits e exponent` with no zeros at either end of the digits. */
export function normalDecimal(text: string): { negative: boolean; digits: string; exponent: number } {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) throw new TypeError(`not a JSON number: ${text}`);
  const [, sign, whole = '', fraction = '', exponentText = '0'] = match;
  const all = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = all.replace(/0+$/, '');
  if (digits === '') return { negative: false, digits: '0', exponent: 0 };
  const exponent = Number(exponentText) - fraction.length + (all.length - digits.length);
  return { negative: sign === '-', digits, exponent };
}

const WORDS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not know (only true, false and null are known)',
  InvalidNumberFormat: 'a number that JSON does not know',
  PropertyNameExpected: 'a member name in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is more text after the value',
  InvalidCommentToken: 'a comment, which JSON does not have',
  UnexpectedEndOfString: 'a string is not closed',
  UnexpectedEndOfNumber: 'a number is cut off',
  InvalidUnicode: 'a \\u escape without four hexadecimal digits',
  InvalidEscapeCharacter: 'an escape that JSON does not know',
  InvalidCharacter: 'a control character, which must be escaped',
};
function inWords(code: ParseError['error']): string {
  const name = printParseErrorCode(code);
  return WORDS[name] ?? name;
}

const refuse = (problem: 'syntax' | 'limit', detail: string, offset: number): ParsedJson => ({
  ok: false,
  problem,
  detail,
  offset,
});

/** Offset of the first bracket beyond the depth, found without recursion, before a recursive parser sees the text. */
function findTooDeep(text: string, depth: number): number | undefined {
  let level = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at++;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      if (++level > depth) return at;
    } else if (code === 0x7d || code === 0x5d) level--;
  }
  return undefined;
}

function toValue(node: Node, source: { readonly text: string; readonly repeated: RepeatedMember[] }): JsonValue {
  switch (node.type) {
    case 'object': {
      const members: Record<string, JsonValue> = Object.create(null);
      for (const property of node.children ?? []) {
        const [name, value] = property.children ?? [];
        if (!name || !value) continue;
        if (name.value in members) source.repeated.push({ name: name.value, offset: name.offset });
        members[name.value] = toValue(value, source);
      }
      return members;
    }
    case 'array':
      return (node.children ?? []).map((child) => toValue(child, source));
    case 'number':
      return toNumber(source.text.slice(node.offset, node.offset + node.length));
    default:
      return node.value;
  }
}

/** The number as a double if its shortest decimal form has the digits of `text`, else with its digits kept. */
export function toNumber(text: string): number | ExactNumber {
  const double = Number(text);
  if (!Number.isFinite(double)) return new ExactNumber(text);
  const [kept, wanted] = [normalDecimal(String(double)), normalDecimal(text)];
  const same = kept.digits === wanted.digits && kept.exponent === wanted.exponent;
  return same ? (Object.is(double, -0) ? 0 : double) : new ExactNumber(text);
}
