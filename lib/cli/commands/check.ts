import type { Command } from 'commander';
import { defined } from '../../domain/defined.ts';
import type { OnUndecided } from '../../domain/policy/settings/policy.ts';
import type { RegistryClient } from '../api/client.ts';
import { EXIT, usageError } from '../exit.ts';
import type { BaseSubjects } from '../git/base-subjects.ts';
import { chooseItems, rememberBase } from '../git/check-base.ts';
import { changeFilter, compareWithGit } from '../git/git-base.ts';
import type { Item } from '../git/gone-subjects.ts';
import { addChangeFlags, addManyFlags, failOnOption, type ManyFlags, onUndecidedOption } from '../run/change-flags.ts';
import type { Comparison } from '../run/comparison.ts';
import { checkReports, printOutcomes, type ReportFlags } from '../run/print-outcomes.ts';
import { type ManyOutcomes, type Outcome, runMany } from '../run/run-many.ts';
import { COMPARISON_FORMATS, type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import type { ChangeFlags, Chosen } from '../workspace/choose-subjects.ts';
import { type FailOn, withConfig } from '../workspace/config.ts';
import { readTarget, sideName, type Target } from '../workspace/targets.ts';
import { tolerateUnread } from '../workspace/unread.ts';
import { Workspace } from '../workspace/workspace.ts';
import { checkTarget } from './check-target.ts';

export interface CheckFlags extends RegistryFlags, ChangeFlags, ManyFlags, ReportFlags {
  readonly against?: string;
  readonly failOn?: FailOn;
  readonly onUndecided?: OnUndecided;
  readonly contextId?: string;
  readonly offline?: boolean;
  readonly secondOpinion?: boolean;
  /** The branch that the work left. */
  readonly base?: string;
}

export function addCheck(program: Command, session: Session): void {
  const command = program
    .command('check')
    .description('say what publishing would break, and for whom; writes nothing')
    .argument(
      '[schema]',
      'the JSON Schema file, openapi.yaml#/components/schemas/Order, or - for standard input (default: all subjects of the configuration)',
    );
  addChangeFlags(command)
    .option(
      '--against <version|file>',
      'what to compare with: a version, head, latest, a file or HEAD~1:file (default: head)',
    )
    .option('--offline', 'ask no registry: compare with the last commit, or where --changed-since leads')
    .option(
      '--base <branch>',
      'the branch that the work left, for --offline and to see which subjects are gone (default: --changed-since)',
    )
    .option('--second-opinion', 'with --format json: also what json-schema-diff makes of it; slow')
    .addOption(failOnOption())
    .addOption(onUndecidedOption())
    .action((schema: string | undefined, flags: CheckFlags) => check(session, schema, flags));
  addManyFlags(command);
  withRegistry(command, {
    formats: COMPARISON_FORMATS,
    example: [
      'forewarn check --subject payments.transaction-authorized transaction.json',
      'forewarn check --changed-since origin/main --report markdown=comment.md',
      'forewarn check --offline',
    ].join('\n'),
  });
}

/** One run of check over its subjects. */
interface Checking {
  readonly session: Session;
  readonly workspace: Workspace;
  readonly flags: CheckFlags;
  readonly failOn: FailOn | undefined;
  readonly isWanted: (target: Target) => boolean;
  /** Of many subjects the result's own line says which ones are new. */
  readonly isAlone: boolean;
  /** The subjects' past in git; read when it is first asked for, `undefined` outside of a repository. */
  readonly before: () => Promise<BaseSubjects | undefined>;
}

const VERSION_NAME = /^([1-9]\d{0,8}|head|latest)$/;

/** The whole of `check`, also behind `publish --dry-run`. */
export async function check(session: Session, schema: string | undefined, asked: CheckFlags): Promise<void> {
  const config = await session.configure(asked, 'check');
  const flags = withConfig(asked, config);
  checkReports(flags);
  if (flags.offline && flags.against !== undefined)
    throw usageError('--offline compares with git, --against with a file or version: choose one.');
  const { world } = session;
  const against = flags.against ?? 'head';
  if (flags.onUndecided !== undefined && !flags.offline && VERSION_NAME.test(against))
    throw usageError(
      '--on-undecided is for --offline: of a subject its policy decides (forewarn policy set --subject … onUndecided=pass).',
    );
  const isWanted = await changeFilter(world.cwd, { changedSince: flags.changedSince, configFile: config.file });
  const before = rememberBase(session, flags, config);
  const isWhole = schema === undefined && flags.subject === undefined && VERSION_NAME.test(against);
  const connect = () => session.connect(flags, config);
  const asksRegistry = !flags.offline;
  const items = await chooseItems(session, {
    ...{ schema, flags, config, isWhole, before },
    ...(asksRegistry ? { connect } : {}),
  });
  const checking: Checking = {
    session,
    workspace: new Workspace(world, config, session.warn),
    flags,
    failOn: flags.failOn ?? config.failOn,
    isWanted,
    isAlone: items.length === 1,
    before,
  };
  const compare = await comparer(checking, { against, items, connect });
  const many = await runMany(session, {
    items,
    nameOf: ({ subject }) => subject,
    concurrency: flags.concurrency,
    doing: 'checking',
    work: compare,
  });
  const outcomes = flags.offline ? many.outcomes : await withLocal(checking, many, items);
  await printOutcomes(session, outcomes, { flags, skipped: many.skipped });
}

/** Answers `undefined` if an item is none of this run's business. */
type Compare = (item: Item) => Promise<Comparison | undefined>;

/** How the items are compared: by the registry, with a file, or with what git knows. */
async function comparer(
  checking: Checking,
  { against, items, connect }: { against: string; items: readonly Item[]; connect: () => RegistryClient },
): Promise<Compare> {
  const { workspace, flags, failOn = 'breaking' } = checking;
  if (flags.offline) {
    const before = await checking.before();
    return before ? localComparer(checking, before) : () => Promise.resolve(undefined);
  }
  if (VERSION_NAME.test(against)) {
    const client = connect();
    return itemComparer(checking, {
      client,
      compare: (target) => checkTarget(checking, { client, target, against }),
    });
  }
  if (items.length > 1) throw usageError(`--against ${against} is one file: name the --subject that it belongs to.`);
  const { compareSources } = await import('../run/compare-files.ts');
  const old = await workspace.readSide(against, 'last');
  const { allowUnknown, onUndecided } = flags;
  return itemComparer(checking, {
    compare: ({ file }) =>
      compareSources({
        old,
        next: file,
        name: file.name,
        from: old.name,
        to: file.name,
        failOn,
        onUndecided,
        allowUnknown,
      }),
  });
}

/** Reads what is there and compares it, and says what went. */
function itemComparer(
  { session, workspace, flags, failOn, isWanted }: Checking,
  { client, compare }: { client?: RegistryClient; compare: (target: Target, item: Chosen) => Promise<Comparison> },
): Compare {
  return async (item) => {
    const { gone } = item;
    if (gone) {
      const { judgeGone } = await import('../git/judge-gone.ts');
      const { world } = session;
      return await judgeGone({ ...item, gone }, { world, ...defined({ client }), failOn, sunset: flags.sunset });
    }
    const target = await readTarget(session.world, item, { workspace, flags });
    return isWanted(target) ? await compare(target, item) : undefined;
  };
}

function localComparer(checking: Checking, before: BaseSubjects): Compare {
  const { session, workspace, flags, failOn = 'breaking' } = checking;
  const { allowUnknown, onUndecided } = flags;
  const compare = itemComparer(checking, {
    compare: (target, item) =>
      compareWithGit(target, {
        item,
        workspace,
        before,
        to: sideName(session.world, target, flags.contextId),
        failOn,
        onUndecided,
        allowUnknown,
      }),
  });
  return tolerateUnread(compare, { session, workspace, before, flags });
}

/** Git may answer in part for subjects of which a registry that failed could not. */
async function withLocal(
  checking: Checking,
  { outcomes, left }: ManyOutcomes<Item>,
  all: readonly Item[],
): Promise<readonly Outcome[]> {
  const { session } = checking;
  const failure = outcomes.find(({ error }) => error?.exit === EXIT.service)?.error;
  if (!failure) return outcomes;
  const before = await checking.before();
  const failed = new Set(outcomes.filter(({ error }) => error?.exit === EXIT.service).map(({ name }) => name));
  const items = all.filter((item) => failed.has(item.subject) || left.includes(item));
  if (!before || items.some(({ schema }) => schema === '-')) return outcomes;
  const local = await runMany(session, {
    items,
    nameOf: ({ subject }) => subject,
    concurrency: 1,
    doing: 'comparing with git',
    work: localComparer(checking, before),
  });
  session.note(
    `The registry did not answer. What follows is compared with ${before.base.name} by git: what changes, not who reads it.`,
  );
  return [
    ...outcomes.filter(({ name }) => !failed.has(name)),
    ...local.outcomes.map((outcome) => (outcome.comparison ? { ...outcome, error: failure } : outcome)),
    // If git has nothing to add, the failure remains.
    ...(local.outcomes.some(({ comparison }) => comparison) ? [] : [{ name: items[0]?.subject ?? '', error: failure }]),
  ];
}
