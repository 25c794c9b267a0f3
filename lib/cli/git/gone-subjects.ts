import { basename, dirname, relative, resolve } from 'node:path';
import { follow } from '../../adapters/schema-source/api-document.ts';
import { defined } from '../../domain/defined.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { CliError } from '../exit.ts';
import type { Gone } from '../run/comparison.ts';
import type { Chosen } from '../workspace/choose-subjects.ts';
import { CONFIG_NAME, type Config, parseConfig } from '../workspace/config.ts';
import { expandSubjects } from '../workspace/expand-subjects.ts';
import { readJsonFile } from '../workspace/source-file.ts';
import { diskTree, type Tree } from '../workspace/tree.ts';
import { splitName } from '../workspace/workspace.ts';
import type { World } from '../world.ts';
import type { BaseSubjects } from './base-subjects.ts';
import { listFiles, repositoryRoot } from './git.ts';

type Reader = Pick<World, 'cwd' | 'readStdin'>;

/** A subject that this run is about: one with a schema, or one whose schema went. */
export type Item = Chosen & { readonly gone?: Gone };

interface Now {
  readonly config: Config;
  /** The subjects of the configuration as it is now. */
  readonly chosen: readonly Chosen[];
}

/**
 * The subjects of now, and those that were there at the base and have gone: their file or its member is gone, or the
 * configuration lists them no more. What another configuration of the repository lists has not gone.
 */
export async function withGone(world: Reader, before: BaseSubjects, { config, chosen }: Now): Promise<readonly Item[]> {
  const tree = diskTree(world);
  const items: Item[] = [];
  for (const item of chosen) {
    const former = before.own.get(item.subject);
    // A file that never was is a mistake in the configuration, and told as one.
    const isGone = former !== undefined && item.schema !== '-' && !(await tree.has(splitName(item.schema).path));
    items.push(isGone ? { ...item, ...(await goneFrom(tree, before, { former, config, chosen })) } : item);
  }
  const names = new Set(chosen.map(({ subject }) => subject));
  const missing = [...before.own.values()].filter(({ subject }) => !names.has(subject));
  const elsewhere = missing.length === 0 ? new Set() : await listedElsewhere(world, { config });
  for (const former of missing)
    if (!elsewhere.has(former.subject))
      items.push({ ...former, ...(await goneFrom(tree, before, { former, config, chosen })) });
  return items;
}

async function goneFrom(
  tree: Tree,
  before: BaseSubjects,
  { former, config, chosen }: Now & { readonly former: Chosen },
): Promise<{ readonly schema: string; readonly gone: Gone }> {
  const { schema } = former;
  const { path, pointer } = splitName(schema);
  const folder = resolve(tree.cwd, dirname(config.file ?? CONFIG_NAME));
  const listedAs = (file: string): string => `${relative(folder, resolve(tree.cwd, file))}${pointer && `#${pointer}`}`;
  const found = { since: before.base.name, schema: listedAs(path) };
  const nowAt = (file: string): Pick<Gone, 'now'> => {
    const name = `${file}${pointer && `#${pointer}`}`;
    const subject = chosen.find((other) => other.schema === name)?.subject;
    return { now: { schema: listedAs(file), ...defined({ subject }) } };
  };
  if (await tree.has(path)) {
    const isThere = pointer === '' || follow(await tree.read(path), pointerTokens(pointer)) !== undefined;
    return { schema, gone: isThere ? { ...found, what: 'entry', ...nowAt(path) } : { ...found, what: 'member' } };
  }
  const renamed = (await before.renames()).get(resolve(tree.cwd, path));
  const now = renamed === undefined ? {} : nowAt(relative(tree.cwd, renamed));
  return { schema, gone: { ...found, what: 'file', ...now } };
}

/** Names that other configurations of the repository list; one that cannot be read lists none. */
export async function listedElsewhere(world: Reader, { config }: Pick<Now, 'config'>): Promise<ReadonlySet<string>> {
  const root = await repositoryRoot(world.cwd);
  const names = new Set([CONFIG_NAME, basename(config.file ?? CONFIG_NAME)]);
  const own = resolve(world.cwd, config.file ?? CONFIG_NAME);
  const listed = new Set<string>();
  for (const name of (await listFiles(root)) ?? []) {
    const path = resolve(root, name);
    if (!names.has(basename(path)) || path === own) continue;
    const file = relative(world.cwd, path);
    try {
      const other = await parseConfig(file, await readJsonFile(world, file));
      const tree = diskTree(world);
      for (const { subject, schema } of await expandSubjects(tree, other, { onFault: () => undefined }))
        if (await tree.has(splitName(schema).path)) listed.add(subject);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
    }
  }
  return listed;
}
