import type { Static, TObject, TSchema, TUndefined } from 'typebox';
import type { DomainErrorCode } from '../../domain/errors.ts';
import type { Principal, Verb } from '../../domain/principal.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import { readQuery } from './query.ts';
import type { Reply, SuccessStatus } from './reply.ts';
import { Members, shapeOf } from './shape.ts';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** The names between braces in a path: `subject | version` of `/v1/subjects/{subject}/versions/{version}`. */
type ParamsOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamsOf<Rest>
  : never;

/** The input of every route besides its own parameters. */
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
  /** Absent if nothing was sent. */
  readonly body: JsonValue | undefined;
}
interface HttpRequest<Params extends string, Body, Query> extends Told {
  readonly params: Readonly<Record<Params, string>>;
  readonly query: Query;
  readonly body: Body;
}

/** A header of an answer, by its lower-case name. */
export interface HeaderDefinition {
  readonly description: string;
  readonly example: string;
  /** Absent: it is only sometimes there. */
  readonly required?: true;
}
/** The answer of a route for one status: the members of its body, which is JSON, or none. */
export interface ReplyDefinition {
  readonly description: string;
  readonly body?: TSchema;
  readonly headers?: Readonly<Record<string, HeaderDefinition>>;
}
type ReplyDefinitions = { readonly [Status in SuccessStatus]?: ReplyDefinition };

/** The answers that a handler may return: one of the documented statuses with its body and no other headers. */
type ReplyOf<Definitions extends ReplyDefinitions> = {
  [Status in keyof Definitions & number]: Definitions[Status] extends { readonly body: infer Body extends TSchema }
    ? { readonly status: Status; readonly body: Static<Body>; readonly headers?: HeadersOf<Definitions[Status]> }
    : { readonly status: Status; readonly headers?: HeadersOf<Definitions[Status]> };
}[keyof Definitions & number];
type HeadersOf<Definition> = Definition extends { readonly headers: infer Headers }
  ? { readonly [Name in keyof Headers & string]?: string }
  : Readonly<Record<string, never>>;

/** The description of a route, as data. */
export interface DescribedRoute {
  /** Lower camel case and never renamed: generated clients name their methods so. */
  readonly operationId: string;
  readonly method: Method;
  /** As API Gateway writes it, e.g. `/v1/teams/{team}`. */
  readonly path: string;
  /** The verb that the caller must hold; `none`: it is enough to be signed in. */
  readonly verb: Verb | 'none';
  readonly summary: string;
  readonly body?: TSchema;
  readonly query?: TObject;
  readonly reply: ReplyDefinitions;
  readonly refuses: readonly DomainErrorCode[];
  /** The reply shows a secret once, so it is never kept for a repeated `Idempotency-Key`. */
  readonly showsSecret?: boolean;
}

/** One method on one path: dispatched by `createHttpHandler`, described by the OpenAPI document. */
export interface Route<Context> extends DescribedRoute {
  run(request: RawRequest, context: Context): Promise<Reply>;
}

export interface RouteDefinition<
  Path extends string,
  Body extends TSchema,
  Query extends TObject,
  Replies extends ReplyDefinitions,
  Answer extends Reply & ReplyOf<Replies>,
  Context,
> {
  readonly operationId: string;
  readonly method: Method;
  readonly path: Path;
  readonly verb: Verb | 'none';
  readonly summary: string;
  /** Absent: a body is ignored. An object without required members may be left out of the request. */
  readonly body?: Body;
  /** Members are strings, integers or booleans. Absent: the query must be empty. */
  readonly query?: Query;
  /** By status. `handle` may answer nothing else, which `defineRoute` checks. */
  readonly reply: Replies;
  /** Codes of this route's own; those that every route, every body and every write has are added to them. */
  readonly refuses?: readonly DomainErrorCode[];
  readonly showsSecret?: boolean;
  readonly handle: (
    request: HttpRequest<ParamsOf<Path>, Static<Body>, Static<Query>>,
    context: Context,
  ) => Promise<Answer>;
}

/** Takes an `Idempotency-Key`. A read is idempotent by nature; keeping its reply would only make it stale. */
export const isRepeatable = ({ method, verb }: Pick<DescribedRoute, 'method' | 'verb'>): boolean =>
  method !== 'GET' && verb !== 'read';

const NO_QUERY: TObject = Members({});

/**
 * Makes a route whose handler sees only checked values and answers only what is documented, both typed by the schemas.
 *
 * Bodies of requests are closed (`Members`), bodies of answers open: an `Entity` from `entities/`, one file for each
 * thing of the domain, held equal to its type by `mirrors`; a list of them is a `PageOf`. `npm run generate` makes the OpenAPI
 * document and the types of the command line's client of these definitions; the end-to-end tests hold every answer against
 * them, so a status or a code that is missing in `reply` or `refuses` fails there.
 */
export function defineRoute<
  Path extends string,
  Context,
  const Replies extends ReplyDefinitions,
  const Answer extends Reply & ReplyOf<Replies>,
  Body extends TSchema = TUndefined,
  Query extends TObject = TObject<Record<never, never>>,
>(definition: RouteDefinition<Path, Body, Query, Replies, Answer, Context>): Route<Context> {
  const { handle, ...described } = definition;
  const checkBody = definition.body && shapeOf(definition.body, 'body');
  const querySchema: TObject = definition.query ?? NO_QUERY;
  const checkQuery = shapeOf(querySchema, 'query');
  return {
    ...described,
    refuses: definition.refuses ?? [],
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

/** Stands for a body that was not sent, if one without members would do. */
const emptyBody = (schema: TSchema | undefined): JsonValue | undefined =>
  schema && 'type' in schema && schema.type === 'object' ? Object.create(null) : undefined;
