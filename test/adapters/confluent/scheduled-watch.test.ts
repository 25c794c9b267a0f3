import { afterEach, describe, expect, it, vi } from 'vitest';
import { tellRun, wishesFromSettings } from '../../../lib/adapters/confluent/scheduled-watch.ts';
import { RegistryUnreachable } from '../../../lib/application/watching/watched-registry.ts';
import { DomainError } from '../../../lib/domain/errors.ts';

const REPORT = { registry: 'schemas.example.com', subjects: 3, otherFormats: 0, found: [], failed: [] };

describe('telling of a scheduled look', () => {
  it('says nothing against a subject that cannot be taken over: that is counted, and no defect of ours', () => {
    const failed = [{ from: 'orders', error: new DomainError('forbidden', 'no team holds a prefix') }];

    expect(() => tellRun({ ...REPORT, failed })).not.toThrow();
  });

  it('fails for what nobody foresaw, with all of it', () => {
    const failed = [
      { from: 'orders', error: new DomainError('forbidden', 'no team holds a prefix') },
      { from: 'cards', error: new TypeError('undefined is not a function') },
    ];

    expect(() => tellRun({ ...REPORT, failed })).toThrow(
      expect.objectContaining({
        message: '1 subjects failed for reasons of our own: TypeError: undefined is not a function',
        errors: [failed[1]?.error],
      }),
    );
  });

  it('fails where the registry went away in the middle', () => {
    const unreachable = new RegistryUnreachable('it is gone');

    expect(() => tellRun({ ...REPORT, unreachable, after: 'cards' })).toThrow(unreachable);
  });
});

describe('the wishes of a scheduled watch', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('are none unless they are set', () => {
    expect(wishesFromSettings()).toEqual({ renames: new Map(), observe: false });
  });

  it('are read as they were deployed', () => {
    vi.stubEnv('WATCHED_RENAMES', '{"Order-value":"orders.paid"}');
    vi.stubEnv('WATCHED_OBSERVE', 'true');

    expect(wishesFromSettings()).toEqual({ renames: new Map([['Order-value', 'orders.paid']]), observe: true });
  });
});
