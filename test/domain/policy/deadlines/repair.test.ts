import { describe, expect, it } from 'vitest';
import type { DeliveryKind } from '../../../../lib/domain/delivery.ts';
import type { MigrationState } from '../../../../lib/domain/migration/state.ts';
import { isSentAgain, sentAgain } from '../../../../lib/domain/policy/deadlines/repair.ts';

const AT = '2026-11-20T09:00:00.000Z';
const LIVE = '2026-12-10T14:00:00.000Z';
const open: MigrationState = { name: 'notified', at: AT };
const closed: MigrationState = { name: 'migrated', at: AT, by: 'token:ml', proven: false };
const exposure = { since: LIVE, days: 0, toldAt: LIVE };
const model = (state: MigrationState, isExposed: boolean) => ({
  concern: 'breaking' as const,
  verdict: 'breaking' as const,
  state,
  ...(isExposed ? { exposure } : {}),
});
const OPEN = model(open, false);
const EXPOSED = model(open, true);
const CLOSED = model(closed, false);
const waiting = { live: false, status: 'open', observed: false } as const;
const live = { ...waiting, live: true } as const;

describe('a message that its channel did not take', () => {
  const KINDS: readonly DeliveryKind[] = [
    ...(['registered', 'announced', 'overview', 'continued', 'answered', 'reminder', 'missed', 'held'] as const),
    ...(['withdrawn', 'digest', 'live', 'emergency', 'exposed', 'loosened', 'stale', 'untold', 'kill-switch'] as const),
    'test',
  ];
  // [announcement, its models, what of all kinds is sent again]
  const rows = [
    ['waits', waiting, [OPEN], ['announced']],
    ['waits, one of two is open', waiting, [CLOSED, OPEN], ['announced']],
    ['waits, all came through', waiting, [CLOSED], []],
    ['waits, it tells of no model any more', waiting, [], []],
    ['is live over none that is told of it', live, [OPEN], ['announced']],
    ['is live over a model', live, [EXPOSED], ['announced', 'emergency', 'exposed']],
    ['was live over a model, and was rolled back', waiting, [EXPOSED], ['announced']],
    ['is taken back', { ...live, status: 'withdrawn' }, [EXPOSED], []],
    ['is taken the place of', { ...live, supersededBy: 'another' }, [EXPOSED], []],
    ['is only observed', { ...live, observed: true }, [EXPOSED], []],
  ] as const;
  it.each(rows)('about a change that %s', (_, announcement, migrations, expected) => {
    const again = KINDS.filter((kind) => isSentAgain({ status: 'failed', kind }, { announcement, migrations }));
    expect([...again].sort()).toEqual(expected);
  });
  it.each(['scheduled', 'pending', 'sending', 'sent', 'skipped'] as const)('is none while it is %s', (status) => {
    expect(isSentAgain({ status, kind: 'announced' }, { announcement: waiting, migrations: [OPEN] })).toBe(false);
  });
});

describe('of the messages to one place', () => {
  const one = (kind: DeliveryKind, createdAt: string) => ({ kind, createdAt });
  const first = one('announced', AT);
  const own = one('announced', LIVE);
  const emergency = one('emergency', LIVE);
  const later = one('exposed', '2026-12-11T09:00:00.000Z');
  it.each([
    ['each first message, and nothing else', [later, first, emergency, own], [first, own]],
    ['the newest that it is live', [emergency, later], [later]],
    ['the newest, in whichever order', [later, emergency], [later]],
    ['none of none', [], []],
  ])('are sent again: %s', (_, all, expected) => {
    expect(sentAgain(all)).toEqual(expected);
  });
});
