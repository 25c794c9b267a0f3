import { BOTH_DANGEROUS, describeRule } from './rule-table.ts';

const forms = (discriminator: unknown, kind: (name: string) => object = () => ({ type: 'string' })) => ({
  oneOf: [{ $ref: '#/$defs/X' }, { $ref: '#/$defs/Y' }],
  ...(discriminator === undefined ? {} : { discriminator }),
  $defs: {
    X: { type: 'object', required: ['kind', 'v'], properties: { kind: kind('x'), v: { type: 'integer' } } },
    Y: { type: 'object', required: ['kind', 'w'], properties: { kind: kind('y'), w: { type: 'integer' } } },
  },
});
const mapped = (mapping: Readonly<Record<string, string>>) => ({ propertyName: 'kind', mapping });
const named = (kind: Readonly<Record<string, string>>) => (name: string) => ({ const: kind[name] });

describeRule('discriminator-changed', {
  reports: [
    [
      'a value that stands for a form under another name',
      forms(mapped({ x: '#/$defs/X', y: '#/$defs/Y' })),
      forms(mapped({ x: '#/$defs/X', z: '#/$defs/Y' })),
      {
        pointer: '/kind',
        schemaPointer: '/discriminator',
        after: { propertyName: 'kind', mapping: { x: 'X', z: 'Y' } },
        severity: BOTH_DANGEROUS,
      },
    ],
    [
      'a form that inherits, and comes by the mapping alone',
      { type: 'object', properties: { kind: { type: 'string' } }, discriminator: mapped({ cat: '#/Cat' }) },
      {
        type: 'object',
        properties: { kind: { type: 'string' } },
        discriminator: mapped({ cat: '#/Cat', bird: '#/Bird' }),
      },
      { pointer: '/kind', severity: BOTH_DANGEROUS },
    ],
    [
      'another member that tells the forms apart',
      forms({ propertyName: 'kind' }),
      forms({ propertyName: 'type' }),
      { pointer: '', severity: BOTH_DANGEROUS },
    ],
    ['one that came', forms(undefined), forms('kind'), { pointer: '/kind' }],
    ['one that went', forms(mapped({})), forms(undefined), { pointer: '/kind' }],
  ],
  leaves: [
    [
      'the same values in another order, from another place',
      forms(mapped({ x: '#/$defs/X', y: '#/$defs/Y' })),
      forms(mapped({ y: 'other.json#/$defs/Y', x: '#/$defs/X' })),
    ],
    [
      'values that each form lists itself',
      forms(mapped({ x: '#/$defs/X', y: '#/$defs/Y' }), named({ x: 'x', y: 'y' })),
      forms(mapped({ x: '#/$defs/X', z: '#/$defs/Y' }), named({ x: 'x', y: 'z' })),
    ],
    ['what is no discriminator', forms({ mapping: {} }), forms(7)],
  ],
});
