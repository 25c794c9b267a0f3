import type { AllowedPlaces } from '../../principal.ts';

/** Where something is to be said, and whom it would mention. */
export interface WantedPlaces {
  readonly channel?: string | undefined;
  readonly group?: string | undefined;
}

/**
 * Why a team may not be told there, in a sentence; `undefined` where it may. What a team is not limited in it chooses
 * itself; a channel may be allowed by how it begins, `#fraud-*`.
 */
export function whyNotAllowed(
  team: { readonly name: string; readonly allowed?: AllowedPlaces } | undefined,
  { channel, group }: WantedPlaces,
): { readonly what: 'channel' | 'group'; readonly detail: string } | undefined {
  const { channels, groups } = team?.allowed ?? {};
  const name = team?.name ?? '';
  if (channel !== undefined && channels && !channels.some((pattern) => covers(pattern, channel)))
    return { what: 'channel', detail: refusal(name, { what: 'the channel', given: channel, allowed: channels }) };
  if (group !== undefined && groups && !groups.includes(group))
    return { what: 'group', detail: refusal(name, { what: 'the group', given: group, allowed: groups }) };
  return undefined;
}

// `#fraud` and `fraud` are one channel to Slack; an id is written as it is.
const bare = (channel: string): string => channel.replace(/^#/, '');

function covers(pattern: string, channel: string): boolean {
  const [wanted, given] = [bare(pattern), bare(channel)];
  return wanted.endsWith('*') ? given.startsWith(wanted.slice(0, -1)) : wanted === given;
}

function refusal(
  team: string,
  { what, given, allowed }: { readonly what: string; readonly given: string; readonly allowed: readonly string[] },
): string {
  const known = allowed.slice(0, 5).join(', ') || 'none';
  return `team ${team} may not use ${what} ${given}; it may use ${known}. An administrator allows more: forewarn teams allow ${team}`;
}
