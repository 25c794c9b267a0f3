import { BOTH_BREAKING, describeRule } from './rule-table.ts';

describeRule('property-renamed', {
  reports: [
    [
      'a property that is written alike under a new name',
      { type: 'object', properties: { user_id: { type: 'integer' }, b: { type: 'string' } } },
      { type: 'object', properties: { uid: { allOf: [{ type: 'integer' }] }, b: { type: 'string' } } },
      {
        pointer: '/user_id',
        schemaPointer: '/properties/uid',
        before: 'user_id',
        after: 'uid',
        severity: { serving: 'breaking', training: 'dangerous' },
      },
    ],
    [
      'it as breaking for history where the new name is required',
      { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
      { type: 'object', properties: { z: { type: 'integer' } }, required: ['z'] },
      { pointer: '/a', severity: BOTH_BREAKING },
    ],
    [
      'the nearest names among properties written alike',
      { type: 'object', properties: { first_name: { type: 'string' }, city: { type: 'string' } } },
      {
        type: 'object',
        properties: { firstName: { type: 'string' }, town: { type: 'string' }, zip: { type: 'string' } },
      },
      { pointer: '/first_name', after: 'firstName', severity: { serving: 'breaking', training: 'dangerous' } },
    ],
  ],
  leaves: [
    [
      'a property of another schema',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { b: { type: 'integer' } } },
    ],
    [
      'names that share too little',
      { type: 'object', properties: { alpha: { type: 'string' }, beta: { type: 'string' } } },
      { type: 'object', properties: { x: { type: 'string' }, y: { type: 'string' } } },
    ],
    [
      'a property that stayed beside a copy',
      { type: 'object', properties: { a: { type: 'string' } } },
      { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
    ],
  ],
});
