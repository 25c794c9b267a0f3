import type { Command } from 'commander';
import type { SchemaVersion } from '../../domain/subject.ts';
import { limitOption, printList } from '../api/listing.ts';
import { peopleOf } from '../api/people.ts';
import { usageError } from '../exit.ts';
import { dateOf } from '../output/dates.ts';
import { jsonText, visible } from '../output/escape.ts';
import { facts } from '../output/text/table.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';

interface VersionsFlags extends RegistryFlags {
  readonly limit: number;
  readonly schema?: boolean;
  readonly since?: string;
}

export function addVersions(program: Command, session: Session): void {
  const command = program
    .command('versions')
    .description("list a subject's versions, or show one")
    .argument('<subject>', 'the subject')
    .argument('[version]', 'the version to show: a number, head or latest')
    .option('--schema', "print the version's schema and nothing else")
    .option('--since <version>', 'print what changed since that version')
    .addOption(limitOption())
    .action((subject: string, version: string | undefined, flags: VersionsFlags) =>
      versions(session, { subject, version, flags }),
    );
  withRegistry(command, {
    example: 'forewarn versions payments.transaction-authorized head --schema > transaction.json',
  });
}

interface Asked {
  readonly subject: string;
  readonly version: string | undefined;
  readonly flags: VersionsFlags;
}

async function versions(session: Session, { subject, version, flags }: Asked): Promise<void> {
  const config = await session.configure(flags, 'versions');
  checkName(subject, 'subject');
  if (version === undefined && (flags.schema || flags.since !== undefined))
    throw usageError(`${flags.schema ? '--schema' : '--since'} needs a version: forewarn versions ${subject} head.`);
  if (version !== undefined) checkVersion(version);
  const client = session.connect(flags, config);
  if (version === undefined) {
    const page = await client.list('GET /v1/subjects/{subject}/versions', { path: { subject } }, flags.limit);
    const who = await peopleOf(
      client,
      page.items.map(({ publishedBy }) => publishedBy),
    );
    printList(session, page, {
      headings: ['VERSION', 'STATUS', 'PUBLISHED', 'BY', 'NOTE'],
      row: (item) => [`v${item.version}`, item.status, item.publishedAt, who(item.publishedBy), noteOf(item)],
      empty: `${subject} has no versions.`,
    });
    return;
  }
  const of = { path: { subject, version } };
  if (flags.since !== undefined) {
    checkVersion(flags.since);
    const { changes } = await client.get('GET /v1/subjects/{subject}/versions/{version}/changes', {
      ...of,
      query: { since: flags.since },
      expect: ['changes'],
    });
    printList(
      session,
      { items: changes },
      {
        headings: ['SEVERITY', 'RULE', 'FIELD', 'WHAT'],
        row: ({ severity, ruleId, pointer, message }) => [severity.serving, ruleId, pointer || '(record)', message],
        empty: `Nothing changed between v${flags.since} and ${version}.`,
      },
    );
    return;
  }
  const found = await client.get('GET /v1/subjects/{subject}/versions/{version}', {
    ...of,
    expect: ['version', 'schema'],
  });
  if (flags.schema && session.format === 'text') session.world.stdout.write(`${jsonText(found.schema, 2)}\n`);
  else {
    const who = await peopleOf(client, [found.publishedBy]);
    session.print(versionFacts(found, who(found.publishedBy)), { result: found });
  }
}

const versionFacts = (version: SchemaVersion, publisher: string): string =>
  facts([
    ['version', `${version.subject} v${version.version}`],
    ['status', version.status],
    ['fingerprint', version.fingerprint],
    ['same as', version.sameAs === undefined ? undefined : `v${version.sameAs}`],
    ['published', `${version.publishedAt} by ${publisher}`],
    ['from', [version.source?.repository, version.source?.commit, version.source?.file].filter(Boolean).join(' ')],
    ['committed', version.source?.committedAt && `${version.source.committedAt}, as its importer says`],
    ['announcement', version.announcementId],
    ['sunset', version.sunset === undefined ? undefined : dateOf(version.sunset)],
    ['successor', version.successor === undefined ? undefined : `v${version.successor}`],
    ['message', version.manifest?.message],
  ]);

function noteOf({ sameAs, announcementId, sunset, successor }: SchemaVersion): string {
  const notes = [
    sameAs === undefined ? '' : `same as v${sameAs}`,
    successor === undefined ? '' : `followed by v${successor}`,
    sunset === undefined ? '' : `sunset ${dateOf(sunset)}`,
    announcementId === undefined ? '' : `announcement ${announcementId}`,
  ];
  return notes.filter(Boolean).join(', ');
}

/** A version as the path names it. */
function checkVersion(text: string): void {
  if (!/^(?:[1-9]\d{0,8}|head|latest)$/.test(text))
    throw usageError(`${JSON.stringify(visible(text))} is no version: use its number, head or latest.`);
}
