import fc from 'fast-check';

/** A schema in plain JavaScript. */
export type PlainSchema = boolean | { readonly [keyword: string]: unknown };

const NAMES = ['a', 'b', 'c', 'ab'] as const;
const name = fc.constantFrom(...NAMES);
const PATTERNS = ['^a', 'b$', '^[ab]+$', '[0-9]', '^.{2}$', '^(?!a)', 'a|b'] as const;
const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, 1.5, -1, 10, '', 'a', 'b', 'ab', 'abc', '1');

/** Small values that the schemas below are likely to tell apart. */
export const anyValue: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

const count = fc.integer({ min: 0, max: 3 });
const bound = fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 10);

const leaves: readonly fc.Arbitrary<PlainSchema>[] = [
  fc.boolean(),
  fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object').map((type) => ({ type })),
  fc.constantFrom(['string', 'null'], ['integer', 'object'], ['array', 'boolean']).map((type) => ({ type })),
  scalar.map((value) => ({ const: value })),
  fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
  fc
    .constantFrom('minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum')
    .chain((keyword) => bound.map((value) => ({ [keyword]: value }))),
  fc.constantFrom(0.5, 1, 2, 3).map((multipleOf) => ({ multipleOf })),
  fc
    .constantFrom('minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties')
    .chain((keyword) => count.map((value) => ({ [keyword]: value }))),
  fc.constantFrom(...PATTERNS).map((pattern) => ({ pattern })),
  fc.uniqueArray(name, { maxLength: 2 }).map((required) => ({ required })),
  fc.constant({ uniqueItems: true }),
  fc.tuple(name, name).map(([from, to]) => ({ dependentRequired: { [from]: [to] } })),
];

const THEN = 'then';

/** Schemas over few names and small numbers, so that two of them have something to do with each other. */
export const anySchema: fc.Arbitrary<PlainSchema> = fc.letrec<{ schema: PlainSchema }>((tie) => {
  const inner = tie('schema');
  const list = fc.array(inner, { minLength: 1, maxLength: 3 });
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small', withCrossShrink: true },
      ...leaves,
      fc.dictionary(name, inner, { maxKeys: 2, noNullPrototype: true }).map((properties) => ({ properties })),
      fc
        .tuple(fc.dictionary(name, inner, { maxKeys: 2, noNullPrototype: true }), inner)
        .map(([properties, additionalProperties]) => ({ type: 'object', properties, additionalProperties })),
      fc
        .tuple(fc.constantFrom(...PATTERNS), inner)
        .map(([pattern, schema]) => ({ patternProperties: { [pattern]: schema } })),
      inner.map((propertyNames) => ({ propertyNames })),
      inner.map((items) => ({ items })),
      fc.tuple(list, inner).map(([prefixItems, items]) => ({ prefixItems, items })),
      fc.tuple(inner, count, fc.option(count, { nil: undefined })).map(([contains, minContains, maxContains]) => ({
        contains,
        minContains,
        ...(maxContains === undefined ? {} : { maxContains }),
      })),
      list.map((allOf) => ({ allOf })),
      list.map((anyOf) => ({ anyOf })),
      list.map((oneOf) => ({ oneOf })),
      inner.map((not) => ({ not })),
      fc.tuple(inner, inner, inner).map(([condition, yes, no]) => ({ if: condition, [THEN]: yes, else: no })),
      fc.tuple(name, inner).map(([trigger, schema]) => ({ dependentSchemas: { [trigger]: schema } })),
      fc.tuple(list, inner).map(([anyOf, unevaluatedProperties]) => ({ anyOf, unevaluatedProperties })),
      fc.tuple(list, inner).map(([anyOf, unevaluatedItems]) => ({ anyOf, unevaluatedItems })),
      fc
        .tuple(inner, inner)
        .map(([one, two]) => ({ ...(typeof one === 'object' ? one : {}), ...(typeof two === 'object' ? two : {}) })),
    ),
  };
}).schema;
