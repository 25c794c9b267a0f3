export const KILL_SWITCH_REASONS = ['overdue', 'emergency'] as const;
/** `overdue`: the model's date has passed. `emergency`: what breaks it went live before its gate was open. */
export type KillSwitchReason = (typeof KILL_SWITCH_REASONS)[number];

/** The target that every stage has: Forewarn's own topic. */
export const OWN_TOPIC = 'events';

/** What a consumer's own runbook is told to act upon: fall back, quarantine, retrain. Absent: off. */
export interface KillSwitch {
  /** Each once; never empty on what is stored. */
  readonly on: readonly KillSwitchReason[];
  /** `events`, or the name of a topic that was allow-listed when Forewarn was deployed. */
  readonly target: string;
}

/** One use of a consumer's kill switch, as its delivery keeps it. */
export interface KillSwitchUse {
  readonly consumer: string;
  readonly reason: KillSwitchReason;
  /** Nothing has happened: the team tries its runbook. */
  readonly dryRun: boolean;
}
