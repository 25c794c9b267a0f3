import { dirname, join } from 'node:path';
import { type Dialect, findDialect, hidesRefSiblings, isUndated } from '../../domain/schema/dialect.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { extendPointer, pointerTokens } from '../../domain/schema/pointer.ts';
import { isSchema } from '../../domain/schema/subschemas.ts';
import { findApiDocument, follow, isJsonSchemaFormat, schemaTokens, toJsonSchema } from './api-document.ts';
import { Bundler, type BundleWorld, type SchemaSource } from './bundle.ts';
import { type Repository, SourceError, type SourceFile } from './source.ts';

/** The schema that a bundle begins with. */
export interface Start {
  readonly file: SourceFile;
  readonly pointer: string;
  readonly dialect: Dialect;
  readonly kind: 'resource' | 'member';
}

/** A chain of components that only refer to the next one ends somewhere. */
const MAX_HOPS = 20;

/**
 * The schema at a place of a file with all that it refers to. Throws a SourceError that names file, line and column of
 * each reference that leads nowhere; what else is wrong with a schema is the registry's to say.
 */
export async function loadSchema(
  place: { readonly file: SourceFile; readonly pointer: string },
  world: BundleWorld,
): Promise<SchemaSource> {
  const { file, pointer } = await findStart(place, world.repository);
  const api = findApiDocument(file.value);
  const found = follow(file.value, pointerTokens(pointer));
  const stated = isJsonObject(file.value) ? file.value['$schema'] : undefined;
  const dialect = api?.dialect ?? (stated === undefined || isUndated(stated) ? '2020-12' : findDialect(stated));
  if (!isSchema(found) || !dialect) return asWritten(file);
  const value = api ? toJsonSchema(api, found) : found;
  return await new Bundler(world, {
    file,
    pointer,
    dialect,
    value,
    kind: pointer === '' ? 'resource' : 'member',
  }).run();
}

/** What cannot be bundled is refused by who parses it next, with the same words for all. */
const asWritten = (file: SourceFile): SchemaSource => ({ ...file, path: file.name, files: [file.name] });

async function findStart(
  { file, pointer }: { readonly file: SourceFile; readonly pointer: string },
  repository: Repository,
): Promise<{ readonly file: SourceFile; readonly pointer: string }> {
  let at = { file, pointer };
  for (let hops = 0; hops < MAX_HOPS; hops++) {
    const api = findApiDocument(at.file.value);
    if (!api) return checked(at);
    const tokens = schemaTokens(at.file.value, pointerTokens(at.pointer));
    if (tokens.length === 0) throw noneNamed(at.file.name);
    refuseFormat(at.file, tokens);
    const here = checked({ file: at.file, pointer: extendPointer('', tokens) });
    const value = follow(at.file.value, tokens);
    const next = isJsonObject(value) && isOnlyReference(value, api.dialect) ? value['$ref'] : undefined;
    if (typeof next !== 'string') return here;
    const [path = '', fragment = ''] = next.split('#', 2);
    const target = path === '' ? at.file : await repository.find(join(dirname(at.file.name), path));
    if (!target)
      throw new SourceError(`${here.file.name}#${here.pointer} refers to ${next}, which does not exist.`, [
        { ...at.file.locate(`${here.pointer}/$ref`), detail: `${JSON.stringify(next)} leads to no file` },
      ]);
    at = { file: target, pointer: decodeURI(fragment) };
  }
  throw new SourceError(`${file.name}#${pointer} refers to itself.`);
}

const isOnlyReference = (value: JsonObject, dialect: Dialect): boolean =>
  hidesRefSiblings(dialect) || Object.keys(value).length === 1;

function checked(at: { readonly file: SourceFile; readonly pointer: string }): typeof at {
  const { file, pointer } = at;
  if (pointer === '' || isSchema(follow(file.value, pointerTokens(pointer)))) return at;
  throw new SourceError(`${file.name} has no schema at ${pointer}.`, [
    { ...file.locate(pointer), detail: `${pointer} would be beneath here` },
  ]);
}

function noneNamed(name: string): Error {
  return new SourceError(
    `${name} describes an API, and is no schema itself: name one of its schemas, e.g. ${name}#/components/schemas/Order.`,
  );
}

/** A payload in Avro or Protobuf is no business of ours. */
function refuseFormat(file: SourceFile, tokens: readonly string[]): void {
  const holders = [tokens.slice(0, -1), tokens.slice(0, -2)].map((way) => follow(file.value, way));
  const format = holders.map(formatOf).find((stated) => stated !== undefined);
  if (!isJsonSchemaFormat(format))
    throw new SourceError(
      `${file.name}#${extendPointer('', tokens)} is written in ${String(format)}: only JSON Schema can be compared.`,
    );
}

const formatOf = (value: JsonValue | undefined): JsonValue | undefined =>
  isJsonObject(value) ? value['schemaFormat'] : undefined;
