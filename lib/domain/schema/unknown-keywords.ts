import { distance } from 'fastest-levenshtein';
import type { SchemaDocument, SchemaLocation } from './document.ts';
import { isJsonArray, isJsonNumber, isJsonObject, type JsonObject, type JsonValue } from './json.ts';
import { holdingsOf, isAsserting, KEYWORD_NAMES, roleOf } from './keywords.ts';
import { extendPointer } from './pointer.ts';
import { isSchema, subschemas } from './subschemas.ts';

/** `pointer` counts from the document's root. */
interface UnknownKeyword {
  readonly pointer: string;
  readonly detail: string;
}

/** OpenAPI's own, which say nothing in JSON Schema and are not a mistake there. */
const OPENAPI = ['nullable', 'discriminator', 'xml', 'externalDocs', 'example'];
/** Words of people's own that are as near to a keyword as a slip, and meant. */
const OWN = ['samples', 'defaults'];
const TAKEN: ReadonlySet<string> = new Set([...OPENAPI, ...OWN]);
const SHOWN = 3;

/**
 * Where a schema's definitions stand if it says nothing besides, and accepts everything: one of them was meant. None where
 * it says something.
 */
export function findBareDefinitions({ root }: SchemaDocument): readonly string[] {
  const value = root.schema;
  // The schema of `contentSchema` is reported too, though it rejects nothing.
  if (!isJsonObject(value) || value['contentSchema'] !== undefined) return [];
  const names = Object.keys(value);
  if (names.some(isAsserting)) return [];
  return names.flatMap((name) => {
    const defined = roleOf(name) === 'defines' ? value[name] : undefined;
    return isJsonObject(defined) ? Object.keys(defined).map((one) => extendPointer('', [name, one])) : [];
  });
}

/**
 * Members that nobody reads although somebody meant them: near-misses of a keyword (`requierd`), and whole objects that
 * are not a schema (a record, another document's object), if everything would be accepted. What is unlike any keyword and
 * is beside one is an annotation of its author's.
 */
export function findUnknownKeywords(document: SchemaDocument): readonly UnknownKeyword[] {
  const inPlace = placesOfSchemas(document);
  return document.locations.flatMap((location) => {
    const { schema, pointer } = location;
    if (!isJsonObject(schema)) return [];
    const missed = isContainer(location) ? [] : nearMisses(schema, pointer);
    if (missed.length > 0) return missed;
    // If a schema is expected, only its root is checked: an inner one may hold annotations alone.
    const isAsked = pointer === '' || !inPlace.has(pointer);
    const strangers = isAsked && saysNothing(schema) ? Object.keys(schema).filter(isStranger) : [];
    return strangers.length > 0 ? [{ pointer, detail: notASchema(strangers) }] : [];
  });
}

function notASchema(strangers: readonly string[]): string {
  const names = strangers.slice(0, SHOWN).map((name) => JSON.stringify(name));
  const more = strangers.length > SHOWN ? ` and ${strangers.length - SHOWN} more` : '';
  const are = strangers.length > 1 ? 'are not keywords' : 'is not a keyword';
  return `is not a schema, and would accept everything: ${names.join(', ')}${more} ${are} of JSON Schema`;
}

/** Where schemas are by the keywords around them; a reference may lead elsewhere, as into an example. */
function placesOfSchemas(document: SchemaDocument): ReadonlySet<string> {
  const places = new Set(['']);
  // A schema is listed before what it holds.
  for (const { schema, pointer, resource } of document.locations)
    if (isJsonObject(schema) && places.has(pointer))
      for (const { tokens } of subschemas(schema, resource.dialect)) places.add(extendPointer(pointer, tokens));
  return places;
}

/** A file of named schemas that is a resource of a bundle: its members are names and no keywords. */
const isContainer = ({ schema, pointer, resource }: SchemaLocation): boolean =>
  pointer !== '' && pointer === resource.pointer && isJsonObject(schema) && saysNothing(schema);

/** No keyword here rejects a value, leads to a schema or keeps some. */
const saysNothing = (schema: JsonObject): boolean =>
  !Object.keys(schema).some((name) => isAsserting(name) || roleOf(name) === 'defines');

const isStranger = (name: string): boolean => roleOf(name) === undefined && !TAKEN.has(name) && !isExtension(name);

/** Names that say of themselves that they are not keywords: `x-unit`, `_format`, `//`, `@type`. */
const isExtension = (name: string): boolean => /^(?:x-|[^a-z$])/i.test(name);

function nearMisses(schema: JsonObject, pointer: string): readonly UnknownKeyword[] {
  return Object.entries(schema).flatMap(([name, value]) => {
    if (!isStranger(name)) return [];
    const meant = MEANT.find(
      (keyword) => schema[keyword] === undefined && isNear(name, keyword) && fits(keyword, value),
    );
    return meant === undefined
      ? []
      : [
          {
            pointer: extendPointer(pointer, [name]),
            detail: `${JSON.stringify(name)} is not a keyword: did you mean ${JSON.stringify(meant)}?`,
          },
        ];
  });
}

/** A keyword of which a misspelling changes what is accepted or told; those that reject values first. */
const MEANT: readonly string[] = [
  ...KEYWORD_NAMES.filter(isAsserting),
  ...KEYWORD_NAMES.filter((name) => roleOf(name) === 'annotates'),
  ...OPENAPI,
];

/** Written otherwise (`additional_properties`, `minlength`), or a slip of the fingers away. */
function isNear(name: string, keyword: string): boolean {
  const [given, known] = [plain(name), plain(keyword)];
  if (given === known) return true;
  // Three letters and fewer are near to too much.
  if (known.length < 4) return false;
  const away = distance(given, known);
  return away <= 1 || (away === 2 && (known.length >= 8 || isSwapped(given, known)));
}

const plain = (name: string): string => name.toLowerCase().replace(/[-_$ ]/g, '');

/** Two neighbours changed places, as in `tpye`. */
function isSwapped(given: string, known: string): boolean {
  if (given.length !== known.length) return false;
  const at = [...known].findIndex((character, index) => character !== given[index]);
  return `${known.slice(0, at)}${known[at + 1]}${known[at]}${known.slice(at + 2)}` === given;
}

/** Whether the value is one that the keyword takes in some draft; a word of the author's own seldom has that form. */
function fits(keyword: string, value: JsonValue): boolean {
  const held = [...holdingsOf(keyword, '2020-12'), ...holdingsOf(keyword, 'draft-07')];
  if (held.length > 0) return held.some((holding) => (holding === 'list' ? isJsonArray(value) : isSchema(value)));
  if (/^(?:min|max|multiple)/.test(keyword)) return isJsonNumber(value);
  if (/^exclusive/.test(keyword)) return isJsonNumber(value) || typeof value === 'boolean';
  if (FLAGS.has(keyword)) return typeof value === 'boolean';
  if (TEXTS.has(keyword) || roleOf(keyword) === 'refers') return typeof value === 'string';
  if (keyword === 'type') return typeof value === 'string' || isJsonArray(value);
  if (keyword === 'enum' || keyword === 'examples') return isJsonArray(value);
  if (keyword === 'required') return isJsonArray(value) || typeof value === 'boolean';
  return ANY.has(keyword) || isJsonObject(value);
}

const FLAGS: ReadonlySet<string> = new Set(['uniqueItems', 'deprecated', 'readOnly', 'writeOnly', 'nullable']);
const TEXTS: ReadonlySet<string> = new Set(
  'pattern format title description contentEncoding contentMediaType'.split(' '),
);
const ANY: ReadonlySet<string> = new Set(['const', 'default', 'example']);
