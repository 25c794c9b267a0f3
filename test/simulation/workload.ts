import { activateVersion } from '../../lib/application/activate-version.ts';
import { answerMigrations } from '../../lib/application/answer-migrations.ts';
import { approveChanges } from '../../lib/application/approve-changes.ts';
import { checkSchema } from '../../lib/application/check-schema.ts';
import { putConsumer } from '../../lib/application/consumers.ts';
import { registerSchema } from '../../lib/application/register-schema.ts';
import { subscribe } from '../../lib/application/subscribe.ts';
import { unsubscribe } from '../../lib/application/unsubscribe.ts';
import { withdrawVersion } from '../../lib/application/withdraw-version.ts';
import type { Migration } from '../../lib/domain/announcement.ts';
import type { Answer } from '../../lib/domain/migration/answer.ts';
import type { Principal, Team } from '../../lib/domain/principal.ts';
import { fromPlain, type JsonValue } from '../../lib/domain/schema/json.ts';
import type { Random } from './random.ts';
import type { System } from './system.ts';

const TYPES = ['integer', 'string', 'boolean'] as const;
const FIELDS = ['id', 'amount', 'category', 'country', 'device'] as const;
const ZONES = ['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Auckland'] as const;
const REASON = 'as the simulation has it';

type Shape = Readonly<Record<string, (typeof TYPES)[number]>>;
type Call = Parameters<System['call']>[0];

export interface Size {
  readonly subjects: number;
  readonly models: number;
}

/** Producers and teams that publish, answer, forget and change their minds, as the seed says. */
export class Workload {
  readonly refusals = new Map<string, number>();
  /** What the gate said, with the moment: each must follow from the audit trail. */
  readonly gates: GateAnswer[] = [];
  readonly counts = { published: 0, proposed: 0, approved: 0, answered: 0, activated: 0 };
  readonly #system: System;
  readonly #random: Random;
  readonly #size: Size;
  /** The shape that each subject's repository has now, which may be ahead of the head. */
  readonly #shapes = new Map<string, { shape: Shape; former: Shape }>();

  constructor(system: System, random: Random, size: Size) {
    this.#system = system;
    this.#random = random;
    this.#size = size;
  }

  /** Teams, first versions, and models that read one or two fields of one to three subjects. */
  async begin(): Promise<void> {
    const { subjects, models } = this.#size;
    for (let number = 0; number < teamCount(models); number++) this.#system.store.seed('team', this.#team(number));
    for (let number = 0; number < subjects; number++) {
      const subject = `s${number}`;
      this.#system.store.seed('prefix', { prefix: subject, team: producerOf(subject) });
      const shape = Object.fromEntries(FIELDS.map((field) => [field, this.#random.pick(TYPES)]));
      this.#shapes.set(subject, { shape, former: shape });
      await this.#insist((ports) =>
        registerSchema({ subject, schema: schemaOf(shape), principal: producer(subject) }, ports),
      );
      const known = await this.#system.store.find('subject', { name: subject });
      if (known && this.#random.chance(0.5)) this.#system.store.seed('subject', { ...known, channel: `#${subject}` });
    }
    for (let number = 0; number < models; number++) await this.#addModel(number);
  }

  /** What people and their CI do within one stretch of `hours`; all of it at the same time. */
  actions(hours: number): readonly (() => Promise<void>)[] {
    const { subjects } = this.#size;
    const actions: (() => Promise<void>)[] = [];
    const often = (perYear: number, action: () => Promise<void>): void => {
      const expected = (perYear * hours) / 8_760;
      for (let left = expected; left > 0; left--) if (this.#random.chance(Math.min(1, left))) actions.push(action);
    };
    often(subjects * 12, () => this.#publish());
    often(subjects * 24, () => this.#activate());
    often(subjects / 2, () => this.#withdraw());
    often(this.#size.models / 10, () => this.#move());
    for (const migration of this.#open())
      if (this.#random.chance(hours / 240)) actions.push(() => this.#answer(migration));
    return actions;
  }

  #team(number: number): Team {
    const random = this.#random;
    const slack = random.chance(0.5) ? { slack: { escalation: `#on-call-${number}` } } : {};
    const days = random.chance(0.8) ? [1, 2, 3, 4, 5] : [7, 1, 2, 3, 4];
    const hours = random.chance(0.7)
      ? { hours: { timeZone: random.pick(ZONES), days, from: '09:00', to: '17:00' } }
      : {};
    return {
      name: `team${number}`,
      prefixes: [],
      ...slack,
      ...hours,
      createdAt: this.#system.clock.now(),
      revision: 1,
    };
  }

  async #addModel(number: number): Promise<void> {
    const random = this.#random;
    const team = `team${random.int(0, teamCount(this.#size.models) - 1)}`;
    const name = `m${number}`;
    const tier = random.pick(['critical', 'standard', 'standard', 'experimental'] as const);
    const principal = reader(team);
    const slack = { channel: `#${team}-${random.int(0, 1)}` };
    await this.#insist((ports) => putConsumer({ name, team, tier, slack, releases: ['v1'], principal }, ports));
    for (let count = random.int(1, 3); count > 0; count--) await this.#subscribe(name, team);
  }

  async #subscribe(consumer: string, team: string): Promise<void> {
    const subject = this.#subject();
    const fields = [this.#random.pick(FIELDS), this.#random.pick(FIELDS)];
    const reads = [...new Set(fields)].map((field) => ({ pointer: `/${field}` }));
    const request = { consumer, subject, trainedOn: 'head', reads, strict: false, principal: reader(team) };
    await this.#insist((ports) => subscribe(request, ports));
  }

  async #publish(): Promise<void> {
    const random = this.#random;
    const subject = this.#subject();
    const known = this.#shapes.get(subject);
    if (!known) return;
    const shape = this.#nextShape(known);
    this.#shapes.set(subject, { shape, former: known.shape });
    const sunset = random.chance(0.3) ? dayAfter(this.#system.clock.now(), random.int(3, 60)) : undefined;
    const emergency = random.chance(0.05) ? { emergency: { reason: REASON } } : {};
    const request = { subject, schema: schemaOf(shape), principal: producer(subject), ...emergency };
    if (random.chance(0.3)) await this.#approve(request);
    const outcome = await this.#call((ports) =>
      registerSchema({ ...request, ...(sunset === undefined ? {} : { sunset }) }, ports),
    );
    this.counts.published++;
    if (outcome?.outcome === 'created' && outcome.version.status === 'proposed') this.counts.proposed++;
  }

  /** What a pull request shows some of the owners, before it is merged; some of their approvals end early. */
  async #approve(request: { readonly subject: string; readonly schema: JsonValue; readonly principal: Principal }) {
    const random = this.#random;
    const checked = await this.#call((ports) => checkSchema({ ...request, against: 'head' }, ports));
    for (const { impact, approval } of checked?.affected ?? []) {
      const changes = approval?.missing ?? [];
      if (changes.length === 0 || random.chance(0.3)) continue;
      const { subject, consumer, team } = impact.subscription;
      const until = `${dayAfter(this.#system.clock.now(), random.int(1, 60))}T12:00:00.000Z`;
      const given = { subject, changes, consumers: [consumer], until, reason: REASON, principal: reader(team) };
      if (await this.#call((ports) => approveChanges(given, ports))) this.counts.approved++;
    }
  }

  /** Mostly something harmless, now and then a break, the same break with more to it, or a step back. */
  #nextShape({ shape, former }: { shape: Shape; former: Shape }): Shape {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.15) return former;
    if (roll < 0.55) return { ...shape, [`extra${random.int(0, 5)}`]: random.pick(TYPES) };
    return { ...shape, [random.pick(FIELDS)]: random.pick(TYPES) };
  }

  async #activate(): Promise<void> {
    const proposals = this.#system.store.all('version').filter(({ status }) => status === 'proposed');
    if (proposals.length === 0) return;
    const { subject, version } = this.#random.pick(proposals);
    const emergency = this.#random.chance(0.03) ? { emergency: { reason: REASON } } : {};
    const at = this.#system.clock.now();
    const request = { subject, version: String(version), principal: producer(subject), ...emergency };
    const answer = await this.#system.call((ports) => activateVersion(request, ports));
    if (answer === 'killed') return;
    const until = this.#system.clock.now();
    if ('result' in answer) {
      this.counts.activated++;
      if (!request.emergency) this.gates.push({ at, until, subject, version, isOpen: true, blockers: [] });
    } else if (answer.refused.code === 'gate-closed') {
      const blockers = answer.refused.extensions['blockers'] as GateAnswer['blockers'];
      this.gates.push({ at, until, subject, version, isOpen: false, blockers });
    } else this.#count(answer.refused.code);
  }

  async #withdraw(): Promise<void> {
    const proposals = this.#system.store.all('version').filter(({ status }) => status === 'proposed');
    if (proposals.length === 0) return;
    const { subject, version } = this.#random.pick(proposals);
    const request = { subject, version: String(version), reason: REASON, principal: producer(subject) };
    await this.#call((ports) => withdrawVersion(request, ports));
  }

  /** A model that reads something else from now on. */
  async #move(): Promise<void> {
    const consumer = this.#random.pick(this.#system.store.all('consumer'));
    const [subscription] = this.#system.store
      .all('subscription')
      .filter(({ consumer: name }) => name === consumer.name);
    const principal = reader(consumer.team);
    if (subscription && this.#random.chance(0.5))
      await this.#call((ports) =>
        unsubscribe({ consumer: consumer.name, subject: subscription.subject, principal }, ports),
      );
    else await this.#subscribe(consumer.name, consumer.team);
  }

  #open(): readonly Migration[] {
    return this.#system.store
      .all('migration')
      .filter(({ state, concern }) => concern !== 'digest' && state.name !== 'withdrawn' && state.name !== 'waived');
  }

  async #answer({ announcementId: announcement, consumer, team, subject, deadline }: Migration): Promise<void> {
    const random = this.#random;
    const until = `${dayAfter(deadline, random.int(-3, 30))}T12:00:00.000Z`;
    const answers: readonly Answer[] = [
      { answer: 'acknowledge' },
      { answer: 'acknowledge' },
      { answer: 'migrated' },
      { answer: 'extend', until, reason: REASON },
      { answer: 'object', reason: REASON },
      { answer: 'not-affected', reason: REASON },
      { answer: 'grant' },
      { answer: 'deny' },
      { answer: 'waive', reason: REASON },
    ];
    const answer = random.pick(answers);
    const isProducers = answer.answer === 'grant' || answer.answer === 'deny';
    const principal = isProducers ? producer(subject) : { ...reader(team), id: `slack:U${random.int(1, 9)}${team}` };
    const seen = random.chance(0.5) ? { seen: this.#system.clock.now() } : {};
    const outcomes = await this.#call((ports) =>
      answerMigrations({ announcement, consumers: [consumer], answer, principal, ...seen }, ports),
    );
    if (outcomes?.[0]?.outcome === 'moved') this.counts.answered++;
  }

  #subject(): string {
    return `s${this.#random.int(0, this.#size.subjects - 1)}`;
  }

  async #call<T>(work: (ports: Parameters<Call>[0]) => Promise<T>): Promise<T | undefined> {
    const answer = await this.#system.call(work);
    if (answer === 'killed') return undefined;
    if ('result' in answer) return answer.result;
    this.#count(answer.refused.code);
    return undefined;
  }

  /** As the command line does: again, until somebody answers. */
  async #insist(work: (ports: Parameters<Call>[0]) => Promise<unknown>): Promise<void> {
    for (let tries = 0; tries < 20; tries++) {
      const answer = await this.#system.call(work);
      if (answer === 'killed') continue;
      if ('result' in answer) return;
      if (answer.refused.code !== 'unavailable') return this.#count(answer.refused.code);
    }
  }

  #count(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
}

export interface GateAnswer {
  /** Between these two it was asked and answered. */
  readonly at: string;
  readonly until: string;
  readonly subject: string;
  readonly version: number;
  readonly isOpen: boolean;
  readonly blockers: readonly { readonly consumer: string; readonly state: string; readonly deadline: string }[];
}

const teamCount = (models: number): number => Math.max(1, Math.ceil(models / 20));
const producerOf = (subject: string): string => `producer-${subject}`;
const producer = (subject: string): Principal => ({
  id: `token:${producerOf(subject)}`,
  team: producerOf(subject),
  verbs: ['read', 'publish'],
});
const reader = (team: string): Principal => ({ id: `token:${team}`, team, verbs: ['read', 'subscribe'] });
const dayAfter = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * 86_400_000).toISOString().slice(0, 10);

const schemaOf = (shape: Shape) =>
  fromPlain({
    type: 'object',
    properties: Object.fromEntries(Object.entries(shape).map(([name, type]) => [name, { type }])),
    required: FIELDS.filter((field) => shape[field] !== undefined),
  });
