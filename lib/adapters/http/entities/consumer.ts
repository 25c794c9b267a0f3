import * as Type from 'typebox';
import type { Consumer, Subscription } from '../../../domain/consumer.ts';
import {
  GithubShape,
  KillSwitchShape,
  MsTeamsShape,
  ReadFieldShape,
  SlackShape,
  TierShape,
  WebhookShape,
} from '../shapes.ts';

import { Entity, Instant, Json, List, mirrors, Revision } from './entity.ts';
import { BreakShape } from './verdict.ts';

export const CONSUMER = {
  name: Type.String({ examples: ['fraud'] }),
  team: Type.String(),
  tier: TierShape,
  claimedTier: Type.Optional(
    Type.Literal('critical', { description: 'What its team says, until an administrator confirms it.' }),
  ),
  slack: Type.Optional(SlackShape),
  github: Type.Optional(GithubShape),
  msteams: Type.Optional(MsTeamsShape),
  webhook: Type.Optional(WebhookShape),
  description: Type.Optional(Type.String()),
  releases: List(Type.String(), { description: 'Live releases, as the team says.', examples: [['v7', 'v8']] }),
  killSwitch: Type.Optional(KillSwitchShape),
  lastSeenAt: Instant('Last deployment, answer or change of a subscription.'),
  createdAt: Instant(),
  revision: Revision,
};

export const ConsumerShape = mirrors<Consumer>()(Entity('Consumer', CONSUMER, 'A model or pipeline that reads data.'));

export const SubscriptionShape = mirrors<Subscription>()(
  Entity(
    'Subscription',
    {
      consumer: Type.String(),
      subject: Type.String(),
      team: Type.String(),
      tier: TierShape,
      trainedOn: Type.Integer({ minimum: 1, description: 'The version that the model was trained on.' }),
      namedVersion: Type.Optional(
        Type.Integer({
          minimum: 1,
          description: 'The version that its subscriber named last, where its live releases read `trainedOn` instead.',
        }),
      ),
      reads: List(ReadFieldShape, { description: 'Empty: everything that version declares.' }),
      strict: Type.Boolean({ description: 'What the trained version does not declare is rejected.' }),
      expectations: Type.Optional(Json('A JSON Schema that replaces the contract derived from the trained version.')),
      alreadyBroken: Type.Optional(BreakShape),
      createdAt: Instant(),
      revision: Revision,
    },
    'What one consumer reads of one subject.',
  ),
);
