import { createHmac } from 'node:crypto';

/** Trouble that a test orders for the next `times` posts. */
export type WebhookFault = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The event is taken, but the connection breaks before the answer. */
  readonly lostAnswer?: boolean;
  readonly times?: number;
};
type Post = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
};
type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown };
type Taken = { readonly path: string; readonly id: string; readonly event: { readonly type: string } };

const FIVE_MINUTES = 300;

/** Endpoints that verify as https://www.standardwebhooks.com has it, with the secret that each of their paths has now. */
export class FakeWebhooks {
  readonly #now: () => Date;
  readonly #secrets = new Map<string, string>();
  readonly #events: Taken[] = [];
  #pending: (WebhookFault & { times: number })[] = [];

  constructor({ now }: { readonly now: () => Date }) {
    this.#now = now;
  }

  /** What was taken, oldest first; a repeat of an id is not taken again. */
  events(): readonly Taken[] {
    return this.#events;
  }

  /** The one secret that an endpoint verifies with from now on. */
  secret(path: string, secret: string): void {
    this.#secrets.set(path, secret);
  }

  order(fault: WebhookFault): void {
    this.#pending.push({ ...fault, times: fault.times ?? 1 });
  }

  /** `dropped`: break the connection instead of answering. */
  handle({ path, headers, body }: Post): Answer | 'dropped' {
    const fault = this.#pending.find(({ times }) => times > 0);
    if (fault) fault.times--;
    if (fault?.status !== undefined) return { status: fault.status, headers: fault.headers ?? {}, body: {} };
    const secret = this.#secrets.get(path);
    if (secret === undefined) return { status: 404, headers: {}, body: {} };
    const [id = '', timestamp = '', signatures = ''] = ['id', 'timestamp', 'signature'].map((name) =>
      String(headers[`webhook-${name}`] ?? ''),
    );
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    const isLate = !(Math.abs(this.#now().getTime() / 1_000 - Number(timestamp)) < FIVE_MINUTES);
    if (id === '' || isLate || !signatures.split(' ').includes(expected)) return { status: 401, headers: {}, body: {} };
    if (!this.#events.some((one) => one.id === id)) this.#events.push({ path, id, event: JSON.parse(body) });
    return fault?.lostAnswer ? 'dropped' : { status: 204, headers: {}, body: {} };
  }
}
