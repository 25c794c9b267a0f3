import { describe, expect, it } from 'vitest';
import {
  announcementDeliveryId,
  digestDeliveryId,
  registeredDeliveryId,
  splitDeliveryId,
  weekOfDigest,
} from '../../../../lib/domain/notification/plan/delivery-id.ts';

const OF = {
  announcementId: '01KAJ',
  kind: 'announced',
  channel: { kind: 'slack', channel: '#fraud-ml' },
  team: 'fraud-ml',
} as const;

describe('the id of a delivery', () => {
  it('says what is told, to whom and where', () => {
    expect(announcementDeliveryId(OF)).toBe('ANNOUNCEMENT#01KAJ/announced#slack:%23fraud-ml#fraud-ml');
    expect(announcementDeliveryId({ ...OF, channel: { kind: 'sns' }, qualifier: '2026-12-01' })).toBe(
      'ANNOUNCEMENT#01KAJ/announced#sns#fraud-ml#2026-12-01',
    );
    expect(registeredDeliveryId({ subject: 'payments.cards', version: 12 })).toBe(
      'SUBJECT#payments.cards/registered#000012',
    );
  });

  it('of a digest says whose, where and in which week', () => {
    const sns = digestDeliveryId({ team: 'fraud/ml', channel: { kind: 'sns' }, week: '2026-W48' });
    const slack = digestDeliveryId({ team: 'fraud-ml', channel: OF.channel, week: '2026-W48' });

    expect([sns, slack]).toEqual([
      'TEAM#fraud%2Fml/digest#sns#2026-W48',
      'TEAM#fraud-ml/digest#slack:%23fraud-ml#2026-W48',
    ]);
    expect([sns, slack].map(weekOfDigest)).toEqual(['2026-W48', '2026-W48']);
  });

  it('is the same whoever is mentioned, as it is the same message', () => {
    const mentioning = { ...OF, channel: { ...OF.channel, mention: 'S0614TZR7' } };

    expect(announcementDeliveryId(mentioning)).toBe(announcementDeliveryId(OF));
  });

  it.each([
    ['a team and no qualifier', { ...OF, team: 'a#b' }, { ...OF, team: 'a', qualifier: 'b' }],
    ['a channel named sns', { ...OF, channel: { kind: 'slack', channel: 'sns' } }, { ...OF, channel: { kind: 'sns' } }],
    [
      'a channel with what separates',
      { ...OF, channel: { kind: 'slack', channel: 'a#b' } },
      { ...OF, channel: { kind: 'slack', channel: 'a' }, team: 'b' },
    ],
    ['an announcement with what separates', { ...OF, announcementId: 'a/b' }, { ...OF, announcementId: 'a' }],
  ] as const)('is another one for another thing: %s', (_case, one, other) => {
    expect(announcementDeliveryId(one)).not.toBe(announcementDeliveryId(other));
  });

  it('can be made of any text', () => {
    expect(announcementDeliveryId({ ...OF, team: '\ud800' })).toBe(
      'ANNOUNCEMENT#01KAJ/announced#slack:%23fraud-ml#%EF%BF%BD',
    );
  });

  it.each([
    ['ANNOUNCEMENT#01KAJ/announced#sns#a', { scope: 'ANNOUNCEMENT#01KAJ', rest: 'announced#sns#a' }],
    ['SUBJECT#a.b/registered#000012', { scope: 'SUBJECT#a.b', rest: 'registered#000012' }],
    ['SUBJECT#a/b/c', { scope: 'SUBJECT#a', rest: 'b/c' }],
    ['', undefined],
    ['SUBJECT#a', undefined],
    ['SUBJECT#a/', undefined],
    ['SUBJECT#/a', undefined],
    ['TEAM#a/digest#sns#2026-W48', { scope: 'TEAM#a', rest: 'digest#sns#2026-W48' }],
    ['CONSUMER#a/b', undefined],
  ])('splits %o where what it belongs to ends', (id, halves) => {
    expect(splitDeliveryId(id)).toEqual(halves);
  });
});
