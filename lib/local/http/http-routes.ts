/** A route of an HTTP API: its key, e.g. `GET /v1/subjects/{subject}`, and what it leads to. */
export type Route<T> = { readonly routeKey: string; readonly target: T };

export type RouteMatch<T> = { readonly route: Route<T>; readonly pathParameters: Record<string, string> };

type Pattern<T> = { readonly route: Route<T>; readonly method: string; readonly segments: readonly string[] };

/**
 * Chooses a route as API Gateway does: a full match before a greedy `{proxy+}`, `$default` last; among equals the one
 * with more literal segments, and a named method before ANY. The path is percent-decoded *before* it is matched (so
 * `%2F` separates segments) and decoded parameters are passed on.
 */
export function createRouter<T>(
  routes: readonly Route<T>[],
): (method: string, path: string) => RouteMatch<T> | undefined {
  const patterns = routes
    .filter(({ routeKey }) => routeKey !== '$default')
    .map((route): Pattern<T> => {
      const [method = 'ANY', path = '/'] = route.routeKey.split(' ');
      return { route, method, segments: splitPath(path) };
    })
    .sort(compare);
  const fallback = routes.find(({ routeKey }) => routeKey === '$default');
  return (method, path) => {
    const segments = splitPath(path);
    for (const pattern of patterns) {
      if (pattern.method !== 'ANY' && pattern.method !== method) continue;
      const pathParameters = matchSegments(pattern.segments, segments);
      if (pathParameters) return { route: pattern.route, pathParameters };
    }
    return fallback && { route: fallback, pathParameters: {} };
  };
}

/** The path as API Gateway hands it on: percent-decoded, cut at a decoded `?`. Undefined if it is not valid UTF-8. */
export function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path).split('?')[0] ?? '/';
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

function splitPath(path: string): string[] {
  return path.split('/').slice(1);
}

function matchSegments(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index];
    const name = /^\{([^}+]+)(\+?)\}$/.exec(expected);
    if (name?.[1] !== undefined && name[2] === '+') {
      const rest = segments.slice(index).join('/');
      return rest === '' ? undefined : { ...parameters, [name[1]]: rest };
    }
    if (actual === undefined || actual === '') return expected === '' && actual === '' ? parameters : undefined;
    if (name?.[1] !== undefined) parameters[name[1]] = actual;
    else if (expected !== actual) return undefined;
  }
  return segments.length === pattern.length ? parameters : undefined;
}

function compare(left: Pattern<unknown>, right: Pattern<unknown>): number {
  const rank = ({ segments, method }: Pattern<unknown>): number[] => [
    segments.some((segment) => segment.endsWith('+}')) ? 1 : 0,
    -segments.filter((segment) => !segment.startsWith('{')).length,
    -segments.length,
    method === 'ANY' ? 1 : 0,
  ];
  const [a, b] = [rank(left), rank(right)];
  return a.map((value, index) => value - (b[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
