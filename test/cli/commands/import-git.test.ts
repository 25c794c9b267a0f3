import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findFaults } from '../../../lib/cli/manifest/validate.ts';
import { GitRepository } from '../git-repository.ts';
import { run } from '../run.ts';

const first = { type: 'object', required: ['category'], properties: { category: { type: 'integer' } } };
const widened = { ...first, properties: { category: { type: ['integer', 'string'] } } };
const described = { ...widened, description: 'a transaction' };
const narrowed = { ...described, properties: { category: { type: 'string' } } };
const SUBJECT = ['--subject', 'payments.cards'];

function withoutCommits(): string {
  const repository = new GitRepository({});
  repository.git('init', '--quiet', 'new');
  repository.write({ 'new/a.json': first });
  return `${repository.folder}/new`;
}

/** A file that was renamed, reformatted, broken and taken away in the course of time. */
function history(): GitRepository {
  const repository = new GitRepository({ 'schemas/card.json': first });
  const commit = (content: unknown, message: string): void => {
    repository.write({ 'schemas/transaction.json': content });
    repository.commit(message);
  };
  repository.git('mv', 'schemas/card.json', 'schemas/transaction.json');
  repository.commit('rename');
  commit(widened, 'widen');
  commit('{"type": "strnig"}', 'no schema');
  commit(JSON.stringify(widened), 'reformat');
  commit(described, 'describe');
  commit('{"type": ', 'no JSON');
  repository.git('rm', '--quiet', 'schemas/transaction.json');
  repository.commit('remove');
  commit(narrowed, 'narrow');
  return repository;
}

const dryRun = (repository: GitRepository, ...more: string[]) =>
  run(['import', '--git', 'schemas/transaction.json', ...SUBJECT, '--dry-run', ...more], { cwd: repository.folder });

it('tells what each step of a file was, under all its names, and how many a BACKWARD check would have let pass', async () => {
  const repository = history();
  const commits = repository.git('log', '--reverse', '--format=%H').trim().split('\n');

  const { exit, stdout } = await dryRun(repository, '--format', 'json');

  const answer = JSON.parse(stdout);
  const schema = JSON.parse(readFileSync(new URL('../../../schemas/output.schema.json', import.meta.url), 'utf8'));
  expect(findFaults(schema, answer)).toEqual([]);
  const [{ summary, steps, skipped }] = answer.result.histories;
  expect(summary).toMatchObject({ versions: 4, changes: 3, breaking: 1, unseenByBackward: 1, skipped: 5 });
  expect(steps).toMatchObject([
    { version: 1, name: commits[0], date: expect.stringMatching(/^\d{4}-.*Z$/) },
    { version: 2, name: commits[2], breaking: true, unseen: true, changes: [{ ruleId: 'type-widened' }] },
    { version: 3, name: commits[5], breaking: false, unseen: false },
    { version: 4, name: commits[8], breaking: false, verdicts: { training: { verdict: 'breaking' } } },
  ]);
  expect(typeof steps[1].proof.category).toBe('string');
  expect(skipped.map(({ name, why }: { name: string; why: string }) => [name, why])).toEqual([
    [commits[1], 'equal'],
    [commits[3], 'invalid'],
    [commits[4], 'equal'],
    [commits[6], 'invalid'],
    [commits[7], 'removed'],
  ]);
  expect(exit).toBe(0);
});

it('says it in a sentence, a table and a proof, as text and as Markdown', async () => {
  const repository = history();

  const text = await dryRun(repository);
  const markdown = await dryRun(repository, '--format', 'markdown');

  for (const { stdout } of [text, markdown])
    expect(stdout).toContain('3 changes, 1 of them breaking, 1 of those unseen by a BACKWARD check.');
  expect(text.stdout).toMatch(/v2 +breaking +compatible +type-widened \/category\n/);
  expect(text.stdout).toMatch(
    /BREAKING v2 .*, unseen by a BACKWARD check\n {2}type-widened \/category .*\n {2}proof {4}\{"category":"/,
  );
  expect(text.stdout).toMatch(/ {2}invalid: .*strnig|invalid: .*\/type/);
  expect(text.stdout).toMatch(/Nothing was registered: this was a dry run\.\n$/);
  expect(markdown.stdout).toMatch(/\| `v2` \| `breaking` \| `compatible` \| `type-widened \/category` \|/);
});

it('takes a merge as one step, as the default branch had it', async () => {
  const repository = new GitRepository({ 'card.json': first });
  repository.write({ 'card.json': narrowed });
  repository.commit('on the way');
  repository.write({ 'card.json': described });
  repository.commit('in the end');
  repository.git('checkout', '--quiet', 'main');
  repository.git('merge', '--quiet', '--no-ff', '-m', 'merged', 'work');

  const { stdout } = await run(['import', '--git', 'card.json', ...SUBJECT, '--dry-run', '--format', 'json'], {
    cwd: repository.folder,
  });

  expect(JSON.parse(stdout).result.histories[0].steps).toHaveLength(2);
});

it.each([
  { argv: ['--dry-run'], says: 'Name what is imported: --git FILE or --confluent URL.' },
  { argv: ['--git', 'a.json', '--dry-run'], says: '--subject NAME' },
  { argv: ['--git', 'a.json', '--subject', 'No!', '--dry-run'], says: 'is not a name of a subject' },
  { argv: ['--git', 'gone.json', ...SUBJECT, '--dry-run'], says: 'git knows no commit of gone.json' },
])('refuses $argv: $says', async ({ argv, says }) => {
  const { folder } = new GitRepository({ 'a.json': first });

  const { exit, stderr } = await run(['import', ...argv], { cwd: folder });

  expect(stderr).toContain(says);
  expect(exit).toBe(2);
});

it('warns where a shallow clone hides older commits', async () => {
  const repository = history();
  const clone = new GitRepository({});
  clone.git('clone', '--quiet', '--depth', '2', `file://${repository.folder}`, 'shallow');

  const { stderr } = await run(['import', '--git', 'schemas/transaction.json', ...SUBJECT, '--dry-run'], {
    cwd: `${clone.folder}/shallow`,
  });

  expect(stderr).toContain('warning: this clone is shallow');
});

it('asks for a commit where the repository has none yet', async () => {
  const { exit, stderr } = await run(['import', '--git', 'a.json', ...SUBJECT, '--dry-run'], {
    cwd: withoutCommits(),
  });

  expect(stderr).toBe(
    'error: git knows no commit of a.json on this branch: name a file that is committed, as seen from here.\n',
  );
  expect(exit).toBe(2);
});
