import * as Type from 'typebox';
import type { AuditEntry } from '../../../domain/audit.ts';
import { Entity, Instant, List, mirrors, Text } from './entity.ts';

const AuditedMembers = (description: string) =>
  Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object', additionalProperties: true, description });

const AuditedWriteShape = Entity(
  'AuditedWrite',
  {
    entity: Type.String({ examples: ['migration', 'subject'] }),
    key: AuditedMembers('Which one.'),
    before: Type.Union([AuditedMembers('Only what differs; long members are cut.'), Type.Null()]),
    after: Type.Union([AuditedMembers('Only what differs; long members are cut.'), Type.Null()]),
    cut: Type.Optional(Type.Literal(true, { description: 'Too much was written at once: members are left out.' })),
  },
  'One item before and after; `null` where it did not exist, or was deleted.',
);

export const AuditEntryShape = mirrors<AuditEntry>()(
  Entity(
    'AuditEntry',
    {
      id: Text('ULID: sorts by time.'),
      at: Instant(),
      action: Type.String({ examples: ['version.registered', 'token.revoked'] }),
      principal: Text('Who did it, e.g. `token:01J…`.'),
      team: Type.Optional(Type.String()),
      from: Type.Optional(Text('Source address and user agent of the request, where there was one.')),
      subject: Type.Optional(Type.String()),
      consumer: Type.Optional(Type.String()),
      announcementId: Type.Optional(Type.String()),
      detail: Type.Unsafe<Readonly<Record<string, unknown>>>({
        type: 'object',
        additionalProperties: true,
        description: 'What belongs to the action.',
      }),
      writes: Type.Optional(List(AuditedWriteShape, { description: 'What it changed; absent on old entries.' })),
    },
    'Who did what, when, from where.',
  ),
);
