import { describe, expect, it } from 'vitest';
import { readSettings } from '../../lib/infra/settings.ts';

const read = (given: Readonly<Record<string, unknown>>) => readSettings((name) => given[name]);
const ARN = 'arn:aws:sns:us-east-1:111122223333:fraud-fallback';
const GITHUB = {
  issuer: 'https://token.actions.githubusercontent.com',
  audience: 'forewarn',
  claims: ['repository_id', 'repository_owner_id'],
  writeWhen: [{ claim: 'ref_protected', equals: 'true' }],
};

describe('the settings of a stage', () => {
  it('need nothing to be given', () => {
    expect(read({})).toEqual({ stage: 'dev', oidcIssuers: '[]' });
  });

  it('are taken from the command line as text', () => {
    const settings = read({
      stage: 'prod',
      oidcIssuers: JSON.stringify([GITHUB]),
      registryUrl: 'https://forewarn.example.com/',
      operationsEmail: 'oncall@example.com',
    });
    expect(settings).toEqual({
      stage: 'prod',
      oidcIssuers: JSON.stringify([GITHUB]),
      registryUrl: 'https://forewarn.example.com',
      operationsEmail: 'oncall@example.com',
    });
  });

  it('take the issuers from cdk.json as a list', () => {
    expect(read({ oidcIssuers: [GITHUB] }).oidcIssuers).toBe(JSON.stringify([GITHUB]));
  });

  it.each([
    ['text, as on the command line', `fallback=${ARN},page=${ARN}-page`],
    ['an object, as in cdk.json', { fallback: ARN, page: `${ARN}-page` }],
  ])('take the targets of kill switches as %s', (_how, given) => {
    expect(read({ killSwitchTargets: given }).killSwitchTargets).toEqual({
      fallback: ARN,
      page: `${ARN}-page`,
    });
  });

  it.each([
    ['stage', 'Prod', 'lower-case'],
    ['stage', 'a-name-of-seventeen', '16'],
    ['stage', 7, 'a text'],
    ['stage', '', 'not empty'],
    ['registryUrl', 'http://forewarn.example.com', 'https'],
    ['registryUrl', 'forewarn.example.com', 'https'],
    ['operationsEmail', 'oncall', 'an address'],
    ['killSwitchTargets', '', 'lower-case'],
    ['killSwitchTargets', {}, 'topics by name'],
    ['killSwitchTargets', 7, 'topics by name'],
    ['killSwitchTargets', 'fallback', 'the ARN'],
    ['killSwitchTargets', `Fallback=${ARN}`, 'lower-case'],
    ['killSwitchTargets', `events=${ARN}`, 'own topic'],
    ['killSwitchTargets', `fallback=${ARN},fallback=${ARN}`, 'each once'],
    ['killSwitchTargets', `fallback=${ARN}.fifo`, 'not FIFO'],
    ['killSwitchTargets', 'fallback=arn:aws:sns:us-east-1:111122223333:*', 'the ARN'],
    ['killSwitchTargets', 'fallback=arn:aws:sqs:us-east-1:111122223333:queue', 'the ARN'],
    ['killSwitchTargets', { fallback: 7 }, 'the ARN'],
    ['oidcIssuers', '[{', 'not JSON'],
    ['oidcIssuers', '{}', 'a JSON list'],
    ['oidcIssuers', [7], 'oidcIssuers[0]'],
    ['oidcIssuers', [{ ...GITHUB, issuer: 'http://issuer.example.com' }], '"issuer"'],
    ['oidcIssuers', [GITHUB, { ...GITHUB, audience: '' }], 'oidcIssuers[1]'],
    ['oidcIssuers', [{ ...GITHUB, jwksUri: 'here' }], '"jwksUri"'],
    ['oidcIssuers', [{ ...GITHUB, claims: [] }], '"claims"'],
    ['oidcIssuers', [{ ...GITHUB, claims: [7] }], '"claims"'],
    ['oidcIssuers', [{ ...GITHUB, writeWhen: [{ claim: 'ref_protected' }] }], '"writeWhen"'],
    ['oidcIssuers', [{ ...GITHUB, audiences: ['forewarn'] }], '"audiences"'],
  ])('refuse %s = %j and say why', (name, value, why) => {
    expect(() => read({ [name]: value })).toThrow(why);
    expect(() => read({ [name]: value })).toThrow(`The setting ${name}`);
  });
});
