import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../../lib/domain/migration/migration.ts';
import { renderSlackDigest } from '../../../../lib/domain/notification/slack/render-slack-digest.ts';
import type { DigestMessage, ObservedNews, TeamNews } from '../../../../lib/domain/notification/words/team-message.ts';
import { findBlockProblems } from '../../../../lib/local/slack/slack-blocks.ts';
import { ANNOUNCEMENT, CATEGORY, migration } from '../story.ts';

const read = (consumer: string, more: Partial<Migration> = {}): Migration =>
  migration(consumer, { concern: 'digest', verdict: 'compatible', ...more });
const news = (version = 13, more: Partial<TeamNews> = {}): TeamNews => ({
  announcement: { ...ANNOUNCEMENT, kind: 'digest', id: `ANNOUNCEMENT${version}`, version, previous: version - 1 },
  migrations: [read('fraud'), read('churn', { releases: ['v2'], deadline: '2026-12-21' })],
  team: 'fraud-ml',
  holdCritical: 'P7D',
  holdUntold: 'P7D',
  registryUrl: 'https://registry.example.com',
  now: '2026-11-30T09:00:00.000Z',
  ...more,
});
const observed = (more: Partial<ObservedNews> = {}): ObservedNews => ({
  announcement: { ...ANNOUNCEMENT, id: 'OBSERVED', status: 'observed', observed: true, ownerTeam: 'payments' },
  migrations: [migration('fraud'), migration('churn', { tier: 'critical', team: 'growth-ml' })],
  registryUrl: 'https://registry.example.com',
  ...more,
});
const ends = [{ subject: 'payments.refund', until: '2026-12-04' }];
const render = (all: readonly TeamNews[], more: Partial<DigestMessage> = {}) => {
  const about = { team: 'fraud-ml', week: '2026-W49', registryUrl: 'https://registry.example.com' };
  const { text, blocks } = renderSlackDigest({
    ...about,
    news: all,
    exposed: [],
    observed: [],
    ends: [],
    now: '2026-11-30T09:00:00.000Z',
    ...more,
  });
  return { text, blocks, shown: JSON.stringify(blocks) };
};

describe('A weekly digest on Slack', () => {
  it('tells of one announcement in its first line, then who reads it and what it may do', () => {
    const { text, shown } = render([news()]);

    expect(text.split('\n')[0]).toBe('For your information: `category` changes integer → string');
    expect(shown).toContain('`payments.transaction-authorized` v12 → v13 · not live yet · breaks no contract');
    expect(shown).toContain('Read by *fraud* v7, *churn* v2\\n');
    expect(shown).toContain('• `category` changes integer → string. pandas with');
    expect(shown).toContain('Ask #payments-data');
  });

  it('mentions nobody, asks nothing and names no date', () => {
    const { text, blocks, shown } = render([news(), news(14)]);

    expect(blocks.map(({ type }) => type)).not.toContain('actions');
    expect(text + shown).not.toMatch(/<!|subteam|Dec/);
  });

  it('has a section for each of several announcements and counts them in the first line', () => {
    const { text, blocks, shown } = render([news(13), news(14), news(15)]);

    expect(text).toContain('`category` changes integer → string and changes of 2 more versions');
    expect(blocks).toHaveLength(4);
    for (const version of ['v12 → v13', 'v13 → v14', 'v14 → v15']) expect(shown).toContain(version);
    for (const version of [13, 14, 15]) expect(shown).toContain(`forewarn announcements show ANNOUNCEMENT${version}\``);
  });

  it('does not claim that it breaks nothing where that could not be proved', () => {
    const { shown } = render([news(13, { migrations: [read('fraud', { verdict: 'undecided' }), read('churn')] })]);

    expect(shown).toContain('· undecided for fraud');
    expect(shown).not.toContain('breaks no contract');
  });

  it('names ten models and five changes, and counts the rest', () => {
    const changes = Array.from({ length: 8 }, (_, at) => ({ ...CATEGORY, pointer: `/f${at}` }));
    const migrations = Array.from({ length: 30 }, (_, at) => read(`model-${at}`, { changes, changeCount: 8 }));
    const { shown } = render([news(13, { migrations })]);

    expect(shown).toContain('*model-9* v7 and 20 more');
    expect(shown).toContain('• and 3 more');
  });

  it('stays within what Slack takes, and names the first that it leaves out', () => {
    const { blocks, shown } = render(Array.from({ length: 100 }, (_, at) => news(at + 1)));

    expect(findBlockProblems(blocks)).toEqual([]);
    expect(shown).toMatch(/… and \d\d more versions, the next: `forewarn announcements show ANNOUNCEMENT\d+`/);
    const left = Number(/… and (\d+) more versions,/.exec(shown)?.[1]);
    expect(blocks.length - 2 + left).toBe(100);
  });

  it('shows the first even where its texts are endless and hostile', () => {
    const hostile = '<!channel> @here ```\n*b* & <https://evil.example|click> \u202Ex'.repeat(60);
    const changes = Array.from({ length: 10 }, (_, at) => ({
      ...CATEGORY,
      pointer: `/${at}${hostile}`,
      harm: hostile,
    }));
    const migrations = Array.from({ length: 20 }, (_, at) => read(`${at}${hostile}`, { changes, changeCount: 10 }));
    const announcement = { ...ANNOUNCEMENT, subject: hostile, ownerTeam: hostile, manifest: { contact: hostile } };
    const { text, blocks, shown } = render(Array.from({ length: 100 }, () => news(13, { migrations, announcement })));

    expect(findBlockProblems(blocks)).toEqual([]);
    expect(blocks.length).toBeGreaterThan(2);
    expect(shown.length).toBeLessThan(20_000);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text + shown).not.toMatch(/<!|<https:\/\/evil/);
  });
});

describe('The weekly report of a trial on Slack', () => {
  it('says first what would have been announced to whom, then why, and what the owner can do', () => {
    const { text, blocks, shown } = render([], { observed: [observed()] });

    expect(text.split('\n')[0]).toBe('Trial month: 1 change of 1 subject would have been announced to fraud and churn');
    expect(shown).toContain('v12 → v13 · only observed, they were not told');
    expect(shown).toContain('Would have been announced to *fraud* v7 (standard), *churn* v7 (critical)');
    expect(shown).toContain('• `category` changes integer → string. pandas with');
    expect(shown).toContain("A record that v13 allows and both models' contracts reject:");
    expect(shown).toContain('`forewarn subjects payments.transaction-authorized --no-observe`');
    expect(findBlockProblems(blocks)).toEqual([]);
  });

  it('mentions nobody and has no buttons', () => {
    const { text, blocks, shown } = render([], { observed: [observed()], ends });

    expect(blocks.map(({ type }) => type)).not.toContain('actions');
    expect(text + shown).not.toMatch(/subteam|<@/);
  });

  it('tells apart what would only have stood in a digest', () => {
    const { text, shown } = render([], { observed: [observed({ migrations: [read('fraud')] })] });

    expect(text).toContain('Trial month: nothing would have been announced, 1 change told in a digest');
    expect(shown).toContain('Would have stood in the digest of *fraud* v7 (standard)');
  });

  it('says beforehand which trials end, when, and what is so from then on', () => {
    const alone = render([], { ends });
    const { shown } = render([], { observed: [observed()], ends });

    expect(alone.text).toContain('Trial month: it ends for 1 subject\n');
    for (const said of [alone.shown, shown]) {
      expect(said).toContain('• `payments.refund` is observed until Fri 4 Dec');
      expect(said).toContain('From then on readers are told of a breaking change');
    }
    expect(findBlockProblems(alone.blocks)).toEqual([]);
  });

  it("stands beside the news of the team's own models", () => {
    const { text, blocks, shown } = render([news()], { observed: [observed()] });

    expect(text).toMatch(/^For your information: .*\nTrial month: 1 change/);
    expect(shown).toContain('breaks no contract');
    expect(findBlockProblems(blocks)).toEqual([]);
  });

  it('names ten of many trials that end, and stays within what Slack takes', () => {
    const many = Array.from({ length: 100 }, (_, at) => ({
      subject: `payments.s${at}`.padEnd(120, 'x'),
      until: ends[0]?.until ?? '',
    }));
    const { blocks, shown } = render([], { observed: Array.from({ length: 60 }, () => observed()), ends: many });

    expect(shown).toContain('• and 90 more');
    expect(shown).toMatch(/… and .* more versions/);
    expect(findBlockProblems(blocks)).toEqual([]);
  });
});
