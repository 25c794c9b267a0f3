import { defined } from '../../domain/defined.ts';
import type { Store } from '../ports/store.ts';
import { type WatchPorts, type WatchReport, type WatchRequest, watchRegistry } from './watch-registry.ts';

/** One run of a watch that is run again and again: it begins where the run before it had to end. */
export async function continueWatch(
  request: Omit<WatchRequest, 'after'>,
  ports: WatchPorts & { readonly store: Store },
): Promise<WatchReport> {
  const registry = ports.there.host;
  const kept = await ports.store.find('watch', { registry });
  const report = await watchRegistry({ ...request, after: kept?.after }, ports);
  const { after } = report;
  if (after === kept?.after) return report;
  // Lost to another run, which then begins elsewhere: what is known is no news wherever one begins.
  const place = { registry, ...defined({ after }), revision: (kept?.revision ?? 0) + 1 };
  await ports.store.update('watch', place, kept?.revision ?? 'absent');
  return report;
}
