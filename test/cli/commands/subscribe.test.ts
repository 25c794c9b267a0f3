import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUBJECT } from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' });
const CONSUMER = '/v1/consumers/fraud';
const SUBSCRIPTION = `${CONSUMER}/subscriptions/${SUBJECT}`;
const FRAUD = { name: 'fraud', team: 'fraud-ml', tier: 'standard', releases: [], revision: 1 };
const READS = [{ pointer: '/category', handles: ['new-values', 'null'] }, { pointer: '/items/*/price' }];
const SUBSCRIBED = { consumer: 'fraud', subject: SUBJECT, trainedOn: 12, reads: READS, strict: false, revision: 1 };
const puts = () =>
  registry.requests.filter(({ method }) => method === 'PUT').map(({ url, body }) => ({ url, body: JSON.parse(body) }));

const FLAGS =
  `subscribe --consumer fraud --subject ${SUBJECT} --trained-on 12 --reads /category --reads /items/*/price`.split(' ');

describe('forewarn subscribe', () => {
  it('creates the consumer and its subscription', async () => {
    registry
      .on(`PUT ${CONSUMER}`, { status: 201, body: FRAUD })
      .on(`PUT ${SUBSCRIPTION}`, { status: 201, body: { subscription: SUBSCRIBED, opened: [] } });
    const more = [
      '--team',
      'fraud-ml',
      '--tier',
      'critical',
      '--slack',
      '#fraud-ml',
      '--mention',
      'S0614TZR7',
      '--release',
      'v7',
      '--handles',
      '/category=null,new-values',
      '--require',
      '/items/*/price',
    ];

    const { exit, stdout } = await run([...FLAGS, ...more], { env: env() });

    expect(puts()).toEqual([
      {
        url: CONSUMER,
        body: {
          team: 'fraud-ml',
          tier: 'critical',
          slack: { channel: '#fraud-ml', mention: 'S0614TZR7' },
          releases: ['v7'],
        },
      },
      {
        url: SUBSCRIPTION,
        body: {
          trainedOn: 12,
          strict: false,
          reads: [
            { pointer: '/category', handles: ['new-values', 'null'] },
            { pointer: '/items/*/price', presence: 'required' },
          ],
        },
      },
    ]);
    expect(stdout).toBe(`✓ created fraud
✓ created fraud -> ${SUBJECT} (trained on v12, reads /category, /items/*/price)
`);
    expect(exit).toBe(0);
  });

  it('leaves what is so already alone', async () => {
    registry.on(`GET ${CONSUMER}`, { status: 200, body: FRAUD }).on(`GET ${SUBSCRIPTION}`, {
      status: 200,
      body: { ...SUBSCRIBED, reads: [{ pointer: '/category' }, { pointer: '/items/*/price' }] },
    });

    const { stdout } = await run(FLAGS, { env: env() });

    expect(stdout).toMatch(/^✓ unchanged fraud -> /);
    expect(puts()).toEqual([]);
  });

  it('changes only what a flag names of the consumer', async () => {
    registry
      .on(`GET ${CONSUMER}`, {
        status: 200,
        body: { ...FRAUD, description: 'scores cards', slack: { channel: '#old' } },
      })
      .on(`GET ${SUBSCRIPTION}`, { status: 404, body: { code: 'not-found', title: 'x' } })
      .on(`PUT ${CONSUMER}`, { status: 200, body: FRAUD })
      .on(`PUT ${SUBSCRIPTION}`, { status: 201, body: { subscription: SUBSCRIBED, opened: [] } });

    await run([...FLAGS, '--tier', 'critical'], { env: env() });

    expect(puts()[0]?.body).toEqual({
      team: 'fraud-ml',
      tier: 'critical',
      description: 'scores cards',
      slack: { channel: '#old' },
      releases: [],
    });
  });

  it('reports a pinned version that already fails, and announcements that wait for the model now', async () => {
    const alreadyBroken = { kind: 'rejected', witness: { category: 'x' }, pointers: ['/category'] };
    registry.on(`GET ${CONSUMER}`, { status: 200, body: FRAUD }).on(`PUT ${SUBSCRIPTION}`, {
      status: 201,
      body: { subscription: { ...SUBSCRIBED, trainedOn: 13 }, alreadyBroken, opened: ['01J'] },
    });

    const { exit, stdout } = await run(
      FLAGS.map((flag) => (flag === '12' ? 'head' : flag)),
      { env: env() },
    );

    expect(stdout).toBe(`✓ created fraud -> ${SUBJECT} (trained on v13, reads /category, /items/*/price)
  ! already broken at category: the head allows a record that this model's contract rejects
    proof    {"category":"x"}
  an open announcement now waits for this model: forewarn announcements show 01J
`);
    expect(exit).toBe(0);
  });

  it('shows the nearest names where a field does not exist', async () => {
    registry.on(`GET ${CONSUMER}`, { status: 200, body: FRAUD }).on(`PUT ${SUBSCRIPTION}`, {
      status: 422,
      body: {
        code: 'unknown-field',
        title: 'x',
        detail: 'v12 has no /categry',
        errors: [{ pointer: '/reads/0/pointer', detail: 'did you mean /category?' }],
      },
    });

    const { exit, stderr } = await run(FLAGS, { env: env() });

    expect(stderr).toContain('v12 has no /categry\n  /reads/0/pointer: did you mean /category?');
    expect(exit).toBe(2);
  });

  it('says a single reason once', async () => {
    const detail = 'v12 has no /categry; nearest: /category';
    registry.on(`GET ${CONSUMER}`, { status: 200, body: FRAUD }).on(`PUT ${SUBSCRIPTION}`, {
      status: 422,
      body: { code: 'unknown-field', title: 'x', detail, errors: [{ pointer: '/reads/0/pointer', detail }] },
    });

    const { stderr } = await run(FLAGS, { env: env() });

    expect(stderr).toBe(`error: ${detail}\n`);
  });

  const READ_ROWS = `subscribe --consumer fraud --subject ${SUBJECT} --trained-on 12 --reads /rowcount`.split(' ');
  const WARNING = 'v12 does not declare /rowcount, it accepts undeclared members; nearest: /rowCount';

  it('warns of a field that the version does not declare, in JSON too', async () => {
    const undeclared = [{ pointer: '/rowcount', nearest: ['/rowCount'] }];
    registry
      .on(`GET ${CONSUMER}`, { status: 200, body: FRAUD })
      .on(`PUT ${SUBSCRIPTION}`, { status: 201, body: { subscription: SUBSCRIBED, opened: [], undeclared } });
    expect((await run(READ_ROWS, { env: env() })).stdout).toContain(WARNING);
    const { stdout } = await run([...READ_ROWS, '--format', 'json'], { env: env() });
    expect(JSON.parse(stdout)).toMatchObject({ steps: [{ undeclared }] });
    await run([...READ_ROWS, '--undeclared'], { env: env() });
    expect(puts().map(({ body }) => body.undeclared)).toEqual([undefined, undefined, true]);
  });

  it('says in a dry run what the registry would say', async () => {
    const undeclared = [{ pointer: '/rowcount', nearest: ['/rowCount'] }];
    registry
      .on(`GET ${CONSUMER}`, { status: 200, body: FRAUD })
      .on(`PUT ${SUBSCRIPTION}`, { status: 201, body: { subscription: SUBSCRIBED, opened: [], undeclared } });
    expect((await run([...READ_ROWS, '--dry-run'], { env: env() })).stdout).toContain(WARNING);
    await run([...READ_ROWS, '--dry-run', '--undeclared'], { env: env() });
    expect(registry.rehearsals.map(({ body }) => JSON.parse(body).undeclared)).toEqual([undefined, true]);
    expect(puts()).toEqual([]);
  });

  it('changes nothing with --dry-run', async () => {
    registry
      .on(`GET ${CONSUMER}`, { status: 200, body: FRAUD })
      .on(`PUT ${CONSUMER}`, { status: 200, body: FRAUD })
      .on(`PUT ${SUBSCRIPTION}`, { status: 201, body: { subscription: SUBSCRIBED, opened: [] } });

    const { stdout } = await run([...FLAGS, '--dry-run', '--tier', 'critical'], { env: env() });

    expect(stdout).toMatch(/^~ would update fraud\n\+ would create fraud -> /);
    expect(puts()).toEqual([]);
  });

  it.each([[], ['--dry-run']])('creates no consumer whose subscription is refused, with %j', async (...more) => {
    registry.on(`PUT ${CONSUMER}`, { status: 201, body: FRAUD }).on(`PUT ${SUBSCRIPTION}`, {
      status: 404,
      body: { code: 'not-found', title: 'x', detail: 'there is no version 12', errors: [] },
    });

    const { exit, stdout, stderr } = await run([...FLAGS, '--team', 'fraud-ml', ...more], { env: env() });

    expect(stderr).toContain('error: there is no version 12');
    expect([exit, stdout, puts()]).toEqual([2, '', []]);
  });

  it.each([
    { more: [], says: 'fraud is no consumer yet: name its team' },
    { more: ['--team', 't', '--reads', 'category'], says: '--reads "category" is no pointer into the record' },
    {
      more: ['--team', 't', '--handles', '/amount=null'],
      says: '--handles speaks of /amount, which the model does not read',
    },
    { more: ['--team', 't', '--handles', '/category=nul'], says: '--handles knows no "nul"; did you mean null?' },
    { more: ['--team', 't', '--handles', '/category'], says: 'write it as /category=new-values,null' },
    { more: ['--team', 't', '--require', '/x'], says: '--require speaks of /x' },
    { more: ['--team', 't', '--mention', 'S0614TZR7'], says: '--mention needs --slack' },
    { more: ['--team', 't', '--slack', '#a', '--mention', '@here'], says: 'is no id of a Slack user group' },
    { more: ['--team', 't', '--trained-on', 'v12'], says: '--trained-on "v12" is no version' },
    { more: ['--team', 't', '--expectations', 'nope.json'], says: 'nope.json cannot be read' },
  ])('refuses $more', async ({ more, says }) => {
    const { exit, stderr } = await run([...FLAGS, ...more], { env: env() });

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
    expect(puts()).toEqual([]);
  });

  it('unsubscribes', async () => {
    registry.on(`DELETE ${SUBSCRIPTION}`, { status: 204 });

    const { exit, stdout } = await run(['unsubscribe', '--consumer', 'fraud', '--subject', SUBJECT], { env: env() });

    expect([exit, stdout]).toEqual([0, `✓ deleted fraud -> ${SUBJECT}\n`]);
  });
});
