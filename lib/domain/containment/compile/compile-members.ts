import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import { EVERY_TYPE, type Formula, OBJECT } from '../algebra/formula.ts';
import { oneName, outsideOf, type Region } from '../algebra/region.ts';
import { countOf, hasKeyword, keywordOf, namesOf, stringsOf } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import type { Compiler } from './compiler.ts';

/** The keywords that speak of objects. */
export function compileMembers(compiler: Compiler, scoped: SchemaInScope, parts: Formula[]): void {
  const { formulas } = compiler;
  const { node } = scoped;
  for (const name of stringsOf(keywordOf(node, 'required')))
    parts.push(formulas.someMember(oneName(name), formulas.true));
  parts.push(
    formulas.size(
      'members',
      Math.ceil(countOf(node, 'minProperties') ?? 0),
      Math.floor(countOf(node, 'maxProperties') ?? Number.POSITIVE_INFINITY),
    ),
  );
  for (const name of namesOf(node, 'properties'))
    parts.push(formulas.everyMember(oneName(name), compiler.child(scoped, 'properties', name)));
  if (namesOf(node, 'patternProperties').length > 0 || hasKeyword(node, 'additionalProperties'))
    parts.push(compiler.guarded(scoped, 'patternProperties', () => formulas.and(openMembers(compiler, scoped))));
  if (hasKeyword(node, 'propertyNames'))
    parts.push(compiler.guarded(scoped, 'propertyNames', () => propertyNames(compiler, scoped)));
  dependencies(compiler, scoped, parts);
}

function openMembers(compiler: Compiler, scoped: SchemaInScope): readonly Formula[] {
  const { formulas } = compiler;
  const { node } = scoped;
  const result = namesOf(node, 'patternProperties').map((source) =>
    formulas.everyMember(
      { except: new Set(), lang: compiler.pattern(source) },
      compiler.child(scoped, 'patternProperties', source),
    ),
  );
  if (hasKeyword(node, 'additionalProperties'))
    result.push(
      formulas.everyMember(
        outsideOf(namedRegions(compiler, scoped), compiler.languages),
        compiler.child(scoped, 'additionalProperties'),
      ),
    );
  return result;
}

/** The names and patterns of `properties` and `patternProperties`. Throws `UnsupportedRegex`. */
export function namedRegions(compiler: Compiler, { node }: SchemaInScope): readonly Region[] {
  return [
    { only: new Set(namesOf(node, 'properties')) },
    ...namesOf(node, 'patternProperties').map((source) => ({
      except: new Set<string>(),
      lang: compiler.pattern(source),
    })),
  ];
}

function propertyNames(compiler: Compiler, scoped: SchemaInScope): Formula {
  const { formulas, languages } = compiler;
  const names = compiler.child(scoped, 'propertyNames');
  if (names.kind === 'values' && names.positive) {
    const listed = [...names.values.values()].filter((value) => typeof value === 'string');
    return formulas.everyMember({ except: new Set(listed), lang: languages.all }, formulas.false);
  }
  const written = (): Formula => {
    const lang = compiler.stringLanguages.of(names);
    if (lang) return formulas.everyMember({ except: new Set(), lang: languages.not(lang) }, formulas.false);
    const about = compiler.graph.identities.identityOf(compiler.graph.child(scoped, 'propertyNames'));
    const reason = 'propertyNames asks for more than a regular language';
    return formulas.or([
      formulas.types(EVERY_TYPE & ~OBJECT),
      compiler.unknown(scoped, 'propertyNames', { reason, about }),
    ]);
  };
  // A reference may lead back to this very schema, which is not compiled yet.
  return refers(names) ? formulas.lazy({ key: `names${names.id}`, only: OBJECT, expand: written }) : written();
}

const refers = (formula: Formula): boolean =>
  formula.kind === 'lazy' || ((formula.kind === 'and' || formula.kind === 'or') && formula.parts.some(refers));

function dependencies(compiler: Compiler, scoped: SchemaInScope, parts: Formula[]): void {
  const { formulas } = compiler;
  const { node } = scoped;
  for (const keyword of ['dependencies', 'dependentRequired', 'dependentSchemas']) {
    const table = keywordOf(node, keyword);
    if (!isJsonObject(table)) continue;
    for (const name of Object.keys(table)) {
      const needed = table[name];
      const demand: Formula = isJsonArray(needed)
        ? formulas.and(stringsOf(needed).map((other) => formulas.someMember(oneName(other), formulas.true)))
        : typeof needed === 'string'
          ? formulas.someMember(oneName(needed), formulas.true)
          : compiler.child(scoped, keyword, name);
      parts.push(formulas.or([formulas.everyMember(oneName(name), formulas.false), demand]));
    }
  }
}
