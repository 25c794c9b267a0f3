import * as Type from 'typebox';
import { APPROVAL_REASON, type Approval } from '../../../domain/approval.ts';
import { CHANGE_FINGERPRINT } from '../../../domain/diff/change.ts';
import type { ApprovalStanding } from '../../../domain/policy/publishing/approved.ts';
import { DueDate, Entity, Instant, List, mirrors, Revision, Text } from './entity.ts';

export const FingerprintShape = Type.String({
  pattern: CHANGE_FINGERPRINT.source,
  description:
    'Names a change across commits: 12 hexadecimal digits over rule, subject, place, before and after, with all that these refer to.',
  examples: ['4f2a9c01d7be'],
});
export const ApprovalReasonShape = Type.String({
  minLength: APPROVAL_REASON.minimum,
  maxLength: APPROVAL_REASON.maximum,
  description: 'Why the change may come; shown with every check.',
  examples: ['the retrained model reads the new codes'],
});

export const ApprovalShape = mirrors<Approval>()(
  Entity(
    'Approval',
    {
      subject: Type.String(),
      change: FingerprintShape,
      consumer: Type.String(),
      team: Text('The team that owned the model then.'),
      until: DueDate('The date that it ends with.'),
      reason: ApprovalReasonShape,
      answer: Type.Optional(
        Type.Literal('not-affected', {
          description:
            'The team looked at what was undecided, and its model can take it; nothing where the change is proved to break.',
        }),
      ),
      by: Text('Who said so, e.g. `token:01J…`.'),
      at: Instant(),
      revision: Revision,
    },
    "A team's word on a change before it is published: it has seen that its model breaks, and takes the change on.",
  ),
);

export const ApprovalStandingShape = mirrors<ApprovalStanding>()(
  Entity(
    'ApprovalStanding',
    {
      given: List(ApprovalShape, {
        description: 'Of the changes that break this model, those that have ended, or are of a former team, as well.',
      }),
      missing: List(Type.String(), { description: 'Fingerprints of those that nobody has approved for it.' }),
      until: Type.Optional(DueDate('When the first approval ends; only where none is missing.')),
      safe: Type.Optional(
        Type.Literal(true, { description: 'All of them say that the team looked, and its model can take it.' }),
      ),
    },
    'What a team has said of the changes that break its model.',
  ),
);
