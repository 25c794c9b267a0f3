import { DomainError } from '../../domain/errors.ts';
import { PATHS } from './generated/paths.ts';
import { problem } from './problem.ts';
import type { RenderedReply } from './reply.ts';

/** The answer of API Gateway's `$default` route: 405 with `Allow` (RFC 9110) if only the method is wrong, else 404. */
export function answerUnrouted(request: {
  readonly method: string;
  readonly path: string;
  readonly requestId: string;
}): RenderedReply {
  const { method, path, requestId } = request;
  const shown = path.length > 200 ? `${path.slice(0, 200)}…` : path;
  const known = Object.keys(PATHS).find((pattern) => matches(pattern, path));
  if (known === undefined)
    return problem(
      new DomainError('not-found', `there is nothing at ${shown}; the paths are in docs/http-api.md`),
      requestId,
    );
  const allow = (PATHS[known] ?? []).join(', ');
  return problem(
    new DomainError('method-not-allowed', `${method} is not offered at ${shown}; ${allow} is`),
    requestId,
    {
      allow,
    },
  );
}

/** As API Gateway matches: literal segments before parameters, no parameter empty. */
function matches(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((segment, at) => (segment.startsWith('{') ? given[at] !== '' : segment === given[at]))
  );
}
