import { isJsonArray, isJsonObject, type JsonValue } from './json.ts';

/** One reference token of RFC 6901, escaped. */
const escapeToken = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1');

/** The pointer behind `pointer` by unescaped tokens: `extendPointer('/a', ['b/c'])` is `/a/b~1c`. */
export const extendPointer = (pointer: string, tokens: readonly string[]): string =>
  tokens.reduce((path, token) => `${path}/${escapeToken(token)}`, pointer);

/** The unescaped tokens of an RFC 6901 pointer; none for ''. */
export const pointerTokens = (pointer: string): readonly string[] =>
  pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken);

/** The member or item that one unescaped token names. Array indices have no leading zeros (RFC 6901, section 4). */
export function findMember(value: JsonValue, token: string): JsonValue | undefined {
  if (isJsonArray(value)) return /^(0|[1-9]\d*)$/.test(token) ? value[Number(token)] : undefined;
  return isJsonObject(value) ? value[token] : undefined;
}

const unescapeToken = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');
