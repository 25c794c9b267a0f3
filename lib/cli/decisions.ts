import { fromPlain, isJsonObject, type JsonObject, type JsonValue } from '../domain/schema/json.ts';
import { usageError } from './exit.ts';
import { hint } from './hint.ts';
import { visible } from './output/escape.ts';

type Pair = readonly [string, string];

/** The decisions of a policy, or of its floors, as they are written on the command line: `notice.critical=P45D`. */
export class Decisions {
  readonly names: readonly string[];
  readonly #lists: ReadonlySet<string>;

  /** `defaults`: every decision with a value, of which its form follows. */
  constructor(defaults: object) {
    this.names = rowsOf(defaults).map(([name]) => name);
    this.#lists = new Set(Object.entries(defaults).flatMap(([name, value]) => (Array.isArray(value) ? [name] : [])));
  }

  /** Reads `name=value`; an unknown name is reported with the nearest known one. */
  read(text: string): Pair {
    const at = text.indexOf('=');
    const name = at < 0 ? text : text.slice(0, at);
    if (!this.names.includes(name))
      throw usageError(`There is no decision ${JSON.stringify(visible(name))}; ${hint(name, this.names)}`);
    if (at < 0) throw usageError(`${name} has no value: write it as ${name}=value, or ${name}= to take it back.`);
    return [name, text.slice(at + 1)];
  }

  /** `before` with the decisions that the pairs name; an empty value takes one back. */
  changed(before: object, pairs: readonly Pair[]): JsonValue {
    return pairs.reduce((known, pair) => this.#change(known, pair), fromPlain(before));
  }

  #change(policy: JsonValue, [name, text]: Pair): JsonValue {
    const [first = '', second] = name.split('.');
    const object: JsonObject = isJsonObject(policy) ? policy : {};
    const given = this.#lists.has(name) ? text.split(',') : text;
    const value = second === undefined ? given : this.#change(object[first] ?? {}, [second, text]);
    const { [first]: _, ...others } = object;
    const isEmpty = isJsonObject(value) && Object.keys(value).length === 0;
    return text === '' && (second === undefined || isEmpty) ? others : { ...others, [first]: value };
  }
}

/** Every decision and its value, a row each. */
export const rowsOf = (decided: object): readonly [string, string][] =>
  Object.entries(decided).flatMap(([name, value]: [string, unknown]): [string, string][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).map(([key, member]) => [`${name}.${key}`, String(member)])
      : [[name, Array.isArray(value) ? value.join(',') : String(value)]],
  );
