import type { Command } from 'commander';
import { defined } from '../../domain/defined.ts';
import type { AnswerOf, BodyOf } from '../api/operations.ts';
import { usageError } from '../exit.ts';
import { readManifest } from '../manifest/manifest-file.ts';
import { dateOf } from '../output/dates.ts';
import { visible } from '../output/escape.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import type { Config } from '../workspace/config.ts';
import { checkName } from '../workspace/targets.ts';

interface RetireFlags extends RegistryFlags {
  readonly sunset?: string;
  readonly manifest?: string;
  readonly emergency?: boolean;
  readonly reason?: string;
  readonly withdraw?: boolean;
}
type Retired = AnswerOf<'POST /v1/subjects/{subject}/retire'>;

export function addRetire(program: Command, session: Session): void {
  const command = program
    .command('retire')
    .description(
      'end a subject: at once where nobody subscribes, else announced to its readers with a date; what was stays readable',
    )
    .argument('<subject>', 'the subject')
    .option(
      '--sunset <date>',
      'the date from which nothing may be sent any more (default: the notice that its readers have)',
    )
    .option('--manifest <file>', 'what readers are told: front matter and the headings WHAT, WHY, WHO, STEPS')
    .option('--emergency', 'without notice; needs --reason')
    .option('--withdraw', 'keep it: take back what was announced; needs --reason')
    .option('--reason <text>', 'why; told to everyone affected')
    .action((subject: string, flags: RetireFlags) => retire(session, subject, flags));
  withRegistry(command, {
    example: [
      'forewarn retire payments.transaction-authorized --sunset 2026-12-08',
      'forewarn retire payments.transaction-authorized --withdraw --reason "the new feed is late"',
    ].join('\n'),
  });
}

async function retire(session: Session, subject: string, flags: RetireFlags): Promise<void> {
  const config = await session.configure(flags, 'retire');
  checkName(subject, 'subject');
  await checkFlags(flags);
  if (flags.withdraw) return await keep(session, subject, { flags, config });
  const { sunset, emergency, reason } = flags;
  const manifest = await readManifest(session.world, { flag: flags.manifest, configured: undefined });
  const body: BodyOf<'POST /v1/subjects/{subject}/retire'> = {
    ...defined({ sunset, manifest }),
    ...(emergency && reason !== undefined ? { emergency: { reason } } : {}),
  };
  const result = await session.connect(flags, config).get('POST /v1/subjects/{subject}/retire', {
    path: { subject },
    body,
    expect: ['name', 'status', 'outcome'],
  });
  session.print(`${saying(result).join('\n')}\n`, { result });
}

async function checkFlags({ sunset, emergency, reason, withdraw, manifest }: RetireFlags): Promise<void> {
  const { parseDate } = await import('../../domain/date.ts');
  if (sunset !== undefined && parseDate(sunset) === undefined)
    throw usageError(`--sunset ${JSON.stringify(visible(sunset))} is not a date: write it as 2026-12-08.`);
  if (withdraw && (sunset !== undefined || emergency || manifest !== undefined))
    throw usageError('--withdraw takes an announcement back: leave --sunset, --manifest and --emergency out.');
  const needing = withdraw ? '--withdraw' : emergency ? '--emergency' : undefined;
  if (needing !== undefined && !reason?.trim())
    throw usageError(`${needing} needs --reason: it is told to everyone affected, and kept.`);
  if (needing === undefined && reason !== undefined)
    throw usageError('--reason belongs to --emergency or --withdraw: add one of them, or leave the reason out.');
}

/** The outcome, and what comes next. */
function saying({ name, outcome, announcementId, minimumNotice, holding = [] }: Retired): readonly string[] {
  const subject = visible(name);
  const details = announcementId === undefined ? [] : [`  forewarn announcements show ${visible(announcementId)}`];
  switch (outcome) {
    case 'unchanged':
      return [`✓ ${subject} is retired already.`];
    case 'retired':
      return [`✓ ${subject} is retired.`, ...(details.length > 0 ? ['  Its readers are told.', ...details] : [])];
    case 'announced':
      return [
        `✓ ${subject} will be retired: its readers are told, and it ends once they have come through or their dates are over.`,
        ...(minimumNotice ? [`  The last of them has notice until ${dateOf(minimumNotice.earliest)}.`] : []),
        ...details,
      ];
    case 'waits':
      return [
        `✓ ${subject} will be retired: that was announced before, and its date stays.`,
        ...holding.map(
          ({ consumer, team, detail }) => `  waits for ${visible(consumer)} (${visible(team)}): ${visible(detail)}`,
        ),
        ...details,
      ];
  }
}

async function keep(
  session: Session,
  subject: string,
  { flags, config }: { readonly flags: RetireFlags; readonly config: Config },
): Promise<void> {
  const result = await session.connect(flags, config).get('POST /v1/subjects/{subject}/retirement/withdraw', {
    path: { subject },
    body: { reason: flags.reason ?? '' },
    expect: ['name', 'status'],
  });
  session.print(`✓ ${subject} stays: whoever was told that it ends is told so.\n`, { result });
}
