import { resolve } from 'node:path';
import type { RegistryClient } from '../api/client.ts';
import type { Listed, Schemas } from '../api/operations.ts';
import { CliError } from '../exit.ts';
import type { Session } from '../run/session.ts';
import type { Config } from '../workspace/config.ts';
import { exists } from '../workspace/repository.ts';
import { repositoryOf } from '../workspace/targets.ts';
import { repositoryRoot } from './git.ts';
import { type Item, listedElsewhere } from './gone-subjects.ts';

/** More subjects than this are a matter of their own: a run says that it has not looked at the rest. */
const LOOKED_AT = 5_000;

/** Absent if this token may not list them, or the registry does not answer: each subject's own question says that. */
async function listSubjects(client: RegistryClient): Promise<Listed<Schemas['Subject']> | undefined> {
  try {
    return await client.list('GET /v1/subjects', {}, LOOKED_AT);
  } catch (error) {
    if (error instanceof CliError) return undefined;
    throw error;
  }
}

/**
 * Subjects that the registry has from this repository, and whose file is not here any more: no base of the work shows
 * them if they went before it. Outside of CI no repository is known, and none is found.
 */
export async function findUnlisted(
  session: Session,
  {
    config,
    items,
    connect,
  }: { readonly config: Config; readonly items: readonly Item[]; readonly connect: () => RegistryClient },
): Promise<readonly Item[]> {
  const { world } = session;
  const own = repositoryOf(world);
  if (own === undefined) return [];
  const page = await listSubjects(connect());
  if (!page) return [];
  if (page.nextCursor !== undefined)
    session.note(`Only ${LOOKED_AT} of the registry's subjects were looked through for what went from here.`);
  const names = new Set(items.map(({ subject }) => subject));
  const missing = page.items.filter(
    ({ name, status, source, retirement }) =>
      status === 'active' && retirement === undefined && source?.repository === own && !names.has(name),
  );
  if (missing.length === 0) return [];
  const root = await repositoryRoot(world.cwd);
  const elsewhere = await listedElsewhere(world, { config });
  const found: Item[] = [];
  for (const { name, source } of missing) {
    const file = source?.file?.split('#')[0];
    // A subject that is still here is another run's, and one that never had a file of its own cannot be missing.
    if (file === undefined || elsewhere.has(name) || (await exists(resolve(root, file)))) continue;
    const schema = source?.file ?? file;
    found.push({ subject: name, schema, gone: { what: 'unlisted', since: 'the registry', schema } });
  }
  return found;
}
