import * as Type from 'typebox';
import type { ErrorPlace } from '../../../domain/errors.ts';
import type { Blocker } from '../../../domain/policy/gate/gate.ts';
import { VERBS } from '../../../domain/principal.ts';
import { PROBLEMS, type ProblemCode, problemType } from '../problem.ts';
import { MigrationStateShape } from './announcement.ts';
import { AgainstShape, COMPARED } from './comparison.ts';
import { DueDate, Entity, List, mirrors, Text } from './entity.ts';
import { VerdictsShape } from './verdict.ts';

const ErrorPlaceShape = mirrors<ErrorPlace>()(
  Entity('ErrorPlace', {
    pointer: Text('RFC 6901 pointer into the body of the request; empty for the whole of it.'),
    detail: Type.String(),
  }),
);

const states = MigrationStateShape.anyOf.map(({ properties }) => properties.name.const);

const BlockerShape = mirrors<Blocker>()(
  Entity(
    'Blocker',
    {
      consumer: Type.String(),
      team: Type.String(),
      state: Type.Enum(states),
      deadline: DueDate('Its date.'),
      holdsUntil: Type.Optional(
        DueDate('The last date on which the gate waits for it; absent where an admin must decide.'),
      ),
      administratorAfter: Type.Optional(DueDate('After that date an administrator may let the version through.')),
      untold: Type.Optional(Text('Why its team was never told, where that is why it holds.')),
    },
    'A model that still keeps a proposed version from going live.',
  ),
);

const PLACE_IN_TEXT = {
  line: Type.Optional(Type.Integer({ minimum: 1 })),
  column: Type.Optional(Type.Integer({ minimum: 1 })),
};
const COMPARISON = {
  against: AgainstShape,
  ...COMPARED,
  // Absent if a subject would end: there is nothing to compare.
  verdicts: Type.Optional(VerdictsShape),
};

/** The members of single problems besides those that all have. */
const OWN_MEMBERS: Partial<Record<ProblemCode, Type.TProperties>> = {
  'not-json': PLACE_IN_TEXT,
  'too-large': PLACE_IN_TEXT,
  forbidden: {
    missingVerb: Type.Optional(Type.Enum(VERBS, { description: 'Where that is all that is missing.' })),
    missingPrefix: Type.Optional(
      Type.Object(
        { team: Type.String(), subject: Type.String() },
        { description: 'Where the team only lacks a prefix that covers the subject.' },
      ),
    ),
  },
  conflict: { retryable: Type.Optional(Type.Literal(true, { description: 'The first such request still runs.' })) },
  incompatible: COMPARISON,
  'notice-too-short': { ...COMPARISON, earliest: DueDate('The earliest date that all readers have notice of.') },
  'gate-closed': { blockers: List(BlockerShape) },
  'unknown-environment': {
    nearest: List(Type.String(), { description: 'The names written most like it, at most 3.' }),
  },
};

/** The problem of one code, as `problem` renders it (RFC 9457). */
export function problemShape(code: ProblemCode): Type.TObject {
  const { status, title, when } = PROBLEMS[code];
  const name = code.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Entity(
    `${name}Problem`,
    {
      type: Type.Literal(problemType(code)),
      title: Type.Literal(title),
      status: Type.Literal(status),
      code: Type.Literal(code),
      detail: Text('Names element, place and remedy of this occurrence.'),
      errors: List(ErrorPlaceShape, { description: 'The places in the request that are wrong.' }),
      instance: Text("The request's id, under which an operator finds it in the logs."),
      ...OWN_MEMBERS[code],
    },
    `${when[0]?.toUpperCase()}${when.slice(1)}.`,
  );
}

/** One occurrence of it, for the document. */
export function problemExample(code: ProblemCode): Readonly<Record<string, unknown>> {
  const { status, title, when } = PROBLEMS[code];
  const members = { type: problemType(code), title, status, code, detail: when, errors: [] };
  return { ...members, instance: 'JKJaXmPLvHcESHA=', ...OWN_EXAMPLES[code] };
}

const COMPARED_EXAMPLE = {
  against: 12,
  verdicts: {
    serving: { verdict: 'breaking', witness: { user_id: 42, category: 'grocery' }, pointers: ['/category'] },
    training: { verdict: 'compatible' },
  },
  changes: [],
  changeCount: 0,
};

const OWN_EXAMPLES: Partial<Record<ProblemCode, Readonly<Record<string, unknown>>>> = {
  incompatible: COMPARED_EXAMPLE,
  'notice-too-short': { ...COMPARED_EXAMPLE, earliest: '2026-12-08' },
  'unknown-environment': { nearest: ['production'] },
  'gate-closed': {
    blockers: [
      {
        consumer: 'fraud',
        team: 'fraud-ml',
        state: 'notified',
        deadline: '2026-12-08',
        holdsUntil: '2026-12-08',
      },
    ],
  },
};

/** API Gateway's own answer, to what Forewarn never saw. */
export const GatewayMessageShape = Entity(
  'GatewayMessage',
  { message: Type.Union([Type.String(), Type.Null()]) },
  'Written by API Gateway, to what Forewarn never saw: look at the status first.',
);
