import { MAX_ANSWER_BYTES } from '../../adapters/fetch-answer.ts';
import { fromPlain, isJsonObject, type JsonValue, parseJson } from '../../domain/schema/json.ts';
import { CliError, EXIT, usageError } from '../exit.ts';
import { jsonText, visible } from '../output/escape.ts';
import {
  type AnswerOf,
  type Asked,
  type ItemOf,
  type Listed,
  type ListOperation,
  type Operation,
  RawJson,
  type Request,
} from './operations.ts';
import { type Problem, refusal, toProblem } from './problem.ts';
import { type Message, type Sent, Transport, type TransportOptions } from './transport.ts';

export type CallOutcome<T> =
  | { readonly ok: true; readonly status: number; readonly answer: T }
  | { readonly ok: false; readonly problem: Problem };

/** Speaks the registry's HTTP API, typed by its OpenAPI document, and tells a refusal from a failure. */
export class RegistryClient {
  readonly #url: string;
  readonly #transport: Transport;

  constructor(options: TransportOptions) {
    this.#url = options.url;
    this.#transport = new Transport(options);
  }

  /** One call. A refusal (4xx) is a value; a service that stays broken throws a CliError with exit 3. */
  async call<O extends Operation>(operation: O, asked: Asked<O>): Promise<CallOutcome<AnswerOf<O>>> {
    return await this.#send<AnswerOf<O>>(operation, asked);
  }

  /** The same if a refusal ends the command. */
  async get<O extends Operation>(operation: O, asked: Asked<O>): Promise<AnswerOf<O>> {
    return accepted(await this.#send<AnswerOf<O>>(operation, asked));
  }

  /** As `get`, and `undefined` if the resource does not exist. */
  async find<O extends Operation>(operation: O, asked: Asked<O>): Promise<AnswerOf<O> | undefined> {
    const outcome = await this.#send<AnswerOf<O>>(operation, asked);
    return !outcome.ok && outcome.problem.status === 404 ? undefined : accepted(outcome);
  }

  /** Pages through a list until `limit` items. */
  async list<O extends ListOperation>(operation: O, asked: Asked<O>, limit: number): Promise<Listed<ItemOf<O>>> {
    const items: ItemOf<O>[] = [];
    const { query, ...rest }: Request = asked;
    let cursor: string | undefined;
    do {
      const page = accepted(
        await this.#send<Listed<ItemOf<O>>>(operation, {
          ...rest,
          query: { ...query, limit: Math.min(100, limit - items.length), cursor },
          expect: ['items'],
        }),
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined && items.length < limit);
    return cursor === undefined ? { items } : { items: items.slice(0, limit), nextCursor: cursor };
  }

  async #send<T>(operation: Operation, request: Request): Promise<CallOutcome<T>> {
    const message = messageOf(operation, request);
    const sent = await this.#transport.send(message);
    return settle<T>(sent, { url: this.#url, path: message.path, expect: request.expect ?? [] });
  }
}

function accepted<T>(outcome: CallOutcome<T>): T {
  if (outcome.ok) return outcome.answer;
  throw refusal(outcome.problem);
}

function messageOf(operation: Operation, { path = {}, query = {}, body }: Request): Message {
  const [method = '', template = ''] = operation.split(' ');
  const names = new Map(Object.entries(path));
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(nameIn(names.get(name))));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, String(value));
  return {
    method,
    path: asked.size === 0 ? filled : `${filled}?${asked}`,
    ...(body === undefined ? {} : { body: body instanceof RawJson ? body.text : jsonText(fromPlain(body)) }),
  };
}

/** An empty or dotted part would name another resource. */
function nameIn(value = ''): string {
  if (value !== '' && value !== '.' && value !== '..') return value;
  throw usageError(`${JSON.stringify(value)} is not a name: give one`);
}

function settle<T>(
  sent: Sent,
  { url, path, expect }: { readonly url: string; readonly path: string; readonly expect: readonly string[] },
): CallOutcome<T> {
  const tries = sent.attempt === 1 ? '' : ` after ${sent.attempt} attempts`;
  if (sent.kind === 'broken')
    throw new CliError(
      EXIT.service,
      `${url} cannot be reached${tries}: ${sent.reason}. Check FOREWARN_URL and the network.`,
    );
  const { status, text } = sent;
  const parsed = text === '' ? undefined : parseJson(text, { length: MAX_ANSWER_BYTES, depth: 2_000 });
  const body = parsed?.ok ? parsed.value : undefined;
  if (status === 429 || status >= 500)
    throw new CliError(EXIT.service, `the registry failed with ${status}${tries}: ${tell(body, 'it gave no reason')}`, {
      code: isJsonObject(body) && typeof body['code'] === 'string' ? body['code'] : 'unavailable',
    });
  if (status >= 400 && isJsonObject(body)) return { ok: false, problem: toProblem(status, body) };
  const complete = status === 204 || (isJsonObject(body) && expect.every((name) => body[name] !== undefined));
  if (status >= 200 && status < 300 && complete) return { ok: true, status, answer: body as T };
  throw usageError(
    `${url}${path} answers ${status}, but not as a Forewarn registry does: is FOREWARN_URL the registry's address, ` +
      'and is this forewarn as new as the registry?',
  );
}

function tell(body: JsonValue | undefined, otherwise: string): string {
  if (!isJsonObject(body)) return otherwise;
  const said = [body['detail'], body['title'], body['message']].find((text) => typeof text === 'string' && text !== '');
  return typeof said === 'string' ? visible(said) : otherwise;
}
