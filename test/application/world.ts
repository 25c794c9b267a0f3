import { InlineJudge } from '../../lib/adapters/judge/inline-judge.ts';
import { planNotifications } from '../../lib/application/announcing/plan-notifications.ts';
import { markTold } from '../../lib/application/delivering/mark-told.ts';
import type { Judge } from '../../lib/application/ports/judge.ts';
import type { RegisterOutcome, RegisterRequest } from '../../lib/application/publishing/register-schema.ts';
import { registerSchema } from '../../lib/application/publishing/register-schema.ts';
import { putConsumer } from '../../lib/application/subscribing/consumers.ts';
import {
  type SubscribeOutcome,
  type SubscribeRequest,
  subscribe,
} from '../../lib/application/subscribing/subscribe.ts';
import type { Delivery } from '../../lib/domain/delivery.ts';
import type { Migration } from '../../lib/domain/migration/migration.ts';
import type { Tier } from '../../lib/domain/policy/settings/policy.ts';
import type { Principal } from '../../lib/domain/principal.ts';
import { fromPlain } from '../../lib/domain/schema/json.ts';
import { CountingIds } from '../fakes/counting-ids.ts';
import { MemoryStore } from '../fakes/memory-store.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { NoPacer } from '../fakes/no-pacer.ts';
import { RecordingDeliveryQueue, RecordingPlanQueue } from '../fakes/recording-queue.ts';
import { RememberingJudge } from '../fakes/remembering-judge.ts';

export const producer: Principal = { id: 'token:producer', team: 'payments', verbs: ['read', 'publish'] };
export const administrator: Principal = { id: 'bootstrap', verbs: ['read', 'publish', 'subscribe', 'administer'] };
export const reader = (team: string): Principal => ({ id: `token:${team}`, team, verbs: ['read', 'subscribe'] });

/** A Friday. */
const START = '2026-11-20T09:00:00.000Z';
export const SUBJECT = 'payments.transaction';

/** `category` as an integer, as in the field's own cautionary tale; `changes` replaces or (undefined) drops members. */
export const transaction = (properties: Readonly<Record<string, unknown>> = {}, required?: readonly string[]) => {
  const all = { id: { type: 'string' }, amount: { type: 'number' }, category: { type: 'integer' }, ...properties };
  const kept = Object.fromEntries(Object.entries(all).filter(([, schema]) => schema !== undefined));
  return fromPlain({ type: 'object', properties: kept, required: required ?? Object.keys(kept) });
};

/** Every use case over one in-memory store, with the real engine and a clock that stands still. */
export class World {
  readonly store = new MemoryStore();
  readonly clock = new MovableClock(START);
  readonly ids = new CountingIds();
  readonly pacer = new NoPacer();
  /** Another one takes its place after an upgrade. */
  judge: Judge;
  engine: number;
  readonly queue = new RecordingPlanQueue();
  readonly plan = this.queue;
  readonly killSwitchTargets: ReadonlySet<string> = new Set(['fallback']);
  readonly optionalChannels: ReadonlySet<string> = new Set(['msteams']);
  readonly deliveries = new RecordingDeliveryQueue();

  constructor(judge: Judge = new RememberingJudge(new InlineJudge())) {
    this.judge = judge;
    this.engine = judge.engine;
  }

  /** A newer release takes the place of this one. */
  upgrade(judge: Judge): void {
    this.judge = judge;
    this.engine = judge.engine;
  }

  async grant(prefix = 'payments', team = 'payments'): Promise<void> {
    await this.store.ensure([{ put: 'prefix', item: { prefix, team } }]);
  }
  async publish(schema: RegisterRequest['schema'], more: Partial<RegisterRequest> = {}): Promise<RegisterOutcome> {
    return await registerSchema({ subject: SUBJECT, schema, principal: producer, ...more }, this);
  }
  /** As an administrator does: it may call so many of its models critical. */
  async makeTeam(name: string): Promise<void> {
    const item = { name, prefixes: [], criticalAllowance: 100, createdAt: START, revision: 1 };
    await this.store.ensure([{ put: 'team', item }]);
  }
  /** Creates a consumer of its own team and subscribes it. */
  async subscribe(
    consumer: string,
    reads: readonly string[],
    more: {
      tier?: Tier;
      team?: string;
      channel?: string;
      repository?: string;
      request?: Partial<SubscribeRequest>;
    } = {},
  ): Promise<SubscribeOutcome> {
    const team = more.team ?? `${consumer}-team`;
    const principal = reader(team);
    const slack = { channel: more.channel ?? `#${team}` };
    const tier = more.tier ?? 'standard';
    await this.makeTeam(team);
    const github = more.repository === undefined ? {} : { github: { repository: more.repository } };
    await putConsumer({ name: consumer, team, tier, slack, ...github, releases: ['v7'], principal }, this);
    const request = { consumer, subject: SUBJECT, trainedOn: 'head', strict: false, principal };
    return await subscribe({ ...request, reads: reads.map((pointer) => ({ pointer })), ...more.request }, this);
  }
  /** What the stream and the plan queue would do with an announcement, to its end. */
  async planAll(announcementId: string | undefined): Promise<void> {
    if (announcementId === undefined) return;
    await this.queue.send({ announcementId, phase: 'models' });
    for (let message = this.queue.messages.shift(); message; message = this.queue.messages.shift())
      await planNotifications(message, this);
  }
  /** Each channel takes its message about an announcement. */
  async hear(announcementId: string | undefined): Promise<void> {
    for (const delivery of await this.told(announcementId ?? ''))
      await markTold(delivery, this.clock.now(), { store: this.store, ids: this.ids, pacer: this.pacer });
  }
  async migrations(announcementId: string): Promise<readonly Migration[]> {
    return (await this.store.listMigrationsOfAnnouncement(announcementId, { limit: 100 })).items;
  }
  async told(announcementId: string): Promise<readonly Delivery[]> {
    return (await this.store.listDeliveriesOfAnnouncement(announcementId, { limit: 100 })).items;
  }
}
