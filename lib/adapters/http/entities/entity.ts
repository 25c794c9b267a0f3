import * as Type from 'typebox';
import { defined } from '../../../domain/defined.ts';
import type { JsonValue } from '../../../domain/schema/json.ts';

/**
 * An object of an answer. Its title names it in the OpenAPI document, where everything of the same title is one
 * component. Open, unlike what a request may hold: an answer may gain members, and a client ignores those it does not know.
 */
export const Entity = <P extends Type.TProperties>(title: string, properties: P, description?: string) =>
  Type.Object(properties, { title, ...defined({ description }) });

/** Read-only, as the domain's lists are. */
export const List = <S extends Type.TSchema>(items: S, options: Type.TArrayOptions = {}) =>
  Type.Unsafe<readonly Type.Static<S>[]>(Type.Array(items, options));

/** A moment, UTC ISO 8601 with milliseconds. */
export const Instant = (description?: string) => Type.String({ format: 'date-time', ...defined({ description }) });

/** A date that people keep: a calendar day, or the moment that somebody asked for (lib/domain/date.ts). */
export const DueDate = (description: string) =>
  Type.Unsafe<string>({
    anyOf: [
      { type: 'string', format: 'date' },
      { type: 'string', format: 'date-time' },
    ],
    description,
  });

export const Text = (description: string, options: Type.TStringOptions = {}) =>
  Type.String({ ...options, description });

export const Count = (description: string) => Type.Integer({ minimum: 0, description });

/** Any JSON value: part of a schema, or a record. */
export const Json = (description: string) => Type.Unsafe<JsonValue>({ description });

export const Revision = Type.Integer({ minimum: 0, description: 'Counts the writes of this item.' });

/** The members of lists: `nextCursor` is there unless this is the last page. */
export const PageOf = <S extends Type.TSchema>(items: S) =>
  Type.Object({
    items: List(items),
    nextCursor: Type.Optional(Type.String({ description: 'For `?cursor=`; absent on the last page.' })),
  });

/** Every member required, so that one which only one side has shows even where it may be left out. */
type Filled<T> = [JsonValue] extends [T]
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Filled<Item>[]
    : T extends object
      ? { readonly [K in keyof T]-?: Filled<T[K]> }
      : T;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** `unknown`, which asks nothing more of a shape; if shape and type differ, something that no shape is. */
type Mirror<Domain, Shape> =
  Same<Domain, Shape> extends true
    ? Same<Filled<Domain>, Filled<Shape>> extends true
      ? unknown
      : {
          readonly 'a member is only in one of them':
            | Exclude<keyof Domain, keyof Shape>
            | Exclude<keyof Shape, keyof Domain>;
        }
    : { readonly 'the shape differs from the type': Domain };

/**
 * Gives a shape back, and compiles only if it says exactly what the domain's type says: the same members of the same
 * types, and the same of them optional. So an answer cannot drift from what is documented of it.
 */
export const mirrors =
  <Domain>() =>
  <S extends Type.TSchema>(shape: S & Mirror<Domain, Type.Static<S>>): S =>
    shape;
