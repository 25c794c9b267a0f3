import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { ALL_ROUTES } from '../../lib/adapters/http/all-routes.ts';
import { openApiDocument } from '../../lib/adapters/http/openapi/document.ts';
import { fillPage, pageTables } from '../../lib/adapters/http/openapi/page.ts';
import { readProjectFile } from './project-file.ts';

/** The files made from the routes: the document that is served, its tables for people, and the types of the client. */
export async function makeApiFiles(): Promise<ReadonlyMap<string, string>> {
  const { version } = JSON.parse(readProjectFile('package.json'));
  const document = JSON.stringify(openApiDocument(ALL_ROUTES, version), null, 2);
  const page = readProjectFile('docs/http-api.md');
  const types = astToString(await openapiTS(document, { immutable: true, transform: anyJson, inject: IMPORT }));
  return new Map([
    ['docs/http-api.md', fillPage(page, pageTables(ALL_ROUTES, JSON.parse(document)))],
    ['docs/openapi.json', `${document}\n`],
    ['lib/cli/generated/api.ts', `// Made from docs/openapi.json by \`npm run generate\`.\n${types}`],
  ]);
}

const IMPORT = "import type { JsonValue } from '../../domain/schema/json.ts';";

/** A place that may hold any JSON value has our own type, which keeps the digits of numbers. */
const anyJson = (schema: object): ts.TypeNode | undefined =>
  Object.keys(schema).every((keyword) => keyword === 'description')
    ? ts.factory.createTypeReferenceNode('JsonValue')
    : undefined;
