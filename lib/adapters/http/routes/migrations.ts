import * as Type from 'typebox';
import { getMigration } from '../../../application/announcing/load-migration.ts';
import { answerMigrations } from '../../../application/answering/answer-migrations.ts';
import type { WritePorts } from '../../../application/ports/write-ports.ts';
import { DomainError } from '../../../domain/errors.ts';
import { ANSWER_NAMES } from '../../../domain/migration/answer.ts';
import { measureAnswers } from '../../answer-metrics.ts';
import { readAnswer } from '../answer-body.ts';
import { MigrationShape } from '../entities/announcement.ts';
import { Entity, Text } from '../entities/entity.ts';
import type { HandlerPorts } from '../handler.ts';
import { defineRoute, type Route } from '../route.ts';
import { Members } from '../shape.ts';

const PATH = '/v1/announcements/{announcement}/migrations/{consumer}';

const read = defineRoute({
  operationId: 'readMigration',
  method: 'GET',
  path: PATH,
  verb: 'read',
  summary: 'What an announcement asks of one consumer, and how far it is',
  reply: { 200: { description: 'The migration', body: MigrationShape } },
  refuses: ['not-found'],
  handle: async ({ params }, { store }: WritePorts) => ({ status: 200, body: await getMigration(params, store) }),
});

const answer = defineRoute({
  operationId: 'answerMigration',
  method: 'PUT',
  path: PATH,
  // Who may say what depends on the answer: the model's team, the producer, or an administrator for either.
  verb: 'none',
  summary: 'Answer for a consumer, or decide about its request; the same again changes nothing',
  body: Members(
    {
      answer: Type.Enum(ANSWER_NAMES),
      until: Type.Optional(Type.String({ maxLength: 40, description: 'A date, 2026-12-08: of `extend` and `grant`.' })),
      reason: Type.Optional(Type.String({ minLength: 3, maxLength: 500 })),
      seen: Type.Optional(
        Text('When what the answer is to was read: refused, if somebody else has answered since.', { maxLength: 40 }),
      ),
    },
    { title: 'Answer' },
  ),
  reply: {
    200: {
      description: 'The migration as it is now',
      body: Entity('Answered', {
        outcome: Type.Enum(['moved', 'unchanged']),
        because: Type.Optional(Text('Why nothing changed.')),
        migration: MigrationShape,
      }),
    },
  },
  refuses: ['not-found', 'conflict'],
  handle: async ({ params, body, principal, from }, ports: WritePorts) => {
    const request = { ...readAnswer(body), announcement: params.announcement, consumers: [params.consumer] };
    const outcomes = await answerMigrations({ ...request, principal, from }, ports);
    measureAnswers(outcomes);
    const [result] = outcomes;
    if (!result) throw new Error('one consumer was named, and none was answered for');
    const { outcome, migration } = result;
    if (outcome === 'moved') return { status: 200, body: { outcome, migration } };
    const { because } = result;
    if (outcome === 'unchanged') return { status: 200, body: { outcome, because, migration } };
    throw new DomainError(
      'conflict',
      outcome === 'overtaken'
        ? `${params.consumer}: ${because}; read it again, and answer to what it is now`
        : `${params.consumer}: ${because}`,
    );
  },
});

export const migrationRoutes: readonly Route<HandlerPorts & WritePorts>[] = [read, answer];
