import { defined } from '../../domain/defined.ts';
import type { RegistryClient } from '../api/client.ts';
import type { Schemas } from '../api/operations.ts';
import { firstVersion } from '../git/first-version.ts';
import { isWaitedFor } from '../output/models.ts';
import { type Comparison, countSeverities, failsBySeverity, failsUndecided, placeChanges } from '../run/comparison.ts';
import type { Session } from '../run/session.ts';
import type { ChangeFlags } from '../workspace/choose-subjects.ts';
import type { FailOn } from '../workspace/config.ts';
import { locateRefusal, requestBody, sideName, type Target } from '../workspace/targets.ts';

interface Asking {
  readonly session: Session;
  readonly flags: ChangeFlags & { readonly contextId?: string; readonly secondOpinion?: boolean };
  readonly failOn: FailOn | undefined;
  /** Of many subjects the result's own line says which ones are new. */
  readonly isAlone: boolean;
}

/** Asks the registry what publishing one file would do. */
export async function checkTarget(
  { session, flags, failOn, isAlone }: Asking,
  { client, target, against }: { readonly client: RegistryClient; readonly target: Target; readonly against: string },
): Promise<Comparison> {
  const outcome = await client.call('POST /v1/compatibility/subjects/{subject}/versions/{version}', {
    path: { subject: target.subject, version: against },
    body: requestBody(target, { flags, more: flags.secondOpinion ? { secondOpinion: true } : {} }),
    expect: ['against', 'verdicts', 'changes', 'affected', 'passes', 'reasons', 'unjudged', 'notes'],
  });
  const to = sideName(session.world, target, flags.contextId);
  if (!outcome.ok) {
    if (outcome.problem.status !== 404 || /^\d/.test(against)) throw locateRefusal(outcome.problem, target);
    // Before the first publish there is no subject to compare with, and a pull request that adds one is not a mistake.
    if (isAlone) session.note(`The registry has no subject ${target.subject} yet: publishing creates it.`);
    return await firstVersion(target, { to, allowUnknown: flags.allowUnknown });
  }
  return comparisonOf(outcome.answer, { target, to, failOn, sunset: flags.sunset });
}

/** What the registry answered, with the severity that this run fails on. */
function comparisonOf(
  answer: Schemas['Check'],
  {
    target,
    to,
    failOn,
    sunset,
  }: {
    readonly target: Target;
    readonly to: string;
    readonly failOn: FailOn | undefined;
    readonly sunset: string | undefined;
  },
): Comparison {
  const bySeverity = failsBySeverity(answer, failOn);
  const isUndecided = failsUndecided(answer, { failOn, mode: answer.mode, onUndecided: answer.onUndecided });
  const { secondOpinion, undecidedRest, earliest, observed, undecided } = answer;

  return {
    name: target.subject,
    file: target.file.path,
    ...(answer.against === null ? {} : { from: `v${answer.against}` }),
    to,
    passes: answer.passes && !bySeverity && !isUndecided,
    counts: countSeverities(answer.changes),
    verdicts: answer.verdicts,
    ...defined({ judged: answer.judged }),
    mode: answer.mode,
    modeSatisfied: answer.modeSatisfied,
    changes: placeChanges(answer.changes, target.file),
    changeCount: answer.changeCount,
    affected: answer.affected,
    unaffected: answer.unaffected,
    undecided,
    reasons: [
      ...answer.reasons,
      ...(bySeverity && answer.passes ? [`--fail-on ${failOn} fails whoever reads`] : []),
      ...(isUndecided ? [`--fail-on ${failOn}: what is undecided is no pass, whoever reads`] : []),
    ],
    ...(answer.unjudged.length > 0 ? { unjudged: answer.unjudged } : {}),
    ...(answer.notes.length > 0 ? { notes: answer.notes } : {}),
    ...(isApprovable(answer) && !bySeverity && !isUndecided ? { approvable: true } : {}),
    ...(undecidedRest ? { undecidedRest } : {}),
    ...(observed ? { observed } : {}),
    ...defined({
      earliest,
      sunset: answer.sunset ?? sunset ?? target.manifest?.sunset,
      manifest: target.manifestFile,
      secondOpinion,
    }),
  };
}

/** Whether nothing but the word of those who own the models is missing. */
function isApprovable({ passes, wouldBe, affected }: Schemas['Check']): boolean {
  const open = affected.filter((model) => isWaitedFor(model) && model.approval?.until === undefined);
  return !passes && wouldBe !== 'refused' && open.length > 0 && open.every(({ approval }) => approval !== undefined);
}
