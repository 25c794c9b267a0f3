import type { SlackResponder } from '../../application/ports/slack.ts';

const TIMEOUT_MS = 5_000;

/**
 * Answers one person by the address that Slack gave for it. Only Slack's own host is written to, or the origin that stands
 * for it in the local cloud: the address comes with a request.
 */
export class SlackWebResponder implements SlackResponder {
  readonly #origins: ReadonlySet<string>;

  constructor({ apiUrl }: { readonly apiUrl?: string | undefined }) {
    this.#origins = new Set([apiUrl === undefined ? 'https://hooks.slack.com' : new URL(apiUrl).origin]);
  }

  async reply(responseUrl: string, text: string): Promise<'told' | 'lost'> {
    if (!URL.canParse(responseUrl) || !this.#origins.has(new URL(responseUrl).origin)) return 'lost';
    const answer = await fetch(responseUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    if (answer.ok) return 'told';
    // Used five times or older than half an hour: Slack will not take it later either.
    if (answer.status < 500 && answer.status !== 429) return 'lost';
    throw new Error(`Slack answered ${answer.status} to a reply`);
  }
}
