import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CapacityMeter } from './dynamodb/capacity-meter.ts';
import { type ArnSettings, type AwsCall, requiredAccess } from './iam/iam-actions.ts';
import type { Access, IamPolicies } from './iam/iam-policy.ts';
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

export type AwsProxy = {
  readonly url: string;
  /** Begins to answer; until then calls get 503. */
  readonly connect: (services: AwsServices) => void;
  readonly stop: () => Promise<void>;
};

/**
 * The endpoint that all functions call as AWS. It knows the caller by its access key id, checks the call against the
 * caller's role, and passes it on to the embedded service.
 */
export async function startAwsProxy(): Promise<AwsProxy> {
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  let services: AwsServices | undefined;
  const server = createServer((incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      outgoing.writeHead(500, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ __type: 'InternalFailure', message: String(error) }));
    });
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readBody(incoming);
    const response = services
      ? await route({ incoming, body, services })
      : failure({ service: '', status: 503, code: 'ServiceUnavailable', message: 'The local cloud is starting.' });
    outgoing.writeHead(response.status, { ...response.headers, 'content-length': Buffer.byteLength(response.body) });
    outgoing.end(response.body);
  }

  async function route(exchange: {
    incoming: IncomingMessage;
    body: Buffer;
    services: AwsServices;
  }): Promise<RawResponse> {
    const { incoming, body, services: running } = exchange;
    const scope = /Credential=([^/,]+)\/\d{8}\/[^/]+\/([^/]+)\//.exec(incoming.headers.authorization ?? '');
    const [, functionName = '', service = ''] = scope ?? [];
    const call = parseCall({ service, incoming, body });
    const accesses = requiredAccess(call, running.arns);
    if (!accesses) {
      const message = `The local cloud does not run the service "${service}" (called by ${functionName}).`;
      return failure({ service, status: 501, code: 'UnsupportedService', message });
    }
    if (!running.policies.hasCaller(functionName)) {
      const message = `No function signs its calls as "${functionName}".`;
      return failure({ service, status: 403, code: 'UnrecognizedClientException', message });
    }
    const denied = accesses.find((access) => !running.policies.allows(functionName, access));
    if (denied) {
      running.onDenial({ functionName, ...denied });
      const message = `User: ${functionName} is not authorized to perform: ${denied.action} on resource: ${denied.resource} because no identity-based policy allows the ${denied.action} action`;
      return failure({
        service,
        status: service === 'sns' ? 403 : 400,
        code: DENIAL_CODES[service] ?? DENIED,
        message,
      });
    }
    if (service === 'dynamodb') {
      const asked = running.capacity.prepare(body, call.input);
      const response = await forward({ incoming, body: asked, endpoint: running.dynamoDbEndpoint });
      const { operation } = call;
      if (response.status < 300) running.capacity.record({ functionName, operation, answer: response.body });
      if (response.status < 300 && /Put|Update|Delete|Write/.test(call.operation)) running.onTableWrite();
      return response;
    }
    if (service === 'secretsmanager') return running.secrets(call.operation, call.input);
    return running.messaging({ headers: textHeaders(incoming), body: body.toString('utf8') });
  }

  function forward(exchange: { incoming: IncomingMessage; body: Buffer; endpoint: string }): Promise<RawResponse> {
    const { incoming, body, endpoint } = exchange;
    return new Promise((resolve, reject) => {
      const headers = { ...textHeaders(incoming), host: new URL(endpoint).host, 'content-length': String(body.length) };
      const passed = request(endpoint, { method: 'POST', agent, headers }, (answered) => {
        readBody(answered).then(
          (content) => resolve({ status: answered.statusCode ?? 500, headers: answerHeaders(answered), body: content }),
          reject,
        );
      });
      passed.on('error', reject);
      passed.end(body);
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connect: (running) => {
      services = running;
    },
    stop: () => {
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

const DENIED = 'AccessDeniedException';
const DENIAL_CODES: Record<string, string> = { sns: 'AuthorizationError' };

function parseCall(parts: { service: string; incoming: IncomingMessage; body: Buffer }): AwsCall {
  const { service, incoming, body } = parts;
  const target = incoming.headers['x-amz-target'];
  if (typeof target === 'string') {
    const input = JSON.parse(body.toString('utf8') || '{}') as Record<string, unknown>;
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

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function textHeaders(incoming: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'x-amz-target', 'x-amz-date', 'authorization'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = incoming.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

function answerHeaders(answered: IncomingMessage): Record<string, string> {
  const names = ['content-type', 'x-amz-crc32', 'x-amzn-requestid'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = answered.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
