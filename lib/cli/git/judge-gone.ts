import { defined } from '../../domain/defined.ts';
import type { RegistryClient } from '../api/client.ts';
import type { Schemas } from '../api/operations.ts';
import { refusal } from '../api/problem.ts';
import { CliError, EXIT } from '../exit.ts';
import { goneText } from '../output/gone.ts';
import type { Comparison, Gone } from '../run/comparison.ts';
import type { Chosen } from '../workspace/choose-subjects.ts';
import type { FailOn } from '../workspace/config.ts';
import { repositoryOf, type sourceOf } from '../workspace/targets.ts';
import { splitName } from '../workspace/workspace.ts';
import type { World } from '../world.ts';

type GoneItem = Chosen & { readonly gone: Gone };

interface Judging {
  readonly world: Pick<World, 'env'>;
  readonly client?: RegistryClient;
  readonly failOn: FailOn | undefined;
  /** The date from which nothing of it may be sent any more. */
  readonly sunset: string | undefined;
}

/** The result for a subject that was removed; without a registry nobody knows who reads it, and it fails. */
export async function judgeGone({ subject, gone }: GoneItem, judging: Judging): Promise<Comparison> {
  const { client, failOn, sunset, world } = judging;
  if (!client) return comparisonOf(subject, gone, { passes: false, offline: true });
  const foreseen = await foresee(client, subject, sunset);
  const told = { ...gone, ...knownOf(foreseen, world) };
  const isEnding = foreseen === undefined || foreseen.status === 'retired' || foreseen.announcementId !== undefined;
  if (isEnding || told.publishedFrom !== undefined) return comparisonOf(subject, told, { passes: true });
  // It went before this work: whoever reads this learns of it, and nobody is held up.
  if (gone.what === 'unlisted')
    return comparisonOf(subject, told, { passes: true, notes: [`forewarn retire ${subject} announces its end`] });
  const { passes, because, earliest } = foreseen;
  const bySeverity = passes && failOn !== undefined && sunset === undefined;
  const reason = because ?? (bySeverity ? `--fail-on ${failOn} fails whoever reads` : goneText(told));
  const ends = sunset === undefined || !passes ? '' : `; publishing announces its end for ${sunset}`;
  return comparisonOf(subject, told, {
    passes: passes && !bySeverity,
    reasons: [reason],
    notes: [`publishing without it retires it${ends}`],
    ...defined({ earliest }),
  });
}

/** Announces the end of a subject that went, or ends it if nobody reads it. */
export async function publishGone(
  { subject, gone }: GoneItem,
  {
    client,
    body,
    world,
    dryRun,
  }: {
    readonly client: RegistryClient;
    readonly world: Pick<World, 'env'>;
    /** Decide, and write nothing. */
    readonly dryRun: boolean;
    readonly body: { readonly sunset?: string; readonly source?: ReturnType<typeof sourceOf> };
  },
): Promise<Comparison> {
  const foreseen = await foresee(client, subject, body.sunset);
  const told = { ...gone, ...knownOf(foreseen, world) };
  if (!foreseen || foreseen.status === 'retired' || told.publishedFrom !== undefined)
    return comparisonOf(subject, told, { passes: true });
  // Another run may publish it by a configuration that this one does not see.
  if (gone.what === 'unlisted')
    return comparisonOf(subject, told, { passes: true, notes: [`forewarn retire ${subject} announces its end`] });
  const outcome = await client.call('POST /v1/subjects/{subject}/retire', {
    path: { subject },
    query: dryRun ? { dryRun } : {},
    body,
    expect: ['outcome', 'status'],
  });
  if (!outcome.ok) {
    const error = refusal(outcome.problem);
    if (error.exit !== EXIT.policy)
      throw new CliError(error.exit, `${subject}: ${error.message}`, { code: error.code });
    const { earliest } = foreseen;
    return comparisonOf(subject, told, {
      passes: false,
      reasons: [error.message],
      ...defined({ earliest }),
    });
  }
  const { status, announcementId, minimumNotice } = outcome.answer;
  const { announcementId: _, ...before } = told;
  const ended: Gone = { ...before, status, ...defined({ announcementId }) };
  const earliest = minimumNotice?.earliest;
  return comparisonOf(subject, ended, { passes: true, ...defined({ earliest }) });
}

const foresee = (
  client: RegistryClient,
  subject: string,
  sunset: string | undefined,
): Promise<Schemas['ForeseenRetirement'] | undefined> =>
  client.find('GET /v1/subjects/{subject}/retirement', {
    path: { subject },
    query: sunset === undefined ? {} : { sunset },
    expect: ['subject', 'status', 'readers'],
  });

function knownOf(
  foreseen: Schemas['ForeseenRetirement'] | undefined,
  world: Pick<World, 'env'>,
): Pick<Gone, 'status' | 'readers' | 'announcementId' | 'publishedFrom'> {
  if (!foreseen) return { status: 'unknown', readers: [] };
  const { status, readers, announcementId, source } = foreseen;
  if (status === 'retired') return { status };
  const own = repositoryOf(world);
  const elsewhere = own !== undefined && source?.repository !== undefined && source.repository !== own;
  const live = readers.filter(({ stale }) => !stale);
  return {
    status,
    readers: live.map(({ consumer, team }) => ({ consumer, team })),
    ...defined({ announcementId }),
    ...(elsewhere ? { publishedFrom: source.repository } : {}),
  };
}

function comparisonOf(
  subject: string,
  gone: Gone,
  { reasons, passes, notes, ...more }: Pick<Comparison, 'passes'> & Partial<Comparison>,
): Comparison {
  return {
    name: subject,
    file: splitName(gone.schema).path,
    from: gone.since,
    to: 'gone',
    passes,
    counts: { breaking: 0, dangerous: 0, safe: 0 },
    changes: [],
    changeCount: 0,
    affected: [],
    reasons: passes ? [] : (reasons ?? [goneText(gone)]),
    ...(passes && notes ? { notes } : {}),
    gone,
    ...more,
  };
}
