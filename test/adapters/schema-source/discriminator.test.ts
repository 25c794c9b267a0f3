import { describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';

const FORM = (property: string, kind: unknown = { type: 'string' }) => ({
  type: 'object',
  required: ['kind', property],
  properties: { kind, [property]: { type: 'integer' } },
});
const document = (discriminator: unknown, more: Readonly<Record<string, unknown>> = {}, union = 'oneOf') => ({
  openapi: '3.0.3',
  info: { title: 'T', version: '1.0.0' },
  paths: {},
  components: {
    schemas: {
      A: { [union]: [{ $ref: '#/components/schemas/X' }, { $ref: '#/components/schemas/Y' }], discriminator },
      X: FORM('v'),
      Y: FORM('w'),
      ...more,
    },
  },
});
const mapped = (mapping: Readonly<Record<string, string>>) => ({ propertyName: 'kind', mapping });
const to = (name: string): string => `#/components/schemas/${name}`;
const diff = async (old: unknown, next: unknown, at = 'A') => {
  const argv = ['diff', `old.json#${to(at).slice(1)}`, `new.json#${to(at).slice(1)}`, '--format', 'json'];
  const { exit, stdout } = await run(argv, { files: { 'old.json': old, 'new.json': next } });
  const [result] = JSON.parse(stdout).results;
  const changes = result.changes.map(
    (change: Readonly<Record<string, string>>) => `${change['ruleId']} ${change['pointer']}`,
  );
  return { exit, changes, serving: result.verdicts.serving };
};

describe('a discriminator of OpenAPI', () => {
  it.each(['oneOf', 'anyOf'])('lets a renamed value be proved at its member: %s', async (union) => {
    const { exit, changes, serving } = await diff(
      document(mapped({ x: to('X'), y: to('Y') }), {}, union),
      document(mapped({ x: to('X'), z: to('Y') }), {}, union),
    );

    expect(exit).toBe(1);
    expect(changes.join()).toContain('/kind');
    expect(serving).toMatchObject({ verdict: 'breaking', witness: { kind: 'z' } });
  });

  it('stands for a component by its name where nothing is mapped', async () => {
    const { serving } = await diff(document({ propertyName: 'kind' }), document(mapped({ x: 'X' })));

    expect(serving).toMatchObject({ verdict: 'breaking', witness: { kind: 'x' } });
  });

  it('tells forms apart that would overlap, so that a change of one is seen', async () => {
    const loose = { X: { type: 'object', properties: { v: { type: 'integer' } } }, Y: { type: 'object' } };
    const changed = { ...loose, X: { type: 'object', properties: { v: { type: 'string' } } } };

    const { exit, serving } = await diff(
      document({ propertyName: 'kind' }, loose),
      document({ propertyName: 'kind' }, changed),
    );

    expect(serving).toMatchObject({ verdict: 'breaking', witness: { kind: 'X' } });
    expect(exit).toBe(1);
  });

  it.each([
    { what: 'its values', kind: { type: 'string', enum: ['ex'] } },
    { what: 'another type', kind: { type: 'integer' } },
    { what: 'a pattern', kind: { type: 'string', pattern: '^e' } },
  ])('leaves a form alone that states $what itself', async ({ kind }) => {
    const forms = { X: FORM('v', kind), Y: FORM('w', { type: 'boolean' }) };
    const narrower = { ...forms, X: { ...forms.X, properties: { kind, v: { type: 'string' } } } };

    const same = await diff(document({ propertyName: 'kind' }, forms), document({ propertyName: 'kind' }, forms));
    const { serving } = await diff(
      document({ propertyName: 'kind' }, forms),
      document({ propertyName: 'kind' }, narrower),
    );

    expect([same.exit, same.changes]).toEqual([0, []]);
    expect(serving.verdict).toBe('breaking');
  });

  it('is told where a parent alone names its forms', async () => {
    const pet = (mapping: Readonly<Record<string, string>>) => ({
      ...FORM('legs'),
      discriminator: mapped(mapping),
    });
    const cat = { allOf: [{ $ref: to('Pet') }, { properties: { meows: { type: 'boolean' } } }] };

    const { changes } = await diff(
      document({ propertyName: 'kind' }, { Pet: pet({ cat: to('Cat') }), Cat: cat }),
      document({ propertyName: 'kind' }, { Pet: pet({ cat: to('Cat'), bird: to('Bird') }), Cat: cat, Bird: cat }),
      'Pet',
    );

    expect(changes.join()).toContain('discriminator-changed');
  });

  it('is shown at the branch that the author wrote', async () => {
    const text = (value: string): string => JSON.stringify(document(mapped({ x: to('X'), [value]: to('Y') })), null, 1);
    const { stdout } = await run(['diff', 'old.json#/components/schemas/A', 'new.json#/components/schemas/A'], {
      files: { 'old.json': text('y'), 'new.json': text('z') },
    });
    const line =
      text('z')
        .split('\n')
        .findIndex((one) => one.includes('"#/components/schemas/Y"')) + 1;

    expect(stdout).toMatch(new RegExp(`new\\.json:(${line - 1}|${line})\\b`));
  });
});
