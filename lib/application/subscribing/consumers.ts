import { mayManageConsumer } from '../../domain/access.ts';
import type { Consumer, Subscription } from '../../domain/consumer.ts';
import { DomainError } from '../../domain/errors.ts';
import { type KillSwitch, OWN_TOPIC } from '../../domain/kill-switch.ts';
import { type Places, placesKey } from '../../domain/notification/channels.ts';
import type { Tier } from '../../domain/policy/settings/policy.ts';
import type { Principal } from '../../domain/principal.ts';
import { requireAllowedPlaces } from '../administration/allow-places.ts';
import { auditEntry } from '../audit-entry.ts';
import { contend } from '../contend.ts';
import { everyPage } from '../every-page.ts';
import { checkName } from '../load-publisher.ts';
import { getSubject } from '../load-schema.ts';
import type { Store, Write } from '../ports/store.ts';
import type { WritePorts } from '../ports/write-ports.ts';
import { claimTier, releaseTier } from './critical-tier.ts';
import { followChannels } from './follow-channels.ts';

export interface PutConsumerRequest extends Places {
  readonly name: string;
  readonly team: string;
  readonly tier: Tier;
  readonly description?: string;
  readonly releases: readonly string[];
  /** For nothing (`on` is empty), or absent: off. */
  readonly killSwitch?: KillSwitch;
  readonly principal: Principal;
  readonly from?: string;
}

export interface PutConsumerPorts {
  /** Names of the topics that were allow-listed at deploy, besides Forewarn's own. */
  readonly killSwitchTargets: ReadonlySet<string>;
  /** The channels that were set up at deploy, besides those that are always there. */
  readonly optionalChannels: ReadonlySet<string>;
}

/** Throws `invalid-request` for a target that was not allow-listed at deploy. */
export function checkKillSwitch({ target }: KillSwitch, targets: ReadonlySet<string>): void {
  if (target === OWN_TOPIC || targets.has(target)) return;
  const known = [OWN_TOPIC, ...[...targets].sort()].join(', ');
  const detail = `there is no target ${target}; known: ${known}. Others are allow-listed when Forewarn is deployed (killSwitchTargets)`;
  throw new DomainError('invalid-request', detail, { errors: [{ pointer: '/killSwitch/target', detail }] });
}

/** The consumer, or an error that does not say whose it is; throws `not-found`, `forbidden`. */
export async function loadManaged(name: string, principal: Principal, store: Store): Promise<Consumer> {
  const consumer = await store.find('consumer', { name });
  if (!consumer)
    throw new DomainError(
      'not-found',
      `there is no consumer ${name}; create it with \`forewarn subscribe\` or \`apply\``,
    );
  const access = mayManageConsumer(principal, consumer);
  if (!access.allowed) throw new DomainError('forbidden', access.detail);
  return consumer;
}

/** Throws `forbidden` where the team may not be told there, `invalid-request` where nobody set that channel up. */
async function requirePlaces(
  { team, slack, msteams, webhook }: PutConsumerRequest,
  ports: WritePorts & PutConsumerPorts,
) {
  const at = { channel: '/slack/channel', group: '/slack/mention' };
  await requireAllowedPlaces(team, { channel: slack?.channel, group: slack?.mention, at }, ports.store);
  const optional = [
    { kind: 'msteams', member: 'channel', name: msteams?.channel, title: 'Microsoft Teams was' },
    { kind: 'webhook', member: 'name', name: webhook?.name, title: 'Webhooks were' },
  ] as const;
  for (const { kind, member, name, title } of optional) {
    if (name === undefined) continue;
    if (!ports.optionalChannels.has(kind)) {
      const detail = `${title} not set up when Forewarn was deployed (${kind}Hosts, docs/channels.md)`;
      throw new DomainError('invalid-request', detail, { errors: [{ pointer: `/${kind}`, detail }] });
    }
    const place = { channel: `${kind}:${name}`, at: { ...at, channel: `/${kind}/${member}` } };
    await requireAllowedPlaces(team, place, ports.store);
  }
}

/**
 * Creates or changes a consumer; the same again changes nothing. A new tier is first written to its subscriptions and
 * their subjects' counters, new channels to its open migrations, the consumer last, so that a repeat resumes what a cut left half-done. `critical` beyond the
 * team's allowance counts as standard until an administrator confirms it.
 */
export async function putConsumer(
  request: PutConsumerRequest,
  ports: WritePorts & PutConsumerPorts,
): Promise<{ readonly outcome: 'created' | 'updated' | 'unchanged'; readonly consumer: Consumer }> {
  checkName(request.name, 'consumer');
  checkName(request.team, 'team');
  const access = mayManageConsumer(request.principal, request);
  if (!access.allowed) throw new DomainError('forbidden', access.detail);
  await requirePlaces(request, ports);
  if (request.killSwitch) checkKillSwitch(request.killSwitch, ports.killSwitchTargets);
  const known = await ports.store.find('consumer', { name: request.name });
  if (known) await loadManaged(request.name, request.principal, ports.store);
  const decided: Decided = { ...request, ...(await claimTier(request, ports)) };
  if (known && (known.tier !== decided.tier || known.team !== decided.team)) await moveSubscriptions(decided, ports);
  // First, so that a repeat finds what a cut left; then once more, for what was being planned in between.
  if (known) await followChannels(request, ports);
  const done = await contend(ports.pacer, request.name, () => tryPut(decided, ports));
  if (known && done.outcome === 'updated') await followChannels(request, ports);
  await releaseTier(request, ports);
  return done;
}

type Decided = PutConsumerRequest & Pick<Consumer, 'claimedTier'>;

async function tryPut(request: Decided, ports: WritePorts) {
  const { principal: _, from: __, killSwitch, ...settings } = request;
  const known = await ports.store.find('consumer', { name: request.name });
  if (known && isSame(known, request)) return { outcome: 'unchanged' as const, consumer: known };
  const now = ports.clock.now();
  const consumer: Consumer = {
    ...settings,
    ...(killSwitch && killSwitch.on.length > 0 ? { killSwitch } : {}),
    lastSeenAt: now,
    createdAt: known?.createdAt ?? now,
    revision: (known?.revision ?? 0) + 1,
  };
  const { team, tier, claimedTier } = request;
  const action = known ? 'consumer.updated' : 'consumer.created';
  const entry = auditEntry({
    ...request,
    ports,
    now,
    action,
    consumer: request.name,
    detail: { team, tier, ...(claimedTier ? { claimedTier } : {}) },
  });
  const writes: Write[] = [{ put: 'consumer', item: consumer, expect: known?.revision ?? 'absent', was: known }];
  if ((await ports.store.commit(writes, entry)) === 'lost') return 'lost' as const;
  return { outcome: known ? ('updated' as const) : ('created' as const), consumer };
}

function isSame(known: Consumer, request: Decided): boolean {
  const view = ({ team, tier, claimedTier, description, releases, killSwitch, ...others }: Consumer | Decided) => {
    const action = killSwitch && killSwitch.on.length > 0 ? [killSwitch.on, killSwitch.target] : [];
    return JSON.stringify([team, tier, claimedTier, placesKey(others), description, releases, action]);
  };
  return view(known) === view(request);
}

/** Writes a consumer's team and tier to its subscriptions and their subjects' counters, one by one; a repeat goes on. */
export async function moveSubscriptions(
  request: Pick<PutConsumerRequest, 'name' | 'team' | 'tier' | 'principal' | 'from'>,
  ports: WritePorts,
): Promise<void> {
  for (const { subject: name } of await subscriptionsOf(request.name, ports.store)) {
    await contend(ports.pacer, name, async () => {
      const [subject, subscription] = await Promise.all([
        getSubject(ports.store, name),
        ports.store.find('subscription', { consumer: request.name, subject: name }),
      ]);
      if (!subscription || (subscription.tier === request.tier && subscription.team === request.team)) return 'done';
      const tiers = { ...subject.tiers };
      tiers[subscription.tier]--;
      tiers[request.tier]++;
      const moved: Subscription = {
        ...subscription,
        team: request.team,
        tier: request.tier,
        revision: subscription.revision + 1,
      };
      const writes: Write[] = [
        { put: 'subscription', item: moved, expect: subscription.revision, was: subscription },
        {
          put: 'subject',
          item: { ...subject, tiers, revision: subject.revision + 1 },
          expect: subject.revision,
          was: subject,
        },
      ];
      const now = ports.clock.now();
      const detail = { tier: request.tier, former: subscription.tier };
      const action = 'subscription.moved';
      const entry = auditEntry({ ...request, ports, now, action, subject: name, consumer: request.name, detail });
      return await ports.store.commit(writes, entry);
    });
  }
}

/** All subscriptions of one consumer; linear in them. */
async function subscriptionsOf(consumer: string, store: Store): Promise<readonly Subscription[]> {
  return await everyPage((page) => store.listSubscriptionsOfConsumer(consumer, page));
}

/** Deletes a consumer that subscribes to nothing any more; throws `conflict` with what it still subscribes to. */
export async function deleteConsumer(
  request: { readonly name: string; readonly principal: Principal; readonly from?: string },
  ports: WritePorts,
): Promise<void> {
  await contend(ports.pacer, request.name, async () => {
    const consumer = await loadManaged(request.name, request.principal, ports.store);
    const left = await subscriptionsOf(consumer.name, ports.store);
    if (left.length > 0)
      throw new DomainError(
        'conflict',
        `${consumer.name} still subscribes to ${left
          .slice(0, 3)
          .map(({ subject }) => subject)
          .join(', ')}: unsubscribe it first`,
      );
    const now = ports.clock.now();
    const detail = { team: consumer.team };
    const entry = auditEntry({ ...request, ports, now, action: 'consumer.deleted', consumer: consumer.name, detail });
    return await ports.store.commit(
      [
        { delete: 'consumer', key: { name: consumer.name }, expect: consumer.revision, was: consumer },
        ...(await uncounted(consumer, ports.store)),
      ],
      entry,
    );
  });
}

/** Its place in the team's allowance is another's. */
async function uncounted({ name, team }: Consumer, store: Store): Promise<readonly Write[]> {
  const known = await store.find('team', { name: team });
  if (!known?.criticals?.includes(name)) return [];
  const criticals = known.criticals.filter((other) => other !== name);
  return [
    { put: 'team', item: { ...known, criticals, revision: known.revision + 1 }, expect: known.revision, was: known },
  ];
}
