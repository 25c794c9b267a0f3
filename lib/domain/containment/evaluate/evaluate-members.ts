import { isJsonArray, isJsonObject, type JsonObject } from '../../schema/json.ts';
import { extendPointer } from '../../schema/pointer.ts';
import { countOf, hasKeyword, keywordOf, namesOf, stringsOf } from '../scope/keywords.ts';
import type { Check } from './check.ts';
import { addName } from './result.ts';

/** Required members and their number; checked first, because this is cheap and most objects that fail do so here. */
export function checkRequired(check: Check): void {
  const { node, value } = check;
  if (!isJsonObject(value)) return;
  const required = stringsOf(keywordOf(node, 'required'));
  check.look(required.length);
  for (const name of required) {
    if (!(name in value)) check.fail();
    if (check.isOver) return;
  }
  const [min, max] = [countOf(node, 'minProperties'), countOf(node, 'maxProperties')];
  if (min === undefined && max === undefined) return;
  const count = Object.keys(value).length;
  if (count < (min ?? 0)) check.fail();
  if (count > (max ?? Number.POSITIVE_INFINITY)) check.fail();
}

/** The keywords that apply to an object's members or depend on them. */
export function checkMembers(check: Check): void {
  const { node, result, value } = check;
  if (!isJsonObject(value)) return;
  const names = Object.keys(value);
  check.look(names.length);
  checkNamed(check, names);
  if (check.isOver) return;
  if (hasKeyword(node, 'propertyNames'))
    for (const name of names) {
      const { valid } = check.child(['propertyNames'], name);
      if (valid === false) check.fail(extendPointer('', [name]));
      else if (valid === undefined) check.doubt();
    }
  checkDependencies(check, value);
  if (!hasKeyword(node, 'unevaluatedProperties')) return;
  for (const name of names)
    if (!result.allNames && !result.names?.has(name)) checkMember(check, name, ['unevaluatedProperties']);
  result.allNames = true;
}

function checkMember(check: Check, name: string, tokens: readonly string[]): void {
  const { value } = check;
  check.mergeInside(check.child(tokens, (isJsonObject(value) ? value[name] : undefined) ?? null), name);
}

function checkNamed(check: Check, names: readonly string[]): void {
  const { node, result } = check;
  const own = keywordOf(node, 'properties');
  const patterns = namesOf(node, 'patternProperties');
  const rest = hasKeyword(node, 'additionalProperties');
  if (own === undefined && patterns.length === 0 && !rest) return;
  check.look(names.length * patterns.length);
  for (const name of names) {
    let covered: boolean | undefined = false;
    if (isJsonObject(own) && name in own) {
      covered = true;
      addName(result, name);
      checkMember(check, name, ['properties', name]);
    }
    for (const pattern of patterns) {
      const match = check.matches(pattern, name);
      if (match === undefined) {
        check.doubt();
        covered ||= undefined;
      }
      if (!match) continue;
      covered = true;
      addName(result, name);
      checkMember(check, name, ['patternProperties', pattern]);
    }
    if (rest && covered === false) checkMember(check, name, ['additionalProperties']);
    if (check.isOver) return;
  }
  if (rest) result.allNames = true;
}

function checkDependencies(check: Check, value: JsonObject): void {
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    const table = keywordOf(check.node, keyword);
    if (!isJsonObject(table)) continue;
    const watched = Object.keys(table);
    check.look(watched.length);
    for (const name of watched) {
      if (!(name in value)) continue;
      const needed = table[name];
      const others = typeof needed === 'string' ? [needed] : stringsOf(needed);
      check.look(others.length);
      if (isJsonArray(needed) || typeof needed === 'string') {
        if (others.some((other) => !(other in value))) check.fail();
      } else check.merge(check.child([keyword, name], value));
    }
  }
}
