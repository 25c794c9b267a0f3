import { ALL_ROUTES, ROUTES_OF } from '../../lib/adapters/http/all-routes.ts';
import { SLACK_ROUTES } from '../../lib/infra/routes.ts';

const WIDTH = 120;
const MADE = '// Made from lib/adapters/http/all-routes.ts by `npm run generate`.';
/** The order in which an answer with 405 names them. */
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** The routes as plain data, for what must not load the code that answers them. */
export const makeRouteFiles = (): ReadonlyMap<string, string> =>
  new Map([
    ['lib/infra/generated/routes.ts', routesFile()],
    ['lib/adapters/http/generated/paths.ts', pathsFile()],
  ]);

/** For API Gateway: infrastructure reaches a function by its entry path only. */
function routesFile(): string {
  const entries = Object.entries(ROUTES_OF).map(([name, routes]) =>
    listed(
      name,
      routes.map(({ method, path }) => `${method} ${path}`),
    ),
  );
  return [
    MADE,
    '/**',
    ' * Which function answers which route of the HTTP API, as API Gateway names routes. A method or path that is not here',
    ' * goes to `not-found`, which runs without the authorizer as well.',
    ' */',
    'export const ROUTES = {',
    ...entries,
    '} as const;',
    '',
  ].join('\n');
}

/** For the smallest function, which answers what no other does. */
function pathsFile(): string {
  const slack = SLACK_ROUTES['slack-interactions'].map((key) => key.split(' '));
  const all = [...slack, ...ALL_ROUTES.map(({ method, path }) => [method, path])];
  const paths = [...new Set(all.map(([, path = '']) => path))].sort();
  const methodsOf = (path: string): readonly string[] =>
    METHODS.filter((method) => all.some(([one, at]) => one === method && at === path));
  return [
    MADE,
    '/** Every path of the API and its methods: `not-found` answers from it without loading what the routes need. */',
    'export const PATHS: Readonly<Record<string, readonly string[]>> = {',
    ...paths.map((path) => listed(path, methodsOf(path))),
    '};',
    '',
  ].join('\n');
}

/** One member of an object, as the formatter writes it. */
function listed(name: string, texts: readonly string[]): string {
  const quoted = texts.map((text) => `'${text}'`);
  const start = `  ${/^\w+$/.test(name) ? name : `'${name}'`}: [`;
  const short = `${start}${quoted.join(', ')}],`;
  return short.length <= WIDTH ? short : [start, ...quoted.map((text) => `    ${text},`), '  ],'].join('\n');
}
