import { circleOf } from '../../domain/schema/circle.ts';
import { type Dialect, findDialect, hidesRefSiblings, idKeyword, META_SCHEMAS } from '../../domain/schema/dialect.ts';
import { indexSchema, type SchemaDocument, type SchemaLocation } from '../../domain/schema/document.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { roleOf } from '../../domain/schema/keywords.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { isSchema, subschemas } from '../../domain/schema/subschemas.ts';
import { assertionsOf, type Draft, draftOf, rewordedOf } from './assertions.ts';
import { writeBranches } from './repetition.ts';

/** The only addresses that a validator ever learns begin with it. */
const HOME = 'https://record.invalid/';

export const dialectOf = (schema: JsonValue): Dialect =>
  (isJsonObject(schema) ? findDialect(schema['$schema']) : undefined) ?? '2020-12';

/** Whether a reference of an excerpt leads into a draft's own schema. */
export const isMetaReference = (reference: JsonValue | undefined): boolean =>
  typeof reference === 'string' && /^https?:\/\/json-schema\.org\/draft/.test(reference);

/**
 * The part of a schema that judges a record, written for the validators: it accepts the record exactly if the whole
 * schema does. Its author's identifiers and anchors are gone, references lead to definitions that are named here, and
 * what means nothing in the draft or to the record is left out. So nothing in it is an address, meets what a validator
 * has read before, or says more to a validator than to the draft; and it compiles in a fraction of the time. Without a record
 * it is the whole schema.
 */
export function excerptOf(schema: JsonValue, record?: JsonValue): JsonValue {
  if (!isSchema(schema)) return schema;
  return new Excerpt(
    indexSchema(schema, dialectOf(schema)),
    record === undefined ? undefined : namesIn(record),
  ).write();
}

/** A resource as it is written. */
interface Home {
  readonly address: string;
  readonly dialect: Dialect;
  readonly draft: Draft;
  readonly definitions: Draft;
}

class Excerpt {
  readonly #document: SchemaDocument;
  /** Of the record's members; without them all count. */
  readonly #names: ReadonlySet<string> | undefined;
  /** Whether resources stay apart: dynamic references look at them, and each is read by its own draft. */
  readonly #keepsResources: boolean;
  /** By the pointer of the resource's root. */
  readonly #homes = new Map<string, Home>();
  /** The references to what is defined, by its pointer. */
  readonly #targets = new Map<string, string>();
  /** Schemas that were referred to and are not written yet: a chain of references is not a chain of calls. */
  readonly #open: (() => void)[] = [];

  constructor(document: SchemaDocument, names: ReadonlySet<string> | undefined) {
    this.#document = document;
    this.#names = names;
    const { dialect } = document.root.resource;
    this.#keepsResources = document.locations.some(
      ({ schema, resource }) => resource.dialect !== dialect || isDynamic(schema, resource.dialect),
    );
  }

  write(): JsonValue {
    const whole = this.#homeOf(this.#document.root);
    for (let next = this.#open.pop(); next; next = this.#open.pop()) next();
    for (const { draft, definitions, dialect } of this.#homes.values())
      if (Object.keys(definitions).length > 0) draft[definitionsKeyword(dialect)] = definitions;
    const embedded = [...this.#homes.values()].filter((home) => home !== whole);
    if (embedded.length === 0) return whole.draft;
    const keyword = definitionsKeyword(whole.dialect);
    const named = embedded.map(({ draft }, at): [string, Draft] => [`r${at}`, draft]);
    whole.draft[keyword] = draftOf({ ...whole.definitions, ...Object.fromEntries(named) });
    return whole.draft;
  }

  #homeOf({ resource }: SchemaLocation): Home {
    const { pointer, dialect } = this.#keepsResources ? resource : this.#document.root.resource;
    const known = this.#homes.get(pointer);
    if (known) return known;
    const address = this.#keepsResources ? `${HOME}${this.#homes.size}` : '';
    const draft = draftOf({ $schema: META_SCHEMAS[dialect] });
    if (address !== '') draft[idKeyword(dialect)] = address;
    const home = { address, dialect, draft, definitions: draftOf() };
    this.#homes.set(pointer, home);
    this.#open.push(() => this.#writeHome(pointer, home));
    return home;
  }

  #writeHome(pointer: string, { draft, dialect }: Home): void {
    const root = this.#document.child(this.#document.root, pointerTokens(pointer)) ?? this.#document.root;
    const written = this.#contentOf(root);
    if (!isJsonObject(written)) Object.assign(draft, written === false ? { not: draftOf() } : {});
    // A document that is a reference would be replaced by it, definitions and all.
    else if (hidesRefSiblings(dialect) && written['$ref'] !== undefined) draft['allOf'] = [written];
    else Object.assign(draft, written);
    if (!this.#keepsResources || !isJsonObject(root.schema)) return;
    if (root.schema['$recursiveAnchor'] === true && dialect === '2019-09') draft['$recursiveAnchor'] = true;
    const anchor = dynamicAnchorOf(root);
    if (anchor !== undefined) draft['$dynamicAnchor'] = anchor;
    // A dynamic reference may lead to any of them, as soon as the resource was entered.
    for (const location of this.#document.locations)
      if (location.resource.pointer === pointer && dynamicAnchorOf(location) !== undefined) this.#referenceTo(location);
  }

  /** The reference that leads to a schema, which is defined where it was not before. */
  #referenceTo(target: SchemaLocation): string {
    const home = this.#homeOf(target);
    if (this.#isHome(target)) return home.address || '#';
    const known = this.#targets.get(target.pointer);
    if (known !== undefined) return known;
    const name = `t${this.#targets.size}`;
    const reference = `${home.address}#/${definitionsKeyword(home.dialect)}/${name}`;
    this.#targets.set(target.pointer, reference);
    this.#open.push(() => {
      const anchor = this.#keepsResources ? dynamicAnchorOf(target) : undefined;
      const written = this.#contentOf(target);
      home.definitions[name] =
        anchor !== undefined && isJsonObject(written) ? draftOf({ ...written, $dynamicAnchor: anchor }) : written;
    });
    return reference;
  }

  #isHome({ pointer, resource }: SchemaLocation): boolean {
    return pointer === (this.#keepsResources ? resource.pointer : '');
  }

  /** A schema at its own place; what has a name of its own is among the definitions. */
  #inline(location: SchemaLocation): JsonValue {
    const isApart = this.#keepsResources && (this.#isHome(location) || dynamicAnchorOf(location) !== undefined);
    return isApart ? draftOf({ $ref: this.#referenceTo(location) }) : this.#contentOf(location);
  }

  /** Schemas that refer to each other on the spot say together what each of them says: validators would go round in them. */
  #contentOf(location: SchemaLocation): JsonValue {
    const circle = circleOf(location, (member) => this.#certainly(member));
    const [own = true, ...others] = [...circle].map((member) => this.#contentOutside(circle, member));
    if (others.length === 0 || !isJsonObject(own)) return own;
    return draftOf({ allOf: [own, ...others] });
  }

  /** The schemas that apply wherever a schema does. */
  #certainly(location: SchemaLocation): readonly SchemaLocation[] {
    const { schema, resource } = location;
    if (!isJsonObject(schema) || this.#keepsResources) return [];
    const { $ref, allOf } = schema;
    const target = typeof $ref === 'string' ? this.#document.resolve(location, $ref) : undefined;
    if (target && hidesRefSiblings(resource.dialect)) return [target];
    const branches = listOf(allOf).map((_, at) => this.#document.child(location, ['allOf', String(at)]));
    return [target, ...branches].filter((found) => found !== undefined);
  }

  #contentOutside(circle: ReadonlySet<SchemaLocation>, location: SchemaLocation): JsonValue {
    const { schema, resource } = location;
    if (!isJsonObject(schema)) return schema;
    const { dialect } = resource;
    if (hidesRefSiblings(dialect) && typeof schema['$ref'] === 'string')
      return draftOf(this.#isAmong(circle, location) ? {} : { $ref: this.#follow(location, schema['$ref']) });
    const draft = assertionsOf(schema, dialect);
    const writing = { location, schema, draft, circle };
    const more = [
      ...this.#writeApplicators(writing),
      ...this.#writeReferences(writing),
      ...rewordedOf(schema, dialect),
    ];
    if (more.length > 0) draft['allOf'] = [...listOf(draft['allOf']), ...more];
    return draft;
  }

  /** Whether a reference stays within the circle of its schema. */
  #isAmong(circle: ReadonlySet<SchemaLocation>, location: SchemaLocation): boolean {
    const reference = isJsonObject(location.schema) ? location.schema['$ref'] : undefined;
    const target = typeof reference === 'string' ? this.#document.resolve(location, reference) : undefined;
    return target !== undefined && circle.has(target) && !this.#keepsResources;
  }

  /** Gives what has to be said beside the lists. */
  #writeApplicators({ location, schema, draft, circle }: Writing): readonly JsonValue[] {
    const lists = new Map<string, JsonValue[]>();
    for (const { tokens } of subschemas(schema, location.resource.dialect)) {
      const [keyword = '', name] = tokens;
      if (roleOf(keyword) !== 'applies' || (keyword === 'properties' && this.#names?.has(name ?? '') === false))
        continue;
      const child = this.#document.child(location, tokens);
      if (!child || (keyword === 'allOf' && circle.has(child))) continue;
      const written = this.#inline(child);
      if (name === undefined) draft[keyword] = written;
      else if (isJsonArray(schema[keyword]))
        lists
          .set(keyword, lists.get(keyword) ?? [])
          .get(keyword)
          ?.push(written);
      else {
        draft[keyword] ??= draftOf();
        (draft[keyword] as Draft)[name] = written;
      }
    }
    return [...lists].flatMap(([keyword, list]) => writeBranches(draft, keyword, list));
  }

  /** Writes the references, and gives those that have no room beside others. */
  #writeReferences({ location, schema, draft, circle }: Writing): readonly JsonValue[] {
    const { $ref, $recursiveRef, $dynamicRef } = schema;
    const { resource } = location;
    if (typeof $ref === 'string' && !this.#isAmong(circle, location)) draft['$ref'] = this.#follow(location, $ref);
    if (typeof $recursiveRef === 'string' && resource.dialect === '2019-09') draft['$recursiveRef'] = '#';
    if (typeof $dynamicRef !== 'string' || resource.dialect !== '2020-12') return [];
    const target = this.#document.resolve(location, $dynamicRef);
    const anchor = target && dynamicAnchorOf(target);
    if (!target || anchor === undefined || anchor !== anchorName($dynamicRef.slice($dynamicRef.indexOf('#') + 1)))
      return [draftOf({ $ref: this.#follow(location, $dynamicRef) })];
    this.#referenceTo(target);
    const isNear = target.resource.pointer === resource.pointer;
    draft['$dynamicRef'] = `${isNear ? '' : this.#homeOf(target).address}#${anchor}`;
    return [];
  }

  #follow(from: SchemaLocation, reference: string): string {
    const target = this.#document.resolve(from, reference);
    if (target) return this.#referenceTo(target);
    // The drafts' own schemas come from no stranger, and each validator has its own at hand; all else leads nowhere.
    const { uri } = from.resource;
    const absolute = URL.canParse(reference, uri) ? new URL(reference, uri).href : '';
    return isMetaReference(absolute) ? absolute : `${HOME}nowhere`;
  }
}

interface Writing {
  readonly location: SchemaLocation;
  readonly schema: JsonObject;
  readonly draft: Draft;
  readonly circle: ReadonlySet<SchemaLocation>;
}

const isDynamic = (schema: JsonValue, dialect: Dialect): boolean =>
  isJsonObject(schema) &&
  ((dialect === '2019-09' && schema['$recursiveRef'] !== undefined) ||
    (dialect === '2020-12' && schema['$dynamicRef'] !== undefined));

/** Its name in the excerpt: a stranger's may be that of every object's method. */
const anchorName = (name: string): string => `a-${name}`;

function dynamicAnchorOf({ schema, resource }: SchemaLocation): string | undefined {
  const anchor = isJsonObject(schema) && resource.dialect === '2020-12' ? schema['$dynamicAnchor'] : undefined;
  return typeof anchor === 'string' ? anchorName(anchor) : undefined;
}

const definitionsKeyword = (dialect: Dialect): '$defs' | 'definitions' =>
  hidesRefSiblings(dialect) ? 'definitions' : '$defs';

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (isJsonArray(value) ? value : []);

function namesIn(record: JsonValue): ReadonlySet<string> {
  const names = new Set<string>();
  const open = [record];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (isJsonArray(value)) open.push(...value);
    else if (isJsonObject(value))
      for (const name of Object.keys(value)) {
        names.add(name);
        open.push(value[name] ?? null);
      }
  }
  return names;
}
