import { fromPlain, type JsonValue } from '../../lib/domain/schema/json.ts';
import type { Random } from './random.ts';

export const FIELDS = ['id', 'amount', 'category', 'country', 'device'] as const;
const TYPES = ['integer', 'string', 'boolean'] as const;
const WORDS = ['red', 'green', 'blue', 'grey'] as const;

/** One member of a simulated schema. */
export interface Field {
  readonly type: (typeof TYPES)[number];
  readonly nullable?: true;
  readonly optional?: true;
  /** Of a string: the only ones. */
  readonly values?: readonly string[];
  /** Of an integer. */
  readonly maximum?: number;
  /** It is deprecated, and goes on that day. */
  readonly sunset?: string;
}
export type Shape = Readonly<Record<string, Field>>;

export const someShape = (random: Random): Shape =>
  Object.fromEntries(FIELDS.map((field) => [field, someField(random)]));

export function someField(random: Random): Field {
  const type = random.pick(TYPES);
  if (type === 'string' && random.chance(0.3)) return { type, values: WORDS.slice(0, random.int(1, 4)) };
  if (type === 'integer' && random.chance(0.3)) return { type, maximum: random.int(1, 5) };
  return { type };
}

/** Mostly another type; else more or fewer values, or a promise that is given up or made. */
export function changedField(field: Field | undefined, random: Random): Field {
  const roll = random.next();
  if (!field || roll < 0.6) return someField(random);
  const { nullable: _null, optional: _optional, ...firm } = field;
  if (roll < 0.7) return field.nullable ? firm : { ...field, nullable: true };
  if (roll < 0.8) return field.optional ? firm : { ...field, optional: true };
  if (field.values) return { ...field, values: WORDS.slice(0, random.int(1, 4)) };
  if (field.maximum !== undefined) return { ...field, maximum: random.int(1, 5) };
  return someField(random);
}

/** The schema as a repository has it; members beyond the five fields are optional. */
export function schemaOf(shape: Shape): JsonValue {
  const fields = Object.entries(shape);
  const isRequired = ([name, { optional }]: [string, Field]): boolean =>
    !optional && (FIELDS as readonly string[]).includes(name);
  return fromPlain({
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, field]) => [name, member(field)])),
    required: fields.filter(isRequired).map(([name]) => name),
  });
}

function member({ type, nullable, values, maximum, sunset }: Field) {
  return {
    type: nullable ? [type, 'null'] : type,
    ...(values ? { enum: nullable ? [...values, null] : values } : {}),
    ...(maximum === undefined ? {} : { minimum: 0, maximum }),
    ...(sunset === undefined ? {} : { deprecated: true, 'x-sunset': sunset }),
  };
}
