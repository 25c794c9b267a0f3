import type { Announcement, Migration } from '../../../lib/domain/announcement.ts';
import type { Consumer } from '../../../lib/domain/consumer.ts';
import type { ModelDeployment } from '../../../lib/domain/deployment.ts';
import type { Evidence } from '../evidence.ts';
import { afterDays, latest, overAt } from './calendar.ts';

/** What the documents promise where nobody sets anything else. */
const DOCUMENTED = {
  notice: { critical: 'P30D', standard: 'P14D', experimental: 'P3D' },
  reminders: ['P14D', 'P7D', 'P3D', 'P1D'] as readonly string[],
  remindersAcknowledged: ['P3D', 'P1D'] as readonly string[],
  holdCritical: 'P7D',
  holdObjection: 'P5D',
  staleAfter: 'P90D',
  liveEnvironments: ['production'] as readonly string[],
};
export type Rules = typeof DOCUMENTED;

/** The rules of a subject at a moment: the documented ones, then the organisation's, then the owner's. */
function rulesAt({ timeline }: Evidence, name: string, at: string): Rules {
  const layers = [timeline.at('organisation', {}, at)?.policy, timeline.at('subject', { name }, at)?.policy];
  const notice = Object.assign({}, DOCUMENTED.notice, ...layers.map((layer) => layer?.notice));
  return Object.assign({}, DOCUMENTED, ...layers, { notice });
}

/** The rules by which an announcement is held to its dates. */
export const rulesOf = (evidence: Evidence, { subject }: Pick<Announcement, 'subject'>, at: string): Rules =>
  rulesAt(evidence, subject, at);

const CLOSING: ReadonlySet<string> = new Set(['migrated', 'not-affected', 'waived', 'withdrawn']);
export const isClosed = ({ state }: Pick<Migration, 'state'>): boolean => CLOSING.has(state.name);
/** Whether a model waits for anything: closed, or told of something that does not break it. */
const isIdle = (migration: Migration): boolean => isClosed(migration) || migration.verdict === 'compatible';

/** When a model lets a version pass by itself, and when an administrator may let it pass; `never` by itself. */
export function holdsUntil(
  { state, tier, deadline }: Migration,
  { holdCritical, holdObjection }: Rules,
): { readonly byItself: string | 'never'; readonly byAdministrator: string } {
  const date = overAt(deadline);
  const silence = tier === 'critical' ? afterDays(date, holdCritical) : date;
  if (state.name === 'objected') {
    const objection = afterDays(state.at, holdObjection);
    return { byItself: 'never', byAdministrator: latest([objection, silence]) };
  }
  return { byItself: tier === 'critical' ? 'never' : date, byAdministrator: silence };
}

export interface AtGate {
  readonly migration: Migration | undefined;
  readonly consumer: Consumer | undefined;
  readonly deployments: readonly ModelDeployment[];
  readonly rules: Rules;
  readonly now: string;
  readonly byAdministrator: boolean;
}

/** Whether a model keeps a version from going live, by what docs/gates.md says. */
export function holds({ migration, consumer, deployments, rules, now, byAdministrator }: AtGate): boolean {
  if (!migration || isIdle(migration) || !consumer) return false;
  const ends = holdsUntil(migration, rules);
  if (ends.byItself !== 'never' && ends.byItself <= now) return false;
  if (byAdministrator && ends.byItself === 'never' && ends.byAdministrator <= now) return false;
  return runs(deployments, rules) && afterDays(consumer.lastSeenAt, rules.staleAfter) > now;
}

/** A model that never recorded a deployment counts as running everywhere. */
const runs = (deployments: readonly ModelDeployment[], { liveEnvironments }: Rules): boolean =>
  deployments.length === 0 ||
  deployments.some(({ environment, releases }) => liveEnvironments.includes(environment) && releases.length > 0);
