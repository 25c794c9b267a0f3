import type { ModelDeployment } from '../../domain/deployment.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isUnresolved } from '../../domain/policy/deadlines/exposure.ts';
import { findBlockers } from '../../domain/policy/gate/gate.ts';
import { type GateModel, gateModel } from '../../domain/policy/gate/gate-answer.ts';
import type { Governing } from '../../domain/policy/settings/announced-policy.ts';
import { everyPage } from '../every-page.ts';
import { inBatches } from '../in-batches.ts';
import { withNames } from '../people.ts';
import type { Store } from '../ports/store.ts';

/** What each model says at the gate; only those that have not come through are looked into, so that the rest costs nothing. */
export async function modelsAtGate(
  asked: {
    readonly migrations: readonly Migration[];
    readonly policy: Governing;
    readonly environments: readonly string[];
    readonly now: string;
  },
  store: Store,
): Promise<readonly GateModel[]> {
  const { migrations, policy, environments, now } = asked;
  const blockers = findBlockers(migrations, policy, now);
  const keyOf = ({ team, consumer }: Pick<Migration, 'team' | 'consumer'>) => `${team} ${consumer}`;
  const blocking = new Map(blockers.map((blocker) => [keyOf(blocker), blocker]));
  const gated = migrations.filter(({ concern }) => concern !== 'digest');
  return await inBatches(gated, async (migration) => {
    const blocker = blocking.get(keyOf(migration));
    const name = migration.consumer;
    const [consumer, deployments] = isUnresolved(migration)
      ? await Promise.all([store.find('consumer', { name }), deploymentsOf(name, store)])
      : [undefined, []];
    const model = gateModel({ migration, blocker, consumer, deployments, environments, policy, now });
    return { ...model, detail: await withNames(model.detail, migration, store) };
  });
}

/** Where a model runs; linear in its environments. */
export async function deploymentsOf(consumer: string, store: Store): Promise<readonly ModelDeployment[]> {
  return await everyPage((page) => store.listDeploymentsOfConsumer(consumer, page));
}
