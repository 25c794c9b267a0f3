import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playStory } from '../../bin/story.ts';
import { BOOTSTRAP_SECRET } from '../../bin/synthesise.ts';
import { nextSteps } from '../../bin/what-next.ts';
import { type System, startSystem } from '../end-to-end/system.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The commands as somebody types them, in one shell; what each printed. */
function typed(commands: readonly string[]): Promise<{ readonly code: number; readonly printed: readonly string[] }> {
  const mark = '---- next ----';
  const script = commands.map((command) => `${command}\necho "${mark}$?"`).join('\n');
  const npx = 'npx() { shift; node dist/cli/forewarn.mjs "$@"; }';
  return new Promise((resolve) => {
    execFile('bash', ['-c', `${npx}\n${script}`], { cwd: ROOT }, (error, stdout, stderr) => {
      const printed = stdout.split(mark).slice(0, -1);
      resolve({ code: error ? 1 : 0, printed: [...printed.map((text) => text.replace(/^\d+\n/, '')), stderr] });
    });
  });
}

describe('what npm start says to type next', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  }, 120_000);
  afterAll(() => system?.stop());
  const access = () => ({ url: system.cloud.url, token: system.cloud.secret(BOOTSTRAP_SECRET) ?? '' });

  it('works where there is nothing yet, and ends with a break and its proof', async () => {
    const { printed } = await typed(nextSteps('nothing', access()));
    expect(printed.at(-1)).toMatch(/^Token \w+ of payments\. It is shown this once: keep it as a secret\.\n$/);
    expect(printed.at(-2)).toMatch(/BREAKING type-changed \/category/);
  }, 60_000);
});

describe('what npm start says to type next, after the story', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
    if (!(await playStory(system.cloud, () => undefined))) throw new Error('the story did not happen');
  }, 180_000);
  afterAll(() => system?.stop());

  it('shows what it promises', async () => {
    const token = system.cloud.secret(BOOTSTRAP_SECRET) ?? '';
    const heard = async () => (await system.slack()).filter(({ channel }) => channel.endsWith('growth-ml')).length;
    const before = await heard();
    const { printed } = await typed(nextSteps('story', { url: system.cloud.url, token }));
    await system.settle();
    const [, diff, versions, migrations, , check] = printed;
    expect(diff).toMatch(/BREAKING type-changed \/category/);
    expect(versions).toMatch(/v3/);
    expect(migrations).toMatch(/churn/);
    expect(check).toMatch(/BREAKING/);
    expect(await heard()).toBeGreaterThan(before);
    const { body } = await system.call('GET', '/__local/deliveries');
    expect(body.deliveries).toContainEqual(
      expect.objectContaining({ kind: 'announced', to: 'slack #fraud-ml', status: 'sent', team: 'fraud-ml' }),
    );
    expect(Object.keys(body.deliveries[0])).not.toContain('pk');
  }, 60_000);
});
