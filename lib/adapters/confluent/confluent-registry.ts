import { RegistryUnreachable } from '../../application/watching/watched-registry.ts';
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../domain/schema/json.ts';
import { broken, readBounded } from '../fetch-answer.ts';

interface ConfluentReference {
  /** The name by which a `$ref` refers to it. */
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

export interface ConfluentVersion {
  readonly version: number;
  /** `AVRO` if the registry does not say. */
  readonly type: string;
  readonly text: string;
  readonly references: readonly ConfluentReference[];
  /** When it was registered, if the registry knows (UTC ISO 8601). */
  readonly date?: string;
}

export interface ConfluentOptions {
  /** As `readConfluentUrl` gives it. */
  readonly url: string;
  /** `user:password`. */
  readonly auth?: string | undefined;
  readonly userAgent: string;
  /** Tries of one request, and the longest that one may last, or wait if the registry asks it to. */
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
  /** In [0, 1). */
  readonly random: () => number;
  /** Told before each wait. */
  readonly onRetry: (notice: string) => void;
}

/** The registry answers, and not with what was asked for: a wrong address, a missing right. */
export class RegistryRefusal extends Error {
  override readonly name = 'RegistryRefusal';
  /** Another user, or one at all, may be let in. */
  readonly wantsPassword: boolean;

  constructor(message: string, { wantsPassword = false } = {}) {
    super(message);
    this.wantsPassword = wantsPassword;
  }
}

const PAGE = 100;
/** A schema that can be compared, escaped as text within JSON, and then some. */
const MAX_BYTES = 16_000_000;
const BASE_MS = 500;
/** The last moment that a date can be (ECMA-262, 21.4.1.1). */
const MAX_TIME = 8.64e15;

/**
 * Reads a Confluent-compatible registry (Schema Registry API v1): only what was named is asked, no redirect is followed, and
 * the password goes nowhere else. Throws `RegistryUnreachable` if it cannot be read now, else `RegistryRefusal`.
 */
export class ConfluentRegistry {
  readonly #options: ConfluentOptions;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(options: ConfluentOptions) {
    const { auth, userAgent } = options;
    this.#options = options;
    this.#headers = {
      accept: 'application/vnd.schemaregistry.v1+json, application/json',
      'user-agent': userAgent,
      ...(auth === undefined ? {} : { authorization: `Basic ${Buffer.from(auth).toString('base64')}` }),
    };
  }

  get host(): string {
    return new URL(this.#options.url).host;
  }

  async listSubjects(prefix: string | undefined): Promise<readonly string[]> {
    const query = prefix === undefined ? '' : `subjectPrefix=${encodeURIComponent(prefix)}&`;
    const names = (await this.#pages(`/subjects?${query}`)).filter((name) => typeof name === 'string');
    // Older registries know no prefix and answer with all.
    return names.filter((name) => prefix === undefined || name.startsWith(prefix)).sort();
  }

  /** Oldest first; none if the subject was deleted meanwhile. */
  async listVersions(subject: string): Promise<readonly number[]> {
    const found = await this.#pages(`/subjects/${segment(subject)}/versions?`);
    return found.filter((value) => typeof value === 'number').sort((left, right) => left - right);
  }

  /** `undefined` where it was deleted meanwhile. */
  async findVersion(subject: string, wanted: number | 'latest'): Promise<ConfluentVersion | undefined> {
    const path = `/subjects/${segment(subject)}/versions/${wanted}`;
    const answer = await this.#find(path);
    if (answer === undefined) return undefined;
    if (!isJsonObject(answer)) throw this.#strange(path);
    const { schema: text, schemaType, references, ts, version } = answer;
    if (typeof text !== 'string' || typeof version !== 'number') throw this.#strange(path);
    return {
      version,
      type: typeof schemaType === 'string' ? schemaType : 'AVRO',
      text,
      references: isJsonArray(references) ? references.filter(isJsonObject).flatMap(readReference) : [],
      ...(typeof ts === 'number' && ts > 0 && ts < MAX_TIME ? { date: new Date(ts).toISOString() } : {}),
    };
  }

  /** The mode that is in force for a subject: its own, else the registry's. */
  async findCompatibility(subject: string): Promise<string | undefined> {
    const own = await this.#find(`/config/${segment(subject)}?defaultToGlobal=true`);
    const config = own ?? (await this.#find('/config'));
    const level = isJsonObject(config) ? config['compatibilityLevel'] : undefined;
    return typeof level === 'string' ? level : undefined;
  }

  /** All of a list, page by page; a registry without pages answers with all of it each time. */
  async #pages(path: string): Promise<readonly JsonValue[]> {
    const all = new Set<JsonValue>();
    for (let offset = 0; ; offset += PAGE) {
      const page = await this.#find(`${path}offset=${offset}&limit=${PAGE}`);
      if (page === undefined) return [...all];
      if (!isJsonArray(page)) throw this.#strange(path);
      const before = all.size;
      for (const item of page) all.add(item);
      if (page.length !== PAGE || all.size === before) return [...all];
    }
  }

  /** A resource; `undefined` for 404 (40401 subject, 40402 version, 40408 no compatibility of its own). */
  async #find(path: string): Promise<JsonValue | undefined> {
    const { attempts, timeoutMs, sleep, random, onRetry } = this.#options;
    for (let attempt = 1; ; attempt++) {
      const result = await this.#attempt(path);
      const isAnswer = result.kind === 'answer';
      // Of one resource: the others can be read.
      if (!isAnswer && result.tooLong) throw new RegistryRefusal(`${this.host}${path}: ${result.reason}`);
      const passes = isAnswer ? result.status === 429 || result.status >= 500 : result.transient;
      if (!passes) return isAnswer ? this.#settle(path, result) : this.#fail(result.reason, attempt);
      const why = isAnswer ? `it answered ${result.status}` : result.reason;
      const asked = isAnswer ? result.retryAfterMs : undefined;
      if (attempt === attempts || (asked ?? 0) > timeoutMs) return this.#fail(why, attempt);
      const wait = asked ?? random() * BASE_MS * 2 ** attempt;
      onRetry(`${this.host}: ${why}; trying again in ${(wait / 1000).toFixed(1)} s`);
      await sleep(wait);
    }
  }

  async #attempt(path: string) {
    try {
      const response = await fetch(`${this.#options.url}${path}`, {
        headers: this.#headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
      const after = response.headers.get('retry-after') ?? '';
      const retryAfterMs = /^\d+$/.test(after) ? Number(after) * 1000 : undefined;
      return {
        kind: 'answer',
        status: response.status,
        text: await readBounded(response, MAX_BYTES),
        retryAfterMs,
      } as const;
    } catch (error) {
      return broken(error);
    }
  }

  #settle(path: string, { status, text }: { readonly status: number; readonly text: string }): JsonValue | undefined {
    const parsed = parseJson(text);
    const body = parsed.ok ? parsed.value : undefined;
    const said = isJsonObject(body) && typeof body['message'] === 'string' ? `: ${body['message']}` : '';
    // A 404 that is not the registry's own is a wrong address.
    if (status === 404 && isJsonObject(body) && body['error_code'] !== undefined) return undefined;
    if (status === 200 && body !== undefined) return body;
    if (status === 401 || status === 403)
      throw new RegistryRefusal(`${this.host} refuses with ${status}${said}`, { wantsPassword: true });
    if (status >= 300 && status < 400)
      throw new RegistryRefusal(`${this.host} redirects, which is not followed: name the address that it redirects to`);
    throw said ? new RegistryRefusal(`${this.host} refuses ${path} with ${status}${said}`) : this.#strange(path);
  }

  #fail(reason: string, attempts: number): never {
    throw new RegistryUnreachable(`${this.host} cannot be read after ${attempts} attempts: ${reason}`);
  }

  #strange(path: string): RegistryRefusal {
    return new RegistryRefusal(
      `${this.#options.url}${path} does not answer as a Confluent-compatible schema registry does: is that its address?`,
    );
  }
}

/** A name as one part of a path; one that is only dots would name another resource. */
function segment(name: string): string {
  if (name !== '' && !/^\.{1,2}$/.test(name)) return encodeURIComponent(name);
  throw new RegistryRefusal(`${JSON.stringify(name)} is not a name that can be requested`);
}

function readReference({ name, subject, version }: JsonObject): readonly ConfluentReference[] {
  return typeof name === 'string' && typeof subject === 'string' && typeof version === 'number'
    ? [{ name, subject, version }]
    : [];
}

/** The address of a registry, without a trailing slash; throws a RegistryRefusal for what is none. */
export function readConfluentUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash)
    throw new RegistryRefusal('--confluent is not an address of a registry: write it as https://schemas.example.com');
  if (url.username || url.password)
    throw new RegistryRefusal('--confluent holds a password, which others can read', { wantsPassword: true });
  return url.href.replace(/\/+$/, '');
}
