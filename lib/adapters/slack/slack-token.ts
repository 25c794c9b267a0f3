const KEPT_MS = 5 * 60_000;

/**
 * Reads the bot token from Secrets Manager, where `SLACK_SECRET_ARN` points: when first needed, at most every five
 * minutes, and at once when a fresh one is asked for.
 */
export function slackTokenReader(arn: string, now: () => number): (fresh: boolean) => Promise<string> {
  let kept: { readonly value: string; readonly readAt: number } | undefined;
  return async (fresh) => {
    if (fresh || !kept || now() - kept.readAt > KEPT_MS) kept = { value: await readToken(arn), readAt: now() };
    return kept.value;
  };
}

async function readToken(arn: string): Promise<string> {
  const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 } });
  const { SecretString: token } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!token) throw new Error(`The secret ${arn} is empty: put the bot token (xoxb-…) there (docs/slack.md)`);
  return token.trim();
}
