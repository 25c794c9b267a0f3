import * as Type from 'typebox';
import type { GateAnswer } from '../../../application/deploying/gate.ts';
import type { FieldReader } from '../../../application/subscribing/find-readers.ts';
import type { Environment, ModelDeployment, SubjectDeployment } from '../../../domain/deployment.ts';
import { type AffectedModel, GATE_REASONS, type GateModel } from '../../../domain/policy/gate/gate-answer.ts';
import { TierShape } from '../shapes.ts';
import { MigrationStateShape } from './announcement.ts';
import { DueDate, Entity, Instant, List, mirrors, Revision, Text } from './entity.ts';

export const ReadVersionShape = Type.Object({ subject: Type.String(), version: Type.Integer({ minimum: 1 }) });

export const ModelDeploymentShape = mirrors<ModelDeployment>()(
  Entity(
    'ModelDeployment',
    {
      consumer: Type.String(),
      team: Type.String(),
      environment: Type.String({ examples: ['production'] }),
      releases: List(
        Type.Object({
          release: Type.String({ examples: ['v8'] }),
          reads: List(ReadVersionShape),
          at: Instant('When it was recorded.'),
          by: Type.String(),
        }),
        { description: 'Newest first; none: the model was taken out of the environment.' },
      ),
      revision: Revision,
    },
    'What of one model runs in one environment.',
  ),
);

export const EnvironmentShape = mirrors<Environment>()(
  Entity(
    'Environment',
    {
      name: Type.String({ examples: ['production'] }),
      since: Instant('When something was first recorded there.'),
      by: Type.String(),
    },
    'A place where a deployment was ever recorded.',
  ),
);

export const SubjectDeploymentShape = mirrors<SubjectDeployment>()(
  Entity(
    'SubjectDeployment',
    {
      subject: Type.String(),
      environment: Type.String({ examples: ['production'] }),
      version: Type.Integer({ minimum: 1 }),
      at: Instant('When it was recorded.'),
      by: Type.String(),
      revision: Revision,
    },
    'Which version of a subject its producer emits in one environment.',
  ),
);

export const GateModelShape = mirrors<GateModel>()(
  Entity(
    'GateModel',
    {
      consumer: Type.String(),
      team: Type.String(),
      tier: TierShape,
      state: MigrationStateShape,
      deadline: DueDate('Its date.'),
      blocks: Type.Boolean(),
      breaks: Type.Enum(['will', 'may', 'no'], {
        description:
          'Whether it breaks when the version goes there: it has not come through, and runs there. `may`: nobody could prove it.',
      }),
      because: Type.Enum([...GATE_REASONS], { description: 'Why it lets the version pass, or `waits`.' }),
      detail: Text('The same in a sentence.'),
      holdsUntil: Type.Optional(DueDate('The last date on which it is waited for.')),
      administratorAfter: Type.Optional(DueDate('After that date an administrator may decide in its place.')),
      untold: Type.Optional(Text('Why its team was never told, where that is why it holds.')),
      lastSeenAt: Type.Optional(
        Instant('Its last deployment, answer or change of a subscription, where that counted.'),
      ),
      releases: Type.Optional(List(Type.String(), { description: 'What runs of it in the environment, as recorded.' })),
      contact: Type.Optional(Text("Its team's channel.")),
    },
    'What the gate says of one model.',
  ),
);

const AffectedModelShape = mirrors<AffectedModel>()(
  Entity(
    'AffectedModel',
    { consumer: Type.String(), team: Type.String(), contact: Type.Optional(Text("Its team's channel.")) },
    'A model, and whom to ask.',
  ),
);

/** Members of every answer that says, or makes, a version go live. */
export const AFFECTED = {
  willBreak: List(AffectedModelShape, {
    description: 'Those that have not come through, and will break when it goes.',
  }),
  mayBreak: List(AffectedModelShape, {
    description: 'Those of which nobody could prove whether they will.',
  }),
};

export const GateShape = mirrors<GateAnswer>()(
  Entity(
    'Gate',
    {
      subject: Type.String(),
      version: Type.Integer({ minimum: 1 }),
      environment: Type.String(),
      gate: Type.Enum(['open', 'closed', 'unknown'], {
        description: '`unknown`: who is affected is still being found out; ask again in a moment.',
      }),
      because: Type.String(),
      announcementId: Type.Optional(Type.String()),
      at: Instant('What was known then decided.'),
      models: List(GateModelShape, { description: 'Those that hold it first.' }),
      ...AFFECTED,
    },
    'Whether a version may go live in an environment, and why.',
  ),
);

export const FieldReaderShape = mirrors<FieldReader>()(
  Entity(
    'FieldReader',
    {
      consumer: Type.String(),
      team: Type.String(),
      tier: TierShape,
      contact: Type.Optional(Text("Its team's channel.")),
      reads: List(Type.String(), {
        description: 'What of its subscription touches the field; none: it reads everything.',
      }),
      trainedOn: Type.Integer({ minimum: 1 }),
      since: Instant('When it subscribed.'),
      releases: List(
        Type.Object({
          release: Type.String(),
          environment: Type.String(),
          version: Type.Optional(Type.Integer({ minimum: 1 })),
        }),
        { description: 'Where it runs, as recorded; none: it counts as live everywhere.' },
      ),
      stale: Type.Boolean({
        description: 'Nobody has spoken for it for longer than the policy waits: it holds nothing.',
      }),
    },
    'A live model that reads a field, one above it or one below it.',
  ),
);
