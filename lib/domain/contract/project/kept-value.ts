import { ARRAY, type Formula, OBJECT } from '../../containment/algebra/formula.ts';
import type { Engine } from '../../containment/engine.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../schema/json.ts';
import { nothingRead, type ReadTree, wholeTree } from '../reads.ts';

/** The values that look like this one if they are read. */
export function keptValue(value: JsonValue, tree: ReadTree, engine: Engine): Formula {
  const { formulas, languages } = engine;
  if (isJsonArray(value)) {
    const items = tree.children.get('*') ?? (tree.whole ? wholeTree(tree.strict) : nothingRead);
    return formulas.and([
      formulas.types(ARRAY),
      formulas.size('items', value.length, value.length),
      ...value.map((item, at) => formulas.everyItem(at, at + 1, keptValue(item, items, engine))),
    ]);
  }
  if (!isJsonObject(value)) return formulas.values([value]);
  const parts: Formula[] = [formulas.types(OBJECT)];
  const names = Object.keys(value);
  for (const name of names) {
    const inner = tree.children.get(name) ?? (tree.whole ? wholeTree(tree.strict) : undefined);
    if (!inner) continue;
    const only = new Set([name]);
    parts.push(formulas.everyMember({ only }, keptValue(value[name] ?? null, inner, engine)));
    if (!inner.handles.has('missing')) parts.push(formulas.someMember({ only }, formulas.true));
  }
  for (const name of tree.children.keys())
    if (!(name in value)) parts.push(formulas.everyMember({ only: new Set([name]) }, formulas.false));
  if (tree.whole && tree.strict)
    parts.push(
      formulas.everyMember(
        { except: new Set([...names, ...tree.children.keys()]), lang: languages.all },
        formulas.false,
      ),
    );
  return formulas.and(parts);
}
