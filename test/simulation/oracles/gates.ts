import type { Evidence, GateAnswer } from '../evidence.ts';
import { latest, minus, overAt } from './calendar.ts';
import { Breaks, headMoves, isEmergency } from './heads.ts';
import type { Oracle } from './oracle.ts';
import { type AtGate, holds, holdsUntil, isClosed, isHolding, isWaitedFor, rulesOf } from './rules.ts';
import { Trail } from './trail.ts';
import { BEING_WRITTEN, waysAtGate, waysAtMove } from './ways.ts';

const idOf = ({ timeline }: Evidence, { subject, version, at }: GateAnswer): string =>
  timeline.at('version', { subject, version }, at)?.announcementId ?? '';

const explained: Oracle = {
  name: 'gates are explained',
  holds:
    'What a gate said follows from what the audit trail tells of the migrations, models and deployments until then, and from ' +
    'the policy that its announcement was made under, whatever was set since.',
  find: (evidence) => {
    const trail = new Trail(evidence);
    return evidence.gates.flatMap((gate) => {
      const announcementId = idOf(evidence, gate);
      const { at: from, until, byAdministrator, environments } = gate;
      const said = new Set(gate.blockers.map(({ consumer }) => consumer));
      const unexplained = [...new Set([...trail.modelsOf(announcementId), ...said])].filter((consumer) => {
        const place = environments ? { environments } : {};
        const asked = { announcementId, consumer, from, until, byAdministrator, ...place };
        const ways = waysAtGate(evidence, asked, trail.between(asked, minus(from, BEING_WRITTEN), until));
        return !ways.some((way) => holds(way) === said.has(consumer));
      });
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
      const rules = rulesOf(evidence, { id: announcementId });
      const ends = trail
        .modelsOf(announcementId)
        .flatMap((consumer) => trail.between({ announcementId, consumer }, gate.at, gate.until))
        .flatMap((migration) =>
          migration && !isClosed(migration) ? holdsUntil(migration, rules).byAdministrator : [],
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
      .flatMap((move) =>
        breaks.of(move).flatMap(({ consumer }) => {
          const ways = waysAtMove(evidence, move, consumer);
          if (!ways.every(isEarly)) return [];
          const { subject, version, at, cause } = move;
          const date = ways[0]?.migration?.deadline;
          return [`${subject} v${version} went live at ${at} (${cause?.action}), and ${consumer} had until ${date}`];
        }),
      );
  },
};

/** One that breaks, or may, has time left and no closing answer; of a question its own gate asks. */
const isEarly = (way: AtGate): boolean =>
  way.migration !== undefined &&
  way.migration.undecided !== 'asked' &&
  way.migration.late?.over === undefined &&
  isWaitedFor(way.migration, way.rules) &&
  isHolding(way) &&
  overAt(way.migration.deadline) > way.now;

const open: Oracle = {
  name: 'an open gate stays open',
  holds: 'Once a gate was seen open, nobody who comes later shuts it.',
  find: (evidence) => {
    const opened = new Map<string, string>();
    return evidence.gates.flatMap((gate) => {
      const key = `${gate.subject} ${gate.version}`;
      const since = opened.get(key);
      if (gate.isOpen && since === undefined) opened.set(key, gate.until);
      if (gate.isOpen || since === undefined) return [];
      const announcementId = idOf(evidence, gate);
      const newcomers = gate.blockers.filter(({ consumer }) => {
        const team = evidence.timeline.at('consumer', { name: consumer }, gate.at)?.team ?? '';
        const [first] = evidence.timeline.stands('migration', { announcementId, team, consumer });
        return (first?.at ?? '9999') > since;
      });
      return newcomers.map(({ consumer }) => `${describe(gate)}, and ${consumer} came after it had opened at ${since}`);
    });
  },
};

export const GATE_ORACLES: readonly Oracle[] = [explained, ended, awaited, open];

const describe = ({ at, subject, version, isOpen, blockers }: GateAnswer): string =>
  `the gate of ${subject} v${version} at ${at} was ${isOpen ? 'open' : `closed by ${blockers.map(({ consumer }) => consumer).join()}`}`;
