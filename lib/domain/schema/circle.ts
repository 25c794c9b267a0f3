/** The place itself, with all places that it leads to and that lead back to it. */
export function circleOf<T>(start: T, leadsTo: (place: T) => Iterable<T>): ReadonlySet<T> {
  const reachable = (from: T): ReadonlySet<T> => {
    const found = new Set(leadsTo(from));
    for (const place of found) for (const next of leadsTo(place)) found.add(next);
    return found;
  };
  const ahead = reachable(start);
  if (!ahead.has(start)) return new Set([start]);
  return new Set([start, ...[...ahead].filter((place) => reachable(place).has(start))]);
}
