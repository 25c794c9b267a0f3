import { basename, join, resolve } from 'node:path';
import { NAME_LENGTH } from '../../domain/subject.ts';
import { schemaName, words } from '../expand-subjects.ts';
import { splitName } from '../workspace.ts';

/** An entry for `subjects`; the path is as seen from the configuration's folder. */
export interface Proposal {
  readonly subject: string;
  readonly schema: string;
}

/** Names what was found and is not listed yet; a name that is taken already gets the file's in front. */
export function proposeSubjects(
  found: readonly { readonly schema: string }[],
  { prefix, listed }: { readonly prefix: string; readonly listed: readonly Proposal[] },
): readonly Proposal[] {
  const known = new Set(listed.map(({ schema }) => placeOf(schema)));
  const names = new Set(listed.map(({ subject }) => subject));
  return found
    .filter(({ schema }) => !known.has(placeOf(schema)))
    .map(({ schema }) => {
      const subject = freeName(schema, { prefix, names });
      names.add(subject);
      return { subject, schema };
    });
}

function freeName(
  schema: string,
  { prefix, names }: { readonly prefix: string; readonly names: ReadonlySet<string> },
): string {
  const { path } = splitName(schema);
  const own = schemaName(schema) || 'schema';
  const file = words(basename(path).replace(/\.[^.]*$/, ''));
  const folder = words(join(path, '..').replace(/[\\/]/g, '-'));
  const tries = [own, `${file}.${own}`, `${folder || file}.${own}`].map((name) =>
    `${prefix}.${name}`.slice(0, NAME_LENGTH),
  );
  const free = tries.find((name) => !names.has(name));
  if (free !== undefined) return free;
  let number = 2;
  while (names.has(`${tries[0]}-${number}`)) number++;
  return `${tries[0]}-${number}`;
}

/** A message and its payload are the same place. */
const placeOf = (schema: string): string => {
  const { path, pointer } = splitName(schema);
  return `${resolve('/', path)}#${pointer.replace(/\/payload$/, '')}`;
};
