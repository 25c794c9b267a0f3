import { pointerTokens } from '../schema/pointer.ts';
import type { ReadField, Tolerance } from '../verdict.ts';

/** The places that a consumer reads, as a tree; `*` leads to the items of an array. */
export interface ReadTree {
  readonly id: string;
  /** A pointer ends here: everything below that the version declares is read. */
  readonly whole: boolean;
  readonly children: ReadonlyMap<string, ReadTree>;
  readonly handles: ReadonlySet<Tolerance>;
  readonly required: boolean;
  /** Whether names that the version does not know count below a pointer. */
  readonly strict: boolean;
}

/** A field read; `strict` if names that the version does not know count below it. */
export interface ReadPlace extends ReadField {
  readonly strict?: boolean;
}

interface Draft {
  whole: boolean;
  strict: boolean;
  readonly children: Map<string, Draft>;
  readonly handles: Set<Tolerance>;
  required: boolean;
}

const draft = (): Draft => ({ whole: false, strict: false, children: new Map(), handles: new Set(), required: false });

/** Joins the pointers into one tree. An empty list reads everything. */
export function readTree(reads: readonly ReadPlace[], strict: boolean): ReadTree {
  const root = draft();
  if (reads.length === 0) root.whole = true;
  for (const { pointer, handles, presence, strict: isStrict = false } of reads) {
    let place = root;
    for (const token of pointerTokens(pointer)) {
      let next = place.children.get(token);
      if (!next) {
        next = draft();
        place.children.set(token, next);
      }
      place = next;
    }
    place.whole = true;
    place.strict ||= isStrict;
    place.required ||= presence === 'required';
    for (const tolerance of handles ?? []) place.handles.add(tolerance);
  }
  return finish(root, { whole: false, strict });
}

/** A field that is read whole, and strictly, is so in each of its parts, whatever else is said of a part. */
function finish(place: Draft, above: { readonly whole: boolean; readonly strict: boolean }): ReadTree {
  const { children, handles, required } = place;
  const whole = place.whole || above.whole;
  const strict = place.strict || above.strict;
  const finished = new Map([...children].map(([token, child]) => [token, finish(child, { whole, strict })]));
  const inner = [...finished].map(([token, child]) => `${JSON.stringify(token)}:${child.id}`).sort();
  const id = `${strict ? 's' : ''}${whole ? 'w' : ''}${required ? 'r' : ''}[${[...handles].sort()}]{${inner}}`;
  return { id, whole, children: finished, handles, required, strict };
}

/** The fields that are read below a place whose own subtree is read whole. */
export const wholeTree = (strict: boolean): ReadTree => ({
  id: `${strict ? 's' : ''}w[]{}`,
  whole: true,
  children: new Map(),
  handles: new Set(),
  required: false,
  strict,
});

export const nothingRead: ReadTree = {
  id: '[]{}',
  whole: false,
  children: new Map(),
  handles: new Set(),
  required: false,
  strict: false,
};

/** Whether a field must be there that the version may leave out. */
export const asksForMore = ({ children }: ReadTree): boolean =>
  [...children.values()].some((child) => child.required || asksForMore(child));
