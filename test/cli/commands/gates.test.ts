import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(async () => void (await registry.start()));
afterEach(() => registry.reset());
afterAll(async () => await registry.stop());

const forewarn = async (...argv: string[]) =>
  await run(argv, { env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_test' } });

const GATE = 'GET /v1/subjects/payments.cards/versions/13/gate';
const gate = (kind: 'open' | 'closed' | 'unknown', models: readonly object[] = []) => ({
  status: 200,
  body: {
    subject: 'payments.cards',
    version: 13,
    environment: 'production',
    gate: kind,
    because: 'of its models',
    at: 'x',
    models,
    willBreak: models.filter((model) => 'breaks' in model && model.breaks === 'will'),
    mayBreak: models.filter((model) => 'breaks' in model && model.breaks === 'may'),
  },
});
const ASK = ['can-i-deploy', '--subject', 'payments.cards', '--version', '13', '--to-environment', 'production'];
const WAITING = {
  consumer: 'fraud',
  team: 'fraud-ml',
  tier: 'standard',
  state: { name: 'notified', at: '2026-11-24T09:00:00.000Z' },
  deadline: '2026-12-08',
  blocks: true,
  because: 'waits',
  detail: 'notified; holds until 2026-12-08 at the latest',
  contact: '#fraud-ml',
};

describe('can-i-deploy', () => {
  it('passes an open gate, and asks of the environment that is named', async () => {
    registry.on(GATE, gate('open'));
    expect(await forewarn(...ASK)).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('✓ payments.cards v13 may go to production'),
    });
    expect(registry.requests[0]?.url).toContain('?environment=production');
  });
  it('says beforehand who breaks when an open one is used, and who may', async () => {
    const passed = { ...WAITING, blocks: false, because: 'date-passed', detail: 'its date, 2026-12-08, is over' };
    const models = [
      { ...passed, breaks: 'will' },
      { ...passed, consumer: 'churn', breaks: 'may' },
      { ...passed, consumer: 'done', breaks: 'no' },
    ];
    registry.on(GATE, gate('open', models));
    const { exit, stdout } = await forewarn(...ASK);
    expect(exit).toBe(0);
    expect(stdout).toContain('! payments.cards v13 may go to production; of its models\n');
    expect(stdout).toMatch(/^breaks +fraud .*\nmay break +churn .*\npasses +done /m);
  });
  it('ends with 1 before a closed one, and with a table of who holds it, until when and whom to ask', async () => {
    registry.on(GATE, gate('closed', [WAITING]));
    const { exit, stdout } = await forewarn(...ASK);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/holds +fraud +standard +notified +2026-12-08 +#fraud-ml +notified; holds until/);
  });
  it('ends with 3 where nothing is known yet: that is no refusal', async () => {
    registry.on(GATE, gate('unknown'));
    const { exit, stderr, slept } = await forewarn(...ASK);
    expect({ exit, slept }).toEqual({ exit: 3, slept: [] });
    expect(stderr).toContain('--retry-while-unknown');
  });
  it('waits while nothing is known, as long as it is told to and no longer', async () => {
    registry.on(GATE, gate('unknown'), gate('unknown'), gate('open'));
    expect(await forewarn(...ASK, '--retry-while-unknown')).toMatchObject({ exit: 0, slept: [2_000, 2_000] });
    registry.on(GATE, gate('unknown'));
    expect(await forewarn(...ASK, '--retry-while-unknown', '5')).toMatchObject({ exit: 3, slept: [2_000, 2_000] });
  });
  it.each([
    ['a version that is none', ['can-i-deploy', '--subject', 'a', '--version', 'v13', '--to-environment', 'e']],
    ['a patience that is none', [...ASK, '--retry-while-unknown', 'long']],
  ])('refuses %s without asking', async (_, argv) => {
    expect((await forewarn(...argv)).exit).toBe(2);
    expect(registry.requests).toEqual([]);
  });
  it('ends with 2 where there is no such environment, with the nearest', async () => {
    const detail = 'nothing was ever recorded in "prodution", and no policy names it; nearest: production';
    const errors = [{ pointer: '/environment', detail }];
    registry.on(GATE, { status: 422, body: { code: 'unknown-environment', title: 'x', detail, errors } });
    const { exit, stdout, stderr } = await forewarn(...ASK);
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' });
    expect(stderr).toContain('nearest: production');
  });
  it('never takes a failing registry for a closed gate', async () => {
    registry.on(GATE, { status: 503, body: { code: 'unavailable', detail: 'busy', errors: [] } });
    expect((await forewarn(...ASK)).exit).toBe(3);
  });
});

describe('can-i-remove', () => {
  const READERS = 'GET /v1/subjects/payments.cards/readers';
  const reader = (more: object = {}) => ({
    consumer: 'fraud',
    team: 'fraud-ml',
    tier: 'standard',
    contact: '#fraud-ml',
    reads: ['/category'],
    trainedOn: 12,
    since: '2026-01-01T00:00:00.000Z',
    releases: [{ release: 'v7', environment: 'production', version: 12 }],
    stale: false,
    ...more,
  });
  const ask = async () => await forewarn('can-i-remove', '--subject', 'payments.cards', '--field', '/category');

  it('ends with 1 where a live model reads the field, and says which, where and since when', async () => {
    registry.on(READERS, { status: 200, body: { readers: [reader()] } });
    const { exit, stdout } = await ask();
    expect(exit).toBe(1);
    expect(stdout).toMatch(/fraud +#fraud-ml +\/category +v7 in production +2026-01-01/);
  });
  it('passes where nobody does, or only a model that nobody has spoken for', async () => {
    registry.on(
      READERS,
      { status: 200, body: { readers: [] } },
      { status: 200, body: { readers: [reader({ stale: true })] } },
    );
    expect((await ask()).exit).toBe(0);
    expect(await ask()).toMatchObject({ exit: 0, stdout: expect.stringContaining('silent for long') });
  });
});

describe('what makes a version live', () => {
  const done = (willBreak: readonly object[] = [], mayBreak: readonly object[] = []) => ({
    status: 200,
    body: { outcome: 'recorded', effects: ['activated'], blockers: [], notes: [], willBreak, mayBreak },
  });
  const WILL = { consumer: 'fraud', team: 'fraud-ml', contact: '#fraud-ml' };
  const MAY = { consumer: 'churn', team: 'growth' };
  const BROKEN =
    '1 model has not migrated and will break: fraud (#fraud-ml); 1 model may break, as nobody could prove that it is safe: churn (team growth)\n';

  it.each([
    ['activate', 'POST /v1/subjects/payments.cards/versions/13/activate', 'payments.cards v13 is live and the head'],
    [
      'record-deployment',
      'PUT /v1/environments/production/deployments/subjects/payments.cards',
      'payments.cards v13 is deployed to production',
    ],
  ] as const)('%s says whom it breaks, and ticks nothing off then', async (name, route, says) => {
    const argv =
      name === 'activate'
        ? ['activate', 'payments.cards', '13']
        : ['record-deployment', '--subject', 'payments.cards', '--version', '13', '--environment', 'production'];
    registry.on(route, done([WILL], [MAY]), done());
    expect((await forewarn(...argv)).stdout).toContain(`! ${says}; ${BROKEN}`);
    expect((await forewarn(...argv)).stdout).toContain(`✓ ${says}.\n`);
  });
});

describe('record-deployment', () => {
  it.each([
    ['nobody', ['--environment', 'e']],
    ['a model without its release', ['--environment', 'e', '--consumer', 'fraud']],
    [
      'a reading without a version',
      ['--environment', 'e', '--consumer', 'fraud', '--consumer-version', 'v8', '--reads', 'cards'],
    ],
    [
      'a removed release that reads',
      ['--environment', 'e', '--consumer', 'f', '--consumer-version', 'v8', '--removed', '--alongside'],
    ],
    ['a subject without a version', ['--environment', 'e', '--subject', 'cards']],
    ['a model and a subject', ['--environment', 'e', '--subject', 'cards', '--version', '1', '--consumer', 'fraud']],
  ])('refuses %s without asking the registry', async (_, argv) => {
    expect((await forewarn('record-deployment', ...argv)).exit).toBe(2);
    expect(registry.requests).toEqual([]);
  });
  it('sends every reading, and takes a release out by its name', async () => {
    const at = '/v1/environments/production/deployments/consumers/fraud';
    const body = { outcome: 'recorded', deployment: {}, migrations: [], followed: [], notes: ['look at this'] };
    registry.on(`PUT ${at}`, { status: 200, body }).on(`DELETE ${at}`, { status: 200, body });
    const model = ['--environment', 'production', '--consumer', 'fraud', '--consumer-version', 'v8'];
    const { exit, stderr } = await forewarn(
      'record-deployment',
      ...model,
      '--reads',
      'cards@13',
      '--reads',
      'users@2',
      '--alongside',
    );
    expect({ exit, stderr }).toMatchObject({ exit: 0, stderr: expect.stringContaining('warning: look at this') });
    expect(JSON.parse(registry.requests[0]?.body ?? '')).toEqual({
      release: 'v8',
      reads: [
        { subject: 'cards', version: 13 },
        { subject: 'users', version: 2 },
      ],
      alongside: true,
    });
    await forewarn('record-deployment', ...model, '--removed');
    expect(registry.requests[1]?.url).toBe(`${at}?release=v8`);
  });
});

describe('deployments', () => {
  it('lists what runs in an environment, and where a model runs', async () => {
    const reads = [{ subject: 'cards', version: 13 }];
    const model = {
      consumer: 'fraud',
      environment: 'production',
      releases: [{ release: 'v8', reads, at: '2026-11-24T09:00:00.000Z' }],
    };
    const version = { subject: 'cards', environment: 'production', version: 13, at: '2026-11-24T09:00:00.000Z' };
    registry
      .on('GET /v1/environments/production/deployments/consumers', { status: 200, body: { items: [model] } })
      .on('GET /v1/environments/production/deployments/subjects', { status: 200, body: { items: [version] } })
      .on('GET /v1/consumers/idle/deployments', { status: 200, body: { items: [] } });
    const { stdout } = await forewarn('deployments', '--environment', 'production');
    expect(stdout).toMatch(/fraud +v8 +production +cards@13 +2026-11-24/);
    expect(stdout).toMatch(/cards +v13 +production +2026-11-24/);
    expect((await forewarn('deployments', '--consumer', 'idle')).stdout).toContain('No deployment is recorded');
    expect((await forewarn('deployments')).exit).toBe(2);
  });
});
