import type { ChannelOutcome } from '../../application/ports/channel.ts';
import type { NamedEvent, WebhookPoster } from '../../application/ports/webhook-poster.ts';
import type { WebReceipt } from '../../domain/receipt.ts';
import { canonicalJson } from '../../domain/schema/canonical.ts';
import { fromPlain } from '../../domain/schema/json.ts';
import { findNamed } from '../outgoing/named-secrets.ts';
import { type AllowedHosts, postHttps, whyNotPostable } from '../outgoing/post-https.ts';
import { type OtherSide, outcomeOf, outcomeOfError } from '../outgoing/post-outcome.ts';
import type { SecretReader } from '../secret-reader.ts';
import { keyOf, messageIdOf, signedHeaders } from './sign.ts';

export interface WebhookSettings {
  /** Endpoints by name, as JSON: `{"name": {"url": …, "secrets": ["whsec_…"]}}`. */
  readonly endpoints: SecretReader;
  readonly allowedHosts: AllowedHosts;
  /** Where the local cloud's own endpoints are, in the place of every host. */
  readonly localUrl?: string | undefined;
  readonly now: () => number;
}

const SECRET = 'webhooks';
const REMEDIES: OtherSide['remedies'] = {
  401: 'does it verify with the secret that the operators keep for it?',
  403: 'does it verify with the secret that the operators keep for it?',
  404: 'is its address the right one?',
  410: 'it is gone: name another, or none',
  413: 'it takes no event of this size',
};

interface Endpoint {
  readonly url: string;
  readonly keys: readonly Buffer[];
}

/** Posts events to endpoints, signed by Standard Webhooks. */
export class SignedWebhookPoster implements WebhookPoster {
  readonly #settings: WebhookSettings;

  constructor(settings: WebhookSettings) {
    this.#settings = settings;
  }

  async post({ name, event }: NamedEvent): Promise<ChannelOutcome<WebReceipt>> {
    const { endpoints, allowedHosts, localUrl, now } = this.#settings;
    const endpoint = endpointOf(await findNamed(name, endpoints, SECRET));
    if (typeof endpoint === 'string') return { outcome: 'refused', error: `the webhook ${name}: ${endpoint}` };
    const why = whyNotPostable(endpoint.url, allowedHosts);
    if (why !== undefined) return { outcome: 'refused', error: `the webhook ${name}: ${why}` };
    // Not JSON.stringify: a witness may hold a number whose digits a double would lose.
    const body = canonicalJson(fromPlain(event));
    const message = { id: messageIdOf(event.id), timestamp: Math.floor(now() / 1_000), body };
    const headers = { 'content-type': 'application/cloudevents+json', ...signedHeaders(message, endpoint.keys) };
    const side = { name: `the webhook ${name}`, remedies: REMEDIES };
    try {
      return outcomeOf(await postHttps({ url: endpoint.url, headers, body }, { localUrl }), side, now());
    } catch (error) {
      return outcomeOfError(error, side);
    }
  }
}

/** What is kept under a name as an endpoint; else what is wrong with it, in words that show nothing of it. */
function endpointOf(kept: unknown): Endpoint | string {
  if (typeof kept !== 'object' || kept === null || !('url' in kept) || typeof kept.url !== 'string')
    return `the secret ${SECRET} has no url of that name`;
  const secrets: unknown = 'secrets' in kept ? kept.secrets : undefined;
  const keys = Array.isArray(secrets) ? secrets.map(keyOf) : [];
  const good = keys.filter((key) => key !== undefined);
  if (good.length === 0 || good.length < keys.length || keys.length > 4)
    return `the secret ${SECRET} has not one to four secrets of that name that begin with whsec_ and are 24 to 64 bytes`;
  return { url: kept.url, keys: good };
}
