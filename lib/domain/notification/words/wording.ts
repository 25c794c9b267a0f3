import { isDay } from '../../date.ts';
import type { Change } from '../../diff/change.ts';
import { canonicalJson } from '../../schema/canonical.ts';
import { ExactNumber, isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { pointerTokens } from '../../schema/pointer.ts';

/** A record place as people write it: `items[*].price`; "" is `the whole record`. */
export function placeName(pointer: string): string {
  if (pointer === '') return 'the whole record';
  return pointerTokens(pointer).reduce((path, token) => {
    if (token === '*' || /^\d+$/.test(token)) return `${path}[${token}]`;
    const name = /^[\p{L}\p{N}_$@-]+$/u.test(token) ? token : JSON.stringify(token);
    return path === '' ? name : `${path}.${name}`;
  }, '');
}

/** What a change is, in a few words that fit a push preview; the caller escapes them. */
export interface Headline {
  readonly place: string;
  /** Follows the place: `changes integer → string`. */
  readonly words: string;
}

/** The change in a few words; where a rule has none of its own, its name and values. */
export function headline(change: Change): Headline {
  const place = placeName(change.pointer);
  const own = WORDS[change.ruleId]?.(change);
  return { place, words: own ?? `${change.ruleId.replaceAll('-', ' ')}${values(change)}` };
}

const arrow = ({ before, after }: Change): string => `${brief(before)} → ${brief(after)}`;
const both = (change: Change): boolean => change.before !== undefined && change.after !== undefined;
const values = (change: Change): string => {
  if (both(change)) return `: ${arrow(change)}`;
  if (change.after !== undefined) return `: now ${brief(change.after)}`;
  return change.before === undefined ? '' : `: no longer ${brief(change.before)}`;
};

type Words = (change: Change) => string | undefined;
const ifBoth =
  (words: (change: Change) => string): Words =>
  (change) =>
    both(change) ? words(change) : undefined;
const changes = ifBoth((change) => `changes ${arrow(change)}`);

/** The rules whose changes a team meets most; the others are worded by their names. */
const WORDS: Readonly<Record<string, Words>> = {
  'type-changed': changes,
  'type-widened': changes,
  'type-narrowed': changes,
  'type-integer-widened': changes,
  'property-removed': () => 'goes away',
  'property-renamed': (change) =>
    typeof change.after === 'string' ? `is renamed to ${placeName(asPointer(change.after))}` : undefined,
  'required-property-removed': () => 'may be missing',
  'became-optional': () => 'may be missing',
  'became-nullable': () => 'may become null',
  'extensible-value-added': (change) => listed('gains', difference(change.after, change.before)),
  'extensible-value-removed': (change) => listed('loses', difference(change.before, change.after)),
  'not-changed': () => 'excludes other values',
  'became-write-only': () => 'is no longer sent to readers',
  'default-changed': (change) => cameOrWent('default', change),
  'unit-changed': (change) => cameOrWent('unit', change),
  'format-changed': (change) => cameOrWent('format', change),
  'const-changed': ifBoth((change) => `changes from always ${brief(change.before)} to always ${brief(change.after)}`),
  'enum-value-added': (change) => listed('gains', difference(change.after, change.before)),
  'enum-value-removed': (change) => listed('loses', difference(change.before, change.after)),
  'deprecated-set': () => 'is deprecated',
  'sunset-changed': () => 'is deprecated',
  'break-unexplained': () => 'changes in a way that no rule names',
};

/** `changes unit cents → euros`, `gains a default: 3`, `loses its default: 3`. */
function cameOrWent(what: string, change: Change): string | undefined {
  if (both(change)) return `changes ${what} ${arrow(change)}`;
  if (change.after !== undefined) return `gains a ${what}: ${brief(change.after)}`;
  return change.before === undefined ? undefined : `loses its ${what}: ${brief(change.before)}`;
}

const asPointer = (name: string): string => (name.startsWith('/') ? name : `/${name}`);

/** The values of the first that the second does not list; a single value stands for itself. */
function difference(from: JsonValue | undefined, without: JsonValue | undefined): readonly JsonValue[] {
  const members = (value: JsonValue | undefined): readonly JsonValue[] =>
    value === undefined ? [] : isJsonArray(value) ? value : [value];
  const known = new Set(members(without).map(canonicalJson));
  return members(from).filter((value) => !known.has(canonicalJson(value)));
}

function listed(verb: string, members: readonly JsonValue[]): string | undefined {
  if (members.length === 0) return undefined;
  const shown = members.slice(0, 3).map(brief).join(', ');
  return `${verb} ${shown}${members.length > 3 ? ` and ${members.length - 3} more` : ''}`;
}

/** A value in at most 40 characters: type names and words bare, all else as JSON. */
function brief(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing';
  if (isJsonArray(value) && value.length > 0 && value.length <= 4 && value.every((item) => typeof item === 'string'))
    return shorten(value.join(' or '), 40);
  const text = typeof value === 'string' && /^[\p{L}\p{N}_.:/-]+$/u.test(value) ? value : recordText(value, 200);
  return shorten(text, 40);
}

const shorten = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/**
 * JSON on one line with spaces, as the examples in this project are written. What would leave a code block or hide in it
 * (backticks, controls, bidirectional marks) is written as JSON's own escapes, so that the record stays a record.
 * Beyond `max` characters it ends in an ellipsis.
 */
export function recordText(value: JsonValue, max: number): string {
  return shorten(spaced(value), max);
}

/**
 * The same over as many lines as it takes: what fits `width` columns stays on one, so that a record of many fields is read
 * like a list. Beyond `max` characters it is one line that ends in an ellipsis.
 */
export function recordBlock(
  value: JsonValue,
  { width, max }: { readonly width: number; readonly max: number },
): string {
  const line = spaced(value);
  return line.length > max ? shorten(line, max) : laidOut(value, '', width);
}

/** Deeper levels stay on one line: they would be more indentation than record. */
const DEEPEST = 8;

function laidOut(value: JsonValue, indent: string, width: number): string {
  const line = spaced(value);
  if (indent.length + line.length <= width || indent.length > DEEPEST) return line;
  const inner = `${indent}  `;
  const block = (open: string, parts: readonly string[], close: string): string =>
    `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
  if (isJsonArray(value))
    return block(
      '[',
      value.map((item) => laidOut(item, inner, width)),
      ']',
    );
  if (!isJsonObject(value)) return line;
  const members = Object.entries(value).map(([name, member]) => `${quoted(name)}: ${laidOut(member, inner, width)}`);
  return block('{', members, '}');
}

function spaced(value: JsonValue): string {
  if (typeof value === 'string') return quoted(value);
  if (isJsonArray(value)) return `[${value.map(spaced).join(', ')}]`;
  if (isJsonObject(value)) {
    const members = Object.entries(value).map(([name, member]) => `${quoted(name)}: ${spaced(member)}`);
    return `{${members.join(', ')}}`;
  }
  return value instanceof ExactNumber ? value.text : canonicalJson(value);
}

const UNSAFE = /[`\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const quoted = (text: string): string => JSON.stringify(text).replace(UNSAFE, asEscapes);

function asEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** No year is this one, so that a day is always said with its own: mails and issues are read for longer than a message. */
export const NO_YEAR = '0000';

/** Days from which on nobody can tell which year is meant. */
const NEAR_DAYS = 150;
const DAY_MS = 86_400_000;

/** `Tue 8 Dec`, with the year if it is another one than `now`'s, or months away. Both are UTC ISO 8601. */
export function dayName(at: string, now: string): string {
  const date = new Date(at);
  const day = `${DAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
  const isNear = Math.abs(date.getTime() - Date.parse(now)) < NEAR_DAYS * DAY_MS;
  return at.slice(0, 4) === now.slice(0, 4) && isNear ? day : `${day} ${at.slice(0, 4)}`;
}

/** A date that people keep: the day for all of them, or the moment with its hour, `Tue 8 Dec, 15:00 UTC`. */
export const dueName = (date: string, now: string): string =>
  isDay(date) ? dayName(date, now) : `${dayName(date, now)}, ${date.slice(11, 16)} UTC`;

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

/** At most `max` characters, whole ones, with an ellipsis for what is cut. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters: string[] = [];
  let length = 1;
  for (const character of text.slice(0, max)) {
    length += character.length;
    if (length > max) break;
    characters.push(character);
  }
  return `${characters.join('')}…`;
}
