import { basename, dirname, relative, resolve } from 'node:path';
import { follow } from '../adapters/schema-source/api-document.ts';
import { pointerTokens } from '../domain/schema/pointer.ts';
import type { BaseSubjects } from './base-subjects.ts';
import type { Chosen } from './choose-subjects.ts';
import type { RegistryClient } from './client.ts';
import type { Comparison, Gone } from './comparison.ts';
import { CONFIG_NAME, type Config, type FailOn, parseConfig } from './config.ts';
import { CliError } from './exit.ts';
import { expandSubjects } from './expand-subjects.ts';
import { listFiles, repositoryRoot } from './git.ts';
import { goneText } from './output/gone.ts';
import { readJsonFile } from './source-file.ts';
import { diskTree, type Tree } from './tree.ts';
import { splitName } from './workspace.ts';
import type { World } from './world.ts';

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
  const elsewhere = missing.length === 0 ? new Set() : await listedElsewhere(world, { config, chosen });
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
    return { now: { schema: listedAs(file), ...(subject === undefined ? {} : { subject }) } };
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
async function listedElsewhere(world: Reader, { config }: Now): Promise<ReadonlySet<string>> {
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
      for (const { subject, schema } of await expandSubjects(tree, other, () => undefined))
        if (await tree.has(splitName(schema).path)) listed.add(subject);
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
    }
  }
  return listed;
}

/** What is to be said of a subject that went; without a registry nobody knows who reads it, and it fails. */
export async function judgeGone(
  { subject, gone }: Chosen & { readonly gone: Gone },
  { client, failOn }: { readonly client?: RegistryClient; readonly failOn: FailOn | undefined },
): Promise<Comparison> {
  const known = client === undefined ? {} : await findReaders(client, subject);
  const isHarmless = known.status === 'unknown' || known.status === 'retired';
  const passes = isHarmless || (known.readers?.length === 0 && failOn === undefined);
  const told: Gone = { ...gone, ...known };
  const isByFlag = !passes && known.readers?.length === 0;
  return {
    name: subject,
    file: splitName(gone.schema).path,
    from: gone.since,
    to: 'gone',
    passes,
    counts: { breaking: 0, dangerous: 0, safe: 0 },
    changes: [],
    changeCount: 0,
    affected: [],
    reasons: passes ? [] : [isByFlag ? `--fail-on ${failOn} fails whoever reads` : goneText(told)],
    ...(passes && known.status === 'active' ? { notes: [`forewarn retire ${subject} ends it in the registry`] } : {}),
    gone: told,
    ...(client === undefined ? { offline: true as const } : {}),
  };
}

async function findReaders(client: RegistryClient, subject: string): Promise<Pick<Gone, 'status' | 'readers'>> {
  const found = await client.find('GET /v1/subjects/{subject}', { path: { subject }, expect: ['name', 'status'] });
  if (!found) return { status: 'unknown', readers: [] };
  if (found.status === 'retired') return { status: 'retired' };
  const { readers } = await client.get('GET /v1/subjects/{subject}/readers', {
    path: { subject },
    expect: ['readers'],
  });
  const live = readers.filter(({ stale }) => !stale);
  return { status: 'active', readers: live.map(({ consumer, team }) => ({ consumer, team })) };
}
