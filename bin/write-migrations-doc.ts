import { readFileSync, writeFileSync } from 'node:fs';
import { fillTable } from './migration-table.ts';

/** Writes the table of states and events into docs/migrations.md, as the transition function decides it. */
const PAGE = new URL('../docs/migrations.md', import.meta.url);
writeFileSync(PAGE, fillTable(readFileSync(PAGE, 'utf8')));
