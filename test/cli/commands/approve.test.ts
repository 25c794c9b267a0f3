import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Schemas } from '../../../lib/cli/api/operations.ts';
import { affected, approval, BREAKING_CHECK, COMPATIBLE_CHECK, SCHEMA, SUBJECT, TYPE_CHANGED } from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' });
const forewarn = (...words: string[]) => run(words, { env: env() });
const isOutput = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(new URL('../../../schemas/output.schema.json', import.meta.url), 'utf8')),
);

const CHANGE = TYPE_CHANGED.fingerprint;
const SAFE = COMPATIBLE_CHECK.changes[0]?.fingerprint ?? '';
const APPROVALS = `/v1/subjects/${SUBJECT}/approvals`;
const [given] = approval([], {}).given;
const UNTIL = ['--until', '2026-12-08'];
const WHY = ['--reason', 'we retrain on Monday'];
const OF = ['--subject', SUBJECT, '--change', CHANGE];

describe('forewarn approve', () => {
  it('sends one approval of all changes for all models, and says until when each holds', async () => {
    registry.on(`POST ${APPROVALS}`, {
      status: 201,
      body: {
        items: [
          { outcome: 'created', approval: given },
          { outcome: 'unchanged', approval: { ...given, consumer: 'churn' } },
        ],
      },
    });
    const models = ['--consumer', 'fraud', '--consumer', 'churn', '--consumer', 'fraud'];
    const ran = await forewarn('approve', ...OF, '--change', '0123456789ab', ...models, ...UNTIL, ...WHY);
    expect(ran).toMatchObject({
      exit: 0,
      stdout: [
        `✓ fraud: ${CHANGE} of ${SUBJECT} is approved until 2026-12-08`,
        `= churn: ${CHANGE} of ${SUBJECT} is approved until 2026-12-08, as before\n`,
      ].join('\n'),
    });
    expect(JSON.parse(registry.requests[0]?.body ?? '')).toEqual({
      changes: [CHANGE, '0123456789ab'],
      consumers: ['fraud', 'churn'],
      until: '2026-12-08',
      reason: 'we retrain on Monday',
    });
  });

  it('asks in parts for more than the registry takes at once', async () => {
    registry.on(`POST ${APPROVALS}`, { status: 201, body: { items: [{ outcome: 'created', approval: given }] } });
    const changes = Array.from({ length: 70 }, (_, at) => ['--change', at.toString(16).padStart(12, '0')]);
    const ran = await forewarn('approve', '--subject', SUBJECT, ...changes.flat(), ...UNTIL, ...WHY);
    expect(ran.exit).toBe(0);
    expect(registry.requests.map(({ body }) => JSON.parse(body).changes.length)).toEqual([50, 20]);
  });

  it('leaves the models to the registry where none is named', async () => {
    registry.on(`POST ${APPROVALS}`, { status: 200, body: { items: [{ outcome: 'updated', approval: given }] } });
    const ran = await forewarn('approve', ...OF, ...UNTIL, ...WHY, '--format', 'json');
    expect(JSON.parse(registry.requests[0]?.body ?? '')).not.toHaveProperty('consumers');
    const output = JSON.parse(ran.stdout);
    expect(output).toMatchObject({ command: 'approve', items: [{ outcome: 'updated' }] });
    expect(isOutput(output), JSON.stringify(isOutput.errors)).toBe(true);
  });

  it('says what is missing when another team’s token is refused', async () => {
    const detail =
      'team risk does not own the consumer fraud; a change is approved for fraud with a token of its own team';
    registry.on(`POST ${APPROVALS}`, { status: 403, body: { code: 'forbidden', title: 'x', detail, errors: [] } });
    expect(await forewarn('approve', ...OF, ...UNTIL, ...WHY)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining(detail),
    });
  });

  it.each([
    ['no date', [...OF, ...WHY], 'give --until and --reason, or --revoke'],
    ['no reason', [...OF, ...UNTIL], 'give --until and --reason, or --revoke'],
    [
      'what is no fingerprint',
      ['--subject', SUBJECT, '--change', 'category', ...UNTIL, ...WHY],
      '12 hexadecimal digits',
    ],
    ['what is not a name', ['--subject', 'Pay', '--change', CHANGE, ...UNTIL, ...WHY], 'Pay'],
    ['no change', ['--subject', SUBJECT, ...UNTIL, ...WHY], '--change'],
    ['a revocation for nobody', ['--revoke', ...OF], 'Name the model with --consumer'],
    [
      'a revocation with a date',
      ['--revoke', ...OF, '--consumer', 'fraud', ...UNTIL],
      'leave --until and --reason out',
    ],
  ])('refuses %s before it asks the registry', async (_, words, says) => {
    expect(await forewarn('approve', ...words)).toMatchObject({ exit: 2, stderr: expect.stringContaining(says) });
    expect(registry.requests).toEqual([]);
  });

  it('takes each named approval back', async () => {
    registry.on(`DELETE ${APPROVALS}/${CHANGE}/fraud`, { status: 204 });
    registry.on(`DELETE ${APPROVALS}/${CHANGE}/churn`, { status: 204 });
    expect(await forewarn('approve', '--revoke', ...OF, '--consumer', 'fraud', '--consumer', 'churn')).toMatchObject({
      exit: 0,
      stdout: `✓ fraud: ${CHANGE} of ${SUBJECT} is approved no more\n✓ churn: ${CHANGE} of ${SUBJECT} is approved no more\n`,
    });
  });
});

describe('what cannot be taken back', () => {
  const detail = 'churn has no approval of it; forewarn approvals lists those that exist';
  const missing = { status: 404, body: { code: 'not-found', title: 'x', detail, errors: [] } };
  const revoke = (...models: string[]) =>
    forewarn('approve', '--revoke', ...OF, ...models.flatMap((name) => ['--consumer', name]));

  it('is told beside what was', async () => {
    registry.on(`DELETE ${APPROVALS}/${CHANGE}/churn`, missing);
    registry.on(`DELETE ${APPROVALS}/${CHANGE}/fraud`, { status: 204 });
    expect(await revoke('churn', 'fraud')).toMatchObject({
      exit: 2,
      stdout: `✗ ${detail}\n✓ fraud: ${CHANGE} of ${SUBJECT} is approved no more\n`,
    });
  });

  it('ends the command where it is all that was asked', async () => {
    registry.on(`DELETE ${APPROVALS}/${CHANGE}/churn`, missing);
    expect(await revoke('churn')).toMatchObject({ exit: 2, stdout: '', stderr: `error: ${detail}\n` });
  });
});

describe('forewarn approvals', () => {
  it('lists what was approved, and what has ended', async () => {
    const ended = { ...given, consumer: 'churn', until: '2026-11-20', reason: 'old' };
    const safe = { ...given, consumer: 'vip', answer: 'not-affected', reason: 'compared by hand' };
    registry.on(`GET ${APPROVALS}`, { status: 200, body: { items: [given, ended, safe] } });
    const { stdout, exit } = await forewarn('approvals', '--subject', SUBJECT);
    expect(exit).toBe(0);
    expect(stdout).toMatch(
      new RegExp(`${CHANGE} +fraud +fraud-ml +2026-12-08 +API token 01JD8Q3M6T5Y0+ +we retrain on Monday`),
    );
    expect(stdout).toMatch(new RegExp(`${CHANGE} +churn +fraud-ml +2026-11-20 \\(ended\\) +.* old`));
    expect(stdout).toMatch(new RegExp(`${CHANGE} +vip +fraud-ml +.* found safe: compared by hand`));
  });

  it('says how to make the first one', async () => {
    registry.on(`GET ${APPROVALS}`, { status: 200, body: { items: [] } });
    expect((await forewarn('approvals', '--subject', SUBJECT)).stdout).toBe(
      `No change to ${SUBJECT} is approved: forewarn approve approves one.\n`,
    );
  });
});

describe('what check says of approvals', () => {
  const check = async (body: Schemas['Check'], format = 'text', ...more: string[]) => {
    registry.on(`POST /v1/compatibility/subjects/${SUBJECT}/versions/head`, { status: 200, body });
    const words = ['check', '--subject', SUBJECT, 'transaction.json', '--format', format, ...more];
    return await run(words, { files: { 'transaction.json': SCHEMA }, env: env() });
  };
  const churn = { consumer: 'churn', reason: 'the next release reads <text>', until: '2026-12-24' };
  const checked = (fraud: Schemas['ApprovalStanding'], more: Partial<Schemas['Check']> = {}): Schemas['Check'] => ({
    ...BREAKING_CHECK,
    affected: [
      affected('fraud', { approval: fraud }),
      affected('churn', { team: 'growth-ml', approval: approval([], { ...churn, team: 'growth-ml' }) }),
    ],
    ...more,
  });
  const word = approval([], { reason: 'compared by hand' });
  const safe: Schemas['ApprovalStanding'] = {
    ...word,
    given: word.given.map((one) => ({ ...one, answer: 'not-affected' as const })),
    safe: true,
  };
  const APPROVED = checked(approval([], {}), { passes: true, reasons: [] });
  const COMMAND = `forewarn approve --subject ${SUBJECT} --change ${CHANGE} --consumer fraud --until 2026-12-08 --reason "…"`;

  it('passes with the change, who approved it and until when in sight', async () => {
    const { exit, stdout } = await check(APPROVED);
    expect(exit).toBe(0);
    expect(stdout).toBe(`✓ ${SUBJECT}  v12 -> transaction.json: 1 breaking, 3 safe, approved until 2026-12-08
  BREAKING type-changed /category integer -> string  transaction.json:14
    proof    {"user_id":42,"category":"grocery","amount":12.5}
    affects  fraud v7  standard @fraud-ml   2026-12-08
             churn v7  standard @growth-ml  2026-12-08
    approved by @fraud-ml for fraud until 2026-12-08: we retrain on Monday
    approved by @growth-ml for churn until 2026-12-24: the next release reads <text>
    4 other subscribers do not read category
`);
  });

  it.each([
    ['held', approval([CHANGE]), `    or approve   @fraud-ml: ${COMMAND}\n`, 1],
    ['held', safe, '    approved by @fraud-ml, who found it safe, until 2026-12-08: compared by hand\n', 0],
  ] as const)('takes and shows a word on what is undecided and %s', async (undecided, standing, says, code) => {
    const open = affected('fraud', { verdict: 'undecided', undecided, reason: 'too large', approval: standing });
    const { witness: _, ...fraud } = open;
    const { exit, stdout } = await check({ ...BREAKING_CHECK, affected: [fraud], passes: code === 0, reasons: [] });
    expect(stdout).toContain(says);
    expect(stdout).toContain('UNDECIDED for these models, waited for as for a break until they answer');
    expect(exit).toBe(code);
  });

  it('gives the command to whoever has not approved yet', async () => {
    const { exit, stdout } = await check(checked(approval([CHANGE])));
    expect(exit).toBe(1);
    expect(stdout).toContain('    approved by @growth-ml for churn until 2026-12-24');
    expect(stdout).toContain(`    or approve   @fraud-ml: ${COMMAND}\n`);
    expect(stdout).not.toContain('@growth-ml: forewarn approve');
  });

  it('counts the teams beyond the first five', async () => {
    const models = Array.from({ length: 7 }, (_, at) =>
      affected(`model-${at}`, { team: `team-${at}`, approval: approval([CHANGE]) }),
    );
    const { stdout } = await check({ ...BREAKING_CHECK, affected: models });
    expect(stdout.match(/forewarn approve/g)).toHaveLength(5);
    expect(stdout).toContain('and 2 more teams: --verbose lists the commands');
  });

  it('shows an approval that has lapsed beside the model that fails again', async () => {
    const { stdout } = await check(checked(approval([CHANGE], { until: '2026-11-20' })));
    expect(stdout).toContain('    lapsed   by @fraud-ml for fraud until 2026-11-20: we retrain on Monday\n');
  });

  it.each([
    ['the subject refuses breaks or the date is too early', checked(approval([CHANGE]), { wouldBe: 'refused' }), []],
    ['severity alone fails it', checked(approval([CHANGE])), ['--fail-on', 'breaking']],
    ['a model breaks by what has no name', { ...checked(approval([CHANGE])), affected: [affected('fraud')] }, []],
  ])('offers no approval where %s, as none would help', async (_, body, more) => {
    const { exit, stdout } = await check(body, 'text', ...more);
    expect(exit).toBe(1);
    expect(stdout).not.toContain('forewarn approve');
  });

  it('says why it fails where all is approved and severity alone decides', async () => {
    const { exit, stdout } = await check(APPROVED, 'text', '--fail-on', 'breaking');
    expect(exit).toBe(1);
    expect(stdout).toContain('! --fail-on breaking fails whoever reads');
  });

  it('gives no command that holds more than names', async () => {
    const evil = affected('fraud; rm -rf ~', { approval: approval([CHANGE]) });
    expect((await check({ ...BREAKING_CHECK, affected: [evil] })).stdout).not.toContain('forewarn approve');
  });

  it('annotates an approved change as a warning, and keeps it in sight where all pass', async () => {
    const { stdout } = await check(checked(approval([CHANGE])), 'github');
    expect(stdout).toMatch(/^::error .*%0AApproved by @growth-ml for churn until 2026-12-24/);
    const passing = await check(APPROVED, 'github');
    expect(passing.stdout).toMatch(
      /^::warning .*%0AApproved by @fraud-ml for fraud until 2026-12-08: we retrain on Monday/,
    );
    expect(passing.stdout).not.toContain('::error');
  });

  it('keeps it in the output of a JUnit case that passes', async () => {
    const { stdout } = await check(APPROVED, 'junit');
    expect(stdout).toContain('failures="0"');
    expect(stdout).toContain('<system-out>approved by @fraud-ml for fraud until 2026-12-08: we retrain on Monday&#10;');
  });

  it('shows the name of the change and a block to copy from in a comment', async () => {
    const { stdout } = await check(checked(approval([CHANGE])), 'markdown');
    expect(stdout).toContain(`\`transaction.json:14\` · change \`${CHANGE}\``);
    expect(stdout).toContain(`- as @<!-- -->fraud-ml:\n\n  \`\`\`sh\n  ${COMMAND}\n  \`\`\``);
    expect(stdout).toContain(
      '✓ Approved by @<!-- -->growth-ml for churn until 2026-12-24: the next release reads &lt;text&gt;',
    );
  });

  it('is said of a strict model, too, which breaks by what is safe for others', async () => {
    const body = { ...COMPATIBLE_CHECK, affected: [affected('fraud', { approval: approval([], { change: SAFE }) })] };
    const { stdout, exit } = await check(body);
    expect(exit).toBe(0);
    expect(stdout).toContain(
      '    affects  fraud v7  standard @fraud-ml  2026-12-08\n    approved by @fraud-ml until 2026-12-08',
    );
    const markdown = await check(body, 'markdown');
    expect(markdown.stdout).toContain(`change \`${SAFE}\``);
    expect(markdown.stdout).toContain('✓ Approved by @<!-- -->fraud-ml until 2026-12-08');
  });

  it('is valid JSON output, in whole', async () => {
    const output = JSON.parse((await check(checked(approval([CHANGE])), 'json')).stdout);
    expect(isOutput(output), JSON.stringify(isOutput.errors)).toBe(true);
    expect(output.results[0]).toMatchObject({
      approvable: true,
      changes: [{ fingerprint: CHANGE }, {}, {}, {}],
      affected: [{ approval: { missing: [CHANGE] } }, { approval: { missing: [], until: '2026-12-24' } }],
    });
  });
});
