import type { Formula } from '../algebra/formula.ts';
import type { Compiler } from '../compile/compiler.ts';
import { layoutSchemas, schemasBesideLayout } from '../scope/items.ts';
import { hasKeyword, listsName, namesOf } from '../scope/keywords.ts';
import { namedBy } from '../scope/named-by.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { NO_NAMES } from './declarations.ts';
import type { Closing, Place } from './place.ts';
import { type Source, sourcesOf } from './sources.ts';

/** Schemas of one member that may or may not apply, before their combinations are too many. */
const MAX_CONDITIONAL = 5;

/** Without listing the combinations of branches: each name for itself is declared by one of the schemas that pass. */
export function closeNameByName(closing: Closing, place: Place, unknown: Formula): Formula {
  const { must, may } = place;
  const { compiler, declarations } = closing;
  const { formulas, languages } = compiler;
  const sources = must.flatMap((scoped) => [...sourcesOf(scoped, compiler)]);
  const holding = (test: (scoped: SchemaInScope) => boolean): Formula =>
    formulas.or(sources.filter(({ scoped }) => test(scoped)).map(({ condition }) => condition));
  const isPatterned = sources.some(({ scoped }) => namesOf(scoped.node, 'patternProperties').length > 0);
  const givesMore = sources.some(({ scoped }) =>
    ['additionalProperties', 'unevaluatedProperties'].some(
      (keyword) =>
        hasKeyword(scoped.node, keyword) && declarations.matters(compiler.graph.child(scoped, keyword), NO_NAMES),
    ),
  );
  const hasItems = sources.some(({ scoped }) =>
    itemSchemasOf(scoped, compiler).some((child) => declarations.matters(child, NO_NAMES)),
  );
  if (may.length > 0 || isPatterned || givesMore || hasItems) return unknown;
  const names = new Set(sources.flatMap(({ scoped }) => [...namesOf(scoped.node, 'properties'), ...namedBy(scoped)]));
  const listed = holding(({ node }) => hasKeyword(node, 'const') || hasKeyword(node, 'enum'));
  const free = formulas.or([
    formulas.not(holding(({ node }) => hasKeyword(node, 'properties'))),
    holding(({ node }) => hasKeyword(node, 'additionalProperties') || hasKeyword(node, 'unevaluatedProperties')),
  ]);
  const declared: Formula[] = [formulas.everyMember({ except: names, lang: languages.all }, formulas.false)];
  const inside: Formula[] = [];
  const named = new Map(sources.map(({ scoped }) => [scoped, new Set(namedBy(scoped))]));
  for (const name of names) {
    const absent = formulas.everyMember({ only: new Set([name]) }, formulas.false);
    const by = holding((scoped) => listsName(scoped.node, 'properties', name) || named.get(scoped)?.has(name) === true);
    declared.push(formulas.or([absent, by]));
    const given = closedMember(closing, name, sources);
    if (!given) return unknown;
    inside.push(formulas.or([absent, given]));
  }
  return formulas.or([listed, formulas.and([formulas.or([free, formulas.and(declared)]), ...inside])]);
}

/** The closure of one member, by which of the schemas that describe it apply; `undefined` if those are too many. */
function closedMember(closing: Closing, name: string, sources: readonly Source[]): Formula | undefined {
  const { compiler, declarations } = closing;
  const { formulas, graph } = compiler;
  const conditions = new Map<SchemaInScope, Formula>();
  for (const { scoped, condition } of sources) {
    if (!listsName(scoped.node, 'properties', name)) continue;
    const child = graph.child(scoped, 'properties', name);
    if (!declarations.matters(child, NO_NAMES)) continue;
    conditions.set(child, formulas.or([conditions.get(child) ?? formulas.false, condition]));
  }
  const certain = [...conditions].filter(([, condition]) => condition === formulas.true).map(([child]) => child);
  const others = [...conditions].filter(([, condition]) => condition !== formulas.true);
  if (others.length > MAX_CONDITIONAL) return undefined;
  const ways: Formula[] = [];
  for (let signs = 0; signs < 1 << others.length; signs++) {
    const passing = others.filter((_, at) => (signs >> at) & 1);
    const failing = others.filter((_, at) => !((signs >> at) & 1));
    const must = [...certain, ...passing.map(([child]) => child)];
    ways.push(
      formulas.and([
        ...passing.map(([, condition]) => condition),
        ...failing.map(([, condition]) => formulas.not(condition)),
        formulas.everyMember({ only: new Set([name]) }, closing.at({ must, may: [] })),
      ]),
    );
  }
  return formulas.or(ways);
}

function itemSchemasOf(scoped: SchemaInScope, { graph }: Compiler): readonly SchemaInScope[] {
  return [...layoutSchemas(scoped, graph), ...schemasBesideLayout(scoped, graph)];
}
