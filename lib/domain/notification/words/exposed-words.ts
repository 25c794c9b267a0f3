import { mappedLines } from './mapped-changes.ts';
import type { Markup } from './markup.ts';
import { affectsLine, changeLines, namesOf, versionLine } from './phrases.ts';
import { whereParts } from './producer-words.ts';
import { firstDeadline, type TeamNews, type ToldMessage } from './team-message.ts';

/** Changes shown of one announcement; the thread has the rest. */
const SHOWN_CHANGES = 3;

/** `Breaks now, and nobody has answered: fraud, churn` */
export function exposedHeadline(exposed: readonly TeamNews[], markup: Markup): string {
  const all = exposed.flatMap(({ migrations }) => migrations);
  const models = [...new Map(all.map((migration) => [migration.consumer, migration])).values()];
  const isSure = all.some(({ verdict }) => verdict === 'breaking');
  return `${isSure ? 'Breaks now' : 'May break now'}, and nobody has answered: ${namesOf(models, markup)}`;
}

/** One change that is live over models of the team, in its weekly digest. */
export function exposedLines(one: ToldMessage, markup: Markup): readonly string[] {
  const sure = one.migrations.filter(({ verdict }) => verdict === 'breaking');
  const unsure = one.migrations.filter(({ verdict }) => verdict !== 'breaking');
  return [
    `${versionLine(one, markup)} · its date: ${markup.due(firstDeadline(one.migrations), one.now)}`,
    ...(sure.length > 0 ? [affectsLine({ ...one, migrations: sure }, markup, 'Not migrated, and breaks:')] : []),
    ...(unsure.length > 0
      ? [affectsLine({ ...one, migrations: unsure }, markup, 'May break; nobody could prove that it is safe:')]
      : []),
    ...mappedLines(one, markup),
    ...changeLines(one.changes, SHOWN_CHANGES, markup),
    whereParts(one, markup).join(' · '),
  ];
}
