import { fromPlain } from '../../domain/schema/json.ts';
import type { RegistryClient } from '../api/client.ts';
import { RawJson } from '../api/operations.ts';
import { CliError, EXIT } from '../exit.ts';
import { jsonText, visible } from '../output/escape.ts';
import type { Session } from '../run/session.ts';
import { HistoryRecorder, type HistoryReport } from './history-report.ts';
import { isVersion, type Moment, type Replayed, replay } from './replay.ts';

interface History {
  readonly subject: string;
  readonly origin: string;
  readonly moments: readonly Moment[];
  /** Where its versions are registered; without one nothing is. */
  readonly client: RegistryClient | undefined;
}

/** Where nobody watches, a line now and then shows that the work goes on. */
const SAID_EVERY = 100;
/** More than any history has. */
const MAX_VERSIONS = 100_000;

/**
 * Replays a history and registers its versions in order. A second run, or one after a broken one, finds by their
 * fingerprints what is there already and goes on behind it.
 */
export async function importHistory(session: Session, history: History): Promise<HistoryReport> {
  const { subject, moments, client, origin } = history;
  const known = client ? await listKnown(client, subject) : [];
  const recorder = new HistoryRecorder();
  let done = 0;
  for await (const replayed of replay(moments)) {
    session.status(`replaying ${visible(subject)} ${++done} of ${moments.length} …`);
    if (done % SAID_EVERY === 0 && !session.world.stderr.isTerminal)
      session.note(`replaying ${visible(subject)}: ${done} of ${moments.length}`);
    recorder.add(
      replayed,
      client && isVersion(replayed) ? await register({ subject, client, known }, replayed) : undefined,
    );
  }
  session.status('');
  return recorder.finish({ subject, origin });
}

/** Fingerprints of the versions that the registry has, oldest first. */
async function listKnown(client: RegistryClient, subject: string): Promise<readonly string[]> {
  const found = await client.find('GET /v1/subjects/{subject}', { path: { subject }, expect: ['name'] });
  return found ? await listFingerprints(client, subject) : [];
}

/** The same of a subject that is there. */
export async function listFingerprints(client: RegistryClient, subject: string): Promise<readonly string[]> {
  const of = { path: { subject } };
  const { items } = await client.list('GET /v1/subjects/{subject}/versions', of, MAX_VERSIONS);
  return items.map(({ fingerprint }) => fingerprint).reverse();
}

async function register(
  {
    subject,
    client,
    known,
  }: Pick<History, 'subject'> & { readonly client: RegistryClient; readonly known: readonly string[] },
  { version, schema, text, moment }: Extract<Replayed, { version: number }>,
): Promise<'known' | 'registered'> {
  const there = known[version - 1];
  if (there === schema.fingerprint) return 'known';
  if (there !== undefined)
    throw new CliError(
      EXIT.policy,
      `${subject} v${version} is not what this history has there (${visible(moment.name)}): it was published otherwise, or the history was rewritten. Import into a subject of another name.`,
      { code: 'conflict' },
    );
  const answer = await client.get('POST /v1/subjects/{subject}/versions', {
    path: { subject },
    // The schema is its own text, so that no number loses a digit on the way.
    body: new RawJson(`{"schema":${text},"import":true,"source":${jsonText(fromPlain(moment.source))}}`),
    expect: ['version', 'outcome'],
  });
  if (answer.version === version) return 'registered';
  throw new CliError(
    EXIT.policy,
    `${subject} became v${answer.version} where this history has v${version}: somebody else publishes to it. Run the import again, alone.`,
    { code: 'conflict' },
  );
}
