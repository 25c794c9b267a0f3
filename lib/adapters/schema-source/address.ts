import { dirname, join } from 'node:path';
import { defined } from '../../domain/defined.ts';
import { hidesRefSiblings } from '../../domain/schema/dialect.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { isSchema } from '../../domain/schema/subschemas.ts';
import { type ApiDocument, findApiDocument, follow, isJsonSchemaFormat } from './api-document.ts';
import { type ApiObject, objectAt } from './api-grammar.ts';
import { type Repository, SourceError, type SourceFile } from './source.ts';
import { nameOf, noSchema, nothingThere, pointerOf, type Step } from './step.ts';

/** Where a schema is, and the API document that led there. */
export interface Address {
  readonly file: SourceFile;
  readonly pointer: string;
  readonly api?: ApiDocument;
  /** It is what clients send and the API reads. */
  readonly isRequest: boolean;
}

/** A chain of components that only refer to the next one ends somewhere. */
const MAX_HOPS = 20;

/**
 * The schema that an address names: in an API document also that of a message, a media type, a parameter, or of a
 * response with one kind of JSON. Throws a SourceError that says what can be named where the place is none of these.
 */
export async function readAddress(
  { file, pointer }: { readonly file: SourceFile; readonly pointer: string },
  repository: Repository,
): Promise<Address & { readonly through: readonly string[] }> {
  const reader = new AddressReader(repository);
  const address = await reader.read({ file, tokens: pointerTokens(pointer), isRequest: false, hops: 0 });
  return { ...address, through: [...reader.files] };
}

class AddressReader {
  /** Every file on the way: a change of any is one of what the address leads to. */
  readonly files = new Set<string>();
  readonly #repository: Repository;

  constructor(repository: Repository) {
    this.#repository = repository;
  }

  async read(step: Step): Promise<Address> {
    const { file, tokens, expected } = step;
    this.files.add(file.name);
    if (step.hops > MAX_HOPS) throw new SourceError(`${nameOf(step)} refers to itself.`);
    const own = findApiDocument(file.value);
    if (own?.unsupported !== undefined)
      throw new SourceError(`${file.name} is written in ${own.unsupported}, which cannot be read: convert it first.`);
    const api = own ?? step.api;
    // Neither an extension nor a file of parts says what is in it: whoever refers there does.
    const stated = own ? objectAt(own, file.value, tokens) : 'extension';
    const object = stated === 'extension' ? (expected ?? 'schema') : stated;
    const isRequest = step.isRequest || (own !== undefined && isInRequest(own, file.value, tokens));
    const at: Step = { ...step, ...defined({ api }), isRequest };
    const value = follow(file.value, tokens);
    if (value === undefined) throw nothingThere(at);
    const next = api && isJsonObject(value) ? referenceOf(value, { api, object }) : undefined;
    if (next !== undefined) return await this.read(await this.#follow(next, at, object));
    return await this.#readObject(at, object, value);
  }

  async #readObject(at: Step, object: ApiObject, value: JsonValue): Promise<Address> {
    switch (object) {
      case 'schema':
      case 'payload':
        return schemaAt(at, value);
      case 'message':
        return await this.#readMessage(at, value);
      case 'media type':
        return await this.#readMember(at, 'schema', 'schema');
      case 'parameter':
      case 'response':
      case 'request body':
        return await this.#readContent(at, object, value);
      case 'channel operation':
        if (isJsonObject(value) && value['message'] !== undefined)
          return await this.#readMember(at, 'message', 'message');
        throw noSchema(at, object);
      case 'channel':
        return await this.#readOnlyMessage(at, value);
      case 'document':
      case 'components':
      case 'path item':
      case 'operation':
      case 'callback':
      case 'message trait':
      case 'extension':
      case 'other':
        throw noSchema(at, object);
    }
  }

  async #readMember(at: Step, name: string, expected: ApiObject): Promise<Address> {
    const tokens = [...at.tokens, name];
    if (follow(at.file.value, tokens) === undefined)
      throw new SourceError(`${nameOf(at)} has no ${name}, so that everything may come there.`, [
        { ...at.file.locate(pointerOf(at)), detail: `there is no ${name} here` },
      ]);
    return await this.read({ ...at, tokens, expected, hops: at.hops + 1 });
  }

  async #readMessage(at: Step, value: JsonValue): Promise<Address> {
    const choice = isJsonObject(value) ? value['oneOf'] : undefined;
    if (!isJsonArray(choice)) {
      if (isJsonObject(value)) refuseFormat(at, value['schemaFormat']);
      return await this.#readMember(at, 'payload', 'payload');
    }
    // Messages differ by their names and not by what is in them: as alternatives of one schema they would cover
    // for each other, and a change of one would break nothing.
    if (choice.length !== 1) throw noSchema(at, 'message');
    return await this.read({ ...at, tokens: [...at.tokens, 'oneOf', '0'], expected: 'message', hops: at.hops + 1 });
  }

  /** A response's, body's or parameter's one schema. */
  async #readContent(at: Step, object: ApiObject, value: JsonValue): Promise<Address> {
    const { schema, content } = isJsonObject(value) ? value : {};
    if (schema !== undefined) return await this.#readMember(at, 'schema', 'schema');
    const types = isJsonObject(content) ? Object.keys(content) : [];
    const json = types.filter((type) => /[/+]json\b/i.test(type));
    const [only] = json.length > 0 ? json : types;
    if (only === undefined || json.length > 1 || (json.length === 0 && types.length > 1)) throw noSchema(at, object);
    return await this.read({
      ...at,
      tokens: [...at.tokens, 'content', only],
      expected: 'media type',
      hops: at.hops + 1,
    });
  }

  async #readOnlyMessage(at: Step, value: JsonValue): Promise<Address> {
    const messages = messagesOf(value);
    const [only] = messages;
    if (!only || messages.length > 1) throw noSchema(at, 'channel');
    return await this.read({ ...at, tokens: [...at.tokens, ...only], expected: 'message', hops: at.hops + 1 });
  }

  async #follow(reference: string, from: Step, expected: ApiObject): Promise<Step> {
    const [path = '', fragment = ''] = reference.split('#', 2);
    const { file } = from;
    const target = path === '' ? file : await this.#repository.find(join(dirname(file.name), decode(path)));
    if (!target)
      throw new SourceError(`${nameOf(from)} refers to ${reference}, which does not exist.`, [
        { ...file.locate(`${pointerOf(from)}/$ref`), detail: `${JSON.stringify(reference)} leads to no file` },
      ]);
    return { ...from, file: target, tokens: pointerTokens(decode(fragment)), expected, hops: from.hops + 1 };
  }
}

/** The reference that an object is; beside others only a schema's `$ref` may say more. */
function referenceOf(value: JsonObject, { api, object }: { api: ApiDocument; object: ApiObject }): string | undefined {
  const { $ref } = value;
  if (typeof $ref !== 'string') return undefined;
  const isAlone = hidesRefSiblings(api.dialect) || Object.keys(value).length === 1;
  return (object === 'schema' || object === 'payload') && !isAlone ? undefined : $ref;
}

function schemaAt(at: Step, value: JsonValue): Address {
  const { file, api, isRequest } = at;
  if (api && isJsonObject(value) && typeof value['schemaFormat'] === 'string') {
    refuseFormat(at, value['schemaFormat']);
    return schemaAt({ ...at, tokens: [...at.tokens, 'schema'] }, value['schema'] ?? null);
  }
  if (api) refuseFormat(at, formatAround(at));
  if (!isSchema(value) && at.tokens.length > 0) throw nothingThere(at);
  return { file, pointer: pointerOf(at), ...defined({ api }), isRequest };
}

/** A payload in Avro or Protobuf is left to others. */
function refuseFormat(at: Step, format: JsonValue | undefined): void {
  if (!isJsonSchemaFormat(format))
    throw new SourceError(`${nameOf(at)} is written in ${String(format)}: only JSON Schema can be compared.`);
}

/** The format that a message or a multi-format schema around the place states. */
const formatAround = ({ file, tokens }: Step): JsonValue | undefined =>
  [tokens.slice(0, -1), tokens.slice(0, -2)]
    .map((way) => follow(file.value, way))
    .map((holder) => (isJsonObject(holder) ? holder['schemaFormat'] : undefined))
    .find((stated) => stated !== undefined);

/** What a webhook or a callback sends is a request in form, and read by whoever subscribes to it. */
function isInRequest(api: ApiDocument, document: JsonValue, tokens: readonly string[]): boolean {
  const objects = tokens.map((_, at) => objectAt(api, document, tokens.slice(0, at + 1)));
  return objects.includes('request body') && tokens[0] !== 'webhooks' && !objects.includes('callback');
}

/** The messages of a channel: by name in AsyncAPI 3, by operation in 2. */
function messagesOf(channel: JsonValue): readonly (readonly string[])[] {
  const named = follow(channel, ['messages']);
  if (isJsonObject(named)) return Object.keys(named).map((name) => ['messages', name]);
  return ['publish', 'subscribe']
    .map((operation) => [operation, 'message'])
    .filter((way) => follow(channel, way) !== undefined);
}

/** Of a reference; what is not percent-encoded is taken as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
