import { producerAdvice, titleOf } from '../../domain/diff/explain-rule.ts';
import { isJsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { pointerTokens } from '../../domain/schema/pointer.ts';
import type { Severity } from '../../domain/verdict.ts';
import type { Schemas } from '../api/operations.ts';
import type { Comparison, PlacedChange } from '../run/comparison.ts';
import { dateOf } from './dates.ts';
import { cut, jsonText, visible } from './escape.ts';
import { goneRemedies, goneText } from './gone.ts';
import { approvedUntil, brokenBy, isApproved } from './models.ts';
import { crop } from './text/width.ts';

/** The answers that a comparison without the registry cannot give. */
export const OFFLINE = 'compared with git: who reads what changes is not known';

const SEVERITIES: readonly Severity[] = ['breaking', 'dangerous', 'safe'];

/** `1 breaking, 3 safe`, or `no changes`; without anything a stranger wrote. */
function countsText({ counts, changes, changeCount }: Comparison): string {
  const parts = SEVERITIES.flatMap((severity) => (counts[severity] > 0 ? [`${counts[severity]} ${severity}`] : []));
  const more = changeCount - changes.length;
  if (more > 0) parts.push(`${more} more`);
  if (parts.length === 0) return 'no changes';
  const isIgnored = more <= 0 && changes.every(({ ruleId }) => ruleId === 'ignored-keyword-changed');
  return `${parts.join(', ')}${isIgnored ? ': only keywords that are ignored where they stand' : ''}`;
}

/** The words of the first line after its mark and the subject. */
export function verdictText(comparison: Comparison): string {
  const { publication, from, to, sunset, passes, gone } = comparison;
  if (gone) return goneText(gone);
  if (publication?.outcome === 'unchanged') return `v${publication.version}: unchanged (${publication.status})`;
  if (from === undefined && publication?.outcome === 'created') {
    const note = publication.version === 1 ? 'the first version' : countsText(comparison);
    return `v${publication.version} ${publication.status}: ${note}`;
  }
  if (from === undefined) return `${to}: the first version, nothing to compare with`;
  const status = publication?.outcome === 'created' ? ` ${publication.status}` : '';
  const until = passes ? approvedUntil(comparison) : undefined;
  const approved = until === undefined ? '' : `, approved until ${dateOf(until)}`;
  const announced =
    passes && sunset !== undefined && comparison.counts.breaking > 0 ? `, announced for ${dateOf(sunset)}` : '';
  const versions = to === comparison.name ? `since ${from}` : `${from} -> ${to}`;
  return `${versions}${status}: ${countsText(comparison)}${undecidedText(comparison)}${approved}${announced}`;
}

/** `, undecided for 3 models`: what is not known is separate from what is counted, wherever only one line is read. */
function undecidedText({ affected, undecided, verdicts }: Comparison): string {
  const named = affected.filter((model) => model.verdict === 'undecided' && model.undecided !== 'known').length;
  const count = named + (undecided?.untouched ?? 0);
  if (count > 0) return `, undecided for ${count} ${plural(count, 'model', 'models')}`;
  return verdicts?.serving.verdict === 'undecided' ? ', undecided' : '';
}

/** `integer -> string`, as far as both sides are short enough to be read at a glance. */
export function arrowText({ ruleId, before, after }: PlacedChange): string {
  // A schema that was written differently accepts the same: its parts are rules, not values.
  if (ruleId === 'refactored') return '';
  const [left, right] = [glance(before), glance(after)];
  if (left === undefined || right === undefined) return '';
  if (left === '') return right === '' ? '' : `+ ${right}`;
  return right === '' ? `- ${left}` : `${left} -> ${right}`;
}

// Undefined: too long, or a whole subschema, which the sentence says better. Empty: there is none.
function glance(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return '';
  if (isJsonObject(value)) return undefined;
  const text = typeof value === 'string' ? visible(value) : jsonText(value);
  return text.length <= 48 ? text : undefined;
}

/** A rule's id, with what it is called if the id alone would mislead. */
export function ruleName({ ruleId }: Pick<PlacedChange, 'ruleId'>): string {
  const title = titleOf(ruleId);
  return title === undefined ? ruleId : `${ruleId} (${title})`;
}

/** A change's sentence without the place, if the place is beside it already. */
export const sentence = ({ message, pointer }: PlacedChange): string => {
  const place = `${pointer || 'the record'}: `;
  const rest = message.startsWith(place) ? message.slice(place.length) : message;
  // The rest says in general what such a change may do; the proof below says it of this one.
  return visible(rest.split('; ')[0] ?? rest);
};

/** How people call a field: its name where it is at the top, else its pointer. */
export function fieldName(pointer: string): string {
  const tokens = pointerTokens(pointer);
  return visible(tokens.length === 1 ? (tokens[0] ?? '') : pointer) || 'the record';
}

/** `fraud v7`, with all live releases. */
export const modelName = ({ consumer, releases }: Pick<Schemas['AffectedConsumer'], 'consumer' | 'releases'>): string =>
  visible([consumer, ...releases].join(' '));

/** Why something is undecided, and where the doubt comes from: a schema's keyword, or a field. */
export const doubtText = ({
  reason,
  pointer,
}: {
  readonly reason: string;
  readonly pointer?: string | undefined;
}): string => (pointer === undefined || reason.includes(pointer) ? reason : `${reason} (from ${pointer})`);

/** The ways out for the producer, one line a remedy. */
export function remedies(comparison: Comparison): readonly { readonly label: string; readonly text: string }[] {
  if (comparison.passes) return [];
  const { changes, earliest, manifest, gone } = comparison;
  if (gone) return goneRemedies(comparison.name, gone, earliest);
  const breaking = changes.filter(({ severity }) => severity.serving === 'breaking');
  const hurting = breaking.filter((change) => {
    const index = changes.indexOf(change);
    return brokenBy(comparison, index).length > 0 && !isApproved(comparison, index);
  });
  const ways = waysAround(hurting.length > 0 ? hurting : breaking, earliest !== undefined);
  const lines = ways.slice(0, SHOWN_WAYS).map((text, at) => ({ label: at === 0 ? 'ship today' : '', text }));
  const rest = ways.length - SHOWN_WAYS;
  if (rest > 0)
    lines.push({ label: '', text: `and ${rest} more kinds of change: forewarn rules explain says what to do` });
  if (earliest === undefined) return lines;
  const label = lines.length > 0 ? 'or announce' : 'announce';
  const told = manifest === undefined ? 'or --manifest change.md with sunset:' : `or sunset: in ${visible(manifest)}`;
  return [...lines, { label, text: `forewarn publish --sunset ${dateOf(earliest)} (${told})` }];
}

const SHOWN_WAYS = 3;
const MAX_FIELD = 40;

/** The ways out that need nobody's consent, once for each kind of change, with the fields that it is about. */
function waysAround(changes: readonly PlacedChange[], isDateOffered: boolean): readonly string[] {
  const byRule = new Map<string, string[]>();
  for (const { ruleId, pointer } of changes) {
    const names = byRule.get(ruleId) ?? [];
    const name = crop(placeName(pointer), MAX_FIELD, 'middle');
    byRule.set(ruleId, names.includes(name) ? names : [...names, name]);
  }
  return [...byRule].map(([ruleId, names]) => {
    const rest = names.length - SHOWN_FIELDS;
    const fields = rest > 0 ? `${names.slice(0, SHOWN_FIELDS).join(', ')} and ${rest} more` : names.join(' and ');
    const advice = asPart(producerAdvice(ruleId, fields));
    return isDateOffered ? advice.replace(/, or announce .*$/, '') : advice;
  });
}

const SHOWN_FIELDS = 2;

/** A sentence as a part of another, in plain text: `keep category, mark it deprecated`. */
const asPart = (text: string): string =>
  `${text.charAt(0).toLowerCase()}${text.slice(1).replace(/\.$/, '').replaceAll('`', '')}`;

/** `category`, or `the items of tags`: what is in a sentence for a place. */
export function placeName(pointer: string): string {
  const tokens = pointerTokens(pointer);
  if (tokens.at(-1) !== '*') return fieldName(pointer);
  const list = pointer.slice(0, pointer.lastIndexOf('/'));
  return list === '' ? 'the items' : `the items of ${fieldName(list)}`;
}

/** The registry's reasons if the changes do not speak for themselves. */
export function unexplained({
  passes,
  reasons,
  unjudged = [],
  modeSatisfied,
  approvable,
  sunset,
  affected,
  counts,
  gone,
}: Comparison): readonly string[] {
  // The first line says it.
  if (gone) return reasons.filter((reason) => reason !== goneText(gone)).map(visible);
  const isOpen = affected.some(({ verdict }) => verdict !== 'undecided') && approvedUntil({ affected }) === undefined;
  // A mode that is not satisfied refuses only if the policy says so, and then no approval helps.
  const isJudged = modeSatisfied !== false || approvable === true;
  const obvious = isJudged && sunset === undefined && isOpen && counts.breaking > 0;
  return [...(passes || obvious ? [] : reasons), ...unjudged].map(visible);
}

/** Whether a change that is proved to break no model may still break one that nobody could decide for. */
export const isDoubtful = ({ affected }: Pick<Comparison, 'affected'>, indexes: readonly number[]): boolean =>
  affected.some(
    ({ verdict, changes }) =>
      verdict === 'undecided' && (changes.length === 0 || changes.some((index) => indexes.includes(index))),
  );

/** Who reads the subject and is not notified. */
export function bystanders({ unaffected, affected, changes }: Comparison): readonly string[] {
  // Where nothing changes, nobody is beside it; who breaks, broke before.
  if (!unaffected || unaffected.count === 0 || changes.length === 0) return [];
  const { count, doNotRead } = unaffected;
  const breaking = changes.filter(({ severity }) => severity.serving === 'breaking');
  if (breaking.length === 0 && affected.length === 0) return [];
  const only = breaking.length === 1 ? breaking[0] : undefined;
  const what = only ? fieldName(only.pointer) : 'what changed';
  const others = affected.length > 0 ? 'other ' : '';
  const lines = [];
  if (doNotRead > 0)
    lines.push(`${doNotRead} ${others}${plural(doNotRead, 'subscriber does', 'subscribers do')} not read ${what}`);
  const accept = count - doNotRead;
  if (accept > 0)
    lines.push(
      `${accept} ${others}${plural(accept, 'subscriber reads', 'subscribers read')} what changes and can take it`,
    );
  return lines;
}

export const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** A proof on one line; longer ones are whole in `--format json`. */
export const proofText = (witness: JsonValue): string => cut(jsonText(witness), 400);
