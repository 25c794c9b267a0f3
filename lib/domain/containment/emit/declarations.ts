import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import type { Region } from '../algebra/region.ts';
import { namedRegions } from '../compile/compile-members.ts';
import type { Compiler } from '../compile/compiler.ts';
import { inPlace } from '../scope/in-place.ts';
import { layoutSchemas, schemasBesideLayout } from '../scope/items.ts';
import { hasKeyword, keywordOf, listOf, namesOf } from '../scope/keywords.ts';
import { namedBy } from '../scope/named-by.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import { UnsupportedRegex } from '../strings/regex.ts';

export const NO_NAMES: ReadonlySet<string> = new Set();

/** The declarations in a schema's text: which schemas matter to a document, and which names they mention. */
export class Declarations {
  readonly #compiler: Compiler;
  readonly #describing = new Map<SchemaInScope, boolean>();

  constructor(compiler: Compiler) {
    this.#compiler = compiler;
  }

  /** Whether it makes a difference to what is declared, here or further inside, that a schema passes. */
  matters(scoped: SchemaInScope, declared: ReadonlySet<string>): boolean {
    if (!isJsonObject(scoped.node.schema)) return false;
    return this.#describes(scoped) || this.#declares(scoped, declared, new Set());
  }

  #declares(scoped: SchemaInScope, declared: ReadonlySet<string>, seen: Set<SchemaInScope>): boolean {
    if (seen.has(scoped)) return false;
    seen.add(scoped);
    const { node } = scoped;
    if (hasKeyword(node, 'additionalProperties') || hasKeyword(node, 'unevaluatedProperties')) return true;
    if (namedBy(scoped).some((name) => !declared.has(name))) return true;
    const constant = keywordOf(node, 'const');
    const listed = constant === undefined ? listOf(node, 'enum') : [constant];
    if (listed.some((value) => isJsonObject(value) || isJsonArray(value))) return true;
    return inPlace(scoped, this.#compiler).some((inner) => this.#declares(inner, declared, seen));
  }

  /** Whether some schema reachable from here lists members. */
  #describes(scoped: SchemaInScope): boolean {
    const known = this.#describing.get(scoped);
    if (known !== undefined) return known;
    const seen = new Set<SchemaInScope>([scoped]);
    const open = [scoped];
    for (let next = open.pop(); next; next = open.pop()) {
      const there = this.#describing.get(next);
      if (there || hasKeyword(next.node, 'properties') || hasKeyword(next.node, 'patternProperties')) {
        this.#describing.set(scoped, true);
        return true;
      }
      if (there === false) continue;
      for (const inner of [...inPlace(next, this.#compiler), ...this.#below(next)])
        if (!seen.has(inner) && isJsonObject(inner.node.schema)) {
          seen.add(inner);
          open.push(inner);
        }
    }
    // Nothing reachable describes, so nothing reachable from what was reached does either.
    for (const visited of seen) this.#describing.set(visited, false);
    return false;
  }

  #below(scoped: SchemaInScope): readonly SchemaInScope[] {
    const { graph } = this.#compiler;
    const { node } = scoped;
    const found = [...layoutSchemas(scoped, graph)];
    for (const keyword of ['additionalProperties', 'unevaluatedProperties'])
      if (hasKeyword(node, keyword)) found.push(graph.child(scoped, keyword));
    return [...found, ...schemasBesideLayout(scoped, graph)];
  }

  /** Names that the schema declares whatever its branches do. */
  certainNames(scoped: SchemaInScope, seen: Set<SchemaInScope>): ReadonlySet<string> {
    if (seen.has(scoped)) return NO_NAMES;
    seen.add(scoped);
    const { graph } = this.#compiler;
    const names = new Set([...namesOf(scoped.node, 'properties'), ...namedBy(scoped)]);
    const inner = graph.references(scoped).map(({ target }) => target);
    inner.push(...graph.branches(scoped, 'allOf'));
    for (const next of inner) for (const name of this.certainNames(next, seen)) names.add(name);
    return names;
  }

  /** Every name that some schema at this place mentions, whether it passes or not. */
  knownNames(scoped: SchemaInScope, seen: Set<SchemaInScope>): readonly Region[] {
    if (seen.has(scoped) || !isJsonObject(scoped.node.schema)) return [];
    seen.add(scoped);
    const regions: Region[] = [{ only: new Set(namedBy(scoped)) }];
    try {
      regions.push(...namedRegions(this.#compiler, scoped));
    } catch (error) {
      if (!(error instanceof UnsupportedRegex)) throw error;
      regions.push({ except: NO_NAMES, lang: this.#compiler.languages.all });
    }
    for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
      const value = keywordOf(scoped.node, keyword);
      if (value !== undefined && value !== false)
        regions.push({ except: NO_NAMES, lang: this.#compiler.languages.all });
    }
    return [...regions, ...inPlace(scoped, this.#compiler).flatMap((inner) => this.knownNames(inner, seen))];
  }
}
