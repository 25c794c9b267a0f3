import { durationText, lastOf } from '../../../domain/date.ts';
import type { Comparison, Told } from '../../run/comparison.ts';
import { dateOf } from '../dates.ts';
import { visible } from '../escape.ts';
import { plural } from '../words.ts';
import { type Layout, textLines } from './layout.ts';
import { columns } from './text-models.ts';

const SHOWN_MODELS = 14;
const SHOWN_PLACES = 10;

/** The result of a publish, and who was notified. */
export function publicationLines(comparison: Comparison, layout: Layout): readonly string[] {
  const { publication, name, observed } = comparison;
  if (!publication || publication.outcome === 'refused') return [];
  const { status, announcementId, sameAs, told } = publication;
  const says = [
    ...(sameAs === undefined ? [] : [`the same content as v${sameAs}`]),
    ...(status === 'proposed' ? [proposalText(comparison, publication)] : []),
    ...(announcementId !== undefined && observed
      ? [`nobody is told, as it is only observed: forewarn observed ${visible(name)} says what would have been`]
      : []),
    ...(announcementId !== undefined && !observed && !told
      ? [`readers are being told: forewarn announcements show ${visible(announcementId)}`]
      : []),
  ];
  return [...says.flatMap((text) => textLines(layout, text)), ...(told && !observed ? toldLines(told, layout) : [])];
}

type Written = Exclude<NonNullable<Comparison['publication']>, { outcome: 'refused' }>;

/** Which command makes it live, and from when. */
function proposalText({ name, sunset }: Comparison, { outcome, version, minimumNotice, told }: Written): string {
  const command = `not live yet: forewarn activate ${visible(name)} ${version} once its gate is open`;
  // The date that was asked for is the one that the readers have, and it is never before the earliest.
  if (outcome === 'created' && sunset !== undefined) return `${command}, from ${dateOf(sunset)} on`;
  // Who is affected is found while planning: their dates are the ones that hold, and the ones of which they were notified.
  const last = lastOf(told?.models.map(({ deadline }) => deadline) ?? []);
  if (last !== undefined) return `${command}; its readers' notice ends by ${dateOf(last)}`;
  if (!minimumNotice || told) return command;
  const notice = `${minimumNotice.tier} readers have ${visible(durationText(minimumNotice.duration))}`;
  return `${command}; its readers' notice ends by ${dateOf(minimumNotice.earliest)} at the latest (${notice})`;
}

function toldLines({ models, places }: Told, layout: Layout): readonly string[] {
  const { paint, width, verbose } = layout;
  const shown = verbose ? models : models.slice(0, SHOWN_MODELS);
  const rows = shown.map((model) => [
    visible(model.consumer),
    `${visible(model.tier)} @${visible(model.team)}`,
    `${dateOf(model.deadline)}${model.verdict === 'undecided' ? ' undecided' : ''}`,
  ]);
  const channels = (verbose ? places : places.slice(0, SHOWN_PLACES)).map(({ channel, status }) => [
    visible(channel),
    visible(status),
  ]);
  const room = { gaps: [2, 2], width: width === undefined ? undefined : width - 4 };
  const more = (rest: number): readonly string[] => (rest > 0 ? [`    and ${rest} more: --verbose lists them`] : []);
  return [
    `  told ${models.length} ${plural(models.length, 'model', 'models')}`,
    ...columns(rows, room).map((row) => `    ${row}`),
    ...more(models.length - rows.length),
    ...columns(channels, room).map((row) => `    ${paint.faint(row)}`),
    ...more(places.length - channels.length),
  ];
}
