import { DomainError } from '../domain/errors.ts';
import { type ParsedSchema, parseSchema } from '../domain/schema/parse-schema.ts';
import type { SchemaVersion, Subject } from '../domain/subject.ts';
import type { Store } from './ports/store.ts';

/** The body of a version that is known to exist. */
export async function loadSchema(store: Store, subject: string, version: number): Promise<ParsedSchema> {
  const stored = await store.find('schema', { subject, version });
  if (!stored) throw new DomainError('unavailable', `the body of ${subject} v${version} cannot be read yet; try again`);
  const parsed = parseSchema(stored.canonical);
  if (parsed.ok) return parsed.schema;
  const problem = parsed.problems[0];
  throw new Error(`the stored schema of ${subject} v${version} is unreadable: ${problem?.pointer} ${problem?.detail}`);
}

export async function getSubject(store: Store, name: string): Promise<Subject> {
  const subject = await store.find('subject', { name });
  if (subject) return subject;
  throw new DomainError('not-found', `there is no subject ${name}; \`forewarn subjects\` lists those that exist`);
}

/** A version by its number, or `latest` (the newest, whatever its status), or `head` (the newest that is live). */
export async function getVersion(store: Store, subject: Subject, which: string): Promise<SchemaVersion> {
  const version = await findNumber(store, subject, which);
  if (version) return version;
  throw new DomainError(
    'not-found',
    which === 'head'
      ? `${subject.name} has no live version yet`
      : `${subject.name} has no version ${which}; ${versionsOf(subject)}`,
  );
}

const versionsOf = ({ latest }: Subject): string =>
  latest === 0 ? 'it has none yet' : latest === 1 ? 'it has version 1 only' : `its versions are 1 to ${latest}`;

/** As the API writes it: `0x2`, `2.0` and `02` would be other names of one version. */
const NUMBER = /^[1-9]\d{0,14}$/;

async function findNumber(store: Store, subject: Subject, which: string): Promise<SchemaVersion | undefined> {
  const named = which === 'latest' ? subject.latest : which === 'head' ? subject.head : undefined;
  const number = named ?? (NUMBER.test(which) ? Number(which) : undefined);
  if (number === undefined || number < 1) return undefined;
  return await store.find('version', { subject: subject.name, version: number });
}
