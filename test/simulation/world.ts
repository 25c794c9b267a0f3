import type { EntityKind } from '../../lib/application/ports/entities.ts';
import type { Consumer } from '../../lib/domain/consumer.ts';
import type { DomainError } from '../../lib/domain/errors.ts';
import type { Migration } from '../../lib/domain/migration/migration.ts';
import type { Principal } from '../../lib/domain/principal.ts';
import type { SchemaVersion } from '../../lib/domain/subject.ts';
import type { GateAnswer } from './evidence.ts';
import type { Random } from './random.ts';
import type { Shape } from './shapes.ts';
import type { System } from './system.ts';

export const REASON = 'as the simulation has it';
const TRIES = 20;

export interface Size {
  readonly subjects: number;
  readonly models: number;
}
type Ports = Parameters<Parameters<System['call']>[0]>[0];

/** What every act has to do with: the system, the seed's choices, and what the people in it know. */
export class World {
  readonly system: System;
  readonly random: Random;
  readonly size: Size;
  readonly refusals = new Map<string, number>();
  /** What the gate said: each answer must follow from the audit trail. */
  readonly gates: GateAnswer[] = [];
  /** The shape that each subject's repository has now, which may be ahead of the head. */
  readonly shapes = new Map<string, { readonly shape: Shape; readonly former: Shape }>();

  readonly #consumers = new Map<string, Consumer>();
  readonly #migrations = new Map<string, Migration>();
  readonly #proposals = new Map<string, SchemaVersion>();

  constructor(system: System, random: Random, size: Size) {
    this.system = system;
    this.random = random;
    this.size = size;
  }

  /** Told of everything stored: what is looked for at every turn must not be looked for in a year of it. */
  see(kind: EntityKind, item: object): void {
    if (kind === 'consumer') this.#consumers.set((item as Consumer).name, item as Consumer);
    if (kind === 'version') {
      const version = item as SchemaVersion;
      keep(this.#proposals, `${version.subject} ${version.version}`, version, version.status === 'proposed');
    }
    if (kind !== 'migration') return;
    const migration = item as Migration;
    const { announcementId, consumer, concern, state } = migration;
    const isOpen = concern !== 'digest' && state.name !== 'withdrawn' && state.name !== 'waived';
    keep(this.#migrations, `${announcementId} ${consumer}`, migration, isOpen);
  }
  get consumers(): readonly Consumer[] {
    return [...this.#consumers.values()];
  }
  /** What can be answered. */
  get migrations(): readonly Migration[] {
    return [...this.#migrations.values()];
  }
  get proposals(): readonly SchemaVersion[] {
    return [...this.#proposals.values()];
  }
  get now(): string {
    return this.system.clock.now();
  }
  subject(): string {
    return this.random.pick([...this.shapes.keys()]);
  }
  pick<T>(list: readonly T[]): T | undefined {
    return list.length === 0 ? undefined : this.random.pick(list);
  }

  /** One call of the API by somebody who does not try again; nothing where it was refused or nobody heard of its end. */
  async call<T>(work: (ports: Ports) => Promise<T>): Promise<T | undefined> {
    const answer = await this.system.call(work);
    if (answer === 'killed') return undefined;
    if ('result' in answer) return answer.result;
    this.refused(answer.refused);
    return undefined;
  }

  /** As the command line does: again, until somebody answers. */
  async insist<T>(work: (ports: Ports) => Promise<T>): Promise<T | undefined> {
    for (let tries = 0; tries < TRIES; tries++) {
      const answer = await this.system.call(work);
      if (answer === 'killed') continue;
      if ('result' in answer) return answer.result;
      if (answer.refused.code === 'unavailable') continue;
      this.refused(answer.refused);
      return undefined;
    }
    return undefined;
  }

  refused({ code }: DomainError): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
}

function keep<T>(map: Map<string, T>, key: string, item: T, isKept: boolean): void {
  if (isKept) map.set(key, item);
  else map.delete(key);
}

export const teamCount = ({ models }: Size): number => Math.max(1, Math.ceil(models / 20));
/** Of a subject, also under another name. */
export const producerOf = (subject: string): string => `producer-${subject.split('.')[0]}`;
export const producer = (subject: string): Principal => ({
  id: `token:${producerOf(subject)}`,
  team: producerOf(subject),
  verbs: ['read', 'publish'],
});
export const reader = (team: string): Principal => ({ id: `token:${team}`, team, verbs: ['read', 'subscribe'] });
export const ADMINISTRATOR: Principal = { id: 'token:administrator', verbs: ['read', 'administer'] };
export const dayAfter = (at: string, days: number): string =>
  new Date(Date.parse(at) + days * 86_400_000).toISOString().slice(0, 10);
