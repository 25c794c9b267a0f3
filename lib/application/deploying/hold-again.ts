import type { Announcement } from '../../domain/announcement.ts';
import type { Consumer } from '../../domain/consumer.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { holdsAgain } from '../../domain/policy/gate/gate.ts';
import { isStale } from '../../domain/policy/gate/liveness.ts';
import type { Governing } from '../../domain/policy/settings/announced-policy.ts';
import type { Write } from '../ports/store.ts';

/**
 * Where moved migrations hold their version again the announcement takes its next revision with them: an activation that was
 * decided before loses against that, and looks again; one that came first makes the move lose. Nothing else has to.
 */
export function holdingWrites(
  announcement: Announcement,
  moves: {
    /** As they stood, and as they stand now. */
    readonly known: readonly Migration[];
    readonly moved: readonly Migration[];
    /** Those that were heard of by it, as they stood. */
    readonly consumers: readonly Consumer[];
    /** Those of these that run now where they did not before, by name. */
    readonly cameAlive?: readonly string[];
    readonly policy: Governing;
    readonly now: string;
  },
): readonly Write[] {
  const { known, moved, consumers, cameAlive = [], policy, now } = moves;
  const { revision, live } = announcement;
  const isAgain = moved.some((after) => {
    const before = known.find(({ consumer }) => consumer === after.consumer);
    const speaker = consumers.find(({ name }) => name === after.consumer);
    const wasStale = speaker !== undefined && isStale(speaker, policy, now);
    const wasPassedOver = wasStale || cameAlive.includes(after.consumer);
    return before !== undefined && holdsAgain({ before, after, wasPassedOver }, policy, now);
  });
  if (live || !isAgain) return [];
  const item = { ...announcement, revision: revision + 1 };
  return [{ put: 'announcement', item, expect: revision, was: announcement }];
}
