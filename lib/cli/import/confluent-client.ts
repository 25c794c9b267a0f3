import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, parseJson } from '../../domain/schema/json.ts';
import { CliError, EXIT, usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { isLoopback, type Session, VERSION } from '../session.ts';
import { broken, readBounded } from '../transport.ts';

interface ConfluentReference {
  /** What a `$ref` calls it. */
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

export interface ConfluentVersion {
  readonly version: number;
  /** `AVRO` where the registry does not say. */
  readonly type: string;
  readonly text: string;
  readonly references: readonly ConfluentReference[];
  /** When it was registered, where the registry knows (UTC ISO 8601). */
  readonly date?: string;
}

const PAGE = 100;
const ATTEMPTS = 6;
const BASE_MS = 500;
const MAX_WAIT_MS = 30_000;
const TIMEOUT_MS = 30_000;
/** The last moment that a date can be (ECMA-262, 21.4.1.1). */
const MAX_TIME = 8.64e15;

/**
 * Reads a Confluent-compatible registry (Schema Registry API v1): only what was named is asked, no redirect is followed, and
 * the password goes nowhere else.
 */
export class ConfluentClient {
  readonly #session: Session;
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(session: Session, address: string) {
    this.#session = session;
    const auth = session.world.env['FOREWARN_CONFLUENT_AUTH'];
    this.#url = checkUrl(session, address, auth);
    if (auth !== undefined && !/^[^:]+:./s.test(auth))
      throw usageError('FOREWARN_CONFLUENT_AUTH is not of the form user:password.');
    this.#headers = {
      accept: 'application/vnd.schemaregistry.v1+json, application/json',
      'user-agent': `forewarn/${VERSION}`,
      ...(auth === undefined ? {} : { authorization: `Basic ${Buffer.from(auth).toString('base64')}` }),
    };
  }

  get host(): string {
    return new URL(this.#url).host;
  }

  async listSubjects(prefix: string | undefined): Promise<readonly string[]> {
    const query = prefix === undefined ? '' : `subjectPrefix=${encodeURIComponent(prefix)}&`;
    const names = (await this.#pages(`/subjects?${query}`)).filter((name) => typeof name === 'string');
    // Older registries know no prefix and answer with all.
    return names.filter((name) => prefix === undefined || name.startsWith(prefix)).sort();
  }

  /** Oldest first; none where the subject was deleted meanwhile. */
  async listVersions(subject: string): Promise<readonly number[]> {
    const found = await this.#pages(`/subjects/${encodeURIComponent(subject)}/versions?`);
    return found.filter((value) => typeof value === 'number').sort((left, right) => left - right);
  }

  /** `undefined` where it was deleted meanwhile. */
  async findVersion(subject: string, version: number): Promise<ConfluentVersion | undefined> {
    const path = `/subjects/${encodeURIComponent(subject)}/versions/${version}`;
    const answer = await this.#find(path);
    if (answer === undefined) return undefined;
    const text = isJsonObject(answer) ? answer['schema'] : undefined;
    if (!isJsonObject(answer) || typeof text !== 'string') throw this.#strange(path);
    const { schemaType, references, ts } = answer;
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
    const own = await this.#find(`/config/${encodeURIComponent(subject)}?defaultToGlobal=true`);
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
    const { world } = this.#session;
    for (let attempt = 1; ; attempt++) {
      const result = await this.#attempt(path);
      const isAnswer = result.kind === 'answer';
      const passes = isAnswer ? result.status === 429 || result.status >= 500 : result.transient;
      if (!passes) return isAnswer ? this.#settle(path, result) : this.#fail(result.reason, attempt);
      const why = isAnswer ? `it answered ${result.status}` : result.reason;
      const asked = isAnswer ? result.retryAfterMs : undefined;
      if (attempt === ATTEMPTS || (asked ?? 0) > MAX_WAIT_MS) return this.#fail(why, attempt);
      const wait = asked ?? world.random() * BASE_MS * 2 ** attempt;
      this.#session.note(`${this.host}: ${why}; trying again in ${(wait / 1000).toFixed(1)} s`);
      await world.sleep(wait);
    }
  }

  async #attempt(path: string) {
    try {
      const response = await fetch(`${this.#url}${path}`, {
        headers: this.#headers,
        redirect: 'manual',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const after = response.headers.get('retry-after') ?? '';
      const retryAfterMs = /^\d+$/.test(after) ? Number(after) * 1000 : undefined;
      return { kind: 'answer', status: response.status, text: await readBounded(response), retryAfterMs } as const;
    } catch (error) {
      return broken(error);
    }
  }

  #settle(path: string, { status, text }: { readonly status: number; readonly text: string }): JsonValue | undefined {
    const parsed = parseJson(text);
    const body = parsed.ok ? parsed.value : undefined;
    const said = isJsonObject(body) && typeof body['message'] === 'string' ? `: ${visible(body['message'])}` : '';
    // A 404 that is not the registry's own is a wrong address.
    if (status === 404 && isJsonObject(body) && body['error_code'] !== undefined) return undefined;
    if (status === 200 && body !== undefined) return body;
    if (status === 401 || status === 403)
      throw usageError(
        `${this.host} refuses with ${status}${said}: set FOREWARN_CONFLUENT_AUTH to user:password of one who may read there.`,
      );
    if (status >= 300 && status < 400)
      throw usageError(`${this.host} redirects, which is not followed: name the address that it redirects to.`);
    throw said ? usageError(`${this.host} refuses ${visible(path)} with ${status}${said}`) : this.#strange(path);
  }

  #fail(reason: string, attempts: number): never {
    throw new CliError(EXIT.service, `${this.host} cannot be read after ${attempts} attempts: ${reason}.`);
  }

  #strange(path: string): CliError {
    return usageError(
      `${this.#url}${visible(path)} does not answer as a Confluent-compatible schema registry does: is --confluent its address?`,
    );
  }
}

function readReference({ name, subject, version }: JsonObject): readonly ConfluentReference[] {
  return typeof name === 'string' && typeof subject === 'string' && typeof version === 'number'
    ? [{ name, subject, version }]
    : [];
}

function checkUrl(session: Session, text: string, auth: string | undefined): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash)
    throw usageError(`--confluent is no address of a registry: write it as https://schemas.example.com.`);
  if (url.username || url.password)
    throw usageError('--confluent holds a password: set FOREWARN_CONFLUENT_AUTH=user:password instead.');
  if (auth !== undefined && url.protocol === 'http:' && !isLoopback(url.hostname))
    session.note(`warning: ${url.origin} is not encrypted, and the password goes over it in the clear: use https.`);
  return url.href.replace(/\/+$/, '');
}
