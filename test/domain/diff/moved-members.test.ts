import { describe, expect, it } from 'vitest';
import { compareSchemas } from '../../../lib/domain/diff/compare-schemas.ts';
import { type Plain, parsed } from './rules/rule-table.ts';

const OPTIONS = { contentModel: 'declared', formatMode: 'annotation' } as const;
const object = (members: Readonly<Record<string, unknown>>) => ({ type: 'object', ...members });
const integer = { type: 'integer' };
const byName = object({ properties: { a1: integer, a2: integer } });
const byPattern = (schema: Plain) => object({ patternProperties: { '^a[12]$': schema } });
const changes = (old: Plain, next: Plain) =>
  compareSchemas(parsed(old), parsed(next), OPTIONS).changes.map(({ ruleId, pointer, severity }) => ({
    ruleId,
    pointer,
    serving: severity.serving,
  }));

describe('members that patterns or a map speak of', () => {
  it.each([
    ['into a pattern', byName, byPattern(integer)],
    ['out of a pattern', byPattern(integer), byName],
    ['into one of two patterns', byName, object({ patternProperties: { '^a1$': integer, '^a2$': integer } })],
  ])('are no change where they moved %s that says the same', (_name, old, next) => {
    expect(changes(old, next)).toEqual([{ ruleId: 'refactored', pointer: '', serving: 'safe' }]);
  });

  it('are neither removed nor broken where they moved into a map of the same values', () => {
    const told = changes(byName, object({ additionalProperties: integer }));
    expect(told.filter(({ serving }) => serving === 'breaking')).toEqual([]);
    expect(told.map(({ ruleId }) => ruleId)).not.toContain('property-removed');
  });

  it('have changed their type where the pattern has another one', () => {
    const told = compareSchemas(parsed(byName), parsed(byPattern({ type: 'string' })), OPTIONS).changes;
    expect(told.filter(({ ruleId }) => ruleId === 'type-changed')).toMatchObject([
      { pointer: '/a1', proof: 'proven-breaking' },
      { pointer: '/a2', proof: 'proven-breaking' },
    ]);
    expect(told.map(({ ruleId }) => ruleId)).not.toContain('property-removed');
  });

  it('became optional where only a pattern is left of a required one', () => {
    const told = changes(object({ properties: { a1: integer }, required: ['a1'] }), byPattern(integer));
    expect(told).toContainEqual({ ruleId: 'became-optional', pointer: '/a1', serving: 'breaking' });
  });

  it.each([
    ['anything', { additionalProperties: true }],
    ['what no engine reads', { patternProperties: { '^(a)\\1?1$': integer } }],
  ])('are gone where %s may stand in their place', (_name, members) => {
    expect(changes(byName, object(members)).map(({ ruleId }) => ruleId)).toContain('property-removed');
  });

  it('are looked up in linear time in a pattern made to backtrack', () => {
    const name = `${'a'.repeat(5_000)}b`;
    const old = object({ properties: { [name]: integer } });
    expect(changes(old, object({ patternProperties: { '^(a+)+$': integer } }))[0]?.ruleId).toBe('property-removed');
  });
});
