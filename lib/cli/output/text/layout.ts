import { defined } from '../../../domain/defined.ts';
import type { Paint } from './paint.ts';
import { crop, wrap } from './width.ts';

/** How a report is laid out on a terminal, or in a file, whose lines have no end. */
export interface Layout {
  readonly paint: Paint;
  /** Safe changes, what touches nobody and the training lens as well. */
  readonly verbose: boolean;
  readonly width?: number | undefined;
}

const LABEL = 8;

/** A text behind a margin, in as many lines as it takes; they begin below each other. */
export function textLines(
  { width }: Pick<Layout, 'width'>,
  text: string,
  {
    margin = 2,
    hang = margin,
    lines,
  }: { readonly margin?: number; readonly hang?: number; readonly lines?: number } = {},
): readonly string[] {
  if (width === undefined) return [`${' '.repeat(margin)}${text}`];
  return wrap(text, width - hang, lines).map((line, at) => `${' '.repeat(at === 0 ? margin : hang)}${line}`);
}

/** `    proof    {"user_id":42}`: a text behind a label, as one of the details of the lines above. */
export function labelled(
  layout: Pick<Layout, 'width'>,
  label: string,
  text: string,
  lines?: number,
): readonly string[] {
  const hang = LABEL + 5;
  const [first = '', ...rest] = textLines(layout, text, { margin: hang, ...defined({ lines }) });
  return [`    ${label.padEnd(LABEL)} ${first.slice(hang)}`, ...rest];
}

/** A single line behind a margin, cut where the terminal ends. */
export const oneLine = ({ width }: Pick<Layout, 'width'>, text: string, margin = 2): string =>
  `${' '.repeat(margin)}${width === undefined ? text : crop(text, width - margin)}`;
