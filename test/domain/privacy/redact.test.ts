import { describe, expect, it } from 'vitest';
import { changeFingerprint } from '../../../lib/domain/diff/change.ts';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import { redactComparison, redactVerdict } from '../../../lib/domain/privacy/redact.ts';
import { jsonText } from '../../../lib/domain/schema/json-text.ts';
import { parsed } from '../diff/rules/rule-table.ts';

const SECRET = 'hiv-positive';
const options = { contentModel: 'declared', formatMode: 'annotation' } as const;
type Schema = Parameters<typeof parsed>[0];
const compare = (old: Schema, next: Schema, recordValues?: 'generated') => {
  const schemas = [parsed(old), parsed(next)] as const;
  return redactComparison(compareSchemas(schemas[0], schemas[1], options), { schemas, recordValues });
};
const patient = (diagnosis: object, more: object = {}) => ({
  type: 'object',
  properties: { id: { type: 'string' }, diagnosis },
  required: ['id', 'diagnosis'],
  ...more,
});
const sensitive = { type: 'string', 'x-sensitive': true };
const WITH = { enum: ['healthy', SECRET] };
const WITHOUT = { enum: ['healthy'] };

/** Each pair would show the secret without the mark. */
const PAIRS: readonly { readonly what: string; readonly old: Schema; readonly next: Schema }[] = [
  { what: 'a new value', old: patient({ ...sensitive, ...WITHOUT }), next: patient({ ...sensitive, ...WITH }) },
  { what: 'a value that went', old: patient({ ...sensitive, ...WITH }), next: patient({ ...sensitive, ...WITHOUT }) },
  { what: 'a default', old: patient(sensitive), next: patient({ ...sensitive, default: SECRET }) },
  { what: 'examples', old: patient(sensitive), next: patient({ ...sensitive, examples: [SECRET] }) },
  { what: 'a constant', old: patient({ ...sensitive, const: 'x' }), next: patient({ ...sensitive, const: SECRET }) },
  {
    what: 'categories that may grow',
    old: patient({ ...sensitive, 'x-extensible-enum': ['a'] }),
    next: patient({ ...sensitive, 'x-extensible-enum': ['a', SECRET] }),
  },
  {
    what: 'a field that went, with all that it listed',
    old: patient({ ...sensitive, ...WITH, default: SECRET }),
    next: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  },
  {
    what: "a field that went, with an organisation's own list of categories",
    old: patient({ ...sensitive, 'x-diagnoses': ['healthy', SECRET] }),
    next: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  },
  {
    what: 'a field that came',
    old: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    next: patient({ ...sensitive, ...WITH }),
  },
  {
    what: 'a mark that came with the value',
    old: patient({ type: 'string', ...WITHOUT }),
    next: patient({ ...sensitive, ...WITH }),
  },
  {
    what: 'a mark that went with it',
    old: patient({ ...sensitive, ...WITHOUT }),
    next: patient({ type: 'string', ...WITH }),
  },
  {
    what: 'behind a reference',
    old: patient({ $ref: '#/$defs/d' }, { $defs: { d: { ...sensitive, ...WITHOUT } } }),
    next: patient({ $ref: '#/$defs/d' }, { $defs: { d: { ...sensitive, ...WITH } } }),
  },
  {
    what: 'in a branch',
    old: patient({ anyOf: [{ ...sensitive, ...WITHOUT }, { type: 'null' }] }),
    next: patient({ anyOf: [{ ...sensitive, ...WITH }, { type: 'null' }] }),
  },
  {
    what: 'below the marked place',
    old: patient({ type: 'object', 'x-sensitive': true, properties: { code: WITHOUT }, required: ['code'] }),
    next: patient({ type: 'object', 'x-sensitive': true, properties: { code: WITH }, required: ['code'] }),
  },
  {
    what: 'in a list',
    old: patient({ type: 'array', items: { ...sensitive, ...WITHOUT }, minItems: 1 }),
    next: patient({ type: 'array', items: { ...sensitive, ...WITH }, minItems: 1 }),
  },
  {
    what: 'in a map',
    old: patient({ type: 'object', additionalProperties: { ...sensitive, ...WITHOUT } }),
    next: patient({ type: 'object', additionalProperties: { ...sensitive, ...WITH } }),
  },
  {
    what: 'beside another change',
    old: patient(
      { ...sensitive, const: SECRET },
      { properties: { id: { type: 'string' }, diagnosis: { ...sensitive, const: SECRET } } },
    ),
    next: patient(
      { ...sensitive, const: SECRET },
      { properties: { id: { type: 'integer' }, diagnosis: { ...sensitive, const: SECRET } } },
    ),
  },
];

const unmarked = (schema: Schema): Schema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"x-sensitive":true', '"x-other":true'));

describe('a sensitive place', () => {
  it.each(PAIRS)('shows no value: $what', ({ old, next }) => {
    expect(jsonText(compare(unmarked(old), unmarked(next)))).toContain(SECRET);
    const shown = jsonText(compare(old, next));
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain('healthy');
  });

  it('keeps verdicts, rules, places and types, and everything of other places', () => {
    const [pair] = PAIRS;
    const [plain, hidden] = [
      compare(unmarked(pair?.old ?? {}), unmarked(pair?.next ?? {})),
      compare(pair?.old ?? {}, pair?.next ?? {}),
    ];
    expect(hidden.verdicts.serving.verdict).toBe('breaking');
    expect(hidden.changes.map(({ ruleId, pointer }) => [ruleId, pointer])).toEqual(
      plain.changes.map(({ ruleId, pointer }) => [ruleId, pointer]),
    );
    expect(hidden.verdicts.serving).toMatchObject({ witness: { id: expect.any(String), diagnosis: '(hidden)' } });
    expect(hidden.changes[0]?.message).toBe('/diagnosis: enum value added; its values are not shown');
  });

  it('keeps two changes of hidden values apart', () => {
    const to = (value: string) =>
      compare(patient({ ...sensitive, ...WITHOUT }), patient({ ...sensitive, enum: ['healthy', value] })).changes[0];
    const [left, right] = [to('a'), to('b')];
    if (!left || !right) throw new Error('nothing changed');
    expect(changeFingerprint('s', left)).not.toBe(changeFingerprint('s', right));
  });

  it('hides the records of one model as well', () => {
    const schemas = [parsed(patient({ ...sensitive, ...WITH }))];
    const witness = { id: 'a', diagnosis: SECRET, visits: 3 };
    const verdict = { status: 'newly-broken', kind: 'rejected', witness, pointers: ['/diagnosis'] } as const;
    expect(redactVerdict(verdict, { schemas })).toMatchObject({
      witness: { id: 'a', diagnosis: '(hidden)', visits: 3 },
    });
    expect(redactVerdict(verdict, { schemas, recordValues: 'generated' })).toMatchObject({ witness: {} });
    expect(redactVerdict({ status: 'compatible' }, { schemas })).toEqual({ status: 'compatible' });
  });
});

describe('a policy that shows generated values only', () => {
  it.each(PAIRS)('hides every value without a mark: $what', ({ old, next }) => {
    const shown = jsonText(compare(unmarked(old), unmarked(next), 'generated'));
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain('healthy');
  });

  it('changes nothing of a type', () => {
    const { changes } = compare(patient({ type: 'integer' }), patient({ type: 'string' }), 'generated');
    expect(changes[0]).toMatchObject({ ruleId: 'type-changed', before: 'integer', after: 'string' });
  });
});
