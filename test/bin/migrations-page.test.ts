import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MIGRATION_STATES } from '../../lib/domain/migration/state.ts';

const page = readFileSync(new URL('../../docs/migrations.md', import.meta.url), 'utf8');

describe('docs/migrations.md', () => {
  it.each(MIGRATION_STATES)('explains %s', (name) => {
    const [, states = ''] = page.split('## The states');
    expect(states.split('## Who says what')[0]).toContain(`\`${name}\``);
  });
});
