import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

/** The bot scopes of each method, by Slack's reference, for public and private channels. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
};

describe('the Slack app manifest', () => {
  it('asks for the scopes of the methods that are called, and for no others', () => {
    const folder = 'lib/adapters/slack';
    const source = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n');
    const methods = new Set([...source.matchAll(/client\.(\w+\.\w+)\(/g)].map(([, method]) => method ?? ''));
    const manifest = parse(readFileSync('docs/slack-app-manifest.yaml', 'utf8'));
    expect(methods.size).toBeGreaterThan(0);
    expect(Object.keys(SCOPES)).toEqual(expect.arrayContaining([...methods]));
    const needed = new Set([...methods].flatMap((method) => SCOPES[method] ?? []));
    expect([...manifest.oauth_config.scopes.bot].sort()).toEqual([...needed].sort());
  });
});
