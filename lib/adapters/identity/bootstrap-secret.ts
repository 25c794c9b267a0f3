const KEPT_MS = 5 * 60_000;

/**
 * Reads a Secrets Manager secret, at most every five minutes: a rotation is in force that soon. `undefined` where it
 * was deleted, which is how an organisation ends the bootstrap.
 */
export function secretReader(arn: string, now: () => number): () => Promise<string | undefined> {
  let kept: { readonly value: string | undefined; readonly readAt: number } | undefined;
  return async () => {
    if (!kept || now() - kept.readAt > KEPT_MS) kept = { value: await readSecret(arn), readAt: now() };
    return kept.value;
  };
}

async function readSecret(arn: string): Promise<string | undefined> {
  // Lazily: only a token of neither known form gets here.
  const { SecretsManagerClient, GetSecretValueCommand, ResourceNotFoundException, InvalidRequestException } =
    await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 } });
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId: arn }))).SecretString;
  } catch (error) {
    // InvalidRequest is what a secret that is marked for deletion answers.
    if (error instanceof ResourceNotFoundException || error instanceof InvalidRequestException) return undefined;
    throw error;
  }
}
