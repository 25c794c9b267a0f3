import { createHmac } from 'node:crypto';
import type { SlackPeople } from './slack-people.ts';
import { BOT, type SlackChannel, type SlackStore } from './slack-store.ts';

/** The app that hears what people do: where it listens, and what Slack signs with. */
export type SlackApp = {
  /** Origin of the app's API and of this Slack, without a trailing slash. */
  readonly url: string;
  readonly signingSecret: () => string;
};

/** What a person does on the page; nothing about it is trusted. */
type Input = Readonly<Record<string, unknown>>;

/** What the app answered: its status, and the errors of a form that it sent back. */
type ActAnswer = { readonly status: number; readonly errors?: Readonly<Record<string, string>> };

export type SlackActs = {
  /** `{user, channel, ts, block_id, action_id, value | option}` */
  readonly press: (input: Input) => Promise<ActAnswer>;
  /** `{user, values}`, the values as Slack groups them: by block, then by action. */
  readonly submit: (input: Input) => Promise<ActAnswer>;
  readonly close: (input: Input) => void;
  /** `{user, channel, text}`, the text after `/forewarn`. */
  readonly command: (input: Input) => Promise<ActAnswer>;
  /** What the app posts to a `response_url`; whether it was taken. */
  readonly respond: (token: string, body: string) => boolean;
};

const TEAM = { id: 'T0LOCAL', domain: 'local' };
const APP = { api_app_id: 'A0FOREWARN', token: 'deprecated-verification-token' };

/** Sends what people do to the app as Slack does: form bodies, signed over their bytes. */
export function createSlackActs(settings: {
  readonly store: SlackStore;
  readonly people: SlackPeople;
  readonly now: () => Date;
  readonly app: SlackApp | undefined;
}): SlackActs {
  const { store, people, now, app } = settings;

  async function send(path: string, fields: Record<string, string>): Promise<ActAnswer> {
    if (!app) throw new RangeError('No app listens to this Slack.');
    const body = new URLSearchParams(fields).toString();
    const timestamp = String(Math.floor(now().getTime() / 1_000));
    const signature = createHmac('sha256', app.signingSecret()).update(`v0:${timestamp}:${body}`).digest('hex');
    const answer = await fetch(`${app.url}${path}`, {
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
    const said =
      text === '' || !answer.ok
        ? {}
        : (JSON.parse(text) as { response_action?: string; errors?: Record<string, string> });
    return {
      status: answer.status,
      ...(said.response_action === 'errors' && said.errors ? { errors: said.errors } : {}),
    };
  }

  const interact = (payload: object): Promise<ActAnswer> =>
    send('/slack/interactions', { payload: JSON.stringify({ ...APP, team: TEAM, ...payload }) });
  const responseUrl = (channel: SlackChannel, user: string, thread?: string): string =>
    `${app?.url}/__local/slack/respond/${people.makeResponseUrl({ channel: channel.id, user, thread })}`;

  return {
    press: async (input) => {
      const user = textOf(input, 'user');
      const channel = store.find(textOf(input, 'channel'));
      const message = channel?.messages.find(({ ts }) => ts === input['ts']);
      if (!channel || !message) throw new RangeError('There is no such message.');
      const { blocks: _, ...rest } = message;
      return await interact({
        type: 'block_actions',
        user: person(user),
        container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: false },
        trigger_id: people.makeTrigger(user),
        channel: { id: channel.id, name: channel.name },
        message: { ...rest, blocks: message.blocks ?? [] },
        response_url: responseUrl(channel, user, message.thread_ts),
        actions: [actionOf(input, store.nextTs())],
      });
    },
    submit: async (input) => {
      const user = textOf(input, 'user');
      const view = people.viewOf(user);
      if (!view) throw new RangeError('No form is open.');
      const { user: _, ...content } = view;
      const answer = await interact({
        type: 'view_submission',
        user: person(user),
        trigger_id: people.makeTrigger(user),
        view: { ...content, state: { values: input['values'] ?? {} }, hash: '1.local' },
        response_urls: [],
      });
      if (answer.status === 200 && !answer.errors) people.close(view.id);
      return answer;
    },
    close: (input) => {
      const view = people.viewOf(textOf(input, 'user'));
      if (view) people.close(view.id);
    },
    command: async (input) => {
      const user = textOf(input, 'user');
      const channel = store.open(textOf(input, 'channel'));
      return await send('/slack/commands', {
        token: APP.token,
        api_app_id: APP.api_app_id,
        team_id: TEAM.id,
        team_domain: TEAM.domain,
        channel_id: channel.id,
        channel_name: channel.name,
        user_id: user,
        user_name: user.toLowerCase(),
        command: '/forewarn',
        text: textOf(input, 'text'),
        is_enterprise_install: 'false',
        response_url: responseUrl(channel, user),
        trigger_id: people.makeTrigger(user),
      });
    },
    respond: (token, body) => {
      const place = people.useResponseUrl(token);
      const channel = place && store.find(place.channel);
      if (!place || !channel) return false;
      const { text, blocks, response_type } = JSON.parse(body) as {
        text?: string;
        blocks?: object[];
        response_type?: string;
      };
      store.put(channel, {
        type: 'message',
        ...BOT,
        ts: store.nextTs(),
        text: text ?? '',
        ...(blocks ? { blocks } : {}),
        ...(place.thread === undefined ? {} : { thread_ts: place.thread }),
        ...(response_type === 'in_channel' ? {} : { ephemeral_user: place.user }),
      });
      return true;
    },
  };
}

function actionOf(input: Input, ts: string): object {
  const shared = { block_id: input['block_id'], action_id: input['action_id'], action_ts: ts };
  return input['option'] === undefined
    ? { ...shared, type: 'button', value: input['value'] }
    : { ...shared, type: 'overflow', selected_option: { value: input['option'] } };
}

const person = (id: string) => ({ id, username: id.toLowerCase(), name: id.toLowerCase(), team_id: TEAM.id });

function textOf(input: Input, name: string): string {
  const text = input[name];
  if (typeof text === 'string') return text;
  throw new RangeError(`Say "${name}".`);
}
