import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { ALL_ROUTES } from '../lib/adapters/http/all-routes.ts';
import { openApiDocument } from '../lib/adapters/http/openapi/document.ts';
import { fillPage, pageTables } from '../lib/adapters/http/openapi/page.ts';

/** What is made of the routes, by file: the document that is served, its tables for people, the types of the client. */
export async function makeApiFiles(): Promise<ReadonlyMap<string, string>> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const document = JSON.stringify(openApiDocument(ALL_ROUTES, version), null, 2);
  const page = readFileSync(new URL('../docs/http-api.md', import.meta.url), 'utf8');
  const types = astToString(await openapiTS(document, { immutable: true, transform: anyJson, inject: IMPORT }));
  return new Map([
    ['docs/http-api.md', fillPage(page, pageTables(ALL_ROUTES, JSON.parse(document)))],
    ['docs/openapi.json', `${document}\n`],
    ['lib/cli/generated/api.ts', `// Made of docs/openapi.json by \`npm run api\`; a test holds it equal.\n${types}`],
  ]);
}

const IMPORT = "import type { JsonValue } from '../../domain/schema/json.ts';";

/** What may be any JSON keeps its digits, so its type is ours; a schema that only describes may be any. */
const anyJson = (schema: object): ts.TypeNode | undefined =>
  Object.keys(schema).every((keyword) => keyword === 'description')
    ? ts.factory.createTypeReferenceNode('JsonValue')
    : undefined;

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [file, text] of await makeApiFiles()) {
    writeFileSync(new URL(`../${file}`, import.meta.url), text);
    console.log(`wrote ${file}`);
  }
