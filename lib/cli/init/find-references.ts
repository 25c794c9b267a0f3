import { dirname, join } from 'node:path';
import { referencesIn } from '../../adapters/schema-source/references-in.ts';
import type { SourceFile } from '../../adapters/schema-source/source.ts';
import { isJsonObject, type JsonValue } from '../../domain/schema/json.ts';

/** The target of a reference in a file. */
export interface Lead {
  readonly from: string;
  readonly to: string;
  /** Within that file; empty for the whole of it. */
  readonly fragment: string;
  /** It is found by what the file calls itself, and not by its path. */
  readonly byAddress: boolean;
}

/** Where the references of files lead, among these files; the first of several with one `$id` is meant. */
export function findLeads(sources: readonly SourceFile[]): readonly Lead[] {
  const names = new Set(sources.map(({ name }) => name));
  const byAddress = new Map<string, string>();
  for (const { name, value } of sources) {
    const own = addressOf(value);
    if (own !== undefined && !byAddress.has(own)) byAddress.set(own, name);
  }
  return sources.flatMap(({ name: from, value }) =>
    [...new Set(referencesIn(value))].flatMap((reference): readonly Lead[] => {
      const [path = '', fragment = ''] = reference.split('#', 2);
      if (path === '') return [];
      const file = join(dirname(from), decodeURI(path));
      if (names.has(file)) return file === from ? [] : [{ from, to: file, fragment, byAddress: false }];
      const base = addressOf(value);
      const address = URL.canParse(path, base) ? new URL(path, base).href : undefined;
      const to = address === undefined ? undefined : byAddress.get(address);
      return to === undefined || to === from ? [] : [{ from, to, fragment, byAddress: true }];
    }),
  );
}

/** Files that the configuration must list for some files to be read: what these refer to by address, and so on from there. */
export function neededReferences(leads: readonly Lead[], roots: ReadonlySet<string>): readonly string[] {
  const reached = new Set(roots);
  const needed = new Set<string>();
  // The set grows while it is read.
  for (const name of reached)
    for (const { to, byAddress } of leads.filter(({ from }) => from === name)) {
      if (byAddress) needed.add(to);
      reached.add(to);
    }
  return [...needed].sort();
}

function addressOf(value: JsonValue): string | undefined {
  const id = isJsonObject(value) ? (value['$id'] ?? value['id']) : undefined;
  return typeof id === 'string' && URL.canParse(id) ? new URL(id).href.replace(/#.*$/s, '') : undefined;
}
