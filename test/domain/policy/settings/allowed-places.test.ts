import { describe, expect, it } from 'vitest';
import { whyNotAllowed } from '../../../../lib/domain/policy/settings/allowed-places.ts';

const of = (allowed?: { channels?: readonly string[]; groups?: readonly string[] }) => ({
  name: 'fraud-ml',
  ...(allowed ? { allowed } : {}),
});

describe('where a team may have itself told', () => {
  it.each([
    { what: 'anywhere, unlimited', team: of(), wanted: { channel: '#ceo', group: 'SCEOS1' }, refused: undefined },
    { what: 'by a team that is not there', team: undefined, wanted: { channel: '#ceo' }, refused: undefined },
    { what: 'a listed channel', team: of({ channels: ['#fraud'] }), wanted: { channel: '#fraud' }, refused: undefined },
    {
      what: 'the same without its sign',
      team: of({ channels: ['#fraud'] }),
      wanted: { channel: 'fraud' },
      refused: undefined,
    },
    {
      what: 'one that begins so',
      team: of({ channels: ['#fraud-*'] }),
      wanted: { channel: '#fraud-ml' },
      refused: undefined,
    },
    {
      what: 'one that only contains it',
      team: of({ channels: ['#fraud-*'] }),
      wanted: { channel: '#no-fraud-ml' },
      refused: 'channel',
    },
    {
      what: 'another channel',
      team: of({ channels: ['#fraud'] }),
      wanted: { channel: '#fraud-ml' },
      refused: 'channel',
    },
    { what: 'none at all', team: of({ channels: [] }), wanted: { channel: '#fraud' }, refused: 'channel' },
    {
      what: 'a channel where groups are limited',
      team: of({ groups: [] }),
      wanted: { channel: '#ceo' },
      refused: undefined,
    },
    { what: 'a listed group', team: of({ groups: ['SFRAUD1'] }), wanted: { group: 'SFRAUD1' }, refused: undefined },
    {
      what: 'another group',
      team: of({ groups: ['SFRAUD1'] }),
      wanted: { channel: '#ceo', group: 'SCEOS1' },
      refused: 'group',
    },
    { what: 'nothing', team: of({ channels: [], groups: [] }), wanted: {}, refused: undefined },
  ])('$what: $refused', ({ team, wanted, refused }) => {
    expect(whyNotAllowed(team, wanted)?.what).toBe(refused);
  });
});
