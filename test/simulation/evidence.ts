import type { AuditEntry } from '../../lib/domain/audit.ts';
import type { SimulatedEvent } from './events.ts';
import type { SimulatedIssue } from './issues.ts';
import type { Posted } from './slack.ts';
import type { Timeline } from './timeline.ts';

/** What the gate said to whom, with the moments between which it was asked and answered. */
export interface GateAnswer {
  readonly at: string;
  readonly until: string;
  readonly subject: string;
  readonly version: number;
  readonly byAdministrator: boolean;
  /** Where it is to go live; absent: wherever the policy says that it counts. */
  readonly environments?: readonly string[];
  readonly isOpen: boolean;
  readonly blockers: readonly { readonly consumer: string; readonly state: string; readonly deadline: string }[];
}

export interface Span {
  readonly from: string;
  /** `9999` while it lasts. */
  readonly to: string;
}

/** Everything that a run leaves behind for the oracles: what was stored, what was said, what was answered. */
export interface Evidence {
  readonly timeline: Timeline;
  readonly audit: readonly AuditEntry[];
  readonly posts: readonly Posted[];
  readonly events: readonly SimulatedEvent[];
  readonly issues: readonly SimulatedIssue[];
  readonly gates: readonly GateAnswer[];
  /** When nobody swept. */
  readonly outages: readonly Span[];
  /** When a Slack channel or a repository took nothing. */
  readonly closures: ReadonlyMap<string, readonly Span[]>;
  /** What each first message in Slack would read if it were written now, by its delivery. */
  readonly renderings: ReadonlyMap<string, string | undefined>;
  readonly end: string;
}
