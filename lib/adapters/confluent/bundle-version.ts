import { posix } from 'node:path';
import { parseJsonAsFound } from '../../domain/schema/json.ts';
import { jsonText } from '../../domain/schema/json-text.ts';
import type { BundleWorld, SchemaSource } from '../schema-source/bundle.ts';
import { SourceError, type SourceFile } from '../schema-source/source.ts';
import { loadSchema } from '../schema-source/start.ts';
import type { ConfluentRegistry, ConfluentVersion } from './confluent-registry.ts';

/** More schemas than one refers to; references that go in a circle end before. */
const MAX_REFERENCES = 1_000;
/** Characters of all of them: what is larger could not be compared. */
const MAX_LENGTH = 8_000_000;

/** The name of a version in messages. */
export const versionName = (subject: string, version: number): string => `${subject} version ${version}`;

/** A version with all that it refers to, as one schema; throws a SourceError if that cannot be. */
export async function bundleVersion(
  registry: Pick<ConfluentRegistry, 'findVersion'>,
  { subject, version }: { readonly subject: string; readonly version: ConfluentVersion },
): Promise<SchemaSource> {
  const name = versionName(subject, version.version);
  if (version.type !== 'JSON') throw new SourceError(`${name} is written in ${version.type}.`);
  const file = parseText(name, version.text);
  return await loadSchema({ file, pointer: '' }, await collectReferences(registry, version));
}

/** The names are those that a `$ref` uses, and count in the whole bundle, however deep the reference is. */
async function collectReferences(
  registry: Pick<ConfluentRegistry, 'findVersion'>,
  root: ConfluentVersion,
): Promise<BundleWorld> {
  const files = new Map<string, SourceFile>();
  const wanted = [...root.references];
  let length = root.text.length;
  for (let next = wanted.shift(); next; next = wanted.shift()) {
    const { name, subject, version } = next;
    if (files.has(keyOf(name))) continue;
    if (files.size >= MAX_REFERENCES) throw new SourceError(`more than ${MAX_REFERENCES} schemas are referred to.`);
    const found = await registry.findVersion(subject, version);
    if (!found) throw new SourceError(`${name} is version ${version} of ${subject}, which does not exist.`);
    length += found.text.length;
    if (length > MAX_LENGTH) throw new SourceError(`more than ${MAX_LENGTH} characters are referred to.`);
    files.set(keyOf(name), parseText(name, found.text));
    wanted.push(...found.references);
  }
  const findByUri = (uri: string): Promise<SourceFile | undefined> => Promise.resolve(files.get(keyOf(uri)));
  // A reference's name is not a path: it is the same from wherever in the bundle it is used.
  const find = async (name: string): Promise<SourceFile | undefined> =>
    (await findByUri(name)) ?? (await findByUri(posix.basename(name)));
  return { repository: { find }, findByUri };
}

function parseText(name: string, text: string): SourceFile {
  // A version in another registry cannot be repaired here.
  const parsed = parseJsonAsFound(text);
  if (!parsed.ok) throw new SourceError(`${name} is not JSON: ${parsed.detail}.`);
  const { value, repeated } = parsed;
  const warnings = repeated.map((member) => ({
    file: name,
    detail: `the member ${JSON.stringify(member.name)} occurs twice: the last counts`,
  }));
  // A registry's text has no lines that anybody would look for.
  const file = { name, text, value, locate: () => ({ file: name }) };
  return warnings.length > 0 ? { ...file, text: jsonText(value), warnings } : file;
}

/** `./address.json` and `address.json` are one; addresses stay as they are. */
const keyOf = (name: string): string => (URL.canParse(name) ? new URL(name).href : posix.normalize(name));
