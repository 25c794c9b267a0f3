import type { Command } from 'commander';
import { defined } from '../../domain/defined.ts';
import { type Change, changeFingerprint } from '../../domain/diff/change.ts';
import { UNTRUSTED_EVENT } from '../../domain/policy/settings/sign-in.ts';
import { isJsonArray, isJsonObject, type JsonValue } from '../../domain/schema/json.ts';
import type { RegistryClient } from '../api/client.ts';
import type { Schemas } from '../api/operations.ts';
import type { Problem } from '../api/problem.ts';
import { EXIT, usageError } from '../exit.ts';
import { chooseItems, rememberBase } from '../git/check-base.ts';
import { changeFilter } from '../git/git-base.ts';
import type { Item } from '../git/gone-subjects.ts';
import { addChangeFlags, addManyFlags } from '../run/change-flags.ts';
import { type Comparison, countSeverities, type Gone, placeChanges, type Told } from '../run/comparison.ts';
import { checkReports, printOutcomes } from '../run/print-outcomes.ts';
import { rehearse } from '../run/rehearse.ts';
import { runMany } from '../run/run-many.ts';
import { COMPARISON_FORMATS, type Session, withRegistry } from '../run/session.ts';
import { withConfig } from '../workspace/config.ts';
import { locateRefusal, readTarget, requestBody, sideName, sourceOf, type Target } from '../workspace/targets.ts';
import { Workspace } from '../workspace/workspace.ts';
import { type CheckFlags, check } from './check.ts';
import { placeOf } from './deliveries.ts';

interface PublishFlags extends CheckFlags {
  readonly dryRun?: boolean;
  readonly observe?: boolean;
  readonly wait?: boolean;
}

/** Planning takes seconds; a person or a pipeline waits a minute for it and then reads on later. */
const WAIT_MS = 60_000;
const POLL_MS = 1_000;

export function addPublish(program: Command, session: Session): void {
  const command = program
    .command('publish')
    .description('register a schema; it goes live at once unless a registered reader would break')
    .argument(
      '[schema]',
      'the JSON Schema file, openapi.yaml#/components/schemas/Order, or - for standard input (default: all subjects of the configuration)',
    );
  addChangeFlags(command)
    .option('--dry-run', 'the same as check: write nothing')
    .option('--observe', 'a new subject is only observed for its first 30 days: nobody is told')
    .option(
      '--base <commit>',
      'what was published before, to see which subjects are gone: these are retired, announced to their readers (default: --changed-since)',
    )
    .option('--wait', 'wait until its readers are told, and print who was')
    .action((schema: string | undefined, flags: PublishFlags) => publish(session, schema, flags));
  addManyFlags(command);
  withRegistry(command, {
    formats: COMPARISON_FORMATS,
    example: [
      'forewarn publish --subject payments.transaction-authorized --sunset 2026-12-08 transaction.json',
      'forewarn publish --report junit=forewarn.xml',
    ].join('\n'),
  });
}

async function publish(session: Session, schema: string | undefined, asked: PublishFlags): Promise<void> {
  if (asked.dryRun) return await check(session, schema, asked);
  refuseStrangersRun(session);
  const config = await session.configure(asked, 'publish');
  const flags = withConfig(asked, config);
  checkReports(flags);
  const { world } = session;
  const client = session.connect(flags, config);
  const items = await chooseItems(session, {
    ...{ schema, flags, config },
    isWhole: schema === undefined && flags.subject === undefined,
    before: rememberBase(session, flags, config),
    connect: () => client,
  });
  const isWanted = await changeFilter(world.cwd, { changedSince: flags.changedSince, configFile: config.file });
  const workspace = new Workspace(world, config, session.warn);
  const { concurrency } = flags;
  const many = { items, nameOf: ({ subject }: Item) => subject, concurrency };
  const work = async (item: Item, dryRun: boolean): Promise<Comparison | undefined> => {
    if (item.gone) return await publishGoneItem({ session, client, flags, dryRun }, { ...item, gone: item.gone });
    // Read anew rather than kept: hundreds of schemas are much.
    const target = await readTarget(world, item, { workspace, flags });
    return isWanted(target) ? await publishTarget({ session, client, target, flags, dryRun }) : undefined;
  };
  const rehearsed = items.length > 1 ? await rehearse(session, many, (item) => work(item, true)) : undefined;
  if (rehearsed && rehearsed.faulty.length > 0) {
    await printOutcomes(session, rehearsed.faulty, { flags, skipped: 0 });
    session.note('Nothing was published: what is wrong with one of the subjects holds them all.');
    return;
  }
  const { outcomes, skipped } = await runMany(session, {
    ...many,
    doing: 'publishing',
    work: async (item) => (rehearsed?.settled.has(item) ? rehearsed.settled.get(item) : await work(item, false)),
  });
  await printOutcomes(session, outcomes, { flags, skipped });
}

/** It runs with the rights of the base branch on files that a stranger may have written. */
function refuseStrangersRun({ world: { env } }: Session): void {
  if (env['GITHUB_EVENT_NAME'] !== UNTRUSTED_EVENT) return;
  throw usageError(
    `Nothing is published from a ${UNTRUSTED_EVENT} run, whose files may be a stranger's: publish on pushes to the default branch, check on pull_request.`,
  );
}

/** A subject that was removed is retired, or announced to be: a reader is notified of that as of any change. */
async function publishGoneItem(
  { session: { world }, client, flags, dryRun }: Omit<Publishing, 'target'>,
  item: Item & { readonly gone: Gone },
): Promise<Comparison> {
  const { publishGone } = await import('../git/judge-gone.ts');
  const source = sourceOf(world, { file: { name: item.schema } }, flags.contextId);
  const { sunset } = flags;
  return await publishGone(item, { client, world, dryRun, body: { ...defined({ sunset }), source } });
}

interface Publishing {
  readonly session: Session;
  readonly client: RegistryClient;
  readonly target: Target;
  readonly flags: PublishFlags;
  readonly dryRun: boolean;
}

async function publishTarget(publishing: Publishing): Promise<Comparison> {
  const { session, client, target, flags, dryRun } = publishing;
  const source = sourceOf(session.world, target, flags.contextId);
  const outcome = await client.call('POST /v1/subjects/{subject}/versions', {
    path: { subject: target.subject },
    query: dryRun ? { dryRun } : {},
    body: requestBody(target, { flags, more: { ...(flags.observe ? { observe: true } : {}), source } }),
    expect: ['version', 'status', 'outcome', 'changes'],
  });
  if (!outcome.ok) return refused(publishing, outcome.problem);
  const { answer } = outcome;
  const { version, status, fingerprint, head, sameAs, announcementId, minimumNotice } = answer;
  const told =
    flags.wait && !dryRun && announcementId !== undefined
      ? await waitForPlanning(publishing, { id: announcementId, changes: answer.changes })
      : undefined;
  const from = answer.against ?? (status === 'proposed' ? head : undefined);

  if (answer.outcome === 'unchanged' && status === 'proposed' && flags.sunset !== undefined)
    session.note(
      `${target.subject} v${version} is announced already and its date stays: for another, forewarn withdraw it first.`,
    );
  // A rehearsed write that will happen is reported when it does.
  if (answer.retirement !== undefined && !(dryRun && answer.outcome === 'created'))
    session.note(
      `${target.subject} will be retired, whatever is published: forewarn retire ${target.subject} --withdraw --reason … keeps it.`,
    );
  const sunset = answer.sunset ?? flags.sunset ?? target.manifest?.sunset;
  return {
    name: target.subject,
    file: target.file.path,
    ...(from === undefined ? {} : { from: `v${from}` }),
    to: `v${version}`,
    passes: true,
    counts: countSeverities(answer.changes),
    ...defined({ verdicts: answer.verdicts, judged: answer.judged }),
    changes: placeChanges(answer.changes, target.file),
    changeCount: answer.changeCount,
    affected: [],
    reasons: [],
    ...defined({ sunset }),
    ...(answer.observed ? { observed: true } : {}),
    publication: {
      outcome: answer.outcome,
      version,
      status,
      fingerprint,
      ...defined({ head, sameAs, announcementId, minimumNotice, told }),
    },
  };
}

/** A 409 is the policy's verdict and shown like one; every other refusal is a mistake in the request. */
function refused({ session, target, flags }: Publishing, problem: Problem): Comparison {
  const body = isJsonObject(problem.body) ? problem.body : {};
  const error = locateRefusal(problem, target);
  if (error.exit !== EXIT.policy || !isJsonArray(body['changes'])) throw error;
  const changes = body['changes'].filter(isJsonObject) as unknown as readonly Change[];
  const { earliest } = body;
  const sunset = flags.sunset ?? target.manifest?.sunset;
  return {
    name: target.subject,
    file: target.file.path,
    ...headOf(body['against']),
    to: sideName(session.world, target, flags.contextId),
    passes: false,
    counts: countSeverities(changes),
    ...(isJsonObject(body['verdicts']) ? { verdicts: body['verdicts'] as unknown as Schemas['Verdicts'] } : {}),
    modeSatisfied: problem.code !== 'incompatible',
    changes: placeChanges(changes, target.file),
    changeCount: typeof body['changeCount'] === 'number' ? body['changeCount'] : changes.length,
    affected: [],
    reasons: [error.message],
    ...(typeof earliest === 'string' ? { earliest } : {}),
    ...defined({ sunset, manifest: target.manifestFile }),
    publication: { outcome: 'refused', code: problem.code },
  };
}

const headOf = (against: JsonValue | undefined): Pick<Comparison, 'from'> =>
  typeof against === 'number' ? { from: `v${against}` } : { from: 'head' };

async function waitForPlanning(
  { session, client }: Publishing,
  { id, changes: all }: { readonly id: string; readonly changes: readonly Change[] },
): Promise<Told | undefined> {
  const { world } = session;
  const until = world.now() + WAIT_MS;
  const of = { path: { announcement: id } };
  for (;;) {
    const announcement = await client.get('GET /v1/announcements/{announcement}', {
      ...of,
      expect: ['status'],
    });
    if (announcement.status !== 'planning') break;
    if (world.now() + POLL_MS > until) {
      session.note(`announcement ${id} is still being planned: forewarn announcements show ${id} tells who was told.`);
      return undefined;
    }
    session.progress('waiting until the readers are told …');
    await world.sleep(POLL_MS);
  }
  const migrations = await client.list('GET /v1/announcements/{announcement}/migrations', of, 1000);
  const deliveries = await client.list('GET /v1/announcements/{announcement}/deliveries', of, 1000);
  return {
    models: migrations.items.map(({ consumer, team, tier, deadline, verdict, changes }) => ({
      consumer,
      team,
      tier,
      deadline,
      verdict,
      changes: all.flatMap((change, index) => (changes.some((one) => isSameChange(one, change)) ? [index] : [])),
    })),
    places: deliveries.items.map(({ channel, status }) => ({
      channel: placeOf(channel),
      status,
    })),
  };
}

const isSameChange = (left: Change, right: Change): boolean =>
  changeFingerprint('', left) === changeFingerprint('', right);
