import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TokenMaker } from '../../application/administration/tokens.ts';

/** `fw_<ulid>_<secret>`: the ULID finds the token, 32 random bytes in base64url prove it. */
const TOKEN = /^fw_([0-7][0-9A-HJKMNP-TV-Z]{25})_([A-Za-z0-9_-]{43})$/;

export function parseToken(text: string): { readonly id: string; readonly secret: string } | undefined {
  const [, id, secret] = TOKEN.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** SHA-256, 64 hex digits. Not a slow hash: 256 random bits cannot be guessed from it, and every request pays for it. */
const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares in constant time, whatever the lengths: both sides are hashed. */
export const equalsSecret = (given: string, expected: string): boolean => matchesHash(given, hashSecret(expected));

export const matchesHash = (secret: string, hash: string): boolean => {
  const [given, expected] = [Buffer.from(hashSecret(secret), 'hex'), Buffer.from(hash, 'hex')];
  return given.length === expected.length && timingSafeEqual(given, expected);
};

export const tokenMaker: TokenMaker = {
  make: (id) => {
    const secret = randomBytes(32).toString('base64url');
    return { text: `fw_${id}_${secret}`, secretHash: hashSecret(secret) };
  },
};
