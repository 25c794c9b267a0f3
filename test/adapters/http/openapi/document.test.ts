import { readFileSync } from 'node:fs';
import { validate } from '@hyperjump/json-schema/openapi-3-1';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import * as Type from 'typebox';
import { describe, expect, it } from 'vitest';
import { ALL_ROUTES } from '../../../../lib/adapters/http/all-routes.ts';
import { openApiDocument } from '../../../../lib/adapters/http/openapi/document.ts';
import type { DescribedRoute } from '../../../../lib/adapters/http/route.ts';
import { Members } from '../../../../lib/adapters/http/shape.ts';

const text = readFileSync('docs/openapi.json', 'utf8');

const A_ROUTE: DescribedRoute = {
  operationId: 'putTeam',
  method: 'PUT',
  path: '/v1/teams/{team}',
  verb: 'publish',
  summary: 'Keeps a team',
  body: Members({ name: Type.String() }, { title: 'TeamBody' }),
  query: Members({ dry: Type.Optional(Type.Boolean({ description: 'Only try.' })) }),
  reply: { 200: { description: 'Kept', body: Type.Object({ name: Type.String() }, { title: 'Team' }) } },
  refuses: ['not-found'],
};
const documentOf = (route: Partial<DescribedRoute>) => openApiDocument([{ ...A_ROUTE, ...route }], '1.0.0');

async function lint(document: string): Promise<string[]> {
  const rules = {
    'no-unused-components': 'error',
    'operation-description': 'error',
    'tag-description': 'error',
  } as const;
  const config = await createConfig({ extends: ['recommended-strict'], rules });
  const findings = await lintFromString({ source: document, config });
  return findings.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer}: ${message}`);
}
const isOpenApi = async (document: string): Promise<boolean> => {
  const output = await validate('https://spec.openapis.org/oas/3.1/schema-base', JSON.parse(document));
  return output.valid;
};

describe('the OpenAPI document', () => {
  it('has each route, and no other', () => {
    const { paths } = JSON.parse(text);
    const listed = Object.entries(paths).flatMap(([path, item]) =>
      Object.keys(Object(item)).map((method) => `${method.toUpperCase()} ${path}`),
    );

    expect(listed.sort()).toEqual(ALL_ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('is valid under the schema that the OpenAPI initiative publishes, which refuses a broken one', async () => {
    expect(await isOpenApi(text)).toBe(true);
    expect(await isOpenApi(text.replace('"in": "path"', '"in": "road"'))).toBe(false);
    expect(await isOpenApi(text.replace('"type": "object"', '"type": "thing"'))).toBe(false);
  });

  it('has no lint, which finds a wrong example', async () => {
    expect(await lint(text)).toEqual([]);
    expect(await lint(text.replace('"status": 404,', '"status": 403,'))).toEqual([
      expect.stringMatching(/^no-invalid-media-type-examples .*NotFound.*/),
    ]);
  });
});

describe('a route in the document', () => {
  it('has its parameters, body, replies and what it refuses', () => {
    const { paths, components } = JSON.parse(JSON.stringify(documentOf({})));
    const { put } = paths['/v1/teams/{team}'];

    expect(put).toMatchObject({
      operationId: 'putTeam',
      description: 'The caller needs the verb `publish`.',
      tags: ['teams'],
      parameters: [
        { $ref: '#/components/parameters/Team' },
        { name: 'dry', in: 'query', required: false, description: 'Only try.', schema: { type: 'boolean' } },
        { $ref: '#/components/parameters/IdempotencyKey' },
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: '#/components/schemas/TeamBody' } } },
      },
    });
    expect(put.responses['200']).toEqual({
      description: 'Kept',
      headers: { 'Idempotency-Replayed': { $ref: '#/components/headers/IdempotencyReplayed' } },
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Team' } } },
    });
    expect(Object.keys(put.responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '413',
      '415',
      '429',
      '500',
      '503',
    ]);
    expect(components.responses.NotFound.content).toHaveProperty(['application/problem+json']);
    expect(components.responses.NotFound.content).not.toHaveProperty(['application/json']);
    expect(components.responses.Unauthenticated.content).toHaveProperty(['application/json']);
  });

  it('takes no Idempotency-Key where it only reads', () => {
    const document = JSON.stringify(documentOf({ method: 'GET', verb: 'read' })['paths']);

    expect(document).not.toContain('Idempotency');
    expect(document).not.toContain('"409"');
  });

  it('may come without a body where nothing in it is required', () => {
    const body = Members({ name: Type.Optional(Type.String()) });
    const { paths } = JSON.parse(JSON.stringify(documentOf({ body })));

    expect(paths['/v1/teams/{team}'].put.requestBody.required).toBe(false);
  });

  it('has a map of any names as its values, which generators understand', () => {
    const body = Members({ claims: Type.Record(Type.String(), Type.Integer()) });

    expect(JSON.stringify(documentOf({ body }))).toContain(
      '"claims":{"type":"object","additionalProperties":{"type":"integer"}}',
    );
  });

  it('is refused with two schemas of one title, an unknown parameter or an unknown kind of thing', () => {
    expect(() => documentOf({ body: Members({ other: Type.String() }, { title: 'Team' }) })).toThrow(
      'two schemas have the title Team and are not the same',
    );
    expect(() => documentOf({ path: '/v1/teams/{colour}' })).toThrow('the parameter {colour} of a path');
    expect(() => documentOf({ path: '/v1/colours' })).toThrow('the paths below /v1/colours have no description');
  });
});
