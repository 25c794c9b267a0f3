import type { Announcement } from '../../announcement.ts';
import type { Delivery } from '../../delivery.ts';
import type { Migration } from '../../migration/migration.ts';
import type { Team } from '../../principal.ts';
import { planDeliveries } from './plan-deliveries.ts';
import { planEscalation } from './plan-escalation.ts';

/**
 * Who hears that a change is live over models of one team that have not come through: the team in each of its channels, with
 * mention, and the channel to which it escalates. `emergency`: before its gate was open.
 */
export function planExposed(input: {
  readonly announcement: Announcement;
  readonly migrations: readonly Migration[];
  readonly team: Team | undefined;
  readonly kind: 'exposed' | 'emergency';
  /** One message each: the moment at which it went live, or a day. */
  readonly qualifier: string;
  /** A model that comes to it by itself has a message of its own. */
  readonly alone?: string;
  readonly now: string;
}): readonly Delivery[] {
  const { announcement, migrations, team, kind, qualifier, alone, now } = input;
  const own = alone === undefined ? {} : { lateConsumer: alone };
  const told = planDeliveries({ announcement, migrations, kind, now, day: qualifier, ...own });
  return [
    ...told,
    ...planEscalation(told, { team, qualifier: alone === undefined ? qualifier : `${alone}/${qualifier}` }),
  ];
}
