import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES, proseOf } from './pages.ts';

const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

/** As GitHub names them: a heading that comes again has a number behind it. */
function anchorsOf(page: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  return new Set(
    proseOf(page)
      .filter(({ line }) => /^#+ /.test(line))
      .map(({ line }) => {
        const anchor = anchorOf(line);
        const times = seen.get(anchor) ?? 0;
        seen.set(anchor, times + 1);
        return times === 0 ? anchor : `${anchor}-${times}`;
      }),
  );
}

/** The links of a page that lead nowhere, each with its line. */
function brokenLinks(page: string): readonly string[] {
  return proseOf(page).flatMap(({ line, number }) =>
    [...line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) =>
      leads(page, link) ? [] : [`${page}:${number} ${link}`],
    ),
  );
}

function leads(page: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(target)) return false;
  return anchor === undefined || (statSync(target).isFile() && anchorsOf(target).has(anchor));
}

describe('the links of the documentation', () => {
  it.each(PAGES)('%s has none that leads nowhere', (page) => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it('would be found if they led nowhere', () => {
    expect(leads('README.md', 'docs/access.md')).toBe(true);
    expect(leads('README.md', 'docs/nothing.md')).toBe(false);
    expect(leads('README.md', 'docs/access.md#nothing')).toBe(false);
  });
});

describe('CONTRIBUTING.md', () => {
  const files = proseOf('CONTRIBUTING.md').flatMap(({ line }) =>
    [...line.matchAll(/`((?:lib|test|docs|schemas|lambdas|bin)\/[\w./-]+)`/g)].map(([, file = '']) => file),
  );

  it('names files that exist', () => {
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('counts the files that each heading promises', () => {
    const sections = readFileSync('CONTRIBUTING.md', 'utf8').split('\n### ').slice(1);
    const counts = sections.map((section) => {
      const [heading = ''] = section.split('\n');
      const rows = section.split('\n').filter((line) => /^\| .*`/.test(line)).length;
      return [heading, Number(/: (\d+) files/.exec(heading)?.[1] ?? rows), rows] as const;
    });

    expect(counts.filter(([, promised, rows]) => promised !== rows)).toEqual([]);
  });
});
