import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { renderProducer } from '../../lib/domain/notification/slack/render-producer.ts';
import { renderSlack } from '../../lib/domain/notification/slack/render-slack.ts';
import { renderSlackDigest } from '../../lib/domain/notification/slack/render-slack-digest.ts';
import type { TeamMessage } from '../../lib/domain/notification/words/team-message.ts';
import { governing } from '../../lib/domain/policy/settings/announced-policy.ts';
import { DEFAULT_POLICY } from '../../lib/domain/policy/settings/policy.ts';
import { renderSlackPage, type Viewer } from '../../lib/local/slack/slack-page.ts';
import { digestOf, formOf, SCENES } from '../domain/notification/scenes.ts';
import { teamMessage } from '../domain/notification/story.ts';

/*
 * Draws what people see in Slack, with Debian's chromium: the README's picture (`npm run pictures`), and with a folder
 * every message of every scene (`npm run pictures -- FOLDER`), to be looked at.
 */

const README = 'docs/images/slack-message.png';
const USER = 'U0614TZR7';

interface Rendered {
  readonly text: string;
  readonly blocks: readonly object[];
}

function pageOf(messages: readonly Rendered[], at: string, form?: object): string {
  const ts = (index: number): string => `${Date.parse(at) / 1_000}.${String(index).padStart(6, '0')}`;
  const channel = {
    id: 'C0614TZR7',
    name: 'fraud-ml',
    messages: messages.map(({ text, blocks }, index) => ({
      ...{ type: 'message' as const, user: 'U0FOREWARN', bot_id: 'B0FOREWARN', ts: ts(index), text },
      // As the group is called in the workspace.
      blocks: JSON.parse(JSON.stringify(blocks).replaceAll('<!subteam^S0614TZR7>', '<!subteam^S0614TZR7|@fraud-ml>')),
      ...(index === 0 ? {} : { thread_ts: ts(0) }),
    })),
  };
  const viewer: Viewer = {
    user: USER,
    people: { groups: new Map(), viewOf: () => (form ? { ...form, id: 'V1', user: USER } : undefined) },
  };
  return renderSlackPage([channel], new Date(at), viewer);
}

function picturesOf(name: string, team: TeamMessage): ReadonlyMap<string, string> {
  const policy = governing(DEFAULT_POLICY, team.announcement);
  const first = renderSlack(team);
  const live = { ...team, kind: 'exposed' as const, announcement: { ...team.announcement, live: true } };
  const thread = [first, renderSlack({ ...team, kind: 'reminder' }), renderSlack(live)];
  return new Map([
    [`${name}-thread`, pageOf(thread, team.now)],
    [`${name}-overview`, pageOf([renderProducer({ ...team, kind: 'overview', policy })], team.now)],
    [`${name}-digest`, pageOf([renderSlackDigest(digestOf(team))], team.now)],
    [`${name}-form`, pageOf([first], team.now, formOf(team))],
  ]);
}

async function draw(folder: string | undefined): Promise<void> {
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page: Page = await browser.newPage({ viewport: { width: 1_060, height: 430 }, deviceScaleFactor: 2 });
  const story = teamMessage();
  await page.setContent(pageOf([renderSlack(story)], story.now), { waitUntil: 'commit' });
  await page.locator('main').screenshot({ path: README });
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    for (const [name, html] of SCENES.flatMap(([scene, team]) => [...picturesOf(scene, team)])) {
      await page.setContent(html, { waitUntil: 'commit' });
      await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    }
  }
  await browser.close();
}

await draw(process.argv[2]);
