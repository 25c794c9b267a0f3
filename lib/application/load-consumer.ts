import type { Consumer } from '../domain/consumer.ts';
import { DomainError } from '../domain/errors.ts';
import type { Store } from './ports/store.ts';

/** Throws `not-found` with where to look. */
export async function getConsumer(name: string, store: Store): Promise<Consumer> {
  const consumer = await store.find('consumer', { name });
  if (consumer) return consumer;
  throw new DomainError('not-found', `there is no consumer ${name}; \`forewarn consumers\` lists those that exist`);
}
