import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import configSchema from '../../docs/forewarn.config.schema.json' with { type: 'json' };
import consumerSchema from '../../docs/forewarn.consumer.schema.json' with { type: 'json' };
import { findFaults } from '../../lib/cli/validate.ts';
import { run } from './run.ts';

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``.replace('[^]', '[\\s\\S]')).exec(page)?.[1] ?? '';

describe('docs/cli.md', () => {
  it('has a row for each verb of the help', async () => {
    const { stdout } = await run(['--help']);
    const verbs = [...stdout.matchAll(/^ {2}([a-z]+) .*/gm)].map(([, verb]) => verb).filter((verb) => verb !== 'help');

    const table = page.slice(page.indexOf('## Verbs'), page.indexOf('## `check`'));
    expect(verbs.length).toBeGreaterThan(14);
    expect(verbs.filter((verb) => !table.includes(`\`${verb}`))).toEqual([]);
  });

  it('has a row for each flag of check and publish', async () => {
    const helps = await Promise.all(['check', 'publish'].map(async (verb) => (await run([verb, '--help'])).stdout));
    const flags = helps.flatMap((help) => [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag]) => flag ?? ''));

    expect(flags.filter((flag) => !page.includes(flag))).toEqual([]);
  });

  it('shows files that are valid', () => {
    expect(findFaults(configSchema, JSON.parse(block('json')))).toEqual([]);
    expect(findFaults(consumerSchema, parse(block('yaml')))).toEqual([]);
  });
});
