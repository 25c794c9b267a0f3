import type { JsonValue } from '../../schema/json.ts';
import type { Pair } from '../pair/pair.ts';
import type { Finding } from '../rule.ts';
import { schemasOf } from './changed-keyword.ts';
import {
  describeTypes,
  intersectTypes,
  isSubset,
  type TypeAtom,
  type TypeSet,
  typeKeyword,
  withoutNull,
} from './type-set.ts';

type TypeChange = 'changed' | 'widened' | 'narrowed' | 'integer-widened';

/** Reports the one kind of type change that a pair shows; null comes and goes by rules of its own. */
export function findTypeChange(pair: Pair, wanted: TypeChange): readonly Finding[] {
  const { before, after } = pair.types;
  if (kindOf(pair) !== wanted) return [];
  return [
    {
      schemaPointer: pair.next.pointerOf('type', 'anyOf', 'oneOf', 'enum', 'const'),
      ...(before ? { before: typeKeyword(before) satisfies JsonValue } : {}),
      ...(after ? { after: typeKeyword(after) satisfies JsonValue } : {}),
      ...(bringsStructure(before, after) ? { content: schemasOf(pair.next.locations) } : {}),
      what: `type ${wanted === 'integer-widened' ? 'widened' : wanted} from ${describeTypes(before)} to ${describeTypes(after)}`,
    },
  ];
}

/** Nothing tells apart what a place holds that was not an object or list before. */
const bringsStructure = (before: TypeSet | undefined, after: TypeSet | undefined): boolean =>
  STRUCTURED.some((atom) => before?.has(atom) === false && (after === undefined || after.has(atom)));
const STRUCTURED: readonly TypeAtom[] = ['object', 'array'];

/** Whether some value's type fits both sides; if none does, the type change says everything. */
export const shareTypes = ({ types }: Pair): boolean => intersectTypes(types.before, types.after)?.size !== 0;

function kindOf(pair: Pair): TypeChange | undefined {
  const { old, next, types } = pair;
  // Of listed values that share a type, the rules for them tell which came and went.
  if (!old.declaresTypes && !next.declaresTypes && shareTypes(pair)) return undefined;
  if (!types.before) return types.after && 'narrowed';
  if (!types.after) return 'widened';
  const [before, after] = compared(types.before, types.after);
  const [grew, shrank] = [!isSubset(after, before), !isSubset(before, after)];
  if (grew && shrank) return 'changed';
  if (shrank) return 'narrowed';
  if (!grew) return undefined;
  const extra = [...after].filter((atom) => !before.has(atom));
  return extra.length === 1 && extra[0] === 'fraction' ? 'integer-widened' : 'widened';
}

function compared(before: TypeSet, after: TypeSet): readonly [TypeSet, TypeSet] {
  const bare = [withoutNull(before), withoutNull(after)] as const;
  // A place that was nothing but null has changed its type, not only its nullability.
  return bare.some((types) => types.size === 0) ? [before, after] : bare;
}
