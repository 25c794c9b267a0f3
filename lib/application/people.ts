import type { Migration } from '../domain/migration/migration.ts';
import type { MigrationState } from '../domain/migration/state.ts';
import { identityClaims } from '../domain/principal.ts';
import { inBatches } from './in-batches.ts';
import type { Store } from './ports/store.ts';

/** How people know whoever acted by an id; the id itself where nobody has named it. */
export type Names = (id: string) => string;

/** Ids of one text that are looked up; who acted by more is read in the registry. */
const MOST = 20;

/** Names for those ids that are tokens or sign-ins of CI: the team that they act for, and what they are. */
export async function namesOf(ids: Iterable<string>, store: Store): Promise<Names> {
  const machines = [...new Set(ids)].filter((id) => /^(token|oidc):/.test(id)).slice(0, MOST);
  const names = new Map(await inBatches(machines, async (id) => [id, await nameOf(id, store)] as const));
  return (id) => names.get(id) ?? id;
}

async function nameOf(id: string, store: Store): Promise<string> {
  const { team, purpose } = id.startsWith('token:') ? await ofToken(id, store) : await ofSignIn(id, store);
  if (team === undefined) return id;
  return purpose === '' ? `team ${team}` : `team ${team} (${purpose})`;
}

interface Known {
  readonly team?: string;
  readonly purpose: string;
}

async function ofToken(id: string, store: Store): Promise<Known> {
  const token = await store.find('token', { id: id.slice('token:'.length) });
  return token ? { team: token.team, purpose: token.description } : { purpose: '' };
}

/** A mapping that was taken back since names its claims no more than a deleted token its purpose. */
async function ofSignIn(id: string, store: Store): Promise<Known> {
  const [issuer = '', subject = ''] = id.slice('oidc:'.length).split('#', 2);
  const identity = await store.find('identity', { issuer, subject });
  if (!identity) return { purpose: '' };
  const claims = identityClaims(subject).map(([name, value]) => `${name} ${value}`);
  return { team: identity.team, purpose: `${claims.join(', ')} of ${issuer.replace(/^https:\/\//, '')}` };
}

/** A sentence of the domain about a state, with its authors' names in the place of their ids. */
export async function withNames(
  text: string,
  { state, hearing }: Pick<Migration, 'state' | 'hearing'>,
  store: Store,
): Promise<string> {
  const authors = [...authorsOf(state), ...(hearing?.name === 'passed' ? [hearing.by] : [])].filter((by) =>
    text.includes(by),
  );
  const name = await namesOf(authors, store);
  return authors.reduce((said, by) => said.replace(by, () => name(by)), text);
}

/** Migrations whose authors are names. */
export async function withAuthors(migrations: readonly Migration[], store: Store): Promise<readonly Migration[]> {
  const name = await namesOf(
    migrations.flatMap(({ state }) => authorsOf(state)),
    store,
  );
  return migrations.map((one) => ({ ...one, state: named(one.state, name) }));
}

export function authorsOf(state: MigrationState): readonly string[] {
  if (state.name === 'overdue')
    return [state.request, state.acknowledged].flatMap((act) => (act === undefined ? [] : [act.by]));
  return [...('by' in state ? [state.by] : []), ...(state.name === 'granted' ? [state.requestedBy] : [])];
}

export function named(state: MigrationState, name: Names): MigrationState {
  if (state.name === 'granted') return { ...state, by: name(state.by), requestedBy: name(state.requestedBy) };
  if (state.name !== 'overdue') return 'by' in state ? { ...state, by: name(state.by) } : state;
  const { request, acknowledged } = state;
  return {
    ...state,
    ...(request ? { request: { ...request, by: name(request.by) } } : {}),
    ...(acknowledged ? { acknowledged: { ...acknowledged, by: name(acknowledged.by) } } : {}),
  };
}
