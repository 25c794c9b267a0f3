import type { Change } from '../../diff/change.ts';
import { isHttpUrl } from '../../http-url.ts';
import { detailsPart } from './details.ts';
import type { Markup } from './markup.ts';
import type { ToldMessage } from './team-message.ts';
import { placeName } from './wording.ts';

/** Risks, and pieces of advice, that a message has at most. */
const SENTENCES = 2;
const NAMED_PLACES = 3;

/** What it may do to the model, as the rules word it: hedged, a schema cannot know how many records. */
export function riskLines(message: ToldMessage, markup: Markup): readonly string[] {
  return said(message.changes, ({ harm }) => harm, 'Risk', markup);
}

/** What the producer says in the manifest; without one, the rules' advice. */
export function doLines(message: ToldMessage, markup: Markup): readonly string[] {
  const { announcement } = message;
  const { manifest } = announcement;
  const parts: readonly (readonly [string, string | undefined, number])[] = [
    ['What', manifest?.what ?? manifest?.message, 400],
    ['Why', manifest?.why, 300],
    ['Who', manifest?.who, 200],
    ['Do', manifest?.steps, 700],
  ];
  const told = parts.flatMap(([label, text, max]) => (text ? [labelled(label, markup.prose(text, max), markup)] : []));
  if (manifest?.steps) return told;
  return [...told, ...said(message.changes, ({ advice }) => advice, 'Do', markup)];
}

/** A list or a code block begins below its label. */
const labelled = (label: string, written: string, markup: Markup): string =>
  `${markup.strong(`${label}:`)}${written.startsWith('\n') ? '' : ' '}${written}`;

/** `Steps: category-map.md · Ask #payments-data · PR #412 · Details: forewarn announcements show 01J…` */
export const whereLine = (message: ToldMessage, markup: Markup): string => whereParts(message, markup).join(' · ');

/** Where the steps are described, and then whom to ask. */
export function whereParts(message: ToldMessage, markup: Markup): readonly string[] {
  const documentation = message.announcement.manifest?.migrationDocumentationUrl;
  const steps = documentation ? [`Steps: ${markup.link(documentation, lastSegment(documentation))}`] : [];
  return [...steps, ...askParts(message, markup)];
}

/** `Ask #payments-data · PR #412 · Details: forewarn announcements show 01J…` */
export const askLine = (message: ToldMessage, markup: Markup): string => askParts(message, markup).join(' · ');

export function askParts(message: ToldMessage, markup: Markup): readonly string[] {
  const { announcement, contact } = message;
  const { manifest, source, ownerTeam } = announcement;
  const ask = manifest?.contact ?? contact;
  return [
    ask ? `Ask ${markup.plain(ask, 150)}` : `Ask team ${markup.plain(ownerTeam, 150)}`,
    ...(source?.pullRequest ? [pullRequest(source.pullRequest, markup)] : []),
    detailsPart(message, markup),
  ];
}

function pullRequest(text: string, markup: Markup): string {
  const number = /(\d+)\/?$/.exec(text.slice(-30))?.[1];
  const label = number ? `PR #${number}` : 'PR';
  return isHttpUrl(text) ? markup.link(text, label) : markup.plain(number ? label : `PR ${text}`, 100);
}

/** The last part of the path, else the host; nothing of a text that is no address. */
function lastSegment(url: string): string {
  if (!isHttpUrl(url)) return url;
  const { pathname, host } = new URL(url);
  return pathname.split('/').filter(Boolean).at(-1) ?? host;
}

/** What the rules say of some changes, each sentence once; of several with the places that it is about. */
function said(
  changes: readonly Change[],
  words: (change: Change) => string,
  label: string,
  markup: Markup,
): readonly string[] {
  const sentences = [...new Set(changes.map(words))].filter((text) => text !== '');
  return sentences.slice(0, SENTENCES).map((text) => {
    const about = changes.filter((change) => words(change) === text).map(({ pointer }) => placeName(pointer));
    const places = [...new Set(about)];
    const named = places.slice(0, NAMED_PLACES).map((place) => markup.code(place, 80));
    const more = places.length > named.length ? [`${places.length - named.length} more`] : [];
    const where = sentences.length > 1 ? ` (${[...named, ...more].join(', ')})` : '';
    return `${markup.strong(`${label}:`)} ${markup.plain(text, 400)}${where}`;
  });
}
