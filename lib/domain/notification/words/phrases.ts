import type { Announcement } from '../../announcement.ts';
import { isOver, lastOf } from '../../date.ts';
import type { Change } from '../../diff/change.ts';
import type { Migration } from '../../migration/migration.ts';
import { isClosed } from '../../migration/state.ts';
import { later } from '../../policy/deadlines/notice.ts';
import { policyTold } from '../../policy/gate/gate.ts';
import { isTooLate } from '../../policy/gate/late.ts';
import { isDated, isWaitedFor } from '../../policy/publishing/attention.ts';
import { governing, madeUnder } from '../../policy/settings/announced-policy.ts';
import { changesBetween } from '../../policy/settings/loosen.ts';
import { DEFAULT_POLICY } from '../../policy/settings/policy.ts';
import { listModels, releasesOf } from './alike-models.ts';
import type { Markup } from './markup.ts';
import { firstDeadline, gravestConcern, type TeamMessage, type ToldMessage } from './team-message.ts';
import { enumerate, headline, placeName } from './wording.ts';

/** Models named before the rest is a count: a message of a thousand names is read by nobody. */
const NAMED_MODELS = 10;
/** `on Tue 8 Dec`, without how far that is: a message is read on later days too. */
export const onDate = (at: string, now: string, markup: Markup): string => `on ${markup.due(at, now)}`;

/** What changes, in a push preview's length: `category changes integer → string and 2 more changes`. */
export function whatChanges(message: ToldMessage, markup: Markup): string {
  const { changes, announcement } = message;
  if (announcement.retires) return `${markup.code(announcement.subject, 150)} is retired`;
  const [first] = changes;
  if (!first) return unnamedChange(message, markup);
  const alike = changes.filter(({ ruleId, pointer }) => ruleId === first.ruleId && pointer === first.pointer);
  const { place, words } = headline(alike.length > 1 ? merged(alike, first) : first);
  return `${markup.code(place, 80)} ${markup.plain(words, 160)}${andMore(message, changes.length - alike.length)}`;
}

function andMore({ migrations }: ToldMessage, others: number): string {
  if (migrations.some(({ changeCount, changes }) => changeCount > changes.length)) return ' and more';
  return others > 0 ? ` and ${others} more ${others === 1 ? 'change' : 'changes'}` : '';
}

/** One change for several of one rule at one place: the values of an enum are a finding each. */
export function merged(alike: readonly Change[], first: Change): Change {
  const before = alike.flatMap((change) => (change.before === undefined ? [] : [change.before]));
  const after = alike.flatMap((change) => (change.after === undefined ? [] : [change.after]));
  return { ...first, ...(before.length > 0 ? { before } : {}), ...(after.length > 0 ? { after } : {}) };
}

// Containment found a break that no rule has a name for; the places where the contract fails still name it.
function unnamedChange({ migrations, announcement }: ToldMessage, markup: Markup): string {
  const pointer = migrations.flatMap(({ pointers }) => pointers)[0];
  if (pointer === undefined) return `v${announcement.version} changes what your models read`;
  return `${markup.code(placeName(pointer), 80)} changes`;
}

/** The first line: change and date. */
export function firstLine(message: ToldMessage, markup: Markup): string {
  const { before, after } = aroundChange(message, markup);
  return `${before}${whatChanges(message, markup)}${after}`;
}

/** What stands around the change in the first line: how grave it is, and the date. */
export function aroundChange(
  { announcement, migrations, now }: ToldMessage,
  markup: Markup,
): { readonly before: string; readonly after: string } {
  const isOverdue = migrations.every(({ state }) => state.name === 'overdue');
  const grave = announcement.emergency ? 'EMERGENCY: ' : '';
  const late = isOverdue ? 'Overdue: ' : '';
  const deadline = firstDeadline(migrations);
  switch (gravestConcern(migrations)) {
    case 'breaking': {
      const date = isOverdue ? `the date was ${markup.due(deadline, now)}` : `answer by ${markup.due(deadline, now)}`;
      const when = isOverdue ? `; ${date}` : ` ${onDate(deadline, now, markup)}`;
      const coming = migrations.every(isTooLate) ? ' any time now' : when;
      const after = announcement.live ? ` · ${liveWords(announcement, markup)}, ${date}` : coming;
      // Of what nobody proved, a date alone would read like a break.
      const open = isUndecided(migrations) ? 'Undecided: ' : '';
      return { before: `${grave}${late}${open}`, after };
    }
    case 'deprecation': {
      const date = announcement.sunset ?? deadline;
      const after = ` and ${isOver(date, now) ? 'was to go away' : 'goes away'} ${onDate(date, now, markup)}`;
      return { before: `${grave}${late}`, after };
    }
    case 'question': {
      const dated = migrations.filter(isDated);
      const date = firstDeadline(dated);
      const said = isOverdue ? 'the date was' : 'answer by';
      const after = dated.length === 0 ? '' : ` · ${said} ${markup.due(date, now)}`;
      return { before: `${grave}Does this affect you? ${late}`, after };
    }
    case 'digest':
      return { before: `${grave}${late}`, after: '' };
  }
}

/** `payments.transaction-authorized v12 → v13 · not live yet` */
export function versionLine({ announcement, now }: Pick<ToldMessage, 'announcement' | 'now'>, markup: Markup): string {
  return `${versionsOf(announcement, markup)} · ${standing(announcement, now, markup)}`;
}

/** The same without whether it is live, in a message that is brought up to date no more. */
export function versionsOf(
  { subject, previous, version, retires }: Pick<Announcement, 'subject' | 'previous' | 'version' | 'retires'>,
  markup: Markup,
): string {
  return `${markup.code(subject, 150)} ${retires ? `ends with v${version}` : `v${previous} → v${version}`}`;
}

/** What is announced, as a noun: a version, or the end of its subject. */
export const announcedThing = (
  { subject, version, retires }: Pick<Announcement, 'subject' | 'version' | 'retires'>,
  markup: Markup,
): string => `${retires ? 'the retirement of ' : ''}${markup.code(subject, 150)}${retires ? '' : ` v${version}`}`;

/** `live already`, or where it was found. */
export const liveWords = ({ foundIn, retires }: Pick<Announcement, 'foundIn' | 'retires'>, markup: Markup): string => {
  if (retires) return 'nothing is sent any more';
  return foundIn === undefined ? 'live already' : `already in ${markup.plain(foundIn, 150)}`;
};

function standing(announcement: Announcement, now: string, markup: Markup): string {
  const { status, live, liveAt, foundIn, retires } = announcement;
  if (retires && live) return `retired on ${markup.date(liveAt ?? now, now)}`;
  if (retires) return status === 'withdrawn' ? 'withdrawn' : 'not retired yet';
  if (!live) return status === 'withdrawn' ? 'withdrawn' : 'not live yet';
  if (liveAt === undefined) return 'live already';
  if (foundIn !== undefined) return `found in ${markup.plain(foundIn, 150)} on ${markup.date(liveAt, now)}`;
  return `live since ${markup.date(liveAt, now)}`;
}

/** `Affects *fraud* v7 (standard), *churn* v2 (standard, undecided)`; with its own date where a model's differs from the first. */
export function affectsLine({ migrations, now }: ToldMessage, markup: Markup, told?: string): string {
  const isOpen = isUndecided(migrations);
  const verb = told ?? (isOpen ? 'May affect' : 'Affects');
  const first = firstDeadline(migrations);
  const models = migrations.slice(0, NAMED_MODELS).map((migration) => {
    const details: string[] = [migration.tier];
    if (migration.verdict === 'undecided' && !(isOpen && told === undefined)) details.push('undecided');
    if (migration.state.name !== 'notified') details.push(migration.state.name.replaceAll('-', ' '));
    if (migration.deadline !== first) details.push(`by ${markup.due(migration.deadline, now)}`);
    return { model: migration, details: details.join(', ') };
  });
  const more = migrations.length - models.length;
  return `${verb} ${listModels(models, markup)}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Whether of none of the models that this asks for a date it is proved that it breaks, and of one it is undecided. */
function isUndecided(migrations: readonly Migration[]): boolean {
  const dated = migrations.filter(isDated);
  return dated.length > 0 && dated.every(({ verdict }) => verdict === 'undecided');
}

/** `*fraud* v7`; at most three releases. */
export function modelName({ consumer, releases }: Pick<Migration, 'consumer' | 'releases'>, markup: Markup): string {
  return [markup.strong(markup.plain(consumer, 150)), releasesOf({ releases }, markup)].filter(Boolean).join(' ');
}

export const namesOf = (migrations: readonly Pick<Migration, 'consumer'>[], markup: Markup): string => {
  const named = migrations.slice(0, 3).map(({ consumer }) => markup.plain(consumer, 150));
  const more = migrations.length - named.length;
  return enumerate(more > 0 ? [...named, `${more} more`] : named);
};

/** What happens if nobody answers: said beforehand, so that silence is a choice. */
export function silenceLine(message: ToldMessage, markup: Markup): string | undefined {
  const { announcement, migrations, now, holdCritical } = message;
  const open = migrations.filter((migration) => !isClosed(migration));
  if (!open.some(isDated)) return undefined;
  if (announcement.foundIn !== undefined)
    return `If nobody answers: nothing waits for it, v${announcement.version} is ${liveWords(announcement, markup)} and may be sent at any moment.`;
  const ended = announcement.retires && 'nothing is sent any more';
  if (announcement.live)
    return `If nobody answers: nothing waits for it, ${ended || `v${announcement.version} is live already`}.`;
  if (announcement.emergency)
    return `If nobody answers: ${announcement.retires ? 'nothing waits for it' : 'this release is not held'}.`;
  if (open.every(isTooLate))
    return `If nobody answers: v${announcement.version} might go live already when these models came, and does not wait for them; the producer may still grant time.`;
  const policy = governing(DEFAULT_POLICY, announcement);
  const isAwaited = (migration: Migration): boolean => isWaitedFor(migration, policyTold(migration, policy, now));
  const waiting = open.filter(isAwaited);
  if (waiting.length === 0) return 'If nobody answers: this release is not held.';
  const critical = waiting.filter(({ tier, concern, late }) => tier === 'critical' && concern === 'breaking' && !late);
  const thing = announcement.retires ? 'its end' : `v${announcement.version}`;
  const passed = open.filter((migration) => isDated(migration) && !isAwaited(migration));
  const others = passed.length === 0 ? '' : ` It does not wait for ${namesOf(passed, markup)}: undecided passes here.`;
  if (critical.length === 0)
    return `If nobody answers: ${thing} no longer waits for ${namesOf(waiting, markup)} after ${markup.due(lastDeadline(waiting), now)}.${others}`;
  const held = lastOf(critical.map(({ deadline }) => later(deadline, holdCritical))) ?? '';
  return `If nobody answers: ${thing} is held for ${namesOf(critical, markup)} until ${markup.due(held, now)}; then an administrator decides.${others}`;
}

/** What an administrator made looser than it was announced with, and why: all of it, however often it was done. */
export function looseningLines(
  { announcement, now }: Pick<ToldMessage, 'announcement' | 'now'>,
  markup: Markup,
): readonly string[] {
  const { policy, loosened } = announcement;
  const before = madeUnder(announcement);
  const changes = before && policy ? changesBetween(before, policy) : [];
  const thing = announcedThing(announcement, markup);
  const when = loosened ? ` on ${markup.date(loosened.at, now)}` : '';
  const said = changes.map(({ decision, from, to }) => markup.plain(`${decision} ${from} → ${to}`, 300)).join(', ');
  return [
    changes.length === 0
      ? `An administrator took back${when} what was loosened for ${thing}: it goes by the policy again that it was announced with.`
      : `An administrator loosened${when} the policy that ${thing} was announced with: ${said}`,
    ...(loosened ? [`Reason: ${markup.plain(loosened.reason, 500)}`] : []),
  ];
}

export const lastDeadline = (migrations: readonly Migration[]): string =>
  lastOf(migrations.map(({ deadline }) => deadline)) ?? '';

/** The owning group is mentioned at first, a day before the date, when it is past, and where a change is live over its models; not otherwise. */
export function shouldMention({ kind, migrations }: Omit<TeamMessage, 'mention'>): boolean {
  // Who plans a reminder knows whether it is the last one before the date.
  if (kind === 'reminder') return true;
  return (
    kind === 'missed' ||
    kind === 'emergency' ||
    kind === 'exposed' ||
    (kind === 'announced' && gravestConcern(migrations) !== 'digest')
  );
}

/** The first of some changes, a line each: where, what, and the harm. */
export function changeLines(changes: readonly Change[], most: number, markup: Markup): readonly string[] {
  const shown = changes.slice(0, most).map((change) => {
    const { place, words } = headline(change);
    return `• ${markup.code(place, 80)} ${markup.plain(words, 120)}. ${markup.plain(change.harm, 200)}`;
  });
  const more = changes.length - shown.length;
  return more > 0 ? [...shown, `• and ${more} more`] : shown;
}
