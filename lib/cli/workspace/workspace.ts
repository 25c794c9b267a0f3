import { join } from 'node:path';
import type { BundleWorld, SchemaSource } from '../../adapters/schema-source/bundle.ts';
import type { FilePlace, Repository, SourceFile } from '../../adapters/schema-source/source.ts';
import { isJsonObject } from '../../domain/schema/json.ts';
import { sourceFailure } from '../exit.ts';
import { listFilesAt } from '../git/git.ts';
import { failureAt, findRevisionFile, notAtRevision } from '../git/revision-name.ts';
import type { World } from '../world.ts';
import type { Config } from './config.ts';
import { expandGlob } from './glob.ts';
import { findRoot, KeptFiles, Revision, rootOf, WorkingTree } from './repository.ts';
import { type Repeated, readJsonFile } from './source-file.ts';
import { commitTree } from './tree.ts';

type Reader = Pick<World, 'cwd' | 'readStdin'>;
/** Told of what is read in spite of a fault. */
export type Warn = (place: FilePlace) => void;

/** The schemas of a repository as they are on the disk, or were at a commit, each with all that it refers to. */
export class Workspace {
  readonly #world: Reader;
  readonly #config: Pick<Config, 'references'>;
  readonly #warn: Warn;
  /** Files of the disk or of a commit by what they call themselves, found when a reference first asks for one. */
  readonly #byUri = new Map<Repository, Promise<ReadonlyMap<string, string>>>();
  readonly #trees = new Map<string, WorkingTree>();
  readonly #revisions = new Map<string, Revision>();
  /** Hundreds of subjects may be members of one document. */
  readonly #kept: Readonly<Record<Repeated, KeptFiles<SourceFile>>> = {
    refused: new KeptFiles(),
    last: new KeptFiles(),
  };

  constructor(world: Reader, config: Pick<Config, 'references'>, warn: Warn) {
    this.#world = world;
    this.#config = config;
    this.#warn = warn;
  }

  /** A schema by its file, `-` for standard input, with `#/pointer` for one of several in a file. */
  async read(name: string): Promise<SchemaSource> {
    const { path, pointer } = splitName(name);
    const file = await this.#fileOf(path, 'refused');
    return await this.#load({ file, pointer }, await this.#treeOf(path, 'refused'));
  }

  /** The same for what another one is only compared with: of members with one name the last counts, and a warning says so. */
  async readAsFound(name: string): Promise<SchemaSource> {
    const { path, pointer } = splitName(name);
    const file = await this.#fileOf(path, 'last');
    return await this.#load({ file, pointer }, await this.#treeOf(path, 'last'));
  }

  /**
   * One side of a comparison: a file, or `HEAD~1:order.json` with all that it referred to at that revision. What cannot
   * be repaired any more is read as it is found.
   */
  async readSide(name: string, repeated: Repeated): Promise<SchemaSource> {
    const { path, pointer } = splitName(name);
    const at = await findRevisionFile(this.#world.cwd, path);
    if (!at) return await (repeated === 'last' ? this.readAsFound(name) : this.read(name));
    try {
      const source = await this.readAt(`${at.path}${pointer && `#${pointer}`}`, at.commit);
      if (source) return { ...source, name };
    } catch (error) {
      throw failureAt(at, error);
    }
    throw await notAtRevision(this.#world.cwd, at);
  }

  /** The same as it was at a commit; `undefined` if it did not exist yet. */
  async readAt(name: string, commit: string): Promise<SchemaSource | undefined> {
    const { path, pointer } = splitName(name);
    const revision = this.#revisions.get(commit) ?? new Revision({ cwd: this.#world.cwd, commit });
    this.#revisions.set(commit, revision);
    const file = await revision.find(path);
    return file && (await this.#load({ file, pointer }, revision));
  }

  async #load(place: { readonly file: SourceFile; readonly pointer: string }, repository: Repository) {
    const world: BundleWorld = {
      repository,
      findByUri: async (uri) => {
        const index = this.#byUri.get(repository) ?? this.#indexReferences(repository);
        this.#byUri.set(repository, index);
        const found = (await index).get(uri);
        return found === undefined ? undefined : await repository.find(found);
      },
    };
    const { loadSchema } = await import('../../adapters/schema-source/start.ts');
    try {
      const source = await loadSchema(place, world);
      for (const warning of source.warnings ?? []) this.#warn(warning);
      return source;
    } catch (error) {
      throw sourceFailure(error);
    }
  }

  #fileOf(path: string, repeated: Repeated): Promise<SourceFile> {
    return this.#kept[repeated].find(path, () => readJsonFile(this.#world, path, repeated));
  }

  async #treeOf(path: string, repeated: Repeated): Promise<WorkingTree> {
    const { cwd } = this.#world;
    const root = path === '-' ? ((await findRoot(cwd)) ?? cwd) : await rootOf(cwd, path);
    const key = `${repeated} ${root}`;
    const known = this.#trees.get(key) ?? new WorkingTree({ cwd, root, repeated });
    this.#trees.set(key, known);
    return known;
  }

  async #indexReferences(repository: Repository): Promise<ReadonlyMap<string, string>> {
    const byUri = new Map<string, string>();
    for (const pattern of this.#config.references ?? []) {
      for (const name of (await this.#glob(repository, pattern)) ?? [pattern]) {
        const value = (await repository.find(name))?.value;
        const id = isJsonObject(value) ? (value['$id'] ?? value['id']) : undefined;
        if (typeof id === 'string' && URL.canParse(id)) byUri.set(new URL(id).href.replace(/#.*$/s, ''), name);
      }
    }
    return byUri;
  }

  /** Files that a pattern names on the disk, or in the commit that is read. */
  async #glob(repository: Repository, pattern: string): Promise<readonly string[] | undefined> {
    const { cwd } = this.#world;
    const [commit] = [...this.#revisions].find(([, revision]) => revision === repository) ?? [];
    if (commit === undefined) return await expandGlob(cwd, pattern);
    return await commitTree(cwd, commit, await listFilesAt(cwd, commit)).glob(pattern);
  }
}

/** `openapi.yaml#/components/schemas/Order` is a place in a file; a `#` without a pointer belongs to the name. */
export function splitName(name: string): { readonly path: string; readonly pointer: string } {
  const at = name.indexOf('#/');
  return at < 0 ? { path: name, pointer: '' } : { path: name.slice(0, at), pointer: name.slice(at + 1) };
}

/** A configured path as seen from the working directory. */
export const fromFolder = (folder: string, path: string): string => {
  const { path: file, pointer } = splitName(path);
  return `${join(folder, file)}${pointer && `#${pointer}`}`;
};
