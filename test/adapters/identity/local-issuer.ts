import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SimpleFetcher } from 'aws-jwt-verify/https';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { selfSigned } from './self-signed.ts';

interface Key {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** A real OIDC issuer on this machine: TLS, a JWKS, keys that rotate, and a count of who asked for them. */
export class LocalIssuer {
  fetches = 0;
  /** What the JWKS address answers instead, e.g. 500. */
  failWith: number | undefined;
  readonly #server: Server;
  readonly #certificate: string;
  #keys: Key[] = [];
  /** Each key is made once: making an RSA key takes a fifth of a second. */
  readonly #made = new Map<string, Key>();

  private constructor(server: Server, certificate: string) {
    this.#server = server;
    this.#certificate = certificate;
  }

  static async start(): Promise<LocalIssuer> {
    const { key, certificate } = selfSigned();
    const server = createServer({ key, cert: certificate });
    const issuer = new LocalIssuer(server, certificate);
    server.on('request', (request, response) => {
      issuer.fetches++;
      const found = request.url === '/.well-known/jwks' && issuer.failWith === undefined;
      response.writeHead(found ? 200 : (issuer.failWith ?? 404), { 'content-type': 'application/json' });
      response.end(found ? JSON.stringify({ keys: issuer.#keys.map(({ jwk }) => jwk) }) : '{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await issuer.rotate('key-1');
    return issuer;
  }

  get url(): string {
    const address = this.#server.address() as AddressInfo;
    return `https://localhost:${address.port}`;
  }
  get jwksUri(): string {
    return `${this.url}/.well-known/jwks`;
  }
  /** Trusts this issuer's certificate only. */
  get fetcher(): SimpleFetcher {
    return new SimpleFetcher({
      defaultRequestOptions: { ca: this.#certificate, timeout: 1_000, responseTimeout: 1_000 },
    });
  }
  get publicJwk(): JWK {
    return this.#current().jwk;
  }

  /** From now on signs with a new key; the former ones are no longer published. */
  async rotate(kid: string): Promise<void> {
    const key = this.#made.get(kid) ?? (await makeKey(kid));
    this.#made.set(kid, key);
    this.#keys = [key];
  }

  /** A token signed by the current key; `overrides` replace claims, `undefined` removes one. */
  async sign(
    overrides: Readonly<Record<string, unknown>> = {},
    header: { readonly kid?: string } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.url,
      aud: 'forewarn',
      sub: 'repo:acme/payments',
      iat: now,
      exp: now + 300,
      ...overrides,
    };
    const { kid, privateKey } = this.#current();
    return new SignJWT(Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined)))
      .setProtectedHeader({ alg: 'RS256', kid: header.kid ?? kid })
      .sign(privateKey);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #current(): Key {
    const key = this.#keys[0];
    if (!key) throw new Error('the issuer has no key yet');
    return key;
  }
}

async function makeKey(kid: string): Promise<Key> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}
