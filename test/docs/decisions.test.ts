import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = 'docs/decisions';
const files = readdirSync(FOLDER).sort();
const STATUS = /^Date: \d{4}-\d{2}-\d{2}\. Status: (proposed|accepted|superseded by \[[^\]]+\]\([^)]+\))\.$/;

describe('docs/decisions', () => {
  it('are numbered without a gap', () => {
    expect(files.length).toBeGreaterThan(5);
    expect(files.map((file) => Number(file.slice(0, 4)))).toEqual(files.map((_, at) => at + 1));
  });

  it.each(files)('%s has a title, a date, a status and its three parts', (file) => {
    const [title, , status, , ...text] = readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n');

    expect(title).toMatch(/^# \S/);
    expect(status).toMatch(STATUS);
    for (const part of ['Why it came up', 'Decision', 'What follows'])
      expect(
        text.some((line) => line.startsWith(`**${part}.**`)),
        part,
      ).toBe(true);
  });
});
