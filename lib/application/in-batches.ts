/** So many calls to the store at the same time; more would crowd out the function's others. */
const AT_ONCE = 10;

/** The results of all, in order, ten under way at a time; the first failure ends it after its batch. */
export async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return results;
}
