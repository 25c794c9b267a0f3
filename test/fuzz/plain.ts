/** JSON as other libraries have it. */
export type Plain = null | boolean | number | string | readonly Plain[] | PlainObject;
export interface PlainObject {
  readonly [name: string]: Plain;
}

export const isObject = (value: Plain | undefined): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isList = (value: Plain | undefined): value is readonly Plain[] => Array.isArray(value);

/** The object with members added or replaced; a function because `__proto__` is a name like any other. */
export const put = (object: PlainObject, members: readonly (readonly [string, Plain])[]): PlainObject =>
  Object.fromEntries([...Object.entries(object), ...members]);

export const without = (object: PlainObject, name: string): PlainObject =>
  Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));

/** The value with what stands behind the tokens replaced; `undefined` takes it out. */
export function replaceAt(value: Plain, tokens: readonly string[], next: Plain | undefined): Plain {
  const [token, ...rest] = tokens;
  if (token === undefined) return next ?? null;
  if (isList(value)) {
    const at = Number(token);
    if (rest.length === 0 && next === undefined) return value.filter((_, index) => index !== at);
    return value.map((item, index) => (index === at ? replaceAt(item, rest, next) : item));
  }
  if (!isObject(value)) return value;
  if (rest.length === 0 && next === undefined) return without(value, token);
  const inner = Object.hasOwn(value, token) ? (value[token] ?? null) : null;
  const replaced: readonly [string, Plain] = [token, replaceAt(inner, rest, next)];
  return Object.hasOwn(value, token)
    ? Object.fromEntries(Object.entries(value).map((entry) => (entry[0] === token ? replaced : entry)))
    : put(value, [replaced]);
}

/** Every value in a value, with the tokens that lead to it; the outer ones first. */
export function* valuesIn(
  value: Plain,
  tokens: readonly string[] = [],
): Generator<readonly [Plain, readonly string[]]> {
  yield [value, tokens];
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) yield* valuesIn(member, [...tokens, name]);
}
