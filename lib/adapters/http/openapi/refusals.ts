import { GatewayMessageShape, problemExample, problemShape } from '../entities/problem.ts';
import { PROBLEMS, type ProblemCode } from '../problem.ts';
import { type DescribedRoute, isRepeatable } from '../route.ts';
import type { Components, Part } from './components.ts';

/** Statuses that API Gateway answers by itself, with a message of its own (docs/http-api.md). */
const BY_GATEWAY: ReadonlySet<number> = new Set([400, 401, 413, 429, 500, 503]);
const RETRYING: ReadonlySet<ProblemCode> = new Set(['conflict', 'rate-limited', 'unavailable']);

/** The codes that a route may answer: its own, and those that come with a body, a write and being asked at all. */
function codesOf(route: DescribedRoute): readonly ProblemCode[] {
  const codes: ProblemCode[] = [
    ...(route.body ? (['not-json', 'too-large', 'unsupported-media-type'] as const) : []),
    'invalid-request',
    'unauthenticated',
    'forbidden',
    ...(isRepeatable(route) ? (['conflict'] as const) : []),
    ...route.refuses,
    'rate-limited',
    'internal',
    'unavailable',
  ];
  return [...new Set(codes)];
}

/** The refusals of a route by status. Routes that refuse alike share a component. */
export class Refusals {
  readonly #components: Components;
  readonly #responses = new Map<string, Part>();

  constructor(components: Components) {
    this.#components = components;
  }

  of(route: DescribedRoute): Part {
    const codes = codesOf(route);
    const statuses = [...new Set(codes.map((code) => PROBLEMS[code].status))].sort((left, right) => left - right);
    return Object.fromEntries(
      statuses.map((status) => [String(status), this.#refer(codes.filter((code) => PROBLEMS[code].status === status))]),
    );
  }

  /** All that were referred to, by name. */
  responses(): Part {
    return Object.fromEntries([...this.#responses].sort(([left], [right]) => left.localeCompare(right, 'en')));
  }

  #refer(codes: readonly ProblemCode[]): Part {
    // Sorted as in the table of problems, so that the order in which a route names them does not matter.
    const sorted = Object.keys(PROBLEMS).filter((code): code is ProblemCode => codes.some((given) => given === code));
    const name = sorted.map(pascal).join('Or');
    if (!this.#responses.has(name)) this.#responses.set(name, this.#response(sorted));
    return { $ref: `#/components/responses/${name}` };
  }

  #response(codes: readonly ProblemCode[]): Part {
    const shapes = codes.map((code) => this.#components.place(problemShape(code)));
    const [only] = shapes;
    const examples = codes.map(
      (code) => [code, { summary: PROBLEMS[code].title, value: problemExample(code) }] as const,
    );
    const isByGateway = codes.some((code) => BY_GATEWAY.has(PROBLEMS[code].status));
    return {
      description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].when}`).join('; '),
      ...headersOf(codes),
      content: {
        'application/problem+json': {
          schema: shapes.length === 1 ? only : { oneOf: shapes },
          examples: Object.fromEntries(examples),
        },
        ...(isByGateway ? { 'application/json': { schema: this.#components.place(GatewayMessageShape) } } : {}),
      },
    };
  }
}

function headersOf(codes: readonly ProblemCode[]): Part {
  const headers = {
    ...(codes.some((code) => RETRYING.has(code))
      ? {
          'Retry-After': {
            description: 'Seconds until it may be repeated; always there with `rate-limited` and `unavailable`.',
            schema: { type: 'string' },
            example: '1',
          },
        }
      : {}),
    ...(codes.includes('unauthenticated')
      ? {
          'WWW-Authenticate': {
            description: 'The scheme that would have worked (RFC 6750); API Gateway leaves it out.',
            schema: { type: 'string' },
            example: 'Bearer realm="forewarn"',
          },
        }
      : {}),
  };
  return Object.keys(headers).length === 0 ? {} : { headers };
}

const pascal = (code: string): string => code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
