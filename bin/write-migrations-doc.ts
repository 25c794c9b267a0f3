import { readFileSync, writeFileSync } from 'node:fs';
import { fillTable } from './migration-table.ts';

/** Writes the tables of docs/migrations.md, as the functions decide what stands in them. */
const PAGE = new URL('../docs/migrations.md', import.meta.url);
writeFileSync(PAGE, fillTable(readFileSync(PAGE, 'utf8')));
