import { describe, expect, it } from 'vitest';
import { decodeItem, encodeItem, type PlainKind } from '../../../lib/adapters/dynamodb/codec.ts';
import type { Entities } from '../../../lib/application/ports/entities.ts';
import { announcement, approval, delivery, migration, subject, version } from './samples.ts';

/** What a release before kept, which knew no days. */
function readBack<K extends PlainKind>(kind: K, entity: Entities[K]): Entities[K] {
  return decodeItem(kind, { ...encodeItem(kind, entity), schemaVersion: 1 });
}
const NOON = '2026-12-08T12:00:00.000Z';
const EXACT = '2026-12-08T15:30:00.000Z';
const request = { at: '2026-12-01T12:00:00.000Z', by: 'slack:UANN1', until: NOON, reason: NOON };

describe('dates that an earlier release kept', () => {
  it('are read as the days that they were told as', () => {
    expect(readBack('announcement', announcement({ sunset: NOON })).sunset).toBe('2026-12-08');
    expect(readBack('approval', approval({ until: NOON })).until).toBe('2026-12-08');
    expect(readBack('subject', subject({ observeUntil: NOON })).observeUntil).toBe('2026-12-08');
    expect(readBack('version', version({ sunset: NOON })).sunset).toBe('2026-12-08');
    const state = { name: 'overdue', at: NOON, request } as const;
    expect(
      readBack('migration', migration({ deadline: NOON, announcedDeadline: NOON, state, createdAt: NOON })),
    ).toMatchObject({
      deadline: '2026-12-08',
      announcedDeadline: '2026-12-08',
      // Moments that something happened at, and texts of people, stay what they are.
      state: { name: 'overdue', at: NOON, request: { ...request, until: '2026-12-08' } },
      createdAt: NOON,
    });
    const answer = { consumers: ['fraud'], state: { name: 'extension-requested', ...request } } as const;
    expect(readBack('delivery', delivery({ answer })).answer?.state).toMatchObject({
      until: '2026-12-08',
      reason: NOON,
    });
  });

  it('stay moments where they were no noon, and in what this release wrote', () => {
    expect(readBack('announcement', announcement({ sunset: EXACT })).sunset).toBe(EXACT);
    const own = announcement({ sunset: NOON });
    expect(decodeItem('announcement', encodeItem('announcement', own)).sunset).toBe(NOON);
  });
});
