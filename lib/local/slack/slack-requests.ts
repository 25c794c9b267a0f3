import { createHmac } from 'node:crypto';

/** The app that hears what people do: where it listens, and what Slack signs with. */
export type SlackApp = {
  /** Origin of the app's API and of this Slack, without a trailing slash. */
  readonly url: string;
  readonly signingSecret: () => string;
};

/** What the app answered: its status, and the errors of a form that it sent back. */
export type ActAnswer = { readonly status: number; readonly errors?: Readonly<Record<string, string>> };

/** Sends form fields to the app as Slack does, signed over their bytes at the time `now`. */
export async function sendSigned(
  { app, now }: { readonly app: SlackApp; readonly now: Date },
  request: { readonly path: string; readonly fields: Record<string, string> },
): Promise<ActAnswer> {
  const body = new URLSearchParams(request.fields).toString();
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = createHmac('sha256', app.signingSecret()).update(`v0:${timestamp}:${body}`).digest('hex');
  const answer = await fetch(`${app.url}${request.path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body,
  });
  const text = await answer.text();
  const errors = answer.ok && text !== '' ? formErrors(text) : undefined;
  return { status: answer.status, ...(errors && { errors }) };
}

function formErrors(text: string): Record<string, string> | undefined {
  const answer: { response_action?: string; errors?: Record<string, string> } = JSON.parse(text);
  return answer.response_action === 'errors' ? answer.errors : undefined;
}
