import * as Type from 'typebox';
import {
  type AllowedPlaces,
  type ApiToken,
  type Identity,
  type Team,
  type TeamSlack,
  VERBS,
  type WorkingHours,
} from '../../../domain/principal.ts';
import { Members } from '../shape.ts';
import { Count, Entity, Instant, List, mirrors, Text } from './entity.ts';

const Verbs = List(Type.Enum(VERBS));

/** When a team may be reminded. */
export const WorkingHoursShape = mirrors<WorkingHours>()(
  Members({
    timeZone: Type.String({ maxLength: 60, examples: ['Europe/Berlin'] }),
    days: List(Type.Integer({ minimum: 1, maximum: 7 }), {
      minItems: 1,
      maxItems: 7,
      uniqueItems: true,
      description: 'ISO weekdays, 1 is Monday.',
    }),
    from: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', examples: ['09:00'] }),
    to: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', examples: ['17:30'] }),
  }),
);

/** Who of a Slack workspace belongs to the team. */
export const TeamSlackShape = mirrors<TeamSlack>()(
  Members({
    users: Type.Optional(
      List(Type.String({ pattern: '^[UW][A-Z0-9]{4,20}$' }), {
        maxItems: 100,
        uniqueItems: true,
        description: 'User ids.',
      }),
    ),
    group: Type.Optional(Type.String({ pattern: '^S[A-Z0-9]{4,20}$', description: 'Id of a user group.' })),
    escalation: Type.Optional(
      Type.String({ minLength: 1, maxLength: 80, description: 'Channel that hears when a model is overdue.' }),
    ),
  }),
);

/** Where a team may have itself told. */
export const AllowedPlacesShape = mirrors<AllowedPlaces>()(
  Members(
    {
      channels: Type.Optional(
        List(Type.String({ minLength: 1, maxLength: 80, pattern: '^[^*]+\\*?$', examples: ['#fraud-*'] }), {
          maxItems: 100,
          uniqueItems: true,
          description: 'Names or ids; one that ends in `*` stands for all that begin so. Absent: any.',
        }),
      ),
      groups: Type.Optional(
        List(Type.String({ pattern: '^[A-Z0-9]{5,20}$' }), {
          maxItems: 100,
          uniqueItems: true,
          description: 'Ids of user groups that it may have mentioned. Absent: any.',
        }),
      ),
    },
    { title: 'AllowedPlaces' },
  ),
);

/** The public members of a team: the revision is of no use to anyone. */
export const TeamShape = mirrors<Omit<Team, 'revision'>>()(
  Entity('Team', {
    name: Type.String(),
    prefixes: List(Type.String(), {
      description:
        'Subjects named so, starting so and with a `.`, or with what is before a `*`, are this team’s to publish first.',
    }),
    hours: Type.Optional(WorkingHoursShape),
    slack: Type.Optional(TeamSlackShape),
    criticalAllowance: Type.Optional(Count('How many models it may call critical by itself; absent: 3.')),
    criticals: Type.Optional(List(Type.String(), { description: 'The models that this counts.' })),
    allowed: Type.Optional(AllowedPlacesShape),
    createdAt: Instant(),
  }),
);

export const IdentityShape = mirrors<Omit<Identity, 'revision'>>()(
  Entity(
    'Identity',
    {
      issuer: Type.String(),
      subject: Text('The claims that must all match, in canonical form.', {
        examples: ['repository_id=123456;repository_owner_id=42'],
      }),
      team: Type.String(),
      verbs: Verbs,
    },
    'What of an OIDC issuer stands for a team.',
  ),
);

export const TOKEN = {
  id: Type.String(),
  team: Type.String(),
  verbs: Verbs,
  description: Type.String(),
  createdBy: Type.String(),
  createdAt: Instant(),
  expiresAt: Instant(),
  revokedAt: Type.Optional(Instant()),
};

/** The public members of a token: never its secret's hash. */
export const TokenShape = mirrors<Omit<ApiToken, 'secretHash' | 'revision'>>()(Entity('Token', TOKEN));
