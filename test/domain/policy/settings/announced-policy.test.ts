import { describe, expect, it } from 'vitest';
import {
  type AnnouncedPolicy,
  announcedPolicy,
  askedAtDeployment,
  governing,
  stricter,
  succeeding,
} from '../../../../lib/domain/policy/settings/announced-policy.ts';
import { DEFAULT_POLICY, type OnBreaking, type Policy } from '../../../../lib/domain/policy/settings/policy.ts';

const policy = (more: Partial<Policy> = {}): Policy => ({ ...DEFAULT_POLICY, ...more });
const kept = (more: Partial<Policy> = {}): AnnouncedPolicy => announcedPolicy(policy(more));

/** A looser and a stricter value of each decision that lets a change go live. */
const DECISIONS: readonly {
  readonly name: string;
  readonly loose: Partial<Policy>;
  readonly strict: Partial<Policy>;
}[] = [
  { name: 'onBreaking', loose: { onBreaking: 'announce' }, strict: { onBreaking: 'reject' } },
  { name: 'onUndecided', loose: { onUndecided: 'pass' }, strict: { onUndecided: 'hold' } },
  {
    name: 'notice',
    loose: { notice: { critical: 'P1D', standard: 'P1D', experimental: 'P1D' } },
    strict: { notice: { critical: 'P60D', standard: 'P2M', experimental: 'P1W' } },
  },
  { name: 'holdCritical', loose: { holdCritical: 'P1D' }, strict: { holdCritical: 'P2W' } },
  { name: 'holdObjection', loose: { holdObjection: 'P1D' }, strict: { holdObjection: 'P30D' } },
  { name: 'holdUntold', loose: { holdUntold: 'P1D' }, strict: { holdUntold: 'P30D' } },
  { name: 'staleAfter', loose: { staleAfter: 'P14D' }, strict: { staleAfter: 'P1Y' } },
  { name: 'extension', loose: { extension: 'P1D' }, strict: { extension: 'P60D' } },
];

describe('the policy of an announcement', () => {
  it.each(DECISIONS)('keeps $name, whether the policy of now is looser or stricter', ({ loose, strict }) => {
    expect(governing(policy(loose), { policy: kept(strict) })).toEqual(policy(strict));
    expect(governing(policy(strict), { policy: kept(loose) })).toEqual(policy(loose));
  });
  it('leaves to the policy of now how often it reminds, and all of it where nothing was kept', () => {
    const now = policy({ reminders: ['P2D'], staleAfter: 'P14D' });
    expect(governing(now, { policy: kept() })).toMatchObject({ reminders: ['P2D'], staleAfter: 'P90D' });
    expect(governing(now, {})).toEqual(now);
    expect(governing(now, undefined)).toEqual(now);
  });
});

describe('the policy of an announcement that takes the place of another', () => {
  it.each(DECISIONS)('is the stricter one of both in $name', ({ loose, strict }) => {
    expect(succeeding(kept(loose), kept(strict))).toEqual(kept(strict));
    expect(succeeding(kept(strict), kept(loose))).toEqual(kept(strict));
  });
  it('asks in the environments of both, and judges as the later one does', () => {
    const later = kept({ liveEnvironments: ['nowhere'], contentModel: 'open', formatMode: 'assertion' });
    expect(succeeding(later, kept({ liveEnvironments: ['production', 'eu'] }))).toMatchObject({
      liveEnvironments: ['production', 'eu', 'nowhere'],
      contentModel: 'open',
      formatMode: 'assertion',
    });
  });
  it('is its own where the other kept none', () => {
    expect(succeeding(kept({ staleAfter: 'P14D' }), undefined)).toEqual(kept({ staleAfter: 'P14D' }));
  });
  it.each<readonly [OnBreaking, OnBreaking, OnBreaking]>([
    ['announce', 'announce', 'announce'],
    ['announce', 'propose', 'propose'],
    ['propose', 'reject', 'reject'],
    ['announce', 'reject', 'reject'],
  ])('treats a break that %s and %s stand for as %s', (left, right, expected) => {
    expect([stricter(left, right), stricter(right, left)]).toEqual([expected, expected]);
  });
});

describe('a deployment of a version', () => {
  it.each([
    ['where it was announced', 'production', ['production'], ['production'], ['production']],
    ['in one of several', 'eu', ['production'], ['production', 'eu'], ['eu']],
    ['where it was live when announced, and is no more', 'production', ['nowhere'], ['production'], ['production']],
    ['where it is live only since', 'nowhere', ['nowhere'], ['production'], ['nowhere', 'production']],
    ['where it is not live', 'staging', ['production'], ['production'], undefined],
  ])('%s asks the models of it', (_, environment, now, announced, expected) => {
    expect(askedAtDeployment(environment, { now, announced })).toEqual(expected);
  });
});
