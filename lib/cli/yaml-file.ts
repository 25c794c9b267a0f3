import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Place, SourceFile } from '../adapters/schema-source/source.ts';
import { fromPlain, type JsonValue, toNumber } from '../domain/schema/json.ts';
import { pointerTokens } from '../domain/schema/pointer.ts';
import { usageError } from './exit.ts';
import { visible } from './output/escape.ts';

/** The library's own bound on aliases, which a few lines could otherwise multiply without end. */
const MAX_ALIASES = 100;

/** Parses YAML 1.2 whose value JSON can say; all syntax errors are told at once, each with its place. */
export function parseYamlFile(name: string, text: string): SourceFile {
  const lineCounter = new LineCounter();
  // As big integers, so that no digit is lost on the way.
  const document = parseDocument(text, { lineCounter, uniqueKeys: true, intAsBigInt: true });
  const at = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { file: name, line, column: col };
  };
  const places = document.errors.map(({ pos, message }) => ({
    ...at(pos[0]),
    detail: visible(message.split(/ at line \d|\n/)[0] ?? ''),
  }));
  if (places.length > 0) throw usageError(`${name} is not YAML.`, places);
  const locate = (pointer: string): Place => at(offsetOf(document.contents, pointer));
  try {
    return { name, text, value: toJson(document.toJS({ maxAliasCount: MAX_ALIASES })), locate };
  } catch (error) {
    // A ReferenceError is an alias without its anchor, or one too many; a TypeError a value beyond JSON.
    if (!(error instanceof ReferenceError || error instanceof TypeError)) throw error;
    const detail = visible(error.message);
    throw usageError(`${name} holds what JSON cannot say: ${detail}.`, [{ ...at(0), detail }]);
  }
}

/** A value of the library's, whose big integers become JSON numbers. */
function toJson(value: unknown): JsonValue {
  if (typeof value === 'bigint') return toNumber(String(value));
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return fromPlain(value);
  const members: Record<string, JsonValue> = Object.create(null);
  for (const [key, member] of Object.entries(value)) members[key] = toJson(member);
  return members;
}

function offsetOf(contents: Node | null, pointer: string): number {
  let at: unknown = contents;
  let offset = contents?.range?.[0] ?? 0;
  for (const token of pointerTokens(pointer)) {
    // What an alias stands for is written elsewhere; the alias itself is the nearest place.
    if (isAlias(at)) break;
    if (isSeq(at)) at = at.items[Number(token)];
    else if (isMap(at)) {
      const pair = at.items.find(({ key }) => isScalar(key) && String(key.value) === token);
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

const isRanged = (node: unknown): node is { readonly range: readonly [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
