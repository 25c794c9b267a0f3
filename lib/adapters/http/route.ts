import type { Static, TObject, TSchema, TUndefined } from 'typebox';
import type { Principal, Verb } from '../../domain/principal.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import { readQuery } from './query.ts';
import type { Reply } from './reply.ts';
import { Members, shapeOf } from './shape.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** The names between braces in a path: `subject | version` of `/v1/subjects/{subject}/versions/{version}`. */
type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsOf<Rest>
  : never;

/** What every route is told besides its own parameters. */
interface Told {
  readonly principal: Principal;
  /** Source address and user agent, for the audit trail. */
  readonly from: string;
  readonly idempotencyKey?: string;
  /** The body as it came, decoded: for signatures over the very bytes. */
  readonly rawBody: string;
}
/** A request after decoding and before its shape is checked. */
export interface RawRequest extends Told {
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Absent where nothing was sent. */
  readonly body: JsonValue | undefined;
}
interface HttpRequest<Params extends string, Body, Query> extends Told {
  readonly params: Readonly<Record<Params, string>>;
  readonly query: Query;
  readonly body: Body;
}

/** One method on one path, as data: dispatched by `createHttpHandler`, described by the OpenAPI document. */
export interface Route<Context> {
  readonly method: Method;
  /** As API Gateway writes it, e.g. `/v1/teams/{team}`. */
  readonly path: string;
  /** What the caller must hold; `none`: it is enough to be signed in. */
  readonly verb: Verb | 'none';
  readonly summary: string;
  readonly body?: TSchema;
  readonly query?: TObject;
  /** The reply shows a secret once, so it is never kept for a repeated `Idempotency-Key`. */
  readonly showsSecret?: boolean;
  run(request: RawRequest, context: Context): Promise<Reply>;
}

export interface RouteDefinition<Path extends string, Body extends TSchema, Query extends TObject, Context> {
  readonly method: Method;
  readonly path: Path;
  readonly verb: Verb | 'none';
  readonly summary: string;
  /** Absent: a body is ignored. An object without required members may be left out of the request. */
  readonly body?: Body;
  /** Members are strings, integers or booleans. Absent: the query must be empty. */
  readonly query?: Query;
  readonly showsSecret?: boolean;
  readonly handle: (
    request: HttpRequest<ParamsOf<Path>, Static<Body>, Static<Query>>,
    context: Context,
  ) => Promise<Reply>;
}

const NO_QUERY: TObject = Members({});

/** Makes a route whose handler sees only checked values, typed by the schemas. */
export function defineRoute<
  Path extends string,
  Context,
  Body extends TSchema = TUndefined,
  Query extends TObject = TObject<Record<never, never>>,
>(definition: RouteDefinition<Path, Body, Query, Context>): Route<Context> {
  const { handle, ...described } = definition;
  const checkBody = definition.body && shapeOf(definition.body, 'body');
  const querySchema: TObject = definition.query ?? NO_QUERY;
  const checkQuery = shapeOf(querySchema, 'query');
  return {
    ...described,
    run: (request, context) =>
      handle(
        {
          ...request,
          params: pathParams<ParamsOf<Path>>(definition.path, request.params),
          // Without a schema the type is what the defaults of Body and Query say: nothing.
          body: checkBody?.(request.body ?? emptyBody(definition.body)) as Static<Body>,
          query: checkQuery(readQuery(request.query, querySchema)) as Static<Query>,
        },
        context,
      ),
  };
}

/** API Gateway fills every parameter of the path that it matched; anything else is a mistake in the deployment. */
function pathParams<Name extends string>(path: string, given: RawRequest['params']): Readonly<Record<Name, string>> {
  for (const [, name] of path.matchAll(/\{(\w+)\}/g))
    if (name !== undefined && given[name] === undefined)
      throw new Error(`the event of ${path} has no parameter ${name}`);
  return given as Readonly<Record<Name, string>>;
}

/** Stands for a body that was not sent, where one without members would do. */
const emptyBody = (schema: TSchema | undefined): JsonValue | undefined =>
  schema && 'type' in schema && schema.type === 'object' ? Object.create(null) : undefined;
