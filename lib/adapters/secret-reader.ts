const KEPT_MS = 5 * 60_000;

/** A secret that people put there by hand; `fresh`: as it is now, after what it is for has refused the former one. */
export type SecretReader = (fresh: boolean) => Promise<string>;

/** Slack's bot token, where `SLACK_SECRET_ARN` points. */
export const slackTokenReader = (arn: string, now: () => number): SecretReader =>
  reader(arn, now, 'the bot token (xoxb-…), docs/slack.md');

/** The signing secret of Slack's app, where `SLACK_SIGNING_SECRET_ARN` points. */
export const signingSecretReader = (arn: string, now: () => number): SecretReader =>
  reader(arn, now, "the app's signing secret, docs/slack.md");

/** GitHub's token, where `GITHUB_SECRET_ARN` points. */
export const githubTokenReader = (arn: string, now: () => number): SecretReader =>
  reader(arn, now, 'a token that may write issues (github_pat_…), docs/channels.md');

/** The addresses of the workflows of Microsoft Teams, where `MSTEAMS_SECRET_ARN` points. */
export const workflowsReader = (arn: string, now: () => number): SecretReader =>
  reader(arn, now, 'the addresses of workflows by the names of their channels, docs/channels.md');

/** The endpoints of webhooks with their secrets, where `WEBHOOK_SECRET_ARN` points. */
export const webhooksReader = (arn: string, now: () => number): SecretReader =>
  reader(arn, now, 'endpoints with their secrets by name, docs/channels.md');

/** Reads from Secrets Manager: when first needed, at most every five minutes, and at once when a fresh one is asked for. */
function reader(arn: string, now: () => number, what: string): SecretReader {
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
  if (!secret) throw new Error(`The secret ${arn} is empty: put ${what} there`);
  return secret.trim();
}
