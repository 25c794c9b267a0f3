import { isJsonArray, isJsonObject } from '../../schema/json.ts';
import type { Region } from '../algebra/region.ts';
import { namedRegions } from '../compile/compile-members.ts';
import type { Compiler } from '../compile/compiler.ts';
import { inPlace } from '../scope/in-place.ts';
import { layoutSchemas, schemasBesideLayout } from '../scope/items.ts';
import { hasKeyword, keywordOf, listOf, namesOf } from '../scope/keywords.ts';
import { namedBy } from '../scope/named-by.ts';
import type { Spot } from '../scope/spot.ts';
import { UnsupportedRegex } from '../strings/regex.ts';

export const NO_NAMES: ReadonlySet<string> = new Set();

/** What a schema's text says about declaring, whatever the document: which schemas matter to it, and which names it mentions. */
export class Declarations {
  readonly #compiler: Compiler;
  readonly #describing = new Map<Spot, boolean>();

  constructor(compiler: Compiler) {
    this.#compiler = compiler;
  }

  /** Whether it makes a difference to what is declared, here or further inside, that a schema passes. */
  matters(spot: Spot, declared: ReadonlySet<string>): boolean {
    if (!isJsonObject(spot.node.schema)) return false;
    return this.#describes(spot) || this.#declares(spot, declared, new Set());
  }

  #declares(spot: Spot, declared: ReadonlySet<string>, seen: Set<Spot>): boolean {
    if (seen.has(spot)) return false;
    seen.add(spot);
    const { node } = spot;
    if (hasKeyword(node, 'additionalProperties') || hasKeyword(node, 'unevaluatedProperties')) return true;
    if (namedBy(spot).some((name) => !declared.has(name))) return true;
    const constant = keywordOf(node, 'const');
    const listed = constant === undefined ? listOf(node, 'enum') : [constant];
    if (listed.some((value) => isJsonObject(value) || isJsonArray(value))) return true;
    return inPlace(spot, this.#compiler).some((inner) => this.#declares(inner, declared, seen));
  }

  /** Whether some schema reachable from here lists members. */
  #describes(spot: Spot): boolean {
    const known = this.#describing.get(spot);
    if (known !== undefined) return known;
    const seen = new Set<Spot>([spot]);
    const open = [spot];
    for (let next = open.pop(); next; next = open.pop()) {
      const there = this.#describing.get(next);
      if (there || hasKeyword(next.node, 'properties') || hasKeyword(next.node, 'patternProperties')) {
        this.#describing.set(spot, true);
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

  #below(spot: Spot): readonly Spot[] {
    const { spots } = this.#compiler;
    const { node } = spot;
    const found = [...layoutSchemas(spot, spots)];
    for (const keyword of ['additionalProperties', 'unevaluatedProperties'])
      if (hasKeyword(node, keyword)) found.push(spots.child(spot, keyword));
    return [...found, ...schemasBesideLayout(spot, spots)];
  }

  /** Names that the schema declares whatever its branches do. */
  certainNames(spot: Spot, seen: Set<Spot>): ReadonlySet<string> {
    if (seen.has(spot)) return NO_NAMES;
    seen.add(spot);
    const { spots } = this.#compiler;
    const names = new Set([...namesOf(spot.node, 'properties'), ...namedBy(spot)]);
    const inner = spots.references(spot).map(({ target }) => target);
    inner.push(...spots.branches(spot, 'allOf'));
    for (const next of inner) for (const name of this.certainNames(next, seen)) names.add(name);
    return names;
  }

  /** Every name that some schema at this place mentions, whether it passes or not. */
  knownNames(spot: Spot, seen: Set<Spot>): readonly Region[] {
    if (seen.has(spot) || !isJsonObject(spot.node.schema)) return [];
    seen.add(spot);
    const regions: Region[] = [{ only: new Set(namedBy(spot)) }];
    try {
      regions.push(...namedRegions(this.#compiler, spot));
    } catch (error) {
      if (!(error instanceof UnsupportedRegex)) throw error;
      regions.push({ except: NO_NAMES, lang: this.#compiler.languages.all });
    }
    for (const keyword of ['additionalProperties', 'unevaluatedProperties']) {
      const value = keywordOf(spot.node, keyword);
      if (value !== undefined && value !== false)
        regions.push({ except: NO_NAMES, lang: this.#compiler.languages.all });
    }
    return [...regions, ...inPlace(spot, this.#compiler).flatMap((inner) => this.knownNames(inner, seen))];
  }
}
