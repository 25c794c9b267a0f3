import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findFaults } from '../../lib/cli/manifest/validate.ts';
import { REFERENCE_MARKS } from '../../lib/cli/run/reference.ts';
import configSchema from '../../schemas/forewarn.config.schema.json' with { type: 'json' };
import consumerSchema from '../../schemas/forewarn.consumer.schema.json' with { type: 'json' };

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``.replace('[^]', '[\\s\\S]')).exec(page)?.[1] ?? '';

describe('docs/cli.md', () => {
  it('gives every verb an example', () => {
    const sections = page.slice(page.indexOf(REFERENCE_MARKS[0])).split(/^### /m).slice(1);

    expect(sections.length).toBeGreaterThan(20);
    expect(
      sections.filter((section) => !/```\nforewarn /.test(section)).map((section) => section.split('\n')[0]),
    ).toEqual([]);
  });

  it('shows files that are valid', () => {
    expect(findFaults(configSchema, JSON.parse(block('json')))).toEqual([]);
    expect(findFaults(consumerSchema, parse(block('yaml')))).toEqual([]);
  });
});
