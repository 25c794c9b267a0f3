import * as Type from 'typebox';
import { PREFIX } from '../../domain/access.ts';
import { KILL_SWITCH_REASONS, type KillSwitch, OWN_TOPIC } from '../../domain/kill-switch.ts';
import { MANIFEST_LIMITS } from '../../domain/manifest.ts';
import {
  GITHUB_REPOSITORY,
  GITHUB_REPOSITORY_LENGTH,
  type GithubTarget,
} from '../../domain/notification/github/channel.ts';
import {
  MSTEAMS_CHANNEL,
  MSTEAMS_CHANNEL_LENGTH,
  type MsTeamsTarget,
} from '../../domain/notification/msteams/channel.ts';
import type { SlackTarget } from '../../domain/notification/slack/channel.ts';
import type { WebhookTarget } from '../../domain/notification/webhook/channel.ts';
import { VERBS } from '../../domain/principal.ts';
import { NAME_LENGTH, SUBJECT_NAME } from '../../domain/subject.ts';
import type { ReadField } from '../../domain/verdict.ts';
import { Json, List, mirrors } from './entities/entity.ts';
import { Members } from './shape.ts';

/** Shapes that several routes take; what they mean is said in docs/http-api.md. */
export const Name = Type.String({ minLength: 1, maxLength: NAME_LENGTH });

/** Lower-case words joined by `.`, `-` or `_`. In bodies the use cases check it, and say what is not a name. */
export const NamePattern = Type.String({ maxLength: NAME_LENGTH, pattern: SUBJECT_NAME.source });

/** A name, or the start of one with `*`. */
export const PrefixPattern = Type.String({ maxLength: NAME_LENGTH, pattern: PREFIX.source });

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));

export const ManifestShape = Members(
  {
    message: text(MANIFEST_LIMITS.message),
    migrationDocumentationUrl: Type.Optional(
      Type.String({ maxLength: MANIFEST_LIMITS.migrationDocumentationUrl, pattern: '^https?://' }),
    ),
    contact: text(MANIFEST_LIMITS.contact),
    sunset: text(MANIFEST_LIMITS.sunset),
    what: text(MANIFEST_LIMITS.what),
    why: text(MANIFEST_LIMITS.why),
    who: text(MANIFEST_LIMITS.who),
    steps: text(MANIFEST_LIMITS.steps),
  },
  { title: 'Manifest', description: 'What a producer says about a change.' },
);

export const SourceShape = Members(
  {
    repository: text(300),
    commit: text(80),
    committedAt: Type.Optional(
      Type.String({
        maxLength: 40,
        pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z$',
        description: 'When the commit was made, as the importer of a history says; decides nothing.',
      }),
    ),
    pullRequest: text(300),
    file: text(300),
  },
  { title: 'Source', description: "Where a version comes from, as the producer's CI says; shown, never trusted." },
);

export const EmergencyShape = Members(
  { reason: Type.String({ minLength: 10, maxLength: 500, description: 'Told to everyone affected, and audited.' }) },
  { title: 'Emergency' },
);

/** The members that `publish` and `check` have in common. */
export const PROPOSED = {
  schema: Json('A JSON Schema of draft 4, 6, 7, 2019-09 or 2020-12, without references to other documents.'),
  manifest: Type.Optional(ManifestShape),
  sunset: Type.Optional(Type.String({ maxLength: 40, description: 'A date, 2026-12-08.' })),
  emergency: Type.Optional(EmergencyShape),
  allowUnknown: Type.Optional(
    Type.Boolean({
      description:
        'Takes a schema with members that are not keywords and look like a slip (`requierd`), without any keyword, ' +
        'or with definitions alone, which is refused as `invalid-schema` otherwise.',
    }),
  ),
};

export const PROPOSED_EXAMPLE = {
  schema: {
    type: 'object',
    properties: { user_id: { type: 'integer' }, category: { type: 'string' } },
    required: ['user_id', 'category'],
  },
  sunset: '2026-12-08',
  manifest: { message: 'category becomes a string', contact: '#payments-data' },
};

export const ReadFieldShape = mirrors<ReadField>()(
  Members(
    {
      pointer: Type.String({
        maxLength: 500,
        pattern: '^(/|$)',
        description: 'Into the record; `*` for any array item.',
      }),
      handles: Type.Optional(
        List(Type.Enum(['new-values', 'null', 'missing', 'wider-range']), {
          maxItems: 4,
          uniqueItems: true,
          description: 'What the consumer tolerates there beyond what its trained version had.',
        }),
      ),
      presence: Type.Optional(
        Type.Literal('required', { description: 'Even where the trained version had it optional.' }),
      ),
    },
    { title: 'ReadField' },
  ),
);

export const SLACK = {
  channel: Type.String({ minLength: 1, maxLength: 80, description: 'Name or id.', examples: ['#fraud-ml'] }),
  mention: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{5,20}$', description: 'Id of a user group.' })),
};
export const SlackShape = mirrors<SlackTarget>()(Members(SLACK, { title: 'SlackTarget' }));

export const GITHUB = {
  repository: Type.String({
    maxLength: GITHUB_REPOSITORY_LENGTH,
    pattern: GITHUB_REPOSITORY.source,
    description: 'Owner and name.',
    examples: ['acme/fraud-model'],
  }),
};
export const GithubShape = mirrors<GithubTarget>()(
  Members(GITHUB, { title: 'GithubTarget', description: 'Where each migration of the model is an issue.' }),
);

export const MSTEAMS = {
  channel: Type.String({
    maxLength: MSTEAMS_CHANNEL_LENGTH,
    pattern: MSTEAMS_CHANNEL.source,
    description: 'The name under which the operators keep the address of its workflow.',
    examples: ['fraud-ml'],
  }),
};
export const MsTeamsShape = mirrors<MsTeamsTarget>()(
  Members(MSTEAMS, { title: 'MsTeamsTarget', description: 'Where a team is told in Microsoft Teams.' }),
);

export const WEBHOOK = { name: Name };
export const WebhookShape = mirrors<WebhookTarget>()(
  Members(WEBHOOK, {
    title: 'WebhookTarget',
    description: 'An endpoint that is posted the events, by the name under which the operators keep it.',
  }),
);

export const KillSwitchReasonShape = Type.Enum(KILL_SWITCH_REASONS);
export const KillSwitchShape = mirrors<KillSwitch>()(
  Members(
    {
      on: List(KillSwitchReasonShape, {
        maxItems: KILL_SWITCH_REASONS.length,
        uniqueItems: true,
        description:
          '`overdue`: the model’s date has passed. `emergency`: a break went live before its gate was open. Empty: off.',
      }),
      target: Name,
    },
    {
      title: 'KillSwitch',
      description: `The event on which the model’s own runbook acts, sent on \`${OWN_TOPIC}\` (Forewarn’s own topic) or on a topic that was allow-listed at deploy.`,
    },
  ),
);

export const TierShape = Type.Enum(['critical', 'standard', 'experimental']);

export const VerbsShape = Type.Array(Type.Enum(VERBS), { minItems: 1, uniqueItems: true });

/** The outcome of a `PUT`, or of its rehearsal. */
export const PutOutcome = Type.Enum(['created', 'updated', 'unchanged']);
