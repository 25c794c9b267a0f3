import type { SchemaSource } from '../../adapters/schema-source/bundle.ts';
import type { Outvoted } from '../../application/ports/judge.ts';
import type { Change } from '../../domain/diff/change.ts';
import { findViolations, refusing } from '../../domain/policy/publishing/violations.ts';
import type { CompatibilityMode, OnUndecided } from '../../domain/policy/settings/policy.ts';
import type { JsonValue } from '../../domain/schema/json.ts';
import type { JudgedBy, Severity, Verdict } from '../../domain/verdict.ts';
import type { Schemas } from '../api/operations.ts';
import type { FailOn } from '../workspace/config.ts';

/** A change and where its author finds it; the place is in the new schema's file, or the nearest element that it has. */
export type PlacedChange = Change & {
  /** The fingerprint by which it is approved; known only of a subject's change. */
  readonly fingerprint?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
};

/** The output of `check`, `publish` and `diff`, whatever the format; `--format json` prints it as it is. */
export interface Comparison {
  /** The subject, or the newer of two files. */
  readonly name: string;
  /** The new schema's file. */
  readonly file?: string;
  /** The names of the two sides, e.g. `v12` and `PR`; no `from` before the first version. */
  readonly from?: string;
  readonly to: string;
  readonly passes: boolean;
  /** Changes by what they do to a deployed model. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly verdicts?: Schemas['Verdicts'];
  /** The engine and the options that gave the verdicts. */
  readonly judged?: JudgedBy;
  /** Dissents on the verdicts' witnesses that known defects of a validator explain. */
  readonly outvoted?: readonly Outvoted[];
  readonly mode?: string;
  readonly modeSatisfied?: boolean;
  /** Worst first; at most those that the registry tells, of `changeCount`. */
  readonly changes: readonly PlacedChange[];
  readonly changeCount: number;
  readonly affected: readonly Schemas['AffectedConsumer'][];
  readonly unaffected?: { readonly count: number; readonly doNotRead: number };
  /** For how many models it is undecided, by what follows; named among the affected, but for the untouched. */
  readonly undecided?: Schemas['UndecidedCount'];
  readonly undecidedRest?: number;
  readonly observed?: boolean;
  /** Why it does not pass. */
  readonly reasons: readonly string[];
  /** Questions for which the time did not suffice: not a failure of the policy, and not a pass. */
  readonly unjudged?: readonly string[];
  /** Facts to know although it passes. */
  readonly notes?: readonly string[];
  /** It passes once the teams of the models that break approve what they have not approved yet. */
  readonly approvable?: true;
  /** The earliest date that would be sufficient. */
  readonly earliest?: string;
  readonly sunset?: string;
  /** The file of its manifest, whether it is there or not. */
  readonly manifest?: string;
  readonly secondOpinion?: JsonValue;
  /** Compared with git and not by the registry: severity alone decided. */
  readonly offline?: true;
  /** The outcome of a publish. */
  readonly publication?: Publication;
  /** The subject has no schema any more. */
  readonly gone?: Gone;
}

/** A subject that was there at the base of the work and has no schema any more. */
export interface Gone {
  /** Its file went, its member of a file that stays, its entry in the configuration, or the registry alone knows it. */
  readonly what: 'file' | 'member' | 'entry' | 'unlisted';
  /** The name, for people, of what the working tree is compared with. */
  readonly since: string;
  /** Where its schema was. */
  readonly schema: string;
  /** Where the same content is now, and the subject that it belongs to now. */
  readonly now?: { readonly schema: string; readonly subject?: string };
  /** Its state in the registry; absent if none was asked. */
  readonly status?: 'active' | 'retired' | 'unknown';
  /** The announcement that it will be retired, made before or just now. */
  readonly announcementId?: string;
  /** Which other repository publishes it by now. */
  readonly publishedFrom?: string;
  /** Live models that read it; absent if that is not known. */
  readonly readers?: readonly { readonly consumer: string; readonly team: string }[];
}

type Publication =
  | (Pick<
      Schemas['Published'],
      'outcome' | 'version' | 'status' | 'fingerprint' | 'head' | 'sameAs' | 'announcementId' | 'minimumNotice'
    > & {
      readonly told?: Told;
    })
  | { readonly outcome: 'refused'; readonly code: string };

/** Whom an announcement reached, once planning has ended. */
export interface Told {
  readonly models: readonly {
    readonly consumer: string;
    readonly team: string;
    readonly tier: string;
    readonly deadline: string;
    readonly verdict: Schemas['Migration']['verdict'];
    /** Those that touch what it reads, as indexes into the changes. */
    readonly changes: readonly number[];
  }[];
  readonly places: readonly { readonly channel: string; readonly status: string }[];
}

export const countSeverities = (changes: readonly Change[]): Comparison['counts'] => {
  const counts = { breaking: 0, dangerous: 0, safe: 0 };
  for (const { severity } of changes) counts[severity.serving]++;
  return counts;
};

/** Whether a comparison fails by severity alone, whoever reads. */
export function failsBySeverity(
  { changes, verdicts }: { readonly changes: readonly Change[]; readonly verdicts?: { readonly serving: Verdict } },
  failOn: FailOn | undefined,
): boolean {
  if (failOn === undefined) return false;
  const { breaking, dangerous } = countSeverities(changes);
  return breaking > 0 || verdicts?.serving.verdict === 'breaking' || (failOn === 'dangerous' && dangerous > 0);
}

/**
 * Whether a comparison fails whoever reads because nobody could prove that it does not break, in a lens of the mode that
 * something asserting changed for.
 */
export function failsUndecided(
  { changes, verdicts }: { readonly changes: readonly Change[]; readonly verdicts?: Schemas['Verdicts'] | undefined },
  {
    failOn,
    mode = 'FORWARD',
    onUndecided = 'hold',
  }: {
    readonly failOn: FailOn | undefined;
    readonly mode?: CompatibilityMode | undefined;
    readonly onUndecided?: OnUndecided | undefined;
  },
): boolean {
  if (failOn === undefined || !verdicts) return false;
  const open = findViolations({ verdicts, changes }, mode).filter(({ undecided }) => undecided !== undefined);
  return refusing(open, onUndecided).length > 0;
}

/** Each change with its place in the file where its author wrote it. */
export const placeChanges = (changes: readonly Change[], file: SchemaSource): readonly PlacedChange[] =>
  changes.map((change) => ({ ...change, ...file.locate(change.schemaPointer) }));
