/** Schemas in plain JavaScript, as a reader of the table writes them. */
type Plain = { readonly [keyword: string]: unknown };

/** `compatible`: everything that a producer of `left` emits under `declared` is a document of `right`. */
export interface DeclaredCase {
  readonly why: string;
  readonly left: Plain;
  readonly right: Plain;
  readonly verdict: 'compatible' | 'breaking' | 'undecided';
}

const int = { type: 'integer' };
const num = { type: 'number' };
const str = { type: 'string' };
const bool = { type: 'boolean' };
const obj = (properties: object, required: readonly string[] = [], more: object = {}): Plain => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  ...more,
});
const ok = (why: string, left: Plain, right: Plain): DeclaredCase => ({ why, left, right, verdict: 'compatible' });
const no = (why: string, left: Plain, right: Plain): DeclaredCase => ({ why, left, right, verdict: 'breaking' });
const open = (why: string, left: Plain, right: Plain): DeclaredCase => ({ why, left, right, verdict: 'undecided' });

// A literal `then` would make a promise of the object to the linter's eyes.
const THEN = 'then';

const D4 = { $schema: 'http://json-schema.org/draft-04/schema#' };
const D6 = { $schema: 'http://json-schema.org/draft-06/schema#' };
const D7 = { $schema: 'http://json-schema.org/draft-07/schema#' };
const D19 = { $schema: 'https://json-schema.org/draft/2019-09/schema' };
const D20 = { $schema: 'https://json-schema.org/draft/2020-12/schema' };

const closing: readonly DeclaredCase[] = [
  ok('a producer that declares a emits no b, so b may be typed later', obj({ a: int }), obj({ a: int, b: str })),
  no(
    'an added optional property is emitted and the old reader closed itself',
    obj({ a: int, b: str }),
    obj({ a: int }, [], { additionalProperties: false }),
  ),
  ok('an added optional property breaks nobody who leaves objects open', obj({ a: int, b: str }), obj({ a: int })),
  ok(
    'closing the right adds nothing to what the left emits',
    obj({ a: int }),
    obj({ a: int }, [], { additionalProperties: false }),
  ),
  no(
    'additionalProperties: true declares every name',
    obj({ a: int }, [], { additionalProperties: true }),
    obj({ a: int }, [], { additionalProperties: false }),
  ),
  no(
    'additionalProperties: true lets b be anything',
    obj({ a: int }, [], { additionalProperties: true }),
    obj({ a: int, b: str }),
  ),
  ok(
    'additionalProperties with a type declares every name at that type',
    obj({ a: int }, [], { additionalProperties: int }),
    obj({ a: int, b: int }),
  ),
  no(
    'additionalProperties with another type reaches b',
    obj({ a: int }, [], { additionalProperties: int }),
    obj({ a: int, b: str }),
  ),
  no('an object that lists nothing stays free-form', { type: 'object' }, obj({ b: str })),
  ok('a free-form object is an object', { type: 'object' }, { type: 'object' }),
  no('the empty schema emits anything', {}, obj({ a: int })),
  ok('an empty properties describes the object as empty', obj({}), obj({ b: str })),
  no('without type the described object may also be a string', { properties: { a: int } }, obj({ a: int })),
  ok(
    'without type on both sides only objects are compared by members',
    { properties: { a: int } },
    { properties: { a: int, b: str } },
  ),
  no('a required name is declared even without properties', obj({ a: int }, ['b']), obj({ a: int, b: str })),
  ok('a required name that the right accepts freely is fine', obj({ a: int }, ['b']), obj({ a: int }, ['b'])),
  no(
    'dependentRequired declares the names it asks for',
    obj({ a: int }, [], { dependentRequired: { a: ['b'] } }),
    obj({ a: int, b: str }),
  ),
  no(
    'a finite propertyNames declares its names',
    obj({ a: int }, [], { propertyNames: { enum: ['a', 'b'] } }),
    obj({ a: int, b: str }),
  ),
  ok(
    'propertyNames that is a pattern declares nothing',
    obj({ a: int }, [], { propertyNames: { pattern: '^[ab]$' } }),
    obj({ a: int, b: str }),
  ),
  no(
    'patternProperties declares all names that match',
    obj({ a: int }, [], { patternProperties: { '^x_': str } }),
    obj({ a: int, x_1: int }),
  ),
  ok(
    'names outside the patterns are not emitted',
    obj({ a: int }, [], { patternProperties: { '^x_': str } }),
    obj({ a: int, y: int }),
  ),
  no(
    'an object with only patternProperties is described',
    { type: 'object', patternProperties: { '^x_': str } },
    obj({ x_1: int }),
  ),
  ok(
    'an object with only patternProperties emits no other names',
    { type: 'object', patternProperties: { '^x_': str } },
    obj({ b: str }),
  ),
  ok(
    'unevaluatedProperties: false agrees with the closure',
    obj({ a: int }, [], { unevaluatedProperties: false }),
    obj({ a: int, b: str }),
  ),
  no(
    'unevaluatedProperties with a schema declares every name',
    obj({ a: int }, [], { unevaluatedProperties: int }),
    obj({ a: int, b: str }),
  ),
  ok('a declared name with schema false is never emitted', obj({ a: int, b: false }), obj({ a: int, b: str })),
  no('a declared name with schema true may be anything', obj({ a: int, b: true }), obj({ a: int, b: str })),
  ok('a const object is emitted whole', { const: { a: 1, z: 2 } }, obj({ a: int, z: int })),
  no('a const object keeps the member that breaks', { const: { a: 1, z: 2 } }, obj({ a: int, z: str })),
  no(
    'an enum value is declared with all that is in it',
    { ...obj({ a: int }), enum: [{ a: 1, z: 2 }] },
    obj({ z: str }),
  ),
];

const nested: readonly DeclaredCase[] = [
  ok('each described place is closed, inside too', obj({ u: obj({ a: int }) }), obj({ u: obj({ a: int, b: str }) })),
  no(
    'a free-form place inside a described one stays free-form',
    obj({ u: { type: 'object' } }),
    obj({ u: obj({ b: str }) }),
  ),
  ok(
    'items are places',
    obj({ l: { type: 'array', items: obj({ a: int }) } }),
    obj({ l: { type: 'array', items: obj({ a: int, b: str }) } }),
  ),
  no(
    'items that are free-form stay so',
    obj({ l: { type: 'array', items: { type: 'object' } } }),
    obj({ l: { type: 'array', items: obj({ b: str }) } }),
  ),
  no(
    'an array without items holds anything',
    obj({ l: { type: 'array' } }),
    obj({ l: { type: 'array', items: obj({ b: str }) } }),
  ),
  ok(
    'a tuple position is a place',
    { type: 'array', prefixItems: [obj({ a: int })], items: false },
    { type: 'array', prefixItems: [obj({ a: int, b: str })] },
  ),
  no(
    'past a tuple anything may stand',
    { type: 'array', prefixItems: [obj({ a: int })] },
    { type: 'array', items: obj({ b: str }) },
  ),
  ok(
    'the values of a map are places',
    { type: 'object', additionalProperties: obj({ a: int }) },
    { type: 'object', additionalProperties: obj({ a: int, b: str }) },
  ),
  no('the names of a map are all declared', { type: 'object', additionalProperties: obj({ a: int }) }, obj({ m: str })),
  ok('a reference is followed', { $ref: '#/$defs/u', $defs: { u: obj({ a: int }) } }, obj({ a: int, b: str })),
  no(
    'a reference to a free-form object is free-form',
    { $ref: '#/$defs/u', $defs: { u: { type: 'object' } } },
    obj({ b: str }),
  ),
  ok(
    'a recursive schema is closed at every depth',
    obj({ v: int, next: { $ref: '#' } }),
    obj({ v: int, w: str, next: { $ref: '#' } }),
  ),
  no(
    'a recursive schema breaks where its leaf does',
    obj({ v: int, next: { $ref: '#' } }),
    obj({ v: str, next: { $ref: '#' } }),
  ),
  no(
    'a member deep inside is still found',
    obj({ a: obj({ b: obj({ c: obj({ d: int }) }) }) }),
    obj({ a: obj({ b: obj({ c: obj({ d: str }) }) }) }),
  ),
  ok(
    'an unchanged deep schema is compatible',
    obj({ a: obj({ b: obj({ c: obj({ d: int }) }) }) }),
    obj({ a: obj({ b: obj({ c: obj({ d: num }) }) }) }),
  ),
  ok(
    'not declares nothing, so b stays undeclared',
    obj({ a: int }, [], { not: obj({ b: int }, ['b']) }),
    obj({ a: int, b: str }),
  ),
  no(
    'contains describes the item it finds',
    { type: 'array', minItems: 1, items: { type: 'object' }, contains: obj({ a: int }, ['a']) },
    { type: 'array', items: obj({ b: str }) },
  ),
];

const composed: readonly DeclaredCase[] = [
  ok('two allOf cousins declare together', { allOf: [obj({ a: int }), obj({ b: int })] }, obj({ a: int, b: int })),
  no(
    'a cousin declares what the other closes against',
    { allOf: [obj({ a: int }), obj({ b: int })] },
    obj({ a: int, b: str }),
  ),
  ok('no third name comes from two cousins', { allOf: [obj({ a: int }), obj({ b: int })] }, obj({ c: str })),
  no(
    'cousins meet inside: x has a and b',
    { allOf: [obj({ x: obj({ a: int }) }), obj({ x: obj({ b: int }) })] },
    obj({ x: obj({ b: str }) }),
  ),
  ok(
    'cousins meet inside: x has no c',
    { allOf: [obj({ x: obj({ a: int }) }), obj({ x: obj({ b: int }) })] },
    obj({ x: obj({ c: str }) }),
  ),
  no(
    'a free-form cousin does not open what the other describes, but its required name counts',
    { allOf: [obj({ a: int }), { required: ['z'] }] },
    obj({ z: str }),
  ),
  ok('a cousin that is free-form declares nothing', { allOf: [obj({ a: int }), { type: 'object' }] }, obj({ z: str })),
  no(
    'a cousin with additionalProperties: true declares everything',
    { allOf: [obj({ a: int }), { additionalProperties: true }] },
    obj({ z: str }),
  ),
  ok(
    'anyOf: only the branch that passes declares',
    { anyOf: [obj({ k: { const: 1 }, a: int }, ['k']), obj({ k: { const: 2 }, b: int }, ['k'])] },
    { anyOf: [obj({ k: { const: 1 }, b: false }, ['k']), obj({ k: { const: 2 }, a: false }, ['k'])] },
  ),
  no(
    'anyOf: both branches may pass and declare together',
    { anyOf: [obj({ a: int }), obj({ b: int })] },
    { not: { type: 'object', required: ['a', 'b'] } },
  ),
  ok('anyOf: a name of neither branch is not emitted', { anyOf: [obj({ a: int }), obj({ b: int })] }, obj({ c: str })),
  no('anyOf: a branch emits its own name', { anyOf: [obj({ a: int }), obj({ b: int })] }, obj({ b: str })),
  ok(
    'oneOf: exactly one branch passes, so both names never come together',
    { oneOf: [obj({ a: int }, ['a']), obj({ b: int }, ['b'])] },
    { not: { type: 'object', required: ['a', 'b'] } },
  ),
  ok(
    'closing inside oneOf would add records; the closure only takes away: a of a failed branch is undeclared',
    { oneOf: [{ properties: { a: int } }, { properties: { b: int }, required: ['b'] }] },
    { not: { const: { a: 'x', b: 1 } } },
  ),
  ok(
    'oneOf where an object of b alone passes both branches emits no such object',
    { oneOf: [{ properties: { a: int } }, { properties: { b: int }, required: ['b'] }] },
    { not: { const: { b: 1 } } },
  ),
  ok(
    'if that passes declares',
    { ...obj({}), if: obj({ a: int }, ['a']), else: { maxProperties: 0 } },
    obj({ a: int, b: str }),
  ),
  no(
    'if that passes declares its names for the closure',
    { ...obj({}), if: obj({ a: int }, ['a']), else: { maxProperties: 0 } },
    obj({ a: str }),
  ),
  ok(
    'then declares only where if passes',
    { ...obj({ k: int }, ['k']), if: { properties: { k: { const: 1 } } }, [THEN]: { properties: { a: int } } },
    { anyOf: [{ properties: { k: { const: 1 } } }, obj({ a: false })] },
  ),
  no(
    'else declares where if fails',
    { ...obj({ k: int }, ['k']), if: { properties: { k: { const: 1 } } }, else: { properties: { a: int } } },
    obj({ a: str }),
  ),
  ok(
    'dependentSchemas declares only with its trigger',
    { ...obj({ t: int }), dependentSchemas: { t: { properties: { a: int } } } },
    { anyOf: [{ required: ['t'] }, obj({ a: false })] },
  ),
  no(
    'dependentSchemas with its trigger emits its names',
    { ...obj({ t: int }), dependentSchemas: { t: { properties: { a: int } } } },
    obj({ a: str }),
  ),
  ok(
    'a branch of scalars declares nothing',
    { anyOf: [str, obj({ a: int })] },
    { anyOf: [str, obj({ a: int, b: str })] },
  ),
  no('a nullable object is also null', { anyOf: [{ type: 'null' }, obj({ a: int })] }, obj({ a: int })),
  open(
    'an object that requires a name but allows none emits nothing',
    obj({ a: int }, [], { minProperties: 2 }),
    obj({ a: str }),
  ),
  open(
    'a schema whose records are all undeclared emits nothing and is compatible with nothing',
    { type: 'object', properties: {}, minProperties: 1 },
    obj({ a: str }),
  ),
  ok('a schema without documents at all is contained in everything', { allOf: [str, int] }, obj({ a: str })),
  ok('what accepts nothing is contained in what accepts nothing', { not: {} }, { not: {} }),
];

/** Pairs of a narrower and a wider schema of one value; each makes four cases, as a member and as an item. */
const scalars: readonly (readonly [why: string, narrow: Plain, wide: Plain])[] = [
  ['an integer is a number', int, num],
  ['one enum value fewer is narrower', { enum: ['a', 'b'] }, { enum: ['a', 'b', 'c'] }],
  ['a const is one of an enum', { const: 'a' }, { enum: ['a', 'b'] }],
  ['a closed range lies in a wider one', { type: 'number', minimum: 0, maximum: 5 }, { type: 'number', minimum: 0 }],
  [
    'an exclusive bound is narrower than the same bound',
    { type: 'number', exclusiveMinimum: 0 },
    { type: 'number', minimum: 0 },
  ],
  ['multiples of 4 are multiples of 2', { type: 'integer', multipleOf: 4 }, { type: 'integer', multipleOf: 2 }],
  ['multiples of 0.3 hold 3 and not 0.1', { type: 'number', multipleOf: 0.3 }, { type: 'number', multipleOf: 0.1 }],
  ['a shorter maximum length is narrower', { type: 'string', maxLength: 3 }, { type: 'string', maxLength: 4 }],
  ['a longer minimum length is narrower', { type: 'string', minLength: 3 }, { type: 'string', minLength: 2 }],
  ['anchored letters are some letters', { type: 'string', pattern: '^[a-c]+$' }, { type: 'string', pattern: '[a-z]' }],
  ['a string is nullable at will', str, { type: ['string', 'null'] }],
  ['a branch fewer is narrower', { anyOf: [str, bool] }, { anyOf: [str, bool, int] }],
  ['what is excluded makes it narrower', { type: 'string', not: { const: 'x' } }, str],
  [
    'three digits make at most three characters',
    { type: 'string', pattern: '^\\d{3}$' },
    { type: 'string', maxLength: 3 },
  ],
  [
    'a look-ahead is an intersection',
    { type: 'string', pattern: '^(?=a)[a-z]{2}$' },
    { type: 'string', pattern: '^[a-z]{2}$' },
  ],
  ['more items are asked for', { type: 'array', minItems: 2 }, { type: 'array', minItems: 1 }],
  ['fewer items are allowed', { type: 'array', maxItems: 1 }, { type: 'array', maxItems: 2 }],
  ['distinct items are items', { type: 'array', uniqueItems: true }, { type: 'array' }],
  ['integers are found among numbers', { type: 'array', contains: int }, { type: 'array', contains: num }],
  [
    'two of a kind are at least one',
    { type: 'array', contains: int, minContains: 2 },
    { type: 'array', contains: int },
  ],
  ['an array of integers is one of numbers', { type: 'array', items: int }, { type: 'array', items: num }],
  ['a required member is stricter than an optional one', obj({ a: int }, ['a']), obj({ a: int })],
  ['two required members are stricter than one', obj({ a: int, b: int }, ['a', 'b']), obj({ a: int, b: int }, ['a'])],
  [
    'one member at most is stricter than two',
    obj({ a: int, b: int }, [], { maxProperties: 1 }),
    obj({ a: int, b: int }, [], { maxProperties: 2 }),
  ],
  [
    'a member of a member is compared',
    obj({ a: obj({ b: int }, ['b']) }, ['a']),
    obj({ a: obj({ b: num }, ['b']) }, ['a']),
  ],
  [
    'a map of integers is one of numbers',
    { type: 'object', additionalProperties: int },
    { type: 'object', additionalProperties: num },
  ],
  [
    'a tuple is narrower than its first position',
    { type: 'array', prefixItems: [int, str], minItems: 2 },
    { type: 'array', prefixItems: [int], minItems: 1 },
  ],
];

const asMember = (inner: Plain): Plain => obj({ v: inner }, ['v']);
const asItem = (inner: Plain): Plain => obj({ l: { type: 'array', items: inner, minItems: 1 } }, ['l']);
const fromScalars = scalars.flatMap(([why, narrow, wide]) => [
  ok(`${why}: as a member the narrow one fits the wide one`, asMember(narrow), asMember(wide)),
  no(`${why}: as a member the wide one does not fit the narrow one`, asMember(wide), asMember(narrow)),
  ok(`${why}: as an item the narrow one fits the wide one`, asItem(narrow), asItem(wide)),
  no(`${why}: as an item the wide one does not fit the narrow one`, asItem(wide), asItem(narrow)),
]);

const mixed: readonly DeclaredCase[] = [
  ok(
    'draft 7 definitions and 2020-12 $defs say the same',
    { ...D7, $ref: '#/definitions/u', definitions: { u: obj({ a: int }) } },
    { ...D20, $ref: '#/$defs/u', $defs: { u: obj({ a: int, b: str }) } },
  ),
  no(
    'draft 7 hides what stands beside $ref, 2020-12 reads it',
    { ...D7, $ref: '#/definitions/u', maxProperties: 0, definitions: { u: obj({ a: int }) } },
    { ...D20, $ref: '#/$defs/u', maxProperties: 0, $defs: { u: obj({ a: int }) } },
  ),
  ok(
    'draft 4 exclusiveMinimum: true is the bound of draft 6',
    asMemberOf(D4, { type: 'number', minimum: 0, exclusiveMinimum: true }),
    asMemberOf(D6, { type: 'number', exclusiveMinimum: 0 }),
  ),
  no(
    'draft 4 minimum alone includes the bound',
    asMemberOf(D4, { type: 'number', minimum: 0 }),
    asMemberOf(D6, { type: 'number', exclusiveMinimum: 0 }),
  ),
  ok(
    'a list of items in draft 7 is prefixItems in 2020-12',
    asMemberOf(D7, { type: 'array', items: [int, str], additionalItems: false }),
    asMemberOf(D20, { type: 'array', prefixItems: [int, str], items: false }),
  ),
  no(
    'additionalItems is unknown to 2020-12, so the rest is open',
    asMemberOf(D20, { type: 'array', prefixItems: [int], additionalItems: false }),
    asMemberOf(D7, { type: 'array', items: [int], additionalItems: false }),
  ),
  ok(
    'dependencies of draft 7 are dependentRequired of 2019-09',
    { ...D7, ...obj({ a: int, b: int }, [], { dependencies: { a: ['b'] } }) },
    { ...D19, ...obj({ a: int, b: int }, [], { dependentRequired: { a: ['b'] } }) },
  ),
  no(
    '2020-12 does not read dependencies',
    { ...D20, ...obj({ a: int, b: int }, [], { dependencies: { a: ['b'] } }) },
    { ...D7, ...obj({ a: int, b: int }, [], { dependencies: { a: ['b'] } }) },
  ),
  no(
    'draft 6 does not read if',
    { ...D6, ...obj({ a: int }, [], { if: {}, [THEN]: false }) },
    { ...D7, ...obj({ a: int }, [], { if: {}, [THEN]: false }) },
  ),
  no(
    'draft 4 does not read contains',
    asMemberOf(D4, { type: 'array', contains: int }),
    asMemberOf(D7, { type: 'array', contains: int }),
  ),
  ok(
    'draft 6 reads contains as draft 7 does',
    asMemberOf(D6, { type: 'array', contains: int }),
    asMemberOf(D7, { type: 'array', contains: num }),
  ),
  no(
    'minContains is unknown to draft 7',
    asMemberOf(D7, { type: 'array', contains: int, minContains: 2 }),
    asMemberOf(D19, { type: 'array', contains: int, minContains: 2 }),
  ),
  ok(
    'the id of draft 4 resolves like the $id of draft 6',
    { ...D4, id: 'http://x.test/a', allOf: [{ $ref: '#/definitions/u' }], definitions: { u: obj({ a: int }) } },
    { ...D6, $id: 'http://x.test/a', allOf: [{ $ref: '#/definitions/u' }], definitions: { u: obj({ a: num }) } },
  ),
  ok(
    'a $recursiveRef of 2019-09 is a $dynamicRef of 2020-12',
    { ...D19, $recursiveAnchor: true, ...obj({ v: int, n: { $recursiveRef: '#' } }) },
    { ...D20, $dynamicAnchor: 'n', ...obj({ v: num, n: { $dynamicRef: '#n' } }) },
  ),
  no(
    'the recursion of one draft breaks in the other at depth',
    { ...D19, $recursiveAnchor: true, ...obj({ v: int, n: { $recursiveRef: '#' } }) },
    { ...D20, $dynamicAnchor: 'n', ...obj({ v: int, n: obj({ v: str }) }) },
  ),
  ok('const of draft 6 is a one-value enum of draft 4', asMemberOf(D6, { const: 1 }), asMemberOf(D4, { enum: [1, 2] })),
  ok(
    'an $anchor is a name as the #id of draft 7 was',
    { ...D7, allOf: [{ $ref: '#u' }], definitions: { u: { $id: '#u', ...obj({ a: int }) } } },
    { ...D20, $ref: '#u', $defs: { u: { $anchor: 'u', ...obj({ a: int, b: str }) } } },
  ),
  no(
    'unevaluatedProperties is unknown to draft 7',
    { ...D7, type: 'object', unevaluatedProperties: false },
    { ...D20, type: 'object', unevaluatedProperties: false },
  ),
];

function asMemberOf(draft: object, inner: Plain): Plain {
  return { ...draft, ...(asMember(inner) as object) };
}

export const DECLARED_CASES: readonly DeclaredCase[] = [...closing, ...nested, ...composed, ...fromScalars, ...mixed];
