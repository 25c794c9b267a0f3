import type { ModelDeployment } from '../../../lib/domain/deployment.ts';
import type { Evidence, GateAnswer } from '../evidence.ts';
import { latest, overAt } from './calendar.ts';
import { Breaks, type HeadMove, headMoves, isEmergency } from './heads.ts';
import type { Oracle } from './oracle.ts';
import { type AtGate, holds, holdsUntil, isClosed, rulesOf } from './rules.ts';
import { Trail } from './trail.ts';

/** Every way in which the deployments of a model stood between two moments. */
function deploymentsBetween({ timeline }: Evidence, consumer: string, from: string, until: string) {
  const moments = new Set([from, until]);
  for (const environment of ['production', 'staging'])
    for (const { at } of timeline.stands('modelDeployment', { consumer, environment }))
      if (at >= from && at <= until) moments.add(at);
  return [...moments].map((moment): readonly ModelDeployment[] =>
    ['production', 'staging'].flatMap(
      (environment) => timeline.at('modelDeployment', { consumer, environment }, moment) ?? [],
    ),
  );
}

/** What is known of one model at the gate between two moments; what changed meanwhile may have been seen or not. */
function waysAtGate(
  evidence: Evidence,
  trail: Trail,
  gate: GateAnswer,
  of: { announcementId: string; consumer: string },
) {
  const { at, until, subject, byAdministrator } = gate;
  const { consumer: name } = of;
  const ways: AtGate[] = [];
  for (const migration of trail.between(of, at, until))
    for (const consumer of evidence.timeline.between('consumer', { name }, at, until))
      for (const deployments of deploymentsBetween(evidence, name, at, until))
        for (const now of [at, until]) {
          const rules = rulesOf(evidence, { subject }, now);
          ways.push({ migration, consumer, deployments, rules, now, byAdministrator });
        }
  return ways;
}

const idOf = ({ timeline }: Evidence, { subject, version, at }: GateAnswer): string =>
  timeline.at('version', { subject, version }, at)?.announcementId ?? '';

const explained: Oracle = {
  name: 'gates are explained',
  holds:
    'What a gate said follows from what the audit trail tells of the migrations, models and deployments until then.',
  find: (evidence) => {
    const trail = new Trail(evidence);
    return evidence.gates.flatMap((gate) => {
      const announcementId = idOf(evidence, gate);
      const said = new Set(gate.blockers.map(({ consumer }) => consumer));
      const models = new Set([...trail.modelsOf(announcementId), ...said]);
      const unexplained = [...models].filter(
        (consumer) =>
          !waysAtGate(evidence, trail, gate, { announcementId, consumer }).some(
            (way) => holds(way) === said.has(consumer),
          ),
      );
      return unexplained.length === 0 ? [] : [`${describe(gate)}, which does not explain ${unexplained.join()}`];
    });
  },
};

const ended: Oracle = {
  name: 'an administrator ends it',
  holds: 'Once the longest hold on a proposal is over, an administrator who activates it is not told to wait.',
  find: (evidence) => {
    const trail = new Trail(evidence);
    return evidence.gates.flatMap((gate) => {
      if (!gate.byAdministrator || gate.isOpen) return [];
      const announcementId = idOf(evidence, gate);
      const rules = rulesOf(evidence, gate, gate.at);
      const ends = trail
        .modelsOf(announcementId)
        .flatMap((consumer) =>
          trail
            .between({ announcementId, consumer }, gate.at, gate.until)
            .flatMap((migration) =>
              migration && !isClosed(migration) ? holdsUntil(migration, rules).byAdministrator : [],
            ),
        );
      const last = latest(ends);
      return last < gate.at ? [`${describe(gate)}, though the last hold ended at ${last}`] : [];
    });
  },
};

const awaited: Oracle = {
  name: 'heads wait',
  holds:
    'No head moves while a model that it breaks, as found by trying all records, has an unexpired date and no closing answer; ' +
    'a named emergency, a model that runs nowhere there and one that nobody speaks for aside.',
  find: (evidence) => {
    const breaks = new Breaks(evidence);
    return headMoves(evidence)
      .filter((move) => !isEmergency(move) && move.announcement)
      .flatMap((move) => breaks.of(move).flatMap((subscription) => tooEarly(evidence, move, subscription)));
  },
};

function tooEarly(
  evidence: Evidence,
  { at, subject, version, announcement, cause }: HeadMove,
  { consumer: name, team }: { readonly consumer: string; readonly team: string },
): readonly string[] {
  const { timeline } = evidence;
  const key = { announcementId: announcement?.id ?? '', team, consumer: name };
  const from = cause?.at ?? at;
  const rules = rulesOf(evidence, { subject }, at);
  // What changed while it was decided may have been seen or not.
  const ways = timeline
    .between('migration', key, from, at)
    .flatMap((migration) =>
      deploymentsBetween(evidence, name, from, at).flatMap((deployments) =>
        timeline.between('consumer', { name }, from, at).map((consumer) => ({ migration, deployments, consumer })),
      ),
    );
  const isHeld = ways.every(({ migration, ...way }) => {
    if (!migration || isClosed(migration) || overAt(migration.deadline) <= from) return false;
    const known = { ...way, migration: { ...migration, verdict: 'breaking' as const } };
    return holds({ ...known, rules, now: from, byAdministrator: false });
  });
  const until = timeline.at('migration', key, at)?.deadline;
  return isHeld ? [`${subject} v${version} went live at ${at} (${cause?.action}), and ${name} had until ${until}`] : [];
}

export const GATE_ORACLES: readonly Oracle[] = [explained, ended, awaited];

const describe = ({ at, subject, version, isOpen, blockers }: GateAnswer): string =>
  `the gate of ${subject} v${version} at ${at} was ${isOpen ? 'open' : `closed by ${blockers.map(({ consumer }) => consumer).join()}`}`;
