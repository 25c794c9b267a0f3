import { describe, expect, it } from 'vitest';
import { type WriteCondition, whyOnlyRead } from '../../../../lib/domain/policy/settings/sign-in.ts';

const protectedRef = { claim: 'ref_protected', equals: 'true' };
const production = { claim: 'environment', equals: 'production' };
const ours = { claim: 'workflow_ref', equals: 'acme/payments/.github/workflows/publish.yml@refs/heads/main' };
const CLAIMS = { ref_protected: 'true', environment: 'production', workflow_ref: ours.equals, event_name: 'push' };

describe('what a signed token may write', () => {
  it.each<{ what: string; writeWhen: readonly WriteCondition[]; claims: object; may: boolean }>([
    { what: 'one of several', writeWhen: [protectedRef, production], claims: { environment: 'x' }, may: true },
    {
      what: 'none of several',
      writeWhen: [protectedRef, production],
      claims: { ref_protected: 'false', environment: 'x' },
      may: false,
    },
    { what: 'all of one', writeWhen: [{ all: [protectedRef, ours] }], claims: {}, may: true },
    {
      what: 'a part of all',
      writeWhen: [{ all: [protectedRef, ours] }],
      claims: { workflow_ref: 'other' },
      may: false,
    },
    {
      what: 'the one beside an all',
      writeWhen: [{ all: [protectedRef, ours] }, production],
      claims: { workflow_ref: 'x' },
      may: true,
    },
    { what: 'a boolean claim', writeWhen: [protectedRef], claims: { ref_protected: true }, may: true },
    { what: 'a claim that is a list', writeWhen: [protectedRef], claims: { ref_protected: ['true'] }, may: false },
    { what: 'no condition at all', writeWhen: [], claims: {}, may: false },
    {
      what: 'a run for a pull request with the rights of its base',
      writeWhen: [protectedRef],
      claims: { event_name: 'pull_request_target' },
      may: false,
    },
  ])('$what: $may', ({ writeWhen, claims, may }) => {
    expect(whyOnlyRead({ ...CLAIMS, ...claims }, writeWhen) === undefined).toBe(may);
  });

  it('is refused with all that would have to hold', () => {
    const why = whyOnlyRead({}, [{ all: [protectedRef, production] }, ours]);
    expect(why).toContain(`ref_protected = true and environment = production or workflow_ref = ${ours.equals}`);
  });
});
