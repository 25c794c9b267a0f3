import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillTable } from '../../bin/migration-table.ts';
import { MIGRATION_STATES } from '../../lib/domain/migration/state.ts';

const page = readFileSync(new URL('../../docs/migrations.md', import.meta.url), 'utf8');

describe('docs/migrations.md', () => {
  it('has the tables that the functions make: npx tsx bin/write-migrations-doc.ts', () => {
    expect(fillTable(page)).toBe(page);
  });
  it.each(MIGRATION_STATES)('explains %s', (name) => {
    const [, states = ''] = page.split('## The states');
    expect(states.split('## Who says what')[0]).toContain(`\`${name}\``);
  });
  it('is not written where its marks are missing', () => {
    expect(() => fillTable('# Nothing')).toThrow('put them where the table belongs');
  });
});
