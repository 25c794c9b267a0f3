import { whoText } from '../output/principal.ts';
import type { RegistryClient } from './client.ts';

/** Ids that are looked up for one text. */
const MOST = 20;

/**
 * How people know those who acted by these ids, for a text; a program reads the ids. A registry that knows no names, or none
 * for one of them, leaves it the kind of its id.
 */
export async function peopleOf(client: RegistryClient, ids: Iterable<string>): Promise<(id: string) => string> {
  const machines = [...new Set(ids)].filter((id) => /^(token|oidc):/.test(id)).slice(0, MOST);
  const named = await Promise.all(
    machines.map(async (id) => {
      const outcome = await client.call('GET /v1/principals', { query: { id }, expect: ['name'] });
      return [id, outcome.ok && outcome.answer.name !== id ? outcome.answer.name : undefined] as const;
    }),
  );
  const names = new Map(named);
  return (id) => names.get(id) ?? whoText(id);
}
