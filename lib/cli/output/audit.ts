import { jsonEquals } from '../../domain/schema/canonical.ts';
import { fromPlain, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import type { Schemas } from '../api/operations.ts';
import { cut, jsonText, visible } from './escape.ts';

type Entry = Schemas['AuditEntry'];

/** The name of an entity if its own name is the storage's. */
const NAMES: Readonly<Record<string, string>> = {
  modelDeployment: 'deployment of the model',
  subjectDeployment: 'deployment of the subject',
  organisation: "the organisation's settings",
};
/** Kept for the storage's own sake: they say again what another entity does. */
const OF_STORAGE: ReadonlySet<string> = new Set(['schema', 'fingerprint', 'upgrade']);
const COUNTERS: ReadonlySet<string> = new Set(['revision', 'updatedAt', 'generation']);
const SHOWN_MEMBERS = 8;
const MAX_VALUE = 60;

/** One act as people read it: when, what, who, and what it changed; `--format json` has all of it as it was kept. */
export function auditText({ at, action, team, from, writes = [] }: Entry, who: string): string {
  const source = from === undefined ? '' : ` from ${from}`;
  // A name says the team itself.
  const ofTeam = team === undefined || who.startsWith('team ') ? '' : ` (team ${team})`;
  const head = visible(`${at.slice(0, 16).replace('T', ' ')} UTC  ${action}  by ${who}${ofTeam}${source}`);
  const changes = writes.filter(({ entity }) => !OF_STORAGE.has(entity)).flatMap(writeLines);
  return `${[head, ...changes].join('\n')}\n`;
}

function writeLines({ entity, key, before, after }: NonNullable<Entry['writes']>[number]): readonly string[] {
  const named = [NAMES[entity] ?? entity, ...Object.values(key).map(String)].join(' ');
  const name = `  ${visible(named)}`;
  if (before === null && after === null) return [];
  if (before === null) return [`${name}: new`];
  if (after === null) return [`${name}: removed`];
  const members = changedMembers(fromPlain(before), fromPlain(after));
  if (members.length === 0) return [];
  const shown = members.slice(0, SHOWN_MEMBERS).map((text) => `    ${visible(text)}`);
  const rest = members.length - shown.length;
  return [name, ...shown, ...(rest > 0 ? [`    and ${rest} more: --format json has them`] : [])];
}

/** `state.name notified -> acknowledged`, of each member that differs, down to what is not an object. */
function changedMembers(before: JsonValue | undefined, after: JsonValue | undefined, path = ''): readonly string[] {
  if (before !== undefined && after !== undefined && jsonEquals(before, after)) return [];
  if (!isObjectOrNone(before) || !isObjectOrNone(after) || (before === undefined && after === undefined))
    return [`${path} ${valueText(before)} -> ${valueText(after)}`];
  const [left, right]: readonly [JsonObject, JsonObject] = [before ?? {}, after ?? {}];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((name) => !COUNTERS.has(name))
    .flatMap((name) => changedMembers(left[name], right[name], path === '' ? name : `${path}.${name}`));
}

const isObjectOrNone = (value: JsonValue | undefined): value is JsonObject | undefined =>
  value === undefined || isJsonObject(value);

const valueText = (value: JsonValue | undefined): string =>
  value === undefined ? 'nothing' : cut(typeof value === 'string' ? value : jsonText(value), MAX_VALUE);
