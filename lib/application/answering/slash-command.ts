import type { Announcement } from '../../domain/announcement.ts';
import { compareDates } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import type { Command } from '../../domain/interaction/interaction.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { isClosed } from '../../domain/migration/state.ts';
import {
  helpReply,
  mineReply,
  noSubjectReply,
  statusReply,
  subjectReply,
  subscribeReply,
} from '../../domain/notification/slack/slash-replies.ts';
import { NAME_LENGTH } from '../../domain/subject.ts';
import { inBatches } from '../in-batches.ts';
import type { Clock } from '../ports/clock.ts';
import type { Registry } from '../ports/registry.ts';
import { type MemberPorts, teamsOf } from './slack-members.ts';

export interface CommandPorts extends MemberPorts {
  readonly clock: Clock;
  readonly registry: Registry;
}

/** Answers `/forewarn …`, in words that only whoever asked will see. */
export async function runSlashCommand({ text, user }: Command, ports: CommandPorts): Promise<string> {
  const [word = '', name] = text.trim().split(/\s+/);
  switch (word.toLowerCase()) {
    case 'status':
      return await status(user, ports);
    case 'mine':
      return mineReply(await myMigrations(user, ports));
    case 'subject':
      return name === undefined ? helpReply() : await subject(name, ports);
    case 'subscribe':
      return subscribeReply(ports.registry.url);
    case '':
    case 'help':
      return helpReply();
    default:
      return helpReply(text.trim());
  }
}

/** Subjects that are looked at for a figure of the whole registry: each is a query. */
const COUNTED_SUBJECTS = 200;
/** Newest announcements of one subject or model that are looked at. */
const RECENT = 20;

async function status(user: string, ports: CommandPorts): Promise<string> {
  const { store } = ports;
  const [mine, first] = await Promise.all([myMigrations(user, ports), store.listSubjects({ limit: 100 })]);
  const second = first.nextCursor ? await store.listSubjects({ limit: 100, cursor: first.nextCursor }) : { items: [] };
  const subjects = [...first.items, ...second.items].slice(0, COUNTED_SUBJECTS);
  const open = await inBatches(subjects, ({ name }) => openAnnouncements(name, ports));
  return statusReply({
    ...mine,
    subjects: subjects.length,
    open: open.flat().length,
    isPartial: 'nextCursor' in second && second.nextCursor !== undefined,
  });
}

/** The open migrations of somebody's teams, the next date first. */
async function myMigrations(user: string, ports: CommandPorts) {
  const { store, registry, clock } = ports;
  const { teams, consumers } = await teamsOf(user, ports);
  const pages = await inBatches(consumers, (name) => store.listMigrationsOfConsumer(name, { limit: RECENT }));
  const mine = pages
    .flatMap(({ items }) => items)
    .filter(isWaiting)
    .sort((left, right) => compareDates(left.deadline, right.deadline));
  return { teams, mine, registryUrl: registry.url, now: clock.now() };
}

const isWaiting = (migration: Migration): boolean => !isClosed(migration) && migration.concern !== 'digest';

async function subject(name: string, ports: CommandPorts): Promise<string> {
  const { store } = ports;
  // Nothing longer is a name, and no key of the table.
  const known = name.length > NAME_LENGTH ? undefined : await store.find('subject', { name });
  if (!known) return noSubjectReply(name);
  const { ownerTeam, channel, head, tiers } = known;
  return subjectReply({
    name,
    ownerTeam,
    status: known.status,
    ...defined({ channel, head }),
    readers: Object.values(tiers).reduce((sum, readers) => sum + readers, 0),
    open: await openAnnouncements(name, ports),
  });
}

/** Those that still ask for something, newest first. */
async function openAnnouncements(name: string, { store }: CommandPorts): Promise<readonly Announcement[]> {
  const { items } = await store.listAnnouncementsOfSubject(name, { limit: RECENT });
  return items.filter(
    ({ status: state, supersededBy, kind }) =>
      (state === 'open' || state === 'planning') && supersededBy === undefined && kind !== 'digest',
  );
}
