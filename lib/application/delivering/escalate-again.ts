import type { Announcement } from '../../domain/announcement.ts';
import type { Delivery } from '../../domain/delivery.ts';
import { isUnreached } from '../../domain/migration/hearing.ts';
import { planNowEscalated } from '../../domain/notification/plan/plan-untold.ts';
import { isSentAgain } from '../../domain/policy/deadlines/repair.ts';
import type { Team } from '../../domain/principal.ts';
import type { Asking } from '../administration/require-admin.ts';
import { allMigrations } from '../announcing/all-migrations.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { redriveFailed } from './redrive-failed.ts';
import { untoldOf } from './send-again.ts';

/**
 * What nobody of a team could be told, and that is true still, goes to the channel to which the team escalates now. Once to
 * each channel; what failed there is sent again, so that whoever repairs it sends the settings once more.
 */
export async function escalateAgain(team: Team, request: Asking, ports: WritePorts): Promise<void> {
  if (team.slack?.escalation === undefined) return;
  for (const id of await untoldOf(team.name, ports.store)) {
    const announcement = await ports.store.find('announcement', { id });
    const planned = announcement && (await planEscalated(announcement, team, ports));
    if (!planned) continue;
    await ports.store.ensure([{ put: 'delivery', item: planned }]);
    await redriveFailed(
      {
        ...request,
        of: `announcement ${id}`,
        list: async () => ({ items: [(await ports.store.find('delivery', { id: planned.id })) ?? planned] }),
        about: { announcementId: id, team: team.name },
      },
      ports,
    );
  }
}

async function planEscalated(announcement: Announcement, team: Team, ports: WritePorts): Promise<Delivery | undefined> {
  const migrations = (await allMigrations(ports.store, announcement.id, team.name)).filter(isUnreached);
  const open = migrations.filter((one) =>
    isSentAgain({ status: 'failed', kind: 'announced' }, { announcement, migrations: [one] }),
  );
  return planNowEscalated({ announcement, migrations: open, team, now: ports.clock.now() });
}
