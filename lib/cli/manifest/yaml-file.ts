import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { FilePlace, Place, SourceFile } from '../../adapters/schema-source/source.ts';
import { DEFAULT_JSON_LIMITS } from '../../domain/schema/json.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { Repeated } from '../workspace/source-file.ts';
import { type Anchors, isRanged, mergedInto, toJson } from './yaml-value.ts';

/**
 * Parses YAML 1.2 (1.1 if the file says so) with merge keys, whose value JSON can say. Throws a CliError with the
 * place of every syntax error, or of everything that JSON does not have.
 */
export function parseYamlFile(name: string, text: string, repeated: Repeated = 'refused'): SourceFile {
  const lineCounter = new LineCounter();
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file: name, line, column: col };
  };
  const placed = ({ offset, detail }: { offset: number; detail: string }): FilePlace => ({
    ...at(offset),
    detail: visible(detail),
  });
  const document = parseText(name, text, lineCounter);
  const errors = document.errors.map(({ code, pos, message }) =>
    placed({
      offset: pos[0],
      detail:
        code === 'MULTIPLE_DOCS'
          ? 'a second document begins, and a file holds one'
          : (message.split(/ at line \d|\n/)[0] ?? ''),
    }),
  );
  if (errors.length > 0) throw usageError(`${name} is not YAML.`, errors);
  const { value, anchors, ...found } = toJson(document);
  const faults = [...found.faults, ...(repeated === 'refused' ? found.repeated : [])];
  if (faults.length > 0) throw usageError(`${name} holds what JSON cannot say.`, faults.map(placed));
  const locate = (pointer: string): Place => at(offsetOf(document.contents, { pointer, anchors }));
  const warnings = found.repeated.map(({ offset, detail }) => placed({ offset, detail: `${detail}: the last counts` }));
  return { name, text: jsonText(value), value, locate, ...(warnings.length > 0 ? { warnings } : {}) };
}

function parseText(name: string, text: string, lineCounter: LineCounter): Document.Parsed {
  if (text.length > DEFAULT_JSON_LIMITS.length)
    throw usageError(`${name} is longer than ${DEFAULT_JSON_LIMITS.length} characters.`);
  try {
    // As big integers, so that no digit is lost on the way. Repeated keys are ours to find: two may differ only in quotes.
    return parseDocument(text, { lineCounter, uniqueKeys: false, intAsBigInt: true, merge: true, logLevel: 'error' });
  } catch (error) {
    // The library's own recursion, on what no person wrote.
    if (error instanceof RangeError) throw usageError(`${name} is nested too deep to be read.`);
    throw error;
  }
}

/** Where what a pointer leads to is written, or the nearest element above it. */
function offsetOf(
  contents: Node | null,
  { pointer, anchors }: { readonly pointer: string; readonly anchors: Anchors },
): number {
  let at: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const token of pointerTokens(pointer)) {
    // The value of an alias is written elsewhere; the alias itself is the nearest place.
    if (isAlias(at)) break;
    if (isSeq(at)) at = at.items[Number(token)];
    else if (isMap(at)) {
      const pair = findPair(at, { token, anchors, depth: 0 });
      if (!isScalar(pair?.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      at = pair.value;
      continue;
    } else break;
    if (!isRanged(at)) break;
    offset = at.range[0];
  }
  return offset;
}

/** A mapping's member, its own or a merged one; the last of its name. */
function findPair(
  map: YAMLMap,
  way: { readonly token: string; readonly anchors: Anchors; readonly depth: number },
): YAMLMap['items'][number] | undefined {
  const { token, anchors, depth } = way;
  const own = map.items.findLast(
    ({ key }) => isScalar(key) && typeof key.value !== 'symbol' && String(key.value) === token,
  );
  // The value was read before, so that merges end; their number may still grow with their depth.
  if (own || depth > 20) return own;
  for (const source of mergedInto(map, anchors)) {
    const found = findPair(source, { token, anchors, depth: depth + 1 });
    if (found) return found;
  }
  return undefined;
}
