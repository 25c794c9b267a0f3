import { assertNever } from '../../assert-never.ts';
import { ARRAY, type Formula } from '../../containment/algebra/formula.ts';
import { isAtomOf } from '../../containment/algebra/restriction.ts';
import { nothingRead, type ReadTree, wholeTree } from '../reads.ts';
import { keptValue } from './kept-value.ts';
import type { Projecting } from './projection.ts';

const INFINITY = Number.POSITIVE_INFINITY;
type ItemAtom = Extract<Formula, { kind: 'every-item' | 'some-item' }>;

/** The conditions of one clause on arrays, as far as their items are read; every item keeps its position. */
export function projectArray({ engine, projection, clause, tree }: Projecting): Formula {
  const { formulas } = engine;
  const listed = clause.listed();
  if (listed) return formulas.or([...listed.values.values()].map((value) => keptValue(value, tree, engine)));
  if (clause.doubt) return projection.leaveOpen(clause.doubt.reason, clause.doubt.pointer);
  const items = tree.children.get('*') ?? (tree.whole ? wholeTree(tree.strict) : nothingRead);
  const placed = clause.atoms.filter(isPlaced);
  const stretches = stretchesOf(placed).map(([from, to]) => {
    const inner = placed.filter((atom) => atom.from <= from && from < atom.to).map((atom) => atom.inner);
    return { from, to, inner: formulas.and(inner) };
  });
  const positions = stretches.map(({ from, to, inner }) => formulas.everyItem(from, to, projection.of(inner, items)));
  const keepsItems = stretches.every(({ inner }) => projection.isUntouched(inner));
  const context = { engine, projection, keepsItems };
  return formulas.and([...positions, ...clause.atoms.map((atom) => projectAtom(atom, items, context))]);
}

/** Whether an atom speaks of certain positions: of all items there, or of one. */
const isPlaced = (atom: Formula): atom is ItemAtom =>
  atom.kind === 'every-item' || (atom.kind === 'some-item' && atom.to === atom.from + 1);

/** Positions with conditions of their own, and the rest. */
function stretchesOf(atoms: readonly ItemAtom[]): readonly (readonly [number, number])[] {
  const edges = new Set([0]);
  for (const { from, to } of atoms) for (const edge of [from, to]) if (edge < INFINITY) edges.add(edge);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.map((from, at) => [from, sorted[at + 1] ?? INFINITY]);
}

function projectAtom(
  atom: Formula,
  items: ReadTree,
  { engine, projection, keepsItems }: Pick<Projecting, 'engine' | 'projection'> & { readonly keepsItems: boolean },
): Formula {
  const { formulas } = engine;
  const inexact = (what: string): Formula =>
    projection.leaveOpen(`${what} over items that are only read in part`, items.whole ? '' : '/*');
  if (!isAtomOf(atom, ARRAY)) return inexact('an excluded array');
  switch (atom.kind) {
    case 'every-item':
      return formulas.true;
    case 'items':
      return atom;
    case 'some-item':
      if (atom.to === atom.from + 1) return formulas.size('items', atom.to, INFINITY);
      return projection.isUntouched(atom.inner) ? atom : inexact('contains');
    case 'count':
      return projection.isUntouched(atom.inner) ? atom : inexact('contains');
    case 'unique':
      return keepsItems || (items.whole && items.children.size === 0 && items.strict) ? atom : inexact('uniqueItems');
    default:
      return assertNever(atom);
  }
}
