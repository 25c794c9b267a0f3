import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SUBJECT } from '../answers.ts';
import { FakeRegistry } from '../fake-registry.ts';
import { run } from '../run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const forewarn = (...args: string[]) => run(args, { env: { FOREWARN_URL: registry.url, FOREWARN_TOKEN: 't' } });
const isOutput = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(new URL('../../../schemas/output.schema.json', import.meta.url), 'utf8')),
);
const model = (consumer: string, more: object) => ({
  ...{ subject: SUBJECT, version: 13, announcementId: '01J', consumer, team: 'fraud-ml' },
  ...more,
});
const PAGES = [
  {
    ...{ engine: 2, announcements: 2, nextCursor: 'next' },
    items: [
      model('fraud', { before: 'undecided', after: 'compatible', action: 'close', deadline: '2026-12-08' }),
      model('churn', { before: 'none', after: 'newly-broken', action: 'announce', deadline: '2026-12-21' }),
      model('vip', {
        before: 'undecided',
        after: 'newly-broken',
        action: 'prove',
        date: 'kept',
        deadline: '2026-12-08',
      }),
    ],
  },
  {
    ...{ engine: 2, announcements: 1 },
    items: [
      model('old', { before: 'breaking', after: 'compatible', action: 'keep', because: 'record-stands' }),
      model('big', { before: 'undecided', after: 'undecided', action: 'later' }),
    ],
  },
];

describe('forewarn rejudge', () => {
  it('--dry-run lists model by model what would follow, over all pages', async () => {
    registry.on('GET /v1/rejudgement', ...PAGES.map((body) => ({ status: 200, body })));
    const { exit, stdout } = await forewarn('rejudge', '--dry-run');
    expect(exit).toBe(0);
    expect(stdout).toMatch(/fraud +fraud-ml +undecided -> compatible +closed: proved safe/);
    expect(stdout).toMatch(/churn +fraud-ml +none -> breaking +is told, with full notice until 2026-12-21/);
    expect(stdout).toMatch(/vip .* undecided -> breaking +the record is added; its date stays 2026-12-08/);
    expect(stdout).toMatch(/old .* stays: its record stands until its team answers/);
    expect(stdout).toMatch(/big .* not judged in time; tried again by the sweep/);
    expect(stdout).toContain('3 open announcements judged before engine 2; the above follows for 5 models.');
    expect(registry.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET /v1/rejudgement',
      'GET /v1/rejudgement?cursor=next',
    ]);
  });

  it('--dry-run says that nothing follows where nothing does, and prints JSON', async () => {
    registry.on('GET /v1/rejudgement', { status: 200, body: { engine: 2, announcements: 4, items: [] } });
    expect((await forewarn('rejudge', '--dry-run')).stdout).toBe(
      '4 open announcements judged before engine 2; nothing follows for any model.\n',
    );
    const { stdout } = await forewarn('rejudge', '--dry-run', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({ result: { engine: 2, announcements: 4 }, items: [] });
    expect(isOutput(JSON.parse(stdout))).toBe(true);
  });

  it('has the sweep begin again, and says so', async () => {
    registry.on('POST /v1/rejudgement', { status: 200, body: { engine: 2, outcome: 'started' } });
    expect(await forewarn('rejudge')).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('from its next run on'),
    });
    registry.on('POST /v1/rejudgement', { status: 200, body: { engine: 2, outcome: 'under-way' } });
    expect((await forewarn('rejudge')).stdout).toContain('nothing to start for engine 2');
  });
});
