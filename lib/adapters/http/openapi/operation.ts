import type { TObject, TSchema } from 'typebox';
import { defined } from '../../../domain/defined.ts';
import type { DescribedRoute, HeaderDefinition, ReplyDefinition } from '../route.ts';
import { isRepeatable } from '../route.ts';
import type { Components, Part } from './components.ts';
import { PATH_PARAMETERS } from './path-parameters.ts';
import type { Refusals } from './refusals.ts';

/** Headers as they are usually written; names are lower-case in the definitions, as HTTP/2 has them. */
const headerName = (name: string): string => name.replace(/(?:^|-)([a-z])/g, (start) => start.toUpperCase());

const text = { type: 'string' };

/** One operation of the document. */
export function operationOf(route: DescribedRoute, components: Components, refusals: Refusals): Part {
  const parameters = [
    ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => pathParameter(name)),
    ...Object.entries(route.query?.properties ?? {}).map(([name, schema]) =>
      queryParameter(name, schema, route.query, components),
    ),
    ...(isRepeatable(route) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: verbText(route),
    tags: [tagOf(route.path)],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body ? { requestBody: requestBody(route.body, components) } : {}),
    responses: { ...repliesOf(route, components), ...refusals.of(route) },
  };
}

/** The first word of a path behind the API's version. */
export const tagOf = (path: string): string => path.split('/')[2] ?? '';

const verbText = ({ verb }: DescribedRoute): string =>
  verb === 'none' ? 'It is enough to be signed in.' : `The caller needs the verb \`${verb}\`.`;

function pathParameter(name: string): Part {
  const known = PATH_PARAMETERS[name];
  if (!known) throw new Error(`the parameter {${name}} of a path has no description; add it to path-parameters.ts`);
  return { $ref: `#/components/parameters/${known.component}` };
}

function queryParameter(name: string, schema: TSchema, query: TObject | undefined, components: Components): Part {
  const { description, ...rest } = components.place(schema);
  return {
    name,
    in: 'query',
    required: query?.required?.some((known) => known === name) ?? false,
    ...defined({ description }),
    schema: rest,
  };
}

function requestBody(body: TSchema, components: Components): Part {
  const mayBeLeftOut = 'type' in body && body.type === 'object' && !('required' in body);
  return { required: !mayBeLeftOut, content: { 'application/json': { schema: components.place(body) } } };
}

function repliesOf(route: DescribedRoute, components: Components): Part {
  return Object.fromEntries(
    Object.entries(route.reply).map(([status, reply]) => [status, replyOf(route, reply, components)]),
  );
}

function replyOf(route: DescribedRoute, { description, body, headers }: ReplyDefinition, components: Components): Part {
  const all = [
    ...Object.entries(headers ?? {}).map(([name, header]) => [headerName(name), headerOf(header)] as const),
    ...(isRepeatable(route) && route.showsSecret !== true
      ? [['Idempotency-Replayed', { $ref: '#/components/headers/IdempotencyReplayed' }] as const]
      : []),
  ];
  return {
    description,
    ...(all.length === 0 ? {} : { headers: Object.fromEntries(all) }),
    ...(body ? { content: { 'application/json': { schema: components.place(body) } } } : {}),
  };
}

const headerOf = ({ description, example, required }: HeaderDefinition): Part => ({
  description,
  ...(required ? { required } : {}),
  schema: text,
  example,
});
