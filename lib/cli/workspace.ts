import { join } from 'node:path';
import type { BundleWorld, SchemaSource } from '../adapters/schema-source/bundle.ts';
import type { FilePlace, Repository, SourceFile } from '../adapters/schema-source/source.ts';
import { isJsonObject } from '../domain/schema/json.ts';
import type { Config } from './config.ts';
import { sourceFailure } from './exit.ts';
import { expandGlob } from './glob.ts';
import { findRoot, Revision, rootOf, WorkingTree } from './repository.ts';
import { type Repeated, readJsonFile } from './source-file.ts';
import type { World } from './world.ts';

type Reader = Pick<World, 'cwd' | 'readStdin'>;
/** Told of what is read in spite of a fault. */
export type Warn = (place: FilePlace) => void;

/** The schemas of a repository as they are on the disk, or were at a commit, each with all that it refers to. */
export class Workspace {
  readonly #world: Reader;
  readonly #config: Pick<Config, 'references'>;
  readonly #warn: Warn;
  /** Files by what they call themselves, found when a reference first asks for one. */
  #byUri: Promise<ReadonlyMap<string, string>> | undefined;
  readonly #trees = new Map<string, WorkingTree>();

  constructor(world: Reader, config: Pick<Config, 'references'>, warn: Warn) {
    this.#world = world;
    this.#config = config;
    this.#warn = warn;
  }

  /** A schema by its file, `-` for standard input, with `#/pointer` for one of several in a file. */
  async read(name: string): Promise<SchemaSource> {
    const { path, pointer } = splitName(name);
    const file = await readJsonFile(this.#world, path);
    return await this.#load({ file, pointer }, await this.#treeOf(path, 'refused'));
  }

  /** The same for what another one is only compared with: of members with one name the last counts, and a warning says so. */
  async readAsFound(name: string): Promise<SchemaSource> {
    const { path, pointer } = splitName(name);
    const file = await readJsonFile(this.#world, path, 'last');
    return await this.#load({ file, pointer }, await this.#treeOf(path, 'last'));
  }

  /** The same as it was at a commit; `undefined` where it did not exist yet. */
  async readAt(name: string, commit: string): Promise<SchemaSource | undefined> {
    const { path, pointer } = splitName(name);
    const revision = new Revision({ cwd: this.#world.cwd, commit });
    const file = await revision.find(path);
    return file && (await this.#load({ file, pointer }, revision));
  }

  async #load(place: { readonly file: SourceFile; readonly pointer: string }, repository: Repository) {
    const world: BundleWorld = {
      repository,
      findByUri: async (uri) => {
        this.#byUri ??= this.#indexReferences(repository);
        const found = (await this.#byUri).get(uri);
        return found === undefined ? undefined : await repository.find(found);
      },
    };
    const { loadSchema } = await import('../adapters/schema-source/start.ts');
    try {
      const source = await loadSchema(place, world);
      for (const warning of source.warnings ?? []) this.#warn(warning);
      return source;
    } catch (error) {
      throw sourceFailure(error);
    }
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
      for (const name of (await expandGlob(this.#world.cwd, pattern)) ?? [pattern]) {
        const value = (await repository.find(name))?.value;
        const id = isJsonObject(value) ? (value['$id'] ?? value['id']) : undefined;
        if (typeof id === 'string' && URL.canParse(id)) byUri.set(new URL(id).href.replace(/#.*$/s, ''), name);
      }
    }
    return byUri;
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
