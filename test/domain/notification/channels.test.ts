import { describe, expect, it } from 'vitest';
import {
  CHANNEL_KINDS,
  channelName,
  channelsOf,
  type DeliveryChannel,
  factsOf,
  type Places,
  placesIn,
  placesKey,
  withoutMention,
  withoutPlaces,
} from '../../../lib/domain/notification/channels.ts';
import { channelPart } from '../../../lib/domain/notification/plan/delivery-id.ts';

const ALL: Required<Places> = {
  slack: { channel: '#fraud-ml', mention: 'S0614TZR7' },
  github: { repository: 'Acme/fraud-model' },
  msteams: { channel: 'fraud-ml' },
  webhook: { name: 'ml-platform' },
};
const PLACES: readonly DeliveryChannel[] = channelsOf(ALL);

describe('the table of channels', () => {
  it('has one place of each kind where a model has them all', () => {
    expect(PLACES.map(({ kind }) => kind).sort()).toEqual([...CHANNEL_KINDS].sort());
  });

  it('reads each place back as it was chosen', () => {
    expect(placesIn(ALL)).toEqual(ALL);
    expect(placesIn({})).toEqual({});
  });

  it('leaves nothing of a place in what has none', () => {
    expect(withoutPlaces({ ...ALL, consumer: 'fraud' })).toEqual({ consumer: 'fraud' });
  });

  it('knows another mention for another choice, and not for another place', () => {
    const other = { ...ALL, slack: { channel: '#fraud-ml' } };
    expect(placesKey(other)).not.toBe(placesKey(ALL));
    expect(channelsOf(other).map(channelPart)).toEqual(PLACES.map(channelPart));
  });

  it('keeps the places of different kinds apart', () => {
    expect(new Set(PLACES.map(channelPart)).size).toBe(PLACES.length);
  });

  it.each(PLACES)('names a place of $kind, and mentions nobody where asked not to', (channel) => {
    expect(channelName(channel)).not.toBe('');
    expect(JSON.stringify(withoutMention(channel))).not.toContain('S0614TZR7');
    expect(channelPart(withoutMention(channel))).toBe(channelPart(channel));
  });

  it('counts every channel but the topic as chosen', () => {
    expect(PLACES.filter((channel) => !factsOf(channel).chosen)).toEqual([{ kind: 'sns' }]);
  });
});
