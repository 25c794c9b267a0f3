import { parseDate } from '../../domain/date.ts';
import { defined } from '../../domain/defined.ts';
import { ANSWER_NAMES, type Answer, type AnswerName } from '../../domain/migration/answer.ts';
import { invalidRequest } from './problem.ts';

interface AnswerBody {
  readonly answer: AnswerName;
  readonly until?: string;
  readonly reason?: string;
  readonly seen?: string;
}

/** The description of each answer besides its name. */
const MEMBERS: Readonly<Record<AnswerName, Partial<Record<'until' | 'reason', 'required' | 'optional'>>>> = {
  acknowledge: {},
  'not-affected': { reason: 'required' },
  extend: { until: 'required', reason: 'required' },
  object: { reason: 'required' },
  migrated: {},
  waive: { reason: 'required' },
  grant: { until: 'optional' },
  deny: { reason: 'optional' },
  'pass-untold': { reason: 'required' },
};

/** Reads an answer as people write it. Throws `invalid-request` for what is missing, superfluous or no date. */
export function readAnswer(body: AnswerBody): { readonly answer: Answer; readonly seen?: string } {
  const { answer: name } = body;
  for (const member of ['until', 'reason'] as const) {
    const rule = MEMBERS[name][member];
    if (rule === 'required' && !body[member]?.trim())
      throw invalidRequest(`/${member}`, `${name} needs ${member === 'until' ? 'a date: until' : 'a reason'}`);
    if (rule === undefined && body[member] !== undefined)
      throw invalidRequest(`/${member}`, `${member} does not belong to ${name}: ${remedy(member)}`);
  }
  const seen = readDate(body.seen, '/seen');
  return { answer: answerOf(body, readDate(body.until, '/until')), ...defined({ seen }) };
}

function answerOf({ answer, reason = '' }: AnswerBody, until: string | undefined): Answer {
  switch (answer) {
    case 'acknowledge':
    case 'migrated':
      return { answer };
    case 'not-affected':
    case 'object':
    case 'waive':
    case 'pass-untold':
      return { answer, reason };
    case 'extend':
      return { answer, until: until ?? '', reason };
    case 'grant':
      return { answer, ...defined({ until }) };
    case 'deny':
      return { answer, ...(reason === '' ? {} : { reason }) };
  }
}

const remedy = (member: 'until' | 'reason'): string =>
  `leave it out; ${ANSWER_NAMES.filter((name) => MEMBERS[name][member]).join(', ')} take one`;

function readDate(text: string | undefined, pointer: string): string | undefined {
  if (text === undefined) return undefined;
  const date = parseDate(text);
  if (date === undefined)
    throw invalidRequest(pointer, `${JSON.stringify(text)} is not a date: write it as 2026-12-08`);
  return date;
}
