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
  it.each([
    '*.environment.api.powerplatform.com, hooks.example.com',
    ['*.environment.api.powerplatform.com', 'hooks.example.com'],
  ])('take the hosts of Microsoft Teams as %j', (msteamsHosts) =>
    expect(read({ msteamsHosts }).outgoingHosts).toEqual({
      msteams: ['*.environment.api.powerplatform.com', 'hooks.example.com'],
    }),
  );

  it('need nothing to be given', () => {
    expect(read({})).toEqual({ stage: 'dev', oidcIssuers: '[]', outgoingHosts: {} });
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
      outgoingHosts: {},
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
    ['text, as on the command line', 'Order-value=orders.paid,a=b', 'true'],
    ['values, as in cdk.json', { 'Order-value': 'orders.paid', a: 'b' }, true],
  ])('take what is watched as %s', (_how, watchRename, watchObserve) => {
    const watchConfluent = 'https://schemas.example.com/';
    expect(read({ watchConfluent, watchSubjectPrefix: 'payments.', watchRename, watchObserve }).watch).toEqual({
      url: 'https://schemas.example.com',
      subjectPrefix: 'payments.',
      renames: { 'Order-value': 'orders.paid', a: 'b' },
      observe: true,
    });
    expect(read({ watchConfluent }).watch).toEqual({ url: 'https://schemas.example.com', observe: false });
  });

  it.each([{ watchSubjectPrefix: 'payments.' }, { watchRename: 'a=b' }, { watchObserve: true }])(
    'ask for the registry that %o is about',
    (given) => {
      expect(() => read(given)).toThrow('The setting watchConfluent');
    },
  );

  it.each([
    ['watchRename', 'Order-value', 'watchRename[Order-value]'],
    ['watchRename', 'Order-value=Orders', "a subject's name"],
    ['watchRename', {}, 'names by names'],
    ['watchObserve', 'yes', 'true or false'],
  ])('refuse %s = %j beside a registry', (name, value, why) => {
    expect(() => read({ watchConfluent: 'https://schemas.example.com', [name]: value })).toThrow(why);
  });

  it.each([
    ['stage', 'Prod', 'lower-case'],
    ['stage', 'a-name-of-seventeen', '16'],
    ['stage', 7, 'a text'],
    ['stage', '', 'not empty'],
    ['registryUrl', 'http://forewarn.example.com', 'https'],
    ['registryUrl', 'forewarn.example.com', 'https'],
    ['operationsEmail', 'oncall', 'an address'],
    ['msteamsHosts', '', 'names of hosts'],
    ['msteamsHosts', [], 'names of hosts'],
    ['msteamsHosts', 7, 'names of hosts'],
    ['msteamsHosts', '*', 'names of hosts'],
    ['msteamsHosts', '*.com', 'names of hosts'],
    ['msteamsHosts', '127.0.0.1', 'names of hosts'],
    ['msteamsHosts', '[::1]', 'names of hosts'],
    ['msteamsHosts', 'https://hooks.example.com', 'names of hosts'],
    ['msteamsHosts', 'Hooks.example.com', 'names of hosts'],
    ['msteamsHosts', 'hooks.example.com/path', 'names of hosts'],
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
    ['watchConfluent', 'http://schemas.example.com', 'https'],
    ['watchConfluent', 'https://user:secret@schemas.example.com', 'without a password'],
    ['watchConfluent', 'https://schemas.example.com/?a=b', 'https'],
    ['watchConfluent', 'schemas', 'https'],
    ['oidcIssuers', '[{', 'not JSON'],
    ['oidcIssuers', '{}', 'a JSON list'],
    ['oidcIssuers', [7], 'oidcIssuers[0]'],
    ['oidcIssuers', [{ ...GITHUB, issuer: 'http://issuer.example.com' }], '"issuer"'],
    ['oidcIssuers', [GITHUB, { ...GITHUB, audience: '' }], 'oidcIssuers[1]'],
    ['oidcIssuers', [{ ...GITHUB, jwksUri: 'here' }], '"jwksUri"'],
    ['oidcIssuers', [{ ...GITHUB, claims: [] }], '"claims"'],
    ['oidcIssuers', [{ ...GITHUB, claims: [7] }], '"claims"'],
    ['oidcIssuers', [{ ...GITHUB, writeWhen: [{ claim: 'ref_protected' }] }], '"writeWhen"'],
    ['oidcIssuers', [{ ...GITHUB, writeWhen: [{ all: [] }] }], '"writeWhen"'],
    ['oidcIssuers', [{ ...GITHUB, writeWhen: [{ all: [{ claim: 'ref_protected' }] }] }], '"writeWhen"'],
    ['oidcIssuers', [{ ...GITHUB, audiences: ['forewarn'] }], '"audiences"'],
  ])('refuse %s = %j and say why', (name, value, why) => {
    expect(() => read({ [name]: value })).toThrow(why);
    expect(() => read({ [name]: value })).toThrow(`The setting ${name}`);
  });
});
