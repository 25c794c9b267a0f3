import type { Announcement } from '../../domain/announcement.ts';
import type { Consumer } from '../../domain/consumer.ts';
import { defined } from '../../domain/defined.ts';
import type { Migration } from '../../domain/migration/migration.ts';
import { auditEntry } from '../audit-entry.ts';
import type { Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import type { AnswerRequest } from './move-by-answer.ts';

/** Who answers is there: a model whose team speaks is not stale. */
export const seenConsumers = (consumers: readonly Consumer[], now: string): readonly Write[] =>
  consumers.map((consumer) => ({
    put: 'consumer',
    item: { ...consumer, lastSeenAt: now, revision: consumer.revision + 1 },
    expect: consumer.revision,
    was: consumer,
  }));

/** What the trail keeps of an answer. */
export function auditOf(
  facts: {
    readonly request: AnswerRequest;
    readonly announcement: Announcement;
    readonly moved: readonly Migration[];
    readonly now: string;
  },
  ports: WritePorts,
) {
  const { request, announcement, moved, now } = facts;
  const [only] = moved;
  return auditEntry({
    principal: request.principal,
    ...defined({ from: request.from }),
    ports,
    now,
    action: `migration.${request.answer.answer}`,
    subject: announcement.subject,
    ...(only && moved.length === 1 ? { consumer: only.consumer } : {}),
    announcementId: announcement.id,
    detail: { consumers: moved.map(({ consumer }) => consumer) },
  });
}
