import { fitName } from '../../domain/fit-name.ts';
import { usageError } from '../exit.ts';
import { visible } from '../output/escape.ts';
import { checkName } from '../workspace/targets.ts';

/**
 * What each subject of another registry is called here, by its name there: `OrderCreated-value` is `order-created-value`.
 * Refuses two that would be one.
 */
export function mapNames(names: readonly string[], renames: readonly string[]): ReadonlyMap<string, string> {
  const chosen = new Map(renames.map(readRename));
  for (const old of chosen.keys())
    if (!names.includes(old))
      throw usageError(`--rename names ${visible(old)}, and there is no such subject of JSON Schema.`);
  const mapped = new Map<string, string>();
  const taken = new Map<string, string>();
  for (const name of names) {
    const here = chosen.get(name) ?? nameOf(name);
    const other = taken.get(here);
    if (other !== undefined)
      throw usageError(
        `${visible(other)} and ${visible(name)} would both be ${here}: give one another name with --rename '${visible(name)}=NAME'.`,
      );
    taken.set(here, name);
    mapped.set(name, here);
  }
  return mapped;
}

function nameOf(name: string): string {
  const fitted = fitName(name);
  if (fitted !== undefined) return fitted;
  throw usageError(`${JSON.stringify(visible(name))} fits no name of a subject: choose one with --rename OLD=NEW.`);
}

export function readRename(text: string): readonly [string, string] {
  const at = text.lastIndexOf('=');
  if (at < 1) throw usageError(`--rename ${visible(text)} is not of the form OLD=NEW.`);
  const name = text.slice(at + 1);
  checkName(name, 'subject');
  return [text.slice(0, at), name];
}
