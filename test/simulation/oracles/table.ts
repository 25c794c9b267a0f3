import type { Evidence } from '../evidence.ts';
import { CAUSE_ORACLES } from './causes.ts';
import { DATE_ORACLES } from './dates.ts';
import { DELIVERY_ORACLES } from './deliveries.ts';
import { GATE_ORACLES } from './gates.ts';
import { ISSUE_ORACLES } from './issues.ts';
import { KILL_SWITCH_ORACLES } from './kill-switches.ts';
import type { Oracle } from './oracle.ts';
import { REMINDER_ORACLES } from './reminders.ts';
import { SAID_ORACLES } from './said.ts';
import { TOLD_ORACLES } from './told.ts';

/** Everything that must be so after any run, whatever crashed. */
export const ORACLES: readonly Oracle[] = [
  ...GATE_ORACLES,
  ...DATE_ORACLES,
  ...SAID_ORACLES,
  ...TOLD_ORACLES,
  ...CAUSE_ORACLES,
  ...DELIVERY_ORACLES,
  ...REMINDER_ORACLES,
  ...KILL_SWITCH_ORACLES,
  ...ISSUE_ORACLES,
];

/** What is not so; each names the invariant, what it is about and when. */
export const findFaults = (evidence: Evidence): readonly string[] =>
  ORACLES.flatMap(({ name, find }) => find(evidence).map((fault) => `${name}: ${fault}`));
