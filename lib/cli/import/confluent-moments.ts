import { posix } from 'node:path';
import { usageError } from '../exit.ts';
import { cut, visible } from '../output/escape.ts';
import type { BundleWorld, SchemaSource } from '../schema-source/bundle.ts';
import { loadSchema } from '../schema-source/start.ts';
import { parseSource, type SourceFile } from '../source-file.ts';
import type { ConfluentClient, ConfluentVersion } from './confluent-client.ts';
import type { Moment } from './replay.ts';

/** More schemas than one refers to; references that go in a circle end before. */
const MAX_REFERENCES = 1_000;

/** Versions of a subject that are numbered there, oldest first. */
export function confluentMoments(
  client: ConfluentClient,
  { subject, versions }: { readonly subject: string; readonly versions: readonly ConfluentVersion[] },
): readonly Moment[] {
  return versions.map((version): Moment => {
    const { date } = version;
    return {
      name: `version ${version.version}`,
      ...(date === undefined ? {} : { date }),
      source: {
        repository: client.host,
        file: cut(`${visible(subject)} version ${version.version}`, 200),
        ...(date === undefined ? {} : { committedAt: date }),
      },
      load: () => loadVersion(client, subject, version),
    };
  });
}

/** A version with all that it refers to, as one schema. */
async function loadVersion(client: ConfluentClient, subject: string, version: ConfluentVersion): Promise<SchemaSource> {
  const name = `${visible(subject)} version ${version.version}`;
  if (version.type !== 'JSON') throw usageError(`${name} is written in ${visible(version.type)}.`);
  const file = await parseSource(name, version.text);
  return await loadSchema({ file, pointer: '' }, await collectReferences(client, version));
}

/** The names are those that a `$ref` uses, and count in the whole bundle, however deep the reference stands. */
async function collectReferences(client: ConfluentClient, root: ConfluentVersion): Promise<BundleWorld> {
  const files = new Map<string, SourceFile>();
  const wanted = [...root.references];
  for (let next = wanted.shift(); next; next = wanted.shift()) {
    const { name, subject, version } = next;
    if (files.has(keyOf(name))) continue;
    if (files.size >= MAX_REFERENCES) throw usageError(`more than ${MAX_REFERENCES} schemas are referred to.`);
    const found = await client.findVersion(subject, version);
    if (!found)
      throw usageError(`${visible(name)} is version ${version} of ${visible(subject)}, which does not exist.`);
    files.set(keyOf(name), await parseSource(name, found.text));
    wanted.push(...found.references);
  }
  const findByUri = (uri: string): Promise<SourceFile | undefined> => Promise.resolve(files.get(keyOf(uri)));
  // A reference's name is no path: it is the same from wherever in the bundle it is used.
  const find = async (name: string): Promise<SourceFile | undefined> =>
    (await findByUri(name)) ?? (await findByUri(posix.basename(name)));
  return { repository: { find }, findByUri };
}

/** `./address.json` and `address.json` are one; addresses stay as they are. */
const keyOf = (name: string): string => (URL.canParse(name) ? new URL(name).href : posix.normalize(name));
