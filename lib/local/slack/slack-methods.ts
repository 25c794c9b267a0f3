import { findBlockProblems, findViewProblems } from './slack-blocks.ts';
import type { SlackPeople } from './slack-people.ts';
import { BOT, type SlackChannel, type SlackMessage, type SlackMetadata, type SlackStore } from './slack-store.ts';

export type SlackAnswer = { readonly ok: boolean; readonly [key: string]: unknown };
export type SlackArguments = Record<string, unknown>;
export type SlackMethod = (parameters: SlackArguments, workspace: SlackWorkspace) => SlackAnswer;

/** What the methods act on; the sets hold channel ids or names that a test has made unusable. */
type SlackWorkspace = {
  readonly store: SlackStore;
  readonly unknownChannels: ReadonlySet<string>;
  readonly archivedChannels: ReadonlySet<string>;
  readonly leftChannels: ReadonlySet<string>;
  readonly people: SlackPeople;
};

const MAX_TEXT = 40_000;
const fail = (error: string, detail: object = {}): SlackAnswer => ({ ok: false, error, ...detail });

/** The methods of Slack's Web API that exist here, each with the refusals that the real one gives. */
export const SLACK_METHODS: Record<string, SlackMethod> = {
  'auth.test': () => ({
    ok: true,
    url: 'https://local.slack.com/',
    team: 'Local',
    team_id: 'T0LOCAL',
    user: 'forewarn',
    user_id: BOT.user,
    bot_id: BOT.bot_id,
  }),
  'chat.postMessage': (parameters, workspace) => {
    const found = findChannel(parameters['channel'], workspace, 'or-name');
    if ('error' in found) return fail(found.error);
    const content = readContent(parameters);
    if ('ok' in content) return content;
    const thread = parameters['thread_ts'];
    const message: SlackMessage = {
      type: 'message',
      ...BOT,
      ts: workspace.store.nextTs(),
      ...content,
      ...(typeof thread === 'string' && thread !== '' && { thread_ts: thread }),
    };
    workspace.store.put(found.channel, message);
    return withTextWarning(content, { ok: true, channel: found.channel.id, ts: message.ts, message });
  },
  'chat.update': (parameters, workspace) => {
    const found = findChannel(parameters['channel'], workspace, 'id');
    if ('error' in found) return fail(found.error);
    const message = found.channel.messages.find(({ ts }) => ts === parameters['ts']);
    if (!message || message.ephemeral_user) return fail('message_not_found');
    const content = readContent({ text: message.text, ...parameters });
    if ('ok' in content) return content;
    const edited = { user: BOT.user, ts: workspace.store.nextTs() };
    // An update without blocks takes them away, one without metadata leaves it.
    const { blocks: _replaced, ...kept } = message;
    workspace.store.put(found.channel, { ...kept, ...content, edited });
    return withTextWarning(content, { ok: true, channel: found.channel.id, ts: message.ts, text: content.text });
  },
  'chat.postEphemeral': (parameters, workspace) => {
    const found = findChannel(parameters['channel'], workspace, 'or-name');
    if ('error' in found) return fail(found.error);
    if (typeof parameters['user'] !== 'string') return fail('user_not_in_channel');
    const content = readContent(parameters);
    if ('ok' in content) return content;
    const ts = workspace.store.nextTs();
    const ephemeral_user = parameters['user'];
    workspace.store.put(found.channel, { type: 'message', ...BOT, ts, ...content, ephemeral_user });
    return { ok: true, message_ts: ts };
  },
  'chat.getPermalink': (parameters, workspace) => {
    const found = findChannel(parameters['channel'], workspace, 'id');
    if ('error' in found) return fail(found.error);
    const message = found.channel.messages.find(({ ts }) => ts === parameters['message_ts']);
    if (!message || message.ephemeral_user) return fail('message_not_found');
    const permalink = `https://local.slack.com/archives/${found.channel.id}/p${message.ts.replace('.', '')}`;
    return { ok: true, channel: found.channel.id, permalink };
  },
  'conversations.history': (parameters, workspace) => {
    const found = findChannel(parameters['channel'], workspace, 'id');
    if ('error' in found) return fail(found.error);
    const messages = found.channel.messages
      .filter(({ ts, thread_ts }) => thread_ts === undefined || thread_ts === ts)
      .reverse();
    return page(messages, parameters);
  },
  'conversations.replies': (parameters, workspace) => {
    const found = findChannel(parameters['channel'], workspace, 'id');
    if ('error' in found) return fail(found.error);
    const root = parameters['ts'];
    const messages = found.channel.messages.filter(({ ts, thread_ts }) => ts === root || thread_ts === root);
    return messages.length === 0 ? fail('thread_not_found') : page(messages, parameters);
  },
  'conversations.info': (parameters, workspace) => {
    const found = findChannel(parameters['channel'], workspace, 'id');
    return 'error' in found ? fail(found.error) : { ok: true, channel: describe(found.channel, workspace) };
  },
  'conversations.list': (_parameters, workspace) => ({
    ok: true,
    channels: workspace.store.channels().map((channel) => describe(channel, workspace)),
    response_metadata: { next_cursor: '' },
  }),
  'conversations.join': (parameters, workspace) => {
    const found = findChannel(parameters['channel'], workspace, 'id');
    return 'error' in found ? fail(found.error) : { ok: true, channel: describe(found.channel, workspace) };
  },
  'users.info': ({ user }) =>
    typeof user === 'string'
      ? { ok: true, user: { id: user, name: user.toLowerCase(), real_name: user, is_bot: user === BOT.user } }
      : fail('user_not_found'),
  'usergroups.list': ({ include_users }, { people }) => ({
    ok: true,
    usergroups: [...people.groups].map(([id, users]) => ({
      id,
      is_usergroup: true,
      user_count: users.length,
      ...(isTrue(include_users) && { users }),
    })),
  }),
  'usergroups.users.list': ({ usergroup }, { people }) => {
    const users = people.groups.get(String(usergroup));
    return users ? { ok: true, users } : fail('no_such_subteam');
  },
  'views.open': ({ trigger_id, view }, { people }) => {
    if (typeof trigger_id !== 'string' || trigger_id === '') return fail('invalid_arguments');
    const parsed = parseJson(view);
    const problems = findViewProblems(parsed);
    if (problems.length > 0) return fail('invalid_arguments', { response_metadata: { messages: problems } });
    const opened = people.open(trigger_id, parsed as object);
    return 'error' in opened ? fail(opened.error) : { ok: true, view: opened.view };
  },
};

type Content = { readonly text: string; readonly blocks?: readonly object[]; readonly metadata?: SlackMetadata };

function readContent(parameters: SlackArguments): Content | SlackAnswer {
  const text = typeof parameters['text'] === 'string' ? parameters['text'] : '';
  const blocks = parseJson(parameters['blocks']);
  const isBlank = blocks === undefined || (Array.isArray(blocks) && blocks.length === 0);
  if (isBlank && text === '') return fail('no_text');
  if (text.length > MAX_TEXT) return fail('msg_too_long');
  const problems = isBlank ? [] : findBlockProblems(blocks);
  if (problems.length > 0) return fail('invalid_blocks', { response_metadata: { messages: problems } });
  const metadata = parseJson(parameters['metadata']) as Partial<SlackMetadata> | undefined;
  if (
    metadata !== undefined &&
    (typeof metadata?.event_type !== 'string' || typeof metadata.event_payload !== 'object')
  ) {
    return fail('invalid_metadata_format');
  }
  return {
    text,
    ...(!isBlank && { blocks: blocks as object[] }),
    ...(metadata !== undefined && { metadata: metadata as SlackMetadata }),
  };
}

function withTextWarning({ text }: Content, answer: SlackAnswer): SlackAnswer {
  if (text !== '') return answer;
  const warning = 'missing_text_in_message';
  return { ...answer, warning, response_metadata: { warnings: [warning] } };
}

function findChannel(
  wanted: unknown,
  { store, unknownChannels, archivedChannels, leftChannels }: SlackWorkspace,
  by: 'id' | 'or-name',
): { readonly channel: SlackChannel } | { readonly error: string } {
  if (typeof wanted !== 'string' || wanted === '') return { error: 'channel_not_found' };
  const isIn = (channels: ReadonlySet<string>, { id, name }: SlackChannel): boolean =>
    channels.has(id) || channels.has(name) || channels.has(`#${name}`);
  if (unknownChannels.has(wanted) || unknownChannels.has(wanted.replace(/^#/, ''))) {
    return { error: 'channel_not_found' };
  }
  // Only posting takes a channel's name; every other method wants its id.
  const channel = by === 'id' ? store.find(wanted) : store.open(wanted);
  if (!channel || isIn(unknownChannels, channel)) return { error: 'channel_not_found' };
  if (isIn(archivedChannels, channel)) return { error: 'is_archived' };
  if (isIn(leftChannels, channel)) return { error: 'not_in_channel' };
  return { channel };
}

function page(all: readonly SlackMessage[], parameters: SlackArguments): SlackAnswer {
  const limit = Math.min(Number(parameters['limit'] ?? 100) || 100, 999);
  const start = Number(parameters['cursor'] ?? 0) || 0;
  const oldest = Number(parameters['oldest'] ?? 0);
  const latest = Number(parameters['latest'] ?? 0) || Number.POSITIVE_INFINITY;
  const inclusive = isTrue(parameters['inclusive']);
  const within = all.filter(({ ts, ephemeral_user }) => {
    const time = Number(ts);
    const isEdge = time === oldest || time === latest;
    return ephemeral_user === undefined && time >= oldest && time <= latest && (inclusive || !isEdge);
  });
  const messages = within.slice(start, start + limit).map((message) => {
    if (isTrue(parameters['include_all_metadata'])) return message;
    const { metadata: _withheld, ...rest } = message;
    return rest;
  });
  const hasMore = within.length > start + limit;
  const response_metadata = { next_cursor: hasMore ? String(start + limit) : '' };
  return { ok: true, messages, has_more: hasMore, response_metadata };
}

function describe({ id, name }: SlackChannel, { archivedChannels }: SlackWorkspace): object {
  const is_archived = archivedChannels.has(id) || archivedChannels.has(name);
  return { id, name, is_channel: true, is_private: false, is_member: true, is_archived };
}

// The client sends structured arguments as JSON text in a form.
function parseJson(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch (error) {
    if (error instanceof SyntaxError) return value;
    throw error;
  }
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}
