import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIGRATION_STATES, type MigrationState } from '../../../lib/domain/migration/state.ts';
import { type MigrationEvent, type Standing, transition } from '../../../lib/domain/migration/transition.ts';

const DEADLINE = '2026-12-08';
const BEFORE = '2026-11-24T09:00:00.000Z';
const LAST = '2026-12-09T11:59:59.999Z';
const AFTER = '2026-12-09T12:00:00.000Z';
const AT = '2026-11-20T09:00:00.000Z';
const by = 'slack:U0614TZR7';

const state = (value: MigrationState): Standing => ({ state: value, deadline: DEADLINE });
const notified = state({ name: 'notified', at: AT });
const requested = state({
  name: 'extension-requested',
  at: AT,
  by,
  until: '2027-01-12',
  reason: 'holidays',
});

const expectMoved = (standing: Standing, event: MigrationEvent, now = BEFORE): Standing => {
  const result = transition(standing, event, now);
  expect(result.outcome).toBe('moved');
  return result.outcome === 'moved' ? result.standing : standing;
};

const extend = (until: string, allowedUntil = '2026-12-22'): MigrationEvent => ({
  name: 'request-extension',
  by,
  until,
  reason: 'holidays',
  allowedUntil,
});

describe('answers of a team', () => {
  it('keep the date when the team will handle it', () => {
    expect(expectMoved(notified, { name: 'acknowledge', by })).toEqual({
      state: { name: 'acknowledged', at: BEFORE, by },
      deadline: DEADLINE,
    });
  });
  it('move the date at once within the allowance, and only ask beyond it', () => {
    const granted = expectMoved(notified, extend('2026-12-15'));
    expect(granted).toMatchObject({
      state: { name: 'granted', by: 'policy', requestedBy: by },
      deadline: '2026-12-15',
    });
    const asked = expectMoved(notified, extend('2027-01-12'));
    expect(asked).toMatchObject({ state: { name: 'extension-requested' }, deadline: DEADLINE });
  });
  it('cannot shorten the date by asking for an earlier one', () => {
    expect(transition(notified, extend('2026-12-01'), BEFORE)).toMatchObject({
      outcome: 'refused',
      because: 'it has time until 2026-12-08 already: ask for a later date',
    });
  });
  it('tell the second of two who press the same', () => {
    const first = expectMoved(notified, { name: 'acknowledge', by: 'slack:UANN1' });
    expect(transition(first, { name: 'acknowledge', by: 'slack:UBOB1' }, BEFORE)).toEqual({
      outcome: 'unchanged',
      because: 'slack:UANN1 acknowledged it already',
    });
  });
  it('after the date must name a new one or the end', () => {
    const overdue = expectMoved(notified, { name: 'pass-deadline' }, AFTER);
    expect(transition(overdue, { name: 'acknowledge', by }, AFTER).outcome).toBe('refused');
    expect(transition(overdue, { name: 'object', by, reason: 'no' }, AFTER).outcome).toBe('refused');
    expect(expectMoved(overdue, { name: 'declare-migrated', by }, AFTER).state.name).toBe('migrated');
    expect(expectMoved(overdue, extend('2026-12-15'), AFTER).state.name).toBe('granted');
  });
  it('leave it overdue by asking for more time than is granted by itself, and the request open', () => {
    const overdue = expectMoved(notified, { name: 'pass-deadline' }, AFTER);
    const asked = expectMoved(overdue, extend('2027-01-12'), '2026-12-10T09:00:00.000Z');
    expect(asked.state).toEqual({
      name: 'overdue',
      at: AFTER,
      request: { at: '2026-12-10T09:00:00.000Z', by, until: '2027-01-12', reason: 'holidays' },
    });
    expect(expectMoved(asked, { name: 'grant', by: 'token:payments' }, AFTER)).toMatchObject({
      state: { name: 'granted', requestedBy: by },
      deadline: '2027-01-12',
    });
    expect(expectMoved(asked, { name: 'deny', by: 'token:payments' }, AFTER).state).toEqual({
      name: 'overdue',
      at: AFTER,
    });
  });
  it('change nothing once releases prove the migration', () => {
    const proven = expectMoved(notified, { name: 'prove', by: 'deployment' });
    for (const name of ['acknowledge', 'declare-migrated'] as const)
      expect(transition(proven, { name, by }, BEFORE).outcome).toBe('unchanged');
    expect(transition(proven, { name: 'object', by, reason: 'no' }, BEFORE).outcome).toBe('unchanged');
  });
});

describe('an acknowledgement of what is live', () => {
  const liveSince = '2026-12-02T00:00:00.000Z';
  const event = { name: 'acknowledge', by, liveSince } as const;
  const acknowledged = { at: AFTER, by };
  it('is taken after the date too, and the date stays missed', () => {
    const overdue = { state: { name: 'overdue', at: AFTER }, deadline: DEADLINE } as const;
    expect(expectMoved(overdue, event, AFTER)).toEqual({
      state: { name: 'overdue', at: AFTER, acknowledged },
      deadline: DEADLINE,
    });
    expect(transition({ ...overdue, state: { ...overdue.state, acknowledged } }, event, AFTER).outcome).toBe(
      'unchanged',
    );
  });
  it('is given anew where it was given before it went live, and keeps a request for time', () => {
    const before = { at: '2026-12-01T00:00:00.000Z', by: 'slack:UBOB1' };
    const handled = { state: { name: 'acknowledged', ...before }, deadline: DEADLINE } as const;
    expect(expectMoved(handled, event, AFTER).state).toEqual({ name: 'acknowledged', at: AFTER, by });
    const request = { ...before, until: '2027-01-11', reason: 'retraining' };
    const overdue = {
      state: { name: 'overdue', at: AFTER, request, acknowledged: before },
      deadline: DEADLINE,
    } as const;
    expect(expectMoved(overdue, event, AFTER).state).toEqual({ ...overdue.state, acknowledged });
  });
  it('is kept when the date passes; an approval is none', () => {
    const handled = { state: { name: 'acknowledged', at: BEFORE, by }, deadline: DEADLINE } as const;
    expect(expectMoved(handled, { name: 'pass-deadline' }, AFTER).state).toEqual({
      name: 'overdue',
      at: AFTER,
      acknowledged: { at: BEFORE, by },
    });
    const approved = { ...handled, state: { ...handled.state, approved: 'we know' } };
    expect(expectMoved(approved, { name: 'pass-deadline' }, AFTER).state).toEqual({ name: 'overdue', at: AFTER });
  });
});

describe('the producer', () => {
  it('grants what was asked, or another later date', () => {
    expect(expectMoved(requested, { name: 'grant', by: 'token:payments' }).deadline).toBe('2027-01-12');
    const other = expectMoved(requested, { name: 'grant', by: 'token:payments', until: '2026-12-31' });
    expect(other.deadline).toBe('2026-12-31');
    const earlier: MigrationEvent = { name: 'grant', by: 'token:payments', until: '2026-12-01' };
    expect(transition(requested, earlier, BEFORE).outcome).toBe('refused');
  });
  it('still grants what was asked before the date came', () => {
    const overdue = expectMoved(requested, { name: 'pass-deadline' }, AFTER);
    expect(expectMoved(overdue, { name: 'grant', by: 'token:payments' }, AFTER).state.name).toBe('granted');
  });
  it('denies without touching the date', () => {
    const denied = expectMoved(requested, { name: 'deny', by: 'token:payments', reason: 'contract ends' });
    expect(denied).toEqual({
      state: { name: 'denied', at: BEFORE, by: 'token:payments', reason: 'contract ends' },
      deadline: DEADLINE,
    });
  });
  it('has nothing to decide where nobody asks', () => {
    for (const name of ['grant', 'deny'] as const)
      expect(transition(notified, { name, by }, BEFORE)).toEqual({
        outcome: 'refused',
        because: 'nobody is asking for more time',
      });
  });
});

describe('what happens by itself', () => {
  it('is overdue once its date is over everywhere and not before', () => {
    for (const now of [BEFORE, LAST])
      expect(transition(notified, { name: 'pass-deadline' }, now).outcome).toBe('unchanged');
    expect(expectMoved(notified, { name: 'pass-deadline' }, AFTER).state.name).toBe('overdue');
  });
  it('leaves an objection standing past the date', () => {
    const objected = expectMoved(notified, { name: 'object', by, reason: 'no' });
    expect(transition(objected, { name: 'pass-deadline' }, AFTER).outcome).toBe('unchanged');
  });
  it('reopens a migration whose old release runs again, as overdue where the date has passed', () => {
    const proven = expectMoved(notified, { name: 'prove', by: 'deployment' });
    const reopened = expectMoved(proven, { name: 'reopen', reason: 'v7 is live again' });
    expect(reopened.state).toEqual({ name: 'notified', at: BEFORE, reopened: 'v7 is live again' });
    expect(expectMoved(proven, { name: 'reopen', reason: 'v7' }, AFTER).state.name).toBe('overdue');
  });
  it('ends all with the withdrawal of the change', () => {
    const withdrawn = expectMoved(notified, { name: 'withdraw' });
    expect(transition(withdrawn, { name: 'acknowledge', by }, BEFORE).outcome).toBe('refused');
    expect(transition(withdrawn, { name: 'withdraw' }, BEFORE).outcome).toBe('unchanged');
  });
});

const moment = fc
  .integer({ min: 0, max: 120 })
  .map((days) => new Date(Date.parse(AT) + days * 86_400_000).toISOString());
const name = fc.constantFrom('slack:UANN1', 'token:ci', 'policy');
const text = fc.string({ minLength: 1, maxLength: 10 });
const anyEvent: fc.Arbitrary<MigrationEvent> = fc.oneof(
  fc.record({ name: fc.constant('acknowledge' as const), by: name }),
  fc.record({
    name: fc.constant('request-extension' as const),
    by: name,
    until: moment,
    reason: text,
    allowedUntil: moment,
  }),
  fc.record({ name: fc.constant('grant' as const), by: name, until: moment }, { requiredKeys: ['name', 'by'] }),
  fc.record({ name: fc.constant('deny' as const), by: name }),
  fc.record({ name: fc.constant('object' as const), by: name, reason: text }),
  fc.record({ name: fc.constant('declare-not-affected' as const), by: name, reason: text }),
  fc.record({ name: fc.constant('declare-migrated' as const), by: name }),
  fc.record({ name: fc.constant('waive' as const), by: name, reason: text }),
  fc.record({ name: fc.constant('prove' as const), by: name }),
  fc.record({ name: fc.constant('reopen' as const), reason: text }),
  fc.constant({ name: 'pass-deadline' as const }),
  fc.constant({ name: 'withdraw' as const }),
);

describe('any sequence of events, in any order and with repeats', () => {
  it('stays in the states, keeps the date or moves it later by a grant, and ends with a withdrawal', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, moment), { maxLength: 40 }), (steps) => {
        let standing = notified;
        for (const [event, now] of steps) {
          const result = transition(standing, event, now);
          if (result.outcome !== 'moved') {
            expect(result.because).not.toBe('');
            continue;
          }
          const next = result.standing;
          expect(MIGRATION_STATES).toContain(next.state.name);
          expect(standing.state.name).not.toBe('withdrawn');
          if (next.deadline !== standing.deadline) {
            expect(next.deadline > standing.deadline && next.deadline > now).toBe(true);
            expect(next.state.name).toBe('granted');
          }
          if (next.state.name === 'granted') expect(next.state.until).toBe(next.deadline);
          if (next.state.name === 'overdue')
            expect(next.deadline <= now || standing.state.name === 'overdue').toBe(true);
          standing = next;
        }
      }),
      { numRuns: 2_000 },
    );
  });
  it('is settled by each event at once: the same again moves nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyEvent, moment), { maxLength: 20 }), anyEvent, moment, (steps, event, now) => {
        let standing = notified;
        for (const [earlier, at] of steps) {
          const result = transition(standing, earlier, at);
          if (result.outcome === 'moved') standing = result.standing;
        }
        const once = transition(standing, event, now);
        if (once.outcome !== 'moved') return;
        expect(transition(once.standing, event, now).outcome).not.toBe('moved');
      }),
      { numRuns: 2_000 },
    );
  });
});
