import { type Command, InvalidArgumentError } from 'commander';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';

interface WatchFlags extends RegistryFlags {
  readonly confluent: string;
  readonly subjectPrefix?: string;
  readonly rename: readonly string[];
  readonly observe?: boolean;
  readonly every?: number;
}

const UNITS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
/** A registry is not a place to poll without a break. */
const MIN_EVERY = 10_000;

export function addWatch(program: Command, session: Session): void {
  const command = program
    .command('watch')
    .description('register what appeared in another registry, as found there, so that readers are told')
    .requiredOption(
      '--confluent <url>',
      'a Confluent-compatible schema registry (FOREWARN_CONFLUENT_AUTH=user:password where it asks for one)',
    )
    .option('--subject-prefix <text>', 'only subjects there whose names begin so')
    .option('--rename <old=new>', 'the name here of a subject there; may be repeated', collect, [])
    .option('--observe', 'new subjects are only observed for their first 30 days: nobody is told')
    .option('--every <time>', 'look again and again, e.g. 15m, until interrupted (default: once)', readEvery)
    .action((flags: WatchFlags) => watch(session, flags));
  withRegistry(command, {
    example: [
      'forewarn watch --confluent https://schemas.example.com --subject-prefix payments.',
      'forewarn watch --confluent https://schemas.example.com --every 15m',
    ].join('\n'),
  });
}

async function watch(session: Session, flags: WatchFlags): Promise<void> {
  const config = await session.configure(flags, 'watch');
  const { openConfluent } = await import('../import/open-confluent.ts');
  const { readRename } = await import('../import/subject-names.ts');
  const { runWatch } = await import('../watch/run-watch.ts');
  const { subjectPrefix, rename, observe = false, every } = flags;
  const confluent = openConfluent(session, flags.confluent);
  const client = session.connect(flags, config);
  const renames = new Map(rename.map(readRename));
  await runWatch(session, { confluent, client, prefix: subjectPrefix, renames, observe, every });
}

function readEvery(text: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,3})([smh])$/.exec(text) ?? [];
  const milliseconds = Number(count) * (UNITS[unit] ?? Number.NaN);
  if (milliseconds >= MIN_EVERY) return milliseconds;
  throw new InvalidArgumentError('Write it as 15m, 30s or 1h; at least 10s.');
}

const collect = (one: string, all: readonly string[]): readonly string[] => [...all, one];
