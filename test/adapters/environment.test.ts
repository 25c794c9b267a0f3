import { afterEach, describe, expect, it, vi } from 'vitest';
import { findSetting, getSetting } from '../../lib/adapters/environment.ts';

describe('a setting', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('comes from the environment', () => {
    vi.stubEnv('TABLE_NAME', 'forewarn-dev');

    expect([getSetting('TABLE_NAME'), findSetting('TABLE_NAME')]).toEqual(['forewarn-dev', 'forewarn-dev']);
  });

  it.each([undefined, ''])('that is %o is named where it is needed, and is nothing where it is not', (value) => {
    vi.stubEnv('TABLE_NAME', value);

    expect(() => getSetting('TABLE_NAME')).toThrow('TABLE_NAME');
    expect(findSetting('TABLE_NAME')).toBeUndefined();
  });
});
