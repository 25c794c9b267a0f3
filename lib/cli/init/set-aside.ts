import { basename } from 'node:path';
import type { SourceFile } from '../../adapters/schema-source/source.ts';
import { canonicalJson } from '../../domain/schema/canonical.ts';
import { documentName, foldersOf, isVersionFolder, tellingFolders } from './document-name.ts';

/** Why a file is proposed to nobody although it holds a schema. */
export type Aside = 'fixture' | 'example' | 'archived' | 'copy';

const FIXTURES =
  /^(tests?|__tests__|testing|test[-_]?data|fixtures?|__fixtures__|mocks?|__mocks__|__snapshots__|e2e)$/i;
const EXAMPLES = /(^|[-_])(examples?|samples?|demos?)$/i;
const ARCHIVES = /^(archived?|old|legacy|history|previous|backups?|vendor|third[-_]party)$/i;
const isVersioned = (name: string): boolean => foldersOf(name).some(isVersionFolder);

/**
 * Files that lie where nobody outside reads them: in folders of tests and examples, older versions of a document that
 * is elsewhere too, and second copies of the same content. `listed` are the files of subjects that are there already.
 */
export function setAside(sources: readonly SourceFile[], listed: ReadonlySet<string>): ReadonlyMap<string, Aside> {
  const aside = new Map<string, Aside>();
  for (const { name } of sources) {
    const why = listed.has(name) ? undefined : byFolder(name);
    if (why) aside.set(name, why);
  }
  const open = (): readonly SourceFile[] => sources.filter(({ name }) => !aside.has(name));
  for (const name of olderVersions(open().map((source) => source.name)))
    if (!listed.has(name)) aside.set(name, 'archived');
  for (const name of secondCopies(open(), listed)) aside.set(name, 'copy');
  return aside;
}

function byFolder(name: string): Aside | undefined {
  const folders = foldersOf(name);
  if (folders.some((folder) => FIXTURES.test(folder))) return 'fixture';
  if (folders.some((folder) => EXAMPLES.test(folder))) return 'example';
  return folders.some((folder) => ARCHIVES.test(folder)) ? 'archived' : undefined;
}

/** In folders of versions: what is outside of them by the same name as well, and else all but the newest. */
function olderVersions(names: readonly string[]): readonly string[] {
  const current = new Set(names.filter((name) => !isVersioned(name)).map((name) => basename(name)));
  const newest = new Map<string, string>();
  for (const name of names.filter(isVersioned)) {
    const document = documentOf(name);
    const known = newest.get(document);
    if (known === undefined || compareVersions(name, known) > 0) newest.set(document, name);
  }
  return names.filter(
    (name) => isVersioned(name) && (current.has(basename(name)) || newest.get(documentOf(name)) !== name),
  );
}

/** The path without its folders of versions. */
const documentOf = (name: string): string =>
  [...foldersOf(name).filter((folder) => !isVersionFolder(folder)), basename(name)].join('/');

const compareVersions = (left: string, right: string): number =>
  versionText(left).localeCompare(versionText(right), 'en', { numeric: true });
const versionText = (name: string): string => foldersOf(name).filter(isVersionFolder).join('/').replace(/[.-]/g, '.');

/** Files with the content of another one that says the same name, e.g. as JSON and as YAML; two subjects may be alike. */
function secondCopies(sources: readonly SourceFile[], listed: ReadonlySet<string>): readonly string[] {
  const seen = new Set<string>();
  const listedFirst = [...sources].sort(
    (left, right) => Number(listed.has(right.name)) - Number(listed.has(left.name)),
  );
  return listedFirst.flatMap(({ name, value }) => {
    const content = `${tellingFolders(name).join('/')}/${documentName(name)} ${canonicalJson(value)}`;
    const isCopy = seen.has(content) && !listed.has(name);
    seen.add(content);
    return isCopy ? [name] : [];
  });
}
