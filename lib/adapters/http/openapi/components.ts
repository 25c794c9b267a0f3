import type { TSchema } from 'typebox';

/** An object of the document; made of plain values only. */
export type Part = Readonly<Record<string, unknown>>;

/**
 * The schemas that have a title, each once under `#/components/schemas/`. Throws if two of the same title differ: one
 * of them needs a name of its own.
 */
export class Components {
  readonly #schemas = new Map<string, Part>();

  /** A schema as the document has it: whatever in it has a title is a reference. */
  place(schema: TSchema): Part {
    return asPart(this.#place(schema));
  }

  /** All that was placed, by name. */
  schemas(): Part {
    return Object.fromEntries([...this.#schemas].sort(([left], [right]) => left.localeCompare(right, 'en')));
  }

  #place(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#place(item));
    if (!isPart(value)) return value;
    const placed = Object.fromEntries(
      Object.entries(mapOf(typed(value))).map(([name, member]) => [
        name,
        DATA.has(name) ? member : this.#place(member),
      ]),
    );
    const title = placed['title'];
    // A member of an object may be called `title`; then it is a schema and no text.
    return typeof title === 'string' ? this.#refer(title, placed) : placed;
  }

  #refer(title: string, schema: Part): Part {
    const known = this.#schemas.get(title);
    if (known && JSON.stringify(known) !== JSON.stringify(schema))
      throw new Error(`two schemas have the title ${title} and are not the same; give one of them another title`);
    this.#schemas.set(title, schema);
    return { $ref: `#/components/schemas/${title}` };
  }
}

/** Keywords whose values are data: nothing in them is a schema. */
const DATA: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'examples']);

/** A map of names that may be any has only the value's schema; TypeBox says it as a pattern, which generators ignore. */
function mapOf(schema: Part): Part {
  const { patternProperties, ...rest } = schema;
  if (!isPart(patternProperties)) return schema;
  const [[pattern, values] = [], ...more] = Object.entries(patternProperties);
  return pattern === '^.*$' && more.length === 0 ? { ...rest, additionalProperties: values } : schema;
}

/** Values say their type themselves, but generators of other languages want them stated. */
const typed = (schema: Part): Part =>
  schema['type'] === undefined &&
  Array.isArray(schema['enum']) &&
  schema['enum'].every((one) => typeof one === 'string')
    ? { type: 'string', ...schema }
    : schema;

const isPart = (value: unknown): value is Part => typeof value === 'object' && value !== null;

function asPart(value: unknown): Part {
  if (isPart(value)) return value;
  throw new Error('a schema is an object');
}
