import type { MissingGrant } from '../exit.ts';
import { visible } from '../output/escape.ts';
import type { Session } from '../run/session.ts';

/**
 * Commands by which an administrator grants what is missing, one a team: the first word of dotted names, a beginning that
 * several flat names share with `*`, and else the name itself.
 */
export function grantCommands(missing: readonly MissingGrant[]): readonly string[] {
  const byTeam = new Map<string, Set<string>>();
  for (const { team, subject } of missing) byTeam.set(team, (byTeam.get(team) ?? new Set()).add(subject));
  return [...byTeam].map(([team, subjects]) => {
    const prefixes = prefixesOf([...subjects]).map((prefix) => (prefix.endsWith('*') ? `'${prefix}'` : prefix));
    return `forewarn teams grant-prefix ${visible(team)} ${visible(prefixes.join(' '))}`;
  });
}

/** Says once what an administrator has to grant before the rest can be done. */
export function tellGrants(session: Session, missing: readonly MissingGrant[]): void {
  if (missing.length === 0) return;
  const count = new Set(missing.map(({ subject }) => subject)).size;
  session.note(
    `error: ${count === 1 ? '1 subject has a name' : `${count} subjects have names`} that no prefix of the team covers; an administrator grants them:`,
  );
  for (const command of grantCommands(missing)) session.note(`  ${command}`);
}

function prefixesOf(subjects: readonly string[]): readonly string[] {
  const dotted = subjects.filter((name) => name.includes('.')).map((name) => name.slice(0, name.indexOf('.')));
  const flat = subjects.filter((name) => !name.includes('.'));
  const beginning = (name: string): string => /^[^_-]+[_-]/.exec(name)?.[0] ?? name;
  const shared = flat.map((name) => {
    const start = beginning(name);
    const isShared = start !== name && flat.filter((other) => beginning(other) === start).length > 1;
    return isShared ? `${start}*` : name;
  });
  return [...new Set([...dotted, ...shared])].sort();
}
