interface Node<T> {
  readonly children: Map<string, Node<T>>;
  /** The items at this very place. */
  readonly here: T[];
  /** At it or below it. */
  readonly within: T[];
}

/**
 * Things at record places, found by a place that they touch (`touches`): at it, above or below it, `*` on either side
 * standing for any item. With `/a` and `/b/*\/c` in it, `/b/0` finds the second, and so does `/b`.
 */
export class TouchIndex<T> {
  readonly #root: Node<T> = emptyNode();

  constructor(things: readonly T[], pointerOf: (thing: T) => string) {
    for (const thing of things) {
      let node = this.#root;
      node.within.push(thing);
      for (const token of tokensOf(pointerOf(thing))) {
        const next = node.children.get(token) ?? emptyNode<T>();
        node.children.set(token, next);
        next.within.push(thing);
        node = next;
      }
      node.here.push(thing);
    }
  }

  /** One list for each place above and for the place itself: lazily, since whoever asks may need only the first. */
  *at(pointer: string): Generator<T> {
    let level: readonly Node<T>[] = [this.#root];
    for (const token of tokensOf(pointer)) {
      for (const { here } of level) yield* here;
      level = level.flatMap((node) => matching(node, token));
    }
    for (const { within } of level) yield* within;
  }
}

function matching<T>({ children }: Node<T>, token: string): readonly Node<T>[] {
  if (token === '*') return [...children.values()];
  return [children.get(token), children.get('*')].filter((node) => node !== undefined);
}

const tokensOf = (pointer: string): readonly string[] => pointer.split('/').slice(1);
const emptyNode = <T>(): Node<T> => ({ children: new Map(), here: [], within: [] });
