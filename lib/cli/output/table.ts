import { visible } from './escape.ts';
import type { Paint } from './paint.ts';

/** Rows in columns under a faint heading; every cell is made safe to show. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], paint: Paint): string {
  const cells = rows.map((row) => row.map(visible));
  const widths = headings.map((heading, at) => Math.max(heading.length, ...cells.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  return `${[paint.faint(line(headings)), ...cells.map(line)].join('\n')}\n`;
}

/** Names and values below each other; what has no value is left out. */
export function facts(pairs: readonly (readonly [string, string | undefined])[]): string {
  const shown = pairs.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, visible(value)] as const],
  );
  const width = Math.max(...shown.map(([name]) => name.length));
  return `${shown.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n')}\n`;
}
