import { Engine } from '../containment/engine.ts';
import { hasKeyword, keywordOf, listOf, listsName, namesOf } from '../containment/scope/keywords.ts';
import { namedBy } from '../containment/scope/named-by.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import { UnsupportedRegex } from '../containment/strings/regex.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import type { ParsedSchema } from '../schema/parse-schema.ts';
import { extendPointer, pointerTokens } from '../schema/pointer.ts';
import type { ReadField } from '../verdict.ts';
import { nearestTokens } from './nearest-tokens.ts';
import { atSamePlace, stepInto } from './places.ts';

/** A read that the schema lets happen and says nothing of: perhaps a misspelt one. */
export interface UndeclaredRead {
  readonly pointer: string;
  /** Pointers that the schema declares, nearest first, at most three. */
  readonly nearest: readonly string[];
}

/**
 * Which read fields the schema does not declare: neither by name nor by a pattern, nor for all members of a map or all
 * items of a list. Where it accepts undeclared members they may come all the same.
 */
export function findUndeclaredReads(schema: ParsedSchema, reads: readonly ReadField[]): readonly UndeclaredRead[] {
  const engine = new Engine({ formatMode: 'annotation' });
  return engine.guard<readonly UndeclaredRead[]>(
    () => {
      const [root] = engine.load(schema);
      if (!root) throw new TypeError('one schema was loaded');
      return reads.flatMap(({ pointer }) => {
        const found = undeclaredAt(pointer, root, engine);
        return found ? [{ pointer, nearest: found }] : [];
      });
    },
    // It is a hint: without one nothing is lost.
    () => [],
  );
}

/** The nearest pointers of which one token on the way is declared by nothing. */
function undeclaredAt(pointer: string, root: SchemaInScope, engine: Engine): readonly string[] | undefined {
  const tokens = pointerTokens(pointer);
  let places: readonly SchemaInScope[] = [root];
  for (const [at, token] of tokens.entries()) {
    const here = atSamePlace(places, engine);
    if ([...here].some((scoped) => isListed(scoped, token))) return undefined;
    const found = [
      ...stepInto(here, token, engine),
      ...[...here].flatMap((scoped) => byPattern(scoped, token, engine)),
    ];
    const isOwn = token === '*' || [...here].some(({ node }) => listsName(node, 'properties', token));
    const next = isOwn ? found : found.filter(saysSomething);
    const isNamed = at === tokens.length - 1 && [...here].some((scoped) => namedBy(scoped).includes(token));
    if (next.length === 0 && !isNamed) {
      const above = tokens.slice(0, at);
      return nearestTokens(token, here).map((name) => extendPointer('', [...above, name]));
    }
    places = next;
  }
  return undefined;
}

/** Whether a listed value holds the member: then it says all that there is to say of it. */
function isListed({ node }: SchemaInScope, token: string): boolean {
  const constant = keywordOf(node, 'const');
  const values: readonly JsonValue[] = constant === undefined ? listOf(node, 'enum') : [constant];
  return values.some((value) => (token === '*' ? isJsonArray(value) : isJsonObject(value) && token in value));
}

/** The schemas of a member whose name a pattern or a map declares. */
function byPattern(
  scoped: SchemaInScope,
  token: string,
  { compiler, languages, graph }: Engine,
): readonly SchemaInScope[] {
  const { node } = scoped;
  if (token === '*') return ['contains', 'unevaluatedItems'].flatMap((keyword) => saying(scoped, keyword, graph));
  const patterns = namesOf(node, 'patternProperties').filter((source) => {
    try {
      return languages.has(compiler.pattern(source), token);
    } catch (error) {
      // A pattern that cannot be read may well be meant for it.
      if (error instanceof UnsupportedRegex) return true;
      throw error;
    }
  });
  return [
    ...patterns.map((source) => graph.child(scoped, 'patternProperties', source)),
    ...saying(scoped, 'unevaluatedProperties', graph),
  ];
}

/** A map of anything says nothing of its members. */
const saysSomething = ({ node: { schema } }: SchemaInScope): boolean =>
  isJsonObject(schema) && Object.keys(schema).length > 0;

const saying = (scoped: SchemaInScope, keyword: string, graph: Engine['graph']): readonly SchemaInScope[] =>
  hasKeyword(scoped.node, keyword) && isJsonObject(keywordOf(scoped.node, keyword))
    ? [graph.child(scoped, keyword)]
    : [];
