import { assertNever } from '../assert-never.ts';
import type { SchemaVersion } from '../subject.ts';
import type { minimumNotice } from './notice.ts';
import type { PublishDecision } from './publish-decision.ts';

/** What `check` knows when it says whether CI passes. */
export interface CheckFacts {
  readonly decision: PublishDecision;
  /** The version that has this content already, where publishing it would change nothing. */
  readonly unchanged?: Pick<SchemaVersion, 'version' | 'status'> | undefined;
  /** Models that newly break and whose team has not approved all of that, by name. */
  readonly broken: readonly string[];
  readonly sunset: string | undefined;
  readonly minimum: ReturnType<typeof minimumNotice>;
}

/** `reasons`: why it does not pass. `notes`: what to know although it does. */
export interface CheckDecision {
  readonly passes: boolean;
  readonly reasons: readonly string[];
  readonly notes: readonly string[];
}

const SHOWN = 3;

/**
 * Whether CI passes, from what a publish of the same content would come to: it fails where the publish is refused, and
 * where it would wait for models that break without a date that was given for it.
 */
export function decideCheck(facts: CheckFacts): CheckDecision {
  const { decision, unchanged, broken, sunset, minimum } = facts;
  if (unchanged)
    return passed(unchanged.status === 'proposed' ? [`v${unchanged.version} has this content already and waits`] : []);
  switch (decision.outcome) {
    case 'refused':
      return { passes: false, reasons: [decision.detail], notes: [] };
    case 'accepted': {
      if (decision.sunsetPassed)
        return passed(['what goes was deprecated, and its sunset has passed: its readers were told']);
      const isDated = sunset !== undefined || decision.status === 'active';
      if (broken.length === 0 || isDated || !minimum) return passed([]);
      const more = broken.length > SHOWN ? ` and ${broken.length - SHOWN} more` : '';
      const reason =
        `${broken.slice(0, SHOWN).join(', ')}${more} would break and no date is given: announce it with a sunset of ` +
        `${minimum.earliest.slice(0, 10)} or later, or keep the old shape`;
      return { passes: false, reasons: [reason], notes: [] };
    }
    default:
      return assertNever(decision);
  }
}

const passed = (notes: readonly string[]): CheckDecision => ({ passes: true, reasons: [], notes });
