import type { Consumer } from '../../domain/consumer.ts';
import { DomainError } from '../../domain/errors.ts';
import type { KillSwitch, KillSwitchReason, KillSwitchUse } from '../../domain/kill-switch.ts';
import { planTrial } from '../../domain/notification/plan/plan-kill-switch.ts';
import type { Principal } from '../../domain/principal.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import type { Store } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { checkKillSwitch, loadManaged, type PutConsumerPorts } from '../subscribing/consumers.ts';

export interface TrialRequest {
  readonly name: string;
  /** Absent: the first that the consumer registered. */
  readonly on?: KillSwitchReason;
  readonly principal: Principal;
  readonly from?: string;
}
export interface Trial extends KillSwitchUse {
  readonly deliveryId: string;
  readonly target: string;
  readonly subject: string;
  readonly version: number;
}

/**
 * Sends a model's kill switch event, marked as a dry run, on the way that a real one takes. It speaks of the newest break that
 * was announced to the model, else of what it subscribes to. Throws `conflict` where there is nothing to try.
 */
export async function tryKillSwitch(request: TrialRequest, ports: WritePorts & PutConsumerPorts): Promise<Trial> {
  const { store } = ports;
  return await contend(ports.pacer, `the kill switch of ${request.name}`, async () => {
    const consumer = await loadManaged(request.name, request.principal, store);
    const { name, team } = consumer;
    const { killSwitch, reason } = registered(consumer, request.on);
    checkKillSwitch(killSwitch, ports.killSwitchTargets);
    const about = await findExample(consumer, store);
    const now = ports.clock.now();
    const delivery = planTrial({ consumer: { name, team, killSwitch }, reason, about, id: ports.ids.next(now), now });
    const { target } = killSwitch;
    const detail = { reason, target, deliveryId: delivery.id };
    const entry = auditEntry({ ...request, ports, now, action: 'kill-switch.tried', consumer: name, ...about, detail });
    if ((await store.commit([{ put: 'delivery', item: delivery, expect: 'absent' }], entry)) === 'lost') return 'lost';
    const { subject, version } = about;
    return { deliveryId: delivery.id, consumer: name, reason, dryRun: true, target, subject, version };
  });
}

function registered(
  { name, killSwitch }: Consumer,
  wanted: KillSwitchReason | undefined,
): { readonly killSwitch: KillSwitch; readonly reason: KillSwitchReason } {
  const reason = killSwitch?.on.find((one) => wanted === undefined || one === wanted);
  if (killSwitch && reason) return { killSwitch, reason };
  const what = wanted === undefined ? 'no kill switch' : `no kill switch for ${wanted}`;
  throw new DomainError(
    'conflict',
    `${name} registers ${what}: name it under killSwitch.on in forewarn.consumer.yaml and apply that`,
  );
}

async function findExample(
  { name, team }: Consumer,
  store: Store,
): Promise<{ readonly subject: string; readonly version: number; readonly announcementId?: string }> {
  const migrations = await store.listMigrationsOfConsumer(name, { limit: 100 });
  const broken = migrations.items.find((migration) => migration.concern === 'breaking' && migration.team === team);
  if (broken) return { subject: broken.subject, version: broken.version, announcementId: broken.announcementId };
  const { items } = await store.listSubscriptionsOfConsumer(name, { limit: 1 });
  const [subscription] = items;
  if (subscription) return { subject: subscription.subject, version: subscription.trainedOn };
  throw new DomainError('conflict', `${name} subscribes to nothing that could break it: subscribe it first`);
}
