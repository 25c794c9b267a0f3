import { Agent, request } from 'node:http';

/** An AWS service's refusal: `code` is the bare name, e.g. `ResourceNotFoundException`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}

/** Calls one operation, e.g. `call('DynamoDB_20120810.ListTables', {})`; throws AwsError. */
export type AwsClient = {
  readonly call: <T>(target: string, input: object) => Promise<T>;
  readonly close: () => void;
};

/**
 * A client for services that speak AWS JSON 1.0 without checking signatures. The runner uses it instead of the SDK,
 * whose loading would take a third of the start-up.
 */
export function createAwsClient(endpoint: string, region: string): AwsClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    close: () => agent.destroy(),
    call: <T>(target: string, input: object) =>
      new Promise<T>((resolve, reject) => {
        const body = JSON.stringify(input);
        const outgoing = request(
          endpoint,
          {
            method: 'POST',
            agent,
            headers: {
              'content-type': 'application/x-amz-json-1.0',
              'content-length': Buffer.byteLength(body),
              'x-amz-target': target,
              'x-amz-date': '20200101T000000Z',
              authorization: `AWS4-HMAC-SHA256 Credential=runner/20200101/${region}/local/aws4_request, SignedHeaders=host, Signature=0`,
            },
          },
          (incoming) => {
            const chunks: Buffer[] = [];
            incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
            incoming.on('error', reject);
            incoming.on('end', () => {
              const status = incoming.statusCode ?? 0;
              try {
                const answer = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
                if (status < 300) return resolve(answer as T);
                const code = String(answer.__type ?? 'Unknown').replace(/^.*#/, '');
                reject(new AwsError(code, `${target}: ${answer.message ?? answer.Message ?? code}`, status));
              } catch (error) {
                reject(new Error(`${target} answered ${status} with a body that is not JSON`, { cause: error }));
              }
            });
          },
        );
        outgoing.on('error', reject);
        outgoing.end(body);
      }),
  };
}
