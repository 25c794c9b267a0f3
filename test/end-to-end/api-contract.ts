import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

/** A response of the API as it went over the wire. */
export interface Seen {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

interface MediaTypes {
  readonly [type: string]: unknown;
}
interface ResponseObject {
  readonly headers?: Readonly<Record<string, HeaderObject>>;
  readonly content?: MediaTypes;
}
interface HeaderObject {
  readonly required?: boolean;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: unknown } | undefined>>>>;
}

/** What was seen held against the OpenAPI document, of which nothing may be missing: its answers are read as closed. */
export class ApiContract {
  readonly #document: OpenApi;
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #validators = new Map<string, ValidateFunction>();

  constructor(document: unknown) {
    const closed = closeAnswers(document);
    if (!isOpenApi(closed)) throw new Error('this is no OpenAPI document');
    this.#document = closed;
    // The module is CommonJS: its own default export stands under `default`.
    addFormats.default(this.#ajv);
    this.#ajv.addSchema(closed, 'api');
  }

  /** Everything about a response that the document does not say. */
  faultsOf(seen: Seen): readonly string[] {
    const template = this.#templateOf(seen.path.split('?')[0] ?? '');
    const operation = template === undefined ? undefined : this.#document.paths[template]?.[seen.method.toLowerCase()];
    if (template === undefined || !operation) return unroutedFaults(seen);
    const pointer = `#/paths/${escapeToken(template)}/${seen.method.toLowerCase()}/responses/${seen.status}`;
    const place = this.#follow(pointer);
    if (!place) return [`${nameOf(seen)}: the status is not documented`];
    const faults = [...this.#headerFaults(seen, place), ...this.#bodyFaults(seen, place)];
    return faults.map((fault) => `${nameOf(seen)}: ${fault}`);
  }

  #headerFaults({ headers }: Seen, { pointer, response }: Place): string[] {
    return Object.entries(response.headers ?? {}).flatMap(([name, header]) => {
      const value = headers[name.toLowerCase()];
      if (value === undefined) return header.required ? [`the header ${name} is missing`] : [];
      const place = this.#follow(`${pointer}/headers/${escapeToken(name)}`);
      return this.#findErrors(`${place?.pointer}/schema`, value).map((error) => `the header ${name}${error}`);
    });
  }

  #bodyFaults({ headers, body }: Seen, { pointer, response }: Place): string[] {
    if (!response.content) return body === '' ? [] : ['there is a body, and none is documented'];
    const type = headers['content-type']?.split(';')[0] ?? '';
    if (!(type in response.content)) return [`the media type ${type || '(none)'} is not documented`];
    return this.#findErrors(`${pointer}/content/${escapeToken(type)}/schema`, JSON.parse(body));
  }

  #findErrors(pointer: string, value: unknown): string[] {
    const validate = this.#validators.get(pointer) ?? this.#ajv.compile({ $ref: `api${encodeURI(pointer)}` });
    this.#validators.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }

  /** The response that a pointer names, behind its references. */
  #follow(pointer: string): Place | undefined {
    let found: unknown = this.#document;
    for (const token of pointer.split('/').slice(1))
      found = isObject(found) ? found[token.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
    if (!isObject(found)) return undefined;
    const { $ref } = found;
    return typeof $ref === 'string' ? this.#follow($ref) : { pointer, response: found };
  }

  #templateOf(path: string): string | undefined {
    const given = path.split('/');
    const fits = (template: string): boolean => {
      const wanted = template.split('/');
      return (
        wanted.length === given.length &&
        wanted.every((part, at) => (part.startsWith('{') ? given[at] !== '' : part === given[at]))
      );
    };
    return Object.keys(this.#document.paths).find(fits);
  }
}
interface Place {
  readonly pointer: string;
  readonly response: ResponseObject;
}

/** No path of the document, or no method of it: that is no operation, but what is answered is no less promised. */
function unroutedFaults(seen: Seen): string[] {
  const { status, headers } = seen;
  const isProblem = headers['content-type'] === 'application/problem+json';
  if (isProblem && status === 404) return [];
  if (isProblem && status === 405 && headers['allow']) return [];
  return [`${nameOf(seen)}: no such operation is documented, and it is answered neither 404 nor 405 with Allow`];
}

/** A copy in which objects that say their members have no others, so that a member which is not documented shows. */
function closeAnswers(part: unknown, name = ''): unknown {
  if (Array.isArray(part)) return part.map((item) => closeAnswers(item));
  if (!isObject(part)) return part;
  if (name === 'examples' || name === 'example') return part;
  const copy = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closeAnswers(value, key)]));
  const isOpen = name !== 'properties' && isObject(part['properties']) && part['additionalProperties'] === undefined;
  return isOpen ? { ...copy, additionalProperties: false } : copy;
}

const nameOf = ({ method, path, status }: Seen): string => `${method} ${path} -> ${status}`;
const escapeToken = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1');
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOpenApi = (value: unknown): value is OpenApi & object => isObject(value) && isObject(value['paths']);
