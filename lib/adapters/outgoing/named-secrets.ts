import type { SecretReader } from '../secret-reader.ts';

/**
 * What a secret keeps under a name: the secret is a JSON object by name. `undefined`: nothing. Throws for a secret that is not
 * such an object, in words that show nothing of it.
 */
export async function findNamed(name: string, read: SecretReader, secret: string): Promise<unknown> {
  const kept = objectOf(await read(false), secret);
  // It may have been added since the secret was read.
  return Object.hasOwn(kept, name) ? kept[name] : objectOf(await read(true), secret)[name];
}

function objectOf(text: string, secret: string): Record<string, unknown> {
  const parsed = parse(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error(`The secret ${secret} is not a JSON object by name (docs/channels.md)`);
  return Object.fromEntries(Object.entries(parsed));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // Its message repeats what it could not read.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
