import type { ConfluentRegistry, ConfluentVersion } from '../../adapters/confluent/confluent-registry.ts';
import { defined } from '../../domain/defined.ts';
import { findMode } from '../../domain/policy/publishing/compatibility-mode.ts';
import type { CompatibilityMode } from '../../domain/policy/settings/policy.ts';
import type { RegistryClient } from '../api/client.ts';
import { tellGrants } from '../api/grants.ts';
import { type CliError, EXIT, worstExit } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { Session } from '../run/session.ts';
import { confluentMoments } from './confluent-moments.ts';
import type { HistoryReport } from './history-report.ts';
import { importHistory } from './import-history.ts';
import { confluentFailure, openConfluent } from './open-confluent.ts';
import { type Mapping, printHistories } from './print-histories.ts';
import { mapNames } from './subject-names.ts';

interface ConfluentImport {
  readonly url: string;
  readonly subjectPrefix: string | undefined;
  readonly rename: readonly string[];
  /** Where it goes; without one it is a dry run. */
  readonly client: RegistryClient | undefined;
}

/** Imports the JSON Schemas of another registry, a subject at a time; what fails for one does not stop the others. */
export async function importConfluent(session: Session, request: ConfluentImport): Promise<void> {
  const { client } = request;
  const confluent = openConfluent(session, request.url);
  const found = await findSubjects(session, confluent, request.subjectPrefix).catch((error: unknown) => {
    throw confluentFailure(error);
  });
  const json = found.filter(({ type }) => type === 'JSON').map(({ name }) => name);
  const skipped = found.filter(({ type }) => type !== 'JSON');
  const reports: HistoryReport[] = [];
  const mappings: Mapping[] = [];
  const errors: CliError[] = [];
  for (const [there, subject] of mapNames(json, request.rename)) {
    try {
      const compatibility = readMode(session, there, await confluent.findCompatibility(there));
      const moments = confluentMoments(confluent, {
        subject: there,
        versions: await readVersions(confluent, there),
        warn: session.warn,
      });
      reports.push(await importHistory(session, { subject, origin: there, moments, client }));
      mappings.push({ from: there, to: subject, ...(compatibility ? { compatibility } : {}) });
      if (client && compatibility) await setMode(client, subject, compatibility);
    } catch (error) {
      const failure = confluentFailure(error);
      if (failure.exit === EXIT.service) throw failure;
      // Many of them are one remedy, said once at the end.
      if (!failure.missingGrant) session.note(`error: ${visible(there)}: ${failure.message}`);
      errors.push(failure);
    }
  }
  tellGrants(
    session,
    errors.flatMap(({ missingGrant }) => missingGrant ?? []),
  );
  session.exit = worstExit(errors.map(({ exit }) => exit));
  printHistories(session, { reports, dryRun: client === undefined, elsewhere: { mappings, skipped, errors } });
}

/** Subjects with the type of their newest version; those without a version are none. */
async function findSubjects(
  session: Session,
  confluent: ConfluentRegistry,
  prefix: string | undefined,
): Promise<readonly { readonly name: string; readonly type: string }[]> {
  const names = await confluent.listSubjects(prefix);
  const found: { name: string; type: string }[] = [];
  for (const [at, name] of names.entries()) {
    session.status(`reading ${confluent.host}: ${at + 1} of ${names.length} …`);
    const newest = (await confluent.listVersions(name)).at(-1);
    const version = newest === undefined ? undefined : await confluent.findVersion(name, newest);
    if (version) found.push({ name, type: version.type });
  }
  session.status('');
  return found;
}

async function readVersions(confluent: ConfluentRegistry, subject: string): Promise<readonly ConfluentVersion[]> {
  const versions: ConfluentVersion[] = [];
  for (const number of await confluent.listVersions(subject)) {
    const version = await confluent.findVersion(subject, number);
    if (version) versions.push(version);
  }
  return versions;
}

function readMode(session: Session, subject: string, level: string | undefined): CompatibilityMode | undefined {
  const mode = level === undefined ? undefined : findMode(level);
  if (level !== undefined && !mode)
    session.note(
      `warning: ${visible(subject)} has the compatibility ${visible(level)}, which is not known here: set its policy.`,
    );
  return mode;
}

/** Takes the mode over once: what the owner has set here since stays. */
export async function setMode(client: RegistryClient, name: string, compatibility: CompatibilityMode): Promise<void> {
  const of = { path: { subject: name } };
  const subject = await client.find('GET /v1/subjects/{subject}', { ...of, expect: ['policy'] });
  if (!subject || subject.policy.compatibility !== undefined) return;
  const { channel } = subject;
  const policy = { ...subject.policy, compatibility };
  // The channel is set together with the policy, and would be gone if it were left out.
  const body = { policy, ...defined({ channel }) };
  await client.get('PUT /v1/subjects/{subject}/policy', { ...of, body, expect: ['policy'] });
}
