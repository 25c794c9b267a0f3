import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SLACK_ROUTES } from '../../lib/infra/routes.ts';

/** The bot scopes of each method, by Slack's reference, for public and private channels. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.getPermalink': [],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
};

describe('the Slack app manifest', () => {
  it('asks for the scopes of the methods that are called, and for no others', () => {
    const folder = 'lib/adapters/slack';
    const source = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const methods = new Set([...source.matchAll(/client\.((?:\w+\.)+\w+)\(/g)].map(([, method]) => method ?? ''));
    const manifest = parse(readFileSync('docs/slack-app-manifest.yaml', 'utf8'));
    expect(methods.size).toBeGreaterThan(0);
    expect(Object.keys(SCOPES)).toEqual(expect.arrayContaining([...methods]));
    const needed = new Set([...methods].flatMap((method) => SCOPES[method] ?? []));
    // A slash command needs a scope of its own, and no method does.
    if (manifest.features.slash_commands) needed.add('commands');
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
  });

  it('names the addresses that are served to Slack', () => {
    const { features, settings } = parse(readFileSync('docs/slack-app-manifest.yaml', 'utf8'));
    const paths = [settings.interactivity.request_url, features.slash_commands[0].url].map(
      (url) => new URL(url).pathname,
    );
    expect(paths.map((path) => `POST ${path}`).sort()).toEqual([...SLACK_ROUTES['slack-interactions']].sort());
    expect(features.slash_commands[0].command).toBe('/forewarn');
  });
});
