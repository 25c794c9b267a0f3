import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCHEMA, SUBJECT } from './answers.ts';
import { folderWith, run } from './run.ts';

const files = { 'transaction.json': SCHEMA };
const env = { FOREWARN_URL: 'http://127.0.0.1:9', FOREWARN_TOKEN: 't' };

describe('usage that is refused with exit 2', () => {
  it.each([
    { argv: ['chekc'], says: 'Did you mean check?' },
    { argv: ['check', '--sbject', 'x'], says: 'Did you mean --subject?' },
    { argv: ['check', '--format', 'yaml'], says: 'Allowed choices are text, json, markdown, github, junit' },
    { argv: ['check', '--fail-on', 'safe'], says: 'Allowed choices are breaking, dangerous' },
    { argv: ['subjects', '--format', 'junit'], says: 'Allowed choices are text, json' },
    { argv: ['subjects', '--limit', '0'], says: '--limit "0" is not a number from 1 to 100000' },
    { argv: ['subjects', '--limit', '0x10'], says: '--limit "0x10" is not a number from 1 to 100000' },
    { argv: ['subjects', '--limit', '1e2'], says: '--limit "1e2" is not a number from 1 to 100000' },
    { argv: ['subscribe', '--consumer', 'fraud'], says: "required option '--subject <name>' not specified" },
    {
      argv: ['check'],
      says: "Nothing to do: name --subject and the schema's file, or list them under subjects in forewarn.config.json (forewarn init does).",
    },
    { argv: ['check', 'transaction.json'], says: 'Which subject is transaction.json?' },
    {
      argv: ['check', '--subject', SUBJECT],
      says: 'Name it: forewarn check --subject payments.transaction-authorized schema.json',
    },
    { argv: ['check', '--subject', 'Payments', 'transaction.json'], says: '"Payments" is not a name of a subject' },
    { argv: ['check', '--subject', '../tokens', 'transaction.json'], says: 'is not a name of a subject' },
    { argv: ['check', '--subject', SUBJECT, 'nope.json'], says: 'nope.json cannot be read: there is no such file.' },
    { argv: ['check', '--subject', SUBJECT, '.'], says: '. cannot be read: it is a folder.' },
    {
      argv: ['publish', '--subject', SUBJECT, 'transaction.json', '--sunset', '2026-02-30'],
      says: '--sunset "2026-02-30" is not a date: write it as 2026-12-08.',
    },
    { argv: ['publish', '--subject', SUBJECT, 'transaction.json', '--emergency'], says: '--emergency needs --reason' },
    {
      argv: ['publish', '--subject', SUBJECT, 'transaction.json', '--reason', 'x'],
      says: '--reason belongs to --emergency',
    },
    {
      argv: ['publish', '--subject', SUBJECT, 'transaction.json', '--manifest', 'nope.md'],
      says: 'nope.md cannot be read',
    },
    { argv: ['diff', 'a.json'], says: 'Two files are compared' },
    { argv: ['diff', '-', '-'], says: 'Both files are standard input' },
    { argv: ['diff', '--batch', 'nope.jsonl'], says: 'nope.jsonl cannot be read' },
    { argv: ['diff', '--batch', 'x', '--fail-on', 'breaking'], says: "cannot be used with option '--batch" },
    { argv: ['diff', '--batch', 'x', '--format', 'junit'], says: '--batch prints --format text or json, not junit.' },
    { argv: ['versions', 'a', '12.5'], says: '"12.5" is no version' },
    { argv: ['versions', 'a', '--schema'], says: '--schema needs a version: forewarn versions a head.' },
    { argv: ['migrations'], says: 'Whose migrations? Name --consumer or --announcement.' },
    { argv: ['activate', 'a', 'head'], says: "is no version's number" },
    { argv: ['announcements', 'show', '..'], says: '".." is not a name' },
    { argv: ['tokens', 'create', '--team', 'a', '--verbs', 'raed', '--description', 'x'], says: 'did you mean read?' },
    {
      argv: ['tokens', 'create', '--team', 'a', '--verbs', 'read', '--description', 'x', '--expires-in', '90d'],
      says: 'write it as P90D',
    },
    { argv: ['tokens', 'revoke', 'fw_01J_secret'], says: 'That is the token itself' },
    {
      argv: ['teams', 'map-identity', 'a', '--issuer', 'x', '--claim', 'repository_id', '--verbs', 'read'],
      says: 'write it as repository_id=123456',
    },
    {
      argv: ['policy', 'set', 'onBraeking=announce'],
      says: 'There is no decision "onBraeking"; did you mean onBreaking?',
    },
    { argv: ['policy', 'set', 'onBreaking'], says: 'onBreaking has no value' },
    { argv: ['teams', 'allow-critical', 'a', 'many'], says: '"many" is not a number of models' },
    { argv: ['policy', 'floors', 'extension=P1D'], says: 'There is no decision "extension"' },
    { argv: ['rules', 'explain', 'type-chnaged'], says: 'the nearest is type-changed' },
    { argv: ['chekc'], says: '(Did you mean check?)\n(forewarn --help tells more)' },
    { argv: ['check', '--sunest', '2026-12-08'], says: '(forewarn check --help tells more)' },
    { argv: ['announcements', 'list'], says: '(forewarn announcements list --help tells more)' },
  ])('$argv', async ({ argv, says }) => {
    const { exit, stderr, stdout } = await run(argv, { files, env });

    expect(stderr).toContain(says);
    expect([exit, stdout]).toEqual([2, '']);
  });

  it.each([
    { set: {}, says: 'No registry is named: set FOREWARN_URL' },
    { set: { FOREWARN_URL: 'https://x.example' }, says: 'FOREWARN_TOKEN is not set' },
    {
      set: { FOREWARN_URL: 'x.example', FOREWARN_TOKEN: 't' },
      says: 'is not the address of a registry: write it as https://',
    },
    {
      set: { FOREWARN_URL: 'https://me:pw@x.example', FOREWARN_TOKEN: 't' },
      says: "The registry's address holds a password",
    },
    {
      set: { FOREWARN_URL: 'https://x.example', FOREWARN_TOKEN: 'a\nb' },
      says: 'FOREWARN_TOKEN holds a space or a line break',
    },
  ])('the environment $set', async ({ set, says }) => {
    const { exit, stderr } = await run(['subjects'], { env: set });

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });

  it('a manifest that nobody could be shown, with its lines', async () => {
    const { exit, stderr } = await run(['check', '--subject', SUBJECT, 'transaction.json', '--manifest', 'change.md'], {
      files: { ...files, 'change.md': '---\nmesage: hello\n---\n' },
      env,
    });

    expect(stderr).toContain(
      'error: change.md is no change manifest.\n  change.md:2: "mesage" is not a key of a change manifest',
    );
    expect(exit).toBe(2);
  });
});

describe('the configuration', () => {
  it.each([
    {
      config: '{\n  "subject": []\n}',
      says: 'forewarn.config.json:2:3: /subject "subject" is not known here; did you mean subjects?',
    },
    {
      config: '{\n  "subjects": [\n    {"subject": "A", "schema": "x"}]\n}',
      says: 'forewarn.config.json:3:6: /subjects/0/subject is "A", which does not fit: Lower-case words',
    },
    {
      config: '{\n  "failOn": "safe"\n}',
      says: 'forewarn.config.json:2:3: /failOn must be one of breaking, dangerous',
    },
    { config: '{\n  "url": 1,\n}', says: 'forewarn.config.json:3:1 is not JSON' },
    {
      config: {
        subjects: [
          { subject: 'a', schema: 'x' },
          { subject: 'a', schema: 'y' },
        ],
      },
      says: 'lists the subject a twice',
    },
  ])('is refused where it says $config', async ({ config, says }) => {
    const { exit, stderr } = await run(['check'], { files: { 'forewarn.config.json': config }, env });

    expect(stderr).toContain(says);
    expect(exit).toBe(2);
  });

  it('suggests the nearest of its subjects', async () => {
    const config = { subjects: [{ subject: 'payments.refund', schema: 'x.json' }] };

    const { stderr } = await run(['check', '--subject', 'payments.refnud'], {
      files: { 'forewarn.config.json': config },
      env,
    });

    expect(stderr).toContain('does not list the subject payments.refnud; did you mean payments.refund?');
  });

  it("is found above the working directory, and its paths are its own folder's", async () => {
    const config = { subjects: [{ subject: 'a', schema: 'schemas/a.json' }] };
    const folder = folderWith({ 'forewarn.config.json': config });
    mkdirSync(join(folder, 'deep/er'), { recursive: true });

    const { stderr } = await run(['check'], { cwd: join(folder, 'deep/er'), env });

    expect(stderr).toContain('../../schemas/a.json cannot be read');
  });
});

describe('help', () => {
  const verbs =
    'check publish diff contract subscribe unsubscribe apply subjects versions activate withdraw consumers migrations'.split(
      ' ',
    );
  const nested = [
    'rules list',
    'rules explain',
    'policy show',
    'policy set',
    'policy floors',
    'teams allow-critical',
    'teams confirm-critical',
    'environments',
    'teams list',
    'teams create',
    'teams grant-prefix',
    'teams map-identity',
    'tokens create',
    'tokens list',
    'tokens revoke',
    'announcements list',
    'announcements show',
  ];
  it.each([...verbs, ...nested])('of %s has an example', async (verb) => {
    const { exit, stdout } = await run([...verb.split(' '), '--help']);

    expect(exit).toBe(0);
    expect(stdout).toContain(`Example:\n  $ forewarn ${verb}`);
  });

  it('lists the verbs, the environment and the exit codes', async () => {
    const { exit, stdout } = await run(['--help']);

    expect(exit).toBe(0);
    for (const verb of verbs) expect(stdout).toMatch(new RegExp(`^  ${verb} `, 'm'));
    expect(stdout).toContain('2   bad input or usage');
  });
});
