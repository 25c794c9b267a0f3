/** A table as docs/performance.md keeps it: numbers to the right, texts to the left. */
export interface Table {
  readonly title: string;
  /** The subject of the measurement, in a sentence or two. */
  readonly about: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Markdown, in columns that a terminal can read too. */
export function renderTable({ title, about, headings, rows }: Table): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? formatNumber(cell) : cell)));
  const isNumeric = headings.map((_, at) => rows.every((row) => typeof row[at] === 'number'));
  const widths = headings.map((heading, at) =>
    Math.max(3, heading.length, ...cells.map((row) => (row[at] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => (isNumeric[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join(' | ')} |`;
  const rule = widths.map((width, at) => (isNumeric[at] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [`### ${title}`, '', about, '', line(headings), line(rule), ...cells.map(line), ''].join('\n');
}

// Three significant digits: what a run on a shared machine can promise.
function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  const decimals = Math.max(0, Math.min(2, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}
