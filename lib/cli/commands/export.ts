import type { Command } from 'commander';
import { fromPlain } from '../../domain/schema/json.ts';
import type { RegistryClient } from '../api/client.ts';
import type { Schemas } from '../api/operations.ts';
import { CliError } from '../exit.ts';
import { jsonText } from '../output/escape.ts';
import { plural } from '../output/words.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

/** More than any registry has. */
const ALL = 1_000_000;

export function addExport(program: Command, session: Session): void {
  const command = program
    .command('export')
    .description('print all subjects and versions with their schemas, one JSON object a line')
    .argument('[subject]', 'only this subject')
    .action((subject: string | undefined, flags: RegistryFlags) => exportAll(session, subject, flags));
  withRegistry(command, {
    formats: [],
    example: 'forewarn export payments.transaction-authorized > transaction.jsonl',
  });
}

/** The output consists of whole lines, also if it ends early: with an error that says how far it came. */
async function exportAll(session: Session, name: string | undefined, flags: RegistryFlags): Promise<void> {
  const config = await session.configure(flags, 'export');
  if (name !== undefined) checkName(name, 'subject');
  const client = session.connect(flags, config);
  const subjects =
    name === undefined
      ? (await client.list('GET /v1/subjects', {}, ALL)).items
      : [await client.get('GET /v1/subjects/{subject}', { path: { subject: name }, expect: ['name'] })];
  let done = 0;
  try {
    for await (const line of linesOf(session, client, subjects)) {
      session.world.stdout.write(`${jsonText(fromPlain(line))}\n`);
      if (line.kind === 'version') done += 1;
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { exit, code, places } = error;
    const far = `The export is not complete: it has ${done} ${plural(done, 'version', 'versions')}.`;
    throw new CliError(exit, `${error.message} ${far}`, { code, places });
  } finally {
    session.status('');
  }
}

/** Each subject, then its versions, oldest first: a schema at a time, as there may be many and each is large. */
async function* linesOf(session: Session, client: RegistryClient, subjects: readonly Schemas['Subject'][]) {
  for (const subject of subjects) {
    yield { kind: 'subject', ...subject } as const;
    const of = { path: { subject: subject.name } };
    const { items } = await client.list('GET /v1/subjects/{subject}/versions', of, ALL);
    for (const { version } of [...items].reverse()) {
      session.status(`exporting ${subject.name} ${version} of ${items.length} …`);
      const path = { ...of.path, version: String(version) };
      const found = await client.get('GET /v1/subjects/{subject}/versions/{version}', { path, expect: ['schema'] });
      yield { kind: 'version', ...found } as const;
    }
  }
}
