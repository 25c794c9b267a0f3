import * as Type from 'typebox';
import { type RegisterOutcome, type RegisterPorts, registerSchema } from '../../../application/register-schema.ts';
import type { HandlerPorts } from '../handler.ts';
import type { Reply } from '../reply.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { PROPOSED, SourceShape } from '../shapes.ts';

/** Of a version's changes, as many as an answer carries; the rest is at `…/changes`. */
const SHOWN_CHANGES = 200;

const publish = defineRoute({
  method: 'POST',
  path: '/v1/subjects/{subject}/versions',
  verb: 'publish',
  summary: 'Register a version; 201 new, 200 the same again',
  body: Members({ ...PROPOSED, observe: Type.Optional(Type.Boolean()), source: Type.Optional(SourceShape) }),
  handle: async ({ params, body, principal, from }, ports: RegisterPorts) =>
    answer(await registerSchema({ ...body, subject: params.subject, principal, from }, ports)),
});

export const registerRoutes: readonly Route<HandlerPorts & RegisterPorts>[] = [publish];

function answer(outcome: RegisterOutcome): Reply {
  const { subject, version } = outcome;
  const shown = {
    outcome: outcome.outcome,
    ...version,
    ...(subject.head === undefined ? {} : { head: subject.head }),
  };
  if (outcome.outcome === 'unchanged') return { status: 200, body: { ...shown, changes: [], changeCount: 0 } };
  const { verdicts, changes } = outcome.comparison;
  const { minimum } = outcome;
  return {
    status: 201,
    headers: { location: `/v1/subjects/${subject.name}/versions/${version.version}` },
    body: {
      ...shown,
      against: outcome.against ?? null,
      verdicts,
      changes: changes.slice(0, SHOWN_CHANGES),
      changeCount: changes.length,
      ...(minimum ? { minimumNotice: minimum } : {}),
    },
  };
}
