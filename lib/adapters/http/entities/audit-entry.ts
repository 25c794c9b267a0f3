import * as Type from 'typebox';
import type { AuditEntry } from '../../../domain/audit.ts';
import { Entity, Instant, mirrors, Text } from './entity.ts';

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
    },
    'Who did what, when, from where.',
  ),
);
