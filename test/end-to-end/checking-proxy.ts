import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiContract } from './api-contract.ts';

/** Stands between a client and the registry, passes on every byte, and holds each answer against the document. */
export class CheckingProxy {
  readonly url: string;
  readonly #server: Server;
  readonly #faults: string[];

  private constructor(server: Server, faults: string[]) {
    this.#server = server;
    this.#faults = faults;
    // Always an address once it listens on a port.
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(target: string): Promise<CheckingProxy> {
    const contract = new ApiContract(JSON.parse(readFileSync('docs/openapi.json', 'utf8')));
    const faults: string[] = [];
    const server = createServer((asked, reply) => {
      forward({ target, asked, reply, contract, faults }).catch((error: unknown) => reply.destroy(asError(error)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new CheckingProxy(server, faults);
  }

  /** Throws what the document did not say of the answers since the last time. */
  throwFaults(): void {
    const faults = this.#faults.splice(0);
    if (faults.length > 0) throw new Error(`docs/openapi.json does not say this:\n${faults.join('\n')}`);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function forward(call: {
  readonly target: string;
  readonly asked: IncomingMessage;
  readonly reply: ServerResponse;
  readonly contract: ApiContract;
  readonly faults: string[];
}): Promise<void> {
  const { target, asked, reply, contract, faults } = call;
  const { method = 'GET', url: path = '/', headers } = asked;
  const { hostname, port } = new URL(target);
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    // The path as it came: parsing it as a URL would mend what a test broke on purpose.
    asked.pipe(request({ hostname, port, method, path, headers }, resolve).on('error', reject));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const status = answer.statusCode ?? 0;
  const seen = { method, path, status, headers: textHeaders(answer.headers), body: body.toString('utf8') };
  if (!path.startsWith('/__local/')) faults.push(...contract.faultsOf(seen));
  reply.writeHead(status, answer.headers).end(body);
}

const textHeaders = (headers: IncomingMessage['headers']): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value?.toString()]));

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
