/** The names of a record that is written out in the code, in their order; `Object.keys` knows them as strings only. */
export const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>): readonly K[] =>
  // Elsewhere a value may have more members than its type.
  Object.keys(record) as K[];
