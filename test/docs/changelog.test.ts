import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const KINDS = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
const lines = readFileSync('CHANGELOG.md', 'utf8').split('\n');
const headings = (level: string): string[] =>
  lines.filter((line) => line.startsWith(`${level} `)).map((line) => line.slice(level.length + 1));

describe('CHANGELOG.md', () => {
  it('begins with what is not released, and gives every release its date', () => {
    const [first, ...releases] = headings('##');

    expect(first).toBe('[Unreleased]');
    expect(releases.filter((release) => !/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/.test(release))).toEqual([]);
  });

  it('sorts the entries of a release by the kinds of Keep a Changelog, each once and in order', () => {
    const releases = lines
      .join('\n')
      .split(/^## /m)
      .slice(1)
      .map((release) => [...release.matchAll(/^### (.*)$/gm)].map(([, kind]) => kind));

    expect(releases.length).toBeGreaterThan(0);
    for (const kinds of releases) expect(kinds).toEqual(KINDS.filter((kind) => kinds.includes(kind)));
  });
});
