import { resolve } from 'node:path';
import { fingerprint } from '../../domain/schema/canonical.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import { NAME_LENGTH } from '../../domain/subject.ts';
import { words } from '../workspace/expand-subjects.ts';
import { splitName } from '../workspace/workspace.ts';
import { documentName, foldersOf, isGeneric, tellingFolders } from './document-name.ts';

/** An entry for `subjects`; the path is as seen from the configuration's folder. */
export interface Proposal {
  readonly subject: string;
  readonly schema: string;
}

/**
 * Names what was found by where it is: folder, document and member, without the words that only say that it is a
 * schema. The name depends on nothing that is beside it, but if two would have the same: then both say more.
 */
export function proposeSubjects(
  found: readonly string[],
  { prefix, listed }: { readonly prefix: string; readonly listed: readonly Proposal[] },
): readonly Proposal[] {
  const taken = new Set(listed.map(({ subject }) => subject));
  const detail = new Map(found.map((schema) => [schema, 0]));
  for (let round = 0; round < LEVELS.length; round++) {
    const uses = new Map<string, number>();
    const nameOf = (schema: string): string => nameAt(schema, prefix, detail.get(schema) ?? 0);
    for (const schema of found) uses.set(nameOf(schema), (uses.get(nameOf(schema)) ?? 0) + 1);
    const ambiguous = found.filter((schema) => (uses.get(nameOf(schema)) ?? 0) > 1 || taken.has(nameOf(schema)));
    if (ambiguous.length === 0) break;
    for (const schema of ambiguous) detail.set(schema, (detail.get(schema) ?? 0) + 1);
  }
  return found.map((schema) => ({ subject: nameAt(schema, prefix, detail.get(schema) ?? 0), schema }));
}

/** The schemas that are not listed yet. */
export function notListed(found: readonly string[], listed: readonly Proposal[]): readonly string[] {
  const known = new Set(listed.map(({ schema }) => placeOf(schema)));
  return found.filter((schema) => !known.has(placeOf(schema)));
}

/** Words of a name, from left to right. */
interface Parts {
  readonly folders: readonly string[];
  readonly telling: readonly string[];
  readonly document: string;
  readonly member: readonly string[];
}

/** From the shortest name to one that no other place can have. */
const LEVELS: readonly ((parts: Parts, schema: string) => readonly string[])[] = [
  ({ telling, document, member }) => [
    ...telling,
    ...(member.length > 0 && isGeneric(document) ? [] : [document]),
    ...(member.length > 0 ? [lastOf(member)] : []),
  ],
  ({ folders, document, member }) => [...folders, document, ...(member.length > 0 ? [lastOf(member)] : [])],
  ({ folders, document, member }, schema) => [
    ...folders,
    `${document}-${splitName(schema).path.split('.').at(-1)}`,
    ...member,
  ],
  ({ folders, document, member }, schema) => [...folders, document, ...member, fingerprint(schema).slice(0, 8)],
];

/** Words that only say where in a message or document a schema is. */
const PLACES: ReadonlySet<string> = new Set(
  '$defs anyOf components channels definitions message messages oneOf payload publish schema schemas subscribe'.split(
    ' ',
  ),
);

function nameAt(schema: string, prefix: string, level: number): string {
  const { path, pointer } = splitName(schema);
  const parts: Parts = {
    folders: foldersOf(path),
    telling: tellingFolders(path),
    document: documentName(path),
    member: pointerTokens(pointer).filter((token) => !PLACES.has(token)),
  };
  const name = LEVELS[Math.min(level, LEVELS.length - 1)] ?? LEVELS[0];
  const own = (name?.(parts, schema) ?? []).map(words).filter((word) => word !== '');
  return shortened(prefix, own[0] === prefix && own.length > 1 ? own.slice(1) : own);
}

/** A member by its own name; one of several that have none by its number behind what they belong to. */
const lastOf = (member: readonly string[]): string =>
  member.slice(/^\d+$/.test(member.at(-1) ?? '') ? -2 : -1).join('-');

/** A name that is too long loses its first folders, and a few digits say which one it is. */
function shortened(prefix: string, own: readonly string[]): string {
  const name = [prefix, ...(own.length > 0 ? own : ['schema'])].join('.');
  if (name.length <= NAME_LENGTH) return name;
  const digits = fingerprint(name).slice(0, 8);
  const room = NAME_LENGTH - prefix.length - digits.length - 2;
  const tail = own
    .join('.')
    .slice(-room)
    .replace(/^[^.]*\.(?=.)|^[._-]+/, '');
  return `${prefix}.${tail}-${digits}`;
}

/** A message and its payload are the same place. */
const placeOf = (schema: string): string => {
  const { path, pointer } = splitName(schema);
  return `${resolve('/', path)}#${pointer.replace(/\/payload$/, '')}`;
};
