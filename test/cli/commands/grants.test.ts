import { describe, expect, it } from 'vitest';
import { grantCommands } from '../../../lib/cli/api/grants.ts';

const of = (...subjects: readonly string[]) =>
  grantCommands(subjects.map((subject) => ({ team: 'payments', subject })));

describe('the commands that grant what is missing', () => {
  it.each([
    { what: 'one word of dotted names', subjects: ['payments.cards', 'payments.refunds.v2'], prefixes: 'payments' },
    { what: 'what flat names begin with', subjects: ['late-key', 'late-value'], prefixes: "'late-*'" },
    { what: 'a flat name by itself', subjects: ['late-value', 'orders'], prefixes: 'late-value orders' },
    { what: 'all of them, each once', subjects: ['b.x', 'a_1', 'a_2', 'c', 'c'], prefixes: "'a_*' b c" },
  ])('name $what', ({ subjects, prefixes }) => {
    expect(of(...subjects)).toEqual([`forewarn teams grant-prefix payments ${prefixes}`]);
  });

  it('are one a team', () => {
    const missing = ['b', 'a'].map((team) => ({ team, subject: `${team}.x` }));
    expect(grantCommands(missing)).toEqual(['forewarn teams grant-prefix b b', 'forewarn teams grant-prefix a a']);
  });
});
