import { detailsPart } from './details.ts';
import { proofs } from './evidence.ts';
import type { Markup } from './markup.ts';
import { changeLines, modelName, namesOf } from './phrases.ts';
import { changesOf, type ObservedNews, type TrialEnd } from './team-message.ts';

const SHOWN_CHANGES = 3;
const NAMED_MODELS = 10;
const NAMED_ENDS = 10;

/** `Trial month: 2 changes of 1 subject would have been announced to fraud and churn` */
export function trialHeadline(observed: readonly ObservedNews[], ends: readonly TrialEnd[], markup: Markup): string {
  const told = observed.filter(isAnnounced);
  const names = told.flatMap(({ migrations }) => migrations.filter(isTold));
  const models = [...new Map(names.map((migration) => [migration.consumer, migration])).values()];
  const subjects = new Set(told.map(({ announcement }) => announcement.subject)).size;
  if (told.length > 0)
    return `Trial month: ${count(told.length, 'change')} of ${count(subjects, 'subject')} would have been announced to ${namesOf(models, markup)}`;
  if (observed.length > 0)
    return `Trial month: nothing would have been announced, ${count(observed.length, 'change')} told in a digest`;
  return `Trial month: it ends for ${count(ends.length, 'subject')}`;
}

/** One change of a subject that is only observed: whom it would have told of what, and why. */
export function observedLines(news: ObservedNews, markup: Markup): readonly string[] {
  const { announcement, migrations } = news;
  const { subject, previous, version, changes } = announcement;
  const told = isAnnounced(news) ? migrations.filter(isTold) : migrations;
  const named = told.slice(0, NAMED_MODELS).map((one) => `${modelName(one, markup)} (${one.tier})`);
  // Of a change that concerns very many models not all are loaded.
  const more = Math.max(told.length, isAnnounced(news) ? announcement.affected : 0) - named.length;
  const whom =
    told.length === 0 ? 'models that are gone since' : `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  const [proof] = proofs(told, markup);
  return [
    `${markup.code(subject, 150)} v${previous} → v${version} · only observed, they were not told`,
    `${isAnnounced(news) ? 'Would have been announced to' : 'Would have stood in the digest of'} ${whom}`,
    ...changeLines(told.length > 0 ? changesOf({ migrations: told }) : changes, SHOWN_CHANGES, markup),
    ...(proof ?? []),
    detailsPart({ announcement }, markup),
  ];
}

/** When the subjects' trials end, and what is so from then on. */
export function endLines(ends: readonly TrialEnd[], now: string, markup: Markup): readonly string[] {
  if (ends.length === 0) return [];
  const shown = ends
    .slice(0, NAMED_ENDS)
    .map(({ subject, until }) => `• ${markup.code(subject, 150)} is observed until ${markup.due(until, now)}`);
  const more = ends.length - shown.length;
  return [
    ...shown,
    ...(more > 0 ? [`• and ${more} more`] : []),
    'From then on readers are told of a breaking change, and it waits for them as the policy says.',
  ];
}

/** What the owner can do with it; each command on a line of its own, to be copied. */
export function trialAdvice(
  observed: readonly ObservedNews[],
  ends: readonly TrialEnd[],
  markup: Markup,
): readonly string[] {
  const subject = observed[0]?.announcement.subject ?? ends[0]?.subject ?? 'SUBJECT';
  return [
    'This report is yours alone. To have readers told from now on:',
    markup.code(`forewarn subjects ${subject} --no-observe`, 200),
    'All of the trial so far:',
    markup.code('forewarn observed', 40),
  ];
}

const isAnnounced = ({ migrations }: ObservedNews): boolean => migrations.some(isTold);
const isTold = ({ concern }: { readonly concern: string }): boolean => concern !== 'digest';
const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
