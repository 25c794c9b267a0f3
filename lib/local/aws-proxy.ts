import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { CapacityMeter } from './dynamodb/capacity-meter.ts';
import { type ArnSettings, type AwsCall, requiredAccess } from './iam/iam-actions.ts';
import type { Access, IamPolicies } from './iam/iam-policy.ts';
import { listen, urlOf } from './local-server.ts';
import type { RawRequest, RawResponse } from './raw-http.ts';

/** A call that a role did not allow, as the local cloud answered it. */
export type Denial = Access & { readonly functionName: string };

type AwsServices = {
  readonly dynamoDbEndpoint: string;
  readonly policies: IamPolicies;
  readonly arns: ArnSettings;
  readonly messaging: (request: RawRequest) => Promise<RawResponse>;
  readonly secrets: (operation: string, input: Record<string, unknown>) => RawResponse;
  readonly capacity: CapacityMeter;
  /** Called after a write to DynamoDB, so that streams are read without waiting for the next poll. */
  readonly onTableWrite: () => void;
  readonly onDenial: (denial: Denial) => void;
};

/**
 * The endpoint that all functions call as AWS. It knows the caller by its access key id, checks the call against the
 * caller's role, and passes it on to the embedded service.
 */
export class AwsProxy {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 });
  readonly #server: Server;
  #services: AwsServices | undefined;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      this.#answer(incoming, outgoing).catch((error: unknown) => {
        outgoing.writeHead(500, { 'content-type': 'application/json' });
        outgoing.end(JSON.stringify({ __type: 'InternalFailure', message: String(error) }));
      });
    });
  }

  static async start(): Promise<AwsProxy> {
    const proxy = new AwsProxy();
    await listen(proxy.#server, 0);
    return proxy;
  }

  get url(): string {
    return urlOf(this.#server);
  }

  /** Begins to answer; until then calls get 503. */
  connect(services: AwsServices): void {
    this.#services = services;
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const response = this.#services
      ? await this.#route({ incoming, body, services: this.#services })
      : failure({ service: '', status: 503, code: 'ServiceUnavailable', message: 'The local cloud is starting.' });
    outgoing.writeHead(response.status, { ...response.headers, 'content-length': Buffer.byteLength(response.body) });
    outgoing.end(response.body);
  }

  async #route(exchange: Exchange): Promise<RawResponse> {
    const { incoming, body, services } = exchange;
    const scope = /Credential=([^/,]+)\/\d{8}\/[^/]+\/([^/]+)\//.exec(incoming.headers.authorization ?? '');
    const [, functionName = '', service = ''] = scope ?? [];
    const call = parseCall({ service, incoming, body });
    const refusal = refuse({ call, functionName, services });
    if (refusal) return refusal;
    if (service === 'dynamodb') return this.#callTable({ ...exchange, call, functionName });
    if (service === 'secretsmanager') return services.secrets(call.operation, call.input);
    return services.messaging({ headers: textHeaders(incoming), body: body.toString('utf8') });
  }

  async #callTable(exchange: Exchange & { call: AwsCall; functionName: string }): Promise<RawResponse> {
    const { incoming, services, functionName } = exchange;
    const { operation, input } = exchange.call;
    const body = services.capacity.prepare(exchange.body, input);
    const response = await this.#forward({ incoming, body, endpoint: services.dynamoDbEndpoint });
    if (response.status < 300) {
      services.capacity.record({ functionName, operation, answer: response.body });
      if (/Put|Update|Delete|Write/.test(operation)) services.onTableWrite();
    }
    return response;
  }

  #forward(exchange: { incoming: IncomingMessage; body: Buffer; endpoint: string }): Promise<RawResponse> {
    const { incoming, body, endpoint } = exchange;
    return new Promise((resolve, reject) => {
      const headers = { ...textHeaders(incoming), host: new URL(endpoint).host, 'content-length': String(body.length) };
      const passed = request(endpoint, { method: 'POST', agent: this.#agent, headers }, (answered) => {
        buffer(answered).then(
          (content) => resolve({ status: answered.statusCode ?? 500, headers: answerHeaders(answered), body: content }),
          reject,
        );
      });
      passed.on('error', reject);
      passed.end(body);
    });
  }
}

type Exchange = { readonly incoming: IncomingMessage; readonly body: Buffer; readonly services: AwsServices };

/** AWS's answer to a call that may not be made; undefined if it may. */
function refuse(asked: { call: AwsCall; functionName: string; services: AwsServices }): RawResponse | undefined {
  const { call, functionName, services } = asked;
  const { service } = call;
  const accesses = requiredAccess(call, services.arns);
  if (!accesses) {
    const message = `The local cloud does not run the service "${service}" (called by ${functionName}).`;
    return failure({ service, status: 501, code: 'UnsupportedService', message });
  }
  if (!services.policies.hasCaller(functionName)) {
    const message = `No function signs its calls as "${functionName}".`;
    return failure({ service, status: 403, code: 'UnrecognizedClientException', message });
  }
  const denied = accesses.find((access) => !services.policies.allows(functionName, access));
  if (!denied) return undefined;
  services.onDenial({ functionName, ...denied });
  const message = `User: ${functionName} is not authorized to perform: ${denied.action} on resource: ${denied.resource} because no identity-based policy allows the ${denied.action} action`;
  return failure({ service, status: service === 'sns' ? 403 : 400, code: DENIAL_CODES[service] ?? DENIED, message });
}

const DENIED = 'AccessDeniedException';
const DENIAL_CODES: Record<string, string> = { sns: 'AuthorizationError' };

function parseCall(parts: { service: string; incoming: IncomingMessage; body: Buffer }): AwsCall {
  const { service, incoming, body } = parts;
  const target = incoming.headers['x-amz-target'];
  if (typeof target === 'string') {
    const input: Record<string, unknown> = JSON.parse(body.toString('utf8') || '{}');
    return { service, operation: target.slice(target.lastIndexOf('.') + 1), input };
  }
  const isForm = incoming.headers['content-type']?.includes('form') === true;
  const input = isForm ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : {};
  return { service, operation: input['Action'] ?? `${incoming.method} ${incoming.url}`, input };
}

function failure(problem: { service: string; status: number; code: string; message: string }): RawResponse {
  const { service, status, code, message } = problem;
  if (service !== 'sns') {
    const headers = { 'content-type': 'application/x-amz-json-1.0' };
    return { status, headers, body: JSON.stringify({ __type: code, message }) };
  }
  const text = message.replace(/[<&]/g, (character) => (character === '<' ? '&lt;' : '&amp;'));
  const body = `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${text}</Message></Error><RequestId>local</RequestId></ErrorResponse>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function textHeaders({ headers }: IncomingMessage): Record<string, string> {
  return pick(headers, ['content-type', 'x-amz-target', 'x-amz-date', 'authorization']);
}

function answerHeaders({ headers }: IncomingMessage): Record<string, string> {
  return pick(headers, ['content-type', 'x-amz-crc32', 'x-amzn-requestid']);
}

function pick(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = headers[name];
    if (typeof value === 'string') picked[name] = value;
  }
  return picked;
}
