import { assertNever } from '../../assert-never.ts';
import { dateText, isLater } from '../../date.ts';
import type { SchemaVersion } from '../../subject.ts';
import type { minimumNotice } from '../deadlines/notice.ts';
import type { OnUndecided } from '../settings/policy.ts';
import type { PublishDecision } from './publish-decision.ts';

/** What `check` knows when it says whether CI passes. */
export interface CheckFacts {
  readonly decision: PublishDecision;
  /** The version that has this content already, where publishing it would change nothing. */
  readonly unchanged?: Pick<SchemaVersion, 'version' | 'status'> | undefined;
  /** Models that newly break and whose team has not approved all of that, by name. */
  readonly broken: readonly string[];
  /** Models of which nobody knows whether they break, and whose team has not answered that, by name. */
  readonly undecided: {
    /** As for a break. */
    readonly held: readonly string[];
    /** Critical ones that are only asked. */
    readonly asked: readonly string[];
    readonly onUndecided: OnUndecided;
  };
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
 * where it would wait without a date that was given for it: for models that break, or of which nobody knows and which
 * something touches that should break them.
 */
export function decideCheck(facts: CheckFacts): CheckDecision {
  const { decision, unchanged, broken, undecided, sunset, minimum } = facts;
  if (unchanged)
    return passed(unchanged.status === 'proposed' ? [`v${unchanged.version} has this content already and waits`] : []);
  switch (decision.outcome) {
    case 'refused':
      return { passes: false, reasons: [decision.detail], notes: [] };
    case 'accepted': {
      if (decision.sunsetPassed)
        return passed([
          'what goes was deprecated, and its sunset has passed: its readers were told',
          ...(broken.length > 0 ? [`${named(broken)} would break at once, and hear of it`] : []),
        ]);
      const isDated = sunset !== undefined || decision.status === 'active';
      const held = undecided.onUndecided === 'hold' ? undecided.held : [];
      const notes = [
        ...(decision.promised === undefined ? [] : [promiseNote(decision.promised, sunset)]),
        ...(decision.observed ? [] : notesOn(undecided, decision.status)),
      ];
      if (broken.length + held.length === 0 || isDated || !minimum) return passed(notes);
      const [breaks, may] = [
        broken.length === 0 ? '' : `${named(broken)} would break`,
        held.length === 0 ? '' : `${named(held)} may break, which is undecided,`,
      ];
      const reason =
        `${[breaks, may].filter(Boolean).join(', ')} and no date is given: announce it with a sunset of ` +
        `${dateText(minimum.earliest)} or later, or keep the old shape`;
      return { passes: false, reasons: [reason], notes };
    }
    default:
      return assertNever(decision);
  }
}

const promiseNote = (promised: string, sunset: string | undefined): string =>
  sunset !== undefined && isLater(sunset, promised)
    ? `readers were told ${dateText(promised)}: after that day it goes live at once, published now it waits until ${dateText(sunset)}`
    : `readers were told ${dateText(promised)}: it waits for that day`;

/** What waits although the check passes, or does not although nobody knows. */
function notesOn(
  { held, asked, onUndecided }: CheckFacts['undecided'],
  status: 'active' | 'proposed',
): readonly string[] {
  const all = [...held, ...asked];
  if (all.length === 0) return [];
  if (onUndecided === 'pass')
    return [`undecided for ${named(all)}: they are told, and onUndecided: pass lets it go live without them`];
  return asked.length === 0 || status === 'active'
    ? []
    : [`undecided for ${named(asked)}: asked about it, and waited for until they answer or their date is over`];
}

const named = (models: readonly string[]): string =>
  `${models.slice(0, SHOWN).join(', ')}${models.length > SHOWN ? ` and ${models.length - SHOWN} more` : ''}`;

const passed = (notes: readonly string[]): CheckDecision => ({ passes: true, reasons: [], notes });
