import { Engine } from '../containment/engine.ts';
import { inPlace } from '../containment/scope/in-place.ts';
import { itemLayout } from '../containment/scope/items.ts';
import { hasKeyword, keywordOf, listOf, listsName, namesOf } from '../containment/scope/keywords.ts';
import { namedBy } from '../containment/scope/named-by.ts';
import type { SchemaInScope } from '../containment/scope/schema-in-scope.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../schema/json.ts';
import { parseSchemaValue } from '../schema/parse-schema.ts';
import { extendPointer } from '../schema/pointer.ts';
import type { ReadField } from '../verdict.ts';
import type { ReadPlace } from './reads.ts';

const MAX_FIELDS = 300;
const EVERYTHING: readonly ReadPlace[] = [{ pointer: '', strict: true }];

/**
 * The fields that a schema says anything of: whoever expects something of a field reads it. Where it speaks of members
 * that it does not name (their number, their names, all others), everything there counts, known or not.
 */
function constrainedFields(schema: JsonValue): readonly ReadPlace[] {
  const parsed = parseSchemaValue(schema);
  if (!parsed.ok) return EVERYTHING;
  const engine = new Engine({ formatMode: 'annotation' });
  return engine.guard<readonly ReadPlace[]>(
    () => {
      const [root] = engine.load(parsed.schema);
      if (!root) throw new TypeError('one schema was loaded');
      return collect(root, engine);
    },
    () => EVERYTHING,
  );
}

/** The fields that a consumer reads, and those of which it expects something. */
export function placesRead(reads: readonly ReadField[], expectations: JsonValue | undefined): readonly ReadPlace[] {
  const constrained = expectations === undefined ? [] : constrainedFields(expectations);
  // An empty list reads everything, and would not once it names a field.
  return constrained.length > 0 && reads.length === 0 ? [{ pointer: '' }, ...constrained] : [...reads, ...constrained];
}

interface Open {
  readonly at: string;
  readonly here: ReadonlySet<SchemaInScope>;
  readonly above: ReadonlySet<SchemaInScope>;
}

function collect(root: SchemaInScope, engine: Engine): readonly ReadPlace[] {
  const found: ReadPlace[] = [];
  const open: Open[] = [{ at: '', here: withNegated([root], engine), above: new Set() }];
  for (const { at, here, above } of open) {
    if (found.length > MAX_FIELDS) return EVERYTHING;
    if ([...here].some((scoped) => above.has(scoped) || speaksOfAll(scoped))) {
      found.push({ pointer: at, strict: true });
      continue;
    }
    const tokens = tokensOf(here);
    // A scalar, or members that nothing more is said of; of the record itself that says nothing.
    if (tokens.size === 0 && at !== '') found.push({ pointer: at });
    const inner = new Set([...above, ...here]);
    for (const token of tokens) {
      const children = stepInto(here, token, engine);
      open.push({ at: extendPointer(at, [token]), here: withNegated(children, engine), above: inner });
    }
  }
  return found;
}

/** All schemas that say something of the same value, whether it has to satisfy them or not. */
function withNegated(schemas: readonly SchemaInScope[], engine: Engine): ReadonlySet<SchemaInScope> {
  const seen = new Set(schemas.filter(({ node }) => isJsonObject(node.schema)));
  for (const scoped of seen) {
    for (const inner of inPlace(scoped, engine)) if (isJsonObject(inner.node.schema)) seen.add(inner);
    if (hasKeyword(scoped.node, 'not')) seen.add(engine.graph.child(scoped, 'not'));
  }
  return seen;
}

const COUNTING = ['patternProperties', 'propertyNames', 'minProperties', 'maxProperties', 'uniqueItems'];
const OTHERS = ['additionalProperties', 'unevaluatedProperties', 'unevaluatedItems'];

function speaksOfAll({ node }: SchemaInScope): boolean {
  if (COUNTING.some((keyword) => hasKeyword(node, keyword))) return true;
  if (OTHERS.some((keyword) => hasKeyword(node, keyword) && keywordOf(node, keyword) !== true)) return true;
  const constant = keywordOf(node, 'const');
  const listed = constant === undefined ? listOf(node, 'enum') : [constant];
  return listed.some((value) => isJsonObject(value) || isJsonArray(value));
}

function tokensOf(here: ReadonlySet<SchemaInScope>): ReadonlySet<string> {
  const tokens = new Set<string>();
  for (const scoped of here) {
    const { node } = scoped;
    for (const keyword of ['properties', 'dependentSchemas', 'dependentRequired', 'dependencies'])
      for (const name of namesOf(node, keyword)) tokens.add(name);
    for (const name of namedBy(scoped)) tokens.add(name);
    const { prefix, rest } = itemLayout(node);
    if (rest || prefix.length > 0 || hasKeyword(node, 'contains')) tokens.add('*');
  }
  return tokens;
}

const stepInto = (here: ReadonlySet<SchemaInScope>, token: string, { graph }: Engine): readonly SchemaInScope[] =>
  [...here].flatMap((scoped) => {
    const { node } = scoped;
    if (token !== '*') return listsName(node, 'properties', token) ? [graph.child(scoped, 'properties', token)] : [];
    const { prefix, rest } = itemLayout(node);
    const items = [...prefix, ...(rest ? [rest] : [])].map((tokens) => graph.child(scoped, ...tokens));
    return hasKeyword(node, 'contains') ? [...items, graph.child(scoped, 'contains')] : items;
  });
