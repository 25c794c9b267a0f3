import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import configSchema from '../../docs/forewarn.config.schema.json' with { type: 'json' };
import consumerSchema from '../../docs/forewarn.consumer.schema.json' with { type: 'json' };
import { createProgram } from '../../lib/cli/main.ts';
import { findFaults } from '../../lib/cli/manifest/validate.ts';
import { REFERENCE_MARKS, renderReference } from '../../lib/cli/run/reference.ts';
import { Session } from '../../lib/cli/run/session.ts';

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
const block = (language: string): string =>
  new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``.replace('[^]', '[\\s\\S]')).exec(page)?.[1] ?? '';

describe('docs/cli.md', () => {
  it('describes every verb as the command line defines it now', () => {
    const [begin, end] = REFERENCE_MARKS;
    const written = page.slice(page.indexOf(begin) + begin.length + 1, page.indexOf(end));
    const silent = { write: () => undefined, isTerminal: false };
    const session = new Session({
      argv: [],
      env: {},
      cwd: '.',
      stdout: silent,
      stderr: silent,
      readStdin: () => Promise.resolve(''),
      now: () => 0,
      sleep: () => Promise.resolve(),
      interruption: () => new AbortController().signal,
      random: () => 0,
    });

    const current = renderReference(createProgram(session));

    // Differs? npx tsx bin/cli-doc.ts writes it anew.
    expect(written).toBe(current);
    expect(current.match(/^### forewarn /gm)?.length).toBeGreaterThan(20);
  });

  it('gives every verb an example', () => {
    const sections = page.slice(page.indexOf(REFERENCE_MARKS[0])).split(/^### /m).slice(1);

    expect(
      sections.filter((section) => !/```\nforewarn /.test(section)).map((section) => section.split('\n')[0]),
    ).toEqual([]);
  });

  it('shows files that are valid', () => {
    expect(findFaults(configSchema, JSON.parse(block('json')))).toEqual([]);
    expect(findFaults(consumerSchema, parse(block('yaml')))).toEqual([]);
  });
});
