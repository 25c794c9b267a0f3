import type { Region } from '../algebra/region.ts';
import type { Passed } from '../compile/cases.ts';
import type { Compiler } from '../compile/compiler.ts';
import { evaluatedNames } from '../compile/evaluated.ts';
import { hasKeyword, namesOf } from '../scope/keywords.ts';
import type { Spot } from '../scope/spot.ts';
import type { Lang } from '../strings/lang.ts';
import { NO_NAMES } from './declarations.ts';

/** Which schemas a successful one gives to a member, by the member's name. */
export class Giver {
  readonly patterns: readonly { readonly lang: Lang; readonly source: string }[];
  readonly #spot: Spot;
  readonly #compiler: Compiler;
  readonly #own: ReadonlySet<string>;
  readonly #evaluated: readonly Region[] | undefined;

  constructor(passed: Passed, compiler: Compiler) {
    this.#spot = passed.spot;
    this.#compiler = compiler;
    const { node } = passed.spot;
    this.#own = new Set(namesOf(node, 'properties'));
    this.patterns = namesOf(node, 'patternProperties').map((source) => ({ source, lang: compiler.pattern(source) }));
    this.#evaluated = hasKeyword(node, 'unevaluatedProperties') ? evaluatedNames(passed, compiler) : undefined;
  }

  /** `undefined` stands for a name that no `properties` lists; `inside` says which regions it lies in. */
  children(name: string | undefined, inside: (region: Region) => boolean): readonly Spot[] {
    const { spots } = this.#compiler;
    const found: Spot[] = [];
    const own = name !== undefined && this.#own.has(name);
    if (own) found.push(spots.child(this.#spot, 'properties', name));
    const matching = this.patterns.filter(({ lang }) => inside({ except: NO_NAMES, lang }));
    for (const { source } of matching) found.push(spots.child(this.#spot, 'patternProperties', source));
    if (!own && matching.length === 0 && hasKeyword(this.#spot.node, 'additionalProperties'))
      found.push(spots.child(this.#spot, 'additionalProperties'));
    if (this.#evaluated && !this.#evaluated.some(inside)) found.push(spots.child(this.#spot, 'unevaluatedProperties'));
    return found;
  }
}
