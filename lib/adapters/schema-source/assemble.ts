import { idKeyword, META_SCHEMAS } from '../../domain/schema/dialect.ts';
import { indexSchema } from '../../domain/schema/document.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { withValue } from './api-document.ts';
import type { SchemaSource } from './bundle.ts';
import { jsonObject } from './json-object.ts';
import { definitionsKeyword, type Part, pointerInFile } from './part.ts';
import { type FilePlace, type Place, SourceError } from './source.ts';

const MAX_PLACES = 20;

/**
 * The parts as one schema, the first around the others; one that needs none and is alone in its JSON file stays
 * that file's own text, digit by digit. Throws where a reference leads nowhere, with all such places.
 */
export function assemble(
  [root, ...others]: readonly Part[],
  {
    madeUpId,
    missing,
    warned,
  }: {
    readonly madeUpId: string | undefined;
    readonly missing: readonly FilePlace[];
    readonly warned: readonly FilePlace[];
  },
): SchemaSource {
  if (!root) throw new RangeError('a bundle has a first part');
  const defs = definitionsKeyword(root.dialect);
  const value = wholeOf(root, { others, defs, madeUpId });
  const locate = (pointer: string): Place => {
    const tokens = pointerTokens(pointer);
    const part = tokens[0] === defs ? others.find(({ name }) => name === tokens[1]) : undefined;
    const { file } = part ?? root;
    return file.locate(part ? pointerInFile(part, tokens.slice(2)) : pointerInFile(root, tokens));
  };
  const places = indexSchema(value, root.dialect)
    .problems.filter(({ code }) => code === 'remote-reference' || code === 'dangling-reference')
    .map(({ pointer, detail }) => {
      const place = locate(pointer);
      const same = missing.find(
        ({ file, line, column }) => file === place.file && line === place.line && column === place.column,
      );
      return same ?? { ...place, detail };
    });
  const name = root.pointer === '' ? root.file.name : `${root.file.name}#${root.pointer}`;
  if (places.length > 0)
    throw new SourceError(
      places.length === 1
        ? `A reference of ${name} leads nowhere.`
        : `${places.length} references of ${name} lead nowhere.`,
      places.slice(0, MAX_PLACES),
    );
  const sources = [...new Map([root, ...others].map(({ file }) => [file.name, file])).values()];
  const files = sources.map((file) => file.name);
  const warnings = [...sources.flatMap((file) => file.warnings ?? []), ...warned];
  const text = value === root.file.value ? root.file.text : jsonText(value);
  return { name, path: root.file.name, text, value, locate, files, ...(warnings.length > 0 ? { warnings } : {}) };
}

function wholeOf(
  root: Part,
  {
    others,
    defs,
    madeUpId,
  }: { readonly others: readonly Part[]; readonly defs: string; readonly madeUpId: string | undefined },
): JsonObject | boolean {
  const value = rewritten(root);
  if (!isJsonObject(value)) return value;
  const naming = {
    ...(root.kind === 'member' && value['$schema'] === undefined ? { $schema: META_SCHEMAS[root.dialect] } : {}),
    ...(madeUpId === undefined ? {} : { [idKeyword(root.dialect)]: madeUpId }),
  };
  const named = Object.keys(naming).length === 0 ? value : jsonObject(naming, value);
  if (others.length === 0) return named;
  const own = named[defs];
  const added = Object.fromEntries(others.map((part) => [part.name ?? '', rewritten(part)]));
  return jsonObject(named, { [defs]: jsonObject(isJsonObject(own) ? own : {}, added) });
}

const rewritten = ({ value, rewrites }: Part): JsonObject | boolean =>
  [...rewrites].reduce<JsonValue>((at, [pointer, to]) => withValue(at, pointerTokens(pointer), to), value) as
    | JsonObject
    | boolean;
