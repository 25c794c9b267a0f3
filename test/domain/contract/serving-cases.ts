import type { ReadField } from '../../../lib/domain/verdict.ts';

// A literal `then` would make a promise of the object to the linter's eyes.
const THEN = 'then';

type Plain = { readonly [keyword: string]: unknown };

/** What `next` does to a consumer trained on `trained` that reads `reads`. */
export interface ServingCase {
  readonly why: string;
  readonly trained: Plain;
  readonly next: Plain;
  readonly head?: Plain;
  readonly reads: readonly (string | ReadField)[];
  readonly strict?: boolean;
  readonly expectations?: Plain;
  /** `lost` is newly broken of the kind field-lost; `still-lost` the same, not new. */
  readonly expected: 'compatible' | 'newly-broken' | 'still-broken' | 'lost' | 'still-lost' | 'undecided';
  readonly pointer?: string;
}

const int = { type: 'integer' };
const num = { type: 'number' };
const str = { type: 'string' };
const obj = (properties: object, required: readonly string[] = [], more: object = {}): Plain => ({
  type: 'object',
  properties,
  ...(required.length > 0 ? { required } : {}),
  ...more,
});
type Rest = Partial<Omit<ServingCase, 'why' | 'expected'>> & Pick<ServingCase, 'trained' | 'next' | 'reads'>;
const made =
  (expected: ServingCase['expected']) =>
  (why: string, rest: Rest): ServingCase => ({ why, expected, ...rest });
const fine = made('compatible');
const broken = made('newly-broken');
const lost = made('lost');

const base = obj({ id: int, category: str, amount: num, note: str }, ['id', 'amount']);
const lists = (item: object): Plain => obj({ rows: { type: 'array', items: item } }, ['rows']);

const reading: readonly ServingCase[] = [
  fine('a change that nobody reads wakes nobody', {
    trained: base,
    next: obj({ id: int, category: int, amount: num, note: str }, ['id', 'amount']),
    reads: ['/amount'],
  }),
  broken('the type of a read field changed', {
    trained: base,
    next: obj({ id: int, category: int, amount: num, note: str }, ['id', 'amount']),
    reads: ['/category'],
    pointer: '/category',
  }),
  broken('who reads everything is broken by any change', {
    trained: base,
    next: obj({ id: int, category: int, amount: num, note: str }, ['id', 'amount']),
    reads: [],
    pointer: '/category',
  }),
  fine('an added field is unknown to the trained version and ignored', {
    trained: base,
    next: obj({ id: int, category: str, amount: num, note: str, more: int }, ['id', 'amount']),
    reads: [],
  }),
  broken('who reads the whole record is held to the letter: a closed version promised no other field', {
    trained: { ...base, additionalProperties: false },
    next: obj({ id: int, category: str, amount: num, note: str, more: int }, ['id', 'amount']),
    reads: [],
    pointer: '/more',
  }),
  fine('who names what it reads of a closed version ignores an added field', {
    trained: { ...base, additionalProperties: false },
    next: obj({ id: int, category: str, amount: num, note: str, more: int }, ['id', 'amount']),
    reads: ['/id', '/category', '/amount', '/note'],
  }),
  broken('an added field counts for a strict reader', {
    trained: base,
    next: obj({ id: int, category: str, amount: num, note: str, more: int }, ['id', 'amount']),
    reads: [''],
    strict: true,
  }),
  fine('a strict reader of one field does not see the others', {
    trained: base,
    next: obj({ id: int, category: str, amount: num, note: str, more: int }, ['id', 'amount']),
    reads: ['/amount'],
    strict: true,
  }),
  broken('a required field became optional', {
    trained: base,
    next: obj({ id: int, category: str, amount: num, note: str }, ['id']),
    reads: ['/amount'],
    pointer: '/amount',
  }),
  fine('a required field became optional, but is not read', {
    trained: base,
    next: obj({ id: int, category: str, amount: num, note: str }, ['id']),
    reads: ['/category'],
  }),
  fine('an optional field became required', {
    trained: base,
    next: obj({ id: int, category: str, amount: num, note: str }, ['id', 'amount', 'note']),
    reads: ['/note'],
  }),
  fine('presence is inherited: an optional field may be missing', { trained: base, next: base, reads: ['/note'] }),
  broken('presence required is stronger than the trained version', {
    trained: base,
    next: base,
    reads: [{ pointer: '/note', presence: 'required' }],
    pointer: '/note',
  }),
  fine('presence required of what is required anyway', {
    trained: base,
    next: base,
    reads: [{ pointer: '/amount', presence: 'required' }],
  }),
  broken('a narrower trained range is left', {
    trained: obj({ x: { type: 'integer', maximum: 5 } }),
    next: obj({ x: int }),
    reads: ['/x'],
    pointer: '/x',
  }),
  fine('a range that shrinks stays inside', {
    trained: obj({ x: int }),
    next: obj({ x: { type: 'integer', maximum: 5 } }),
    reads: ['/x'],
  }),
  fine('an integer is read by who was trained on numbers', {
    trained: obj({ x: num }),
    next: obj({ x: int }),
    reads: ['/x'],
  }),
  broken('a new enum value', {
    trained: obj({ x: { enum: ['a'] } }),
    next: obj({ x: { enum: ['a', 'b'] } }),
    reads: ['/x'],
    pointer: '/x',
  }),
  fine('an enum value fewer', {
    trained: obj({ x: { enum: ['a', 'b'] } }),
    next: obj({ x: { enum: ['a'] } }),
    reads: ['/x'],
  }),
  broken('null where none was', {
    trained: obj({ x: str }),
    next: obj({ x: { type: ['string', 'null'] } }),
    reads: ['/x'],
    pointer: '/x',
  }),
  broken('a whole subtree is read with what is in it', {
    trained: obj({ u: obj({ a: int }) }),
    next: obj({ u: obj({ a: str }) }),
    reads: ['/u'],
    pointer: '/u/a',
  }),
  broken('what is read whole is so, whatever is said of a part of it', {
    trained: obj({ u: obj({ v: obj({ a: int, b: int }) }) }),
    next: obj({ u: obj({ v: obj({ a: int, b: str }) }) }),
    reads: ['/u', { pointer: '/u/v/a', handles: ['null'] }],
    pointer: '/u/v/b',
  }),
  fine('beside the read path a subtree may change', {
    trained: obj({ u: obj({ a: int, b: int }) }),
    next: obj({ u: obj({ a: int, b: str }) }),
    reads: ['/u/a'],
  }),
  broken('on the way to a read field the object must stay one', {
    trained: obj({ u: obj({ a: int }) }),
    next: obj({ u: { type: ['object', 'string'], properties: { a: int } } }),
    reads: ['/u/a'],
    pointer: '/u',
  }),
  broken('an item on the path changed', {
    trained: lists(obj({ a: int })),
    next: lists(obj({ a: str })),
    reads: ['/rows/*/a'],
    pointer: '/rows/*/a',
  }),
  fine('an item beside the path changed', {
    trained: lists(obj({ a: int, b: int })),
    next: lists(obj({ a: int, b: str })),
    reads: ['/rows/*/a'],
  }),
  broken('array lengths are kept: more items than before', {
    trained: obj({ rows: { type: 'array', items: int, maxItems: 2 } }),
    next: obj({ rows: { type: 'array', items: int } }),
    reads: ['/rows'],
  }),
  fine('fewer items than before', {
    trained: obj({ rows: { type: 'array', items: int } }),
    next: obj({ rows: { type: 'array', items: int, maxItems: 2 } }),
    reads: ['/rows'],
  }),
  broken('the values of a map are read with it', {
    trained: obj({ m: { type: 'object', additionalProperties: int } }),
    next: obj({ m: { type: 'object', additionalProperties: str } }),
    reads: ['/m'],
  }),
  fine('a map of integers is read as one of numbers', {
    trained: obj({ m: { type: 'object', additionalProperties: num } }),
    next: obj({ m: { type: 'object', additionalProperties: int } }),
    reads: ['/m'],
  }),
  fine('a name with a slash is escaped in the pointer', {
    trained: obj({ 'a/b': int, c: int }),
    next: obj({ 'a/b': int, c: str }),
    reads: ['/a~1b'],
  }),
  broken('a name with a slash changed', {
    trained: obj({ 'a/b': int }),
    next: obj({ 'a/b': str }),
    reads: ['/a~1b'],
    pointer: '/a~1b',
  }),
];

const union = (amount: object): Plain => ({
  oneOf: [
    obj({ kind: { const: 'card' }, amount, pan: str }, ['kind', 'amount']),
    obj({ kind: { const: 'cash' }, amount, till: str }, ['kind', 'amount']),
  ],
});

const projecting: readonly ServingCase[] = [
  fine('a text cut would leave two equal oneOf branches that accept nothing; the projection does not', {
    trained: union(int),
    next: obj({ kind: str, amount: int }, ['kind', 'amount']),
    reads: ['/amount'],
  }),
  broken('through oneOf the read field is still held to its type', {
    trained: union(int),
    next: obj({ kind: str, amount: num }, ['kind', 'amount']),
    reads: ['/amount'],
    pointer: '/amount',
  }),
  broken('a new kind breaks who reads the kind', {
    trained: union(int),
    next: {
      oneOf: [
        ...(union(int)['oneOf'] as object[]),
        obj({ kind: { const: 'cheque' }, amount: int }, ['kind', 'amount']),
      ],
    },
    reads: ['/kind'],
    pointer: '/kind',
  }),
  fine('a new kind does not break who reads the amount', {
    trained: union(int),
    next: {
      oneOf: [
        ...(union(int)['oneOf'] as object[]),
        obj({ kind: { const: 'cheque' }, amount: int }, ['kind', 'amount']),
      ],
    },
    reads: ['/amount'],
  }),
  broken('a branch that lacks the read field makes it missing', {
    trained: union(int),
    next: {
      oneOf: [
        obj({ kind: { const: 'card' }, amount: int }, ['kind', 'amount']),
        obj({ kind: { const: 'cash' } }, ['kind']),
      ],
    },
    reads: ['/amount'],
    pointer: '/amount',
  }),
  broken('two read fields are held together as the branches hold them', {
    trained: union(int),
    next: obj({ kind: { enum: ['card', 'other'] }, amount: int }, ['kind', 'amount']),
    reads: ['/kind', '/amount'],
    pointer: '/kind',
  }),
  fine('a condition on an unread field projects to either case', {
    trained: obj({ k: int, v: {} }, ['k', 'v'], {
      if: { properties: { k: { const: 1 } } },
      [THEN]: { properties: { v: int } },
      else: { properties: { v: str } },
    }),
    next: obj({ k: int, v: { type: ['integer', 'string'] } }, ['k', 'v']),
    reads: ['/v'],
  }),
  broken('a condition on an unread field allows no third case', {
    trained: obj({ k: int, v: {} }, ['k', 'v'], {
      if: { properties: { k: { const: 1 } } },
      [THEN]: { properties: { v: int } },
      else: { properties: { v: str } },
    }),
    next: obj({ k: int, v: { type: ['integer', 'boolean'] } }, ['k', 'v']),
    reads: ['/v'],
    pointer: '/v',
  }),
  broken('a condition between two read fields is kept', {
    trained: obj({ k: int, v: {} }, ['k', 'v'], {
      if: { properties: { k: { const: 1 } } },
      [THEN]: { properties: { v: int } },
      else: { properties: { v: str } },
    }),
    next: obj({ k: int, v: { type: ['integer', 'string'] } }, ['k', 'v']),
    reads: ['/k', '/v'],
  }),
  fine('allOf cousins are read together', {
    trained: { allOf: [obj({ a: int }), obj({ b: int })] },
    next: obj({ a: int, b: str }),
    reads: ['/a'],
  }),
  fine('a reference is read through', {
    trained: { $ref: '#/$defs/u', $defs: { u: obj({ a: int, b: int }) } },
    next: obj({ a: int, b: str }),
    reads: ['/a'],
  }),
  fine('a recursive contract is read to its path', {
    trained: obj({ v: int, w: int, next: { $ref: '#' } }),
    next: obj({ v: int, w: str, next: { $ref: '#' } }),
    reads: ['/next/v'],
  }),
  broken('a recursive contract read whole is read at every depth', {
    trained: obj({ v: int, next: { $ref: '#' } }),
    next: obj({ v: int, next: obj({ v: str }) }),
    reads: ['/next'],
    pointer: '/next/v',
  }),
  fine('a count that unread members make up asks nothing', {
    trained: obj({ a: int, b: int }, ['b'], { minProperties: 1 }),
    next: obj({ a: int, b: str }, ['b']),
    reads: ['/a'],
  }),
  fine('an enum of records is projected value by value', {
    trained: {
      enum: [
        { a: 1, b: 1 },
        { a: 2, b: 2 },
      ],
    },
    next: obj({ a: { enum: [1, 2] }, b: str }, ['a', 'b']),
    reads: ['/a'],
  }),
  broken('an enum of records leaves no other value', {
    trained: {
      enum: [
        { a: 1, b: 1 },
        { a: 2, b: 2 },
      ],
    },
    next: obj({ a: { enum: [1, 3] }, b: str }, ['a', 'b']),
    reads: ['/a'],
    pointer: '/a',
  }),
  fine('a draft 7 contract reads 2020-12 records', {
    trained: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      ...obj({ t: { type: 'array', items: [int, str] } }),
    },
    next: obj({ t: { type: 'array', prefixItems: [int, str] } }),
    reads: ['/t'],
  }),
];

const tolerating: readonly ServingCase[] = [
  fine('handles missing: the field may become optional', {
    trained: base,
    next: obj({ id: int, amount: num }, ['id']),
    reads: [{ pointer: '/amount', handles: ['missing'] }],
  }),
  fine('handles missing: the field may go away', {
    trained: base,
    next: obj({ id: int }, ['id']),
    reads: [{ pointer: '/amount', handles: ['missing'] }],
  }),
  broken('handles missing is no leave to change the type', {
    trained: base,
    next: obj({ id: int, amount: str }, ['id']),
    reads: [{ pointer: '/amount', handles: ['missing'] }],
    pointer: '/amount',
  }),
  fine('handles null', {
    trained: obj({ x: str }),
    next: obj({ x: { type: ['string', 'null'] } }),
    reads: [{ pointer: '/x', handles: ['null'] }],
  }),
  broken('handles null is no leave for numbers', {
    trained: obj({ x: str }),
    next: obj({ x: { type: ['string', 'number'] } }),
    reads: [{ pointer: '/x', handles: ['null'] }],
    pointer: '/x',
  }),
  fine('handles new values of the same type', {
    trained: obj({ x: { enum: ['a'] } }),
    next: obj({ x: { enum: ['a', 'b'] } }),
    reads: [{ pointer: '/x', handles: ['new-values'] }],
  }),
  broken('new values of another type are not handled', {
    trained: obj({ x: { enum: ['a'] } }),
    next: obj({ x: { enum: ['a', 1] } }),
    reads: [{ pointer: '/x', handles: ['new-values'] }],
    pointer: '/x',
  }),
  fine('handles a wider range', {
    trained: obj({ x: { type: 'integer', minimum: 0, maximum: 5 } }),
    next: obj({ x: int }),
    reads: [{ pointer: '/x', handles: ['wider-range'] }],
  }),
  broken('a wider range is no leave for fractions', {
    trained: obj({ x: { type: 'integer', maximum: 5 } }),
    next: obj({ x: num }),
    reads: [{ pointer: '/x', handles: ['wider-range'] }],
    pointer: '/x',
  }),
  fine('a wider range covers lengths', {
    trained: obj({ x: { type: 'string', maxLength: 3 } }),
    next: obj({ x: str }),
    reads: [{ pointer: '/x', handles: ['wider-range'] }],
  }),
  broken('a tolerance holds at its place alone', {
    trained: obj({ x: str, y: str }),
    next: obj({ x: { type: ['string', 'null'] }, y: { type: ['string', 'null'] } }),
    reads: [{ pointer: '/x', handles: ['null'] }, '/y'],
    pointer: '/y',
  }),
  fine('a tolerance holds for the items it names', {
    trained: lists(obj({ a: str })),
    next: lists(obj({ a: { type: ['string', 'null'] } })),
    reads: [{ pointer: '/rows/*/a', handles: ['null'] }],
  }),
  fine('own expectations replace the contract', {
    trained: base,
    next: obj({ category: int }),
    reads: ['/category'],
    expectations: { properties: { category: { type: ['string', 'integer'] } } },
  }),
  broken('own expectations that are not met', {
    trained: base,
    next: obj({ category: str }),
    reads: ['/category'],
    expectations: { required: ['category'] },
    pointer: '/category',
  }),
];

const losing: readonly ServingCase[] = [
  lost('an optional field that is read can no longer occur', {
    trained: base,
    next: obj({ id: int, amount: num }, ['id', 'amount']),
    reads: ['/note'],
    pointer: '/note',
  }),
  lost('who reads everything loses any declared field', {
    trained: base,
    next: obj({ id: int, category: str, amount: num }, ['id', 'amount']),
    reads: [],
    pointer: '/note',
  }),
  lost('a field of a subtree that is read whole', {
    trained: obj({ u: obj({ a: int, b: int }) }),
    next: obj({ u: obj({ a: int }) }),
    reads: ['/u'],
    pointer: '/u/b',
  }),
  lost('a field of the items', {
    trained: lists(obj({ a: int, b: int })),
    next: lists(obj({ a: int })),
    reads: ['/rows/*/b'],
    pointer: '/rows/*/b',
  }),
  fine('a field that is not read may go away', {
    trained: base,
    next: obj({ id: int, amount: num }, ['id', 'amount']),
    reads: ['/amount'],
  }),
  broken('a required field that goes away is a record without it', {
    trained: base,
    next: obj({ id: int }, ['id']),
    reads: ['/amount'],
    pointer: '/amount',
  }),
  made('still-lost')('the head has lost it already', {
    trained: base,
    head: obj({ id: int, amount: num }, ['id', 'amount']),
    next: obj({ id: int, amount: num }, ['id', 'amount']),
    reads: ['/note'],
    pointer: '/note',
  }),
  lost('the head still had it', {
    trained: base,
    head: base,
    next: obj({ id: int, amount: num }, ['id', 'amount']),
    reads: ['/note'],
    pointer: '/note',
  }),
  lost('a field is lost where its type becomes impossible', {
    trained: base,
    next: obj({ id: int, amount: num, note: false }, ['id', 'amount']),
    reads: ['/note'],
    pointer: '/note',
  }),
];

const telling: readonly ServingCase[] = [
  made('still-broken')('the head broke it in the same way', {
    trained: obj({ x: int }),
    head: obj({ x: str }),
    next: obj({ x: str }),
    reads: ['/x'],
    pointer: '/x',
  }),
  broken('the head was still fine', {
    trained: obj({ x: int }),
    head: obj({ x: int }),
    next: obj({ x: str }),
    reads: ['/x'],
    pointer: '/x',
  }),
  broken('the head broke it otherwise: what is new is told', {
    trained: obj({ x: int, y: int }),
    head: obj({ x: str, y: int }),
    next: obj({ x: str, y: str }),
    reads: ['/x', '/y'],
    pointer: '/y',
  }),
  made('still-broken')('the head is wider than the next, which still breaks', {
    trained: obj({ x: int }),
    head: obj({ x: { type: ['integer', 'string', 'null'] } }),
    next: obj({ x: { type: ['integer', 'string'] } }),
    reads: ['/x'],
    pointer: '/x',
  }),
  fine('a head that broke is mended', {
    trained: obj({ x: int }),
    head: obj({ x: str }),
    next: obj({ x: int }),
    reads: ['/x'],
  }),
  broken('the head broke one value, the next breaks another', {
    trained: obj({ x: { enum: ['a'] } }),
    head: obj({ x: { enum: ['a', 'b'] } }),
    next: obj({ x: { enum: ['a', 'c'] } }),
    reads: ['/x'],
    pointer: '/x',
  }),
];

const priced = (amount: object, more: object = {}): Plain => obj({ category: str, amount, ...more }, ['category']);
const expecting = { properties: { amount: { type: 'integer', minimum: 0 } } };

const expectingMore: readonly ServingCase[] = [
  broken('what is expected of a field that is not read is news like what is read', {
    trained: priced({ type: 'integer', minimum: 0 }),
    head: priced({ type: 'integer', minimum: 0 }),
    next: priced(int),
    reads: ['/category'],
    expectations: expecting,
    pointer: '/amount',
  }),
  made('still-broken')('what the head lets in of it already is none', {
    trained: priced({ type: 'integer', minimum: 0 }),
    head: priced(int),
    next: priced(int, { more: int }),
    reads: ['/category'],
    expectations: expecting,
    pointer: '/amount',
  }),
  made('still-broken')('nor is it news because something else changed that nobody reads', {
    trained: priced({ type: 'integer', minimum: 0 }, { note: str }),
    head: priced(int, { note: str }),
    next: priced(int, { note: int }),
    reads: ['/category'],
    expectations: expecting,
    pointer: '/amount',
  }),
  lost('a field of which something is expected is lost like one that is read', {
    trained: priced({ type: 'integer', minimum: 0 }),
    head: priced({ type: 'integer', minimum: 0 }),
    next: priced(false as unknown as object),
    reads: ['/category'],
    expectations: expecting,
    pointer: '/amount',
  }),
  broken('members that nobody names count where the expectations forbid them', {
    trained: priced(int),
    head: priced(int),
    next: priced(int, { more: int }),
    reads: ['/category'],
    expectations: { properties: { category: {}, amount: {} }, additionalProperties: false },
  }),
];

export const SERVING_CASES: readonly ServingCase[] = [
  ...reading,
  ...projecting,
  ...tolerating,
  ...losing,
  ...telling,
  ...expectingMore,
];
