import type { Migration } from '../../domain/announcement.ts';
import type { MigrationState } from '../../domain/migration/state.ts';
import type { ProducerMessage, TeamMessage } from '../../domain/notification/words/team-message.ts';
import { inBatches } from '../in-batches.ts';
import type { Store } from '../ports.ts';

/** Tokens of one message that are looked up; who answers for more is read in the registry. */
const MOST = 20;

/** A message whose tokens are named by the team and the purpose that they have, as people know them. */
export async function withPeople<M extends TeamMessage | ProducerMessage>(message: M, store: Store): Promise<M> {
  const { migrations, answer, announcement } = message;
  const said = [...migrations.flatMap(({ state }) => authorsOf(state)), ...(answer ? authorsOf(answer.state) : [])];
  const tokens = [...new Set([...said, announcement.emergency?.by ?? ''])].filter((by) => by.startsWith('token:'));
  if (tokens.length === 0) return message;
  const names = new Map(await inBatches(tokens.slice(0, MOST), async (by) => [by, await nameOf(by, store)] as const));
  const name = (by: string): string => names.get(by) ?? by;
  return {
    ...message,
    migrations: migrations.map((one): Migration => ({ ...one, state: named(one.state, name) })),
    ...(answer ? { answer: { ...answer, state: named(answer.state, name) } } : {}),
    announcement: announcement.emergency
      ? { ...announcement, emergency: { ...announcement.emergency, by: name(announcement.emergency.by) } }
      : announcement,
  };
}

async function nameOf(by: string, store: Store): Promise<string> {
  const token = await store.find('token', { id: by.slice('token:'.length) });
  if (!token) return by;
  return token.description === '' ? `team ${token.team}` : `team ${token.team} (${token.description})`;
}

function authorsOf(state: MigrationState): readonly string[] {
  if (state.name === 'overdue') return [state.request?.by ?? '', state.acknowledged?.by ?? ''];
  return [...('by' in state ? [state.by] : []), ...(state.name === 'granted' ? [state.requestedBy] : [])];
}

function named(state: MigrationState, name: (by: string) => string): MigrationState {
  if (state.name === 'granted') return { ...state, by: name(state.by), requestedBy: name(state.requestedBy) };
  if (state.name !== 'overdue') return 'by' in state ? { ...state, by: name(state.by) } : state;
  const { request, acknowledged } = state;
  return {
    ...state,
    ...(request ? { request: { ...request, by: name(request.by) } } : {}),
    ...(acknowledged ? { acknowledged: { ...acknowledged, by: name(acknowledged.by) } } : {}),
  };
}
