import { MIGRATION_STATES, type MigrationState, type MigrationStateName } from '../../lib/domain/migration/state.ts';
import { type MigrationEvent, transition } from '../../lib/domain/migration/transition.ts';
import { rejudgeTable } from './rejudge-table.ts';
import { undecidedKindsTable, undecidedTable } from './undecided-table.ts';

const EARLIER = '2026-12-01T12:00:00.000Z';
const LIVE = '2026-12-02T00:00:00.000Z';
const NOW = '2026-12-02T12:00:00.000Z';
const DEADLINE = '2026-12-08';
const PAST_DEADLINE = '2026-12-01';
const LATER = '2026-12-15';
const TOO_LATE = '2027-03-01';
const by = 'somebody';
const reason = 'a reason';

const SAMPLES: { readonly [Name in MigrationStateName]: Extract<MigrationState, { name: Name }> } = {
  notified: { name: 'notified', at: EARLIER },
  acknowledged: { name: 'acknowledged', at: EARLIER, by },
  'extension-requested': { name: 'extension-requested', at: EARLIER, by, until: TOO_LATE, reason },
  granted: { name: 'granted', at: EARLIER, by, until: DEADLINE, requestedBy: by, reason },
  denied: { name: 'denied', at: EARLIER, by },
  objected: { name: 'objected', at: EARLIER, by, reason },
  'not-affected': { name: 'not-affected', at: EARLIER, by, reason },
  migrated: { name: 'migrated', at: EARLIER, by, proven: false },
  overdue: { name: 'overdue', at: EARLIER, request: { at: EARLIER, by, until: TOO_LATE, reason } },
  waived: { name: 'waived', at: EARLIER, by, reason },
  withdrawn: { name: 'withdrawn', at: EARLIER },
};

/** Every event with what it is called where people read of it. */
const EVENTS: readonly (readonly [string, MigrationEvent])[] = [
  ['acknowledge', { name: 'acknowledge', by }],
  ['acknowledge, since it is live', { name: 'acknowledge', by, liveSince: LIVE }],
  ['more time, within the allowance', { name: 'request-extension', by, until: LATER, reason, allowedUntil: LATER }],
  ['more time, beyond it', { name: 'request-extension', by, until: LATER, reason, allowedUntil: DEADLINE }],
  ['grant', { name: 'grant', by }],
  ['deny', { name: 'deny', by }],
  ['object', { name: 'object', by, reason }],
  ['not affected', { name: 'declare-not-affected', by, reason }],
  ['migrated', { name: 'declare-migrated', by }],
  ['waive', { name: 'waive', by, reason }],
  ['a deployment proves it', { name: 'prove', by }],
  ['a deployment reads the old version', { name: 'reopen', reason }],
  ['the date passes', { name: 'pass-deadline' }],
  ['the change is withdrawn', { name: 'withdraw' }],
];

/** States down, events across: what each event makes of a migration, found by asking the transition function. */
function workflowTable(): string {
  const head = ['state \\ event', ...EVENTS.map(([title]) => title)];
  const rows = MIGRATION_STATES.map((name) => {
    const isOverdue = name === 'overdue';
    const cells = EVENTS.map(([, event]) => {
      const isPast = isOverdue || event.name === 'pass-deadline';
      const result = transition({ state: SAMPLES[name], deadline: isPast ? PAST_DEADLINE : DEADLINE }, event, NOW);
      if (result.outcome !== 'moved') return result.outcome === 'refused' ? 'refused' : '—';
      const { state } = result.standing;
      if (state.name === 'overdue' && state.acknowledged) return 'overdue (handled)';
      if (state.name === 'overdue' && state.request) return 'overdue (more time asked)';
      return state.name === 'migrated' && state.proven ? 'migrated (proven)' : state.name;
    });
    return [`**${name}**`, ...cells];
  });
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The tables of the page, by the word after `table`. */
const TABLES: Readonly<Record<string, () => string>> = {
  workflow: workflowTable,
  undecided: undecidedTable,
  'undecided kinds': undecidedKindsTable,
  'judged again': rejudgeTable,
};
const END = '<!-- /table -->';

/** The page with its tables made anew. */
export function fillMigrationsPage(page: string): string {
  return Object.entries(TABLES).reduce((filled, [name, table]) => {
    const mark = `<!-- table ${name}: npm run generate -->`;
    const begin = filled.indexOf(mark);
    const end = filled.indexOf(END, begin);
    if (begin < 0 || end < begin)
      throw new Error(`docs/migrations.md lacks the lines ${mark} and ${END}: put them where the table belongs`);
    return `${filled.slice(0, begin)}${mark}\n${table()}\n${filled.slice(end)}`;
  }, page);
}
