import * as Type from 'typebox';
import type { ForeseenRetirement } from '../../../application/publishing/foresee-retirement.ts';
import { SourceShape } from '../shapes.ts';
import { MinimumNoticeShape } from './comparison.ts';
import { FieldReaderShape, GateModelShape } from './deployment.ts';
import { DueDate, Entity, List, mirrors, Text } from './entity.ts';
import { SUBJECT } from './subject.ts';

const Announced = Type.Optional(Text('The announcement that tells its readers.'));

export const RetiredShape = Entity(
  'Retired',
  {
    ...SUBJECT,
    outcome: Type.Enum(['retired', 'unchanged', 'announced', 'waits'], {
      description:
        '`announced`: its readers are notified, and it is retired once they have come through or their dates are over; ' +
        '`waits`: that was announced before; `unchanged`: it was retired before.',
    }),
    announcementId: Announced,
    minimumNotice: Type.Optional(MinimumNoticeShape),
    holding: Type.Optional(List(GateModelShape, { description: 'Of one that waits: the models that hold it.' })),
  },
  'A subject, and what became of ending it.',
);

export const ForeseenRetirementShape = mirrors<ForeseenRetirement>()(
  Entity(
    'ForeseenRetirement',
    {
      subject: Type.String(),
      status: Type.Enum(['active', 'retired']),
      source: Type.Optional(SourceShape),
      wouldBe: Type.Enum(['retired', 'announced', 'waits', 'refused'], {
        description: '`retired`: nobody subscribes, or it is retired already. `waits`: it was announced.',
      }),
      passes: Type.Boolean({
        description:
          'Whether a run that finds it gone should pass: nobody subscribes, a sufficient date is named, or it was announced.',
      }),
      because: Type.Optional(Text('Why it would be refused.')),
      earliest: Type.Optional(DueDate('The earliest date that all who subscribe have notice of.')),
      announcementId: Announced,
      readers: List(FieldReaderShape, { description: 'Live models that read it.' }),
    },
    'What retiring a subject would come to, or came to already.',
  ),
);
