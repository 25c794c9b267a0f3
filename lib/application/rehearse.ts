import type { Consumer } from '../domain/consumer.ts';
import type { EntityKind } from './ports/entities.ts';
import type { Store } from './ports/store.ts';

/**
 * The same store for a rehearsal: it reads what is there and writes nothing, so that a use case decides and refuses as
 * it would, and leaves no trace. `consumer` is taken as there if it is not.
 */
export function rehearse(store: Store, consumer?: Consumer): Store {
  const silent: Pick<Store, 'commit' | 'ensure' | 'update' | 'find'> = {
    commit: () => Promise.resolve('committed'),
    ensure: () => Promise.resolve(),
    update: () => Promise.resolve('committed'),
    find: async (kind, key) => {
      const found = await store.find(kind, key);
      // Of the kinds this one alone has the type of what is assumed.
      return found ?? (isAssumed(kind, key, consumer) ? (consumer as unknown as typeof found) : undefined);
    },
  };
  return new Proxy(store, {
    get: (target, name) => {
      const own: unknown = Reflect.get(name in silent ? silent : target, name);
      return typeof own === 'function' ? own.bind(name in silent ? silent : target) : own;
    },
  });
}

const isAssumed = (kind: EntityKind, key: object, consumer: Consumer | undefined): boolean =>
  kind === 'consumer' && consumer !== undefined && 'name' in key && key.name === consumer.name;
