import { buildApp } from 'fauxqs';
import type { RawRequest, RawResponse } from '../raw-http.ts';

type StoredMessage = {
  readonly messageId: string;
  readonly body: string;
  readonly messageAttributes?: object;
  readonly messageGroupId?: string;
  readonly messageDeduplicationId?: string;
};

export type QueueContents = {
  readonly ready: readonly StoredMessage[];
  readonly delayed: readonly StoredMessage[];
  readonly inflight: readonly { readonly message: StoredMessage }[];
};

/** fauxqs inside this process, called without a socket: its own server would listen on every interface. */
export class Fauxqs {
  readonly #app: ReturnType<typeof buildApp>;
  readonly #authorization: string;

  constructor(region: string) {
    this.#app = buildApp({ logger: false, defaultRegion: region });
    this.#authorization = `AWS4-HMAC-SHA256 Credential=runner/20200101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=0`;
  }

  async ready(): Promise<void> {
    await this.#app.ready();
  }

  async send({ headers, body }: RawRequest): Promise<RawResponse> {
    const all = { authorization: this.#authorization, ...headers };
    const response = await this.#app.inject({ method: 'POST', url: '/', headers: all, payload: body });
    const queryError = response.headers['x-amzn-query-error'];
    return {
      status: response.statusCode,
      headers: {
        'content-type': String(response.headers['content-type'] ?? 'application/json'),
        ...(queryError !== undefined && { 'x-amzn-query-error': String(queryError) }),
      },
      body: response.body,
    };
  }

  /** What a queue holds, without taking it out. Throws an Error if there is no such queue. */
  async inspect(queue: string): Promise<QueueContents> {
    const response = await this.#app.inject({ method: 'GET', url: `/_fauxqs/queues/${encodeURIComponent(queue)}` });
    if (response.statusCode !== 200) throw new Error(`There is no queue ${queue} in the local cloud.`);
    return response.json<{ messages: QueueContents }>().messages;
  }

  async stop(): Promise<void> {
    await this.#app.close();
  }
}
