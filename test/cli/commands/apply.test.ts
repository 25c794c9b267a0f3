import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUBJECT } from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' });
const FILE = `team: fraud-ml
slack: { channel: '#fraud-ml', mention: S0614TZR7 }
consumers:
  - name: fraud
    tier: critical
    releases: [v7]
    subscriptions:
      - subject: ${SUBJECT}
        trainedOn: 12
        reads:
          - /category
          - pointer: /amount
            handles: [wider-range]
            presence: required
  - name: churn
    subscriptions:
      - subject: ${SUBJECT}
        trainedOn: 11
        expectations: churn.json
`;
const files = {
  'forewarn.consumer.yaml': FILE,
  'churn.json': '{"properties": {"amount": {"maximum": 9007199254740993}}}',
};
const slack = { channel: '#fraud-ml', mention: 'S0614TZR7' };
const FRAUD = { name: 'fraud', team: 'fraud-ml', tier: 'critical', slack, releases: ['v7'], revision: 3 };
const READS = [{ pointer: '/category' }, { pointer: '/amount', handles: ['wider-range'], presence: 'required' }];
const FRAUD_READS = { consumer: 'fraud', subject: SUBJECT, trainedOn: 12, reads: READS, strict: false };
const subscribed = (trainedOn: number) => ({
  status: 201,
  body: { subscription: { ...FRAUD_READS, trainedOn }, opened: [] },
});
const list = (...items: object[]) => ({ status: 200, body: { items } });
const writes = () => registry.requests.filter(({ method }) => method !== 'GET');

function registryWithFraud(): void {
  registry
    .on('GET /v1/consumers/fraud', { status: 200, body: FRAUD })
    .on('GET /v1/consumers/fraud/subscriptions', list(FRAUD_READS, { ...FRAUD_READS, subject: 'payments.refund' }))
    .on('PUT /v1/consumers/churn', { status: 201, body: {} })
    .on(`PUT /v1/consumers/churn/subscriptions/${SUBJECT}`, subscribed(11));
}

describe('forewarn apply', () => {
  it('says so each time that a critical model counts as standard, and asks again: its team may be allowed more by now', async () => {
    registryWithFraud();
    const claimed = { ...FRAUD, tier: 'standard', claimedTier: 'critical' };
    registry
      .on('GET /v1/consumers/fraud', { status: 200, body: claimed })
      .on('PUT /v1/consumers/fraud', { status: 200, body: { outcome: 'unchanged', ...claimed } });

    const { exit, stdout } = await run(['apply'], { files, env: env() });

    expect(exit).toBe(0);
    expect(stdout).toContain('✓ unchanged fraud\n  ! it counts as standard: ');
    expect(stdout).toContain('forewarn teams confirm-critical fraud');
    expect(writes().map(({ url }) => url)).toContain('/v1/consumers/fraud');
    expect((await run(['apply', '--dry-run'], { files, env: env() })).stdout).toContain('! it counts as standard');
  });

  it('creates what is missing, leaves what is so, and names what the file does not', async () => {
    registryWithFraud();

    const { exit, stdout } = await run(['apply'], { files, env: env() });

    expect(stdout).toBe(`✓ unchanged fraud
✓ unchanged fraud -> ${SUBJECT} (trained on v12, reads /category, /amount)
! not in the file fraud -> payments.refund: --prune deletes it
✓ created churn
✓ created churn -> ${SUBJECT} (trained on v11, reads everything)
`);
    expect(exit).toBe(0);
    expect(writes().map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PUT /v1/consumers/churn',
      `PUT /v1/consumers/churn/subscriptions/${SUBJECT}`,
    ]);
    expect(JSON.parse(writes()[0]?.body ?? '')).toEqual({ team: 'fraud-ml', tier: 'standard', slack, releases: [] });
    expect(writes()[1]?.body).toContain('9007199254740993');
  });

  it('undoes nothing that a deployment recorded since: the same file says nothing new', async () => {
    registryWithFraud();
    const followed = { ...FRAUD_READS, trainedOn: 13, namedVersion: 12 };
    registry
      .on('GET /v1/consumers/fraud/subscriptions', list(followed))
      .on(`PUT /v1/consumers/fraud/subscriptions/${SUBJECT}?dryRun=true`, subscribed(14));

    const { stdout } = await run(['apply'], { files, env: env() });
    const changed = await run(['apply', '--dry-run'], {
      files: { ...files, 'forewarn.consumer.yaml': FILE.replace('trainedOn: 12', 'trainedOn: 14') },
      env: env(),
    });

    expect(stdout).toContain(`✓ unchanged fraud -> ${SUBJECT} (trained on v12, reads /category, /amount)
  its live releases read v13, as recorded: that counts until the file names another version
`);
    expect(writes().filter(({ url }) => url.includes('/fraud/'))).toEqual([]);
    expect(changed.stdout).toContain(`~ would update fraud -> ${SUBJECT} (trained on v14`);
  });

  it('says in a dry run what the registry would say of it, and asks it as the file means it', async () => {
    registryWithFraud();
    const undeclared = [{ pointer: '/amuont', nearest: ['/amount'] }];
    const [{ status, body }] = [subscribed(11)];
    registry.on(`PUT /v1/consumers/churn/subscriptions/${SUBJECT}?dryRun=true`, {
      status,
      body: { ...body, undeclared, opened: ['01A'] },
    });

    const { stdout, exit } = await run(['apply', '--dry-run'], { files, env: env() });

    expect(stdout).toContain('v11 does not declare /amuont, it accepts undeclared members; nearest: /amount');
    expect(stdout).toContain('an open announcement would wait for this model: forewarn announcements show 01A');
    // The consumer is not there yet: the registry is told whose it will be.
    expect(registry.rehearsals.map(({ url }) => url)).toEqual([
      '/v1/consumers/churn?dryRun=true',
      `/v1/consumers/churn/subscriptions/${SUBJECT}?dryRun=true&team=fraud-ml&tier=standard`,
    ]);
    expect(exit).toBe(0);
  });

  const refusal = (status: number, code: string, detail: string, pointer = '') => ({
    status,
    body: { code, title: 'x', detail, errors: pointer === '' ? [] : [{ pointer, detail }] },
  });

  it.each([
    ['a wrong field', refusal(422, 'unknown-field', 'v11 has no field /a', '/reads/0/pointer')],
    ['a wrong subject', refusal(404, 'not-found', 'there is no subject payments.x')],
    ['a wrong version', refusal(404, 'not-found', 'there is no version 11')],
  ])('changes nothing where one of the models names %s, and a dry run says the same', async (_, refused) => {
    registryWithFraud();
    registry
      .on('GET /v1/consumers/fraud', { status: 404, body: {} })
      .on('PUT /v1/consumers/fraud', { status: 201, body: {} })
      .on(`PUT /v1/consumers/fraud/subscriptions/${SUBJECT}`, subscribed(12))
      .on(`PUT /v1/consumers/churn/subscriptions/${SUBJECT}`, refused);

    const dry = await run(['apply', '--dry-run'], { files, env: env() });
    const real = await run(['apply'], { files, env: env() });
    const json = await run(['apply', '--format', 'json'], { files, env: env() });

    for (const { stderr, exit } of [dry, real]) {
      expect(stderr).toContain(`error: ${refused.body.detail}\n  forewarn.consumer.yaml:`);
      expect(exit).toBe(2);
    }
    expect(dry.stdout).toContain('+ would create fraud\n');
    expect(real.stdout).toBe('');
    expect(real.stderr).toContain('forewarn.consumer.yaml cannot be applied; nothing was changed.\n');
    expect(JSON.parse(json.stdout)).toMatchObject({ exitCode: 2, dryRun: false, steps: [], errors: [{}] });
    expect(writes()).toEqual([]);
  });

  it.each([[], ['--dry-run']])('deletes nothing of a model that is not the team’s, with %j', async (...more) => {
    registryWithFraud();
    registry.on('PUT /v1/consumers/fraud', refusal(403, 'forbidden', 'fraud belongs to growth'));

    const { exit, stderr } = await run(['apply', '--prune', ...more], { files, env: env() });

    expect(stderr).toContain('error: fraud belongs to growth\n');
    expect([exit, writes()]).toEqual([2, []]);
  });

  it('says all that is refused at once', async () => {
    registryWithFraud();
    registry
      .on('PUT /v1/consumers/churn', refusal(403, 'forbidden', 'churn belongs to growth'))
      .on(`PUT /v1/consumers/churn/subscriptions/${SUBJECT}`, refusal(404, 'not-found', 'there is no such version'));

    const { stderr } = await run(['apply'], { files, env: env() });

    expect(stderr).toContain('error: churn belongs to growth\n');
    expect(stderr).toContain('error: there is no such version\n');
  });

  it('writes nothing with --dry-run', async () => {
    registryWithFraud();
    registry.on('PUT /v1/consumers/fraud', { status: 200, body: FRAUD });

    const { stdout } = await run(['apply', '--dry-run', '--prune'], { files, env: env() });

    expect(stdout).toContain('- would delete fraud -> payments.refund\n+ would create churn\n');
    expect(writes()).toEqual([]);
  });

  it('deletes what the file does not name when told to', async () => {
    registryWithFraud();
    registry
      .on('PUT /v1/consumers/fraud?dryRun=true', { status: 200, body: FRAUD })
      .on('DELETE /v1/consumers/fraud/subscriptions/payments.refund', { status: 204 });

    const { stdout } = await run(['apply', '--prune'], { files, env: env() });

    expect(stdout).toContain('✓ deleted fraud -> payments.refund\n');
  });

  it('updates what differs', async () => {
    registryWithFraud();
    registry
      .on('GET /v1/consumers/fraud', { status: 200, body: { ...FRAUD, tier: 'standard' } })
      .on('GET /v1/consumers/fraud/subscriptions', list({ ...FRAUD_READS, trainedOn: 10 }))
      .on('PUT /v1/consumers/fraud', { status: 200, body: FRAUD })
      .on(`PUT /v1/consumers/fraud/subscriptions/${SUBJECT}`, subscribed(12));

    const { stdout } = await run(['apply'], { files, env: env() });

    expect(stdout).toContain(`✓ updated fraud\n✓ updated fraud -> ${SUBJECT} (trained on v12`);
  });

  it('tells what was done before it was refused', async () => {
    registryWithFraud();
    // It was somebody else's only when it came to writing.
    registry.on('PUT /v1/consumers/churn?dryRun=true', { status: 201, body: {} });
    registry.on('PUT /v1/consumers/churn', {
      status: 403,
      body: { code: 'forbidden', title: 'x', detail: 'churn belongs to growth', errors: [] },
    });

    const text = await run(['apply'], { files, env: env() });
    const json = await run(['apply', '--format', 'json'], { files, env: env() });

    expect(text.stdout).toContain('✓ unchanged fraud\n');
    expect(text.stderr).toMatch(
      /^error: churn belongs to growth\n {2}forewarn\.consumer\.yaml:\d+:\d+: is asked for here\n$/,
    );
    expect(text.exit).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({
      exitCode: 2,
      steps: [{}, {}, {}],
      errors: [{ code: 'forbidden' }],
    });
  });

  it('names the line of what the registry refuses', async () => {
    registryWithFraud();
    registry.on(`PUT /v1/consumers/fraud/subscriptions/${SUBJECT}`, {
      status: 422,
      body: {
        code: 'unknown-field',
        title: 'x',
        detail: 'v12 has no such field',
        errors: [{ pointer: '/reads/1/pointer', detail: 'did you mean /amount?' }],
      },
    });
    const file = `team: fraud-ml
consumers:
  - name: fraud
    tier: critical
    subscriptions:
      - subject: ${SUBJECT}
        trainedOn: 12
        reads:
          - /category
          - pointer: /amuont
            presence: required
`;

    const { exit, stderr } = await run(['apply'], { files: { 'forewarn.consumer.yaml': file }, env: env() });

    expect(stderr).toContain('error: v12 has no such field\n  forewarn.consumer.yaml:10:13: did you mean /amount?\n');
    expect(exit).toBe(2);
  });

  it('reads every page of what is subscribed', async () => {
    registryWithFraud();
    registry.on(
      'GET /v1/consumers/fraud/subscriptions',
      { status: 200, body: { items: [{ ...FRAUD_READS, subject: 'a' }], nextCursor: 'c1' } },
      list(FRAUD_READS),
    );

    const { stdout } = await run(['apply'], { files, env: env() });

    expect(stdout).toContain(`✓ unchanged fraud -> ${SUBJECT}`);
    expect(registry.requests.filter(({ url }) => url.includes('cursor=c1'))).toHaveLength(1);
  });
});

describe('a consumer file that cannot be applied', () => {
  const change = (from: string, to: string): string => FILE.replace(from, to);
  it.each([
    {
      file: change('trainedOn: 12', 'trainedOn: head'),
      says: ':9:9: /consumers/0/subscriptions/0/trainedOn must be integer',
    },
    {
      file: change('    tier: critical', '    tiers: critical'),
      says: ':5:5: /consumers/0/tiers "tiers" is not known here; did you mean tier?',
    },
    {
      file: change('tier: critical', 'tier: gold'),
      says: ':5:5: /consumers/0/tier must be one of critical, standard, experimental',
    },
    {
      file: change('- /category', '- category'),
      says: ':11:13: /consumers/0/subscriptions/0/reads/0 is "category", which does not fit: RFC 6901 pointer',
    },
    {
      file: change('wider-range', 'wide-range'),
      says: ':13:23: /consumers/0/subscriptions/0/reads/1/handles/0 must be one of new-values, null',
    },
    { file: change('name: churn', 'name: fraud'), says: ':15:5: fraud occurs twice: keep one' },
    {
      file: change('name: churn', 'name: Churn'),
      says: ':15:5: /consumers/1/name is "Churn", which does not fit: Lower-case words',
    },
    { file: change('team: fraud-ml', 'team: [fraud-ml'), says: 'forewarn.consumer.yaml:2:' },
    { file: 'just text', says: ':1:1: the file must be object' },
    { file: '', says: ':1:1: the file must be object' },
    { file: `${FILE}team: again\n`, says: ':20:1: the member "team" occurs twice' },
    { file: change('[v7]', '*live'), says: ': *live has no anchor &live before it' },
  ])('is told by line and column: $says', async ({ file, says }) => {
    const { exit, stderr } = await run(['apply'], { files: { 'forewarn.consumer.yaml': file }, env: env() });

    expect(stderr).toContain('error: forewarn.consumer.yaml cannot be applied; nothing was changed.\n');
    expect(stderr).toContain(says);
    expect(exit).toBe(2);
    expect(registry.requests).toEqual([]);
  });

  it('is told where it is missing, and from standard input', async () => {
    const missing = await run(['apply'], { env: env() });
    const piped = await run(['apply', '-'], { env: env(), stdin: 'consumers: []' });

    expect(missing.stderr).toContain('forewarn.consumer.yaml cannot be read: there is no such file.');
    expect(piped.stderr).toContain('(standard input):1:1: /consumers must list at least 1');
    expect([missing.exit, piped.exit]).toEqual([2, 2]);
  });

  it('cannot be made huge by aliases', async () => {
    const ten = (name: string): string => Array(10).fill(name).join(',');
    const layers = ['b', 'c', 'd', 'e', 'f', 'g'].map((name, at) => `${name}: &${name} [${ten(`*${'abcdef'[at]}`)}]`);
    const bomb = `a: &a [${ten('x')}]\n${layers.join('\n')}\n`;

    const { exit, stderr } = await run(['apply'], { files: { 'forewarn.consumer.yaml': bomb }, env: env() });

    expect(stderr).toContain('stand for more than 1000000 values');
    expect(exit).toBe(2);
  });
});
