import type { Announcement } from '../../domain/announcement.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { withDue } from '../../domain/policy/deadlines/due.ts';
import { isAlarming, isInProduction } from '../../domain/policy/deadlines/exposure.ts';
import { hoursFor } from '../../domain/policy/deadlines/hours.ts';
import { environmentsAsked } from '../../domain/policy/gate/gate.ts';
import type { Governing } from '../../domain/policy/settings/announced-policy.ts';
import { contend } from '../contend.ts';
import { modelsAtGate } from '../deploying/models-at-gate.ts';
import { policyFor } from '../effective-policy.ts';
import { inBatches } from '../in-batches.ts';
import type { Pacer } from '../ports/clock.ts';
import type { IdSource } from '../ports/ids.ts';
import type { Store } from '../ports/store.ts';
import { moveBySystem } from './move-migration.ts';

interface ExposePorts {
  readonly store: Store;
  readonly ids: IdSource;
  readonly pacer: Pacer;
}

/**
 * Writes down with each model that has not come through that the change is live over it, and answers those that run, whose teams
 * are told now. A repeat for the same moment finds it written and answers the same.
 */
export async function expose(
  of: {
    readonly announcement: Announcement;
    readonly migrations: readonly Migration[];
    readonly since: string;
    readonly now: string;
  },
  ports: ExposePorts,
): Promise<readonly Migration[]> {
  const { announcement, since, now } = of;
  const hit = of.migrations.filter(isAlarming);
  if (hit.length === 0) return [];
  const { store } = ports;
  const policy = await policyFor(announcement, await store.find('subject', { name: announcement.subject }), store);
  const running = await runningAmong(hit, { announcement, policy, now }, store);
  const teams = await teamsOf(hit, store);
  const exposed = await inBatches(hit, async ({ announcementId, team, consumer }) =>
    contend(ports.pacer, `the migration of ${consumer}`, async () => {
      const was = await store.find('migration', { announcementId, team, consumer });
      if (!was || !isAlarming(was)) return undefined;
      if (was.exposure?.since === since) return was;
      const told = running.has(consumer) ? { toldAt: now } : {};
      const next: Migration = { ...was, exposure: { since, days: 0, ...told }, revision: was.revision + 1 };
      const item = withDue(next, policy, now, hoursFor(announcement, teams.get(team)));
      const moved = await moveBySystem({ was, item, action: 'migration.exposed', now }, ports);
      return moved === 'lost' ? 'lost' : item;
    }),
  );
  return exposed.filter((one) => one !== undefined).filter(({ consumer }) => running.has(consumer));
}

/** The models that run where the change is live, by name; one that never recorded a deployment counts as running. */
export async function runningAmong(
  migrations: readonly Migration[],
  at: { readonly announcement: Announcement; readonly policy: Governing; readonly now: string },
  store: Store,
): Promise<ReadonlySet<string>> {
  const { announcement, policy, now } = at;
  const { environment } = announcement.liveNews ?? {};
  const asked = environmentsAsked(migrations, policy, now);
  const environments = environment === undefined ? asked : [...new Set([...asked, environment])];
  const models = await modelsAtGate({ migrations, policy, environments, now }, store);
  return new Set(models.filter(({ breaks }) => breaks !== 'no').map(({ consumer }) => consumer));
}

export async function teamsOf(migrations: readonly Pick<Migration, 'team'>[], store: Store) {
  const names = [...new Set(migrations.map(({ team }) => team))];
  const teams = await inBatches(names, (name) => store.find('team', { name }));
  return new Map(names.map((name, index) => [name, teams[index]]));
}

/** A migration that came, or came open again, while its change is live. `toldAt`: its team hears it at once by another message. */
export function exposedSince(
  migration: Migration,
  announcement: Announcement,
  at: { readonly since: string; readonly toldAt?: string },
): Migration {
  if (!isInProduction(announcement) || !isAlarming(migration)) return migration;
  return { ...migration, exposure: { ...at, days: 0 } };
}
