import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ConfluentSchema {
  readonly schema: unknown;
  readonly schemaType?: string;
  readonly references?: readonly { readonly name: string; readonly subject: string; readonly version: number }[];
  readonly ts?: number;
  /** Softly: its number stays taken, and nobody sees it. */
  readonly deleted?: boolean;
}

interface Trouble {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks the Schema Registry API v1 as it is documented: pages, error codes, basic auth, rate limits. */
export class FakeConfluent {
  readonly seen: { readonly url: string; readonly authorization: string | undefined }[] = [];
  readonly subjects = new Map<string, readonly ConfluentSchema[]>();
  readonly modes = new Map<string, string>();
  globalMode = 'BACKWARD';
  password: string | undefined;
  /** Answered first, one a request. */
  readonly troubles: Trouble[] = [];
  /** Answered instead, wherever it finds one. */
  troubleAt: ((url: URL) => Trouble | undefined) | undefined;
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const { url = '', headers } = request;
      this.seen.push({ url, authorization: headers.authorization });
      const trouble = this.troubles.shift() ?? this.troubleAt?.(new URL(url, 'http://localhost'));
      const expected = this.password && `Basic ${Buffer.from(this.password).toString('base64')}`;
      const [status, body] = trouble
        ? [trouble.status, { error_code: trouble.status * 100 + 1, message: 'trouble' }]
        : expected !== undefined && headers.authorization !== expected
          ? [401, { error_code: 401, message: 'Unauthorized' }]
          : this.#answer(new URL(url, 'http://localhost'));
      response.writeHead(status, { 'content-type': 'application/vnd.schemaregistry.v1+json', ...trouble?.headers });
      response.end(JSON.stringify(body));
    });
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  reset(): void {
    this.seen.length = 0;
    this.troubles.length = 0;
    this.subjects.clear();
    this.modes.clear();
    this.globalMode = 'BACKWARD';
    this.password = undefined;
    this.troubleAt = undefined;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #answer({ pathname, searchParams }: URL): readonly [number, unknown] {
    const [kind, name = '', versions, number] = pathname.slice(1).split('/').map(decodeURIComponent);
    const page = (all: readonly unknown[]): readonly unknown[] => {
      const [offset, limit] = [Number(searchParams.get('offset') ?? 0), Number(searchParams.get('limit') ?? -1)];
      return all.slice(offset, limit < 0 ? undefined : offset + limit);
    };
    if (kind === 'config' && name === '') return [200, { compatibilityLevel: this.globalMode }];
    if (kind === 'config') {
      const mode =
        this.modes.get(name) ?? (searchParams.get('defaultToGlobal') === 'true' ? this.globalMode : undefined);
      return mode ? [200, { compatibilityLevel: mode }] : [404, { error_code: 40408, message: 'not configured' }];
    }
    if (kind !== 'subjects') return [404, { error_code: 404, message: 'HTTP 404 Not Found' }];
    const prefix = searchParams.get('subjectPrefix') ?? '';
    if (name === '') {
      const living = [...this.subjects].filter(([, all]) => all.some(({ deleted }) => !deleted));
      return [200, page(living.map(([one]) => one).filter((one) => one.startsWith(prefix)))];
    }
    const all = this.subjects.get(name);
    if (!all || versions !== 'versions') return [404, { error_code: 40401, message: `Subject '${name}' not found.` }];
    const living = all.flatMap(({ deleted }, at) => (deleted ? [] : [at + 1]));
    if (living.length === 0) return [404, { error_code: 40401, message: `Subject '${name}' not found.` }];
    if (number === undefined) return [200, page(living)];
    const version = number === 'latest' ? (living.at(-1) ?? 0) : Number(number);
    const found = living.includes(version) ? all[version - 1] : undefined;
    if (!found) return [404, { error_code: 40402, message: `Version ${number} not found.` }];
    const { schema, deleted: _, ...rest } = found;
    const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
    return [200, { subject: name, version, id: 1, schema: text, ...rest }];
  }
}
