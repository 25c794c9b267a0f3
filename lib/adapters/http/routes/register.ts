import * as Type from 'typebox';
import {
  type RegisterOutcome,
  type RegisterPorts,
  registerSchema,
} from '../../../application/publishing/register-schema.ts';
import { rehearse } from '../../../application/rehearse.ts';
import { defined } from '../../../domain/defined.ts';
import { isObserved } from '../../../domain/policy/publishing/publish-decision.ts';
import { PublishedShape } from '../entities/comparison.ts';
import type { HandlerPorts } from '../handler.ts';
import { DRY_RUN } from '../query.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { PROPOSED, PROPOSED_EXAMPLE, SourceShape } from '../shapes.ts';

/** Of a version's changes, as many as an answer carries; the rest is at `…/changes`. */
const SHOWN_CHANGES = 200;

const publish = defineRoute({
  operationId: 'publishVersion',
  method: 'POST',
  path: '/v1/subjects/{subject}/versions',
  verb: 'publish',
  summary: 'Register a version; 201 new, 200 the same again',
  query: Members(DRY_RUN),
  body: Members(
    {
      ...PROPOSED,
      observe: Type.Optional(
        Type.Boolean({ description: 'The first 30 days of a new subject are only observed: nobody is notified.' }),
      ),
      import: Type.Optional(
        Type.Boolean({
          description:
            'A version of the past: nobody is notified. Only for a new subject, or one that holds nothing but its import, ' +
            'has no readers and is still observed.',
        }),
      ),
      foundIn: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 200,
          pattern: '^[A-Za-z0-9.:\\[\\]-]+$',
          description:
            'The host of another registry that has the version already: it is active at once whatever `onBreaking` says, ' +
            'and the message to its readers says where it was found. Needs the verb `watch` as well. Content that the subject ever had is not news.',
        }),
      ),
      source: Type.Optional(SourceShape),
    },
    { title: 'PublishRequest', examples: [PROPOSED_EXAMPLE] },
  ),
  reply: {
    200: { description: 'The same again: the content of the head, or of a proposal that waits', body: PublishedShape },
    201: {
      description: 'A new version',
      body: PublishedShape,
      headers: {
        location: {
          description: 'The version.',
          example: '/v1/subjects/payments.transaction-authorized/versions/13',
          required: true,
        },
      },
    },
  },
  refuses: ['conflict', 'incompatible', 'notice-too-short', 'invalid-schema', 'remote-reference', 'dangling-reference'],
  handle: async ({ params, query, body, principal, from }, ports: RegisterPorts) => {
    const store = query.dryRun ? rehearse(ports.store) : ports.store;
    return answer(await registerSchema({ ...body, subject: params.subject, principal, from }, { ...ports, store }));
  },
});

export const registerRoutes: readonly Route<HandlerPorts & RegisterPorts>[] = [publish];

function answer(outcome: RegisterOutcome) {
  const { subject, version } = outcome;
  const shown = {
    outcome: outcome.outcome,
    ...version,
    ...defined({ head: subject.head }),
    ...(isObserved(subject, version.publishedAt) ? { observed: true as const } : {}),
    ...defined({ retirement: subject.retirement }),
  };
  if (outcome.outcome === 'unchanged') return { status: 200 as const, body: { ...shown, changes: [], changeCount: 0 } };
  const { verdicts, judged, changes } = outcome.comparison;
  const { minimum } = outcome;
  return {
    status: 201 as const,
    headers: { location: `/v1/subjects/${subject.name}/versions/${version.version}` },
    body: {
      ...shown,
      against: outcome.against ?? null,
      verdicts,
      ...defined({ judged }),
      changes: changes.slice(0, SHOWN_CHANGES),
      changeCount: changes.length,
      ...defined({ minimumNotice: minimum }),
    },
  };
}
