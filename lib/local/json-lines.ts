import { existsSync, readFileSync } from 'node:fs';

/**
 * The entries of a file that was appended to line by line; none if there is no such file. A line that a killed process
 * left half-written is passed over: what it would have said was never answered.
 */
export function readJsonLines<T>(file: string): T[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap(parseLine<T>);
}

function parseLine<T>(line: string): T[] {
  if (line === '') return [];
  try {
    return [JSON.parse(line) as T];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
