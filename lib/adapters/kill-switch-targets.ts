import { findSetting } from './environment.ts';

/** The topics that were allow-listed at deploy, by name; none where there is no such setting. */
export function readKillSwitchTargets(): ReadonlyMap<string, string> {
  const text = findSetting('KILL_SWITCH_TARGETS');
  const parsed: unknown = text === undefined ? {} : JSON.parse(text);
  if (typeof parsed !== 'object' || parsed === null) throw new TypeError(`KILL_SWITCH_TARGETS is no object: ${text}`);
  return new Map(Object.entries(parsed).map(([name, arn]) => [name, String(arn)]));
}
