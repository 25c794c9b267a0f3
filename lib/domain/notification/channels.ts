import type { ChannelFacts, ChannelRow } from './channel.ts';
import { type GithubTarget, githubRow } from './github/channel.ts';
import { type MsTeamsTarget, msTeamsRow } from './msteams/channel.ts';
import { type SlackTarget, slackRow } from './slack/channel.ts';
import { type SnsTarget, snsRow } from './sns/channel.ts';
import { type WebhookTarget, webhookRow } from './webhook/channel.ts';

/** Every kind of channel: one that is added here fails the type check wherever something has to know it. */
export const CHANNEL_KINDS = ['slack', 'github', 'msteams', 'webhook', 'sns'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What names a place of each kind. */
interface Targets {
  readonly sns: SnsTarget;
  readonly slack: SlackTarget;
  readonly github: GithubTarget;
  readonly msteams: MsTeamsTarget;
  readonly webhook: WebhookTarget;
}
/** The kinds of which a team chooses places for its models. */
type ChosenKind = Exclude<ChannelKind, 'sns'>;

/** One place to which messages go. */
export type DeliveryChannel<Kind extends ChannelKind = ChannelKind> = {
  [K in Kind]: { readonly kind: K } & Targets[K];
}[Kind];
/** The places that a team chose for a model. */
export type Places = { readonly [K in ChosenKind]?: Targets[K] };

/**
 * The table of channels: a new kind is a folder with its row, and a line in each type and table of this file. What words and
 * sends its messages is not here, so that the functions that only plan do not carry it: `lambdas/deliver-<kind>.ts` joins them.
 */
const CHANNELS: { readonly [K in ChannelKind]: ChannelRow<Targets[K]> } = {
  sns: snsRow,
  slack: slackRow,
  github: githubRow,
  msteams: msTeamsRow,
  webhook: webhookRow,
};
/** How each place that a team chose is read from the others. */
const CHOSEN: { readonly [K in ChosenKind]: (places: Places) => Pick<Places, K> & { channel?: DeliveryChannel<K> } } = {
  slack: ({ slack }) => (slack ? { slack, channel: { kind: 'slack', ...slack } } : {}),
  github: ({ github }) => (github ? { github, channel: { kind: 'github', ...github } } : {}),
  msteams: ({ msteams }) => (msteams ? { msteams, channel: { kind: 'msteams', ...msteams } } : {}),
  webhook: ({ webhook }) => (webhook ? { webhook, channel: { kind: 'webhook', ...webhook } } : {}),
};

/** What is so of every channel of that kind. */
export const factsOf = ({ kind }: { readonly kind: ChannelKind }): ChannelFacts => CHANNELS[kind];

/** The place that a subject's `channel`, a team's `escalation` or the organisation's `fallbackChannel` names. */
export const placeNamed = (channel: string): DeliveryChannel => ({ kind: 'slack', channel });

/** A place as people name it. */
export const channelName = <K extends ChannelKind>(channel: DeliveryChannel<K>): string =>
  CHANNELS[channel.kind].name(channel);

/** A place as a text for ids: the same place is the same text, whoever is mentioned there. */
export const placeOf = <K extends ChannelKind>(channel: DeliveryChannel<K>): string =>
  CHANNELS[channel.kind].place(channel);

/** The FIFO group of what a team is sent in a channel. */
export const groupOf = <K extends ChannelKind>(channel: DeliveryChannel<K>, team: string): string =>
  CHANNELS[channel.kind].group(channel, team);

/** Everywhere a model's team is told of its migration; SNS also is what remains if another fails. */
export const channelsOf = (places: Places): readonly DeliveryChannel[] => [
  { kind: 'sns' },
  ...Object.values(CHOSEN).flatMap((read) => read(places).channel ?? []),
];

/** The places of a consumer or a migration, and nothing else of it. */
export function placesIn(of: Places): Places {
  let places: Places = {};
  for (const read of Object.values(CHOSEN)) {
    const { channel: _, ...place } = read(of);
    places = { ...places, ...place };
  }
  return places;
}

/** The same text for the same places, with whoever is mentioned there. */
export const placesKey = (of: Places): string =>
  JSON.stringify(
    channelsOf(of).map((channel) => Object.entries(channel).sort(([one], [other]) => (one < other ? -1 : 1))),
  );

/** All but its places. */
export function withoutPlaces<T extends Places>({
  slack: _slack,
  github: _github,
  msteams: _msteams,
  webhook: _webhook,
  ...rest
}: T) {
  return rest;
}

/** Whom a message there mentions. */
export const mentionIn = (channel: DeliveryChannel): string | undefined =>
  'mention' in channel ? channel.mention : undefined;

/** The same place with nobody mentioned. */
export function withoutMention(channel: DeliveryChannel): DeliveryChannel {
  if (!('mention' in channel)) return channel;
  const { mention: _, ...quiet } = channel;
  return quiet;
}
