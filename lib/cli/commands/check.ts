import type { Command } from 'commander';
import type { CheckAnswer } from '../api.ts';
import { addChangeFlags, failOnOption } from '../change-flags.ts';
import { path, type RegistryClient } from '../client.ts';
import { type Comparison, countSeverities, failsBySeverity, placeChanges } from '../comparison.ts';
import type { FailOn } from '../config.ts';
import { usageError } from '../exit.ts';
import { collect, printOutcomes } from '../print-comparisons.ts';
import { COMPARISON_FORMATS, type RegistryFlags, type Session, withRegistry } from '../session.ts';
import { type ChangeFlags, locateRefusal, readTargets, requestBody, sideName, type Target } from '../targets.ts';

export interface CheckFlags extends RegistryFlags, ChangeFlags {
  readonly against?: string;
  readonly failOn?: FailOn;
  readonly contextId?: string;
  readonly verbose?: boolean;
}

export function addCheck(program: Command, session: Session): void {
  const command = program
    .command('check')
    .description('say what publishing a schema would break, and for whom; writes nothing')
    .argument('[schema]', 'the JSON Schema file, or - for standard input (default: all subjects of the configuration)');
  addChangeFlags(command)
    .option('--against <version|file>', 'what to compare with: a version, head, latest or a file (default: head)')
    .addOption(failOnOption())
    .action((schema: string | undefined, flags: CheckFlags) => check(session, schema, flags));
  withRegistry(command, {
    formats: COMPARISON_FORMATS,
    example: 'forewarn check --subject payments.transaction-authorized transaction.json',
  });
}

/** The whole of `check`, also behind `publish --dry-run`. */
export async function check(session: Session, schema: string | undefined, flags: CheckFlags): Promise<void> {
  const config = await session.configure(flags, 'check');
  const targets = await readTargets(session.world, { schema, flags, config });
  const failOn = flags.failOn ?? config.failOn;
  const against = flags.against ?? 'head';
  if (/^(\d+|head|latest)$/.test(against)) {
    const client = session.connect(flags, config);
    const outcomes = await collect(targets, async (target) => {
      session.progress(`checking ${target.subject} …`);
      return await checkTarget({ session, client, target, flags, against, failOn });
    });
    printOutcomes(session, outcomes, { verbose: flags.verbose ?? false });
    return;
  }
  const { compareFiles } = await import('../compare-files.ts');
  if (targets.length > 1) throw usageError(`--against ${against} is one file: name the --subject that it belongs to.`);
  const outcomes = await collect(targets, (target) =>
    compareFiles({ session, old: against, next: target.file, failOn: failOn ?? 'breaking' }),
  );
  printOutcomes(session, outcomes, { verbose: flags.verbose ?? false });
}

async function checkTarget(input: {
  readonly session: Session;
  readonly client: RegistryClient;
  readonly target: Target;
  readonly flags: CheckFlags;
  readonly against: string;
  readonly failOn: FailOn | undefined;
}): Promise<Comparison> {
  const { session, client, target, flags, against, failOn } = input;
  const outcome = await client.call<CheckAnswer>({
    method: 'POST',
    path: path`/v1/compatibility/subjects/${target.subject}/versions/${against}`,
    body: requestBody(target, { flags }),
    expect: ['against', 'verdicts', 'changes', 'affected', 'passes', 'reasons'],
  });
  if (!outcome.ok) {
    // Before the first publish there is no subject to compare with, and a pull request that adds one is no mistake.
    if (outcome.problem.status === 404 && !/^\d/.test(against)) return await firstVersion(session, target, flags);
    throw locateRefusal(outcome.problem, target);
  }
  const { answer } = outcome;
  const bySeverity = failsBySeverity(answer, failOn);
  const { secondOpinion, undecidedRest, earliest, observed } = answer;
  const sunset = answer.sunset ?? flags.sunset ?? target.manifest?.sunset;
  return {
    name: target.subject,
    file: target.file.name,
    ...(answer.against === null ? {} : { from: `v${answer.against}` }),
    to: sideName(session.world, target, flags.contextId),
    passes: answer.passes && !bySeverity,
    counts: countSeverities(answer.changes),
    verdicts: answer.verdicts,
    mode: answer.mode,
    modeSatisfied: answer.modeSatisfied,
    changes: placeChanges(answer.changes, target.file),
    changeCount: answer.changeCount,
    affected: answer.affected,
    unaffected: answer.unaffected,
    reasons: [...answer.reasons, ...(bySeverity && answer.passes ? [`--fail-on ${failOn} fails whoever reads`] : [])],
    ...(undecidedRest ? { undecidedRest } : {}),
    ...(observed ? { observed } : {}),
    ...(earliest === undefined ? {} : { earliest }),
    ...(sunset === undefined ? {} : { sunset }),
    ...(secondOpinion === undefined ? {} : { secondOpinion }),
  };
}

/** What a check says of a subject that the registry does not know: its schema is valid, and nothing can break. */
async function firstVersion(session: Session, target: Target, flags: CheckFlags): Promise<Comparison> {
  const { parseFile } = await import('../compare-files.ts');
  parseFile(target.file);
  session.note(`The registry has no subject ${target.subject} yet: publishing creates it.`);
  return {
    name: target.subject,
    file: target.file.name,
    to: sideName(session.world, target, flags.contextId),
    passes: true,
    counts: countSeverities([]),
    changes: [],
    changeCount: 0,
    affected: [],
    reasons: [],
  };
}
