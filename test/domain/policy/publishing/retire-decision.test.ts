import { describe, expect, it } from 'vitest';
import { decideRetirement } from '../../../../lib/domain/policy/publishing/retire-decision.ts';
import { DEFAULT_POLICY, type Policy } from '../../../../lib/domain/policy/settings/policy.ts';
import type { Subject } from '../../../../lib/domain/subject.ts';

const NOW = '2026-11-20T09:00:00.000Z';
const emergency = { reason: 'the feed is switched off' };
const subject = (more: Partial<Subject> = {}): Subject => ({
  name: 'payments.cards',
  ownerTeam: 'payments',
  status: 'active',
  head: 1,
  latest: 1,
  policy: {},
  tiers: { critical: 0, standard: 1, experimental: 0 },
  exacting: 0,
  generation: 0,
  createdAt: NOW,
  revision: 3,
  ...more,
});
const nobody = { tiers: { critical: 0, standard: 0, experimental: 0 } };
const decide = (input: {
  subject?: Partial<Subject>;
  policy?: Partial<Policy>;
  sunset?: string;
  emergency?: { reason: string };
}) =>
  decideRetirement({
    ...input,
    subject: subject(input.subject),
    policy: { ...DEFAULT_POLICY, ...input.policy },
    now: NOW,
  });

const [far, near] = ['2027-01-08T12:00:00.000Z', '2026-11-25T12:00:00.000Z'];
const observed = { observeUntil: '2026-12-01T00:00:00.000Z' };
const reject = { onBreaking: 'reject' } as const;

describe('retiring a subject', () => {
  it.each([
    { what: 'without subscribers', is: { subject: nobody }, outcome: 'retired' },
    { what: 'without subscribers, observed', is: { subject: { ...nobody, ...observed } }, outcome: 'retired' },
    { what: 'without subscribers, under reject', is: { subject: nobody, policy: reject }, outcome: 'retired' },
    { what: 'without subscribers, by a near date', is: { subject: nobody, sunset: near }, outcome: 'retired' },
    { what: 'that is retired', is: { subject: { status: 'retired' as const } }, outcome: 'retired' },
    { what: 'with a subscriber', is: {}, outcome: 'announced', atOnce: false },
    { what: 'with a subscriber, by a far date', is: { sunset: far }, outcome: 'announced', atOnce: false },
    { what: 'with a subscriber, by a near date', is: { sunset: near }, outcome: 'refused', code: 'notice-too-short' },
    { what: 'in an emergency', is: { emergency }, outcome: 'announced', atOnce: true },
    { what: 'in an emergency by a near date', is: { emergency, sunset: near }, outcome: 'announced', atOnce: false },
    { what: 'that is observed', is: { subject: observed }, outcome: 'refused', code: 'conflict' },
    {
      what: 'that is observed, in an emergency',
      is: { subject: observed, emergency },
      outcome: 'refused',
      code: 'conflict',
    },
    { what: 'under reject', is: { policy: reject }, outcome: 'refused', code: 'incompatible' },
    { what: 'under reject, in an emergency', is: { policy: reject, emergency }, outcome: 'announced', atOnce: true },
    {
      what: 'under announce',
      is: { policy: { onBreaking: 'announce' as const } },
      outcome: 'announced',
      atOnce: false,
    },
  ])('$what: $outcome', ({ is, what: _, ...expected }) => {
    expect(decide(is)).toMatchObject(expected);
  });

  it('counts the notice from now, the longest of its tiers', () => {
    const tiers = { critical: 1, standard: 1, experimental: 1 };
    expect(decide({ subject: { tiers } })).toMatchObject({ minimum: { tier: 'critical', duration: 'P30D' } });
  });
});
