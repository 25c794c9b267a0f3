import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from '../../domain/schema/json.ts';
import { CliError, EXIT, type MissingGrant } from '../exit.ts';
import { visible } from '../output/escape.ts';

/** A refusal: `application/problem+json` (RFC 9457), or what API Gateway says instead. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[];
  /** The whole answer, for members of single problems such as `earliest`. */
  readonly body: JsonValue;
}

export function toProblem(status: number, body: JsonObject): Problem {
  const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
  const errors = isJsonArray(body['errors']) ? body['errors'].filter(isJsonObject) : [];
  return {
    status,
    code: text('code') || `http-${status}`,
    // API Gateway's own answers have only a `message`.
    title: text('title') || text('message') || `refused with ${status}`,
    detail: text('detail'),
    errors: errors.map(({ pointer, detail }) => ({ pointer: toText(pointer), detail: toText(detail) })),
    body,
  };
}

const toText = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

/** A refusal as the command's end: 409 is policy, the rest a mistake in the request. */
export function refusal(problem: Problem, hint = ''): CliError {
  const exit = problem.status === 409 ? EXIT.policy : EXIT.usage;
  const said = problem.detail || problem.title;
  // The detail of a refusal for one reason is that reason, and nobody wants to read it twice.
  const places = problem.errors
    .filter(({ detail }) => !said.includes(detail))
    .map(({ pointer, detail }) => `\n  ${visible(pointer) || '(request)'}: ${visible(detail)}`);
  const remedy = hint || REMEDY[problem.status] || '';
  return new CliError(exit, `${visible(said)}${remedy && `: ${remedy}`}${places.join('')}`, {
    code: problem.code,
    missingGrant: grantMissing(problem.body),
  });
}

function grantMissing(body: JsonValue): MissingGrant | undefined {
  const missing = isJsonObject(body) ? body['missingPrefix'] : undefined;
  if (!isJsonObject(missing)) return undefined;
  const { team, subject } = missing;
  return typeof team === 'string' && typeof subject === 'string' ? { team, subject } : undefined;
}

const REMEDY: Readonly<Record<number, string>> = {
  401: 'set FOREWARN_TOKEN to a valid token (forewarn tokens create makes one).',
};
