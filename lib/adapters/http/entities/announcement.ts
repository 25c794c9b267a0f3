import * as Type from 'typebox';
import type { Announcement } from '../../../domain/announcement.ts';
import type { Hearing } from '../../../domain/migration/hearing.ts';
import type { Migration } from '../../../domain/migration/migration.ts';
import type { MigrationState } from '../../../domain/migration/state.ts';
import { CHANNEL_KINDS } from '../../../domain/notification/channels.ts';
import {
  GithubShape,
  ManifestShape,
  MsTeamsShape,
  SlackShape,
  SourceShape,
  TierShape,
  WebhookShape,
} from '../shapes.ts';

import { ChangeShape } from './change.ts';
import { Count, DueDate, Entity, Instant, Json, List, mirrors, Revision, Text } from './entity.ts';
import { AnnouncedPolicyShape } from './policy.ts';
import { BreakKind, JudgedShape, UndecidedKindShape } from './verdict.ts';

const KindShape = Type.Enum(['breaking', 'deprecation', 'question', 'digest'], {
  description:
    '`breaking` asks for answers by a date, `deprecation` announces a removal, `question` asks "does this affect you?", `digest` only tells.',
});
const Due = Instant('When the registry looks at it again by itself; absent where it need not.');

export const AnnouncementShape = mirrors<Announcement>()(
  Entity(
    'Announcement',
    {
      id: Text('ULID: sorts by time.'),
      kind: KindShape,
      status: Type.Enum(['planning', 'open', 'closed', 'withdrawn', 'observed'], {
        description: '`observed`: the subject is only observed, so it was recorded and told to nobody.',
      }),
      subject: Type.String(),
      ownerTeam: Type.String(),
      version: Type.Integer({ minimum: 1 }),
      previous: Count('The head that the version was compared with.'),
      generation: Count("The subject's generation when the change was compared."),
      observed: Type.Boolean(),
      retires: Type.Optional(
        Type.Literal(true, {
          description:
            'The subject ends: `version` is the last that its readers know, `live` says whether it is retired.',
        }),
      ),
      live: Type.Boolean({ description: 'Whether the version is live already, or waits as a proposal.' }),
      foundIn: Type.Optional(Text('Another registry that it was found in: its producers may use it already.')),
      liveAt: Type.Optional(Instant('When it went live.')),
      openedAt: Type.Optional(Instant('When its gate was first seen open: whoever comes later does not hold it.')),
      liveNews: Type.Optional(
        Type.Object(
          {
            kind: Type.Enum(['live', 'emergency', 'rolled-back']),
            at: Instant(),
            environment: Type.Optional(Type.String()),
            told: Type.Boolean({ description: 'Whether its readers have been notified.' }),
          },
          { description: 'The last that happened to it in production.' },
        ),
      ),
      supersededBy: Type.Optional(Text('The announcement that takes this one’s place.')),
      supersedes: Type.Optional(List(Type.String(), { description: 'The announcements whose place this one takes.' })),
      noticeSince: Type.Optional(Instant('When an earlier proposal announced all of these changes.')),
      revertedBy: Type.Optional(Count('The version that took the change back, once it was live.')),
      sunset: Type.Optional(DueDate('The date that the producer asked for.')),
      emergency: Type.Optional(Type.Object({ reason: Type.String(), by: Type.String() })),
      policy: Type.Optional(AnnouncedPolicyShape),
      loosened: Type.Optional(
        Type.Object(
          {
            at: Instant('The last time.'),
            by: Type.String(),
            reason: Type.String(),
            madeUnder: AnnouncedPolicyShape,
            told: Type.Boolean({ description: 'Whether its readers have been notified.' }),
          },
          {
            description:
              'That an administrator loosened `policy`. For whoever was notified by then `madeUnder` holds until its date is over.',
          },
        ),
      ),
      manifest: Type.Optional(ManifestShape),
      source: Type.Optional(SourceShape),
      changes: List(ChangeShape, { description: 'The first 50, most severe first.' }),
      changeCount: Count('All of them; the rest is at the version.'),
      undecided: Type.Optional(
        Type.Object(
          { reason: Type.String(), pointer: Type.Optional(Type.String()) },
          { description: 'Why it was not decided whether all that the version allows can be read.' },
        ),
      ),
      judged: Type.Optional(JudgedShape),
      rejudging: Type.Optional(
        Type.Object(
          { engine: Type.Integer({ minimum: 1 }), tries: Count('How often that was begun.') },
          { description: 'A newer engine is to judge its readers again.' },
        ),
      ),
      affected: Count('Models told, counted when planning ends.'),
      createdAt: Instant(),
      createdBy: Type.String(),
      dueAt: Type.Optional(Due),
      revision: Revision,
    },
    'A change that consumers must hear of.',
  ),
);

const at = Instant('When it came to this state.');
const by = Text('Who brought it there.');
const reason = Type.String();

export const MigrationStateShape = mirrors<MigrationState>()(
  Type.Union(
    [
      Type.Object({
        name: Type.Literal('notified'),
        at,
        reopened: Type.Optional(Text('Why a model that had migrated, or no longer subscribed, has to answer again.')),
      }),
      Type.Object({
        name: Type.Literal('acknowledged'),
        at,
        by,
        approved: Type.Optional(Text('Why, where the team had approved the change before it was published.')),
      }),
      Type.Object({
        name: Type.Literal('extension-requested'),
        at,
        by,
        until: DueDate('Asked for, or granted.'),
        reason,
      }),
      Type.Object({
        name: Type.Literal('granted'),
        at,
        by,
        until: DueDate('Asked for, or granted.'),
        requestedBy: Type.String(),
        reason,
      }),
      Type.Object({ name: Type.Literal('denied'), at, by, reason: Type.Optional(reason) }),
      Type.Object({ name: Type.Literal('objected'), at, by, reason }),
      Type.Object({ name: Type.Literal('not-affected'), at, by, reason }),
      Type.Object({
        name: Type.Literal('migrated'),
        at,
        by,
        proven: Type.Boolean({ description: 'By a recorded deployment rather than by word.' }),
      }),
      Type.Object({
        name: Type.Literal('overdue'),
        at,
        request: Type.Optional(Type.Object({ at, by, until: DueDate('Asked for, or granted.'), reason })),
        acknowledged: Type.Optional(Type.Object({ at, by }, { description: 'The team handles it.' })),
      }),
      Type.Object({ name: Type.Literal('waived'), at, by, reason }),
      Type.Object({ name: Type.Literal('withdrawn'), at }),
    ],
    { title: 'MigrationState' },
  ),
);

const HearingShape = mirrors<Hearing>()(
  Type.Union(
    [
      Type.Object({ name: Type.Literal('under-way') }),
      Type.Object({ name: Type.Literal('told'), at, by: Type.Enum([...CHANNEL_KINDS, 'answer']) }),
      Type.Object({ name: Type.Literal('untold'), at, channel: Type.String(), error: Type.String() }),
      Type.Object({ name: Type.Literal('passed'), at, by: Type.String(), reason, error: Type.String() }),
    ],
    {
      title: 'Hearing',
      description:
        'Whether its team heard of it. `untold`: no channel that the team chose took the message. `passed`: the producer or an administrator lets the version pass all the same. Absent: counts as told.',
    },
  ),
);

export const MigrationShape = mirrors<Migration>()(
  Entity(
    'Migration',
    {
      announcementId: Type.String(),
      consumer: Type.String(),
      team: Type.String(),
      tier: TierShape,
      subject: Type.String(),
      version: Type.Integer({ minimum: 1 }),
      releases: List(Type.String()),
      slack: Type.Optional(SlackShape),
      github: Type.Optional(GithubShape),
      msteams: Type.Optional(MsTeamsShape),
      webhook: Type.Optional(WebhookShape),
      formerChannels: Type.Optional(
        List(Type.String(), { description: 'Slack channels from before it was given another, the newest first.' }),
      ),
      renewed: Type.Optional(Type.Literal(true, { description: 'It was announced anew, in messages of its own.' })),
      concern: KindShape,
      state: MigrationStateShape,
      hearing: Type.Optional(HearingShape),
      deadline: DueDate('By when the model must be ready.'),
      announcedDeadline: DueDate('The deadline before anybody asked for more time.'),
      late: Type.Optional(
        Type.Object(
          {
            at: Instant(),
            over: Type.Optional(
              Text(
                'Since when nothing waited for it any more: the gate had opened, or the latest agreed date was over.',
              ),
            ),
          },
          { description: 'It came, or came back, after the readers had been looked up.' },
        ),
      ),
      exposure: Type.Optional(
        Type.Object(
          {
            since: Instant('The change went live, or the model came back to what it breaks.'),
            toldAt: Type.Optional(Instant('When its team was last told.')),
            lookAt: Type.Optional(
              Instant('When it is looked at again: there was nothing to say, or not at that hour.'),
            ),
            days: Count('On how many working days it was repeated after the first message.'),
            digestAt: Type.Optional(Instant('When the last digest is sent that contains it.')),
          },
          { description: 'The change is live over it.' },
        ),
      ),
      carriedFrom: Type.Optional(Text('The announcement to which the answer was given, with the same change.')),
      verdict: Type.Enum(['breaking', 'undecided', 'compatible']),
      undecided: Type.Optional(UndecidedKindShape),
      kind: Type.Optional(BreakKind),
      witness: Type.Optional(Json("The record that the new version allows and this model's contract rejects.")),
      reason: Type.Optional(Text('Why the verdict is undecided.')),
      pointers: List(Type.String(), { description: 'Where the contract fails, deepest first.' }),
      judged: Type.Optional(JudgedShape),
      changes: List(ChangeShape, { description: 'Those that touch what this model reads, at most 10.' }),
      changeCount: Count('All that touch what this model reads.'),
      observed: Type.Optional(
        Type.Literal(true, {
          description: 'The subject is only observed: its team was not notified, and nothing is due.',
        }),
      ),
      dueAt: Type.Optional(Due),
      createdAt: Instant(),
      revision: Revision,
    },
    'An announcement for one consumer: what it does to this model, and by when.',
  ),
);
