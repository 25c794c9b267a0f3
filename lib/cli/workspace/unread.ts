import type { OnUndecided } from '../../domain/policy/settings/policy.ts';
import { CliError, EXIT } from '../exit.ts';
import type { BaseSubjects } from '../git/base-subjects.ts';
import { findTextAt } from '../git/git.ts';
import type { Item } from '../git/gone-subjects.ts';
import { type Comparison, countSeverities } from '../run/comparison.ts';
import type { Session } from '../run/session.ts';
import { findText } from './source-file.ts';
import { sideName } from './targets.ts';
import { splitName, type Workspace } from './workspace.ts';

interface Unread {
  readonly session: Session;
  readonly workspace: Workspace;
  readonly before: BaseSubjects;
  readonly flags: {
    readonly contextId?: string;
    readonly onUndecided?: OnUndecided;
    readonly allowUnknown?: boolean;
  };
}

/**
 * A comparison with git in which a schema that cannot be compared, and could not at the base of the work, is undecided
 * and warned of: it is not news, and takes nothing from the others. A fault that the base did not have is this work's.
 */
export function tolerateUnread(
  compare: (item: Item) => Promise<Comparison | undefined>,
  about: Unread,
): (item: Item) => Promise<Comparison | undefined> {
  return async (item) => {
    try {
      return await compare(item);
    } catch (error) {
      if (!(error instanceof CliError) || error.exit !== EXIT.usage) throw error;
      const former = await about.before.findFormer(item);
      if (former === undefined || !(await hadFault(former, about))) throw error;
      for (const place of error.places) about.session.warn(place);
      return await undecided(error, { item, former, about });
    }
  };
}

async function undecided(
  { message }: CliError,
  { item, former, about }: { readonly item: Item; readonly former: string; readonly about: Unread },
): Promise<Comparison> {
  const { session, before, flags } = about;
  const passes = flags.onUndecided === 'pass' || (await isUnchanged(former, item, about));
  const verdict = { verdict: 'undecided', reason: `it could not be read before either: ${message}` } as const;
  const { path } = splitName(item.schema);
  return {
    name: item.subject,
    file: path,
    from: before.base.name,
    to: sideName(session.world, { file: { path } }, flags.contextId),
    passes,
    counts: countSeverities([]),
    verdicts: { serving: verdict, training: verdict },
    changes: [],
    changeCount: 0,
    affected: [],
    reasons: passes ? [] : ['what is undecided is no pass: mend the schema; --on-undecided pass takes it'],
    offline: true,
  };
}

async function hadFault(former: string, { workspace, before, flags }: Unread): Promise<boolean> {
  const { parseSource } = await import('../run/compare-files.ts');
  try {
    const old = await workspace.readAt(former, before.base.commit);
    if (old) parseSource(old, { unknown: flags.allowUnknown ? 'allowed' : 'refused' });
    return false;
  } catch (error) {
    if (error instanceof CliError) return true;
    throw error;
  }
}

/** Of what it refers to nothing is known. */
async function isUnchanged(former: string, { schema }: Item, { session: { world }, before }: Unread): Promise<boolean> {
  const file = splitName(former).path;
  const then = await findTextAt(world.cwd, { commit: before.base.commit, file });
  return then === (await findText(world, splitName(schema).path));
}
