import { visible } from '../escape.ts';
import type { Paint } from './paint.ts';
import { crop, padEnd, share, widthOf } from './width.ts';

const GAP = 2;

/** Rows in columns under a faint heading, within the terminal; every cell is made safe to show. */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  { paint, width }: { readonly paint: Paint; readonly width?: number | undefined },
): string {
  const cells = rows.map((row) => row.map(visible));
  const natural = headings.map((heading, at) =>
    Math.max(widthOf(heading), ...cells.map((row) => widthOf(row[at] ?? ''))),
  );
  const widths = width === undefined ? natural : share(natural, width - GAP * (headings.length - 1));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => padEnd(crop(cell, widths[at] ?? 0, 'middle'), widths[at] ?? 0))
      .join(' '.repeat(GAP))
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
