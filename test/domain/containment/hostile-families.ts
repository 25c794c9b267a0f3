type Plain = { readonly [keyword: string]: unknown };
const count = (n: number): readonly number[] => [...Array(n).keys()];
const integer = { type: 'integer' };
const number = { type: 'number' };
const named = (n: number, make: (at: number) => unknown): Plain =>
  Object.fromEntries(count(n).map((at) => [`p${at}`, make(at)]));

/** Pairs that somebody would send to stop a registry, of size n, and the most steps that both lenses may take where they come to an end. */
export const HOSTILE: readonly (readonly [
  name: string,
  most: number,
  n: number,
  make: (n: number) => readonly [Plain, Plain],
])[] = [
  [
    'deep unions that share their branches',
    3_000,
    30,
    (n) => {
      const make = (leaf: Plain): Plain => ({
        $ref: '#/$defs/p0',
        $defs: named(n, (at) =>
          at === n - 1
            ? leaf
            : { anyOf: [{ $ref: `#/$defs/p${at + 1}` }, { title: 'again', $ref: `#/$defs/p${at + 1}` }] },
        ),
      });
      return [make(number), make(integer)];
    },
  ],
  [
    'wide objects',
    120_000,
    2_000,
    (n) => {
      const make = (first: Plain): Plain => ({
        type: 'object',
        properties: named(n, (at) => (at === 0 ? first : integer)),
        required: Object.keys(named(n, () => 0)),
      });
      return [make({ type: 'string' }), make(integer)];
    },
  ],
  [
    'many patterns that overlap',
    Number.POSITIVE_INFINITY,
    40,
    (n) => {
      const make = (value: Plain): Plain => ({
        type: 'object',
        patternProperties: Object.fromEntries(count(n).map((at) => [`^(a|b|c${at})*x.{0,${at}}y${at}$`, value])),
        additionalProperties: false,
      });
      return [make(number), make(integer)];
    },
  ],
  [
    'unevaluated members of many branches',
    2_000,
    14,
    (n) => {
      const make = (value: Plain): Plain => ({
        type: 'object',
        anyOf: count(n).map((at) => ({ properties: { [`p${at}`]: value }, required: [`p${at}`] })),
        unevaluatedProperties: false,
      });
      return [make(number), make(integer)];
    },
  ],
  [
    'dynamic references through many resources',
    Number.POSITIVE_INFINITY,
    20,
    (n) => {
      const make = (leaf: Plain): Plain => ({
        $id: 'https://example.com/p0',
        $dynamicAnchor: 'node',
        type: 'object',
        properties: { value: leaf },
        anyOf: count(n).map((at) => ({ $ref: `https://example.com/p${at + 1}` })),
        $defs: named(n, (at) => ({
          $id: `https://example.com/p${at + 1}`,
          $dynamicAnchor: 'node',
          $defs: { own: { $dynamicAnchor: `node${at}`, type: 'object' } },
          properties: { [`p${at}`]: { $dynamicRef: '#node' } },
        })),
      });
      return [make(number), make(integer)];
    },
  ],
  [
    'big enums',
    120_000,
    5_000,
    (n) => [
      { properties: { a: { enum: count(n + 1) }, b: { enum: count(n) } } },
      { properties: { a: { enum: count(n) }, b: { enum: count(n) } } },
    ],
  ],
  [
    'long arrays in an enum',
    40_000,
    300,
    (n) => [{ enum: count(20).map((at) => [...count(n), at]) }, { enum: count(19).map((at) => [...count(n), at]) }],
  ],
  [
    'distinct items of many kinds',
    Number.POSITIVE_INFINITY,
    7,
    (n) => {
      const make = (least: number): Plain => ({
        type: 'array',
        uniqueItems: true,
        minItems: least,
        allOf: count(n).map((at) => ({ contains: { enum: count(n).map((item) => item + at) }, maxContains: n - 1 })),
      });
      return [make(n), make(n + 1)];
    },
  ],
  [
    'schemas in a circle on one value',
    3_000,
    10,
    (n) => {
      const make = (leaf: Plain): Plain => ({
        allOf: [{ $ref: '#/$defs/p0' }, leaf],
        $defs: named(n, (at) => ({
          title: `${at}`,
          anyOf: count(n)
            .filter((other) => other !== at)
            .map((other) => ({ $ref: `#/$defs/p${other}` })),
        })),
      });
      return [make(number), make(integer)];
    },
  ],
];
