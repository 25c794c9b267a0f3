import { describe, expect, it } from 'vitest';
import { decideServing } from '../../../../lib/domain/contract/serving.ts';
import { compareSchemas } from '../../../../lib/domain/diff/compare-schemas.ts';
import type { JsonValue } from '../../../../lib/domain/schema/json.ts';
import { parsed } from '../../parsed.ts';

const OPTIONS = { contentModel: 'declared', formatMode: 'annotation' } as const;
const part = (name: string, schema: object) => ({ properties: { [name]: schema }, required: [name] });
/** Members of several schemas, whose order no canonical text gives. */
const record = (zone: object, more: object = {}) => ({
  type: 'object',
  allOf: [
    part('zone', zone),
    part('amount', { type: 'number' }),
    part('middle', { allOf: [part('y', {}), part('b', {})] }),
  ],
  patternProperties: { '^k': {} },
  required: ['kind', 'zone', 'amount'],
  ...more,
});

const membersOf = (value: JsonValue | undefined): readonly (readonly string[])[] =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? [Object.keys(value), ...Object.values(value as object).flatMap(membersOf)]
    : [];

describe('A record that proves a break', () => {
  const old = parsed(record({ type: 'integer' }));
  const next = parsed(
    record({ type: 'string' }, { properties: { code: { const: 'A' } }, required: ['kind', 'zone', 'code'] }),
  );

  it('has its members in one order, found for a schema, for one change and for a reader', () => {
    const { verdicts, changes } = compareSchemas(next, old, OPTIONS);
    const served = decideServing({ trained: old, next, reads: [{ pointer: '/zone' }], options: OPTIONS });
    const witness = verdicts.serving.verdict === 'breaking' ? verdicts.serving.witness : undefined;
    const records = [
      witness,
      ...changes.flatMap((change) => [change.witness, change.record]),
      'witness' in served ? served.witness : undefined,
    ].filter((one) => one !== undefined && membersOf(one).length > 0);

    expect(records.length).toBeGreaterThanOrEqual(3);
    for (const names of records.flatMap(membersOf)) expect(names).toEqual(names.toSorted());
  });
});
