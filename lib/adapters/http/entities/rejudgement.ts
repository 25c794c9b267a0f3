import * as Type from 'typebox';
import type { ForeseenModel, ForeseenPage, StartedRejudgement } from '../../../application/announcing/rejudgement.ts';
import { Count, DueDate, Entity, List, mirrors, Text } from './entity.ts';

const EngineShape = Type.Integer({ minimum: 1, description: 'The version of the engine that runs now.' });

const ForeseenModelShape = mirrors<ForeseenModel>()(
  Entity(
    'ForeseenModel',
    {
      subject: Type.String(),
      version: Type.Integer({ minimum: 1 }),
      announcementId: Type.String(),
      consumer: Type.String(),
      team: Type.String(),
      before: Type.Enum(['breaking', 'undecided', 'compatible', 'none'], {
        description: '`none`: it was not told of the change.',
      }),
      after: Type.Enum(['compatible', 'newly-broken', 'still-broken', 'undecided']),
      action: Type.Enum(['announce', 'prove', 'close', 'later', 'keep'], {
        description:
          '`announce`: it is notified, with its full notice from then on. `prove`: a record is added to what was undecided. `close`: that is proved safe. `later`: there was no time. `keep`: it stays.',
      }),
      date: Type.Optional(Type.Enum(['kept', 'full'])),
      because: Type.Optional(
        Type.Enum(['same', 'answered', 'record-stands', 'other-question', 'broken-before'], {
          description: 'Why it stays.',
        }),
      ),
      deadline: Type.Optional(DueDate('The date that it has then.')),
    },
    'What the engine of now makes of one model that an older one judged.',
  ),
);

export const ForeseenPageShape = mirrors<ForeseenPage>()(
  Entity(
    'ForeseenRejudgement',
    {
      engine: EngineShape,
      announcements: Count('Those of this page that an older engine judged.'),
      items: List(ForeseenModelShape),
      nextCursor: Type.Optional(Text('For `?cursor=`; absent on the last page.')),
    },
    'What judging again would come to, for a stretch of subjects; models for which nothing changes are left out.',
  ),
);

export const StartedRejudgementShape = mirrors<StartedRejudgement>()(
  Entity('StartedRejudgement', {
    engine: EngineShape,
    outcome: Type.Enum(['started', 'under-way'], { description: '`under-way`: the sweep is at it already.' }),
  }),
);
