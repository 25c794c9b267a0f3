import type { Gone } from '../run/comparison.ts';
import { dateOf } from './dates.ts';
import { visible } from './escape.ts';

/** `its file is gone; fraud, churn read it`. */
export function goneText(gone: Gone): string {
  return [whatText(gone), standingText(gone), readersText(gone)].filter(Boolean).join('; ');
}

function whatText({ what, schema, now }: Gone): string {
  const [path = ''] = schema.split('#/');
  switch (what) {
    case 'file':
      return now === undefined
        ? 'its file is gone'
        : `its file is gone, renamed to ${visible(now.schema)}${now.subject === undefined ? '' : `, which is ${visible(now.subject)}`}`;
    case 'member':
      return `it is gone from ${visible(path)}`;
    case 'entry':
      return now?.subject === undefined
        ? 'the configuration lists it no more'
        : `the configuration calls ${visible(schema)} ${visible(now.subject)} now`;
    case 'unlisted':
      return 'it was published from here, and its file is gone';
  }
}

function standingText({ status, announcementId, publishedFrom }: Gone): string {
  if (publishedFrom !== undefined) return `${visible(publishedFrom)} publishes it now`;
  if (status === 'unknown') return 'it was never published';
  if (status === 'retired')
    return announcementId === undefined ? 'it is retired' : 'it is retired, and its readers are told';
  return announcementId === undefined ? '' : `its end is announced (${visible(announcementId)})`;
}

const SHOWN_READERS = 12;

function readersText({ status, readers }: Gone): string {
  if (status !== 'active' || readers === undefined) return '';
  if (readers.length === 0) return 'nobody reads it';
  const rest = readers.length - SHOWN_READERS;
  const names = readers.slice(0, SHOWN_READERS).map(({ consumer }) => visible(consumer));
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''} ${readers.length === 1 ? 'reads' : 'read'} it`;
}

/** How a check passes that a subject without a schema fails. */
export function goneRemedies(
  subject: string,
  gone: Gone,
  earliest: string | undefined,
): readonly { readonly label: string; readonly text: string }[] {
  const { what, schema, now } = gone;
  const entry = (place: string): string =>
    `{ "subject": ${JSON.stringify(subject)}, "schema": ${JSON.stringify(place)} }`;
  const listed = what === 'entry' ? schema : now?.schema;
  const keep = listed === undefined ? `bring ${visible(schema)} back` : `list ${visible(entry(listed))} under subjects`;
  const dated = earliest === undefined ? '' : ` --sunset ${dateOf(earliest)}`;
  return [
    { label: 'keep it', text: keep },
    { label: 'or end it', text: `forewarn retire ${visible(subject)}${dated} (its readers are told, with a date)` },
  ];
}
