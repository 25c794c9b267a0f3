import type { Environment } from '../../domain/deployment.ts';
import { DomainError } from '../../domain/errors.ts';
import { decideEnvironment, noteNewEnvironment } from '../../domain/policy/gate/environment.ts';
import { everyPage } from '../every-page.ts';
import type { Store, Write } from '../ports/store.ts';

/** Throws `unknown-environment` with the nearest names where nothing was recorded there and none of the policies names it. */
export async function requireEnvironment(asked: string, named: readonly string[], store: Store): Promise<void> {
  if (named.includes(asked)) return;
  const isRecorded = await hasRecordings(asked, store);
  const recorded = isRecorded ? [] : await allEnvironments(store);
  const decision = decideEnvironment({ asked, isRecorded, recorded, named });
  if (decision.outcome === 'known') return;
  const { detail, nearest } = decision;
  throw new DomainError('unknown-environment', detail, {
    errors: [{ pointer: '/environment', detail }],
    extensions: { nearest },
  });
}

/** What the first recording in an environment writes beside itself, and what is to be said of it. */
export async function firstRecording(
  environment: Environment,
  store: Store,
): Promise<{ readonly writes: readonly Write[]; readonly notes: readonly string[] }> {
  const { name } = environment;
  if (await store.find('environment', { name })) return { writes: [], notes: [] };
  const note = (await hasRecordings(name, store)) ? undefined : noteNewEnvironment(name, await allEnvironments(store));
  return {
    writes: [{ put: 'environment', item: environment, expect: 'absent' }],
    notes: note === undefined ? [] : [note],
  };
}

/** Also of before environments were kept by name. */
async function hasRecordings(name: string, store: Store): Promise<boolean> {
  if (await store.find('environment', { name })) return true;
  const [models, subjects] = await Promise.all([
    store.listModelDeployments(name, { limit: 1 }),
    store.listSubjectDeployments(name, { limit: 1 }),
  ]);
  return models.items.length + subjects.items.length > 0;
}

async function allEnvironments(store: Store): Promise<readonly string[]> {
  return (await everyPage((page) => store.listEnvironments(page))).map(({ name }) => name);
}
