import type { Region } from '../algebra/region.ts';
import type { Passed } from '../compile/cases.ts';
import type { Compiler } from '../compile/compiler.ts';
import { evaluatedNames } from '../compile/evaluated.ts';
import { hasKeyword, namesOf } from '../scope/keywords.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';
import type { Lang } from '../strings/lang.ts';
import { NO_NAMES } from './declarations.ts';

/** Which schemas a successful one gives to a member, by the member's name. */
export class MemberSchemas {
  readonly patterns: readonly { readonly lang: Lang; readonly source: string }[];
  readonly #scoped: SchemaInScope;
  readonly #compiler: Compiler;
  readonly #own: ReadonlySet<string>;
  readonly #evaluated: readonly Region[] | undefined;

  constructor(passed: Passed, compiler: Compiler) {
    this.#scoped = passed.scoped;
    this.#compiler = compiler;
    const { node } = passed.scoped;
    this.#own = new Set(namesOf(node, 'properties'));
    this.patterns = namesOf(node, 'patternProperties').map((source) => ({ source, lang: compiler.pattern(source) }));
    this.#evaluated = hasKeyword(node, 'unevaluatedProperties') ? evaluatedNames(passed, compiler) : undefined;
  }

  /** `undefined` stands for a name that no `properties` lists; `inside` says which regions it lies in. */
  children(name: string | undefined, inside: (region: Region) => boolean): readonly SchemaInScope[] {
    const { graph } = this.#compiler;
    const found: SchemaInScope[] = [];
    const own = name !== undefined && this.#own.has(name);
    if (own) found.push(graph.child(this.#scoped, 'properties', name));
    const matching = this.patterns.filter(({ lang }) => inside({ except: NO_NAMES, lang }));
    for (const { source } of matching) found.push(graph.child(this.#scoped, 'patternProperties', source));
    if (!own && matching.length === 0 && hasKeyword(this.#scoped.node, 'additionalProperties'))
      found.push(graph.child(this.#scoped, 'additionalProperties'));
    if (this.#evaluated && !this.#evaluated.some(inside))
      found.push(graph.child(this.#scoped, 'unevaluatedProperties'));
    return found;
  }
}
