import type { ParsedSchema } from '../../schema/parse-schema.ts';
import { pointerTokens } from '../../schema/pointer.ts';
import type { Lens } from '../../verdict.ts';
import type { Engine } from '../engine.ts';
import type { SchemaInScope } from '../scope/schema-in-scope.ts';

/** RFC 6901 pointers of one place's subschemas in their own documents. */
export interface SchemaPlace {
  readonly oldSchemaPointer: string;
  readonly newSchemaPointer: string;
}

/** Two versions of a schema, or of a part of it. */
export interface SchemaPair {
  readonly old: SchemaInScope;
  readonly next: SchemaInScope;
}
/** Two versions, and the engine that has read them. */
export interface LoadedPair extends SchemaPair {
  readonly engine: Engine;
}

export function loadPair(engine: Engine, before: ParsedSchema, after: ParsedSchema): LoadedPair {
  const [old, next] = engine.load(before, after);
  if (!old || !next) throw new TypeError('two schemas were loaded');
  return { engine, old, next };
}

/** Serving asks whether old readers take new records, training whether new ones take history. */
export const directed = ({ old, next }: SchemaPair, lens: Lens): { from: SchemaInScope; to: SchemaInScope } =>
  lens === 'serving' ? { from: next, to: old } : { from: old, to: next };

/** The subschemas at one place of the versions; `undefined` if a pointer leads to no schema. */
export function pairAt(
  { oldSchemaPointer, newSchemaPointer }: SchemaPlace,
  loaded: LoadedPair,
): SchemaPair | undefined {
  const at = (root: SchemaInScope, pointer: string): SchemaInScope | undefined => {
    const node = root.node.document.child(root.node, pointerTokens(pointer));
    return node && loaded.engine.graph.at(node, root.scope);
  };
  const [old, next] = [at(loaded.old, oldSchemaPointer), at(loaded.next, newSchemaPointer)];
  return old && next && { old, next };
}

/** Whether both accept the same documents; `undefined` if that stays open. */
export function areEqual(
  engine: Engine,
  { old, next }: SchemaPair,
  contentModel: 'open' | 'declared',
): boolean | undefined {
  const { formulas } = engine;
  const [a, b] = [engine.emitted(old, contentModel), engine.emitted(next, contentModel)];
  let sure = true;
  for (const parts of [
    [a, formulas.not(b)],
    [b, formulas.not(a)],
  ]) {
    const outcome = engine.find(parts);
    if (outcome.kind === 'value' && !outcome.doubt) return false;
    sure &&= outcome.kind === 'empty';
  }
  return sure ? true : undefined;
}
