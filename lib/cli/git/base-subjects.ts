import { basename, relative, resolve } from 'node:path';
import { CliError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { CONFIG_NAME, type Config, type ConfiguredSubject, parseConfig } from '../workspace/config.ts';
import { expandSubjects } from '../workspace/expand-subjects.ts';
import { exists, Revision } from '../workspace/repository.ts';
import { commitTree, type Tree } from '../workspace/tree.ts';
import { splitName } from '../workspace/workspace.ts';
import { listFilesAt, listRenames } from './git.ts';
import type { GitBase } from './git-base.ts';

interface BaseOptions {
  readonly cwd: string;
  readonly base: GitBase;
  /** The configuration of the working tree. */
  readonly config: Pick<Config, 'file'>;
  /** Told of what cannot be read there, so that silence about a subject is not a proof. */
  readonly note: (message: string) => void;
}

/** The subjects as they were at a commit, by the configurations and the files that it holds. */
export class BaseSubjects {
  readonly base: GitBase;
  /** Those of the configuration of this run, wherever it was then, and of configurations that are there no more. */
  readonly own: ReadonlyMap<string, ConfiguredSubject>;
  readonly #options: BaseOptions;
  readonly #tree: Tree;
  readonly #files: ReadonlySet<string>;
  /** Configurations that are still there, and another run's. */
  readonly #others: readonly string[];
  #allOthers: Promise<ReadonlyMap<string, ConfiguredSubject>> | undefined;
  #renames: Promise<ReadonlyMap<string, string>> | undefined;

  private constructor(
    options: BaseOptions,
    found: Pick<BaseSubjects, 'own'> & { tree: Tree; files: ReadonlySet<string>; others: readonly string[] },
  ) {
    this.base = options.base;
    this.own = found.own;
    this.#options = options;
    this.#tree = found.tree;
    this.#files = found.files;
    this.#others = found.others;
  }

  /** Reads what git has of the commit. Throws a usage error if git fails. */
  static async read(options: BaseOptions): Promise<BaseSubjects> {
    const { cwd, base, config } = options;
    const files = await listFilesAt(cwd, base.commit);
    const tree = commitTree(cwd, base.commit, files);
    const names = new Set([CONFIG_NAME, basename(config.file ?? CONFIG_NAME)]);
    const own: string[] = [];
    const others: string[] = [];
    for (const path of files) {
      if (!names.has(basename(path))) continue;
      const isOwn = config.file !== undefined && path === resolve(cwd, config.file);
      // One that is there no more was moved, or nobody else would look after its subjects.
      (isOwn || !(await exists(path)) ? own : others).push(relative(cwd, path));
    }
    return new BaseSubjects(options, { own: await subjectsOf(own, tree, options), tree, files, others });
  }

  /** Where the schema of a subject was, whatever its file is called now; `undefined` if there was none. */
  async findFormer({ subject, schema }: ConfiguredSubject): Promise<string | undefined> {
    const listed = this.own.get(subject);
    if (listed) return listed.schema;
    const { path, pointer } = splitName(schema);
    if (this.#has(path)) return schema;
    this.#allOthers ??= subjectsOf(this.#others, this.#tree, this.#options);
    const other = (await this.#allOthers).get(subject);
    if (other) return other.schema;
    const { cwd } = this.#options;
    const former = [...(await this.renames())].find(([, now]) => now === resolve(cwd, path))?.[0];
    if (former === undefined) return undefined;
    const name = `${relative(cwd, former)}${pointer && `#${pointer}`}`;
    // The file of another subject: this one is new.
    return [...this.own.values()].some((entry) => entry.schema === name) ? undefined : name;
  }

  /** Whether a pattern named something then. */
  async had(entry: ConfiguredSubject, config: Config): Promise<boolean> {
    const onEmpty = (): void => undefined;
    return (
      (await expandSubjects(this.#tree, { ...config, subjects: [entry] }, { onFault: onEmpty, onEmpty })).length > 0
    );
  }

  /** Old and new absolute paths of the files that were renamed since. */
  async renames(): Promise<ReadonlyMap<string, string>> {
    this.#renames ??= listRenames(this.#options.cwd, this.base.commit);
    return await this.#renames;
  }

  #has(path: string): boolean {
    return this.#files.has(resolve(this.#options.cwd, path));
  }
}

async function subjectsOf(
  configs: readonly string[],
  tree: Tree,
  { cwd, base, note }: BaseOptions,
): Promise<ReadonlyMap<string, ConfiguredSubject>> {
  const revision = new Revision({ cwd, commit: base.commit });
  const subjects = new Map<string, ConfiguredSubject>();
  for (const file of configs) {
    const onFault = ({ message }: CliError): void =>
      note(`${visible(file)} as it is in ${base.name}: ${message} Whether a subject of it is gone is not known.`);
    try {
      const source = await revision.find(file);
      const config = source && (await parseConfig(file, source));
      for (const entry of config ? await expandSubjects(tree, config, { onFault }) : [])
        if (await tree.has(splitName(entry.schema).path))
          subjects.set(entry.subject, subjects.get(entry.subject) ?? entry);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      onFault(error);
    }
  }
  return subjects;
}
