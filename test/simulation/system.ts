import { planNotifications } from '../../lib/application/announcing/plan-notifications.ts';
import { sweepDeadlines } from '../../lib/application/deadlines/sweep-deadlines.ts';
import { deliverCard } from '../../lib/application/delivering/deliver-card.ts';
import { deliverEvent } from '../../lib/application/delivering/deliver-event.ts';
import { deliverIssue } from '../../lib/application/delivering/deliver-issue.ts';
import { deliverSlack } from '../../lib/application/delivering/deliver-slack.ts';
import { deliverWebhook } from '../../lib/application/delivering/deliver-webhook.ts';
import type { DeliveryProgress } from '../../lib/application/delivering/delivery-progress.ts';
import { forwardChange, type StoredChange } from '../../lib/application/delivering/forward-change.ts';
import type { DeliveryMessage, PlanMessage } from '../../lib/application/ports/queues.ts';
import type { Announcement } from '../../lib/domain/announcement.ts';
import type { Delivery } from '../../lib/domain/delivery.ts';
import { DomainError } from '../../lib/domain/errors.ts';
import { CountingIds } from '../fakes/counting-ids.ts';
import { MemoryStore } from '../fakes/memory-store.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { NoPacer } from '../fakes/no-pacer.ts';
import { RecordingCards } from '../fakes/recording-cards.ts';
import { RecordingWebhooks } from '../fakes/recording-webhooks.ts';
import { Closures } from './closures.ts';
import { SimulatedEvents } from './events.ts';
import { Crash, Invocation } from './faults.ts';
import { SimulatedIssues } from './issues.ts';
import { SimulatedJudge } from './judge.ts';
import { SimulatedQueue } from './queues.ts';
import type { Random } from './random.ts';
import { Scheduler } from './scheduler.ts';
import { SimulatedSlack } from './slack.ts';

const later = (at: string, seconds: number): string => new Date(Date.parse(at) + seconds * 1_000).toISOString();
/** After a killed function its message is to be had again. */
const VISIBILITY_SECONDS = 60;
const AT_ONCE = 4;
const DELIVER = {
  slack: deliverSlack,
  github: deliverIssue,
  sns: deliverEvent,
  msteams: deliverCard,
  webhook: deliverWebhook,
};

/**
 * Every use case as its function runs it, over one store: the stream, the queues and Slack are as unreliable as the
 * seed says, any function may be killed at any call, and several run at the same time.
 */
export class System {
  readonly store = new MemoryStore();
  readonly clock: MovableClock;
  readonly scheduler: Scheduler;
  readonly slack: SimulatedSlack;
  readonly issues: SimulatedIssues;
  readonly events: SimulatedEvents;
  readonly cards = new RecordingCards();
  readonly webhooks = new RecordingWebhooks();
  readonly closures: Closures;
  readonly judge: SimulatedJudge;
  readonly registry = { url: 'https://forewarn.example.com' };
  readonly plan: SimulatedQueue<PlanMessage>;
  crashes = 0;
  readonly #random: Random;
  readonly #crashing: number;
  readonly #deliveries: SimulatedQueue<DeliveryMessage>;
  readonly #stream: SimulatedQueue<StoredChange>;
  readonly #shared: {
    readonly ids: CountingIds;
    readonly judge: SimulatedJudge;
    readonly registry: { readonly url: string };
    readonly pacer: NoPacer;
    readonly killSwitchTargets: ReadonlySet<string>;
    readonly optionalChannels: ReadonlySet<string>;
  };

  /** `crashing`: the probability that a call of a port is a function's last. */
  constructor(options: { readonly random: Random; readonly start: string; readonly crashing: number }) {
    const { random, start, crashing } = options;
    const now = () => this.clock.now();
    this.#random = random;
    this.#crashing = crashing;
    this.clock = new MovableClock(start);
    this.scheduler = new Scheduler(random, () => this.clock.advance({ milliseconds: 1 }));
    this.closures = new Closures(now);
    this.judge = new SimulatedJudge(random.int(0, 1_000_000));
    this.slack = new SimulatedSlack(random, this.closures, now);
    this.issues = new SimulatedIssues(random, this.closures, now);
    this.events = new SimulatedEvents(random, now);
    this.plan = new SimulatedQueue(random, now);
    this.#deliveries = new SimulatedQueue(random, now);
    this.#stream = new SimulatedQueue(random, now);
    this.#shared = {
      ids: new CountingIds(),
      judge: this.judge,
      registry: this.registry,
      pacer: new NoPacer(),
      killSwitchTargets: new Set<string>(),
      optionalChannels: new Set<string>(),
    };
    // The scheduler decides about turns, at each port.
    this.store.turn = () => Promise.resolve();
  }

  /** What the table's filter lets through, as `registry-table.ts` has it. */
  streamed(kind: string, item: object, former: object | undefined): void {
    const status = 'status' in item ? item.status : undefined;
    if (kind === 'announcement' && (!former || status === 'withdrawn'))
      this.#stream.add({ entity: 'announcement', item: item as Announcement }, 'stream');
    if (kind === 'delivery' && !former && status === 'pending')
      this.#stream.add({ entity: 'delivery', item: item as Delivery }, 'stream');
  }

  /** The ports of one run of a function, which may be killed at any of them. */
  ports(invocation: Invocation) {
    const { turn } = this.scheduler;
    const queues = {
      plan: { send: async (message: PlanMessage) => this.plan.add(message) },
      deliveries: {
        send: async (message: DeliveryMessage) => this.#deliveries.add(message, JSON.stringify(message.channel)),
      },
    };
    const plan = invocation.port(queues.plan, turn);
    return {
      ...this.#shared,
      clock: this.clock,
      store: invocation.port(this.store, turn),
      plan,
      queue: plan,
      deliveries: invocation.port(queues.deliveries, turn),
      slack: invocation.port(this.slack, turn),
      issues: invocation.port(this.issues, turn),
      events: invocation.port(this.events, turn),
      cards: invocation.port(this.cards, turn),
      webhooks: invocation.port(this.webhooks, turn),
    };
  }

  /** One call of the API: its result, or what it was refused with; `killed` where nobody heard of its end. */
  async call<T>(
    work: (ports: ReturnType<System['ports']>) => Promise<T>,
  ): Promise<{ readonly result: T } | { readonly refused: DomainError } | 'killed'> {
    const invocation = new Invocation(this.#random, this.#crashing);
    try {
      return { result: await work(this.ports(invocation)) };
    } catch (error) {
      if (this.#isKilled(invocation, error)) return 'killed';
      if (error instanceof DomainError) return { refused: error };
      throw error;
    }
  }

  /** The scheduled function, alone or two at the same time. */
  async sweep(): Promise<void> {
    const run = () =>
      this.#function(
        (ports) => sweepDeadlines({ ...ports, engine: this.judge.engine }),
        () => undefined,
      );
    await this.scheduler.run(this.#random.chance(0.2) ? [run, run] : [run]);
  }

  /** Works on all queues until nothing is left to be had within the next hour. */
  async settle(): Promise<void> {
    const end = later(this.clock.now(), 3_600);
    for (;;) {
      const tasks = [...this.#takeStream(), ...this.#takePlans(), ...this.#takeDeliveries()];
      if (tasks.length > 0) {
        await this.scheduler.run(tasks);
        continue;
      }
      const next = [this.#stream, this.plan, this.#deliveries].flatMap(({ nextAt }) => nextAt ?? []).sort()[0];
      if (next === undefined || next > end) return;
      if (next > this.clock.now()) this.clock.set(next);
    }
  }

  get mostReceives(): number {
    return Math.max(this.#stream.mostReceives, this.plan.mostReceives, this.#deliveries.mostReceives);
  }

  #takeStream() {
    return this.#stream.take(1).map(
      (entry) => () =>
        this.#function(
          (ports) => forwardChange(entry.message, ports),
          (isDone) => (isDone ? this.#stream.done(entry) : this.#stream.again(entry, later(this.clock.now(), 1))),
        ),
    );
  }
  #takePlans() {
    return this.plan.take(AT_ONCE).map(
      (entry) => () =>
        this.#function(
          (ports) => planNotifications(entry.message, ports),
          (isDone) =>
            isDone ? this.plan.done(entry) : this.plan.again(entry, later(this.clock.now(), VISIBILITY_SECONDS)),
        ),
    );
  }
  #takeDeliveries() {
    return this.#deliveries.take(AT_ONCE).map((entry) => async () => {
      const { deliveryId, channel } = entry.message;
      let progress: DeliveryProgress | undefined;
      await this.#function(
        async (ports) => {
          progress = await DELIVER[channel.kind](deliveryId, ports);
        },
        (isDone) => {
          const seconds = progress?.outcome === 'retry' ? progress.afterSeconds : VISIBILITY_SECONDS;
          if (isDone && progress?.outcome !== 'retry') this.#deliveries.done(entry);
          else this.#deliveries.again(entry, later(this.clock.now(), seconds));
        },
      );
    });
  }

  async #function(
    work: (ports: ReturnType<System['ports']>) => Promise<unknown>,
    ended: (isDone: boolean) => void,
  ): Promise<void> {
    const invocation = new Invocation(this.#random, this.#crashing);
    try {
      await work(this.ports(invocation));
      ended(!invocation.isDead);
    } catch (error) {
      const isExpected =
        this.#isKilled(invocation, error) || (error instanceof DomainError && error.code === 'unavailable');
      if (!isExpected) throw error;
      ended(false);
    }
  }

  /** A use case may wrap the end of its function, e.g. with those of others. */
  #isKilled(invocation: Invocation, error: unknown): boolean {
    if (!invocation.isDead) return false;
    this.crashes++;
    return error instanceof Crash || error instanceof Error;
  }
}
