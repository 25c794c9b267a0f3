import { closest, distance } from 'fastest-levenshtein';
import * as Type from 'typebox';
import { Compile } from 'typebox/schema';
import { DomainError, type ErrorPlace } from '../../domain/errors.ts';

/** An object that has these members and no others: a misspelt option is refused by name instead of ignored. */
export const Members = <P extends Type.TProperties>(properties: P, options: Type.TObjectOptions = {}) =>
  Type.Object(properties, { ...options, additionalProperties: false });

/** The part of a TypeBox error that is used here; the library's own type is a union of thirty. */
type Finding = {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly message: string;
  readonly params: object;
};

/**
 * Checks values against a schema, compiled at the first use. Throws an `invalid-request` with every place that does
 * not fit; `where` is what the message calls the value, `body` or `query`.
 */
export function shapeOf<T extends Type.TSchema>(
  schema: T,
  where: 'body' | 'query',
): (value: unknown) => Type.Static<T> {
  const compile = () => Compile(schema);
  let compiled: ReturnType<typeof compile> | undefined;
  return (value) => {
    compiled ??= compile();
    if (isOf<T>(compiled, value)) return value;
    const [, findings] = compiled.Errors(value);
    // A misspelt name first: it is why a required one is missing.
    const ordered = [...findings].sort((left, right) => Number(isUnknown(right)) - Number(isUnknown(left)));
    const errors = ordered.flatMap((finding) => places(finding, schema));
    const first = errors[0] ?? { pointer: '', detail: 'does not have the expected form' };
    const place = where === 'query' ? 'the query' : first.pointer === '' ? 'the body' : first.pointer;
    throw new DomainError('invalid-request', `${place}: ${first.detail}`, { errors });
  };
}

const isOf = <T extends Type.TSchema>(
  validator: { Check(value: unknown): boolean },
  value: unknown,
): value is Type.Static<T> => validator.Check(value);

const isUnknown = ({ keyword }: Finding): boolean => keyword === 'additionalProperties';

function places({ keyword, instancePath, schemaPath, message, params }: Finding, schema: Type.TSchema): ErrorPlace[] {
  // An unknown member is reported twice: as a value under the schema `false`, and by name.
  if (keyword === 'boolean') return [];
  // The branches of a union say each what they miss; their sum is the `anyOf` finding that follows them.
  if (schemaPath.includes('/anyOf/')) return [];
  if (
    keyword === 'additionalProperties' &&
    'additionalProperties' in params &&
    Array.isArray(params.additionalProperties)
  )
    return params.additionalProperties.map((name) => ({
      pointer: `${instancePath}/${escapePointer(String(name))}`,
      detail: unknownMember(String(name), knownNames(schema, schemaPath)),
    }));
  if (keyword === 'enum' && 'allowedValues' in params && Array.isArray(params.allowedValues))
    return [{ pointer: instancePath, detail: `must be one of ${params.allowedValues.join(', ')}` }];
  return [{ pointer: instancePath, detail: message }];
}

function unknownMember(name: string, known: readonly string[]): string {
  const shown = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  if (known.length === 0) return `${shown} is not known; nothing is expected here`;
  const near = closest(name.slice(0, 60), known);
  const isNear = distance(name.slice(0, 60), near) <= Math.max(2, near.length / 3);
  return isNear
    ? `${shown} is not known; did you mean ${near}?`
    : `${shown} is not known; known are ${known.join(', ')}`;
}

/** The member names of the schema at a TypeBox schema path, e.g. `#/properties/policy`. */
function knownNames(schema: Type.TSchema, schemaPath: string): string[] {
  let at: unknown = schema;
  for (const step of schemaPath.split('/').slice(1)) {
    if (typeof at !== 'object' || at === null) return [];
    at = Object.getOwnPropertyDescriptor(at, step.replaceAll('~1', '/').replaceAll('~0', '~'))?.value;
  }
  if (typeof at !== 'object' || at === null || !('properties' in at)) return [];
  return typeof at.properties === 'object' && at.properties !== null ? Object.keys(at.properties) : [];
}

const escapePointer = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
