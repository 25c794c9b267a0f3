import type { Command } from 'commander';
import type { RegistryClient } from '../api/client.ts';
import { limitOption, printList } from '../api/listing.ts';
import type { Schemas } from '../api/operations.ts';
import { peopleOf } from '../api/people.ts';
import { dateOf } from '../output/dates.ts';
import { visible } from '../output/escape.ts';
import { facts, table } from '../output/text/table.ts';
import { arrowText } from '../output/words.ts';
import { type RegistryFlags, type Session, withRegistry } from '../run/session.ts';
import { checkName } from '../workspace/targets.ts';
import { addAnnouncedPolicy } from './announced-policy.ts';
import { placeOf } from './deliveries.ts';

interface AnnouncementsFlags extends RegistryFlags {
  readonly limit: number;
}

export function addAnnouncements(program: Command, session: Session): void {
  const announcements = program.command('announcements').description('changes that readers were told of');
  const list = announcements
    .command('list')
    .description("list a subject's announcements, newest first")
    .requiredOption('--subject <name>', 'the subject')
    .addOption(limitOption())
    .action((flags: AnnouncementsFlags & { readonly subject: string }) => listAnnouncements(session, flags));
  withRegistry(list, { example: 'forewarn announcements list --subject payments.transaction-authorized' });
  const show = announcements
    .command('show')
    .description('show what was announced, to whom, and how far they are')
    .argument('<id>', 'the announcement')
    .addOption(limitOption())
    .action((id: string, flags: AnnouncementsFlags) => showAnnouncement(session, id, flags));
  withRegistry(show, { example: 'forewarn announcements show 01JD8Q3M6T5Y0000000000ABCD' });
  addAnnouncedPolicy(announcements, session);
}

async function listAnnouncements(
  session: Session,
  flags: AnnouncementsFlags & { readonly subject: string },
): Promise<void> {
  const config = await session.configure(flags, 'announcements list');
  checkName(flags.subject, 'subject');
  const client = session.connect(flags, config);
  const page = await client.list(
    'GET /v1/subjects/{subject}/announcements',
    { path: { subject: flags.subject } },
    flags.limit,
  );
  printList(session, page, {
    headings: ['ANNOUNCEMENT', 'KIND', 'STATUS', 'CHANGE', 'MODELS', 'SUNSET'],
    row: ({ id, kind, status, version, previous, affected, sunset }) => [
      id,
      kind,
      status,
      `v${previous} -> v${version}`,
      String(affected),
      sunset === undefined ? '' : dateOf(sunset),
    ],
    empty: `Nothing was announced of ${flags.subject}.`,
  });
}

interface Whole {
  readonly announcement: Schemas['Announcement'];
  readonly migrations: readonly Schemas['Migration'][];
  readonly deliveries: readonly Schemas['Delivery'][];
}

async function showAnnouncement(session: Session, id: string, flags: AnnouncementsFlags): Promise<void> {
  const config = await session.configure(flags, 'announcements show');
  const client = session.connect(flags, config);
  const whole = await loadWhole(client, id, flags.limit);
  const { announcement, ...rest } = whole;
  const { emergency } = announcement;
  const who = await peopleOf(client, emergency ? [emergency.by] : []);
  session.print(wholeText(whole, { session, who }), { result: announcement, ...rest });
}

interface Shown {
  readonly session: Session;
  /** Who acted by an id. */
  readonly who: (id: string) => string;
}

async function loadWhole(client: RegistryClient, id: string, limit: number): Promise<Whole> {
  const of = { path: { announcement: id } };
  const announcement = await client.get('GET /v1/announcements/{announcement}', {
    ...of,
    expect: ['id', 'status', 'changes'],
  });
  const migrations = await client.list('GET /v1/announcements/{announcement}/migrations', of, limit);
  const deliveries = await client.list('GET /v1/announcements/{announcement}/deliveries', of, limit);
  return { announcement, migrations: migrations.items, deliveries: deliveries.items };
}

function wholeText({ announcement, migrations, deliveries }: Whole, { session, who }: Shown): string {
  const { kind, status, subject, previous, version, live, foundIn, sunset, emergency, createdAt, manifest, changes } =
    announcement;
  const parts = [
    facts([
      ['announcement', announcement.id],
      [
        'kind',
        `${kind}, ${status}, ${live ? 'live' : 'not live yet'}${foundIn === undefined ? '' : `, found in ${visible(foundIn)}`}`,
      ],
      ['subject', `${subject} v${previous} -> v${version}`],
      ['announced', createdAt],
      ['sunset', sunset === undefined ? undefined : dateOf(sunset)],
      ['emergency', emergency === undefined ? undefined : `${emergency.reason} (${who(emergency.by)})`],
      ['message', manifest?.message],
      ['steps', manifest?.migrationDocumentationUrl],
      ['contact', manifest?.contact],
    ]),
    `${changes.map((change) => [`  ${change.severity.serving.toUpperCase()}`, change.ruleId, change.pointer || '(record)', arrowText(change)].map(visible).filter(Boolean).join(' ')).join('\n')}\n`,
    migrations.length === 0
      ? 'No model has to migrate.\n'
      : table(
          ['MODEL', 'TEAM', 'TIER', 'STATE', 'BY'],
          migrations.map(({ consumer, team, tier, state, deadline }) => [
            consumer,
            team,
            tier,
            state.name,
            dateOf(deadline),
          ]),
          session,
        ),
    ...(deliveries.length === 0
      ? []
      : [
          table(
            ['TOLD', 'TEAM', 'KIND', 'STATUS', 'ERROR'],
            deliveries.map(({ channel, team, kind: what, status: sent, error }) => [
              placeOf(channel),
              team,
              what,
              sent,
              error ?? '',
            ]),
            session,
          ),
        ]),
  ];
  return parts.join('\n');
}
