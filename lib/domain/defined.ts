/**
 * Those members that have a value. An optional member whose value is not known is left out and never `undefined`, so
 * that what is stored, sent and compared does not depend on how it was made: `{ id, ...defined({ sunset }) }`.
 */
export const defined = <T extends object>(members: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } =>
  // `fromEntries` forgets which names there were.
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof defined<T>
  >;
