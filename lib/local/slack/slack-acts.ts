import type { SlackPeople } from './slack-people.ts';
import { type ActAnswer, type SlackApp, sendSigned } from './slack-requests.ts';
import { BOT, type SlackChannel, type SlackStore } from './slack-store.ts';

/** What a person does on the page; nothing about it is trusted. */
type Input = Readonly<Record<string, unknown>>;

type ActSettings = {
  readonly store: SlackStore;
  readonly people: SlackPeople;
  readonly now: () => Date;
  readonly app: SlackApp | undefined;
};

const TEAM = { id: 'T0LOCAL', domain: 'local' };
const APP = { api_app_id: 'A0FOREWARN', token: 'deprecated-verification-token' };

/** Tells the app what people do. An act that cannot be done throws a RangeError. */
export class SlackActs {
  readonly #settings: ActSettings;

  constructor(settings: ActSettings) {
    this.#settings = settings;
  }

  /** `{user, channel, ts, block_id, action_id, value | option}` */
  async press(input: Input): Promise<ActAnswer> {
    const { store, people } = this.#settings;
    const user = textOf(input, 'user');
    const channel = store.find(textOf(input, 'channel'));
    const message = channel?.messages.find(({ ts }) => ts === input['ts']);
    if (!channel || !message) throw new RangeError('There is no such message.');
    return await this.#interact({
      type: 'block_actions',
      user: person(user),
      container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: false },
      trigger_id: people.makeTrigger(user),
      channel: { id: channel.id, name: channel.name },
      message: { ...message, blocks: message.blocks ?? [] },
      response_url: this.#responseUrl(channel, user, message.thread_ts),
      actions: [actionOf(input, store.nextTs())],
    });
  }

  /** `{user, values}`, the values as Slack groups them: by block, then by action. */
  async submit(input: Input): Promise<ActAnswer> {
    const { people } = this.#settings;
    const user = textOf(input, 'user');
    const view = people.viewOf(user);
    if (!view) throw new RangeError('No form is open.');
    const { user: _, ...content } = view;
    const answer = await this.#interact({
      type: 'view_submission',
      user: person(user),
      trigger_id: people.makeTrigger(user),
      view: { ...content, state: { values: input['values'] ?? {} }, hash: '1.local' },
      response_urls: [],
    });
    if (answer.status === 200 && !answer.errors) people.close(view.id);
    return answer;
  }

  /** `{user}` closes the form that is open without sending it. */
  close(input: Input): void {
    const view = this.#settings.people.viewOf(textOf(input, 'user'));
    if (view) this.#settings.people.close(view.id);
  }

  /** `{user, channel, text}`, the text after `/forewarn`. */
  async command(input: Input): Promise<ActAnswer> {
    const { store, people } = this.#settings;
    const user = textOf(input, 'user');
    const channel = store.open(textOf(input, 'channel'));
    return await this.#send('/slack/commands', {
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
      response_url: this.#responseUrl(channel, user),
      trigger_id: people.makeTrigger(user),
    });
  }

  /** Takes what the app posts to a `response_url`; false if the address is no longer good. */
  respond(token: string, body: string): boolean {
    const { store, people } = this.#settings;
    const place = people.useResponseUrl(token);
    const channel = place && store.find(place.channel);
    if (!place || !channel) return false;
    const { text, blocks, response_type }: { text?: string; blocks?: object[]; response_type?: string } =
      JSON.parse(body);
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
  }

  #interact(payload: object): Promise<ActAnswer> {
    return this.#send('/slack/interactions', { payload: JSON.stringify({ ...APP, team: TEAM, ...payload }) });
  }

  async #send(path: string, fields: Record<string, string>): Promise<ActAnswer> {
    const { app, now } = this.#settings;
    if (!app) throw new RangeError('No app listens to this Slack.');
    return await sendSigned({ app, now: now() }, { path, fields });
  }

  #responseUrl(channel: SlackChannel, user: string, thread?: string): string {
    const { app, people } = this.#settings;
    const token = people.makeResponseUrl({ channel: channel.id, user, thread });
    return `${app?.url}/__local/slack/respond/${token}`;
  }
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
