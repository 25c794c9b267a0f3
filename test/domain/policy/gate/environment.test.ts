import { describe, expect, it } from 'vitest';
import { decideEnvironment, noteNewEnvironment } from '../../../../lib/domain/policy/gate/environment.ts';

const decide = (asked: string, more: Partial<Parameters<typeof decideEnvironment>[0]> = {}) =>
  decideEnvironment({ asked, isRecorded: false, recorded: [], named: [], ...more });

describe('an environment that is asked about', () => {
  it.each([
    ['recorded there', { isRecorded: true }],
    ['listed', { recorded: ['staging', 'prod'] }],
    ['named by a policy', { named: ['prod'] }],
  ])('is known where it is %s', (_, facts) => {
    expect(decide('prod', facts)).toEqual({ outcome: 'known' });
  });
  it('is refused elsewhere, with the names that are written most like it, each once', () => {
    expect(
      decide('prodution', { recorded: ['staging', 'eu-production', 'dev', 'preproduction'], named: ['production'] }),
    ).toMatchObject({
      outcome: 'unknown',
      nearest: ['production', 'eu-production', 'preproduction'],
      detail:
        'nothing was ever recorded in "prodution", and no policy names it; nearest: production, eu-production, preproduction',
    });
    expect(decide('prodution', { recorded: ['production'], named: ['production'] })).toMatchObject({
      nearest: ['production'],
    });
  });
  it.each(['Production', 'production ', ''])('is refused as %j, which is written otherwise', (asked) => {
    expect(decide(asked, { named: ['production'] }).outcome).toBe('unknown');
  });
});

describe('the first recording in an environment', () => {
  it('says which names are like it, and nothing where it is the first of all', () => {
    expect(noteNewEnvironment('prodution', ['staging', 'production'])).toMatch(
      /^nothing was recorded in prodution before \(nearest: production, staging\)/,
    );
    expect(noteNewEnvironment('production', [])).toBeUndefined();
  });
});
