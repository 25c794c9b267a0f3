import { isHttpUrl } from '../http-url.ts';
import { detailsPart } from './details.ts';
import type { Markup } from './markup.ts';
import type { ToldMessage } from './team-message.ts';

/** What it may do to the model, as the rules word it: hedged, a schema cannot know how many records. */
export function riskLines(message: ToldMessage, markup: Markup): readonly string[] {
  const harms = distinct(message.changes.map(({ harm }) => harm));
  return harms.slice(0, 2).map((harm) => `${markup.strong('Risk:')} ${markup.plain(harm, 400)}`);
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
  const said = parts.flatMap(([label, text, max]) => (text ? [labelled(label, markup.prose(text, max), markup)] : []));
  if (manifest?.steps) return said;
  const advice = distinct(message.changes.map((change) => change.advice)).slice(0, 2);
  return [...said, ...advice.map((text) => `${markup.strong('Do:')} ${markup.plain(text, 400)}`)];
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

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)].filter((text) => text !== '');
