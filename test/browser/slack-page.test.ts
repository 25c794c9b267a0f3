import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playAnnouncement } from '../../bin/story.ts';
import { type System, startSystem } from '../end-to-end/system.ts';

/** Where Debian's package puts it; another browser's path may be named instead. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

describe('the page of the local Slack', () => {
  let system: System;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (!existsSync(CHROMIUM)) throw new Error(`there is no ${CHROMIUM}: apt-get install chromium, or set CHROMIUM`);
    system = await startSystem();
    await playAnnouncement(system.cloud, () => undefined);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    page = await browser.newPage({ viewport: { width: 1000, height: 900 }, deviceScaleFactor: 2 });
    await page.goto(`${system.cloud.url}/__local/slack`);
  });
  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  it('shows the owner of a model what changes, by when, with the record that proves it', async () => {
    const message = page.locator('article', { hasText: 'category' }).first();
    await message.waitFor();
    const text = (await message.textContent()) ?? '';
    expect(text).toMatch(/category.*changes integer → string/);
    expect(text).toContain('grocery');
    expect(text).toMatch(/We.ll handle it/);
    expect(text).toContain('category-map.csv');
  });

  it('does not show a channel that was told nothing', async () => {
    expect(await page.content()).not.toContain('finance-ml');
  });
});
