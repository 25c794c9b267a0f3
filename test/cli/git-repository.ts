import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

/** A real repository with one commit on `main`, and a branch `work` that is checked out; or a copy of another's folder. */
export class GitRepository {
  readonly folder: string;

  constructor(files: Readonly<Record<string, unknown>> | string) {
    this.folder = mkdtempSync(join(tmpdir(), 'forewarn-git-'));
    onTestFinished(() => rmSync(this.folder, { recursive: true, force: true }));
    if (typeof files === 'string') {
      cpSync(files, this.folder, { recursive: true });
      return;
    }
    this.git('init', '--quiet', '--initial-branch=main');
    this.write(files);
    this.commit('first');
    this.git('checkout', '--quiet', '-b', 'work');
  }

  write(files: Readonly<Record<string, unknown>>): void {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true });
      writeFileSync(join(this.folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
    }
  }

  commit(message: string): void {
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
  }

  git(...args: string[]): string {
    return execFileSync('git', args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'],
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_AUTHOR_NAME: 'a',
        GIT_AUTHOR_EMAIL: 'a@example.com',
        GIT_COMMITTER_NAME: 'a',
        GIT_COMMITTER_EMAIL: 'a@example.com',
      },
    });
  }
}

/** A new copy, at each call, of what was made at the first one: git takes its time for every commit. */
export function copiesOf(make: () => GitRepository): () => GitRepository {
  let made: string | undefined;
  afterAll(() => {
    if (made !== undefined) rmSync(made, { recursive: true });
  });
  return () => {
    if (made === undefined) {
      made = mkdtempSync(join(tmpdir(), 'forewarn-git-made-'));
      cpSync(make().folder, made, { recursive: true });
    }
    return new GitRepository(made);
  };
}
