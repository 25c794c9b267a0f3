import type { Command } from 'commander';
import { isOver } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import { CHANGE_FINGERPRINT } from '../../domain/diff/change.ts';
import type { RegistryClient } from '../api/client.ts';
import { limitOption, printList } from '../api/listing.ts';
import type { Schemas } from '../api/operations.ts';
import { peopleOf } from '../api/people.ts';
import { refusal } from '../api/problem.ts';
import { usageError, worstExit } from '../exit.ts';
import { dateOf } from '../output/dates.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface ApproveFlags extends RegistryFlags {
  readonly subject: string;
  readonly change: readonly string[];
  readonly consumer?: readonly string[];
  readonly until?: string;
  readonly reason?: string;
  readonly revoke?: boolean;
}
interface ApprovalsFlags extends RegistryFlags {
  readonly subject: string;
  readonly limit: number;
}

const again = (value: string, all: readonly string[] = []): readonly string[] => [...all, value];

export function addApprove(program: Command, session: Session): void {
  const approve = program
    .command('approve')
    .description("as a model's owner, let a change pass that would break it, before it is published")
    .requiredOption('--subject <name>', 'the subject')
    .requiredOption('--change <fingerprint>', 'the change, as check shows it; may be given again', again)
    .option('--consumer <name>', "the model; may be given again (default: all of your team's that subscribe)", again)
    .option('--until <date>', 'how long it holds, e.g. 2026-12-08; the policy has a bound')
    .option('--reason <text>', 'why, in 3 to 500 characters; shown with every check')
    .option('--revoke', 'take an approval back')
    .action((flags: ApproveFlags) => (flags.revoke ? revoke(session, flags) : give(session, flags)));
  withRegistry(approve, {
    example: [
      'forewarn approve --subject payments.transaction-authorized --change 4f2a9c01d7be --until 2026-12-08 --reason "we retrain on Monday"',
      'forewarn approve --revoke --subject payments.transaction-authorized --change 4f2a9c01d7be --consumer fraud',
    ].join('\n'),
  });
  const approvals = program
    .command('approvals')
    .description('list what was approved of changes to a subject; what has ended is listed for a month')
    .requiredOption('--subject <name>', 'the subject')
    .addOption(limitOption())
    .action((flags: ApprovalsFlags) => list(session, flags));
  withRegistry(approvals, { example: 'forewarn approvals --subject payments.transaction-authorized' });
}

async function connect(session: Session, flags: ApproveFlags): Promise<RegistryClient> {
  const config = await session.configure(flags, 'approve');
  checkName(flags.subject, 'subject');
  for (const name of flags.consumer ?? []) checkName(name, 'consumer');
  for (const change of flags.change)
    if (!CHANGE_FINGERPRINT.test(change))
      throw usageError(
        `--change ${JSON.stringify(visible(change))} names no change: take the 12 hexadecimal digits that forewarn check shows.`,
      );
  return session.connect(flags, config);
}

async function give(session: Session, flags: ApproveFlags): Promise<void> {
  const client = await connect(session, flags);
  const { subject, change, consumer, until, reason } = flags;
  if (until === undefined || reason === undefined)
    throw usageError('An approval has an end and a reason: give --until and --reason, or --revoke to take one back.');
  const items: Schemas['Approved']['items'][number][] = [];
  for (const changes of parts(change))
    for (const consumers of consumer ? parts(consumer) : [undefined]) {
      const approved = await client.get('POST /v1/subjects/{subject}/approvals', {
        path: { subject },
        body: { changes, ...defined({ consumers }), until, reason },
        expect: ['items'],
      });
      items.push(...approved.items);
    }
  const lines = items.map(({ outcome, approval }) => {
    const what = `${approval.consumer}: ${approval.change} of ${approval.subject} is approved until ${dateOf(approval.until)}`;
    return visible(outcome === 'unchanged' ? `= ${what}, as before` : `✓ ${what}`);
  });
  session.print(`${lines.join('\n')}\n`, { items });
}

/** As many as the registry takes at once: what a check asks for may be more. */
const AT_ONCE = 50;

function parts(words: readonly string[]): readonly string[][] {
  const distinct = [...new Set(words)];
  return Array.from({ length: Math.ceil(distinct.length / AT_ONCE) }, (_, at) =>
    distinct.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

async function revoke(session: Session, flags: ApproveFlags): Promise<void> {
  const client = await connect(session, flags);
  const { subject, consumer } = flags;
  if (!consumer) throw usageError('Whose approval? Name the model with --consumer.');
  if (flags.until !== undefined || flags.reason !== undefined)
    throw usageError('--revoke ends an approval at once: leave --until and --reason out.');
  const approvals = [...new Set(consumer)].flatMap((name) =>
    [...new Set(flags.change)].map((change) => ({ subject, change, consumer: name })),
  );
  const results: object[] = [];
  const lines: string[] = [];
  for (const path of approvals) {
    const outcome = await client.call('DELETE /v1/subjects/{subject}/approvals/{change}/{consumer}', { path });
    if (outcome.ok) {
      lines.push(`✓ ${path.consumer}: ${path.change} of ${subject} is approved no more`);
      results.push({ ...path, revoked: true });
      continue;
    }
    // An approval that was taken back is reported beside those that could not be.
    const refused = refusal(outcome.problem);
    if (approvals.length === 1) throw refused;
    session.exit = worstExit([session.exit, refused.exit]);
    lines.push(`✗ ${refused.message}`);
    results.push({ ...path, revoked: false, because: refused.message });
  }
  session.print(`${lines.join('\n')}\n`, { items: results });
}

async function list(session: Session, flags: ApprovalsFlags): Promise<void> {
  const config = await session.configure(flags, 'approvals');
  const { subject, limit } = flags;
  checkName(subject, 'subject');
  const client = session.connect(flags, config);
  const page = await client.list('GET /v1/subjects/{subject}/approvals', { path: { subject } }, limit);
  const who = await peopleOf(
    client,
    page.items.map(({ by }) => by),
  );
  const now = new Date(session.world.now()).toISOString();
  printList(session, page, {
    headings: ['CHANGE', 'MODEL', 'TEAM', 'UNTIL', 'BY', 'REASON'],
    row: ({ change, consumer, team, until, by, reason, answer }) => [
      change,
      consumer,
      team,
      !isOver(until, now) ? dateOf(until) : `${dateOf(until)} (ended)`,
      who(by),
      answer === undefined ? reason : `found safe: ${reason}`,
    ],
    empty: `No change to ${subject} is approved: forewarn approve approves one.`,
  });
}
