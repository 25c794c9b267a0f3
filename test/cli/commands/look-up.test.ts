import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUBJECT, TYPE_CHANGED } from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' });
const forewarn = (line: string) => run(line.split(' '), { env: env() });
const list = (...items: object[]) => ({ status: 200, body: { items } });
const isOutput = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(new URL('../../../schemas/output.schema.json', import.meta.url), 'utf8')),
);

const PAYMENTS = {
  name: SUBJECT,
  ownerTeam: 'payments',
  status: 'active',
  head: 12,
  latest: 13,
  policy: { onBreaking: 'announce' },
  effectivePolicy: { onBreaking: 'announce' },
  tiers: { critical: 0, standard: 2, experimental: 1 },
  channel: '#payments-data',
};
const V13 = {
  subject: SUBJECT,
  version: 13,
  fingerprint: 'f'.repeat(64),
  status: 'proposed',
  announcementId: '01J',
  publishedAt: '2026-11-24T09:00:00.000Z',
  publishedBy: 'token:01J',
  source: { repository: 'acme/payments', commit: 'abc' },
};
const FRAUD = {
  name: 'fraud',
  team: 'fraud-ml',
  tier: 'standard',
  releases: ['v7', 'v8'],
  slack: { channel: '#fraud-ml' },
};
const MIGRATION = {
  announcementId: '01J',
  consumer: 'fraud',
  team: 'fraud-ml',
  tier: 'standard',
  subject: SUBJECT,
  version: 13,
  state: { name: 'notified', at: '2026-11-24T09:00:00.000Z' },
  deadline: '2026-12-08',
};
const ANNOUNCEMENT = {
  id: '01J',
  kind: 'breaking',
  status: 'open',
  subject: SUBJECT,
  version: 13,
  previous: 12,
  live: false,
  changes: [TYPE_CHANGED],
  policy: { staleAfter: 'P90D' },
  affected: 1,
  createdAt: '2026-11-24T09:00:00.000Z',
  manifest: { message: 'category becomes a string\u001b[2J' },
};

const ROUTES: Readonly<Record<string, Parameters<FakeRegistry['on']>[1]>> = {
  'GET /v1/subjects': list(PAYMENTS),
  [`GET /v1/subjects/${SUBJECT}`]: { status: 200, body: PAYMENTS },
  [`GET /v1/subjects/${SUBJECT}/versions`]: list(V13),
  [`GET /v1/subjects/${SUBJECT}/versions/13`]: { status: 200, body: { ...V13, schema: { maximum: 1 } } },
  [`GET /v1/subjects/${SUBJECT}/versions/13/changes`]: {
    status: 200,
    body: { changes: [TYPE_CHANGED], changeCount: 1 },
  },
  [`POST /v1/subjects/${SUBJECT}/versions/13/activate`]: {
    status: 200,
    body: { ...V13, status: 'active', willBreak: [], mayBreak: [] },
  },
  [`POST /v1/subjects/${SUBJECT}/versions/13/withdraw`]: { status: 200, body: { ...V13, status: 'withdrawn' } },
  [`GET /v1/subjects/${SUBJECT}/announcements`]: list(ANNOUNCEMENT),
  'GET /v1/consumers': list(FRAUD),
  'GET /v1/consumers/fraud': { status: 200, body: FRAUD },
  'GET /v1/consumers/fraud/subscriptions': list({
    subject: SUBJECT,
    trainedOn: 12,
    reads: [{ pointer: '/category' }],
    alreadyBroken: {},
  }),
  'GET /v1/consumers/fraud/migrations': list(MIGRATION),
  'GET /v1/announcements/01J': { status: 200, body: ANNOUNCEMENT },
  'PUT /v1/announcements/01J/policy': {
    status: 200,
    body: {
      outcome: 'loosened',
      announcement: ANNOUNCEMENT,
      changes: [{ decision: 'staleAfter', from: 'P90D', to: 'P30D' }],
    },
  },
  'GET /v1/announcements/01J/migrations': list(MIGRATION),
  'GET /v1/announcements/01J/deliveries': list(
    {
      channel: { kind: 'slack', channel: '#fraud-ml' },
      team: 'fraud-ml',
      kind: 'announced',
      status: 'failed',
      error: 'channel_not_found',
    },
    { channel: { kind: 'github', repository: 'acme/fraud' }, team: 'fraud-ml', kind: 'announced', status: 'sent' },
  ),
  'GET /v1/environments': list({ name: 'production', since: '2026-11-24T09:00:00.000Z', by: 'token:01J' }),
  // For every id.
  'GET /v1/principals': { status: 200, body: { id: 'token:01J', name: 'team payments (CI)' } },
  'GET /v1/teams': list({ name: 'payments', prefixes: ['payments'] }),
  'PUT /v1/teams/payments': { status: 201, body: { name: 'payments', prefixes: [] } },
  'PUT /v1/teams/payments/prefixes/late-*': { status: 201, body: {} },
  'PUT /v1/teams/payments/prefixes/payments.eu': { status: 200, body: { name: 'payments', prefixes: ['payments.eu'] } },
  'GET /v1/teams/payments': {
    status: 200,
    body: { name: 'payments', prefixes: [], slack: { group: 'S0614TZR7' } },
  },
  'PUT /v1/teams/payments/critical-allowance': { status: 200, body: { name: 'payments', criticals: ['fraud'] } },
  'POST /v1/consumers/fraud/confirm-critical': { status: 200, body: { name: 'fraud', tier: 'critical' } },
  'PUT /v1/teams/payments/settings': { status: 200, body: { name: 'payments', prefixes: [] } },
  'PUT /v1/teams/payments/allowed-places': {
    status: 200,
    body: { name: 'payments', prefixes: [], allowed: { channels: ['#pay-*', '#oncall'], groups: [] } },
  },
  'PUT /v1/teams/payments/identities': { status: 201, body: {} },
  'GET /v1/tokens': list({ id: '01K', verbs: ['read'], expiresAt: '2027-02-01', description: 'CI' }),
  'POST /v1/tokens': { status: 201, body: { id: '01K', token: 'fw_01K_shown-once', team: 'payments' } },
  'DELETE /v1/tokens/01K': { status: 204 },
  'GET /v1/policy': {
    status: 200,
    body: {
      policy: { notice: { critical: 'P45D' } },
      effective: { onBreaking: 'propose', notice: { critical: 'P45D' } },
      floors: { notice: { critical: 'P14D' } },
      effectiveFloors: { notice: { critical: 'P14D' }, staleAfter: 'P14D', liveEnvironments: [] },
    },
  },
  'PUT /v1/policy/floors': { status: 200, body: {} },
  'PUT /v1/policy': { status: 200, body: {} },
  [`PUT /v1/subjects/${SUBJECT}/policy`]: { status: 200, body: PAYMENTS },
};
beforeEach(() => {
  for (const [route, reply] of Object.entries(ROUTES)) registry.on(route, reply);
});

const LINES: readonly { line: string; says: string }[] = [
  {
    line: 'subjects',
    says: `SUBJECT                          HEAD  STATUS  OWNER     READERS\n${SUBJECT}  v12   active  payments  2 standard, 1 experimental\n`,
  },
  { line: `subjects ${SUBJECT}`, says: 'policy   {"onBreaking":"announce"}\n' },
  {
    line: `versions ${SUBJECT}`,
    says: 'v13      proposed  2026-11-24T09:00:00.000Z  team payments (CI)  announcement 01J\n',
  },
  { line: `versions ${SUBJECT} 13`, says: ' by team payments (CI)\n' },
  { line: `versions ${SUBJECT} 13`, says: 'from          acme/payments abc\n' },
  {
    line: `versions ${SUBJECT} 13 --since 12`,
    says: 'breaking  type-changed  /category  category changed from integer to string\n',
  },
  { line: 'announcements policy 01J', says: 'staleAfter  P90D\n' },
  { line: `activate ${SUBJECT} 13`, says: `✓ ${SUBJECT} v13 is live and the head.\n` },
  { line: `withdraw ${SUBJECT} 13 --reason mistake`, says: `✓ ${SUBJECT} v13 is withdrawn.\n` },
  { line: 'environments', says: 'production   2026-11-24  team payments (CI)\n' },
  { line: 'consumers', says: 'fraud     fraud-ml  standard  v7 v8     #fraud-ml\n' },
  { line: 'consumers fraud', says: `${SUBJECT}  v12         /category  already broken\n` },
  {
    line: 'migrations --consumer fraud',
    says: `fraud  fraud-ml  standard  ${SUBJECT} v13  notified  2026-12-08  01J\n`,
  },
  { line: 'migrations --announcement 01J', says: 'notified  2026-12-08' },
  { line: `announcements list --subject ${SUBJECT}`, says: '01J           breaking  open    v12 -> v13  1\n' },
  { line: 'announcements show 01J', says: '  BREAKING type-changed /category integer -> string\n' },
  { line: 'announcements show 01J', says: 'Slack #fraud-ml    fraud-ml  announced  failed  channel_not_found\n' },
  { line: 'announcements show 01J', says: 'GitHub acme/fraud  fraud-ml  announced  sent\n' },
  { line: 'announcements show 01J', says: 'message       category becomes a string[2J\n' },
  { line: 'teams list', says: 'payments  payments\n' },
  {
    line: 'teams create payments',
    says: '✓ team payments is set up. Next: forewarn teams grant-prefix payments <prefix>, if it publishes; forewarn tokens create --team payments\n',
  },
  {
    line: 'teams grant-prefix payments payments.eu late-*',
    says: '✓ payments may publish payments.eu and payments.eu.*\n✓ payments may publish whatever begins with late-\n',
  },
  { line: 'teams grant-prefix payments payments.eu', says: '✓ payments may publish payments.eu and payments.eu.*\n' },
  {
    line: 'teams map-identity payments --issuer https://i.example --claim repository_id=1 --claim a=b=c --verbs read,publish',
    says: '✓ https://i.example with repository_id=1, a=b=c acts for payments: read, publish\n',
  },
  {
    line: 'teams settings payments --time-zone Europe/Berlin --hours 09:00-17:30 --days mon-wed,fri --escalation #oncall',
    says: '✓ payments: works 09:00-17:30 Europe/Berlin on mon, tue, wed, fri; escalates to #oncall; group S0614TZR7\n',
  },
  {
    line: 'teams allow payments --channels #pay-*,#oncall --groups ,',
    says: '✓ payments: channels #pay-*, #oncall; groups none\n',
  },
  { line: 'tokens list --team payments', says: '01K  read   2027-02-01           CI\n' },
  { line: 'tokens create --team payments --verbs read --description CI', says: 'fw_01K_shown-once\n' },
  { line: 'tokens revoke 01K', says: '✓ 01K is revoked.\n' },
  { line: 'policy show', says: 'notice.critical  P45D\n' },
  { line: `policy show --subject ${SUBJECT}`, says: 'onBreaking  announce\n' },
  {
    line: 'teams allow-critical payments 5',
    says: '✓ payments may call 5 of its models critical; counted now: fraud\n',
  },
  { line: 'teams confirm-critical fraud', says: '✓ fraud is critical, for what is announced from now on\n' },
  { line: 'policy floors', says: 'notice.critical  P14D\nstaleAfter       P14D\n' },
  { line: 'policy floors staleAfter=P30D', says: '✓ no policy goes below {"notice"' },
  { line: 'policy set onBreaking=reject', says: '✓ the policy of the organisation is set' },
  { line: 'rules list', says: 'type-changed ' },
  { line: 'rules explain type-changed', says: 'type-changed\n\n' },
];

describe('looking up and administering', () => {
  it.each(LINES)('$line', async ({ line, says }) => {
    const { exit, stdout, stderr } = await forewarn(line);

    expect(stderr.replace(/^Token 01K.*\n/, '')).toBe('');
    expect(stdout).toContain(says);
    expect(exit).toBe(0);
  });

  it.each(LINES)('$line --format json', async ({ line }) => {
    const { exit, stdout } = await forewarn(`${line} --format json`);

    const output = JSON.parse(stdout);
    isOutput(output);
    expect(isOutput.errors ?? []).toEqual([]);
    expect([output.exitCode, exit]).toEqual([0, 0]);
    expect(line.startsWith(output.command)).toBe(true);
  });

  it("prints a version's schema and nothing else", async () => {
    const { stdout } = await forewarn(`versions ${SUBJECT} 13 --schema`);

    expect(stdout).toBe('{\n  "maximum": 1\n}\n');
  });

  it('shows a token once, on stdout alone, and its id beside it', async () => {
    const { stdout, stderr } = await forewarn('tokens create --team payments --verbs read --description CI');

    expect(stdout).toBe('fw_01K_shown-once\n');
    expect(stderr).toBe('Token 01K of payments. It is shown this once: keep it as a secret.\n');
    expect(JSON.parse(registry.requests[0]?.body ?? '')).toEqual({
      team: 'payments',
      verbs: ['read'],
      description: 'CI',
      expiresIn: 'P90D',
    });
  });

  it('sets what is named of a team, and keeps the rest', async () => {
    await forewarn('teams settings payments --hours 08:00-12:00 --slack-users U0614TZR7,U0614TZR8');

    expect(JSON.parse(registry.requests.at(-1)?.body ?? '')).toEqual({
      hours: { timeZone: 'UTC', days: [1, 2, 3, 4, 5], from: '08:00', to: '12:00' },
      slack: { group: 'S0614TZR7', users: ['U0614TZR7', 'U0614TZR8'] },
    });
  });

  it.each([
    ['', 'name what is to be set'],
    ['--hours 9-17', 'write it as 09:00-17:00'],
    ['--days fri-mon', 'write days as mon-fri'],
  ])('asks for what it can read: teams settings payments %s', async (flags, says) => {
    const { exit, stderr } = await forewarn(`teams settings payments ${flags}`.trim());

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });

  it.each(['', '--any --channels #a'])('asks for what is allowed: teams allow payments %s', async (flags) => {
    const { exit, stderr } = await forewarn(`teams allow payments ${flags}`.trim());

    expect([exit, stderr]).toEqual([2, expect.stringContaining('Say what is allowed')]);
  });

  it('sends what is loosened with its reason, and says from what to what', async () => {
    const argv = [
      'announcements',
      'policy',
      '01J',
      '--set',
      'staleAfter=P30D',
      'notice.standard=P3D',
      '--reason',
      'gone',
    ];
    const { exit, stdout } = await run(argv, {
      env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_test' },
    });

    expect(exit).toBe(0);
    expect(stdout).toContain(`✓ the announcement of ${SUBJECT} v13 goes by staleAfter P90D -> P30D.`);
    expect(JSON.parse(registry.requests[0]?.body ?? '')).toEqual({
      policy: { staleAfter: 'P30D', notice: { standard: 'P3D' } },
      reason: 'gone',
    });
  });

  it.each([
    ['--set staleAfter=P30D', '--set needs --reason'],
    ['--reason gone', '--reason belongs to --set'],
    ['--set staleAfter= --reason gone', 'staleAfter has no value'],
    ['--set reminders=P1D --reason gone', 'There is no decision "reminders"'],
  ])('refuses without asking: announcements policy 01J %s', async (flags, says) => {
    const { exit, stderr } = await forewarn(`announcements policy 01J ${flags}`);

    expect([exit, stderr]).toEqual([2, expect.stringContaining(says)]);
    expect(registry.requests).toEqual([]);
  });

  it('sets one decision and keeps the others', async () => {
    await forewarn('policy set notice.standard=P20D reminders=P7D,P1D');
    await forewarn('policy set notice.critical=');
    await forewarn(`policy set --subject ${SUBJECT} compatibility=FULL onBreaking=`);
    await forewarn('policy floors staleAfter=P30D liveEnvironments=production,eu notice.critical=');

    const sent = registry.requests.filter(({ method }) => method === 'PUT').map(({ body }) => JSON.parse(body));
    expect(sent).toEqual([
      { notice: { critical: 'P45D', standard: 'P20D' }, reminders: ['P7D', 'P1D'] },
      {},
      { policy: { compatibility: 'FULL' }, channel: '#payments-data' },
      { staleAfter: 'P30D', liveEnvironments: ['production', 'eu'] },
    ]);
  });

  it.each([
    { decisions: {}, argv: ['--channel', '#new'], says: 'channel #new\n' },
    { decisions: { compatibility: 'FULL' }, argv: ['--channel', ''], says: 'no channel, {"compatibility":"FULL"}\n' },
    { decisions: { compatibility: 'FULL' }, argv: ['compatibility='], says: 'no decision of its own\n' },
  ])('says what was set: $says', async ({ decisions, argv, says }) => {
    registry.on(`GET /v1/subjects/${SUBJECT}`, { status: 200, body: { ...PAYMENTS, policy: decisions } });

    const { stdout } = await run(['policy', 'set', '--subject', SUBJECT, ...argv], { env: env() });

    expect(stdout).toBe(`✓ the policy of ${SUBJECT} is set: ${says}`);
  });

  it('says who holds a closed gate, and exits 1', async () => {
    const detail = `${SUBJECT} v13 waits for fraud (fraud-ml, notified) until 2026-12-08; earlier only with --emergency --reason`;
    registry.on(`POST /v1/subjects/${SUBJECT}/versions/13/activate`, {
      status: 409,
      body: { code: 'gate-closed', title: 'x', detail, errors: [] },
    });

    const { exit, stderr } = await forewarn(`activate ${SUBJECT} 13`);

    expect([exit, stderr]).toEqual([1, `error: ${detail}\n`]);
  });

  it('says that a list goes on', async () => {
    registry.on('GET /v1/subjects', { status: 200, body: { items: [PAYMENTS], nextCursor: 'c' } });

    const { stdout } = await forewarn('subjects --limit 1');

    expect(stdout).toContain('There are more: --limit shows them.\n');
    expect(registry.requests.map(({ url }) => url)).toEqual(['/v1/subjects?limit=1']);
  });

  it('says that a list is empty', async () => {
    registry.on('GET /v1/subjects', list());

    const { stdout } = await forewarn('subjects');

    expect(stdout).toBe('No subjects yet: forewarn publish registers the first.\n');
  });
});
