import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUBJECT } from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const forewarn = (...words: string[]) => run(words, { env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' } });
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
const acknowledged = { name: 'acknowledged', at: '2026-11-24T10:00:00.000Z', by: 'token:1' };
const moved = { status: 200, body: { outcome: 'moved', migration: { ...MIGRATION, state: acknowledged } } };
const refused = {
  status: 409,
  body: { code: 'conflict', title: 'x', detail: 'churn: its date has passed: ask for more time', errors: [] },
};
const at = (consumer: string) => `PUT /v1/announcements/01J/migrations/${consumer}`;

describe('an answer on the command line', () => {
  it.each([
    ['ack', [], { answer: 'acknowledge' }],
    [
      'extend',
      ['--until', '2026-12-15', '--reason', 'freeze'],
      { answer: 'extend', until: '2026-12-15', reason: 'freeze' },
    ],
    ['object', ['--reason', 'our key feature'], { answer: 'object', reason: 'our key feature' }],
    ['migrated', [], { answer: 'migrated' }],
    ['not-affected', ['--reason', 'we drop it'], { answer: 'not-affected', reason: 'we drop it' }],
    ['grant', ['--until', '2027-01-15'], { answer: 'grant', until: '2027-01-15' }],
    ['grant', [], { answer: 'grant' }],
    ['deny', [], { answer: 'deny' }],
    ['waive', ['--reason', 'retired soon'], { answer: 'waive', reason: 'retired soon' }],
  ])('%s %j is sent as one', async (verb, flags, body) => {
    registry.on(at('fraud'), moved);
    const ran = await forewarn(verb, '--consumer', 'fraud', '--announcement', '01J', ...flags);
    expect(ran.exit).toBe(0);
    expect(ran.stdout).toContain(`✓ fraud: ${SUBJECT} v13 acknowledged, by 2026-12-08`);
    expect(JSON.parse(registry.requests[0]?.body ?? '')).toEqual(body);
  });
  it('finds the one open announcement of a subject that concerns the model', async () => {
    const closed = { ...MIGRATION, announcementId: '01A', state: { ...acknowledged, name: 'migrated', proven: true } };
    const other = { ...MIGRATION, announcementId: '01B', subject: 'orders.placed' };
    registry.on('GET /v1/consumers/fraud/migrations', { status: 200, body: { items: [closed, MIGRATION, other] } });
    registry.on(at('fraud'), moved);
    expect((await forewarn('ack', '--consumer', 'fraud', '--subject', SUBJECT)).exit).toBe(0);
  });
  it.each([
    [[], 'No open announcement'],
    [[MIGRATION, { ...MIGRATION, announcementId: '01K', version: 14 }], '01J (v13), 01K (v14)'],
  ])('says what to name instead where there is not exactly one', async (items, words) => {
    registry.on('GET /v1/consumers/fraud/migrations', { status: 200, body: { items } });
    const ran = await forewarn('ack', '--consumer', 'fraud', '--subject', SUBJECT);
    expect(ran).toMatchObject({ exit: 2, stderr: expect.stringContaining(words) });
    expect(registry.requests.map(({ method }) => method)).toEqual(['GET']);
  });
  it('tells of each model what became of it, and fails by policy if one was refused', async () => {
    registry.on(at('fraud'), moved);
    registry.on(at('churn'), refused);
    const ran = await forewarn('ack', '--consumer', 'churn', '--consumer', 'fraud', '--announcement', '01J');
    expect(ran.exit).toBe(1);
    expect(ran.stdout).toContain('✗ churn: its date has passed');
    expect(ran.stdout).toContain('✓ fraud');
  });
  it('is a policy failure where it is refused, and bad input where it is malformed', async () => {
    registry.on(at('churn'), refused);
    expect((await forewarn('ack', '--consumer', 'churn', '--announcement', '01J')).exit).toBe(1);
    expect((await forewarn('ack', '--consumer', 'fraud')).exit).toBe(2);
    expect((await forewarn('ack', '--announcement', '01J')).exit).toBe(2);
    expect((await forewarn('extend', '--consumer', 'fraud', '--announcement', '01J', '--reason', 'x')).exit).toBe(2);
    const both = ['--announcement', '01J', '--subject', SUBJECT];
    expect((await forewarn('ack', '--consumer', 'fraud', ...both)).exit).toBe(2);
  });
  it('says that nothing changed, and why', async () => {
    const body = { outcome: 'unchanged', because: 'token:1 acknowledged it already', migration: MIGRATION };
    registry.on(at('fraud'), { status: 200, body });
    const ran = await forewarn('ack', '--consumer', 'fraud', '--announcement', '01J');
    expect(ran).toMatchObject({ exit: 0, stdout: expect.stringContaining('(API token 1 acknowledged it already)') });
  });
});

describe('looking after what was written and sent', () => {
  const entry = {
    id: '01J',
    at: '2026-11-24T09:00:00.000Z',
    action: 'migration.acknowledge',
    principal: 'token:1',
    detail: {},
    team: 'fraud-ml',
    writes: [
      {
        entity: 'migration',
        key: { consumer: 'fraud' },
        before: { state: { name: 'notified' }, revision: 1 },
        after: { state: { name: 'acknowledged', by: 'token:1' }, revision: 2 },
      },
      { entity: 'fingerprint', key: { subject: 'payments' }, before: null, after: { version: 2 } },
      {
        entity: 'modelDeployment',
        key: { consumer: 'fraud', environment: 'production' },
        before: null,
        after: { release: 'v7' },
      },
    ],
  };
  it('shows the audit trail since a day with before and after', async () => {
    const old = { ...entry, at: '2026-11-01T09:00:00.000Z', action: 'consumer.created' };
    registry.on('GET /v1/audit-events', { status: 200, body: { items: [entry, old] } });
    const ran = await forewarn('audit', '--consumer', 'fraud', '--since', '2026-11-24');
    expect(ran.stdout).toBe(
      [
        '2026-11-24 09:00 UTC  migration.acknowledge  by API token 1 (team fraud-ml)',
        '  migration fraud',
        '    state.name notified -> acknowledged',
        '    state.by nothing -> token:1',
        '  deployment of the model fraud production: new\n',
      ].join('\n'),
    );
    expect(ran.stdout).not.toContain('consumer.created');
    registry.on('GET /v1/principals', { status: 200, body: { id: 'token:1', name: 'team fraud-ml (retraining)' } });
    const named = await forewarn('audit', '--consumer', 'fraud', '--since', '2026-11-24');
    expect(named.stdout).toContain('migration.acknowledge  by team fraud-ml (retraining)\n');
    const json = await forewarn('audit', '--consumer', 'fraud', '--format', 'json');
    expect(JSON.parse(json.stdout).items).toHaveLength(2);
    expect((await forewarn('audit')).exit).toBe(2);
    expect((await forewarn('audit', '--consumer', 'fraud', '--since', 'noon')).exit).toBe(2);
  });
  it('lists deliveries and sends again what failed', async () => {
    const channel = { kind: 'slack', channel: '#fraud-ml' };
    const failed = {
      channel,
      team: 'fraud-ml',
      kind: 'announced',
      status: 'failed',
      attempts: 5,
      error: 'not_in_channel',
    };
    registry.on('GET /v1/announcements/01J/deliveries', { status: 200, body: { items: [failed] } });
    expect((await forewarn('deliveries', 'list', '--announcement', '01J')).stdout).toContain('not_in_channel');
    registry.on('POST /v1/announcements/01J/deliveries/redrive', { status: 200, body: { redriven: 1 } });
    expect((await forewarn('deliveries', 'redrive', '--announcement', '01J')).stdout).toContain('✓ 1 that had failed');
  });
  it("lists a team's own deliveries and sends again what failed", async () => {
    const digest = {
      id: 'TEAM#fraud-ml/digest#slack:fraud#2026-W48',
      kind: 'digest',
      channel: { kind: 'slack', channel: '#fraud' },
      team: 'fraud-ml',
      status: 'failed',
      attempts: 0,
      error: 'is_archived',
    };
    registry.on('GET /v1/teams/fraud-ml/deliveries', { status: 200, body: { items: [digest] } });
    expect((await forewarn('deliveries', 'list', '--team', 'fraud-ml')).stdout).toMatch(/digest +failed.*is_archived/);
    registry.on('POST /v1/teams/fraud-ml/deliveries/redrive', { status: 200, body: { redriven: 1 } });
    expect((await forewarn('deliveries', 'redrive', '--team', 'fraud-ml')).stdout).toContain('✓ 1 that had failed');
  });
  it.each(['list', 'redrive'])('asks of what to %s deliveries', async (verb) => {
    expect(await forewarn('deliveries', verb)).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('Of what? Name --announcement or --team.'),
    });
    const both = await forewarn('deliveries', verb, '--announcement', '01J', '--team', 'fraud-ml');
    expect(both).toMatchObject({ exit: 2, stderr: expect.stringContaining('--team') });
  });
  it('transfers and retires a subject', async () => {
    const subject = { name: SUBJECT, ownerTeam: 'orders', status: 'retired' };
    registry.on(`POST /v1/subjects/${SUBJECT}/transfer`, { status: 200, body: subject });
    registry.on(`POST /v1/subjects/${SUBJECT}/retire`, { status: 200, body: { ...subject, outcome: 'retired' } });
    expect((await forewarn('transfer', SUBJECT, '--team', 'orders')).stdout).toContain('belongs to team orders');
    expect((await forewarn('retire', SUBJECT)).stdout).toContain('is retired');
  });
});
