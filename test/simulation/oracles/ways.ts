import type { ModelDeployment } from '../../../lib/domain/deployment.ts';
import type { Migration } from '../../../lib/domain/migration/migration.ts';
import type { Evidence } from '../evidence.ts';
import { minus } from './calendar.ts';
import type { HeadMove } from './heads.ts';
import { type AtGate, isLoosened, isSpokenFor, rulesFor } from './rules.ts';

const ENVIRONMENTS = ['production', 'staging'];

/** Every way in which the deployments of a model stood between two moments. */
function deploymentsBetween({ timeline }: Evidence, consumer: string, from: string, until: string) {
  const moments = new Set([from, until]);
  for (const environment of ENVIRONMENTS)
    for (const { at } of timeline.stands('modelDeployment', { consumer, environment }))
      if (at >= from && at <= until) moments.add(at);
  return [...moments].map((moment): readonly ModelDeployment[] =>
    ENVIRONMENTS.flatMap((environment) => timeline.at('modelDeployment', { consumer, environment }, moment) ?? []),
  );
}

/** An entry says when something was decided; it is there some steps later. */
export const BEING_WRITTEN = 1_000;

interface Asked {
  readonly announcementId: string;
  readonly consumer: string;
  readonly from: string;
  readonly until: string;
  readonly byAdministrator: boolean;
  /** Where the version goes live; absent: wherever the rules say that it counts. */
  readonly environments?: readonly string[];
}

/** What is known of one model at the gate between two moments; what changed meanwhile may have been seen or not. */
export function waysAtGate(
  evidence: Evidence,
  { announcementId, consumer: name, from, until, byAdministrator, environments }: Asked,
  migrations: readonly (Migration | undefined)[],
): readonly AtGate[] {
  const asked = (migration: Migration | undefined) =>
    [from, until].flatMap((now) =>
      (isLoosened(evidence, announcementId) ? [minus(from, BEING_WRITTEN), until] : [until]).map((known) => {
        const kept = rulesFor(evidence, { id: announcementId, migration, now, known });
        return { now, rules: environments ? { ...kept, liveEnvironments: environments } : kept };
      }),
    );
  return migrations.flatMap((migration) => {
    const moments = asked(migration);
    return evidence.timeline
      .between('consumer', { name }, from, until)
      .flatMap((consumer) =>
        deploymentsBetween(evidence, name, from, until).flatMap((deployments) =>
          moments.map((moment) => ({ migration, consumer, deployments, ...moment, byAdministrator })),
        ),
      );
  });
}

/** What is known of a model when a head moved, between the decision and what came of it. */
export function waysAtMove(
  evidence: Evidence,
  { at, announcement, cause }: HeadMove,
  consumer: string,
): readonly AtGate[] {
  const { timeline } = evidence;
  const from = cause?.at ?? at;
  const announcementId = announcement?.id ?? '';
  const team = timeline.at('consumer', { name: consumer }, at)?.team ?? '';
  const environment = cause?.detail['environment'];
  const asked = { announcementId, consumer, from, until: at, byAdministrator: cause?.principal === ADMINISTRATOR };
  return waysAtGate(
    evidence,
    typeof environment === 'string' ? { ...asked, environments: [environment] } : asked,
    timeline.between('migration', { announcementId, team, consumer }, from, at),
  );
}

/** Whether a model runs where it counts and somebody speaks for it, whatever changed near that moment. */
export function isAlive(
  evidence: Evidence,
  of: Pick<Asked, 'announcementId' | 'consumer' | 'from' | 'until'>,
): boolean {
  const ways = waysAtGate(evidence, { ...of, byAdministrator: false }, [undefined]);
  return ways.length > 0 && ways.every(isSpokenFor);
}

export const ADMINISTRATOR = 'token:administrator';
