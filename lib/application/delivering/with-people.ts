import type { ProducerMessage, TeamMessage } from '../../domain/notification/words/team-message.ts';
import { authorsOf, named, namesOf } from '../people.ts';
import type { Store } from '../ports/store.ts';

/** A message whose tokens and sign-ins of CI are named by the team and the purpose that they have, as people know them. */
export async function withPeople<M extends TeamMessage | ProducerMessage>(message: M, store: Store): Promise<M> {
  const { migrations, answer, announcement } = message;
  const { emergency } = announcement;
  const name = await namesOf(
    [
      ...migrations.flatMap(({ state }) => authorsOf(state)),
      ...(answer ? authorsOf(answer.state) : []),
      ...(emergency ? [emergency.by] : []),
    ],
    store,
  );
  return {
    ...message,
    migrations: migrations.map((one) => ({ ...one, state: named(one.state, name) })),
    ...(answer ? { answer: { ...answer, state: named(answer.state, name) } } : {}),
    announcement: emergency ? { ...announcement, emergency: { ...emergency, by: name(emergency.by) } } : announcement,
  };
}
