import { expect, it } from 'vitest';
import { widthOf } from '../../lib/cli/output/text/width.ts';
import { run } from './run.ts';

it.each([80, 120])('groups the verbs by who needs them, within %i columns', async (columns) => {
  const { stdout, exit } = await run(['--help'], { terminal: true, columns });

  await expect(stdout).toMatchFileSnapshot(`golden/help.${columns}.txt`);
  expect(exit).toBe(0);
  expect(stdout.match(/^[A-Z]\w+ ?.*:$/gm)).toEqual([
    'Options:',
    'Produce (change a schema):',
    'Consume (register what models read):',
    'Answer (as the owner of a model):',
    'Look (who reads what, what was told):',
    'Administer:',
    'Help:',
    'Environment:',
    'Exit codes:',
  ]);
  expect(stdout.split('\n').filter((line) => widthOf(line) > columns)).toEqual([]);
});
