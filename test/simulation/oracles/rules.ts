import type { Consumer } from '../../../lib/domain/consumer.ts';
import type { ModelDeployment } from '../../../lib/domain/deployment.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { Evidence } from '../evidence.ts';
import { afterDays, daysOf, latest, overAt } from './calendar.ts';

/** What the documents promise where nobody sets anything else. */
const DOCUMENTED = {
  notice: { critical: 'P30D', standard: 'P14D', experimental: 'P3D' },
  reminders: ['P14D', 'P7D', 'P3D', 'P1D'] as readonly string[],
  remindersAcknowledged: ['P3D', 'P1D'] as readonly string[],
  holdCritical: 'P7D',
  holdObjection: 'P5D',
  holdUntold: 'P7D',
  staleAfter: 'P90D',
  onUndecided: 'hold',
  liveEnvironments: ['production'] as readonly string[],
};
export type Rules = typeof DOCUMENTED;
const LOWEST: Rules = {
  ...DOCUMENTED,
  notice: { critical: 'P1D', standard: 'P1D', experimental: 'P1D' },
  holdCritical: 'P1D',
  holdObjection: 'P1D',
  holdUntold: 'P1D',
  staleAfter: 'P14D',
  onUndecided: 'pass',
  liveEnvironments: [],
};

/** The rules of a subject at a moment: the documented ones, the organisation's, the owner's; none below the floors. */
function rulesAt({ timeline }: Evidence, name: string, at: string): Rules {
  const organisation = timeline.at('organisation', {}, at);
  const layers = [organisation?.policy, timeline.at('subject', { name }, at)?.policy];
  const notice = Object.assign({}, DOCUMENTED.notice, ...layers.map((layer) => layer?.notice));
  const set: Rules = Object.assign({}, DOCUMENTED, ...layers, { notice });
  const { floors = {} } = organisation ?? {};
  return stricter(set, { ...LOWEST, ...floors, notice: { ...LOWEST.notice, ...floors.notice } });
}

/**
 * The rules by which an announcement is held to its dates: those of the moment at which it was made, whatever was set
 * since; where it took the place of others, the stricter of them all.
 */
export function rulesOf(evidence: Evidence, { id }: { readonly id: string }): Rules {
  const announcement = evidence.timeline.stands('announcement', { id }).at(-1)?.item;
  if (!announcement) return DOCUMENTED;
  const own = rulesAt(evidence, announcement.subject, announcement.createdAt);
  return (announcement.supersedes ?? []).map((earlier) => rulesOf(evidence, { id: earlier })).reduce(stricter, own);
}

interface Loosening {
  readonly at: string;
  readonly changes: readonly { readonly decision: string; readonly to: string }[];
}
const loosenings = new WeakMap<Evidence['audit'], ReadonlyMap<string, readonly Loosening[]>>();

/** What an administrator gave an announcement besides, by the audit trail, oldest first. */
function looseningsOf({ audit }: Evidence, id: string): readonly Loosening[] {
  const known = loosenings.get(audit);
  if (known) return known.get(id) ?? [];
  const all = new Map<string, Loosening[]>();
  for (const { action, at, announcementId = '', detail } of audit) {
    if (action !== 'announcement.policy-loosened') continue;
    const changes = detail['changes'] as Loosening['changes'];
    all.set(announcementId, [...(all.get(announcementId) ?? []), { at, changes }]);
  }
  loosenings.set(audit, all);
  return all.get(id) ?? [];
}

export const isLoosened = (evidence: Evidence, id: string): boolean => looseningsOf(evidence, id).length > 0;

/**
 * The rules that hold for one model at a moment, with what was loosened until another: what lets nothing go earlier holds at
 * once, the rest for whoever was told before only when the last date that it was told is over.
 */
export function rulesFor(
  evidence: Evidence,
  of: { readonly id: string; readonly migration: Migration | undefined; readonly now: string; readonly known: string },
): Rules {
  const { id, migration, now, known } = of;
  const made = rulesOf(evidence, { id });
  const loosened = looseningsOf(evidence, id).filter(({ at }) => at <= known);
  const last = loosened.at(-1);
  if (!last || !migration) return made;
  const changes = new Map(loosened.flatMap((one) => one.changes.map(({ decision, to }) => [decision, to] as const)));
  const { state, createdAt, deadline } = migration;
  const isOlder = state.name === 'objected' && state.at <= last.at;
  const holdObjection = isOlder ? made.holdObjection : (changes.get('holdObjection') ?? made.holdObjection);
  const staleAfter = changes.get('staleAfter') ?? made.staleAfter;
  const onUndecided = changes.get('onUndecided') ?? made.onUndecided;
  const rules = { ...made, holdObjection };
  const told = latest([overAt(deadline), holdsUntil(migration, rules).byAdministrator]);
  return createdAt <= last.at && told > now ? rules : { ...rules, staleAfter, onUndecided };
}

function stricter(one: Rules, other: Rules): Rules {
  const longer = (left: string, right: string): string => (daysOf(left) < daysOf(right) ? right : left);
  const { notice, holdCritical, holdObjection, holdUntold, staleAfter, onUndecided, liveEnvironments } = one;
  return {
    ...one,
    notice: {
      critical: longer(notice.critical, other.notice.critical),
      standard: longer(notice.standard, other.notice.standard),
      experimental: longer(notice.experimental, other.notice.experimental),
    },
    holdCritical: longer(holdCritical, other.holdCritical),
    holdObjection: longer(holdObjection, other.holdObjection),
    holdUntold: longer(holdUntold, other.holdUntold),
    staleAfter: longer(staleAfter, other.staleAfter),
    onUndecided: onUndecided === 'pass' ? other.onUndecided : onUndecided,
    liveEnvironments: [...new Set([...liveEnvironments, ...other.liveEnvironments])],
  };
}

const CLOSING: ReadonlySet<string> = new Set(['migrated', 'not-affected', 'waived', 'withdrawn']);
export const isClosed = ({ state }: Pick<Migration, 'state'>): boolean => CLOSING.has(state.name);

/** When a model lets a version pass by itself, and when an administrator may let it pass; `never` by itself. */
export function holdsUntil(
  { state, tier, deadline, undecided, late, hearing }: Migration,
  { holdCritical, holdObjection, holdUntold }: Rules,
): { readonly byItself: string | 'never'; readonly byAdministrator: string } {
  const date = overAt(deadline);
  // Whoever came late has its date and no more; none where nothing waited for it by then, unless the producer granted it.
  if (late) {
    const end = late.over === undefined || state.name === 'granted' ? date : '';
    return { byItself: end, byAdministrator: end };
  }
  // A question asks for a look: its date is enough, and any answer but a wish for more time.
  const isQuestion = undecided === 'asked';
  const isCritical = tier === 'critical' && !isQuestion;
  // A date that nobody was told of does not pass by itself.
  const isUntold = hearing?.name === 'untold' || hearing?.name === 'under-way';
  const silence = latest([
    isCritical ? afterDays(date, holdCritical) : date,
    isUntold ? afterDays(date, holdUntold) : date,
  ]);
  if (state.name === 'objected') {
    const objection = afterDays(overAt(state.at.slice(0, 10)), holdObjection);
    return { byItself: 'never', byAdministrator: latest([objection, silence]) };
  }
  if (isQuestion && state.name === 'acknowledged') return { byItself: '', byAdministrator: '' };
  return { byItself: isCritical || isUntold ? 'never' : date, byAdministrator: silence };
}

export interface AtGate {
  readonly migration: Migration | undefined;
  readonly consumer: Consumer | undefined;
  readonly deployments: readonly ModelDeployment[];
  readonly rules: Rules;
  readonly now: string;
  readonly byAdministrator: boolean;
}

/** Whether a model has a date at all: it breaks, or nobody could say that it does not. */
export const isDated = ({ concern, undecided }: Migration): boolean => concern === 'breaking' || undecided === 'asked';

/** Whether a version waits for a model, before its answer and its date are looked at. */
export const isWaitedFor = (migration: Migration, { onUndecided }: Rules): boolean =>
  isDated(migration) &&
  (migration.verdict === 'breaking' || (migration.verdict === 'undecided' && onUndecided === 'hold'));

/** Whether a model keeps a version from going live, by what docs/gates.md says. */
export function holds(way: AtGate): boolean {
  const { migration, rules, now, byAdministrator } = way;
  if (!migration || !isWaitedFor(migration, rules) || !isHolding(way)) return false;
  const ends = holdsUntil(migration, rules);
  if (ends.byItself !== 'never' && ends.byItself <= now) return false;
  return !(byAdministrator && ends.byItself === 'never' && ends.byAdministrator <= now);
}

/** Whether there is somebody to wait for, as long as the date lies ahead: no closing answer, and a model that runs. */
export const isHolding = (way: AtGate): boolean =>
  way.migration !== undefined && !isClosed(way.migration) && isSpokenFor(way);

/** Whether a model runs where it counts, and anybody has spoken for it of late. */
export const isSpokenFor = ({ consumer, deployments, rules, now }: Omit<AtGate, 'migration'>): boolean =>
  consumer !== undefined && runs(deployments, rules) && afterDays(consumer.lastSeenAt, rules.staleAfter) > now;

/** A model that never recorded a deployment counts as running everywhere. */
const runs = (deployments: readonly ModelDeployment[], { liveEnvironments }: Rules): boolean =>
  deployments.length === 0 ||
  deployments.some(({ environment, releases }) => liveEnvironments.includes(environment) && releases.length > 0);
