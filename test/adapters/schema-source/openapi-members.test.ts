import { describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';

const at = '#/components/schemas/A';
const api = (schemas: unknown, more: Readonly<Record<string, unknown>> = {}, version = '3.0.3') => ({
  openapi: version,
  info: { title: 'T', version: '1' },
  paths: {},
  components: { schemas },
  ...more,
});
const diff = async (old: unknown, next: unknown, address = at) => {
  const files = { 'old.json': old, 'new.json': next };
  const argv = ['diff', `old.json${address}`, `new.json${address}`, '--format', 'json'];
  const { exit, stdout, stderr } = await run(argv, { files });
  const [result] = JSON.parse(stdout).results;
  const rules: readonly string[] = result.changes.map(
    ({ ruleId, pointer }: Readonly<Record<string, string>>) => `${ruleId} ${pointer}`,
  );
  return { exit, stderr, rules: rules.join(), serving: result.verdicts.serving };
};

const SECRET = { type: 'string', writeOnly: true };
const USER = (password: unknown, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'object',
  required: ['name', 'password'],
  properties: { name: { type: 'string' }, password },
  ...more,
});

describe('a required member of OpenAPI 3.0 that is write-only', () => {
  it.each([
    { how: 'stated at the member', schemas: { A: USER(SECRET) } },
    { how: 'stated behind a reference', schemas: { A: USER({ $ref: '#/components/schemas/S' }), S: SECRET } },
    { how: 'stated behind allOf', schemas: { A: USER({ allOf: [{ $ref: '#/components/schemas/S' }] }), S: SECRET } },
    {
      how: 'required beside the parent that states it',
      schemas: {
        A: { allOf: [{ $ref: '#/components/schemas/B' }, { required: ['password'] }] },
        B: { type: 'object', required: ['name'], properties: USER(SECRET).properties },
      },
    },
  ])('is not asked of records: $how', async ({ schemas }) => {
    const { serving, rules } = await diff(api({ A: USER({ type: 'string' }) }), api(schemas));

    expect(serving).toMatchObject({ verdict: 'breaking', witness: expect.not.objectContaining({ password: '' }) });
    expect(rules).toContain('became-write-only /password');
  });

  it('may go without breaking who was never sent it', async () => {
    const without = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };

    expect((await diff(api({ A: USER(SECRET) }), api({ A: without }))).serving.verdict).toBe('compatible');
  });

  it.each(['3.1.0', '3.1.1'])('is asked of them in %s, as JSON Schema says', async (version) => {
    const { serving } = await diff(
      api({ A: USER({ type: 'string' }) }, {}, version),
      api({ A: USER(SECRET) }, {}, version),
    );

    expect(serving.verdict).toBe('compatible');
  });

  it.each(['oneOf', 'anyOf'])('leaves the forms of %s what they accept', async (union) => {
    const token = (type: string) => ({ type: 'object', required: ['token'], properties: { token: { type } } });
    const forms = (type: string) =>
      api({
        A: { [union]: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }] },
        B: { type: 'object', required: ['password'], properties: { password: SECRET, token: { type: 'string' } } },
        C: token(type),
      });
    const one = await diff(forms('string'), forms('string'));
    const changed = await diff(forms('string'), forms('integer'));

    expect(one.serving.verdict).toBe('compatible');
    expect(changed.serving).toMatchObject({ verdict: 'breaking', witness: { token: expect.any(Number) } });
  });

  it('excludes no more than before under not', async () => {
    const document = (type: string) =>
      api({
        A: { type: 'object', properties: { a: { type } }, not: { $ref: '#/components/schemas/B' } },
        B: { required: ['password'], properties: { password: SECRET } },
      });

    expect((await diff(document('string'), document('integer'))).serving.verdict).toBe('breaking');
  });

  it('is asked of requests, which need no read-only one', async () => {
    const body = (member: unknown) => ({
      paths: {
        '/u': { post: { requestBody: { content: { 'application/json': { schema: USER(member) } } }, responses: {} } },
      },
    });
    const way = '#/paths/~1u/post/requestBody';
    const plain = api({}, body({ type: 'string' }));

    expect((await diff(plain, api({}, body(SECRET)), way)).serving.verdict).toBe('compatible');
    expect((await diff(plain, api({}, body({ type: 'string', readOnly: true })), way)).serving.verdict).toBe(
      'breaking',
    );
  });
});

describe('a component that is named itself', () => {
  const schemas = { A: { type: 'object' }, B: { type: 'object', properties: { a: { $ref: at } } } };
  const content = (name: string) => ({
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const used = (operation: Readonly<Record<string, unknown>>) =>
    api(schemas, { paths: { '/a': { post: { responses: {}, ...operation } } } });

  it.each([
    { where: 'a request body', operation: { requestBody: content('A') } },
    { where: 'what a request body holds', operation: { requestBody: content('B') } },
  ])('is told to be what clients send where only $where uses it', async ({ operation }) => {
    expect((await diff(used(operation), used(operation))).stderr).toContain('this is what clients send');
  });

  it.each([
    { where: 'nothing', operation: {} },
    { where: 'a response', operation: { responses: { 200: content('A') } } },
    {
      where: 'a request and what a response holds',
      operation: { requestBody: content('A'), responses: { 200: content('B') } },
    },
  ])('is not where $where uses it', async ({ operation }) => {
    expect((await diff(used(operation), used(operation))).stderr).toBe('');
  });
});

describe('a schema of OpenAPI 3.0', () => {
  it('excludes its bounds by true, as draft 4 does', async () => {
    const bound = (exclusiveMinimum: boolean) =>
      api({ A: { type: 'object', properties: { a: { type: 'integer', minimum: 5, exclusiveMinimum } } } });

    expect((await diff(bound(false), bound(true))).serving.verdict).toBe('compatible');
    expect((await diff(bound(true), bound(false))).serving).toMatchObject({ verdict: 'breaking', witness: { a: 5 } });
  });

  it('is told of a nullable that does nothing, once, with its place', async () => {
    const document = api({
      A: {
        type: 'object',
        properties: { a: { $ref: '#/components/schemas/B', nullable: true }, b: { $ref: '#/components/schemas/B' } },
      },
      B: { nullable: true, enum: ['x'] },
    });
    const { stderr } = await diff(api({ A: true }), document);

    expect(stderr).toMatch(/new\.json:\d+:\d+: "nullable" adds null to the "type" beside it.*here and at 1 more place/);
    expect(stderr.match(/"nullable"/g)).toHaveLength(1);
  });

  it('is told of none where it has an effect, nor in 3.1', async () => {
    const document = (version: string, member: unknown) =>
      api({ A: { type: 'object', properties: { a: member } } }, {}, version);
    const fine = document('3.0.3', { type: 'string', nullable: true });
    const later = document('3.1.0', { nullable: true });

    expect((await diff(fine, fine)).stderr + (await diff(later, later)).stderr).toBe('');
  });
});
