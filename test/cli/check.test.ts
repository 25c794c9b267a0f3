import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BREAKING_CHECK, COMPATIBLE_CHECK, SCHEMA, SUBJECT } from './answers.ts';
import { FakeRegistry } from './fake-registry.ts';
import { run } from './run.ts';

const registry = new FakeRegistry();
beforeAll(() => registry.start());
afterAll(() => registry.stop());
beforeEach(() => registry.reset());

const ROUTE = `POST /v1/compatibility/subjects/${SUBJECT}/versions/head`;
const files = { 'transaction.json': SCHEMA };
const env = () => ({ FOREWARN_URL: registry.url, FOREWARN_TOKEN: 'fw_x_secret', GITHUB_EVENT_NAME: 'pull_request' });

describe('forewarn check', () => {
  it('says what breaks, where, for whom and how to pass, and exits 1', async () => {
    registry.on(ROUTE, { status: 200, body: BREAKING_CHECK });

    const { exit, stdout } = await run(['check', '--subject', SUBJECT, 'transaction.json'], { files, env: env() });

    expect(stdout).toBe(`✗ payments.transaction-authorized  v12 -> PR: 1 breaking, 3 safe
  BREAKING type-changed /category integer -> string  transaction.json:14
    proof    {"user_id":42,"category":"grocery","amount":12.5}
    affects  fraud v7  standard @fraud-ml  2026-12-08
             churn v2  standard @fraud-ml  2026-12-08
    4 other subscribers do not read category
  To pass:
    ship today   keep category, add category_code, deprecate category
    or announce  forewarn publish --sunset 2026-12-08 (or sunset: in change.md)
`);
    expect(exit).toBe(1);
  });

  it('passes a compatible change in one line', async () => {
    registry.on(ROUTE, { status: 200, body: COMPATIBLE_CHECK });

    const { exit, stdout } = await run(['check', '--subject', SUBJECT, 'transaction.json'], { files, env: env() });

    expect([exit, stdout]).toEqual([0, '✓ payments.transaction-authorized  v12 -> PR: 1 safe\n']);
  });
});
