import type { AnnouncementKind } from '../../announcement.ts';
import type { Migration } from '../../migration/migration.ts';
import { type MigrationEvent, transition } from '../../migration/transition.ts';
import { gravestConcern } from './team-message.ts';

/** What a team can say to a change where it is told of it; the rest is for the command line and the API. */
export type Answer = 'acknowledge' | 'not-affected' | 'extend' | 'object';

const ASKED: Readonly<Record<AnnouncementKind, readonly Answer[]>> = {
  breaking: ['acknowledge', 'not-affected', 'extend', 'object'],
  deprecation: ['acknowledge', 'not-affected', 'extend', 'object'],
  question: ['not-affected', 'acknowledge', 'object'],
  digest: ['not-affected', 'object'],
};

const NOBODY = { by: '', reason: '' };
/** What each answer would do, at its most: a date that lies further ahead than any. */
const PROBES: Readonly<Record<Answer, MigrationEvent>> = {
  acknowledge: { name: 'acknowledge', ...NOBODY },
  'not-affected': { name: 'declare-not-affected', ...NOBODY },
  extend: { name: 'request-extension', ...NOBODY, until: '9999-12-31T12:00:00.000Z', allowedUntil: '' },
  object: { name: 'object', ...NOBODY },
};

/** The answers that one of the models can still give, by what it is asked. */
export const offeredAnswers = (migrations: readonly Migration[], now: string): readonly Answer[] =>
  ASKED[gravestConcern(migrations)].filter((answer) =>
    migrations.some((migration) => transition(migration, probe(answer, migration), now).outcome === 'moved'),
  );

/** What is live over a model can be acknowledged after its date as well. */
function probe(answer: Answer, { exposure }: Migration): MigrationEvent {
  const event = PROBES[answer];
  return event.name === 'acknowledge' && exposure ? { ...event, liveSince: exposure.since } : event;
}
