import { holds } from '../containment/algebra/holds.ts';
import { presence } from '../containment/algebra/presence.ts';
import type { Comparison } from '../containment/compare/comparison.ts';
import type { Engine } from '../containment/engine.ts';
import { confirm } from '../containment/inclusion.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import type { Doubt, Outcome } from '../containment/search/outcome.ts';
import { RequiredShape } from '../containment/witness/required-shape.ts';
import type { DeclaredField, FieldJudge } from '../diff/judge/lost-fields.ts';
import type { JsonValue } from '../schema/json.ts';
import type { ContentModel } from '../verdict.ts';
import { declaredBeneath, schemasAt } from './places.ts';
import { isUnemitted } from './unemitted.ts';

export interface Availability {
  readonly next: SchemaInScope;
  readonly trained: SchemaInScope;
  readonly contentModel: ContentModel;
}

/** Whether a field that the trained version could have can still occur: it can, it is lost, or that stays open. */
export function isAvailable(
  pointer: string,
  { next, trained, contentModel }: Availability,
  engine: Engine,
): 'available' | 'lost' | Doubt {
  const isPossible = canOccur(pointer, next, contentModel, engine);
  if (isPossible) return 'available';
  const isDeclared = contentModel === 'declared';
  // A field that the trained version could not have either is not lost.
  const wasPossible = canOccur(pointer, trained, contentModel, engine);
  if (wasPossible === false && !(isDeclared && isUnemitted(engine, trained, pointer))) return 'available';
  if (isPossible === undefined || wasPossible === undefined)
    return { reason: `whether ${pointer} can still occur stays open`, pointer };
  // A field that the new version declares and never emits makes the whole undecided, and is not lost.
  return isDeclared && isUnemitted(engine, next, pointer) ? 'available' : 'lost';
}

/** Whether the version emits a record with the field; one that the search doubts may still be one, by evaluation. */
function canOccur(
  pointer: string,
  root: SchemaInScope,
  contentModel: ContentModel,
  engine: Engine,
): boolean | undefined {
  const outcome = find(pointer, root, contentModel, engine);
  if (outcome.kind === 'empty') return false;
  if (outcome.kind !== 'value') return undefined;
  if (!outcome.doubt) return true;
  const isShown =
    holds(presence(pointer, engine), outcome.value, engine.solver.algebra) === true &&
    engine.isEmitted(root, outcome.value, contentModel);
  return isShown || undefined;
}

/** The fate of each field of the old version, for a reader of all of them. */
export function fieldsOf(comparison: Comparison, contentModel: ContentModel): FieldJudge {
  let sample: JsonValue | undefined;
  return {
    declared: () => comparison.inquire((engine, { old }) => declaredIn(old, engine)) ?? [],
    fate: (pointer) => {
      const versions = ({ old, next }: { readonly old: SchemaInScope; readonly next: SchemaInScope }) => ({
        next,
        trained: old,
        contentModel,
      });
      const found = comparison.inquire((engine, pair) => isAvailable(pointer, versions(pair), engine));
      return typeof found === 'string' ? found : 'undecided';
    },
    sample: () => {
      sample ??= comparison.inquire((engine, { next }) => sampleOf(next, contentModel, engine));
      return sample;
    },
  };
}

function declaredIn(root: SchemaInScope, engine: Engine): readonly DeclaredField[] {
  return declaredBeneath('', root, engine).map((pointer) => {
    const [schema] = schemasAt(pointer, root, engine);
    return { pointer, schemaPointer: schema?.node.pointer ?? '' };
  });
}

/** A small record that the version emits, as an example. */
function sampleOf(root: SchemaInScope, contentModel: ContentModel, engine: Engine): JsonValue | undefined {
  const outcome = engine.find([engine.emitted(root, contentModel)]);
  if (outcome.kind === 'empty') return undefined;
  const isWitness = (value: JsonValue): boolean => engine.isEmitted(root, value, contentModel);
  const confirmed = confirm(engine, outcome, {
    isWitness,
    from: root,
    required: new RequiredShape(root, engine.graph),
  });
  return confirmed.ok ? confirmed.value : undefined;
}

/** A record of the schema that has the field, if there is one. */
export const find = (pointer: string, root: SchemaInScope, contentModel: ContentModel, engine: Engine): Outcome =>
  engine.find([engine.emitted(root, contentModel), presence(pointer, engine)]);
