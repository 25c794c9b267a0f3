import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { environmentOf, makeStacks, resourcesOf } from './fixtures/stacks.ts';

const FALLBACK = 'arn:aws:sns:us-east-1:111122223333:fraud-fallback';
const PAGE = 'arn:aws:sns:us-east-1:111122223333:page';

interface Policy {
  readonly Statement: readonly { readonly Action: unknown; readonly Resource: unknown }[];
}
/** What may be published to besides Forewarn's own topics, by the function whose role may. */
function publishing(template: Template): readonly (readonly [string, unknown])[] {
  return resourcesOf(template, 'AWS::IAM::Policy').flatMap(({ id, Properties }) =>
    (Properties['PolicyDocument'] as Policy).Statement.filter(({ Action }) => Action === 'sns:Publish')
      .flatMap(({ Resource }) => Resource)
      .filter((resource) => typeof resource === 'string')
      .map((resource) => [id.replace(/Role.*/, ''), resource] as const),
  );
}

describe('the targets of kill switches', () => {
  it('are none unless they are named at deploy', () => {
    const template = Template.fromStack(makeStacks().service);

    expect(publishing(template)).toEqual([]);
    for (const name of ['consumers', 'deliver-sns'])
      expect(environmentOf(template, name)).not.toHaveProperty('KILL_SWITCH_TARGETS');
  });

  it('are exactly those that are named, for the one function that publishes', () => {
    const template = Template.fromStack(
      makeStacks({ killSwitchTargets: `fallback=${FALLBACK},page=${PAGE},again=${PAGE}` }).service,
    );

    expect(publishing(template)).toEqual([
      ['deliversns', FALLBACK],
      ['deliversns', PAGE],
    ]);
    const targets = JSON.stringify({ fallback: FALLBACK, page: PAGE, again: PAGE });
    for (const name of ['consumers', 'deliver-sns'])
      expect(environmentOf(template, name)).toMatchObject({ KILL_SWITCH_TARGETS: targets });
    expect(environmentOf(template, 'plan-notifications')).not.toHaveProperty('KILL_SWITCH_TARGETS');
  });
});
