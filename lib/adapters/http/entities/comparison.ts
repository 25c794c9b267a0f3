import * as Type from 'typebox';
import type { AffectedConsumer } from '../../../application/publishing/check-schema.ts';
import type { UndecidedCount } from '../../../application/publishing/count-undecided.ts';
import type { Opinion } from '../../../application/publishing/second-opinion-port.ts';
import type { minimumNotice } from '../../../domain/policy/deadlines/notice.ts';
import { SlackShape, TierShape } from '../shapes.ts';
import { ApprovalStandingShape, FingerprintShape } from './approval.ts';
import { CHANGE, ChangeShape } from './change.ts';
import { Count, DueDate, Entity, Json, List, mirrors, Text } from './entity.ts';
import { PolicyShape } from './policy.ts';
import { VERSION } from './subject.ts';
import { BreakKind, DissentShape, JudgedShape, OutvotedShape, UndecidedKindShape, VerdictsShape } from './verdict.ts';

export const MinimumNoticeShape = mirrors<NonNullable<ReturnType<typeof minimumNotice>>>()(
  Entity(
    'MinimumNotice',
    {
      tier: TierShape,
      duration: Type.String({ examples: ['P14D'] }),
      earliest: DueDate('The earliest date that all readers have notice of.'),
    },
    'The longest notice among the tiers that read the subject.',
  ),
);

export const AgainstShape = Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], {
  description: 'The version it was compared with; null before the first.',
});

/** The members of every comparison. */
export const COMPARED = {
  verdicts: VerdictsShape,
  judged: Type.Optional(JudgedShape),
  changes: List(ChangeShape, { description: 'Worst first.' }),
  changeCount: Count('All of them, also where the answer has only the first.'),
};

export const PublishedShape = Entity(
  'Published',
  {
    ...VERSION,
    outcome: Type.Enum(['created', 'unchanged']),
    head: Type.Optional(Type.Integer({ minimum: 1, description: 'The live version, now.' })),
    against: Type.Optional(AgainstShape),
    retirement: Type.Optional(Text('The announcement that the subject will be retired, whatever is published to it.')),
    observed: Type.Optional(
      Type.Literal(true, { description: 'The subject is only observed: its readers are not notified.' }),
    ),
    ...COMPARED,
    verdicts: Type.Optional(VerdictsShape),
    minimumNotice: Type.Optional(MinimumNoticeShape),
  },
  'A version as it was registered, with the first 200 changes; `unchanged` says nothing of changes.',
);

export const VersionChangesShape = Entity(
  'VersionChanges',
  {
    subject: Type.String(),
    version: Type.Integer({ minimum: 1 }),
    since: Type.Integer({ minimum: 1 }),
    ...COMPARED,
    outvoted: Type.Optional(List(OutvotedShape)),
  },
  'What changed between two versions.',
);

const OpinionShape = mirrors<Opinion>()(
  Type.Union(
    [
      Type.Object({
        available: Type.Literal(true),
        added: Json('Records that only the new schema accepts, as a schema.'),
        removed: Json('Records that only the old schema accepts, as a schema.'),
      }),
      Type.Object({ available: Type.Literal(false), reason: Type.String() }),
    ],
    { title: 'SecondOpinion', description: 'What another differ says; a detail of the report, never the verdict.' },
  ),
);

export const AffectedConsumerShape = Entity(
  'AffectedConsumer',
  {
    consumer: Type.String(),
    team: Type.String(),
    tier: TierShape,
    releases: List(Type.String()),
    slack: Type.Optional(SlackShape),
    trainedOn: Type.Integer({ minimum: 1 }),
    verdict: Type.Enum(['breaking', 'still-broken', 'undecided', 'compatible']),
    undecided: Type.Optional(UndecidedKindShape),
    kind: Type.Optional(BreakKind),
    witness: Type.Optional(Json("A record that the new schema allows and this consumer's contract rejects.")),
    reason: Type.Optional(Text('Why the verdict is undecided.')),
    pointers: List(Type.String(), { description: 'Where the contract fails, deepest first.' }),
    outvoted: Type.Optional(List(DissentShape)),
    changes: List(Type.Integer({ minimum: 0 }), { description: "Indexes into the answer's `changes`." }),
    deadline: mirrors<AffectedConsumer['deadline']>()(
      DueDate('When it would have to be ready, were this published now.'),
    ),
    approval: Type.Optional(ApprovalStandingShape),
  },
  'One consumer that the new schema breaks, or for which that is undecided.',
);

const CheckedChangeShape = Entity(
  'CheckedChange',
  { ...CHANGE, fingerprint: FingerprintShape },
  'A change with the name by which it is approved.',
);

const UndecidedCountShape = mirrors<UndecidedCount>()(
  Entity(
    'UndecidedCount',
    {
      held: Count('Those that the version waits for as for a break.'),
      asked: Count('Critical ones that have a date to answer by.'),
      told: Count('Those who find it in their weekly digest.'),
      known: Count('Those for whom it was undecided already, for the same reason at the same place.'),
      untouched: Count('Those where nothing changed that they read; they are not among the affected.'),
      reasons: List(Type.Object({ reason: Type.String(), count: Count('For so many.') }), {
        description: 'Why, of the untouched.',
      }),
    },
    'For how many models nobody could prove whether it breaks them, by what follows.',
  ),
);

export const CheckShape = Entity(
  'Check',
  {
    subject: Type.String(),
    against: AgainstShape,
    mode: PolicyShape.properties.compatibility,
    modeSatisfied: Type.Boolean({ description: 'Proved; not where a lens of the mode is undecided by what changed.' }),
    onUndecided: PolicyShape.properties.onUndecided,
    ...COMPARED,
    changes: List(CheckedChangeShape, {
      description: 'What breaks a model first, then what touches one, each worst first.',
    }),
    wouldBe: Type.Enum(['unchanged', 'active', 'proposed', 'refused'], {
      description: 'What a publish would make of it, once its readers are found.',
    }),
    observed: Type.Boolean({ description: 'The subject is only observed: nobody would be notified.' }),
    affected: List(AffectedConsumerShape),
    unaffected: Type.Object({
      count: Count('Subscriptions that are known not to be affected.'),
      doNotRead: Count('Those of all that read nothing of what changed.'),
    }),
    undecided: UndecidedCountShape,
    undecidedRest: Count('Subscriptions that the time did not suffice for.'),
    passes: Type.Boolean({ description: 'Whether CI should pass.' }),
    reasons: List(Type.String(), { description: 'Why not.' }),
    unjudged: List(Type.String(), {
      description: 'What the time did not suffice for: it does not pass, and may when it is asked again.',
    }),
    notes: List(Type.String(), { description: 'What to know although it passes.' }),
    earliest: Type.Optional(DueDate('The earliest date that all readers have notice of.')),
    minimumNotice: Type.Optional(MinimumNoticeShape),
    sunset: Type.Optional(DueDate('The date that was asked for.')),
    secondOpinion: Type.Optional(OpinionShape),
  },
  'What publishing this would do, and to whom.',
);
