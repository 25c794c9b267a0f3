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

  describe('whose forms inherit by allOf, without a mapping', () => {
    const heir = (parent: string) => ({ allOf: [{ $ref: to(parent) }, { properties: { a: { type: 'boolean' } } }] });
    const PET = { ...FORM('legs'), discriminator: { propertyName: 'kind' } };
    const pets = (more: Readonly<Record<string, unknown>>) =>
      document({ propertyName: 'kind' }, { Pet: PET, Cat: heir('Pet'), Owner: OWNER, ...more });
    const OWNER = { type: 'object', properties: { pet: { allOf: [{ $ref: to('Pet') }], description: 'theirs' } } };

    it.each([
      { at: 'Pet', what: 'a new form', more: { Bird: heir('Pet') }, place: '/kind' },
      { at: 'Pet', what: 'a form of a form', more: { Lion: heir('Cat') }, place: '/kind' },
      { at: 'Owner', what: 'a new form of a member', more: { Bird: heir('Pet') }, place: '/pet/kind' },
      { at: 'Cat', what: 'a form of what is one itself', more: { Lion: heir('Cat') }, place: '/kind' },
    ])('is told of $what, and of one that went', async ({ at, more, place }) => {
      const [came, went] = [await diff(pets({}), pets(more), at), await diff(pets(more), pets({}), at)];

      expect(came.changes).toEqual([`discriminator-changed ${place}`]);
      expect(went.changes).toEqual([`discriminator-changed ${place}`]);
      expect(came.serving.verdict).toBe('compatible');
    });

    it.each([
      { at: 'Pet', more: { Car: FORM('wheels'), Truck: heir('Car') } },
      { at: 'Cat', more: { Bird: heir('Pet') } },
      { at: 'A', more: { Bird: heir('Pet') } },
    ])('is told nothing of components that are no form of $at', async ({ at, more }) => {
      const { exit, changes } = await diff(pets({}), pets(more), at);

      expect([exit, changes]).toEqual([0, []]);
    });

    it('takes the mapped name for one that has it', async () => {
      const explicit = { ...PET, discriminator: mapped({ cat: to('Cat') }) };

      expect((await diff(pets({ Pet: explicit }), pets({ Pet: explicit, Bird: heir('Pet') }), 'Pet')).changes).toEqual([
        'discriminator-changed /kind',
      ]);
      const silent = { ...PET, discriminator: mapped({ Cat: 'Cat' }) };
      expect((await diff(pets({}), pets({ Pet: silent }), 'Pet')).changes.join()).not.toContain(
        'discriminator-changed',
      );
    });

    it('ends where forms inherit from each other', async () => {
      const circle = pets({ Pet: { ...PET, allOf: [{ $ref: to('Cat') }] } });

      expect((await diff(circle, circle, 'Pet')).exit).toBe(0);
    });

    it('is read in Swagger 2.0, too', async () => {
      const swagger = (more: Readonly<Record<string, unknown>>) => ({
        swagger: '2.0',
        info: { title: 'T', version: '1' },
        paths: {},
        definitions: { Pet: { ...PET, discriminator: 'kind' }, ...more },
      });
      const files = { 'o.json': swagger({}), 'n.json': swagger({ Cat: { allOf: [{ $ref: '#/definitions/Pet' }] } }) };
      const { stdout } = await run(['diff', 'o.json#/definitions/Pet', 'n.json#/definitions/Pet'], { files });

      expect(stdout).toContain('DANGEROUS discriminator-changed');
    });
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
