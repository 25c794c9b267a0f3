import { describe, expect, it } from 'vitest';
import type { MigrationState } from '../../../../lib/domain/migration/state.ts';
import { renderIssue, renderIssueComment } from '../../../../lib/domain/notification/github/render-issue.ts';
import type { TeamMessage } from '../../../../lib/domain/notification/words/team-message.ts';
import { ANNOUNCEMENT, CATEGORY, migration, teamMessage } from '../story.ts';

const GITHUB = { repository: 'acme/fraud-model' };
const AT = '2026-12-01T09:00:00.000Z';
const { mention: _, ...STORY } = teamMessage({ migrations: [migration('fraud', { github: GITHUB })] });
const issue = (more: Partial<TeamMessage> = {}) => renderIssue({ ...STORY, ...more }, 'delivery-1');
const inState = (state: MigrationState) => issue({ migrations: [migration('fraud', { github: GITHUB, state })] });

describe('An issue', () => {
  it.each([
    ['open', issue()],
    ['answered', inState({ name: 'acknowledged', at: AT, by: 'slack:U0614TZR7' })],
    ['migrated', inState({ name: 'migrated', at: AT, by: 'deployment', proven: true })],
    ['withdrawn', issue({ announcement: { ...ANNOUNCEMENT, status: 'withdrawn' } })],
    ['live', issue({ announcement: { ...ANNOUNCEMENT, live: true, liveAt: AT } })],
  ])('of what is %s reads so', async (name, { title, body, standing }) => {
    await expect(`${title}\n(${standing})\n\n${body}\n`).toMatchFileSnapshot(`../golden/issue.${name}.md`);
  });

  it.each<[MigrationState, string]>([
    [{ name: 'notified', at: AT }, 'open'],
    [{ name: 'overdue', at: AT }, 'open'],
    [{ name: 'objected', at: AT, by: 'a', reason: 'why' }, 'open'],
    [{ name: 'migrated', at: AT, by: 'a', proven: false }, 'completed'],
    [{ name: 'not-affected', at: AT, by: 'a', reason: 'why' }, 'not-planned'],
    [{ name: 'waived', at: AT, by: 'a', reason: 'why' }, 'not-planned'],
    [{ name: 'withdrawn', at: AT }, 'not-planned'],
  ])('in the state %j is %s', (state, standing) => {
    expect(inState(state).standing).toBe(standing);
  });

  it('is over where a later version took the place of its own', () => {
    const superseded = issue({ announcement: { ...ANNOUNCEMENT, supersededBy: '01KAK3V8XQ0000000000000002' } });

    expect(superseded.standing).toBe('not-planned');
    expect(superseded.body).toContain(
      'Superseded by a later version (`forewarn announcements show 01KAK3V8XQ0000000000000002`)',
    );
  });

  it('says only what is true for as long as it stands', () => {
    expect(issue().body).not.toMatch(/in \d+ days|today|tomorrow/);
  });

  it('has a title that GitHub takes, with the date at its end', () => {
    const change = { ...CATEGORY, pointer: `/${'very-long-name-'.repeat(40)}` };
    const { title } = issue({ migrations: [migration('fraud', { changes: [change] })] });

    expect(title.length).toBeLessThanOrEqual(256);
    expect(title).toMatch(/ on Tue 8 Dec 2026$/);
  });

  it('mentions nobody, links nothing and keeps its form, whatever strangers write', () => {
    const evil = [
      '@acme/everyone #12 GH-7 acme/other#3 https://evil.example www.evil.example a@b.example :tada: $x$',
      '# A heading',
      '- [ ] a task',
      '<img src=x onerror=alert(1)><!-- forewarn -->',
      '[text](https://evil.example) ![image](https://evil.example/x.png) `code` **bold** ~~gone~~ | cell |',
      '\u202eback\u200b',
    ].join('\n');
    const change = { ...CATEGORY, harm: evil, advice: evil, before: evil, after: evil, pointer: `/${evil}` };
    const state = { name: 'acknowledged', at: AT, by: evil } as const;
    const { title, body } = issue({
      announcement: {
        ...ANNOUNCEMENT,
        emergency: { reason: evil, by: evil },
        manifest: { steps: evil, what: evil, contact: evil, migrationDocumentationUrl: 'https://wiki.example.com/x)' },
        source: { pullRequest: evil },
      },
      migrations: [migration('fraud', { changes: [change], witness: { [evil]: evil }, reason: evil, state })],
    });
    // What GitHub reads as itself: code is left alone, and an escaped character is text.
    const read = body
      .replace(/```[\s\S]*?```/g, '')
      .replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
      .replace(/\]\(<[^>]*>\)/g, ']')
      .replace(/\\./g, '');

    expect(read).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\.|:tada:|\$/);
    expect(read).not.toMatch(/<(?!br>|sub>|\/sub>|!-- -->|!-- forewarn [0-9a-f]{64} -->)/);
    expect(read).not.toMatch(/^(#|\d+\.)/m);
    // The manifest's own list, twice, is a list; nothing to tick.
    expect(read.match(/^- .*/gm)).toHaveLength(2);
    expect(body).not.toMatch(/^- \[/m);
    expect(body).not.toMatch(/[\u202e\u200b]/);
    expect(title).not.toMatch(/[\n`]|@\w/);
  });

  it('keeps record and text within what GitHub takes', () => {
    const long = '*'.repeat(30_000);
    const { body } = issue({
      migrations: [migration('fraud', { witness: { a: long }, changes: [{ ...CATEGORY, harm: long, advice: long }] })],
      announcement: { ...ANNOUNCEMENT, manifest: { steps: long, what: long, why: long, who: long } },
    });

    expect(body.length).toBeLessThan(65_536);
  });
});

describe('A comment', () => {
  it.each([
    'answered',
    'continued',
    'reminder',
    'missed',
    'withdrawn',
    'live',
    'emergency',
    'exposed',
    'loosened',
    'stale',
  ] as const)('about what is %s says so in a line, with a mark to be found by', (kind) => {
    const body = renderIssueComment({ ...STORY, kind }, 'delivery-2');

    expect(body).toMatch(/^\S.*(fraud|category|transaction-authorized)/);
    expect(body).toMatch(/\n\n<!-- forewarn [0-9a-f]{64} -->$/);
  });

  it('is none where the issue itself says it', () => {
    expect(renderIssueComment({ ...STORY, kind: 'announced' }, 'delivery-1')).toBeUndefined();
  });
});
