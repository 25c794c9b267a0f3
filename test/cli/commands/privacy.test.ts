import { describe, expect, it } from 'vitest';
import { run } from '../run.ts';

const SECRET = 'hiv-positive';
const patient = (values: readonly string[], mark: object) =>
  JSON.stringify({
    type: 'object',
    properties: { diagnosis: { enum: values, default: values.at(-1), examples: values, ...mark } },
    required: ['diagnosis'],
  });
const diff = (format: string, mark: object) =>
  run(['diff', '--verbose', '--format', format, 'old.json', 'new.json'], {
    files: { 'old.json': patient(['healthy'], mark), 'new.json': patient(['healthy', SECRET], mark) },
  });

describe('forewarn diff of a sensitive place', () => {
  it.each(['text', 'json', 'markdown', 'github', 'junit'])('shows no value as %s', async (format) => {
    const plain = await diff(format, {});
    const { stdout, stderr, exit } = await diff(format, { 'x-sensitive': true });

    expect(plain.stdout).toContain(SECRET);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
    expect(stdout).toContain('diagnosis');
    expect(exit).toBe(plain.exit);
  });
});
