import { describe, expect, it } from 'vitest';
import {
  type Decision,
  grantingPrefixes,
  mayAdminister,
  mayManageConsumer,
  mayManageTokens,
  mayPublish,
  PREFIX,
} from '../../lib/domain/access.ts';
import { identitySubject, type Principal, type Verb } from '../../lib/domain/principal.ts';

const of = (team: string | undefined, ...verbs: Verb[]): Principal => ({
  id: 'someone',
  verbs,
  ...(team === undefined ? {} : { team }),
});
const payments = of('payments', 'read', 'publish');
const outcome = (decision: Decision): string => (decision.allowed ? 'allowed' : decision.detail);

describe('publishing', () => {
  const name = 'payments.cards.authorized';
  const grant = (prefix: string, team = 'payments') => ({ prefix, team });

  it.each([
    ['the owner', payments, { ownerTeam: 'payments' }, 'allowed'],
    [
      'the owner whose prefix was taken away since',
      payments,
      { ownerTeam: 'payments', grant: grant('payments', 'x') },
      'allowed',
    ],
    ['another team', of('fraud', 'publish'), { ownerTeam: 'payments' }, 'team fraud does not own'],
    ['another team that holds the prefix', payments, { ownerTeam: 'fraud', grant: grant('payments') }, 'does not own'],
    ['an administrator of no team', of(undefined, 'publish', 'administer'), { ownerTeam: 'payments' }, 'of no team'],
    ['an owner that may only read', of('payments', 'read'), { ownerTeam: 'payments' }, 'the verb "publish"'],
    ['the first publisher with the prefix', payments, { grant: grant('payments') }, 'allowed'],
    ['the first publisher with a nested prefix', payments, { grant: grant('payments.cards') }, 'allowed'],
    ['the first publisher with the very name', payments, { grant: grant(name) }, 'allowed'],
    ['a first publisher without a prefix', payments, {}, 'no prefix that covers payments.cards.authorized'],
    [
      'a first publisher where a more specific prefix is another team’s',
      payments,
      { grant: grant('payments.cards', 'cards') },
      'no prefix',
    ],
    ['a prefix that is only the beginning of a word', payments, { grant: grant('pay') }, 'no prefix'],
    ['a prefix that ends inside the second word', payments, { grant: grant('payments.car') }, 'no prefix'],
    ['the beginning of a word, with a star', payments, { grant: grant('pay*') }, 'allowed'],
    ['the beginning of the second word, with a star', payments, { grant: grant('payments.car*') }, 'allowed'],
    ['another beginning, with a star', payments, { grant: grant('payments.x*') }, 'no prefix'],
    ['a star of another team', payments, { grant: grant('pay*', 'fraud') }, 'no prefix'],
  ])('by %s: %#', (_who, principal, target, expected) => {
    expect(outcome(mayPublish(principal, { name, ...target }))).toContain(expected);
  });

  it('looks for the most specific prefix first', () => {
    expect(grantingPrefixes('a.b-c')).toEqual(['a.b-c', 'a.b-c*', 'a.b-*', 'a.b*', 'a.*', 'a', 'a*']);
  });

  it.each(['late', 'late-*', 'late*', 'payments.cards*', 'a.*', '*', 'a**', '-*', 'a-', 'A*', 'a*b'])(
    'grants %s or not, by its form',
    (prefix) => {
      expect(PREFIX.test(prefix)).toBe(['late', 'late-*', 'late*', 'payments.cards*', 'a.*'].includes(prefix));
    },
  );

  it('tells why a verb is withheld from this sign-in', () => {
    const withheld = { verbs: ['publish' as const], reason: 'writes need ref_protected = true' };

    expect(outcome(mayPublish({ ...of('payments', 'read'), withheld }, { name }))).toBe(withheld.reason);
  });
});

describe('a consumer', () => {
  it.each([
    ['its own team', of('fraud', 'subscribe'), 'fraud', 'allowed'],
    ['another team', of('churn', 'subscribe'), 'fraud', 'team churn does not own the consumer'],
    ['a member that may only read', of('fraud', 'read'), 'fraud', 'the verb "subscribe"'],
    ['an administrator of another team', of('platform', 'subscribe', 'administer'), 'fraud', 'does not own'],
    ['nobody’s team', of(undefined, 'subscribe'), 'fraud', 'of no team'],
  ])('is managed by %s: %#', (_who, principal, team, expected) => {
    expect(outcome(mayManageConsumer(principal, { name: 'scorer', team }))).toContain(expected);
  });
});

describe('administration', () => {
  it('needs its verb and nothing else', () => {
    expect(outcome(mayAdminister(of(undefined, 'administer')))).toBe('allowed');
    expect(outcome(mayAdminister(of('platform', 'read', 'publish', 'subscribe')))).toContain('"administer"');
  });
});

describe('tokens', () => {
  it.each<[string, Principal, { team: string; verbs?: Verb[] }, string]>([
    [
      'an administrator for any team',
      of(undefined, 'administer'),
      { team: 'a', verbs: ['administer', 'publish'] },
      'allowed',
    ],
    ['a member with equal verbs', payments, { team: 'payments', verbs: ['read', 'publish'] }, 'allowed'],
    ['a member with fewer verbs', payments, { team: 'payments', verbs: ['read'] }, 'allowed'],
    ['a member who lists them', payments, { team: 'payments' }, 'allowed'],
    ['a member with more verbs', payments, { team: 'payments', verbs: ['subscribe'] }, 'lacks: subscribe'],
    ['a member who wants to administer', payments, { team: 'payments', verbs: ['administer'] }, 'lacks: administer'],
    ['a member for another team', payments, { team: 'fraud', verbs: ['read'] }, 'another team than payments'],
    ['a reader', of('payments', 'read'), { team: 'payments', verbs: ['read'] }, 'the verb "publish", "subscribe"'],
    ['someone of no team', of(undefined, 'publish'), { team: 'payments' }, 'needs the verb "administer"'],
  ])('are managed by %s: %#', (_who, principal, tokens, expected) => {
    expect(outcome(mayManageTokens(principal, tokens))).toContain(expected);
  });
});

describe('the claims of an identity', () => {
  it('are the same in any order', () => {
    const claims = { repository_owner_id: '42', repository_id: '123456' };

    expect(identitySubject(claims)).toBe('repository_id=123456;repository_owner_id=42');
  });

  it('cannot pass for others, whatever their values hold', () => {
    expect(identitySubject({ a: '1;b=2' })).not.toBe(identitySubject({ a: '1', b: '2' }));
    expect(identitySubject({ 'a=1;b': '2' })).not.toBe(identitySubject({ a: '1', b: '2' }));
  });
});
