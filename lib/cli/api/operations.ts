import type { components, paths } from '../generated/api.ts';

/** The things that answers are made of, by their name in the OpenAPI document. */
export type Schemas = components['schemas'];

type Verb = 'GET' | 'PUT' | 'POST' | 'DELETE';
type Path = keyof paths & string;

/** Every operation of the HTTP API as `METHOD /path`, e.g. `GET /v1/consumers/{consumer}`. */
export type Operation = {
  [P in Path]: {
    [V in Verb]: paths[P][Lowercase<V>] extends { readonly responses: unknown } ? `${V} ${P}` : never;
  }[Verb];
}[Path];

type Definition<O extends Operation> = O extends `${infer V extends Verb} ${infer P extends Path}`
  ? NonNullable<paths[P][Lowercase<V>]>
  : never;

/** A part of a definition; `undefined` if the definition says that there is none. */
type Given<T> = [NonNullable<T>] extends [never] ? undefined : NonNullable<T>;
type PathOf<O extends Operation> = Given<Definition<O>['parameters']['path']>;
type QueryOf<O extends Operation> = Given<Definition<O>['parameters']['query']>;

/** The body of an operation. */
export type BodyOf<O extends Operation> =
  Given<Definition<O>['requestBody']> extends { readonly content: { readonly 'application/json': infer Body } }
    ? Body
    : undefined;

/** The answer of an operation on success; `undefined` if it has none. */
export type AnswerOf<O extends Operation> =
  Definition<O> extends { readonly responses: infer Responses }
    ? {
        [Status in keyof Responses & (200 | 201 | 202 | 204)]: Responses[Status] extends {
          readonly content: { readonly 'application/json': infer Answer };
        }
          ? Answer
          : undefined;
      }[keyof Responses & (200 | 201 | 202 | 204)]
    : never;

/** Operations that answer one page of a list. */
export type ListOperation = {
  [O in Operation]: AnswerOf<O> extends { readonly items: readonly unknown[] } ? O : never;
}[Operation];
export type ItemOf<O extends ListOperation> =
  AnswerOf<O> extends { readonly items: readonly (infer Item)[] } ? Item : never;

/** A page, or as many of them as were asked for. */
export interface Listed<T> {
  readonly items: readonly T[];
  readonly nextCursor?: string;
}

/** JSON that is written already, if its very text matters: a schema's numbers keep their digits. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Names<T> = [T] extends [undefined] ? never : keyof T & string;

/** The request of one operation, as its definition in the OpenAPI document has it. */
export type Asked<O extends Operation> = {
  /** Members that the answer must have: without them another version of the registry answered. */
  readonly expect?: readonly Names<AnswerOf<O>>[];
} & ([QueryOf<O>] extends [undefined] ? { readonly query?: never } : { readonly query?: QueryOf<O> }) &
  ([PathOf<O>] extends [undefined] ? { readonly path?: never } : { readonly path: PathOf<O> }) &
  ([BodyOf<O>] extends [undefined] ? { readonly body?: never } : { readonly body: BodyOf<O> | RawJson });

/** The same without its types, for the wire. */
export interface Request {
  readonly expect?: readonly string[] | undefined;
  readonly query?: object | undefined;
  readonly path?: object | undefined;
  readonly body?: unknown;
}
