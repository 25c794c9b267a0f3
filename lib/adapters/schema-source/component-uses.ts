import { isJsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { type ApiDocument, follow } from './api-document.ts';
import { type ApiObject, membersOf } from './api-grammar.ts';
import { referencesIn } from './references-in.ts';

/** Whose a body is: `read` by clients, sent by them in a `request`, or told to them as an `error`. */
type Use = 'read' | 'request' | 'error';

type Uses = ReadonlyMap<string, ReadonlySet<Use>>;
/** Of documents that are in use: each of hundreds of components asks for the whole document's. */
const known = new WeakMap<object, Uses>();
type Users = ReadonlyMap<string, ReadonlySet<string>>;
const knownUsers = new WeakMap<object, Users>();

/** What the components of an OpenAPI document are used for where they are named outside of each other. */
export function usesOfComponents(api: ApiDocument, document: JsonValue): Uses {
  if (!isJsonObject(document)) return new Map();
  const uses = known.get(document) ?? findUses(api, document);
  known.set(document, uses);
  return uses;
}

function findUses(api: ApiDocument, document: JsonValue): Uses {
  const walk = new Walk(document);
  for (const { tokens, object } of membersOf('document', document))
    if (object === 'path item') walk.visit(tokens, object, tokens[0] === 'webhooks' ? 'read' : undefined);
  // What no operation names may be there for other documents.
  if (api.kind === 'openapi')
    for (const { tokens, object } of membersOf('components', follow(document, ['components'])))
      if (object !== 'schema' && !walk.knows(['components', ...tokens]))
        walk.visit(['components', ...tokens], object, undefined);
  return walk.uses;
}

/** Whether a component is used, and in nothing but what clients send, by way of other components too. */
export function isOnlySent(api: ApiDocument, document: JsonValue, tokens: readonly string[]): boolean {
  const [components, kind, wanted] = tokens;
  if (components !== 'components' || kind !== 'schemas' || wanted === undefined) return false;
  const uses = usesOfComponents(api, document);
  const users = usersOfComponents(document);
  const found = new Set<Use>();
  const reached = new Set([wanted]);
  // The set grows while it is read.
  for (const name of reached) {
    for (const use of uses.get(name) ?? []) found.add(use);
    for (const user of users.get(name) ?? []) reached.add(user);
  }
  return found.size === 1 && found.has('request');
}

function usersOfComponents(document: JsonValue): Users {
  if (!isJsonObject(document)) return new Map();
  const users = knownUsers.get(document) ?? findUsers(document);
  knownUsers.set(document, users);
  return users;
}

/** Which components name a component. */
function findUsers(document: JsonValue): Users {
  const users = new Map<string, Set<string>>();
  const schemas = follow(document, ['components', 'schemas']);
  for (const [user, schema] of isJsonObject(schemas) ? Object.entries(schemas) : [])
    for (const name of namesIn(schema)) {
      const known = users.get(name) ?? new Set();
      users.set(name, known.add(user));
    }
  return users;
}

class Walk {
  readonly uses = new Map<string, Set<Use>>();
  readonly #document: JsonValue;
  readonly #seen = new Set<string>();

  constructor(document: JsonValue) {
    this.#document = document;
  }

  /** `fixed`: of what a webhook or callback sends, which clients read whatever it is called. */
  visit(tokens: readonly string[], object: ApiObject, fixed: Use | undefined, use: Use = 'read'): void {
    const value = follow(this.#document, tokens);
    const next = isJsonObject(value) && typeof value['$ref'] === 'string' ? value['$ref'] : undefined;
    const here = fixed ?? this.#useOf(tokens, object, use);
    if (object === 'schema') {
      for (const name of namesIn(value)) this.uses.set(name, new Set([...(this.uses.get(name) ?? []), here]));
      return;
    }
    const key = `${here} ${tokens.join('/')}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (next?.startsWith('#/')) this.visit(pointerTokens(decodeURIComponent(next.slice(1))), object, fixed, here);
    for (const member of membersOf(object, value))
      this.visit([...tokens, ...member.tokens], member.object, object === 'callback' ? 'read' : fixed, here);
  }

  /** Whether a place was visited, for whatever use. */
  knows(tokens: readonly string[]): boolean {
    return (['read', 'request', 'error'] as const).some((use) => this.#seen.has(`${use} ${tokens.join('/')}`));
  }

  #useOf(tokens: readonly string[], object: ApiObject, use: Use): Use {
    if (object === 'request body') return 'request';
    if (object === 'parameter') return tokens.at(-2) === 'headers' ? use : 'request';
    if (object !== 'response' || use === 'error') return use;
    const status = tokens.at(-1) ?? '';
    if (/^[45]/.test(status)) return 'error';
    // Beside the answers that are meant, what is said otherwise is an error.
    const siblings = Object.keys((follow(this.#document, tokens.slice(0, -1)) ?? {}) as object);
    return status === 'default' && siblings.some((other) => /^[123]/.test(other)) ? 'error' : use;
  }
}

/** Components of this document that a value refers to. */
export const namesIn = (value: JsonValue | undefined): readonly string[] =>
  [...referencesIn(value)].flatMap((reference) => {
    const [, kind, name] = pointerTokens(decodeURIComponent(reference.replace(/^#/, '')));
    return reference.startsWith('#/components/') && kind === 'schemas' && name !== undefined ? [name] : [];
  });
