import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { fromPlain, type JsonValue, toNumber } from '../../domain/schema/json.ts';

/** A fault at a place of a document; `offset` counts characters. */
export interface YamlFault {
  readonly offset: number;
  readonly detail: string;
}

/** The target of each `*alias`: the node that carried its anchor last before it. */
export type Anchors = ReadonlyMap<unknown, Node>;

/** Values with every alias written out; a few lines of aliases could otherwise make billions. */
const MAX_VALUES = 1_000_000;
const MAX_DEPTH = 1_000;
const MAX_FAULTS = 20;

/** The kinds of YAML's core schema, which JSON has as well. */
const KINDS: ReadonlySet<string> = new Set(
  ['map', 'seq', 'str', 'int', 'float', 'bool', 'null'].map((kind) => `tag:yaml.org,2002:${kind}`),
);

/** Members that hold true or false in schemas and in the documents around them. */
const BOOLEANS: ReadonlySet<string> = new Set([
  'additionalItems',
  'additionalProperties',
  'deprecated',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'nullable',
  'readOnly',
  'unevaluatedItems',
  'unevaluatedProperties',
  'uniqueItems',
  'writeOnly',
]);

/** The value of a document as JSON, and all places where it says what JSON cannot; `repeated` members count with their last value. */
export function toJson(document: Document.Parsed): {
  readonly value: JsonValue;
  readonly faults: readonly YamlFault[];
  readonly repeated: readonly YamlFault[];
  readonly anchors: Anchors;
} {
  const anchors = findAnchors(document);
  const reader = new Reader(anchors, document.directives?.yaml.version === '1.1');
  const value = document.contents ? reader.read(document.contents, 0) : null;
  return { value, faults: distinct(reader.faults), repeated: distinct(reader.repeated), anchors };
}

/** The mappings that `<<` merges into one, the strongest first (YAML 1.1, tag:yaml.org,2002:merge). */
export function mergedInto(map: YAMLMap, anchors: Anchors): readonly YAMLMap[] {
  return map.items
    .filter(isMerge)
    .flatMap(({ value }) => {
      const found = isAlias(value) ? anchors.get(value) : value;
      return isSeq(found) ? found.items.map((item) => (isAlias(item) ? anchors.get(item) : item)) : [found];
    })
    .filter((found) => isMap(found));
}

/** A plain `<<`; in quotes it is a name like any other. */
const isMerge = ({ key }: Pair): boolean => isScalar(key) && typeof key.value === 'symbol';

function findAnchors(document: Document.Parsed): Anchors {
  const current = new Map<string, Node>();
  const anchors = new Map<unknown, Node>();
  visit(document, {
    Alias: (_, alias) => {
      const target = current.get(alias.source);
      if (target) anchors.set(alias, target);
    },
    Value: (_, node) => {
      if (node.anchor !== undefined) current.set(node.anchor, node);
    },
  });
  return anchors;
}

/** The target of an alias is read once for each. */
const distinct = (faults: readonly YamlFault[]): readonly YamlFault[] =>
  faults.filter(({ offset }, at) => faults.findIndex((other) => other.offset === offset) === at);

class Reader {
  readonly faults: YamlFault[] = [];
  readonly repeated: YamlFault[] = [];
  readonly #anchors: Anchors;
  readonly #isOld: boolean;
  /** The nodes that are being read, from the root down. */
  readonly #open = new Set<unknown>();
  #count = 0;

  constructor(anchors: Anchors, isOld: boolean) {
    this.#anchors = anchors;
    this.#isOld = isOld;
  }

  read(node: unknown, depth: number): JsonValue {
    if (this.faults.length >= MAX_FAULTS) return null;
    this.#count += 1;
    if (this.#count === MAX_VALUES + 1)
      this.#fault(node, `the aliases before here stand for more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) this.#fault(node, `nested deeper than ${MAX_DEPTH} levels`);
    if (this.#count > MAX_VALUES || depth > MAX_DEPTH) return null;
    const target = isAlias(node) ? this.#resolve(node) : node;
    if (this.#open.has(target)) return this.#fault(node, 'the alias stands inside what it names, without end');
    if (!isScalar(target)) this.#open.add(target);
    const value = this.#readNode(target, depth);
    this.#open.delete(target);
    return value;
  }

  #readNode(node: unknown, depth: number): JsonValue {
    if (isTagged(node) && !KINDS.has(node.tag))
      return this.#fault(node, `the tag ${shortTag(node.tag)} means nothing in JSON: write the value itself`);
    if (isMap(node)) return this.#readMap(node, depth);
    if (isSeq(node)) return node.items.map((item) => this.read(item, depth + 1));
    return isScalar(node) ? this.#readScalar(node) : null;
  }

  #readMap(map: YAMLMap, depth: number): JsonValue {
    const members: Record<string, JsonValue> = Object.create(null);
    for (const source of [...mergedInto(map, this.#anchors)].reverse()) {
      const merged = this.read(source, depth);
      if (typeof merged === 'object') Object.assign(members, merged);
    }
    const seen = new Set<string>();
    for (const pair of map.items) {
      const name = isMerge(pair) ? '<<' : this.#nameOf(pair.key);
      if (name === undefined) continue;
      if (seen.has(name) && this.repeated.length < MAX_FAULTS)
        this.repeated.push({ offset: offsetOf(pair.key), detail: `the member ${JSON.stringify(name)} occurs twice` });
      seen.add(name);
      if (isMerge(pair)) this.#checkMerge(pair);
      else members[name] = this.#readMember(name, pair.value, depth);
    }
    return members;
  }

  #readMember(name: string, value: unknown, depth: number): JsonValue {
    const text = isScalar(value) && value.type === 'PLAIN' && typeof value.value === 'string' ? value.value : '';
    if (BOOLEANS.has(name) && /^(y|yes|no?|on|off)$/i.test(text))
      return this.#fault(value, `${text} is a string in YAML 1.2: write ${/^(y|on)/i.test(text)}`);
    return this.read(value, depth + 1);
  }

  #checkMerge({ key, value }: Pair): void {
    const found = isAlias(value) ? this.#resolve(value) : value;
    const sources = isSeq(found) ? found.items : [found];
    if (sources.some((source) => !isMap(isAlias(source) ? this.#resolve(source) : source)))
      this.#fault(key, 'a merge key (<<) takes a mapping, or a list of mappings');
  }

  /** The name of a key in JSON: numbers and words by their text, if all readers of YAML agree on it. */
  #nameOf(key: unknown): string | undefined {
    const found = isAlias(key) ? this.#resolve(key) : key;
    if (isTagged(found) && found.tag !== 'tag:yaml.org,2002:str') {
      this.#fault(key, `a key with the tag ${shortTag(found.tag)} is no string`);
      return undefined;
    }
    if (isScalar(found)) {
      const { value, source } = found;
      if (typeof value === 'string') return value;
      if (source !== undefined && source === String(value)) return source;
      this.#fault(key, `a key is a string: put ${source || 'it'} into quotes`);
    } else this.#fault(key, 'a key is a string, and no list or mapping');
    return undefined;
  }

  #readScalar(node: Scalar): JsonValue {
    const { value, source = '' } = node;
    if (typeof value === 'bigint') {
      if (!this.#isOld && /^[-+]?0\d/.test(source))
        return this.#fault(
          node,
          `${source} is ${value} in YAML 1.2 and octal in 1.1: leave the zero out, or add quotes`,
        );
      return toNumber(String(value));
    }
    if (typeof value === 'number') {
      const text = jsonNumber(source);
      if (text !== undefined) return toNumber(text);
      return Number.isFinite(value) ? value : this.#fault(node, `${source} is a number that JSON does not have`);
    }
    if (value instanceof Date)
      return this.#fault(node, `${source} is a date, which JSON does not have: put it into quotes`);
    return typeof value === 'string' || typeof value === 'boolean' || value === null
      ? fromPlain(value)
      : this.#fault(node, `${source} is nothing that JSON has`);
  }

  #resolve(alias: unknown): unknown {
    const target = this.#anchors.get(alias);
    if (!target && isAlias(alias)) this.#fault(alias, `*${alias.source} has no anchor &${alias.source} before it`);
    return target;
  }

  #fault(node: unknown, detail: string): null {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ offset: offsetOf(node), detail });
    return null;
  }
}

/** A decimal as JSON writes it, with all its digits: `.5`, `5.` and `+5` are not JSON. */
function jsonNumber(source: string): string | undefined {
  const text = source
    .replaceAll('_', '')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.(?=$|e)/i, '');
  return /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(text) ? text : undefined;
}

const isTagged = (node: unknown): node is Node & { readonly tag: string } =>
  typeof node === 'object' && node !== null && 'tag' in node && typeof node.tag === 'string';

const shortTag = (tag: string): string => tag.replace(/^tag:yaml\.org,2002:/, '!!');

const offsetOf = (node: unknown): number => (isRanged(node) ? node.range[0] : 0);

export const isRanged = (node: unknown): node is { readonly range: readonly [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
