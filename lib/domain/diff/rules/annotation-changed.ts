import { roleOf } from '../../schema/keywords.ts';
import { BOTH_SAFE, defineRule } from '../rule.ts';
import type { SchemaNode } from '../schema-node.ts';
import { categoryDifferences } from '../values/category-values.ts';
import { findChangedAnnotation } from '../values/changed-keyword.ts';

export const annotationChanged = defineRule({
  id: 'annotation-changed',
  describe: 'Examples, or a keyword that no vocabulary knows (`x-…`), came, went or changed.',
  why: 'No validator and no rule knows what it means; who wrote it may.',
  kind: 'annotation',
  severity: BOTH_SAFE,
  harm: 'None by itself; what a keyword of your own means, your readers know.',
  forProducer: 'Say in `x-semantics` where the meaning of {field} changed; nothing else is to be done.',
  forReader: 'Ask the producer whether the meaning of the values changed; if not, nothing is to be done.',
  find(pair, { categoryKeywords }) {
    const told = new Set(categoryDifferences(pair, categoryKeywords).map(({ keyword }) => keyword));
    const keywords = new Set([pair.old, pair.next].flatMap(unknownKeywords));
    return [...keywords]
      .filter((keyword) => !told.has(keyword))
      .sort()
      .flatMap((keyword) => findChangedAnnotation(pair, keyword))
      .filter(({ schemaPointer }) => ![pair.old, pair.next].some((node) => holdsSchemas(node, schemaPointer)));
  },
});

/** Keywords with rules of their own. */
const TOLD: ReadonlySet<string> = new Set(['x-unit', 'x-semantics', 'x-sunset', 'discriminator']);

const unknownKeywords = (node: SchemaNode): readonly string[] =>
  node.parts.flatMap(({ schema }) =>
    Object.keys(schema).filter(
      (keyword) => (keyword === 'examples' || roleOf(keyword) === undefined) && !TOLD.has(keyword),
    ),
  );

/** Whether somebody refers into it: `components` of a description keeps definitions, which are compared where they count. */
const holdsSchemas = ({ document }: SchemaNode, at: string): boolean =>
  document.locations.some(({ pointer }) => pointer === at || pointer.startsWith(`${at}/`));
