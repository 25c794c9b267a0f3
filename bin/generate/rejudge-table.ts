import {
  type JudgedBefore,
  type JudgedNow,
  type Rejudgement,
  rejudge,
} from '../../lib/domain/policy/publishing/rejudge.ts';

const AT = '2026-11-20T09:00:00.000Z';
const NOTIFIED = { name: 'notified', at: AT } as const;
const ACKNOWLEDGED = { name: 'acknowledged', at: AT, by: 'somebody' } as const;
const SAFE = { name: 'not-affected', at: AT, by: 'somebody', reason: 'we looked, it is safe' } as const;
const MIGRATED = { name: 'migrated', at: AT, by: 'somebody', proven: false } as const;

const HELD = { verdict: 'undecided', concern: 'breaking', undecided: 'held' } as const;
const ASKED = { verdict: 'undecided', concern: 'question', undecided: 'asked' } as const;
const TOLD = { verdict: 'undecided', concern: 'digest', undecided: 'told' } as const;

const BEFORE: readonly (readonly [string, JudgedBefore | undefined])[] = [
  ['compatible, or told in the digest only', undefined],
  ['undecided: `told`', { ...TOLD, state: NOTIFIED }],
  ['undecided: `asked`, not answered', { ...ASKED, state: NOTIFIED }],
  ['undecided: `held`, not answered', { ...HELD, state: NOTIFIED }],
  ['undecided, acknowledged or with more time', { ...HELD, state: ACKNOWLEDGED }],
  ['undecided, "we looked, it is safe"', { ...HELD, state: SAFE }],
  ['undecided, migrated or waived', { ...HELD, state: MIGRATED }],
  ['breaking, whatever was answered', { verdict: 'breaking', concern: 'breaking', state: NOTIFIED }],
];
const NOW: readonly (readonly [string, JudgedNow])[] = [
  ['compatible', { verdict: { status: 'compatible' }, concern: 'none' }],
  ['undecided (`held`)', { verdict: { status: 'undecided' }, concern: 'breaking', undecided: 'held' }],
  ['breaking', { verdict: { status: 'newly-broken' }, concern: 'breaking' }],
];

function words(rejudgement: Rejudgement): string {
  switch (rejudgement.action) {
    case 'announce':
      return 'announced now, full notice';
    case 'prove':
      return rejudgement.date === 'kept'
        ? 'the record is added; date and answer stay'
        : 'the record is added; full notice';
    case 'close':
      return 'closed: "proved safe by engine 2"';
    case 'later':
      return 'tried again later';
    case 'keep':
      return rejudgement.because === 'same' ? '—' : KEPT[rejudgement.because];
  }
}
const KEPT = {
  answered: 'the answer stays',
  'record-stands': 'stays: its record stays',
  'other-question': 'stays: something else is asked of it',
  'broken-before': 'stays',
} as const;

/** The effect of a newer engine's verdict on one model, found by asking `rejudge`. */
export function rejudgeTable(): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = ['Before', ...NOW.map(([now]) => `now ${now}`)];
  const rows = BEFORE.map(([title, before]) => [title, ...NOW.map(([, now]) => words(rejudge(before, now)))]);
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
