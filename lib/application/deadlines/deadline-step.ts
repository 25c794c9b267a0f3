import type { Announcement } from '../../domain/announcement.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import type { Delivery } from '../../domain/delivery.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import type { Governing } from '../../domain/policy/settings/announced-policy.ts';
import type { Team } from '../../domain/principal.ts';
import type { Subject } from '../../domain/subject.ts';
import type { ExposureStep } from '../announcing/tell-exposed.ts';
import type { Store, Write } from '../ports/store.ts';
import type { SweepReads } from './sweep-reads.ts';

export interface Due {
  readonly migration: Migration;
  readonly announcement: Announcement;
  readonly now: string;
  readonly reads: SweepReads;
}
/** A migration that is due, with all that decides what follows. */
export interface Facts extends Due {
  readonly subject: Subject | undefined;
  readonly policy: Governing;
  readonly team: Team | undefined;
}
/** What the sweep does about one migration: the act, the moved migration, and the messages. */
export interface Step {
  readonly action:
    | 'migration.reminded'
    | 'migration.overdue'
    | 'migration.held-untold'
    | 'migration.hold-ended'
    | ExposureStep['action'];
  readonly moved: Migration;
  readonly writes: readonly Write[];
  /** Of what follows from the move. */
  readonly audits?: readonly AuditEntry[];
}

/** Another model of the team, or another sweep, may have said it already. */
export async function unlessPresent(deliveries: readonly Delivery[], store: Store): Promise<readonly Write[]> {
  const known = await Promise.all(deliveries.map(({ id }) => store.find('delivery', { id })));
  return deliveries
    .filter((_, index) => known[index] === undefined)
    .map((item) => ({ put: 'delivery', item, expect: 'absent' }));
}
