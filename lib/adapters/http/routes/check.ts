import * as Type from 'typebox';
import {
  type AffectedConsumer,
  type CheckOutcome,
  type CheckPorts,
  checkSchema,
  isCutOff,
  judgeCheck,
  outcomeOf,
} from '../../../application/publishing/check-schema.ts';
import type { SecondOpinion } from '../../../application/publishing/second-opinion-port.ts';
import { defined } from '../../../domain/defined.ts';
import { type Change, changeFingerprint } from '../../../domain/diff/change.ts';
import { affectedFirst } from '../../../domain/diff/judge/affected-first.ts';
import { hidesValues } from '../../../domain/privacy/redact.ts';
import { type AffectedConsumerShape, CheckShape } from '../entities/comparison.ts';
import type { HandlerPorts } from '../handler.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';
import { PROPOSED, PROPOSED_EXAMPLE } from '../shapes.ts';

type Ports = CheckPorts & { readonly secondOpinion: SecondOpinion };
const SHOWN_CHANGES = 200;

const check = defineRoute({
  operationId: 'checkCompatibility',
  method: 'POST',
  path: '/v1/compatibility/subjects/{subject}/versions/{version}',
  verb: 'read',
  summary: 'What publishing this would do, and to whom; nothing is written',
  body: Members(
    {
      ...PROPOSED,
      secondOpinion: Type.Optional(
        Type.Boolean({ description: 'Also ask json-schema-diff, which takes longer than all else; default: no.' }),
      ),
    },
    { title: 'CheckRequest', examples: [PROPOSED_EXAMPLE] },
  ),
  reply: { 200: { description: 'What would come of it', body: CheckShape } },
  refuses: ['not-found', 'conflict', 'invalid-schema', 'remote-reference', 'dangling-reference'],
  handle: async ({ params, body, principal }, ports: Ports) => {
    const outcome = await checkSchema({ ...body, subject: params.subject, against: params.version, principal }, ports);
    const asked = body.secondOpinion ? await secondOpinion(outcome, ports) : {};
    return { status: 200, body: { ...answer(outcome), ...asked } };
  },
});

export const checkRoutes: readonly Route<HandlerPorts & Ports>[] = [check];

function answer(outcome: CheckOutcome): Type.Static<typeof CheckShape> {
  const { subject, against, policy, comparison, decision, affected, minimum, sunset } = outcome;
  const models = affected.map(({ impact }) => ({
    breaks: impact.verdict.status === 'newly-broken',
    changes: impact.changes,
  }));
  const changes = affectedFirst(comparison.changes, models).slice(0, SHOWN_CHANGES);
  return {
    subject: subject.name,
    against: against ?? null,
    mode: policy.compatibility,
    modeSatisfied: comparison.violated.length === 0,
    onUndecided: policy.onUndecided,
    verdicts: comparison.verdicts,
    ...defined({ judged: comparison.judged }),
    changes: changes.map((change) => ({ ...change, fingerprint: changeFingerprint(subject.name, change) })),
    changeCount: comparison.changes.length,
    wouldBe: outcomeOf(outcome),
    observed: decision.outcome === 'accepted' && decision.observed,
    affected: affected.map((consumer) => affectedAnswer(consumer, changes)),
    unaffected: outcome.unaffected,
    undecided: outcome.undecided,
    undecidedRest: outcome.undecidedRest,
    ...judgeCheck(outcome),
    ...(minimum ? { earliest: minimum.earliest, minimumNotice: minimum } : {}),
    ...defined({ sunset }),
  };
}

function affectedAnswer(
  { impact, releases, slack, deadline, approval }: AffectedConsumer,
  changes: readonly Change[],
): Type.Static<typeof AffectedConsumerShape> {
  const { subscription, verdict, undecided } = impact;
  return {
    consumer: subscription.consumer,
    team: subscription.team,
    tier: subscription.tier,
    releases,
    ...defined({ slack }),
    trainedOn: subscription.trainedOn,
    ...(verdict.status === 'undecided'
      ? { verdict: 'undecided', reason: verdict.reason, pointers: [] }
      : verdict.status === 'compatible'
        ? { verdict: 'compatible', pointers: [] }
        : {
            verdict: verdict.status === 'still-broken' ? 'still-broken' : 'breaking',
            kind: verdict.kind,
            witness: verdict.witness,
            pointers: verdict.pointers,
            ...defined({ outvoted: verdict.outvoted }),
          }),
    /** Indexes into the answer's `changes`. */
    changes: impact.changes.map((change) => changes.indexOf(change)).filter((index) => index >= 0),
    ...(undecided ? { undecided } : {}),
    deadline,
    ...defined({ approval }),
  };
}

/** A report's detail, where it is asked for: it never changes a verdict, and says why it is not there. */
async function secondOpinion(outcome: CheckOutcome, { secondOpinion }: Ports) {
  const { old, next, undecidedRest } = outcome;
  if (!old) return {};
  // It has no limit of its own: if the time went elsewhere, the answer does without.
  if (isCutOff(outcome) || undecidedRest > 0)
    return { secondOpinion: { available: false as const, reason: 'there was no time left for it' } };
  if (hidesValues({ schemas: [old, next], recordValues: outcome.policy.recordValues }))
    return { secondOpinion: { available: false as const, reason: 'it would show values that are sensitive' } };
  return { secondOpinion: await secondOpinion.describe(old, next) };
}
