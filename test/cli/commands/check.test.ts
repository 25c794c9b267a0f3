import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  affected,
  approval,
  BREAKING_CHECK,
  COMPATIBLE_CHECK,
  DANGEROUS,
  SCHEMA,
  SUBJECT,
  TYPE_CHANGED,
} from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const ROUTE = `POST /v1/compatibility/subjects/${SUBJECT}/versions/head`;
const files = { 'transaction.json': SCHEMA };
const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_x_secret', GITHUB_EVENT_NAME: 'pull_request' });
const check = (...more: string[]) =>
  run(['check', '--subject', SUBJECT, 'transaction.json', ...more], { files, env: env() });

describe('what check prints', () => {
  it('says what breaks, where, for whom and how to pass, and exits 1', async () => {
    registry.on(ROUTE, { status: 200, body: BREAKING_CHECK });

    const { exit, stdout } = await check();

    expect(stdout).toBe(`✗ payments.transaction-authorized  v12 -> PR: 1 breaking, 3 safe
  BREAKING type-changed /category integer -> string  transaction.json:14
    proof    {"user_id":42,"category":"grocery","amount":12.5}
    affects  fraud v7  standard @fraud-ml  2026-12-08
             churn v2  standard @fraud-ml  2026-12-08
    4 other subscribers do not read category
  To pass:
    ship today   keep category, add a field of the new type, and deprecate the old one
    or announce  forewarn publish --sunset 2026-12-08 (or --manifest change.md with sunset:)
`);
    expect(exit).toBe(1);
  });

  it('says the same under a mode that is not satisfied and refuses nothing', async () => {
    const open = affected('fraud', { approval: approval(['587c2f3019a3']) });
    const body = { ...BREAKING_CHECK, modeSatisfied: false, affected: [open], reasons: ['fraud would break'] };
    registry.on(ROUTE, { status: 200, body });

    const { stdout } = await check();

    expect(stdout).not.toContain('! fraud would break');
    expect(stdout).toContain('or announce  forewarn publish');
  });

  it('names the manifest that the configuration has for the date', async () => {
    registry.on(ROUTE, { status: 200, body: BREAKING_CHECK });
    const subjects = [{ subject: SUBJECT, schema: 'transaction.json', manifest: 'news/cards.md' }];

    const { stdout } = await run(['check'], { files: { ...files, 'forewarn.config.json': { subjects } }, env: env() });

    expect(stdout).toContain('forewarn publish --sunset 2026-12-08 (or sunset: in news/cards.md)');
  });

  it('names file, line and column of what makes the schema none', async () => {
    const detail = '/schema/properties/category/type: must be one of array, string';
    const errors = [{ pointer: '/schema/properties/category/type', detail: 'must be one of array, string' }];
    const title = 'The schema is not valid';
    registry.on(ROUTE, { status: 422, body: { code: 'invalid-schema', status: 422, title, detail, errors } });

    const { exit, stdout, stderr } = await check();

    expect([exit, stdout]).toEqual([2, '']);
    expect(stderr).toBe(
      'error: transaction.json: The schema is not valid\n  transaction.json:14:7: /properties/category/type: must be one of array, string\n',
    );
  });

  it('passes a compatible change in one line', async () => {
    registry.on(ROUTE, { status: 200, body: COMPATIBLE_CHECK });

    const { exit, stdout } = await check();

    expect([exit, stdout]).toEqual([0, '✓ payments.transaction-authorized  v12 -> PR: 1 safe\n']);
  });

  it('passes a breaking change that carries a sufficient date, and names the date', async () => {
    registry.on(ROUTE, { status: 200, body: { ...BREAKING_CHECK, passes: true, reasons: [] } });

    const { exit, stdout } = await check('--sunset', '2026-12-10');

    expect(stdout).toContain('v12 -> PR: 1 breaking, 3 safe, announced for 2026-12-10\n');
    expect(stdout).not.toContain('To pass');
    expect(exit).toBe(0);
  });

  it('gives the reason where a date was asked for and is too soon', async () => {
    registry.on(ROUTE, { status: 200, body: { ...BREAKING_CHECK, reasons: ['2026-11-25 is too soon'] } });

    const { exit, stdout } = await check('--sunset', '2026-11-25');

    expect(stdout).toContain('  ! 2026-11-25 is too soon\n');
    expect(exit).toBe(1);
  });

  it('shows dangerous changes with their risk, and models that may be hit or were broken before', async () => {
    const body = {
      ...BREAKING_CHECK,
      changes: [TYPE_CHANGED, DANGEROUS],
      changeCount: 2,
      affected: [
        affected('fraud', { verdict: 'undecided', reason: 'pattern not understood' }),
        affected('churn', { verdict: 'still-broken', trainedOn: 9 }),
      ],
      unaffected: { count: 3, doNotRead: 1 },
      undecidedRest: 2,
      passes: true,
    };
    registry.on(ROUTE, { status: 200, body });

    const { stdout } = await check();

    expect(stdout).toBe(`✓ payments.transaction-authorized  v12 -> PR: 1 breaking, 1 dangerous, undecided for 1 model
  BREAKING type-changed /category integer -> string  transaction.json:14
    proof    {"user_id":42,"category":"grocery","amount":12.5}
    no registered model is proved to break
    1 other subscriber does not read category
    2 other subscribers read what changes and can take it
  DANGEROUS range-widened /amount 100 -> 200  transaction.json:9
    risk     a model that never saw such values may extrapolate
  UNDECIDED for these models, waited for as for a break until they answer: please look
    may hit  fraud v7  standard @fraud-ml  2026-12-08  pattern not understood
  broken already, before this change
    models   churn v7  standard @fraud-ml  2026-12-08  trained on v9
  UNDECIDED for 2 more: the time for a check was up
`);
  });

  it('ends with 3, not 1, where only the time did not suffice, and says for whom', async () => {
    const unjudged = ['2 subscriptions of payments.transaction-authorized were not judged in time'];
    const body = { ...COMPATIBLE_CHECK, undecidedRest: 2, passes: false, unjudged };
    registry.on(ROUTE, { status: 200, body });

    const { exit, stdout } = await check();

    expect(exit).toBe(3);
    expect(stdout).toContain(`  ! ${unjudged[0]}\n`);
  });

  it('names a break that several changes make together, with its proof', async () => {
    const body = { ...BREAKING_CHECK, changes: [], changeCount: 0, affected: [affected('fraud', { changes: [] })] };
    registry.on(ROUTE, { status: 200, body });

    const { stdout } = await check();

    expect(stdout).toContain(`  BREAKING category: by several changes together
    proof    {"user_id":42,"category":"grocery","amount":12.5}
    affects  fraud v7  standard @fraud-ml  2026-12-08
`);
  });

  it('cuts long lists and says how much is missing', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({
      ...TYPE_CHANGED,
      pointer: `/f${at}`,
      schemaPointer: `/properties/f${at}/type`,
    }));
    const models = Array.from({ length: 20 }, (_, at) => affected(`model-${at}`));
    registry.on(ROUTE, { status: 200, body: { ...BREAKING_CHECK, changes: many, changeCount: 80, affected: models } });

    const { stdout } = await check();

    expect(stdout).toContain('v12 -> PR: 30 breaking, 50 more\n');
    expect(stdout).toContain('  29 more breaking changes break no registered model: --verbose lists them\n');
    expect(stdout).toContain('             and 6 more: --verbose lists them\n');
  });

  it('lists safe changes and the training lens when asked', async () => {
    registry.on(ROUTE, { status: 200, body: BREAKING_CHECK });

    const { stdout } = await check('--verbose');

    expect(stdout).toContain('  SAFE description-changed /amount  transaction.json:9\n');
    expect(stdout).toContain('  training the new schema rejects old data: {"user_id":1,"category":1,"amount":1}\n');
  });

  it('has colour on a terminal only, and not where NO_COLOR forbids it', async () => {
    registry.on(ROUTE, { status: 200, body: BREAKING_CHECK });
    const argv = ['check', '--subject', SUBJECT, 'transaction.json'];

    const onTerminal = await run(argv, { files, env: env(), terminal: true });
    const forbidden = await run(argv, { files, env: { ...env(), NO_COLOR: '1' }, terminal: true });

    expect(onTerminal.stdout).toContain('\u001b[31m✗\u001b[39m');
    expect(forbidden.stdout).not.toContain('\u001b');
  });

  it('never lets a stranger move the cursor, forge a line or start a workflow command', async () => {
    const evil = 'a\u001b[2J\r\n::error::x\u202e##[group]b';
    const change = { ...TYPE_CHANGED, pointer: `/${evil}`, message: evil, before: evil, after: 'x', advice: evil };
    const body = {
      ...BREAKING_CHECK,
      changes: [change],
      affected: [affected('fraud', { reason: evil, witness: { [evil]: evil } })],
    };
    registry.on(ROUTE, { status: 200, body });

    const { stdout } = await check();

    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Cf}|##\[/u);
    expect(stdout).not.toMatch(/^\s*::/m);
    expect(stdout).toContain('proof    {"a\\u001b[2J\\r\\n::error::x\\u202e#\\u0023[');
  });
});

describe('what check asks', () => {
  it('sends the file as it stands, so that no digit is lost', async () => {
    registry.on(ROUTE, { status: 200, body: COMPATIBLE_CHECK });

    await check('--sunset', '2026-12-08', '--emergency', '--reason', 'the feed is down');

    const [request] = registry.requests;
    expect(request?.body).toContain('9007199254740993');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      schema: JSON.parse(SCHEMA),
      sunset: '2026-12-08',
      emergency: { reason: 'the feed is down' },
    });
    expect(request?.headers.authorization).toBe('Bearer fw_x_secret');
  });

  it('sends the manifest, read from the file that a flag names', async () => {
    registry.on(ROUTE, { status: 200, body: COMPATIBLE_CHECK });
    const change = '---\nmessage: category becomes a string\nsunset: 2026-12-08\n---\n\n## WHAT\n\nA string.\n';

    await run(['check', '--subject', SUBJECT, 'transaction.json', '--manifest', 'change.md'], {
      files: { ...files, 'change.md': change },
      env: env(),
    });

    expect(JSON.parse(registry.requests[0]?.body ?? '').manifest).toEqual({
      message: 'category becomes a string',
      sunset: '2026-12-08',
      what: 'A string.',
    });
  });

  it.each(['7', 'latest'])('compares with version %s when asked', async (version) => {
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/${version}`, {
      status: 200,
      body: COMPATIBLE_CHECK,
    });

    const { exit } = await check('--against', version);

    expect(exit).toBe(0);
  });

  it('reads the schema from standard input', async () => {
    registry.on(ROUTE, { status: 200, body: COMPATIBLE_CHECK });

    const { exit, stdout } = await run(['check', '--subject', SUBJECT, '-', '--context-id', 'pr-123'], {
      stdin: SCHEMA,
      env: env(),
    });

    expect([exit, stdout]).toEqual([0, '✓ payments.transaction-authorized  v12 -> pr-123: 1 safe\n']);
  });

  it('compares with a file without a registry', async () => {
    const { exit, stdout } = await run(['check', '--subject', SUBJECT, 'transaction.json', '--against', 'old.json'], {
      files: { ...files, 'old.json': SCHEMA.replace('"type": "string"', '"type": "integer"') },
    });

    expect(stdout).toContain('BREAKING type-changed /category integer -> string');
    expect(exit).toBe(1);
    expect(registry.requests).toEqual([]);
  });

  it('takes a subject that does not exist yet for a first version, and still validates its schema', async () => {
    const valid = await check();
    const invalid = await run(['check', '--subject', SUBJECT, 'bad.json'], {
      files: { 'bad.json': '{\n  "type": "strnig"\n}' },
      env: env(),
    });

    expect(valid.exit).toBe(0);
    expect(valid.stdout).toBe('✓ payments.transaction-authorized  PR: the first version, nothing to compare with\n');
    expect(valid.stderr).toContain(`has no subject ${SUBJECT} yet`);
    expect(invalid.exit).toBe(2);
    expect(invalid.stderr).toContain('bad.json:2:3: /type: must be one of');
  });
});

describe('what fails a check', () => {
  const dangerous = { ...COMPATIBLE_CHECK, changes: [DANGEROUS] };
  const breakingUnread = { ...BREAKING_CHECK, affected: [], passes: true, reasons: [] };
  it.each([
    { body: breakingUnread, flags: [], exit: 0, what: 'nothing, where nobody reads what breaks' },
    { body: breakingUnread, flags: ['--fail-on', 'breaking'], exit: 1, what: 'any breaking change, if asked' },
    {
      body: dangerous,
      flags: ['--fail-on', 'breaking'],
      exit: 0,
      what: 'no dangerous change under --fail-on breaking',
    },
    { body: dangerous, flags: ['--fail-on', 'dangerous'], exit: 1, what: 'any dangerous change, if asked' },
    { body: COMPATIBLE_CHECK, flags: ['--fail-on', 'dangerous'], exit: 0, what: 'no safe change' },
  ])('$what', async ({ body, flags, exit }) => {
    registry.on(ROUTE, { status: 200, body });

    const ran = await check(...flags);

    expect(ran.exit).toBe(exit);
  });
});
