import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = readFileSync('docs/local-cloud.md', 'utf8').replace(/ {2,}/g, ' ');

describe('docs/local-cloud.md', () => {
  it('has a row for each control endpoint, and for no other', () => {
    const source = readFileSync('lib/local/control.ts', 'utf8');
    const offered = [...source.matchAll(/^ {2}'((?:GET|POST) \/__local\/[\w/]+)':/gm)].map(([, endpoint]) => endpoint);
    const listed = [...page.matchAll(/^\| `((?:GET|POST) \/__local\/[\w/]+)` \|/gm)].map(([, endpoint]) => endpoint);

    // The page for the browser is no endpoint with a JSON answer.
    expect(listed.sort()).toEqual([...offered, 'GET /__local/slack'].sort());
  });

  it('has a row for each fault of the fake Slack', () => {
    const source = readFileSync('lib/local/slack/slack-faults.ts', 'utf8');
    const [, members = ''] = /export type SlackFault = \{(.*?)\n\};/s.exec(source) ?? [];
    const faults = [...members.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, name]) => name);

    expect(faults).toContain('lostAnswer');
    expect(faults.filter((name) => !page.includes(`"${name}"`) && !page.includes(`\`${name}\``))).toEqual([]);
  });
});
