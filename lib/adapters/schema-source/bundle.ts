import { dirname, join, relative, sep } from 'node:path';
import { findDialect, isUndated } from '../../domain/schema/dialect.ts';
import { DEFAULT_BASE, indexSchema } from '../../domain/schema/document.ts';
import { isJsonObject } from '../../domain/schema/json.ts';
import { extendPointer, pointerTokens } from '../../domain/schema/pointer.ts';
import { isSchema } from '../../domain/schema/subschemas.ts';
import { decode } from './address.ts';
import { type ApiDocument, findApiDocument, follow, homeOf, memberName, schemaInside } from './api-document.ts';
import { objectAt } from './api-grammar.ts';
import { assemble } from './assemble.ts';
import { asResource, definitionsKeyword, idText, needsWrapping, ownUri, type Part, pointerInFile } from './part.ts';
import { type FilePlace, type Place, type Repository, SourceError, type SourceFile } from './source.ts';
import type { Start } from './start.ts';
import { isInheritance, nameSubtypes } from './subtypes.ts';
import { findIdleNullables, toJsonSchema, warnOfIdleNullables } from './to-json-schema.ts';

/** One schema with all that it refers to; `text` is what is sent, `locate` leads back to the authors' files. */
export interface SchemaSource extends SourceFile {
  /** The file that it begins in; `name` also says where in it. */
  readonly path: string;
  /** All files that it was made of, the schema's own first. */
  readonly files: readonly string[];
}

/** Where references may lead. */
export interface BundleWorld {
  readonly repository: Repository;
  /** The file that calls itself by this address; nothing is ever fetched. */
  findByUri(uri: string): Promise<SourceFile | undefined>;
}

/** More than any schema has; a chain of references ends somewhere. */
const MAX_PARTS = 1_000;

interface Reference {
  readonly text: string;
  /** Where it is in its part's value. */
  readonly at: string;
  readonly base: string;
}

/**
 * Collects the files that a schema refers to, each as a resource under `$defs` with its `$id` (JSON Schema 2020-12,
 * section 9.3), so that references stay as they are written wherever the standard resolves them there. Of OpenAPI and
 * AsyncAPI documents only the schemas that are reached come along.
 */
export class Bundler {
  readonly #world: BundleWorld;
  readonly #root: Part;
  readonly #rootUri: string | undefined;
  readonly #parts: Part[];
  /** Every address that the bundle defines so far. */
  readonly #uris = new Set<string>();
  readonly #missing: FilePlace[] = [];
  /** What has no effect at its place. */
  readonly #idle: Place[] = [];
  readonly #api: ApiDocument | undefined;
  readonly #isRequest: boolean;
  /** For a first schema without `$id` that another file refers back to. */
  #madeUpId: string | undefined;

  constructor(world: BundleWorld, start: Start & { readonly value: Part['value'] }) {
    const { file, pointer, dialect, value, kind } = start;
    this.#world = world;
    this.#api = start.api;
    this.#isRequest = start.isRequest;
    this.#rootUri = ownUri(value, { dialect, base: DEFAULT_BASE });
    const base = this.#rootUri ?? DEFAULT_BASE;
    this.#root = { file, pointer, dialect, value, kind, base, isWrapped: false, rewrites: new Map() };
    this.#parts = [this.#root];
    nameSubtypes(this.#root);
  }

  async run(): Promise<SchemaSource> {
    // The list grows while it is read.
    for (let at = 0; at < this.#parts.length; at++) {
      const part = this.#parts[at];
      if (part) await this.#link(part);
      if (this.#parts.length > MAX_PARTS)
        throw new SourceError(`${this.#root.file.name} refers to more than ${MAX_PARTS} schemas: divide it.`);
    }
    const warned = warnOfIdleNullables(this.#idle);
    return assemble(this.#parts, { madeUpId: this.#madeUpId, missing: this.#missing, warned });
  }

  async #link(part: Part): Promise<void> {
    this.#idle.push(...findIdleNullables(part, findApiDocument(part.file.value) ?? this.#api));
    const { locations, problems } = indexSchema(part.value, part.dialect);
    const bases = new Map(locations.map(({ pointer, resource }) => [pointer, resource.uri]));
    if (part.kind === 'resource') for (const uri of bases.values()) this.#uris.add(uri);
    for (const { code, pointer: at } of problems) {
      if (code !== 'remote-reference' && code !== 'dangling-reference') continue;
      const tokens = pointerTokens(at);
      const text = follow(part.value, tokens);
      const inner = bases.get(extendPointer('', tokens.slice(0, -1)));
      const base = inner === undefined || inner === DEFAULT_BASE ? part.base : inner;
      const to = typeof text === 'string' ? await this.#newReference(part, { text, at, base }) : undefined;
      if (to !== undefined) part.rewrites.set(at, to);
    }
  }

  /** What a reference must be in the bundle; `undefined` where it may stay, or leads nowhere. */
  async #newReference(part: Part, reference: Reference): Promise<string | undefined> {
    const [path = '', fragment = ''] = reference.text.split('#', 2);
    if (path === '')
      return part.kind === 'member'
        ? this.#memberReference(part, part.file, { at: reference.at, fragment })
        : undefined;
    const uri = URL.canParse(path, reference.base) ? new URL(path, reference.base).href : undefined;
    if (uri !== undefined && part.kind === 'resource' && this.#uris.has(uri)) return undefined;
    const file = await this.#findFile(part, { ...reference, path, uri });
    if (!file) return undefined;
    if (findApiDocument(file.value) || (file.name === this.#root.file.name && this.#root.kind === 'member'))
      return this.#memberReference(part, file, { at: reference.at, fragment });
    const target = this.#addressOf(file, { uri: uri ?? this.#madeUpUri(file), from: part });
    const here = part.kind === 'resource' ? uri : new URL(path, this.#root.base).href;
    return here === target ? undefined : `${idText(target, this.#root.base)}${fragment && `#${fragment}`}`;
  }

  async #findFile(
    part: Part,
    { text, at, path, uri }: Reference & { readonly path: string; readonly uri: string | undefined },
  ): Promise<SourceFile | undefined> {
    const place = part.file.locate(pointerInFile(part, pointerTokens(at)));
    const name = /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path) ? undefined : join(dirname(part.file.name), fileName(path));
    try {
      const file = name === undefined ? undefined : await this.#world.repository.find(name);
      const found = file ?? (uri === undefined ? undefined : await this.#world.findByUri(uri));
      if (found) return found;
    } catch (error) {
      if (!(error instanceof SourceError) || error.places.length > 0) throw error;
      throw new SourceError(error.message, [{ ...place, detail: `${JSON.stringify(text)} leads there` }]);
    }
    const why =
      name === undefined
        ? 'is not fetched: keep a copy in the repository and list it under references in forewarn.config.json'
        : `leads to no file: there is no ${name}`;
    this.#missing.push({ ...place, detail: `${JSON.stringify(text)} ${why}` });
    return undefined;
  }

  /** The address of a whole file in the bundle, which it joins if it is not there yet. */
  #addressOf(file: SourceFile, { uri, from }: { readonly uri: string; readonly from: Part }): string {
    if (file.name === this.#root.file.name) return this.#rootUri ?? this.#nameRoot(uri);
    const known = this.#parts.find((part) => part.kind === 'resource' && part.file.name === file.name);
    if (known) return known.base;
    const { value } = file;
    if (!isSchema(value))
      throw new SourceError(`${file.name} is not a JSON Schema, and ${from.file.name} refers to it.`);
    const stated = isJsonObject(value) && !isUndated(value['$schema']) ? findDialect(value['$schema']) : undefined;
    const dialect = stated ?? from.dialect;
    const base = ownUri(value, { dialect, base: uri }) ?? uri;
    const twin = this.#parts.find((part) => part.base === base && part.kind === 'resource');
    if (twin)
      throw new SourceError(
        `${file.name} and ${twin.file.name} would both be ${base} in one bundle: give each its own $id.`,
      );
    const id = idText(base, this.#root.base);
    this.#parts.push({
      file,
      pointer: '',
      dialect,
      value: asResource(this.#converted(value, file, stated === undefined ? this.#api : undefined), {
        id,
        dialect,
        outer: this.#root.dialect,
      }),
      kind: 'resource',
      base,
      name: this.#freeName(id.replace(/^\//, '')),
      isWrapped: needsWrapping(value, dialect),
      rewrites: new Map(),
    });
    return base;
  }

  /** A reference to one schema of a file that holds many, which joins the bundle if it is not there yet. */
  #memberReference(
    from: Part,
    file: SourceFile,
    { at, fragment }: { readonly at: string; readonly fragment: string },
  ): string | undefined {
    const tokens = pointerTokens(decode(fragment));
    const api = findApiDocument(file.value);
    const home = homeOf(file.value, tokens);
    const language = api ?? this.#api;
    const object = api ? objectAt(api, file.value, tokens) : 'schema';
    if (object !== 'schema' && object !== 'payload' && object !== 'extension') return undefined;
    const place = schemaInside(follow(file.value, home), home);
    const pointer = extendPointer('', place);
    const value = follow(file.value, place);
    if (!isSchema(value) || !fragment.startsWith('/')) return undefined;
    const dialect = api?.dialect ?? this.#root.dialect;
    const known = this.#parts.find((part) => part.file.name === file.name && part.pointer === pointer);
    const part = known ?? {
      file,
      pointer,
      dialect,
      value: this.#converted(value, file, language),
      kind: 'member',
      base: this.#madeUpUri(file),
      name: this.#freeName(memberName(home)),
      isWrapped: false,
      rewrites: new Map(),
    };
    if (dialect !== this.#root.dialect)
      throw new SourceError(
        `${file.name} is written in ${dialect}, and ${from.file.name} in ${this.#root.dialect}: one cannot refer to schemas of the other.`,
      );
    if (!known) this.#parts.push(part);
    if (!isInheritance(from, at)) nameSubtypes(part);
    const way = part.name === undefined ? [] : [definitionsKeyword(this.#root.dialect), part.name];
    const local = `#${encode(extendPointer('', [...way, ...tokens.slice(home.length)]))}`;
    if (from.kind === 'member' || from === this.#root) return local;
    return `${idText(this.#rootUri ?? this.#nameRoot(this.#madeUpUri(this.#root.file)), this.#root.base)}${local}`;
  }

  #converted(value: Part['value'], file: SourceFile, api: ApiDocument | undefined): Part['value'] {
    return api ? toJsonSchema(value, { api, document: file.value, isRequest: this.#isRequest }) : value;
  }

  #nameRoot(uri: string): string {
    this.#madeUpId ??= idText(uri, this.#root.base);
    return new URL(this.#madeUpId, DEFAULT_BASE).href;
  }

  /** An address for what has none, by its way from the first schema's folder: it stays when both move together. */
  #madeUpUri(file: SourceFile): string {
    const way = relative(dirname(this.#root.file.name), file.name).split(sep).map(encodeURIComponent).join('/');
    return new URL(way, DEFAULT_BASE).href;
  }

  #freeName(wanted: string): string {
    const { value, dialect } = this.#root;
    const own = isJsonObject(value) ? value[definitionsKeyword(dialect)] : undefined;
    const isTaken = (name: string): boolean =>
      (isJsonObject(own) && own[name] !== undefined) || this.#parts.some((part) => part.name === name);
    let name = wanted;
    for (let number = 2; isTaken(name); number++) name = `${wanted}-${number}`;
    return name;
  }
}

const fileName = (path: string): string => decode(path.replace(/\?.*$/s, ''));

const encode = (pointer: string): string => pointer.split('/').map(encodeURIComponent).join('/');
