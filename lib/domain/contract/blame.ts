import type { Formula } from '../containment/formula.ts';
import { type Algebra, holds } from '../containment/holds.ts';
import { inRegion } from '../containment/region.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { extendPointer } from '../schema/pointer.ts';

/** The places of a record that a formula rejects, deepest first: of a conjunction each failing part, of a choice the nearest miss. */
export function blame(formula: Formula, value: JsonValue, algebra: Algebra): readonly string[] {
  const found = new Set<string>();
  visit({ formula, value, at: '', depth: 0 }, algebra, found);
  const depth = (pointer: string): number => pointer.split('/').length;
  return [...found].sort((a, b) => depth(b) - depth(a));
}

interface Step {
  readonly formula: Formula;
  readonly value: JsonValue;
  readonly at: string;
  readonly depth: number;
}

function visit(step: Step, algebra: Algebra, found: Set<string>): void {
  const { formula, value, at, depth } = step;
  const fails = (part: Formula): boolean => holds(part, value, algebra) === false;
  if (depth > 400) {
    found.add(at);
    return;
  }
  const next = { value, at, depth: depth + 1 };
  if (formula.kind === 'lazy') visit({ ...next, formula: algebra.formulas.expand(formula) }, algebra, found);
  else if (formula.kind === 'and') {
    for (const part of formula.parts) if (fails(part)) visit({ ...next, formula: part }, algebra, found);
  } else if (formula.kind === 'or') {
    // The alternative that fails deepest inside is the one that the record was meant for.
    const misses = formula.parts.map((part) => {
      const inner = new Set<string>();
      visit({ ...next, formula: part }, algebra, inner);
      return inner;
    });
    const deepest = (places: ReadonlySet<string>): number =>
      Math.max(0, ...[...places].map((place) => place.split('/').length));
    const best = misses.reduce((a, b) =>
      deepest(b) > deepest(a) || (deepest(b) === deepest(a) && b.size < a.size) ? b : a,
    );
    for (const place of best) found.add(place);
  } else if (formula.kind === 'every-member' && isJsonObject(value)) {
    for (const name of Object.keys(value)) {
      const member = value[name] ?? null;
      if (inRegion(formula.region, name, algebra.languages) && holds(formula.inner, member, algebra) === false)
        visit(
          { formula: formula.inner, value: member, at: extendPointer(at, [name]), depth: depth + 1 },
          algebra,
          found,
        );
    }
  } else if (formula.kind === 'every-item' && isJsonArray(value)) {
    value.slice(formula.from, formula.to).forEach((item) => {
      if (holds(formula.inner, item, algebra) === false)
        visit({ formula: formula.inner, value: item, at: `${at}/*`, depth: depth + 1 }, algebra, found);
    });
  } else if (formula.kind === 'some-member' && 'only' in formula.region && formula.region.only.size === 1) {
    for (const name of formula.region.only) found.add(extendPointer(at, [name]));
  } else found.add(at);
}
