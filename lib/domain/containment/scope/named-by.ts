import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { keywordOf, stringsOf } from './keywords.ts';
import type { SchemaInScope } from './schema-in-scope.ts';

/** The names that `required`, `dependentRequired` and a finite `propertyNames` declare. */
export function namedBy({ node }: SchemaInScope): readonly string[] {
  const names = [...stringsOf(keywordOf(node, 'required'))];
  for (const keyword of ['dependentRequired', 'dependencies']) {
    const table = keywordOf(node, keyword);
    if (isJsonObject(table))
      for (const name of Object.keys(table)) if (isJsonArray(table[name])) names.push(...stringsOf(table[name]));
  }
  const listed = keywordOf(node, 'propertyNames');
  if (isJsonObject(listed)) {
    if (typeof listed['const'] === 'string') names.push(listed['const']);
    names.push(...stringsOf(listed['enum']));
  }
  return names;
}
