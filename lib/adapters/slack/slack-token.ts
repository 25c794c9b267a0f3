const KEPT_MS = 5 * 60_000;

/**
 * Reads the bot token from Secrets Manager, where `SLACK_SECRET_ARN` points: when first needed, at most every five
 * minutes, and at once when a fresh one is asked for.
 */
export const slackTokenReader = (arn: string, now: () => number): ((fresh: boolean) => Promise<string>) =>
  reader(arn, now, 'the bot token (xoxb-…)');

/** The same of the app's signing secret, where `SLACK_SIGNING_SECRET_ARN` points. */
export const signingSecretReader = (arn: string, now: () => number): ((fresh: boolean) => Promise<string>) =>
  reader(arn, now, "the app's signing secret");

function reader(arn: string, now: () => number, what: string): (fresh: boolean) => Promise<string> {
  let kept: { readonly value: string; readonly readAt: number } | undefined;
  return async (fresh) => {
    if (fresh || !kept || now() - kept.readAt > KEPT_MS) kept = { value: await readSecret(arn, what), readAt: now() };
    return kept.value;
  };
}

async function readSecret(arn: string, what: string): Promise<string> {
  const { SecretsManagerClient, GetSecretValueCommand } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000 } });
  const { SecretString: secret } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (!secret) throw new Error(`The secret ${arn} is empty: put ${what} there (docs/slack.md)`);
  return secret.trim();
}
