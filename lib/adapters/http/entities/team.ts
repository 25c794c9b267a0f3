import * as Type from 'typebox';
import { type ApiToken, type Identity, type Team, VERBS } from '../../../domain/principal.ts';
import { Entity, Instant, List, mirrors, Text } from './entity.ts';

const Verbs = List(Type.Enum(VERBS));

/** What is shown of a team: the revision is of no use to anyone. */
export const TeamShape = mirrors<Omit<Team, 'revision'>>()(
  Entity('Team', {
    name: Type.String(),
    prefixes: List(Type.String(), {
      description: 'Subjects named so, or starting so and with a `.`, are this team’s to publish first.',
    }),
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

/** What is shown of a token: never its secret's hash. */
export const TokenShape = mirrors<Omit<ApiToken, 'secretHash' | 'revision'>>()(Entity('Token', TOKEN));
