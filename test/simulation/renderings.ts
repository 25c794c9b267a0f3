import { firstRendering } from '../../lib/application/delivering/first-messages.ts';
import type { System } from './system.ts';

/** What each first message in Slack would read if it were written anew at the moment when it was last written. */
export async function renderFirsts(system: System): Promise<ReadonlyMap<string, string | undefined>> {
  const { store, registry, slack } = system;
  const renderings = new Map<string, string | undefined>();
  for (const first of store.all('delivery')) {
    const { kind, receipt } = first;
    if ((kind !== 'announced' && kind !== 'overview') || !receipt || !('ts' in receipt)) continue;
    const written = slack.messages.get(`${receipt.channelId} ${receipt.ts}`)?.readings.at(-1)?.at ?? '';
    const rendering = await firstRendering(first, { store, registry, clock: { now: () => written } });
    renderings.set(first.id, rendering?.text);
  }
  return renderings;
}
