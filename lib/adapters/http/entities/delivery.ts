import * as Type from 'typebox';
import { DELIVERY_KINDS, type Delivery } from '../../../domain/delivery.ts';
import { GITHUB, KillSwitchReasonShape, MSTEAMS, SLACK, WEBHOOK } from '../shapes.ts';

import { MigrationStateShape } from './announcement.ts';
import { Count, Entity, Instant, List, mirrors, Revision, Text } from './entity.ts';

export const DeliveryShape = mirrors<Delivery>()(
  Entity(
    'Delivery',
    {
      id: Type.String(),
      kind: Type.Enum([...DELIVERY_KINDS], {
        description:
          '`overview`: the producer’s first message. `moved`: a model was given another channel. `held`: only objections and silence past their time still hold a release. `live`: the change is live, or live no more. `emergency`: it is live before its gate was open. `exposed`: it is live over models that have not come through. `loosened`: an administrator loosened its policy. `stale`: does this model still run? `untold`: no channel of a team took its message, or a release passes over that. `kill-switch`: the event that one model’s runbook acts upon. `test`: says nothing but that it arrives.',
      }),
      channel: Type.Union([
        Type.Object({ kind: Type.Literal('slack'), ...SLACK }),
        Type.Object({ kind: Type.Literal('github'), ...GITHUB }),
        Type.Object({ kind: Type.Literal('msteams'), ...MSTEAMS }),
        Type.Object({ kind: Type.Literal('webhook'), ...WEBHOOK }),
        Type.Object({
          kind: Type.Literal('sns'),
          target: Type.Optional(Text('The name of an allow-listed topic; absent: Forewarn’s own.')),
        }),
      ]),
      subject: Type.Optional(Text('Absent on what tells of several: a digest, a day’s reminders.')),
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      announcementId: Type.Optional(Type.String()),
      announcementIds: Type.Optional(
        List(Type.String(), { description: 'What a digest or a day’s reminders tell of, at most 100.' }),
      ),
      exposedIds: Type.Optional(
        List(Type.String(), {
          description: 'Of a digest: what is live over models of the team, told before day by day; at most 100.',
        }),
      ),
      trialEnds: Type.Optional(
        List(Type.String(), {
          description: 'Of a digest: subjects of the team that are soon observed no more, at most 100.',
        }),
      ),
      team: Type.String(),
      audience: Type.Optional(
        Type.Enum(['consumer', 'escalation', 'producer', 'administrator'], { description: 'Absent: `consumer`.' }),
      ),
      answer: Type.Optional(
        Type.Object({
          consumers: List(Type.String()),
          state: MigrationStateShape,
          provedBy: Type.Optional(Type.Integer({ description: 'Nobody answered: this engine found a record.' })),
        }),
      ),
      silentSince: Type.Optional(Instant('Of a `stale` delivery: when the model was last heard of.')),
      killSwitch: Type.Optional(
        Type.Object({ consumer: Type.String(), reason: KillSwitchReasonShape, dryRun: Type.Boolean() }),
      ),
      consumers: Type.Optional(
        List(Type.String(), { description: 'Only these of the team; absent: all of it in this channel.' }),
      ),
      status: Type.Enum(['scheduled', 'pending', 'sending', 'sent', 'skipped', 'failed'], {
        description:
          '`scheduled`: it gathers news, or waits for working hours. `sending`: the outcome is unknown until it is `sent`. `skipped`: there was nothing left to say.',
      }),
      attempts: Count('Own failures only; a rate limit counts nothing.'),
      receipt: Type.Optional(
        Type.Union([
          Type.Object({ channelId: Type.String(), ts: Type.String() }),
          Type.Object({ messageId: Type.String() }),
          Type.Object({
            repository: Type.String(),
            issue: Type.Integer(),
            comment: Type.Optional(Type.Integer()),
          }),
          Type.Object({
            status: Type.Integer(),
            request: Type.Optional(Text('The other side’s own id of the request.')),
          }),
        ]),
      ),
      thread: Type.Optional(Type.Object({ channelId: Type.String(), ts: Type.String() })),
      possibleDuplicate: Type.Optional(Type.Boolean()),
      adopted: Type.Optional(
        Type.Boolean({
          description: 'The message was sent for an announcement that was superseded; its thread goes on.',
        }),
      ),
      again: Type.Optional(Type.Boolean({ description: 'It had failed, and is about to be sent again.' })),
      error: Type.Optional(Text('Why the last attempt failed.')),
      dueAt: Type.Optional(Instant('When it is sent, or sent again.')),
      createdAt: Instant(),
      sentAt: Type.Optional(Instant()),
      revision: Revision,
    },
    'One message to one place.',
  ),
);
