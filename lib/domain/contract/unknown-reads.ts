import { presence } from '../containment/algebra/presence.ts';
import { Engine } from '../containment/engine.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import { extendPointer, pointerTokens } from '../schema/pointer.ts';
import type { ReadField } from '../verdict.ts';
import { nearestTokens } from './nearest-tokens.ts';
import { atSamePlace, stepInto } from './places.ts';
import { isUnemitted } from './unemitted.ts';

export interface UnknownRead {
  readonly pointer: string;
  /** Pointers that can occur, nearest first, at most three. */
  readonly nearest: readonly string[];
}

/** Which read pointers cannot occur in the declared records of the schema at all, with the nearest that can. */
export function findUnknownReads(schema: ParsedSchema, reads: readonly ReadField[]): readonly UnknownRead[] {
  const engine = new Engine({ formatMode: 'annotation' });
  return engine.guard<readonly UnknownRead[]>(
    () => {
      const [root] = engine.load(schema);
      if (!root) throw new TypeError('one schema was loaded');
      const emitted = engine.emitted(root, 'declared');
      return (
        reads
          .filter(({ pointer }) => engine.find([emitted, presence(pointer, engine)]).kind === 'empty')
          // A field that is declared and never emitted is a doubt about the schema, and not a field that it lacks.
          .filter(({ pointer }) => !isUnemitted(engine, root, pointer))
          .map(({ pointer }) => ({ pointer, nearest: nearest(pointer, root, engine) }))
      );
    },
    // A field that cannot be excluded within the budget is not refused.
    () => [],
  );
}

/** The longest part that the schema knows is kept; the first unknown token is compared with its names there. */
function nearest(pointer: string, root: SchemaInScope, engine: Engine): readonly string[] {
  const tokens = pointerTokens(pointer);
  let places: readonly SchemaInScope[] = [root];
  for (const [at, token] of tokens.entries()) {
    const reached = [...atSamePlace(places, engine)];
    const next = stepInto(reached, token, engine);
    if (next.length > 0) {
      places = next;
      continue;
    }
    return nearestTokens(token, reached).map((name) => extendPointer('', [...tokens.slice(0, at), name]));
  }
  return [];
}
