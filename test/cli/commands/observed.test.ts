import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
beforeEach(() => registry.reset());
afterAll(() => registry.stop());

const forewarn = (...argv: readonly string[]) =>
  run(argv, { env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_secret' } });
const change = { ruleId: 'type-changed', pointer: '/category', before: 'integer', after: 'string' };
const announcement = (more = {}) => ({
  id: '01KB',
  status: 'observed',
  previous: 4,
  version: 5,
  createdAt: '2026-11-23T09:00:00.000Z',
  changes: [change],
  ...more,
});
const model = (consumer: string, more = {}) => ({ consumer, tier: 'standard', concern: 'breaking', ...more });

describe('forewarn observed', () => {
  beforeEach(() => {
    registry
      .on('GET /v1/subjects', {
        status: 200,
        body: {
          items: [
            { name: 'payments.card', observeUntil: '2026-12-20' },
            { name: 'payments.over', observeUntil: '2026-11-01' },
            { name: 'payments.told' },
          ],
        },
      })
      .on('GET /v1/subjects/payments.card/announcements', {
        status: 200,
        body: { items: [announcement({ status: 'open', id: 'OTHER' }), announcement()] },
      })
      .on('GET /v1/announcements/01KB/migrations', {
        status: 200,
        body: { items: [model('fraud', { witness: { category: 'a' } }), model('idle', { concern: 'digest' })] },
      });
  });

  it('says what would have been announced, to whom, and the record that proves it', async () => {
    const { exit, stdout } = await forewarn('observed');

    expect(stdout).toBe(
      [
        '1 subject is only observed; 1 change would have been announced to 1 model.\n',
        'payments.card  observed until 2026-12-20',
        '  v4 -> v5  2026-11-23  would have told fraud (standard)',
        '    type-changed /category integer -> string',
        '    proof    {"category":"a"}\n',
        'To have readers told from now on: forewarn subjects payments.card --no-observe\n',
      ].join('\n'),
    );
    expect(exit).toBe(0);
  });

  it('says the same as JSON', async () => {
    const { stdout } = await forewarn('observed', '--format', 'json');

    expect(JSON.parse(stdout)).toMatchObject({
      command: 'observed',
      items: [{ subject: 'payments.card', changes: [{ version: 5, models: [{ consumer: 'fraud' }, {}] }] }],
    });
  });

  it('says where nothing is observed', async () => {
    registry
      .on('GET /v1/subjects', { status: 200, body: { items: [] } })
      .on('GET /v1/subjects/a', { status: 200, body: { name: 'a' } });

    expect((await forewarn('observed')).stdout).toBe('No subject is only observed.\n');
    expect((await forewarn('observed', 'a')).stdout).toBe('a is not observed: its readers are told.\n');
  });
});

describe('forewarn subjects', () => {
  it('has a subject observed until a day, and no more', async () => {
    registry
      .on('PUT /v1/subjects/a/observation', {
        status: 200,
        body: { name: 'a', observeUntil: '2026-12-20' },
      })
      .on('DELETE /v1/subjects/a/observation', { status: 200, body: { name: 'a' } });

    const begun = await forewarn('subjects', 'a', '--observe', '2026-12-20');
    const ended = await forewarn('subjects', 'a', '--no-observe');

    expect(registry.requests.map(({ method, body }) => [method, body])).toEqual([
      ['PUT', '{"until":"2026-12-20"}'],
      ['DELETE', ''],
    ]);
    expect(begun.stdout).toContain('a is only observed until 2026-12-20');
    expect(ended.stdout).toContain('a is observed no more');
  });

  it('asks which subject is meant', async () => {
    const { exit, stderr } = await forewarn('subjects', '--no-observe');

    expect(stderr).toContain('Name the subject that is observed');
    expect(exit).toBe(2);
  });
});

describe('what is only observed', () => {
  it('is published and told to nobody, and so says the terminal', async () => {
    registry.on('POST /v1/subjects/payments.card/versions', {
      status: 201,
      body: {
        outcome: 'created',
        version: 5,
        status: 'active',
        against: 4,
        changes: [],
        changeCount: 0,
        announcementId: '01KB',
        observed: true,
        verdicts: {
          serving: { verdict: 'breaking', witness: {}, pointers: [''] },
          training: { verdict: 'compatible' },
        },
      },
    });
    const { stdout, exit } = await run(['publish', '--subject', 'payments.card', '-'], {
      env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_secret' },
      stdin: '{"type":"object"}',
    });
    expect(stdout).toContain('nobody is told, as it is only observed: forewarn observed payments.card');
    expect(stdout).not.toMatch(/being told|would be told/);
    expect(exit).toBe(0);
  });

  it('is due for nobody in the list of migrations', async () => {
    const migration = { consumer: 'fraud', team: 'fraud-ml', tier: 'standard', subject: 'payments.card', version: 5 };
    registry.on('GET /v1/consumers/fraud/migrations', {
      status: 200,
      body: {
        items: [
          { ...migration, state: { name: 'notified' }, deadline: '2026-12-14', announcementId: '01KB', observed: true },
        ],
      },
    });
    const { stdout } = await forewarn('migrations', '--consumer', 'fraud');
    expect(stdout).toContain('observed');
    expect(stdout).not.toMatch(/notified|2026-12-14/);
  });
});
