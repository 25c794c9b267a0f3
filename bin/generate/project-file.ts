import { readFileSync } from 'node:fs';

/** Where a file of the project is, by its path from the project's root. */
export const projectFile = (path: string): URL => new URL(`../../${path}`, import.meta.url);

export const readProjectFile = (path: string): string => readFileSync(projectFile(path), 'utf8');
