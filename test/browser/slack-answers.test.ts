import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playAnnouncement } from '../../bin/story.ts';
import { type System, startSystem } from '../end-to-end/system.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const GROUP = 'S0614FRAUD';

describe('somebody at the page of the local Slack', () => {
  let system: System;
  let browser: Browser;

  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: apt-get install chromium, or set CHROMIUM`);
    system = await startSystem();
    await playAnnouncement(system.cloud, () => undefined);
    await system.call('POST', '/__local/slack/usergroups', { body: { [GROUP]: ['U0ANN', 'U0BOB'] } });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await system?.cloud.stop();
  });

  const as = async (user: string): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
    await page.goto(`${system.cloud.url}/__local/slack?user=${user}`);
    return page;
  };
  const first = (page: Page) => page.locator('section', { hasText: '# fraud-ml' }).locator('> article').first();
  /** FOREWARN_SCREENSHOTS=folder keeps what the pages looked like. */
  const keep = async (page: Page, name: string): Promise<void> => {
    const folder = process.env['FOREWARN_SCREENSHOTS'];
    if (!folder) return;
    const path = join(folder, `${name}.png`);
    mkdirSync(dirname(path), { recursive: true });
    await page.screenshot({ path });
  };

  it('is refused for another team’s models, and only they read it', async () => {
    const eve = await as('U0EVE');
    await first(eve).getByRole('button', { name: "We'll handle it" }).click();
    await eve.getByText('Only members of team fraud-ml').waitFor();
    await keep(eve, 'stranger');
    const ann = await as('U0ANN');
    expect(await ann.content()).not.toContain('Only members of team');
  });

  it('asks for more time in a form, which says what is wrong with it', async () => {
    const ann = await as('U0ANN');
    await first(ann).getByRole('button', { name: 'More time…' }).click();
    const form = ann.getByRole('dialog');
    await form.waitFor();
    await form.locator('input[type=date]').fill('2020-01-01');
    await form.locator('textarea').fill('The freeze ends in January.');
    await form.getByRole('button', { name: 'Ask for it' }).click();
    await form.getByText('That date has passed').waitFor();
    await keep(ann, 'form');
    const until = new Date(system.cloud.clock.now().getTime() + 120 * 86_400_000).toISOString().slice(0, 10);
    await form.locator('input[type=date]').fill(until);
    await form.getByRole('button', { name: 'Ask for it' }).click();
    await form.waitFor({ state: 'detached' });
    await ann.locator('.thread', { hasText: 'The freeze ends in January.' }).first().waitFor();
  });

  it('presses "We’ll handle it", and the thread and the first message say so', async () => {
    const bob = await as('U0BOB');
    await first(bob).getByRole('button', { name: "We'll handle it" }).click();
    await bob.locator('.thread', { hasText: 'U0BOB will handle it' }).first().waitFor();
    await first(bob).getByText('U0BOB will handle it').waitFor();
    await keep(bob, 'acknowledged');
  });

  it('asks what waits for their team', async () => {
    const bob = await as('U0BOB');
    await bob.getByLabel('/forewarn').fill('mine');
    await bob.getByLabel('/forewarn').press('Enter');
    await bob.getByText(/open migrations? of fraud-ml/).waitFor();
    await keep(bob, 'command');
  });

  it('keeps the focus and an open menu while the page changes around them', async () => {
    const bob = await as('U0BOB');
    const before = await bob.locator('article').count();
    const button = bob.locator('section', { hasText: '# growth-ml' }).locator('> article button').first();
    await button.focus();
    const menu = first(bob).locator('details.overflow');
    await menu.locator('summary').evaluate((summary) => summary.closest('details')?.setAttribute('open', ''));
    const posted = await fetch(`${system.cloud.url}/__local/slack/api/chat.postMessage`, {
      method: 'POST',
      headers: { authorization: 'Bearer xoxb-local', 'content-type': 'application/json' },
      body: JSON.stringify({ channel: '#a-channel-before-all-others', text: 'news' }),
    });
    expect(await posted.json()).toMatchObject({ ok: true });
    await bob.getByText('a-channel-before-all-others').first().waitFor();
    await expect.poll(() => bob.locator('article').count()).toBe(before + 1);
    expect(await bob.locator('article button:focus').count()).toBe(1);
    expect(await menu.first().getAttribute('open')).not.toBeNull();
  });

  it('is heard after the clock was moved, as the story leaves it', async () => {
    await system.call('POST', '/__local/clock', { body: { advance: 'P2D' } });
    const ann = await as('U0ANN');
    await ann.getByLabel('/forewarn').fill('mine');
    await ann.getByLabel('/forewarn').press('Enter');
    await ann
      .getByText(/open migrations? of fraud-ml|nothing/i)
      .first()
      .waitFor();
    expect(await ann.content()).not.toContain('is not signed by Slack');
  });
});
