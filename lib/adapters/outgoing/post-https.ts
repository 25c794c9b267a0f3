import { request as plainRequest } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import { isIP } from 'node:net';
import { publicLookup } from './public-address.ts';

const TIMEOUT_MS = 8_000;
/** Of an answer; its words are not shown, so that no more is read than a connection needs to end well. */
const ANSWER_BYTES = 4_096;

/** Hosts by their names, `hooks.example.com`, or by how they end, `*.example.com`. */
export type AllowedHosts = readonly string[];

export interface OutgoingPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface PostAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
}

/** Why nothing may be posted to an address, in words that do not show it; `undefined` if it may. */
export function whyNotPostable(text: string, allowed: AllowedHosts): string | undefined {
  if (!URL.canParse(text)) return 'its address is not a URL';
  const { protocol, hostname, port, username, password } = new URL(text);
  if (protocol !== 'https:') return 'its address is not https';
  if (username || password) return 'its address holds a user or a password';
  if (port !== '') return 'its address names a port';
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return 'its address is not a name';
  if (!allowed.some((host) => covers(host, hostname)))
    return `its host is not one of those that were allowed at deploy (${allowed.join(', ')})`;
  return undefined;
}

const covers = (allowed: string, hostname: string): boolean =>
  allowed.startsWith('*.') ? hostname.endsWith(allowed.slice(1)) : hostname === allowed;

/**
 * Posts once: to public addresses only, following no redirect, within a time. `localUrl` takes the place of every host in the
 * local cloud. Throws an Error with a `code`, whose message may name the host but holds neither path nor query.
 */
export async function postHttps(
  { url, headers, body }: OutgoingPost,
  { localUrl, lookup = publicLookup }: { readonly localUrl?: string | undefined } & Pick<RequestOptions, 'lookup'> = {},
): Promise<PostAnswer> {
  const { pathname, search } = new URL(url);
  const to = localUrl === undefined ? new URL(url) : new URL(`${localUrl.replace(/\/+$/, '')}${pathname}${search}`);
  const options: RequestOptions = {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'forewarn' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(localUrl === undefined ? { lookup } : {}),
  };
  return await new Promise((resolve, reject) => {
    const begin = localUrl === undefined ? request : plainRequest;
    const outgoing = begin(to, options, (answer) => {
      let read = 0;
      const taken = { status: answer.statusCode ?? 0, header: (name: string) => answer.headers[name]?.toString() };
      answer.on('data', (chunk: Buffer) => {
        read += chunk.length;
        if (read > ANSWER_BYTES) answer.destroy();
      });
      answer.on('error', reject);
      // Also of an answer that was cut: its status is known.
      answer.on('close', () => resolve(taken));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
