import { deliverCard } from '../../lib/application/delivering/deliver-card.ts';
import { deliverEvent } from '../../lib/application/delivering/deliver-event.ts';
import { deliverIssue } from '../../lib/application/delivering/deliver-issue.ts';
import { deliverSlack } from '../../lib/application/delivering/deliver-slack.ts';
import { MemoryIssues } from '../fakes/memory-issues.ts';
import { RecordingCards } from '../fakes/recording-cards.ts';
import { RecordingPublisher } from '../fakes/recording-publisher.ts';
import type { ScriptedSlack } from '../fakes/scripted-slack.ts';
import type { World } from './world.ts';

/** What the stream and the queues do with each delivery, to their end. */
export async function deliverAll(
  world: World,
  {
    slack,
    issues = new MemoryIssues(),
    cards = new RecordingCards(),
  }: { readonly slack: ScriptedSlack; readonly issues?: MemoryIssues; readonly cards?: RecordingCards },
): Promise<void> {
  const events = new RecordingPublisher();
  const ports = { ...world, store: world.store, registry: { url: 'https://registry.example.com' } };
  for (;;) {
    const due = world.store.all('delivery').filter(({ status, again }) => status === 'pending' || again);
    if (due.length === 0) return;
    for (const { id, channel } of due) {
      if (channel.kind === 'slack') await deliverSlack(id, { ...ports, slack });
      if (channel.kind === 'github') await deliverIssue(id, { ...ports, issues });
      if (channel.kind === 'msteams') await deliverCard(id, { ...ports, cards });
      if (channel.kind === 'sns') await deliverEvent(id, { ...ports, events });
    }
  }
}
