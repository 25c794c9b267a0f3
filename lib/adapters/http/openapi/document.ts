import type { DescribedRoute } from '../route.ts';
import { Components, type Part } from './components.ts';
import { operationOf, tagOf } from './operation.ts';
import { PATH_PARAMETERS } from './path-parameters.ts';
import { Refusals } from './refusals.ts';

/** The topics of the routes below a first word. */
const TAGS: Readonly<Record<string, string>> = {
  announcements: 'What consumers must hear of, and what became of it',
  'audit-events': 'Who did what',
  compatibility: 'What a publish would do, before it is done',
  consumers: 'Models and pipelines, and what they read',
  environments: 'What runs where: releases of models, versions of subjects',
  'openapi.json': 'This document',
  policy: "The organisation's decisions",
  principals: 'Who acted, by name',
  rejudgement: 'After an upgrade of the engine: what an older one judged',
  subjects: 'Streams of data and the versions of their schemas',
  teams: 'Teams, what they may publish, and who acts for them',
  tokens: 'API tokens',
};

const DESCRIPTION = `Tells machine-learning teams about a breaking schema change before it ships, with proof and a date.

Errors are \`application/problem+json\` (RFC 9457) with a stable \`code\`; what API Gateway answers by itself, before Forewarn
sees the request, is \`application/json\` with a \`message\`. A path that is not UTF-8 gets API Gateway's bare 400.
Members that are not known are refused in requests; answers may gain members at any time, so ignore those you do not know.`;

/** The OpenAPI 3.1 document of routes. Pure: the same routes make the same document. */
export function openApiDocument(routes: readonly DescribedRoute[], version: string): Part {
  const components = new Components();
  const refusals = new Refusals(components);
  const paths: Record<string, Part> = {};
  const sorted = [...routes].sort((left, right) => left.path.localeCompare(right.path, 'en'));
  for (const route of sorted) {
    const operation = operationOf(route, components, refusals);
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Forewarn',
      version,
      summary: 'Schema changes with notice',
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'The registry that this document was read from' }],
    security: [{ token: [] }],
    tags: [...new Set(sorted.map(({ path }) => tagOf(path)))].map(tagObject),
    paths,
    components: {
      schemas: components.schemas(),
      responses: refusals.responses(),
      parameters: { ...pathParameters(), IdempotencyKey: IDEMPOTENCY_KEY },
      headers: { IdempotencyReplayed: IDEMPOTENCY_REPLAYED },
      securitySchemes: { token: SECURITY },
    },
  };
}

function tagObject(name: string): Part {
  const description = TAGS[name];
  if (description === undefined) throw new Error(`the paths below /v1/${name} have no description; add it to TAGS`);
  return { name, description };
}

const pathParameters = (): Part =>
  Object.fromEntries(
    Object.entries(PATH_PARAMETERS).map(([name, { component, description, example, schema }]) => [
      component,
      { name, in: 'path', required: true, description, schema: schema ?? { type: 'string', minLength: 1 }, example },
    ]),
  );

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Makes a repeat of this very request within a day answer what the first answered, instead of being done again. Any text of visible ASCII, e.g. a UUID.',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  example: '6f1b2b86-5b0c-4d0e-9d3c-2f6b1c7a9e01',
};

const IDEMPOTENCY_REPLAYED = {
  description: 'There where this is the first reply to the same Idempotency-Key again.',
  schema: { const: 'true' },
};

const SECURITY = {
  type: 'http',
  scheme: 'bearer',
  description: 'An API token (`forewarn tokens create`), or an OIDC token of an issuer that the registry trusts.',
};
