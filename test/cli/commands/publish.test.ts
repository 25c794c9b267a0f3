import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BREAKING_CHECK, COMPATIBLE_CHECK, PROPOSED, SCHEMA, SUBJECT, TYPE_CHANGED } from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const ROUTE = `POST /v1/subjects/${SUBJECT}/versions`;
const ANNOUNCEMENT = `/v1/announcements/${PROPOSED.announcementId}`;
const files = { 'transaction.json': SCHEMA };
const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' });
const publish = (...more: string[]) =>
  run(['publish', '--subject', SUBJECT, 'transaction.json', ...more], { files, env: env() });
const { announcementId: _, minimumNotice: __, ...rest } = PROPOSED;
const active = { ...rest, status: 'active', verdicts: COMPATIBLE_CHECK.verdicts };

describe('forewarn publish', () => {
  it('says that a breaking version is proposed, and from when it may go live', async () => {
    registry.on(ROUTE, { status: 201, body: PROPOSED });

    const { exit, stdout } = await publish();

    expect(stdout).toBe(`✓ payments.transaction-authorized  v12 -> v13 proposed: 1 breaking, 3 safe
  BREAKING type-changed /category integer -> string  transaction.json:14
    proof    {"user_id":42,"category":"grocery","amount":12.5}
  not live yet: forewarn activate payments.transaction-authorized 13 once its gate is open; its readers' notice ends by 2026-12-08 at the latest (standard readers have 14 days)
  readers are being told: forewarn announcements show 01JD8Q3M6T5Y0000000000ABCD
`);
    expect(exit).toBe(0);
  });

  it.each([
    { body: { ...active, version: 1, head: 1, changes: [], changeCount: 0 }, says: 'v1 active: the first version' },
    { body: { ...active, head: 13, changes: COMPATIBLE_CHECK.changes, changeCount: 1 }, says: 'v13 active: 1 safe' },
    {
      body: { ...active, outcome: 'unchanged', version: 12, changes: [], changeCount: 0, verdicts: undefined },
      says: 'v12: unchanged (active)',
    },
    {
      body: { ...active, sameAs: 9, changes: [], changeCount: 0 },
      says: 'v13 active: no changes\n  the same content as v9',
    },
  ])('says $says', async ({ body, says }) => {
    registry.on(ROUTE, { status: 201, body });

    const { exit, stdout } = await publish();

    expect([exit, stdout]).toEqual([0, `✓ payments.transaction-authorized  ${says}\n`]);
  });

  it('publishes nothing from a run for a pull request with the rights of its base', async () => {
    const { exit, stderr } = await run(['publish', '--subject', SUBJECT, 'transaction.json'], {
      files,
      env: { ...env(), GITHUB_EVENT_NAME: 'pull_request_target' },
    });

    expect([exit, registry.requests]).toEqual([2, []]);
    expect(stderr).toContain('Nothing is published from a pull_request_target run');
  });

  it('names the date that was asked for, not the earliest one', async () => {
    registry.on(ROUTE, { status: 201, body: PROPOSED });

    const { stdout } = await publish('--sunset', '2027-03-01');

    expect(stdout).toContain('once its gate is open, from 2027-03-01 on\n');
  });

  it('says that another date does not move a proposal that stands', async () => {
    const body = { ...PROPOSED, outcome: 'unchanged', changes: [], changeCount: 0 };
    registry.on(ROUTE, { status: 200, body });

    const again = await publish();
    const earlier = await publish('--sunset', '2026-11-25');

    expect(again.stderr).toBe('');
    expect(earlier.stderr).toContain(`${SUBJECT} v13 is announced already and its date stays`);
    expect([again.exit, earlier.exit]).toEqual([0, 0]);
  });

  it('sends what CI knows of the source, and observes when asked', async () => {
    registry.on(ROUTE, { status: 201, body: PROPOSED });
    const github = { GITHUB_REPOSITORY: 'acme/payments', GITHUB_SHA: 'abc', GITHUB_REF: 'refs/pull/412/merge' };

    await run(['publish', '--subject', SUBJECT, 'transaction.json', '--observe'], {
      files,
      env: { ...env(), ...github },
    });

    const { observe, source } = JSON.parse(registry.requests[0]?.body ?? '');
    expect(observe).toBe(true);
    expect(source).toEqual({
      repository: 'acme/payments',
      commit: 'abc',
      pullRequest: '412',
      file: 'transaction.json',
    });
  });

  it('writes nothing with --dry-run', async () => {
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body: BREAKING_CHECK });

    const { exit, stdout } = await publish('--dry-run');

    expect(exit).toBe(1);
    expect(stdout).toContain('or announce  forewarn publish --sunset 2026-12-08');
    expect(registry.requests.map(({ url }) => url)).toEqual([`/v1/compatibility/subjects/${SUBJECT}/versions/head`]);
  });

  it('shows a refusal by policy like a failed check, with the date that would do', async () => {
    const detail = '2026-11-25 is too soon: the earliest date is 2026-12-08.';
    registry.on(ROUTE, {
      status: 409,
      body: {
        code: 'notice-too-short',
        title: 'x',
        detail,
        errors: [{ pointer: '/sunset', detail }],
        ...BREAKING_CHECK,
        status: 409,
      },
    });

    const { exit, stdout } = await publish('--sunset', '2026-11-25');

    expect(stdout).toBe(`✗ payments.transaction-authorized  v12 -> transaction.json: 1 breaking, 3 safe
  BREAKING type-changed /category integer -> string  transaction.json:14
    proof    {"user_id":42,"category":"grocery","amount":12.5}
  ! 2026-11-25 is too soon: the earliest date is 2026-12-08.
  To pass:
    ship today   keep category, add a field of the new type, and deprecate the old one
    or announce  forewarn publish --sunset 2026-12-08 (or --manifest change.md with sunset:)
`);
    expect(exit).toBe(1);
  });

  it('publishes all subjects of the configuration', async () => {
    const config = {
      subjects: ['a', 'b'].map((subject) => ({ subject, schema: 'transaction.json' })),
      url: registry.url,
    };
    for (const subject of ['a', 'b'])
      registry.on(`POST /v1/subjects/${subject}/versions`, { status: 201, body: { ...active, subject } });

    const { exit, stdout } = await run(['publish'], {
      files: { ...files, 'forewarn.config.json': config },
      env: { FOREWARN_TOKEN: 't' },
    });

    expect(exit).toBe(0);
    expect(stdout.match(/^✓ [ab] /gm)).toEqual(['✓ a ', '✓ b ']);
  });

  it('waits until the readers are told, and names them', async () => {
    registry
      .on(ROUTE, { status: 201, body: PROPOSED })
      .on(
        `GET ${ANNOUNCEMENT}`,
        { status: 200, body: { status: 'planning' } },
        { status: 200, body: { status: 'open' } },
      )
      .on(`GET ${ANNOUNCEMENT}/migrations`, {
        status: 200,
        body: {
          items: [
            { consumer: 'fraud', team: 'fraud-ml', tier: 'standard', deadline: '2026-12-14', changes: [TYPE_CHANGED] },
          ],
        },
      })
      .on(`GET ${ANNOUNCEMENT}/deliveries`, {
        status: 200,
        body: {
          items: [
            { channel: { kind: 'slack', channel: '#fraud-ml' }, status: 'sent' },
            { channel: { kind: 'github', repository: 'acme/fraud' }, status: 'sent' },
            { channel: { kind: 'sns' }, status: 'pending' },
          ],
        },
      });

    const { stdout, slept } = await publish('--wait');

    expect(slept).toEqual([1000]);
    // The date of those who are affected, as they were told it, and not the longest that a subscriber may have.
    expect(stdout).toContain("once its gate is open; its readers' notice ends by 2026-12-14\n");
    expect(stdout).not.toContain('2026-12-08');
    expect(stdout).toContain(`  told 1 model
    fraud  standard @fraud-ml  2026-12-14
    Slack #fraud-ml    sent
    GitHub acme/fraud  sent
    SNS                pending
`);
  });

  it('does not wait forever, and that is no failure', async () => {
    registry
      .on(ROUTE, { status: 201, body: PROPOSED })
      .on(`GET ${ANNOUNCEMENT}`, { status: 200, body: { status: 'planning' } });

    const { exit, stderr, slept } = await publish('--wait');

    expect(exit).toBe(0);
    expect(slept.length).toBeLessThanOrEqual(60);
    expect(stderr).toContain(`announcement ${PROPOSED.announcementId} is still being planned`);
  });
});
