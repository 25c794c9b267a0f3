import { defined } from '../../domain/defined.ts';
import { type Dialect, findDialect, isUndated } from '../../domain/schema/dialect.ts';
import { isJsonObject } from '../../domain/schema/json.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { isSchema } from '../../domain/schema/subschemas.ts';
import { readAddress } from './address.ts';
import { type ApiDocument, findApiDocument, follow } from './api-document.ts';
import { Bundler, type BundleWorld, type SchemaSource } from './bundle.ts';
import { isOnlySent } from './component-uses.ts';
import type { SourceFile } from './source.ts';
import { toJsonSchema } from './to-json-schema.ts';

/** The schema that a bundle begins with. */
export interface Start {
  readonly file: SourceFile;
  readonly pointer: string;
  readonly dialect: Dialect;
  readonly kind: 'resource' | 'member';
  /** The document that the address led through: its parts in other files are written in its language, too. */
  readonly api?: ApiDocument;
  /** Clients send it, and it is read as they do. */
  readonly isRequest: boolean;
}

const REQUEST =
  'this is what clients send and the API reads: a change breaks them where the training lens says so (--verbose shows it)';

/**
 * The schema at a place of a file with all that it refers to. Throws a SourceError that names file, line and column of
 * each reference that leads nowhere; what else is wrong with a schema is the registry's to say.
 */
export async function loadSchema(
  place: { readonly file: SourceFile; readonly pointer: string },
  world: BundleWorld,
): Promise<SchemaSource> {
  const address = await readAddress(place, world.repository);
  const { file, pointer, api } = address;
  const own = findApiDocument(file.value);
  const isRequest = address.isRequest || (own !== undefined && isOnlySent(own, file.value, pointerTokens(pointer)));
  const found = follow(file.value, pointerTokens(pointer));
  const stated = isJsonObject(file.value) ? file.value['$schema'] : undefined;
  const isStated = stated !== undefined && !isUndated(stated);
  const dialect = isStated ? findDialect(stated) : (api?.dialect ?? '2020-12');
  if (!isSchema(found) || !dialect) return asWritten(file);
  const value = api && !isStated ? toJsonSchema(found, { api, document: file.value, isRequest }) : found;
  const kind = pointer === '' ? 'resource' : 'member';
  const start = { file, pointer, dialect, value, kind, isRequest, ...defined({ api }) } as const;
  const bundled = await new Bundler(world, start).run();
  const source = { ...bundled, files: [...new Set([...bundled.files, ...address.through])] };
  if (!isRequest) return source;
  return { ...source, warnings: [...(source.warnings ?? []), { ...file.locate(pointer), detail: REQUEST }] };
}

/** What cannot be bundled is refused by who parses it next, with the same words for all. */
const asWritten = (file: SourceFile): SchemaSource => ({ ...file, path: file.name, files: [file.name] });
