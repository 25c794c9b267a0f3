// Of East Asian width W or F (Unicode TR 11), and pictures: two columns of a terminal each.
const WIDE =
  /[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
// Marks that are drawn onto the letter before them.
const MARK = /[\p{Mn}\p{Me}]/u;

const pointWidth = (point: string): number => (WIDE.test(point) ? 2 : MARK.test(point) ? 0 : 1);

/** How many columns of a terminal a line takes; it holds no control characters (see `visible`). */
export const widthOf = (text: string): number => [...text].reduce((sum, point) => sum + pointWidth(point), 0);

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));

/** The longest beginning that takes at most so many columns. */
function beginning(points: readonly string[], width: number): readonly string[] {
  let taken = 0;
  const end = points.findIndex((point) => {
    taken += pointWidth(point);
    return taken > width;
  });
  return end === -1 ? points : points.slice(0, end);
}

const ending = (points: readonly string[], width: number): readonly string[] =>
  beginning(points.toReversed(), width).toReversed();

/** Where a text that is too long loses a part: names and addresses tell most at both ends, places in files at theirs. */
type CutAt = 'start' | 'middle' | 'end';

/** The text in at most so many columns, with an ellipsis for what is left out. */
export function crop(text: string, width: number, at: CutAt = 'end'): string {
  if (widthOf(text) <= width) return text;
  if (width < 1) return '';
  const points = [...text];
  const left = at === 'start' ? 0 : at === 'end' ? width - 1 : Math.ceil((width - 1) / 2);
  return [...beginning(points, left), '…', ...ending(points, width - 1 - left)].join('');
}

/** Divides columns among texts that want so many: who wants little gets it, the others share the rest. */
export function share(wanted: readonly number[], available: number): readonly number[] {
  const given = wanted.map(() => 0);
  let rest = Math.max(0, available);
  const order = wanted.map((want, at) => ({ want, at })).sort((left, right) => left.want - right.want);
  for (const [position, { want, at }] of order.entries()) {
    const own = Math.min(want, Math.floor(rest / (order.length - position)));
    given[at] = own;
    rest -= own;
  }
  return given;
}

/** A text in lines of at most so many columns, broken between words if it has any; at most `lines` of them. */
export function wrap(text: string, width: number, lines = Number.POSITIVE_INFINITY): readonly string[] {
  const done: string[] = [];
  let rest = text;
  while (widthOf(rest) > width && done.length + 1 < lines) {
    const head = beginning([...rest], width).join('');
    const space = rest[head.length] === ' ' ? head.length : head.lastIndexOf(' ');
    // A long word is broken where the line ends: most of a line must not stay empty.
    const end = space > head.length / 2 ? space : Math.max(1, head.length);
    done.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...done, crop(rest, width)];
}
